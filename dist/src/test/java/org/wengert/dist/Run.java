package org.wengert.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Runs a program of the JDK in which the tests run, which has to succeed. */
    static void tool(Path folder, String name, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(JAVA_HOME.resolve("bin").resolve(name).toString()));
        command.addAll(List.of(arguments));
        Run run = of(folder, JAVA_HOME, command);
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
    }

    /** A Java that has some modules, and what these need. */
    static Path image(Path folder, String modules, String... options) throws Exception {
        assumeTrue(
                Files.isExecutable(JAVA_HOME.resolve("bin/jlink")) && Files.isDirectory(JAVA_HOME.resolve("jmods")),
                "there is no jlink here");
        Path image = Files.createTempDirectory(folder, "java").resolve("image");
        Stream<String> arguments = Stream.of(
                "--add-modules",
                modules,
                "--strip-debug",
                "--no-man-pages",
                "--no-header-files",
                "--output",
                image.toString());
        tool(folder, "jlink", Stream.concat(arguments, Stream.of(options)).toArray(String[]::new));
        return image;
    }
}
