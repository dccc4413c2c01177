package org.wengert.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the generated classes need when they run, as {@code jdeps} sees it. */
class DependenciesTest {

    private static final Path CLASSES = Path.of("target/classes/org/wengert/samples/generated");

    /** The class files of samples that need a kernel or do not. */
    private static List<String> classes(boolean kernel) throws IOException {
        try (Stream<Path> files = Files.list(CLASSES)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> kernel == needsKernel(file))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    private static boolean needsKernel(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains("org/wengert/runtime/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> needed(List<String> classes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> arguments =
                Stream.concat(Stream.of("-summary"), classes.stream()).toList();
        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintStream(out, true, StandardCharsets.UTF_8), System.err, arguments.toArray(String[]::new));
        assertThat(exit).isZero();
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst(".* -> ", ""))
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void classesWithoutKernelsNeedNothingButJavaBase() throws IOException {
        assertThat(classes(false)).hasSizeGreaterThan(20).anyMatch(file -> file.endsWith("LogSqrt.class"));
        assertThat(needed(classes(false))).containsExactly("java.base");
    }

    @Test
    void theOthersNeedTheRuntimeBesides() throws IOException {
        assertThat(classes(true)).anyMatch(file -> file.endsWith("BlackScholes.class"));
        assertThat(needed(classes(true))).hasSize(2).contains("java.base");
    }
}
