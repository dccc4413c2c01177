package org.wengert.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wengert.ir.Contribution;
import org.wengert.ir.Node;
import org.wengert.ssa.Expressions;
import org.wengert.ssa.Step;
import org.wengert.ssa.WengertList;

/** A Wengert list as text: the statements of the generated Java, with the primal lines and rules that a derivative comes from. */
public final class ListText {

    private static final String INDENT = "  ";

    private final WengertList list;
    private final Expressions expressions;
    private final List<Line> lines = new ArrayList<>();

    private ListText(WengertList list) {
        this.list = list;
        this.expressions = new Expressions(list);
    }

    /**
     * A line.
     *
     * @param why what the line adds to the tangent or adjoint of a value
     */
    public record Row(String statement, List<Contribution> why) {
        @Override
        public String toString() {
            return why.isEmpty()
                    ? statement
                    : statement + "   # "
                            + why.stream().map(Contribution::toString).collect(Collectors.joining("; "));
        }
    }

    /**
     * A line with the statement that it shows.
     *
     * @param indent how many conditionals there are around it
     */
    public record Line(Step statement, int indent, Row row) {}

    /** Some statements of a list. */
    static List<Row> rows(WengertList list, List<Step> statements) {
        return lines(list, statements).stream().map(Line::row).toList();
    }

    /** The lines of some statements of a list; a conditional has one for each branch. */
    public static List<Line> lines(WengertList list, List<Step> statements) {
        ListText text = new ListText(list);
        text.block(statements, 0);
        return text.lines;
    }

    private void block(List<Step> statements, int indent) {
        for (Step statement : statements) {
            if (statement instanceof Step.Define define) {
                define(define, indent);
            } else if (statement instanceof Step.Assign assign) {
                String name = expressions.name(assign.variable());
                String value = expressions.use(assign.value());
                if (!name.equals(value)) {
                    line(statement, indent, name + " = " + value);
                }
            } else if (statement instanceof Step.Choose choose) {
                line(statement, indent, "if " + expressions.value(choose.condition()));
                block(choose.then(), indent + 1);
                line(statement, indent, "else");
                block(choose.otherwise(), indent + 1);
            }
        }
    }

    private void line(Step statement, int indent, String text) {
        line(statement, indent, text, List.of());
    }

    private void line(Step statement, int indent, String text, List<Contribution> why) {
        lines.add(new Line(statement, indent, new Row(INDENT.repeat(indent) + text, why)));
    }

    private void define(Step.Define define, int indent) {
        Node node = define.node();
        String text = list.accumulates(node)
                ? expressions.name(node) + expressions.addition(node)
                : expressions.name(node) + " = " + expressions.definition(node);
        List<Contribution> why = node.label()
                .map(label -> label.since(list.sumBefore(node).flatMap(Node::label)))
                .orElse(List.of());
        line(define, indent, text, why);
    }
}
