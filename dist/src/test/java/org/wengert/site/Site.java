package org.wengert.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Writes the site. Its folders are those of the repository, so that relative links lead where they led: {@code docs/guide.md} is at
 * {@code docs/guide.html}, the README at {@code index.html}. Files that documents link to are copied, folders become lists.
 */
final class Site {

    private final Path root;
    private final Path output;
    private final String version;
    private final String template;
    private final Map<Path, String> titles = new HashMap<>();

    private Site(Path root, Path output, String version) throws IOException {
        this.root = root;
        this.output = output;
        this.version = version;
        this.template = resource("page.html");
    }

    /** Of a repository, a folder to write to, a version, and folders of Java that users call, which is on the class path too. */
    public static void main(String[] arguments) throws IOException {
        Path output = Path.of(arguments[1]);
        write(Path.of(arguments[0]), output, arguments[2]);
        Javadoc.write(
                output.resolve("api"),
                arguments[2],
                Stream.of(arguments).skip(3).map(Path::of).toList());
        List<String> dead = DeadLinks.in(output);
        if (!dead.isEmpty()) {
            throw new IllegalStateException("links that lead nowhere:\n" + String.join("\n", dead));
        }
        System.out.println("Wrote the site to " + output);
    }

    /** All pages, without the documentation of the Java. */
    static void write(Path root, Path output, String version) throws IOException {
        new Site(root, output, version).write();
    }

    private void write() throws IOException {
        Documents documents = new Documents(root);
        Map<Path, Page> pages = new HashMap<>();
        for (Path document : documents.all()) {
            Page page = Page.of(Files.readString(root.resolve(document)));
            pages.put(document, page);
            titles.put(document, page.title());
        }
        String navigation = navigation(documents.groups());
        for (Path document : documents.all()) {
            Page page = Objects.requireNonNull(pages.get(document));
            write(Path.of(Page.toPage(document.toString())), page.title(), page.body(), navigation);
            for (String target : page.targets()) {
                bring(
                        root.relativize(
                                root.resolve(document).resolveSibling(target).normalize()),
                        navigation);
            }
        }
        Files.writeString(output.resolve("site.css"), resource("site.css"));
    }

    /** Links of the navigation are as seen from the root, behind a mark for the way there. */
    private static String navigation(List<Documents.Group> groups) {
        StringBuilder html = new StringBuilder();
        for (Documents.Group group : groups) {
            html.append("<h2>").append(Html.text(group.title())).append("</h2>\n<ul>\n");
            for (Documents.Entry entry : group.entries()) {
                html.append(item("@up@" + Page.toPage(entry.link()), Html.text(entry.title())));
            }
            html.append("</ul>\n");
        }
        return html.toString();
    }

    private static String item(String link, String text) {
        return "<li><a href=\"" + link + "\">" + text + "</a></li>\n";
    }

    /** Copies a file that is linked to, or lists a folder; documents have their pages. */
    private void bring(Path target, String navigation) throws IOException {
        Path from = root.resolve(target);
        if (Files.isDirectory(from)) {
            StringBuilder list = new StringBuilder("<h1>" + Html.text(title(target)) + "</h1>\n<ul>\n");
            for (Path file : files(from)) {
                Path inside = from.relativize(file);
                String text = titles.getOrDefault(target.resolve(inside), inside.toString());
                list.append(item(Page.toPage(inside.toString()), Html.text(text)));
                bring(target.resolve(inside), navigation);
            }
            write(target.resolve("index.html"), title(target), list + "</ul>\n", navigation);
        } else if (Files.isRegularFile(from) && !target.toString().endsWith(".md")) {
            Path to = output.resolve(target);
            Files.createDirectories(to.resolveSibling(""));
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
        }
    }

    private static String title(Path folder) {
        return folder.equals(Path.of("docs/decisions")) ? "Decisions" : folder.toString();
    }

    private void write(Path page, String title, String body, String navigation) throws IOException {
        String up = "../".repeat(page.getNameCount() - 1);
        String html = template.replace("@navigation@", navigation)
                .replace("@title@", Html.text(title))
                .replace("@version@", Html.text(version))
                .replace("@up@", up)
                .replace("href=\"" + up + page + "\"", "href=\"" + up + page + "\" aria-current=\"page\"")
                .replace("@body@", body);
        Path to = output.resolve(page);
        Files.createDirectories(to.resolveSibling(""));
        Files.writeString(to, html);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
