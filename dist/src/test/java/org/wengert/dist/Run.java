package org.wengert.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** What came of a command. */
record Run(int exit, String out, String err) {

    static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    /** Runs a command in an empty folder below {@code folder}. */
    static Run of(Path folder, Path javaHome, List<String> command) throws Exception {
        Path empty = Files.createTempDirectory(folder, "empty");
        File out = Files.createTempFile(folder, "out", "").toFile();
        File err = Files.createTempFile(folder, "err", "").toFile();
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(empty.toFile())
                .redirectOutput(out)
                .redirectError(err);
        process.environment().putAll(Map.of("JAVA_HOME", javaHome.toString()));
        int exit = process.start().waitFor();
        return new Run(exit, Files.readString(out.toPath()), Files.readString(err.toPath()));
    }

    /** Runs a tool of the JDK in which the tests run, which has to succeed, and answers what it says. */
    static String tool(String name, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        int exit = ToolProvider.findFirst(name).orElseThrow().run(writer, writer, arguments);
        assertThat(exit).as(said.toString()).isZero();
        return said.toString();
    }

    /** Whether this JDK has what images are made of: packed, or in its own. */
    private static boolean links() {
        return ToolProvider.findFirst("jlink").isPresent()
                && (Files.isDirectory(JAVA_HOME.resolve("jmods"))
                        || tool("jlink", "--help").contains("Linking from run-time image enabled"));
    }

    /** A Java that has some modules, and what these need. */
    static Path image(Path folder, String modules, String... options) throws Exception {
        assumeTrue(links(), "there is no jlink here");
        Path image = Files.createTempDirectory(folder, "java").resolve("image");
        Stream<String> arguments = Stream.of(
                "--add-modules",
                modules,
                "--strip-debug",
                "--no-man-pages",
                "--no-header-files",
                "--output",
                image.toString());
        tool("jlink", Stream.concat(arguments, Stream.of(options)).toArray(String[]::new));
        return image;
    }
}
