package org.wengert.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {

    private static final Map<String, String> VALUES = Map.of(
            "version", "1.0",
            "homepage", "https://example.org",
            "downloads", "https://example.org/downloads",
            "sha256.tar.gz", "a1",
            "sha256.zip", "b2",
            "sha512.zip", "c3");

    @TempDir
    Path folder;

    @Test
    void fillsTheFilesOfPackagers() throws Exception {
        assertThat(Templates.in(Path.of("../release"))).hasSize(3);
        for (Path template : Templates.in(Path.of("../release"))) {
            assertThat(Templates.filled(Files.readString(template), VALUES))
                    .contains("1.0")
                    .containsAnyOf("a1", "b2")
                    .doesNotContainPattern("@\\w");
        }
    }

    @Test
    void saysWhatATemplateAsksForInVain() {
        assertThatThrownBy(() -> Templates.filled("@speed@", VALUES)).hasMessage("nothing is known of @speed@");
    }

    @Test
    void checksumsAreThoseThatOthersCompute() throws Exception {
        Files.createDirectories(folder.resolve("b"));
        Files.writeString(folder.resolve("b/abc"), "abc");
        Files.writeString(folder.resolve("a"), "");
        Checksums.write(folder);
        // FIPS 180-2, appendix B.1, and what it gives for nothing.
        assertThat(folder.resolve("SHA256SUMS")).content().isEqualTo("""
                        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a
                        ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b/abc
                        """);
        assertThat(folder.resolve("SHA512SUMS")).content().hasLineCount(2);
    }
}
