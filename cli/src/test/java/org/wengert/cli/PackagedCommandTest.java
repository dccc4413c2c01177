package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
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
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar().toAbsolutePath().toString()));
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
}
