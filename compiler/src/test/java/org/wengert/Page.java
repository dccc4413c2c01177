package org.wengert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of {@code docs} that a test makes: written with {@code -Dwengert.update=true}, compared otherwise. */
public final class Page {

    private Page() {}

    public static void assertIs(String name, String text) {
        Path page = Path.of("..", "docs", name);
        try {
            if (Boolean.getBoolean("wengert.update")) {
                Files.createDirectories(page.toAbsolutePath().normalize().getParent());
                Files.writeString(page, text);
            }
            assertThat(Files.exists(page) ? Files.readString(page) : "")
                    .as("docs/" + name + ", rewritten by mvn verify -Dwengert.update=true")
                    .isEqualTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
