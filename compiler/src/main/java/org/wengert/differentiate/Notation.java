package org.wengert.differentiate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.wengert.ir.AppliedRule;
import org.wengert.ir.Contribution;
import org.wengert.ir.Decimal;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Phrase;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Declared;
import org.wengert.op.ScalarOperator;

/** Writes a primal line and the rule applied to it the way a Wengert list shows them: {@code c = sqrt(b)}, {@code #/(2*c)}. */
public final class Notation {

    /** So many values without names are written out inside of each other. */
    private static final int DEEPEST = 4;

    private Notation() {}

    /** {@code c = sqrt(b)}; of a value without a name {@code sqrt(b)}. */
    public static Phrase line(Node node) {
        Phrase right = expression(node);
        return node.name().map(name -> Phrase.of(name).then(" = ", right)).orElse(right);
    }

    /** {@code a = if ... else ...} of a conditional, or {@code s, p = ... for i} of a loop, which gives {@code items}. */
    static Phrase line(Node region, Collection<Node> items) {
        List<Phrase> names = items.stream()
                .flatMap(item -> item.name().stream())
                .distinct()
                .map(Phrase::of)
                .toList();
        Phrase right = Phrase.of(
                region.operation() instanceof Operation.Loop loop
                        ? "... for " + loop.index().base()
                        : "if ... else ...");
        return names.isEmpty() ? right : Phrase.join(", ", names).then(" = ", right);
    }

    /** {@code sqrt(b)}, whatever the name of the value. */
    public static Phrase expression(Node node) {
        return expression(node, DEEPEST);
    }

    private static Phrase expression(Node node, int depth) {
        return node.operation() instanceof Operation.Apply apply
                ? fill(Declared.of(apply.operator()).notation(), node, "", depth)
                : Phrase.of("conditional");
    }

    /** What stands in a sum: {@code cBar/(2*c)}, which is subtracted or not, or a choice {@code c ? d : 0}. */
    record Term(boolean negative, boolean choice, Phrase phrase) {

        /** @param ruleText of an operator at the operands of {@code node}, the derivative {@code incoming} being that of {@code node} */
        static Term of(String ruleText, Node node, String incoming) {
            boolean negative = ruleText.startsWith("-");
            return new Term(
                    negative,
                    ruleText.contains(" ? "),
                    fill(negative ? ruleText.substring(1) : ruleText, node, incoming, DEEPEST));
        }

        private AppliedRule addedTo(String target) {
            return new AppliedRule(
                    Phrase.of(target), negative ? AppliedRule.Sign.SUBTRACTED : AppliedRule.Sign.ADDED, phrase);
        }
    }

    /** {@code -cBar/(2*c)}, of the derivative {@code incoming} of {@code node}. */
    public static Phrase term(String ruleText, Node node, String incoming) {
        return fill(ruleText, node, incoming, DEEPEST);
    }

    /** {@code bBar += cBar/(2*c)}, the derivative {@code incoming} being that of {@code node}. */
    static AppliedRule rule(String target, String ruleText, Node node, String incoming) {
        return Term.of(ruleText, node, incoming).addedTo(target);
    }

    /** {@code a - b + (c ? d : 0)}, of {@code a}, {@code -b} and {@code c ? d : 0}. */
    static Phrase sum(List<Term> terms) {
        List<Phrase> all = new ArrayList<>();
        for (Term term : terms) {
            boolean first = all.isEmpty();
            String sign = term.negative() ? first ? "-" : " - " : first ? "" : " + ";
            boolean enclosed = term.choice() && terms.size() > 1;
            all.add(term.phrase().between(enclosed ? sign + "(" : sign, enclosed ? ")" : ""));
        }
        return Phrase.join("", all);
    }

    /** {@code bDot += cDot} or {@code bDot -= cDot}, of what is added to {@code target}. */
    static AppliedRule added(String target, List<Term> terms) {
        return terms.size() == 1 ? terms.get(0).addedTo(target) : AppliedRule.added(target, sum(terms));
    }

    /** {@code cBar = fBar} where the derivative {@code name} has no line of its own, because it is another one. */
    static Optional<Contribution.Known> known(String name, Node derivative) {
        return derivative.isConstant() || !derivative.name().equals(Optional.of(name))
                ? Optional.of(new Contribution.Known(name, bare(derivative)))
                : Optional.empty();
    }

    private static Phrase bare(Node node) {
        return node.operation() instanceof Operation.Constant c ? Phrase.of(Decimal.shortest(c.value())) : name(node);
    }

    private static Phrase fill(String template, Node node, String incoming, int depth) {
        List<String> names = ScalarOperator.operandNames(node.operands().size());
        return Phrase.of(template).filled(place -> {
            int operand = names.indexOf(place);
            if (operand >= 0) {
                return part(node.operand(operand), depth);
            }
            return place.equals("y")
                    ? part(node, depth)
                    : new Phrase.Part(Phrase.of(place.equals("#") ? incoming : place), false);
        });
    }

    /** {@code c}, or a number, or what a value without a name is, {@code (a*b)}. */
    public static Phrase name(Node node) {
        Phrase.Part part = part(node, DEEPEST);
        return part.enclosed() ? part.phrase().between("(", ")") : part.phrase();
    }

    private static Phrase.Part part(Node node, int depth) {
        if (node.operation() instanceof Operation.Constant c) {
            String text = Decimal.shortest(c.value());
            return new Phrase.Part(Phrase.of(text), text.startsWith("-"));
        }
        if (node.operation() instanceof Operation.Whole whole) {
            boolean one = whole.value().symbol().isPresent()
                    || whole.value().constant().isPresent();
            return new Phrase.Part(Phrase.of(whole.value().toString()), !one);
        }
        if (node.name().isPresent()) {
            return new Phrase.Part(Phrase.of(node.name().get()), false);
        }
        return depth > 0 && node.operation() instanceof Operation.Apply
                ? new Phrase.Part(expression(node, depth - 1), !isElement(node))
                : new Phrase.Part(Phrase.of(inside(node)), false);
    }

    /** Whether it is read out of an array that has a name: {@code a[i,j]}. */
    private static boolean isElement(Node node) {
        return ArrayOperator.in(node).flatMap(ArrayOperator::taken).isPresent()
                && node.operand(0).name().isPresent();
    }

    /** What a value is called in the body that it comes out of; dots for what is too deep to be written out. */
    private static String inside(Node node) {
        return Optional.of(node.operation())
                .filter(Operation.Item.class::isInstance)
                .map(item -> ((Operation.Item) item).index())
                .flatMap(index -> node.operand(0).operation().bodies().stream()
                        .flatMap(body -> body.graph().outputs().get(index).node().name().stream())
                        .findFirst())
                .orElse("...");
    }
}
