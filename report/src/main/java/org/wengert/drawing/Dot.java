package org.wengert.drawing;

import java.util.List;
import java.util.Optional;

/** Writes a drawing in the language of Graphviz. */
public final class Dot {

    private final StringBuilder out = new StringBuilder();
    private final Drawing drawing;

    private Dot(Drawing drawing) {
        this.drawing = drawing;
    }

    public static String of(Drawing drawing) {
        return new Dot(drawing).write();
    }

    private String write() {
        out.append("digraph ").append(quoted(drawing.name())).append(" {\n");
        out.append("  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=monospace];\n");
        out.append("  edge [fontname=monospace, fontsize=10];\n");
        inside(Optional.empty(), "  ");
        for (Drawing.Arrow arrow : drawing.arrows()) {
            String label = arrow.label().isEmpty() ? "" : "label=" + quoted(arrow.label());
            String style = arrow.dashed() ? "style=dashed" : "";
            String both = String.join(
                    ", ",
                    List.of(label, style).stream().filter(s -> !s.isEmpty()).toList());
            out.append("  ").append(quoted(arrow.from())).append(" -> ").append(quoted(arrow.to()));
            out.append(both.isEmpty() ? ";\n" : " [" + both + "];\n");
        }
        return out.append("}\n").toString();
    }

    private void inside(Optional<String> group, String indent) {
        drawing.boxes().stream()
                .filter(box -> box.group().equals(group))
                .forEach(box -> out.append(indent)
                        .append(quoted(box.id()))
                        .append(" [label=")
                        .append(quoted(box.detail().isEmpty() ? box.title() : box.title() + "\n" + box.detail()))
                        .append(colour(box.kind()))
                        .append("];\n"));
        for (Drawing.Group inner : drawing.groups()) {
            if (inner.parent().equals(group)) {
                out.append(indent)
                        .append("subgraph ")
                        .append(quoted("cluster_" + inner.id()))
                        .append(" {\n");
                out.append(indent)
                        .append("  label=")
                        .append(quoted(inner.title()))
                        .append(";\n");
                inside(Optional.of(inner.id()), indent + "  ");
                out.append(indent).append("}\n");
            }
        }
    }

    private static String colour(Drawing.Kind kind) {
        return switch (kind) {
            case INPUT -> ", fillcolor=\"#e8f1fa\"";
            case RESULT -> ", fillcolor=\"#e9f5ec\"";
            case FOLDED -> ", fillcolor=\"#f3f0e6\"";
            case VALUE -> "";
        };
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
