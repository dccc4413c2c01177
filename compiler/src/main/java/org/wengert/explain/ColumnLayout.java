package org.wengert.explain;

import java.util.ArrayList;
import java.util.List;

/** Puts texts beside each other where the terminal is wide enough, else one below the other. */
public final class ColumnLayout {

    private static final String GAP = "   ";

    private ColumnLayout() {}

    /** A heading and what is below it. */
    public record Column(String heading, List<String> lines) {}

    /** All columns in {@code width} characters, if they fit. */
    public static String of(List<Column> columns, int width) {
        int needed = columns.stream().mapToInt(ColumnLayout::width).sum() + GAP.length() * (columns.size() - 1);
        return needed <= width ? beside(columns) : below(columns);
    }

    private static String beside(List<Column> columns) {
        int height = columns.stream().mapToInt(c -> c.lines().size()).max().orElse(0);
        StringBuilder out = new StringBuilder();
        for (int row = -1; row < height; row++) {
            StringBuilder line = new StringBuilder();
            for (Column column : columns) {
                String text = cell(column, row);
                line.append(text)
                        .append(" ".repeat(width(column) - length(text)))
                        .append(GAP);
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static String cell(Column column, int row) {
        return row < 0
                ? column.heading()
                : row < column.lines().size() ? column.lines().get(row) : "";
    }

    private static String below(List<Column> columns) {
        List<String> blocks = new ArrayList<>();
        for (Column column : columns) {
            StringBuilder block = new StringBuilder(column.heading()).append('\n');
            column.lines().stream()
                    .filter(l -> !l.isBlank())
                    .forEach(l -> block.append("  ").append(l).append('\n'));
            blocks.add(block.toString());
        }
        return String.join("\n", blocks);
    }

    private static int width(Column column) {
        int widest =
                column.lines().stream().mapToInt(ColumnLayout::length).max().orElse(0);
        return Math.max(length(column.heading()), widest);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
