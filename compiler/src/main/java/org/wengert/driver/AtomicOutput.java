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
        Map<Path, byte[]> encoded = new LinkedHashMap<>();
        files.forEach((path, text) -> encoded.put(path, text.getBytes(StandardCharsets.UTF_8)));
        writeBytes(folder, encoded);
    }

    /** The same, of what is no text. */
    public static void writeBytes(Path folder, Map<Path, byte[]> files) throws IOException {
        Map<Path, Path> waiting = new LinkedHashMap<>();
        try {
            for (Map.Entry<Path, byte[]> file : files.entrySet()) {
                Path target = folder.resolve(file.getKey());
                if (isDevice(target)) {
                    Files.write(target, file.getValue());
                } else if (!isThere(target, file.getValue())) {
                    waiting.put(target, beside(target, file.getValue()));
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

    /** Whether it is neither a file nor a folder: what is written to a device or a pipe does not take its place. */
    private static boolean isDevice(Path target) {
        return Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target);
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
