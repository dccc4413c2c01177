package org.wengert.gradle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wengert.check.EmittedTests;
import org.wengert.driver.Compiler;
import org.wengert.driver.Hashes;
import org.wengert.generation.Generation;

/** What generates: another version of it generates anew. */
final class Tool {

    private Tool() {}

    static String version() {
        Properties properties = new Properties();
        try (InputStream resource = Tool.class.getResourceAsStream("version.properties")) {
            properties.load(Objects.requireNonNull(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Objects.requireNonNull(properties.getProperty("version"));
    }

    /** The version; a snapshot changes under its name, and is known by what is in its jars. */
    static String id() {
        String version = version();
        return version.endsWith("-SNAPSHOT")
                ? Stream.of(Generation.class, Compiler.class, EmittedTests.class)
                        .map(Tool::content)
                        .collect(Collectors.joining(" ", version + " ", ""))
                : version;
    }

    private static String content(Class<?> type) {
        try {
            Path jar = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isRegularFile(jar) ? Hashes.sha256(Files.readAllBytes(jar)) : "";
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
