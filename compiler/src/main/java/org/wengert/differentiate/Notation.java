package org.wengert.differentiate;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wengert.ir.Decimal;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.Declared;
import org.wengert.op.ScalarOperator;

/** Writes a primal line and the rule applied to it the way a Wengert list shows them: {@code c = sqrt(b)}, {@code #/(2*c)}. */
public final class Notation {

    private static final Pattern PLACE = Pattern.compile("\\b[a-hxy]\\b|#");

    private static final Pattern INTEGER = Pattern.compile("[\\p{L}\\p{N}_]+");

    private static final Pattern ELEMENT = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*\\[[^\\[\\]]*]");

    /** So many values without names are written out inside of each other. */
    private static final int DEEPEST = 4;

    private Notation() {}

    /** {@code c = sqrt(b)}; of a value without a name {@code sqrt(b)}. */
    public static String line(Node node) {
        String right = expression(node);
        return node.name().map(name -> name + " = " + right).orElse(right);
    }

    /** {@code a = if ... else ...} of a conditional, or {@code s, p = ... for i} of a loop, which gives {@code items}. */
    static String line(Node region, Collection<Node> items) {
        String names =
                items.stream().flatMap(item -> item.name().stream()).distinct().collect(Collectors.joining(", "));
        String right = region.operation() instanceof Operation.Loop loop
                ? "... for " + loop.index().base()
                : "if ... else ...";
        return names.isEmpty() ? right : names + " = " + right;
    }

    /** {@code sqrt(b)}, whatever the name of the value. */
    public static String expression(Node node) {
        return expression(node, DEEPEST);
    }

    private static String expression(Node node, int depth) {
        return node.operation() instanceof Operation.Apply apply
                ? fill(Declared.of(apply.operator()).notation(), node, "", depth)
                : "conditional";
    }

    /** {@code bBar += cBar/(2*c)}, the derivative {@code incoming} being that of {@code node}. */
    static String contribution(String target, String ruleText, Node node, String incoming) {
        boolean negative = ruleText.startsWith("-");
        return target
                + (negative ? " -= " : " += ")
                + term(negative ? ruleText.substring(1) : ruleText, node, incoming);
    }

    /** {@code cBar/(2*c)}, of the derivative {@code incoming} of {@code node}. */
    public static String term(String ruleText, Node node, String incoming) {
        return fill(ruleText, node, incoming, DEEPEST);
    }

    /** {@code a - b + (c ? d : 0)}, of {@code a}, {@code -b} and {@code c ? d : 0}. */
    static String sum(List<String> terms) {
        if (terms.size() == 1) {
            return terms.get(0);
        }
        StringBuilder sum = new StringBuilder();
        for (String term : terms) {
            boolean negative = term.startsWith("-") && !sum.isEmpty();
            sum.append(sum.isEmpty() ? "" : negative ? " - " : " + ");
            String bare = negative ? term.substring(1) : term;
            sum.append(bare.contains(" ? ") ? "(" + bare + ")" : bare);
        }
        return sum.toString();
    }

    /** {@code bDot += cDot} or {@code bDot -= cDot}, of a term that is added to {@code target}. */
    static String sum(List<String> terms, String target) {
        String sum = sum(terms);
        boolean negative = sum.startsWith("-") && terms.size() == 1;
        return target + (negative ? " -= " + sum.substring(1) : " += " + sum);
    }

    /** {@code ", cBar = fBar"} where the derivative {@code name} has no line of its own, because it is another one. */
    static String alias(String name, Node derivative) {
        return derivative.isConstant() || !derivative.name().equals(Optional.of(name))
                ? ", " + name + " = " + bare(derivative)
                : "";
    }

    private static String bare(Node node) {
        return node.operation() instanceof Operation.Constant c ? Decimal.shortest(c.value()) : name(node);
    }

    private static String fill(String template, Node node, String incoming, int depth) {
        List<String> names = ScalarOperator.operandNames(node.operands().size());
        return PLACE.matcher(template).replaceAll(match -> {
            String place = match.group();
            if (place.equals("#")) {
                return Matcher.quoteReplacement(incoming);
            }
            int operand = names.indexOf(place);
            String text =
                    operand >= 0 ? name(node.operand(operand), depth) : place.equals("y") ? name(node, depth) : place;
            boolean enclosed = text.startsWith("(") && isAlone(template, match.start(), match.end());
            return Matcher.quoteReplacement(enclosed ? text.substring(1, text.length() - 1) : text);
        });
    }

    /** Whether a place is all that parentheses have around it, or one of what commas part in them. */
    private static boolean isAlone(String template, int start, int end) {
        String before = template.substring(0, start);
        String after = template.substring(end);
        return (before.endsWith("(") || before.endsWith(", ")) && (after.startsWith(")") || after.startsWith(","));
    }

    /** {@code c}, or a number, or what a value without a name is, {@code (a*b)}. */
    public static String name(Node node) {
        return name(node, DEEPEST);
    }

    private static String name(Node node, int depth) {
        if (node.operation() instanceof Operation.Constant c) {
            return number(c.value());
        }
        if (node.operation() instanceof Operation.Whole) {
            return unnamed(node);
        }
        boolean written = depth > 0 && node.operation() instanceof Operation.Apply;
        return node.name().orElseGet(() -> written ? enclosed(expression(node, depth - 1)) : unnamed(node));
    }

    /** An integer, or what a value is called in the body that it comes out of; dots for what is too deep to be written out. */
    private static String unnamed(Node node) {
        if (node.operation() instanceof Operation.Whole whole) {
            String text = whole.value().toString();
            return INTEGER.matcher(text).matches() ? text : enclosed(text);
        }
        return Optional.of(node.operation())
                .filter(Operation.Item.class::isInstance)
                .map(item -> ((Operation.Item) item).index())
                .flatMap(index -> node.operand(0).operation().bodies().stream()
                        .flatMap(body -> body.graph().outputs().get(index).node().name().stream())
                        .findFirst())
                .orElse("...");
    }

    private static String enclosed(String expression) {
        return ELEMENT.matcher(expression).matches() ? expression : "(" + expression + ")";
    }

    private static String number(double value) {
        String text = Decimal.shortest(value);
        return text.startsWith("-") ? "(" + text + ")" : text;
    }
}
