package org.wengert.gradle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A Gradle of a distribution, {@code -Dwengert.gradle=FOLDER}. */
record InstalledGradle(Path home, Path userHome) implements Gradle {

    @Override
    public String run(Path project, boolean configurationCache, String... tasks)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/gradle").toString(),
                "--gradle-user-home",
                userHome.toString(),
                "--offline",
                "--console=plain",
                "--build-cache",
                configurationCache ? "--configuration-cache" : "--no-configuration-cache"));
        command.addAll(List.of(tasks));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", Objects.requireNonNull(System.getProperty("java.home")));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
