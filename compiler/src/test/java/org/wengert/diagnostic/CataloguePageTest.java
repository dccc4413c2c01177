package org.wengert.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CataloguePageTest {

    private static final Path PAGE = Path.of("..", "docs", "diagnostics.md");

    @Test
    void docsDiagnosticsIsTheCatalogue() throws IOException {
        if (Boolean.getBoolean("wengert.update")) {
            Files.createDirectories(PAGE.toAbsolutePath().normalize().getParent());
            Files.writeString(PAGE, CataloguePage.markdown());
        }
        assertThat(Files.readString(PAGE))
                .as("rewritten by mvn verify -Dwengert.update=true")
                .isEqualTo(CataloguePage.markdown());
    }

    @Test
    void everyEntryIsASentence() {
        assertThat(Code.values()).allSatisfy(code -> assertThat(code.summary()).endsWith("."));
    }
}
