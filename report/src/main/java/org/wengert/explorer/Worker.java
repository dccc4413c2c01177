package org.wengert.explorer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.report.JsonText;
import org.wengert.report.Reports;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;

/** The process that compiles for an explorer: programs come in, reports go out. It reads no file. */
public final class Worker {

    private static final int LARGEST_ANSWER = 24 << 20;

    private Worker() {}

    /** Answers until the input ends. */
    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(System.in);
        DataOutputStream out = new DataOutputStream(System.out);
        while (true) {
            byte[] request;
            try {
                request = in.readNBytes(in.readInt());
            } catch (EOFException e) {
                return;
            }
            byte[] answer = answer(new String(request, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
            if (answer.length > LARGEST_ANSWER) {
                answer = failure("what comes of this program is too large to be shown")
                        .getBytes(StandardCharsets.UTF_8);
            }
            out.writeInt(answer.length);
            out.write(answer);
            out.flush();
        }
    }

    /** The report of a program as JSON. */
    static String answer(String program) {
        return BigStack.call(() -> {
            Compilation compilation = Compiler.compile(SourceText.of("<editor>", program), CompilerOptions.named("f"));
            return JsonText.of(Reports.of(compilation, compilation.functions(), f -> Map.of()));
        });
    }

    /** An answer that says why there is none. */
    public record Failure(String failure) {}

    static String failure(String message) {
        return JsonText.of(new Failure(message));
    }
}
