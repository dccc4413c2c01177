package org.wengert.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A document as HTML.
 *
 * @param title its first heading
 * @param body what stands in the page
 * @param targets the files and folders that its links lead to, as they stand in the document
 */
record Page(String title, String body, List<String> targets) {

    private static final List<org.commonmark.Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .attributeProviderFactory(context -> (node, tag, attributes) -> nameTables(node, tag, attributes))
            .build();

    static Page of(String markdown) {
        Node document = PARSER.parse(markdown);
        Links links = new Links();
        document.accept(links);
        return new Page(title(document), RENDERER.render(document), List.copyOf(links.targets));
    }

    private static void nameTables(Node node, String tag, Map<String, String> attributes) {
        // A wide table is moved by itself on a small screen; as it can have the focus, with the keyboard too.
        if (node instanceof TableBlock && tag.equals("table")) {
            attributes.put("tabindex", "0");
        }
    }

    private static String title(Node document) {
        StringBuilder title = new StringBuilder();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading) {
                node.accept(new AbstractVisitor() {
                    @Override
                    public void visit(Text text) {
                        title.append(text.getLiteral());
                    }

                    @Override
                    public void visit(Code code) {
                        title.append(code.getLiteral());
                    }
                });
                break;
            }
        }
        return title.toString();
    }

    /** Changes links to documents into links to pages. */
    private static final class Links extends AbstractVisitor {

        private static final Pattern WORD = Pattern.compile("\\w+");

        private final List<String> targets = new ArrayList<>();

        @Override
        public void visit(Link link) {
            String target = link.getDestination();
            if (WORD.matcher(target).matches()) {
                writeOut(link);
            } else if (!target.contains(":")) {
                target.replaceFirst("#.*", "").lines().forEach(targets::add);
                link.setDestination(toPage(target));
            }
            visitChildren(link);
        }

        /** In mathematics, {@code exprel[1](x)} is none; no document links to a bare word. */
        private static void writeOut(Link link) {
            link.insertBefore(new Text("["));
            link.insertAfter(new Text("](" + link.getDestination() + ")"));
            for (Node child = link.getFirstChild(); child != null; child = link.getFirstChild()) {
                link.insertBefore(child);
            }
            link.unlink();
        }

        @Override
        public void visit(org.commonmark.node.Image image) {
            if (!image.getDestination().contains(":")) {
                targets.add(image.getDestination());
            }
            visitChildren(image);
        }
    }

    /** {@code guide.md#a-project} becomes {@code guide.html#a-project}, and a folder its list. */
    static String toPage(String link) {
        int mark = link.indexOf('#');
        String path = mark < 0 ? link : link.substring(0, mark);
        String anchor = mark < 0 ? "" : link.substring(mark);
        if (path.isEmpty()) {
            return anchor;
        }
        String name = StreamSupport.stream(Path.of(path).spliterator(), false)
                .reduce((a, b) -> b)
                .map(Path::toString)
                .orElse("");
        if (name.equals("README.md")) {
            return path.substring(0, path.length() - name.length()) + "index.html" + anchor;
        }
        if (name.endsWith(".md")) {
            return path.substring(0, path.length() - 3) + ".html" + anchor;
        }
        return (name.contains(".") ? path : path.replaceFirst("/$", "") + "/index.html") + anchor;
    }
}
