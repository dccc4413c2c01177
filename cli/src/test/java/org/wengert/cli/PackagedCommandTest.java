package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a process of its own; runs after the jar is made. */
class PackagedCommandTest {

    @TempDir
    Path folder;

    private Run run(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(java(), "-jar", jar().toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        int exit = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(err)
                .start()
                .waitFor();
        return new Run(
                exit,
                Files.readString(out.toPath(), StandardCharsets.UTF_8),
                Files.readString(err.toPath(), StandardCharsets.UTF_8));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path jar() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(
                            f -> f.getFileName().toString().matches("wengert-cli-[0-9].*(?<!-sources|-javadoc)\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void helps() throws Exception {
        Run help = run("--help");
        assertThat(help.exit()).isZero();
        assertThat(help.out()).startsWith("Usage: wengert").contains("compile", "eval", "explain", "check");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void evaluates() throws Exception {
        Run run = run("eval", "-e", "x^2*y", "--at", "x=3,y=2");
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("18", "12", "9");
    }

    @Test
    void compilesAFile() throws Exception {
        Files.writeString(folder.resolve("square.expr"), "x^2");
        assertThat(run("compile", "square.expr", "-d", "java")).isEqualTo(new Run(0, "", ""));
        assertThat(folder.resolve("java/square.java")).exists();
    }

    @Test
    void exitsWithOneForAProgramInError() throws Exception {
        Files.writeString(folder.resolve("bad.expr"), "x + * y");
        Run run = run("compile", "bad.expr", "-d", "java");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("bad.expr:1:5: error:", "[unexpected]");
    }

    @Test
    void exitsWithTwoForWrongUsage() throws Exception {
        assertThat(run("evaluate").exit()).isEqualTo(2);
        assertThat(run("compile", "missing.expr").exit()).isEqualTo(2);
    }

    /** The client calls the command as a user would; what it needs besides is Python alone. */
    @Test
    void servesThePythonClient() throws Exception {
        assumeTrue(new File("/bin/sh").canExecute() && isThere("python3", "--version"), "there is no Python here");
        Path command = Files.writeString(
                folder.resolve("wengert"),
                "#!/bin/sh\nexec '" + java() + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar '"
                        + jar().toAbsolutePath() + "' \"$@\"\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
        Path client = Path.of("../clients/python").toAbsolutePath().normalize();
        ProcessBuilder tests =
                new ProcessBuilder("python3", "-B", "-m", "unittest", "discover", "-s", client.toString());
        tests.environment().put("WENGERT", command.toString());
        File out = folder.resolve("python").toFile();
        int exit = tests.redirectErrorStream(true).redirectOutput(out).start().waitFor();
        assertThat(exit).as(Files.readString(out.toPath())).isZero();
    }

    private static boolean isThere(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
