package org.wengert.site;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds links within a site whose page, file or place in a page is not there. The documentation of the Java checks its own. */
final class DeadLinks {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern PLACE = Pattern.compile("id=\"([^\"]*)\"");

    private final Map<Path, Set<String>> places = new HashMap<>();

    private DeadLinks() {}

    /** Each as {@code docs/guide.html: build.html#nowhere}. */
    static List<String> in(Path site) throws IOException {
        DeadLinks links = new DeadLinks();
        List<String> dead = new ArrayList<>();
        for (Path page : pages(site)) {
            for (String link : found(LINK, Files.readString(page))) {
                if (!link.contains(":") && !links.leadsSomewhere(page, link)) {
                    dead.add(site.relativize(page) + ": " + link);
                }
            }
        }
        return dead;
    }

    private static List<Path> pages(Path site) throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            return files.filter(f -> f.toString().endsWith(".html")
                            && !site.relativize(f).startsWith("api"))
                    .sorted()
                    .toList();
        }
    }

    private boolean leadsSomewhere(Path page, String link) throws IOException {
        int mark = link.indexOf('#');
        String path = URI.create(mark < 0 ? link : link.substring(0, mark)).getPath();
        Path file = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        if (!Files.isRegularFile(file)) {
            return false;
        }
        if (mark < 0) {
            return true;
        }
        if (!places.containsKey(file)) {
            places.put(file, Set.copyOf(found(PLACE, Files.readString(file))));
        }
        return places.get(file).contains(link.substring(mark + 1));
    }

    private static Set<String> found(Pattern pattern, String html) {
        return pattern.matcher(html).results().map(m -> m.group(1)).collect(Collectors.toSet());
    }
}
