package org.wengert.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files for packagers, with marks such as {@code @version@} for what a release knows. */
final class Templates {

    private static final Pattern MARK = Pattern.compile("@([\\w.]+)@");

    private Templates() {}

    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> !f.toString().endsWith(".sh"))
                    .sorted()
                    .toList();
        }
    }

    /** The text with what the marks stand for. */
    static String filled(String template, Map<String, String> values) {
        return MARK.matcher(template).replaceAll(mark -> {
            String value = values.get(mark.group(1));
            if (value == null) {
                throw new IllegalArgumentException("nothing is known of " + mark.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
