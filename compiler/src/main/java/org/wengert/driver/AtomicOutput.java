package org.wengert.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes files whole or not at all: all of them beside their places first, and into place when all are there. */
public final class AtomicOutput {

    private AtomicOutput() {}

    /**
     * Writes those of {@code files} that are not there already as they should be.
     *
     * @param files texts by path below {@code folder}
     */
    public static void write(Path folder, Map<Path, String> files) throws IOException {
        Map<Path, Path> waiting = new LinkedHashMap<>();
        try {
            for (Map.Entry<Path, String> file : files.entrySet()) {
                Path target = folder.resolve(file.getKey());
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                if (!isThere(target, bytes)) {
                    waiting.put(target, beside(target, bytes));
                }
            }
            for (Map.Entry<Path, Path> each : waiting.entrySet()) {
                Files.move(
                        each.getValue(),
                        each.getKey(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (Path left : waiting.values()) {
                Files.deleteIfExists(left);
            }
        }
    }

    private static boolean isThere(Path target, byte[] bytes) throws IOException {
        return Files.isRegularFile(target) && Arrays.equals(Files.readAllBytes(target), bytes);
    }

    /** With the rights of any new file, which those of a temporary file are not. */
    private static Path beside(Path target, byte[] bytes) throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException(target + " is a directory");
        }
        Path parent = target.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path temporary = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            return Files.write(temporary, bytes);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }
}
