package org.wengert.gradle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The Gradle that the tests run: one for all, because it gets faster. */
final class TestedGradle {

    private static @Nullable Gradle instance;

    private TestedGradle() {}

    static synchronized Gradle get() throws IOException {
        Gradle gradle = instance;
        if (gradle == null) {
            Path folder = Files.createDirectories(Path.of("target/gradle").toAbsolutePath());
            String home = System.getProperty("wengert.gradle", "");
            gradle = home.isEmpty()
                    ? new GradleOfApiJar(folder)
                    : new InstalledGradle(Path.of(home), folder.resolve("user-home"));
            instance = gradle;
        }
        return gradle;
    }
}
