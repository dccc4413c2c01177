package org.wengert.drawing;

import java.util.Optional;

/** Writes a drawing in the language of Mermaid, which many pages show as a picture. */
public final class Mermaid {

    private final StringBuilder out = new StringBuilder("flowchart TD\n");
    private final Drawing drawing;

    private Mermaid(Drawing drawing) {
        this.drawing = drawing;
    }

    public static String of(Drawing drawing) {
        return new Mermaid(drawing).write();
    }

    private String write() {
        inside(Optional.empty(), "  ");
        for (Drawing.Arrow arrow : drawing.arrows()) {
            String line = arrow.dashed() ? "-.->" : "-->";
            String label = arrow.label().isEmpty() ? "" : "|" + quoted(arrow.label()) + "|";
            out.append("  " + arrow.from() + " " + line + label + " " + arrow.to() + "\n");
        }
        out.append("  classDef input fill:#e8f1fa,stroke:#7b8794,color:#1f2933\n");
        out.append("  classDef result fill:#e9f5ec,stroke:#7b8794,color:#1f2933\n");
        return out.toString();
    }

    private void inside(Optional<String> group, String indent) {
        drawing.boxes().stream().filter(box -> box.group().equals(group)).forEach(box -> {
            String text = box.detail().isEmpty() ? quoted(box.title()) : quoted(box.title() + "\n" + box.detail());
            String kind = switch (box.kind()) {
                case INPUT -> ":::input";
                case RESULT -> ":::result";
                case VALUE, FOLDED -> "";
            };
            out.append(indent + box.id() + "[" + text + "]" + kind + "\n");
        });
        for (Drawing.Group inner : drawing.groups()) {
            if (inner.parent().equals(group)) {
                out.append(indent + "subgraph " + inner.id() + " [" + quoted(inner.title()) + "]\n");
                inside(Optional.of(inner.id()), indent + "  ");
                out.append(indent + "end\n");
            }
        }
    }

    /** Text of Mermaid, where characters that mean something are written by number. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                quoted.append("<br/>");
            } else if ("\"#<>&;`*_".indexOf(c) >= 0) {
                quoted.append('#').append(c).append(';');
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
