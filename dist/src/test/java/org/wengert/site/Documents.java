package org.wengert.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The documents of a repository, and how the README groups them.
 *
 * @param root of the repository
 */
record Documents(Path root) {

    private static final Pattern GROUP = Pattern.compile("(?ms)^- ([^:\\n]+): (.*?)(?=^- |\\z)");
    private static final Pattern LINK = Pattern.compile("(?s)\\[([^\\]]+)]\\(([^)]+)\\)");

    /** Some documents under one heading, as the list at the end of the README has them. */
    record Group(String title, List<Entry> entries) {}

    /**
     * A document in a group.
     *
     * @param link as seen from the root
     */
    record Entry(String title, String link) {}

    /** All of them, as seen from the root. */
    List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CHANGELOG.md")));
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            docs.filter(p -> p.toString().endsWith(".md"))
                    .map(root::relativize)
                    .sorted()
                    .forEach(all::add);
        }
        return all;
    }

    List<Group> groups() throws IOException {
        String readme = Files.readString(root.resolve("README.md"));
        List<Group> groups = new ArrayList<>();
        Matcher group = GROUP.matcher(readme.substring(readme.indexOf("\n## Read on\n")));
        while (group.find()) {
            groups.add(new Group(
                    group.group(1),
                    LINK.matcher(group.group(2))
                            .results()
                            .map(link -> new Entry(link.group(1), link.group(2)))
                            .toList()));
        }
        return groups;
    }
}
