package org.wengert.site;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The documentation of the Java that users call, of several modules together. */
final class Javadoc {

    private Javadoc() {}

    /**
     * Writes it.
     *
     * @param packages folders with the sources of one package each
     */
    static void write(Path output, String version, List<Path> packages) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-d",
                output.toString(),
                "-quiet",
                "-notimestamp",
                "-Xdoclint:all,-missing",
                "-encoding",
                "UTF-8",
                "-windowtitle",
                "Wengert " + version,
                "-doctitle",
                "Wengert " + version,
                "-classpath",
                System.getProperty("java.class.path")));
        for (Path folder : packages) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(f -> f.toString().endsWith(".java"))
                        .map(Path::toString)
                        .sorted()
                        .forEach(arguments::add);
            }
        }
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        ToolProvider javadoc = ToolProvider.findFirst("javadoc")
                .orElseThrow(() -> new IllegalStateException("there is no javadoc; the site needs a JDK"));
        if (javadoc.run(writer, writer, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("javadoc: " + said);
        }
    }
}
