package org.wengert.explain;

import java.util.List;
import java.util.Map;
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
import org.wengert.op.ScalarOperator;
import org.wengert.ssa.Statement;
import org.wengert.ssa.WengertList;

/** A Wengert list as text: a line for every value, with the primal lines and rules that a derivative comes from. */
public final class ListText {

    private static final Pattern ATOM = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(\\([^()]*\\))?|[0-9.]+(e-?[0-9]+)?");

    private final WengertList list;
    private final StringBuilder out = new StringBuilder();

    private ListText(WengertList list) {
        this.list = list;
    }

    public static String of(WengertList list) {
        ListText text = new ListText(list);
        text.block(list.statements(), "");
        for (Graph.Output output : list.graph().outputs()) {
            text.out.append("output ").append(text.operand(output.node())).append('\n');
        }
        return text.out.toString();
    }

    private void block(List<Statement> statements, String indent) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Define define) {
                line(indent, define.node());
            } else if (statement instanceof Statement.Assign assign) {
                out.append(indent + name(assign.item()) + " = " + operand(assign.value()) + "\n");
            } else if (statement instanceof Statement.Choose choose) {
                out.append(indent + "if " + operand(choose.condition()) + "\n");
                block(choose.then(), indent + "  ");
                out.append(indent + "else\n");
                block(choose.otherwise(), indent + "  ");
            }
        }
    }

    private void line(String indent, Node node) {
        out.append(indent).append(name(node)).append(" = ").append(right(node));
        List<Label.Contribution> why = node.label().map(Label::contributions).orElse(List.of());
        if (!why.isEmpty()) {
            out.append("   # ")
                    .append(why.stream().map(Label.Contribution::toString).collect(Collectors.joining("; ")));
        }
        out.append('\n');
    }

    private String name(Node node) {
        return list.name(node).orElse("%" + node.id());
    }

    private String operand(Node given) {
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
        return ATOM.matcher(text).matches() ? text : "(" + text + ")";
    }

    private String right(Node node) {
        ScalarOperator operator = (ScalarOperator) node.operator().orElseThrow();
        List<String> names = operator.operandNames();
        Map<String, String> operands = IntStream.range(0, names.size())
                .boxed()
                .collect(Collectors.toMap(names::get, i -> operand(node.operand(i))));
        Function<String, String> replace = place -> operands.getOrDefault(place, place);
        return Pattern.compile("\\b[abcx]\\b")
                .matcher(operator.notation())
                .replaceAll(match -> Matcher.quoteReplacement(replace.apply(match.group())));
    }
}
