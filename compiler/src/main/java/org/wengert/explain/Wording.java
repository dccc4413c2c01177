package org.wengert.explain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wengert.ir.Decimal;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Type;
import org.wengert.op.ScalarOperator;

/** Writes nodes by their names, conditions in full, and operators and rules at operands. */
final class Wording {

    private static final Pattern PLACE = Pattern.compile("\\b[abcxy]\\b|#");

    /** What a body's inputs are called outside. */
    private final Map<Node, String> captured = new HashMap<>();

    /** Says that {@code input} of a body is {@code outer} of the graph around it. */
    void capture(Node input, Node outer) {
        captured.put(input, name(outer));
    }

    String name(Node node) {
        String outer = captured.get(node);
        if (outer != null) {
            return outer;
        }
        if (node.operation() instanceof Operation.Constant constant) {
            String text = Decimal.shortest(constant.value());
            return text.startsWith("-") ? "(" + text + ")" : text;
        }
        if (node.operation() instanceof Operation.Truth truth) {
            return String.valueOf(truth.value());
        }
        return node.name().orElseGet(() -> node.type().equals(Type.BOOLEAN) ? condition(node) : "%" + node.id());
    }

    private String condition(Node node) {
        return node.operation() instanceof Operation.Apply ? right(node) : "%" + node.id();
    }

    /** What stands to the right of a node's name: {@code log(x)}. */
    String right(Node node) {
        ScalarOperator operator = (ScalarOperator) node.operator().orElseThrow();
        return fill(operator.notation(), operator, node, "");
    }

    /** A rule at the operands of {@code node}, {@code incoming} being the tangent or cotangent that it takes. */
    String rule(String text, Node node, String incoming) {
        return fill(text, (ScalarOperator) node.operator().orElseThrow(), node, incoming);
    }

    private String fill(String template, ScalarOperator operator, Node node, String incoming) {
        List<String> names = operator.operandNames();
        return PLACE.matcher(template).replaceAll(match -> {
            int operand = names.indexOf(match.group());
            String text =
                    match.group().equals("#") ? incoming : operand < 0 ? name(node) : operand(node.operand(operand));
            return Matcher.quoteReplacement(text);
        });
    }

    private String operand(Node node) {
        String text = name(node);
        return node.type().equals(Type.BOOLEAN) && text.contains(" ") ? "(" + text + ")" : text;
    }
}
