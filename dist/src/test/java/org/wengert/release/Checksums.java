package org.wengert.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Checksums of files, in the form that {@code sha256sum -c} reads. */
final class Checksums {

    private Checksums() {}

    static String of(Path file, String algorithm) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    /** Writes {@code SHA256SUMS} and {@code SHA512SUMS} of all files below a folder into it. */
    static void write(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (String bits : List.of("256", "512")) {
            StringBuilder lines = new StringBuilder();
            for (Path file : files) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                lines.append(of(file, "SHA-" + bits)).append("  ").append(name).append('\n');
            }
            Files.writeString(folder.resolve("SHA" + bits + "SUMS"), lines);
        }
    }
}
