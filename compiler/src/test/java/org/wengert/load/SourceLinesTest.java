package org.wengert.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wengert.Program;
import org.wengert.Wengert;

/** Classes of the running JVM say which lines of the program their code comes from. */
class SourceLinesTest {

    private static final String PROGRAM = """
            # Slow, and nothing else.
            slow(x, n: int) = {
              y = x
              for k in 0:n {
                y = sin(y)
              }
              return y
            }
            """;

    /** The form of {@link #PROGRAM}. */
    public interface Slow {
        double value(double x);
    }

    @Test
    @Timeout(60)
    void stackTracesShowTheLinesOfTheProgram(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("slow.expr"), PROGRAM);
        Program program = Wengert.compile(file);
        AtomicBoolean stop = new AtomicBoolean();
        Slow slow = program.at(Map.of("n", 100_000)).as(Slow.class);
        Thread thread = new Thread(() -> {
            while (!stop.get()) {
                slow.value(0.5);
            }
        });
        thread.start();
        List<StackTraceElement> seen = new ArrayList<>();
        while (seen.isEmpty()) {
            for (StackTraceElement element : thread.getStackTrace()) {
                if ("slow.expr".equals(element.getFileName())) {
                    seen.add(element);
                }
            }
            Thread.onSpinWait();
        }
        stop.set(true);
        thread.join();
        assertThat(seen.get(0).getLineNumber()).isBetween(2, 7);
        assertThat(seen.get(0).getMethodName()).isEqualTo("value");
    }
}
