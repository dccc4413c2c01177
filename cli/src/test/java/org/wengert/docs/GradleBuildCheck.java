package org.wengert.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds a project with the build file of docs/build.md, where there is a Gradle. Not part of a build:
 * {@code -Dtest=GradleBuildCheck}.
 */
class GradleBuildCheck {

    @TempDir
    Path folder;

    @Test
    void generatesAndCompilesOnceAndAgainAfterAChange() throws Exception {
        Path project = Files.createDirectories(folder.resolve("a project"));
        Files.writeString(project.resolve("build.gradle"), buildFile());
        Files.writeString(project.resolve("settings.gradle"), "rootProject.name = 'sample'\n");
        Path program = project.resolve("src/main/expr/Loss.expr");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "x^2*y\n");
        assertThat(gradle(project)).contains("BUILD SUCCESSFUL").doesNotContain("UP-TO-DATE");
        assertThat(project.resolve("build/classes/java/main/org/example/Loss.class"))
                .exists();
        assertThat(gradle(project)).contains(":wengert UP-TO-DATE").contains(":compileJava UP-TO-DATE");
        Files.move(program, program.resolveSibling("Gain.expr"));
        assertThat(gradle(project)).contains("BUILD SUCCESSFUL").doesNotContain("UP-TO-DATE");
        assertThat(project.resolve("build/classes/java/main/org/example/Loss.class"))
                .doesNotExist();
        assertThat(project.resolve("build/classes/java/main/org/example/Gain.class"))
                .exists();
    }

    private static String buildFile() throws IOException {
        Matcher block = Pattern.compile("(?ms)^## Gradle without the plugin$.*?^```groovy\\n(.*?)^```$")
                .matcher(Files.readString(Path.of("../docs/build.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private Path command() throws IOException {
        Path command = folder.resolve("wengert");
        Files.writeString(
                command,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                        + System.getProperty("java.class.path") + "' org.wengert.cli.Main \"$@\"\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
        return command;
    }

    private String gradle(Path project) throws Exception {
        Path log = folder.resolve("log");
        Process process;
        try {
            process = new ProcessBuilder(
                            "gradle",
                            "--offline",
                            "--no-daemon",
                            "--console=plain",
                            "-PwengertCommand=" + command(),
                            "compileJava")
                    .directory(project.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException noGradle) {
            assumeTrue(false, "there is no gradle");
            throw noGradle;
        }
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return Files.readString(log, StandardCharsets.UTF_8);
    }
}
