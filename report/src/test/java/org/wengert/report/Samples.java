package org.wengert.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;
import org.wengert.source.UnreadableSourceException;

/** Programs and their reports. */
public final class Samples {

    private static final Path FOLDER = Path.of("../samples/src/main/expr");

    private Samples() {}

    public static Compilation compile(String name, String program) {
        Compilation compilation = Compiler.compile(SourceText.of(name, program), CompilerOptions.named("f"));
        if (!compilation.succeeded()) {
            throw new AssertionError(compilation.diagnostics());
        }
        return compilation;
    }

    public static Compilation compile(String program) {
        return compile("f.expr", program);
    }

    /** A program of the samples. */
    public static Compilation sample(String name) {
        Path file = FOLDER.resolve(name + ".expr");
        try {
            return Compiler.compile(SourceText.read(file), CompilerOptions.ofFile(file));
        } catch (UnreadableSourceException e) {
            throw new AssertionError(e);
        }
    }

    public static CompiledFunction last(Compilation compilation) {
        List<CompiledFunction> functions = compilation.functions();
        return functions.get(functions.size() - 1);
    }

    public static Report report(Compilation compilation) {
        return Reports.of(compilation, compilation.functions(), f -> Map.of());
    }
}
