package org.wengert.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What the build made. */
final class Archive {

    private Archive() {}

    /** The archive as its user has it, in a folder of its own. */
    static Path unpacked(Path folder) throws IOException {
        Path into = Files.createTempDirectory(folder, "archive");
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(made("wengert-[0-9].*\\.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path to = into.resolve(entry.getName()).normalize();
                assertThat(to.startsWith(into)).isTrue();
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
                } else {
                    Files.createDirectories(to.getParent());
                    Files.copy((InputStream) zip, to);
                }
            }
        }
        try (Stream<Path> files = Files.list(into)) {
            return files.findFirst().orElseThrow();
        }
    }

    static Path singleJar() throws IOException {
        return made("wengert-[0-9.]+[^-]*(-SNAPSHOT)?\\.jar");
    }

    private static Path made(String pattern) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(f -> f.getFileName().toString().matches(pattern))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }
}
