package org.wengert.explain;

import java.util.List;

/** Puts texts beside each other. */
public final class ColumnLayout {

    private static final String GAP = "   ";

    private ColumnLayout() {}

    /** A heading and what is below it. */
    public record Column(String heading, List<String> lines) {}

    /** How wide {@code columns} are beside each other. */
    static int width(List<Column> columns) {
        return columns.stream().mapToInt(ColumnLayout::width).sum() + GAP.length() * (columns.size() - 1);
    }

    public static String beside(List<Column> columns) {
        int height = columns.stream().mapToInt(c -> c.lines().size()).max().orElse(0);
        int[] widths = columns.stream().mapToInt(ColumnLayout::width).toArray();
        StringBuilder out = new StringBuilder();
        for (int row = -1; row < height; row++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String text = cell(columns.get(i), row);
                line.append(text).append(" ".repeat(widths[i] - length(text))).append(GAP);
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

    private static int width(Column column) {
        int widest =
                column.lines().stream().mapToInt(ColumnLayout::length).max().orElse(0);
        return Math.max(length(column.heading()), widest);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
