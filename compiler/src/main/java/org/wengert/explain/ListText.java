package org.wengert.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wengert.ir.Decimal;
import org.wengert.ir.Graph;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.JavaForm;
import org.wengert.op.ScalarOperator;
import org.wengert.ssa.Step;
import org.wengert.ssa.WengertList;
import org.wengert.tree.Binding;

/** A Wengert list as text: the statements of the generated Java, with the primal lines and rules that a derivative comes from. */
public final class ListText {

    private static final Pattern ATOM = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(\\([^()]*\\))?|[0-9.]+(e-?[0-9]+)?");

    private static final String INDENT = "  ";

    private final WengertList list;
    private final List<Line> lines = new ArrayList<>();

    private ListText(WengertList list) {
        this.list = list;
    }

    /**
     * A line.
     *
     * @param why what the line adds to the tangent or adjoint of a value
     */
    public record Row(String statement, List<Label.Contribution> why) {
        @Override
        public String toString() {
            return why.isEmpty()
                    ? statement
                    : statement + "   # "
                            + why.stream().map(Label.Contribution::toString).collect(Collectors.joining("; "));
        }
    }

    /**
     * A line with the statement that it shows.
     *
     * @param indent how many conditionals there are around it
     */
    public record Line(Step statement, int indent, Row row) {}

    /** The whole list, and then its outputs. */
    public static String of(WengertList list) {
        StringBuilder out = new StringBuilder();
        rows(list, list.steps()).forEach(row -> out.append(row).append('\n'));
        ListText text = new ListText(list);
        for (Graph.Output output : list.graph().outputs()) {
            out.append("output ").append(text.operand(output.node())).append('\n');
        }
        return out.toString();
    }

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
                String name = name(assign.variable());
                String value = operand(assign.value());
                if (!name.equals(value)) {
                    line(statement, indent, name + " = " + value);
                }
            } else if (statement instanceof Step.Choose choose) {
                line(statement, indent, "if " + condition(choose.condition()));
                block(choose.then(), indent + 1);
                line(statement, indent, "else");
                block(choose.otherwise(), indent + 1);
            }
        }
    }

    private void line(Step statement, int indent, String text) {
        line(statement, indent, text, List.of());
    }

    private void line(Step statement, int indent, String text, List<Label.Contribution> why) {
        lines.add(new Line(statement, indent, new Row(INDENT.repeat(indent) + text, why)));
    }

    private void define(Step.Define define, int indent) {
        Node node = define.node();
        String text = list.accumulates(node)
                ? name(node)
                        + (isSubtraction(node) ? " -= " : " += ")
                        + operand(node.operand(1), Optional.of(Binding.ADDITIVE))
                : name(node) + " = " + right(node);
        List<Label.Contribution> why = node.label()
                .map(label -> label.since(list.sumBefore(node).flatMap(Node::label)))
                .orElse(List.of());
        line(define, indent, text, why);
    }

    private static boolean isSubtraction(Node node) {
        return node.operator().filter(o -> o.name().equals("subtract")).isPresent();
    }

    private String condition(Node given) {
        Node node = list.resolve(given);
        return list.isInlined(node) && node.operator().isPresent() ? right(node) : operand(node);
    }

    private String name(Node node) {
        return list.name(node).orElse("%" + node.id());
    }

    private String operand(Node given) {
        return operand(given, Optional.empty());
    }

    private static Optional<Binding> binding(Node node) {
        return node.operator().flatMap(o -> ((ScalarOperator) o).java()).map(JavaForm::binding);
    }

    /** An operand in parentheses, but for a product in a sum. */
    private String operand(Node given, Optional<Binding> place) {
        Node node = list.resolve(given);
        if (node.operation() instanceof Operation.Constant constant) {
            String text = Decimal.shortest(constant.value());
            return text.startsWith("-") ? "(" + text + ")" : text;
        }
        if (node.operation() instanceof Operation.Truth truth) {
            return String.valueOf(truth.value());
        }
        if (!list.isInlined(node)) {
            return name(node);
        }
        String text = right(node);
        boolean product = binding(node).equals(Optional.of(Binding.MULTIPLICATIVE));
        boolean bare = ATOM.matcher(text).matches() || (product && place.equals(Optional.of(Binding.ADDITIVE)));
        return bare ? text : "(" + text + ")";
    }

    private String right(Node node) {
        ScalarOperator operator = (ScalarOperator) node.operator().orElseThrow();
        List<String> names = operator.operandNames();
        Map<String, String> operands = IntStream.range(0, names.size())
                .boxed()
                .collect(Collectors.toMap(names::get, i -> operand(node.operand(i), binding(node))));
        Function<String, String> replace = place -> operands.getOrDefault(place, place);
        return Pattern.compile("\\b[a-hx]\\b")
                .matcher(operator.notation())
                .replaceAll(match -> Matcher.quoteReplacement(replace.apply(match.group())));
    }
}
