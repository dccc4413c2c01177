package org.wengert.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wengert.ir.Decimal;

/**
 * Lays results out in aligned columns.
 *
 * <pre>
 * value     3.5214686517
 * gradient
 *   x       2.5
 *   y       0.9
 * hessian   x       y
 *   x       -1.2    0.6
 *   y       0.6     -0.1
 * </pre>
 *
 * Arrays are literals of the language, {@link ArrayText}.
 */
final class ResultLayout {

    private final List<List<String>> rows = new ArrayList<>();

    private ResultLayout() {}

    static String of(Map<String, Result> products) {
        ResultLayout layout = new ResultLayout();
        products.forEach((name, result) -> layout.section(name, result));
        return layout.aligned();
    }

    private void section(String name, Result result) {
        if (result instanceof Result.Scalar scalar) {
            rows.add(List.of(name, number(scalar)));
        } else if (result instanceof Result.Array array) {
            array(name, array);
        } else if (result instanceof Result.Table table) {
            switch (depth(table)) {
                case 1 -> {
                    rows.add(List.of(name));
                    table.entries().forEach((key, entry) -> section("  " + key, entry));
                }
                case 2 -> {
                    if (hasArrays(table)) {
                        sections(name, table);
                    } else {
                        matrix(name, table);
                    }
                }
                default -> sections(name, table);
            }
        }
    }

    private void sections(String name, Result.Table table) {
        table.entries().forEach((key, entry) -> section(name + " " + key, entry));
    }

    private void array(String name, Result.Array array) {
        for (ArrayText.Part part : ArrayText.of(array.tensor())) {
            String head = name + part.index();
            for (String line : part.lines()) {
                rows.add(List.of(head, line));
                head = "";
            }
        }
    }

    private static boolean hasArrays(Result result) {
        return result instanceof Result.Array
                || (result instanceof Result.Table table
                        && table.entries().values().stream().anyMatch(ResultLayout::hasArrays));
    }

    private void matrix(String name, Result.Table table) {
        List<String> head = new ArrayList<>(List.of(name));
        table.entries().values().stream()
                .limit(1)
                .forEach(row -> head.addAll(entries(row).keySet()));
        rows.add(head);
        table.entries().forEach((key, row) -> {
            List<String> line = new ArrayList<>(List.of("  " + key));
            entries(row).values().forEach(entry -> line.add(number(entry)));
            rows.add(line);
        });
    }

    private static Map<String, Result> entries(Result result) {
        return result instanceof Result.Table table ? table.entries() : Map.of();
    }

    private static int depth(Result result) {
        return result instanceof Result.Table table
                ? 1
                        + table.entries().values().stream()
                                .limit(1)
                                .mapToInt(ResultLayout::depth)
                                .sum()
                : 0;
    }

    private static String number(Result result) {
        return result instanceof Result.Scalar scalar ? Decimal.shortest(scalar.value()) : "";
    }

    private String aligned() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - width(row.get(i)) + 3));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
