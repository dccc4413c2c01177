package org.wengert.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicOutputTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void allOrNothing() throws IOException {
        Files.createDirectory(folder.resolve("b"));
        assertThatThrownBy(() -> AtomicOutput.write(folder, Map.of(Path.of("a"), "a", Path.of("b"), "b")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a directory");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("b"));
        }
    }

    /** As a device is, which stays one. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeIsWrittenTo() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> bytes(pipe));
        AtomicOutput.write(folder, Map.of(Path.of("pipe"), "text"));
        assertThat(read.join()).asString().isEqualTo("text");
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    private static byte[] bytes(Path pipe) {
        try {
            return Files.readAllBytes(pipe);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
