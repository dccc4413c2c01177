package org.wengert.drawing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a drawing as SVG: elements carry the numbers of the values that they stand for. */
public final class Svg {

    private static final String STYLE = """
            svg.graph { --ink: #1f2933; --soft: #52606d; --line: #7b8794; --box: #ffffff; --input: #e8f1fa;
              --result: #e9f5ec; --folded: #f3f0e6; --group: #f7f8fa; background: #ffffff; }
            @media (prefers-color-scheme: dark) {
              svg.graph { --ink: #e4e7eb; --soft: #9aa5b1; --line: #7b8794; --box: #1f2730; --input: #1d3247;
                --result: #1c3a2a; --folded: #39351f; --group: #191f26; background: #14191f; }
            }
            """;

    private static final String SHAPES = """
            .graph text { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: var(--ink); }
            .graph .title { font-size: 12px; font-weight: 600; }
            .graph .detail, .graph .partial { font-size: 10.2px; fill: var(--soft); }
            .graph .box rect { fill: var(--box); stroke: var(--line); }
            .graph .input rect { fill: var(--input); }
            .graph .result rect { fill: var(--result); stroke-width: 1.6; }
            .graph .folded rect { fill: var(--folded); stroke-dasharray: 4 2; }
            .graph .group rect { fill: var(--group); stroke: var(--line); stroke-dasharray: 2 3; }
            .graph .group text { font-size: 10.2px; fill: var(--soft); }
            .graph .arrow path { fill: none; stroke: var(--line); }
            .graph .arrow .head { fill: var(--line); stroke: none; }
            .graph .dashed path { stroke-dasharray: 4 3; }
            """;

    private final StringBuilder out = new StringBuilder();

    private Svg() {}

    /** A file: its colours are its own. */
    public static String file(Placed placed) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + new Svg().write(placed, STYLE + SHAPES);
    }

    /** An element for a page whose own style it has. */
    public static String element(Placed placed) {
        return new Svg().write(placed, "");
    }

    private String write(Placed placed, String style) {
        String width = number(placed.width());
        String height = number(placed.height());
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"graph\" role=\"img\" aria-label=\"")
                .append(escape("Computational graph of " + placed.drawing().name()))
                .append("\" viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width + "\" height=\"" + height
                        + "\">\n");
        if (!style.isEmpty()) {
            out.append("<style>\n").append(style).append("</style>\n");
        }
        placed.groups().forEach(this::group);
        placed.arrows().forEach(this::arrow);
        placed.boxes().forEach(this::box);
        return out.append("</svg>\n").toString();
    }

    private void group(Placed.Group group) {
        out.append("<g class=\"group\">");
        rectangle(group.x(), group.y(), group.width(), group.height());
        text("", "start", group.x() + 8, group.y() + 15, group.group().title());
        out.append("</g>\n");
    }

    private void box(Placed.Box placed) {
        Drawing.Box box = placed.box();
        out.append("<g class=\"box ")
                .append(box.kind().name().toLowerCase(Locale.ROOT))
                .append("\" id=\"graph-")
                .append(escape(box.id()))
                .append("\" data-values=\"")
                .append(box.origins().stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .append("\">");
        rectangle(placed.x(), placed.y(), placed.width(), placed.height());
        double middle = placed.x() + placed.width() / 2;
        double line = placed.y() + Layered.LINE;
        text("title", "middle", middle, line, box.title());
        if (!box.detail().isEmpty()) {
            line += Layered.LINE - 2;
            text("detail", "middle", middle, line, box.detail());
        }
        out.append("</g>\n");
    }

    private void arrow(Placed.Arrow placed) {
        Drawing.Arrow arrow = placed.arrow();
        out.append("<g class=\"arrow")
                .append(arrow.dashed() ? " dashed" : "")
                .append("\" data-from=\"")
                .append(escape(arrow.from()))
                .append("\" data-to=\"")
                .append(escape(arrow.to()))
                .append("\">");
        List<Placed.Point> points = placed.points();
        if (points.size() >= 2) {
            out.append("<path d=\"").append(path(points)).append("\"/>");
            head(points.get(points.size() - 2), points.get(points.size() - 1));
        }
        if (!arrow.label().isEmpty()) {
            text("partial", "start", placed.label().x() + 3, placed.label().y() + 10.5, arrow.label());
        }
        out.append("</g>\n");
    }

    /** Bends come in threes of a cubic curve; what is left over is straight. */
    private static String path(List<Placed.Point> points) {
        StringBuilder path = new StringBuilder("M" + at(points.get(0)));
        int i = 1;
        for (; i + 2 < points.size(); i += 3) {
            path.append(" C" + at(points.get(i)) + " " + at(points.get(i + 1)) + " " + at(points.get(i + 2)));
        }
        for (; i < points.size(); i++) {
            path.append(" L").append(at(points.get(i)));
        }
        return path.toString();
    }

    private void head(Placed.Point from, Placed.Point to) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double length = Math.hypot(dx, dy);
        double ux = length == 0 ? 0 : dx / length;
        double uy = length == 0 ? 1 : dy / length;
        out.append("<path class=\"head\" d=\"M" + at(to) + " L"
                + at(new Placed.Point(to.x() - 7 * ux - 3.2 * uy, to.y() - 7 * uy + 3.2 * ux)) + " L"
                + at(new Placed.Point(to.x() - 7 * ux + 3.2 * uy, to.y() - 7 * uy - 3.2 * ux)) + " Z\"/>");
    }

    private void rectangle(double x, double y, double width, double height) {
        out.append("<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) + "\" height=\""
                + number(height) + "\" rx=\"6\"/>");
    }

    private void text(String kind, String anchor, double x, double y, String text) {
        out.append("<text class=\"" + kind + "\" text-anchor=\"" + anchor + "\" x=\"" + number(x) + "\" y=\""
                        + number(y) + "\">")
                .append(escape(text))
                .append("</text>");
    }

    private static String at(Placed.Point point) {
        return number(point.x()) + "," + number(point.y());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** For text and attributes of XML, which has no controls. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(Character.isISOControl(c) || isNoCharacter(c) ? ' ' : c);
            }
        });
        return escaped.toString();
    }

    private static boolean isNoCharacter(int c) {
        return (c & 0xFFFE) == 0xFFFE || Character.getType(c) == Character.SURROGATE;
    }
}
