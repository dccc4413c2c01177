package org.wengert.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wengert.explain.ColumnLayout.Column;
import org.wengert.ir.Contribution;
import org.wengert.ssa.WengertList;

/**
 * The Wengert list of a function, of its tangent and of its adjoint: the statements of the generated Java, those of a
 * derivative each with the primal line and the rule that it comes from.
 *
 * <pre>
 * adjoint, backward   # of the line   the rule
 * bBar = fBar*(2*b)   # f = b^2       bBar += fBar*2*b
 * yBar = bBar*a       # b = y*a       yBar += bBar*a
 * </pre>
 */
public final class Explanation {

    private Explanation() {}

    /** All three, in {@code width} columns. */
    public static String of(WengertList value, WengertList tangent, WengertList adjoint, int width) {
        List<ListText.Row> values = ListText.rows(value, value.steps());
        Set<ListText.Row> known = Set.copyOf(values);
        return String.join(
                "\n",
                section("value", values, width),
                section("tangent, forward", derivative(tangent, known), width),
                section("adjoint, backward", derivative(adjoint, known), width));
    }

    /** The sweep alone if it reads nothing but {@code values}; of a conditional it reads more, and the list is whole. */
    private static List<ListText.Row> derivative(WengertList list, Set<ListText.Row> values) {
        List<ListText.Row> own = ListText.rows(list, list.values());
        List<ListText.Row> rows = new ArrayList<>();
        if (!values.containsAll(own)) {
            rows.addAll(own);
            rows.add(new ListText.Row("", List.of()));
        }
        rows.addAll(ListText.rows(list, list.derivatives()));
        return rows;
    }

    private static String section(String heading, List<ListText.Row> rows, int width) {
        List<Column> columns = columns(heading, rows);
        if (rows.stream().allMatch(row -> row.why().isEmpty())) {
            return ColumnLayout.beside(columns.subList(0, 1));
        }
        return ColumnLayout.width(columns) <= width ? ColumnLayout.beside(columns) : below(heading, rows);
    }

    private static List<Column> columns(String heading, List<ListText.Row> rows) {
        List<String> statements = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        List<String> rules = new ArrayList<>();
        for (ListText.Row row : rows) {
            statements.add(row.statement());
            for (Contribution why : row.why()) {
                lines.add("# " + why.line());
                rules.add(why.ruleText());
            }
            int height = Math.max(statements.size(), lines.size());
            fill(statements, height);
            fill(lines, height);
            fill(rules, height);
        }
        return List.of(
                new Column(heading, statements), new Column("# of the line", lines), new Column("the rule", rules));
    }

    private static void fill(List<String> column, int height) {
        while (column.size() < height) {
            column.add("");
        }
    }

    /** Where columns do not fit: what a statement comes from in lines of their own behind it. */
    private static String below(String heading, List<ListText.Row> rows) {
        List<String> lines = new ArrayList<>();
        for (ListText.Row row : rows) {
            lines.add(row.statement());
            row.why().forEach(why -> lines.add("    # " + why));
        }
        return ColumnLayout.beside(List.of(new Column(heading, lines)));
    }
}
