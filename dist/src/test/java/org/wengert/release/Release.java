package org.wengert.release;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Gathers what a release consists of in one folder: the artefacts of all modules, the site as an archive, the files for packagers
 * with version and checksums, and the checksums of all of these.
 */
final class Release {

    private final Path root;
    private final Path output;
    private final String version;
    private final Map<String, String> values = new HashMap<>();

    private Release(Path root, Path output, String version) {
        this.root = root;
        this.output = output;
        this.version = version;
    }

    /** Of a repository, a folder to write to, a version, the address of the project, and that of the folder of downloads. */
    public static void main(String[] arguments) throws IOException {
        Release release = new Release(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]);
        release.values.put("version", arguments[2]);
        release.values.put("homepage", arguments[3]);
        release.values.put("downloads", arguments[4]);
        release.gather();
        System.out.println("Gathered the release in " + arguments[1]);
    }

    private void gather() throws IOException {
        clear();
        copyPom(root);
        Path here = output.resolve("../..").normalize();
        for (Path module : modules()) {
            if (!module.equals(here) && stays(module)) {
                continue;
            }
            copyPom(module);
            Pattern artifact = Pattern.compile(
                    "wengert-(.*-)?" + Pattern.quote(version) + "(?!-tests)(-\\w+)?\\.(jar|zip|tar\\.gz|json|xml)");
            for (Path file : files(module.resolve("target"))) {
                String name = String.valueOf(file.getFileName());
                if (artifact.matcher(name).matches()) {
                    Files.copy(file, output.resolve(name));
                }
            }
        }
        archiveSite(output.resolve("wengert-" + version + "-docs.zip"));
        for (String kind : List.of("tar.gz", "zip")) {
            Path archive = output.resolve("wengert-" + version + "." + kind);
            values.put("sha256." + kind, Checksums.of(archive, "SHA-256"));
            values.put("sha512." + kind, Checksums.of(archive, "SHA-512"));
        }
        Path templates = root.resolve("release");
        for (Path template : Templates.in(templates)) {
            Path to = output.resolve(templates.relativize(template));
            Files.createDirectories(to.resolveSibling(""));
            Files.writeString(to, Templates.filled(Files.readString(template), values));
        }
        Checksums.write(output);
    }

    /** Of the last time, some may not be made any more. */
    private void clear() throws IOException {
        Files.createDirectories(output);
        List<Path> old;
        try (Stream<Path> files = Files.walk(output)) {
            old = new ArrayList<>(files.filter(Files::isRegularFile).toList());
        }
        for (Path file : old) {
            Files.delete(file);
        }
    }

    /** Whether a module is for this repository alone, as samples and measurements are. */
    private static boolean stays(Path module) throws IOException {
        return Files.readString(module.resolve("pom.xml")).contains("<maven.deploy.skip>true</maven.deploy.skip>");
    }

    private void copyPom(Path module) throws IOException {
        Path pom = module.resolve("pom.xml");
        Matcher name = Pattern.compile("<artifactId>(.*)</artifactId>")
                .matcher(Files.readString(pom).replaceFirst("(?s)<parent>.*?</parent>", ""));
        if (!name.find()) {
            throw new IllegalStateException(pom + " has no artifactId");
        }
        Files.copy(pom, output.resolve(name.group(1) + "-" + version + ".pom"));
    }

    private List<Path> modules() throws IOException {
        return Pattern.compile("<module>(.*)</module>")
                .matcher(Files.readString(root.resolve("pom.xml")))
                .results()
                .map(m -> root.resolve(m.group(1)))
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** In an order and with times that are the same everywhere. */
    private void archiveSite(Path archive) throws IOException {
        Path site = output.resolveSibling("site");
        List<Path> pages;
        try (Stream<Path> files = Files.walk(site)) {
            pages = files.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path page : pages) {
                String name = site.relativize(page).toString().replace('\\', '/');
                ZipEntry entry = new ZipEntry("wengert-" + version + "-docs/" + name);
                entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                Files.copy(page, zip);
                zip.closeEntry();
            }
        }
    }
}
