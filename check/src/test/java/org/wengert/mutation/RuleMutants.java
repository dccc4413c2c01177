package org.wengert.mutation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.Partial;
import org.wengert.op.Rule;
import org.wengert.op.ScalarOperator;

/** Every partial derivative with another sign, argument, factor or condition, and every application in it altered. */
final class RuleMutants {

    private RuleMutants() {}

    static List<Mutant> of(ScalarOperator operator) {
        List<Mutant> mutants = new ArrayList<>();
        for (int i = 0; i < operator.rules().size(); i++) {
            int index = i;
            Rule rule = operator.rules().get(i);
            bodies(operator, i)
                    .forEach((change, body) -> mutants.add(new Mutant(
                            operator,
                            "rule " + index,
                            change,
                            "rules",
                            Changes.replaced(operator.rules(), index, new Rule(textFor(rule), body)))));
            if (!rule.isZero()) {
                text(rule)
                        .forEach((change, text) -> mutants.add(new Mutant(
                                operator,
                                "rule " + index,
                                change,
                                "rules",
                                Changes.replaced(operator.rules(), index, new Rule(text, rule.partial())))));
            }
        }
        return mutants;
    }

    /** What the text says decides whether anything is derived at all. */
    private static String textFor(Rule rule) {
        return rule.isZero() ? "#*0" : rule.text();
    }

    private static Map<String, String> text(Rule rule) {
        return Map.of(
                "text has the other sign",
                rule.text().startsWith("-") ? rule.text().substring(1) : "-" + rule.text(),
                "text is 0",
                "0");
    }

    private static Map<String, Rule.Body> bodies(ScalarOperator operator, int index) {
        Rule rule = operator.rules().get(index);
        Rule.Body body = rule.partial();
        Map<String, Rule.Body> bodies = new LinkedHashMap<>();
        if (rule.isZero()) {
            bodies.put("1 instead of 0", (g, x, y) -> Partial.ONE);
            return bodies;
        }
        bodies.put("has the other sign", (g, x, y) -> body.at(g, x, y).negated());
        bodies.put("is 0", (g, x, y) -> Partial.ZERO);
        bodies.put("is 1", (g, x, y) -> Partial.ONE);
        bodies.put("is doubled", (g, x, y) -> doubled(g, body.at(g, x, y)));
        bodies.put("reads the argument for the value", (g, x, y) -> body.at(g, x, real(x, y)));
        bodies.put("reads the value for the arguments", (g, x, y) -> body.at(g, valueFor(x, y), y));
        if (operator.operandTypes().equals(List.of(Type.REAL, Type.REAL))) {
            bodies.put("exchanges the arguments", (g, x, y) -> body.at(g, List.of(x.get(1), x.get(0)), y));
        }
        for (int other = 0; other < operator.rules().size(); other++) {
            Rule.Body wrong = operator.rules().get(other).partial();
            if (other != index) {
                bodies.put("is that of operand " + other, wrong);
            }
        }
        parts(operator, body, bodies);
        applications(operator, body, bodies);
        bodies.values().removeIf(altered -> isSame(operator, body, altered));
        return bodies;
    }

    /** Whether an alteration changes nothing: a rule that does not read the value cannot read it wrongly. */
    private static boolean isSame(ScalarOperator operator, Rule.Body body, Rule.Body altered) {
        GraphBuilder builder = new GraphBuilder(Rewriter.NONE);
        List<Node> x = inputs(operator, builder);
        Node y = builder.apply(operator, x);
        Partial before = body.at(new Algebra(builder), x, y);
        Partial after = altered.at(new Algebra(builder), x, y);
        return Stream.of("kind", "negative", "factor", "divisor", "condition", "steep")
                .allMatch(part -> Objects.equals(Field.readIfThere(before, part), Field.readIfThere(after, part)));
    }

    /** Masks and guards. */
    private static void parts(ScalarOperator operator, Rule.Body body, Map<String, Rule.Body> bodies) {
        Partial sample = sample(operator, body);
        Node condition = (Node) Field.readIfThere(sample, "condition");
        if (condition != null) {
            bodies.put("has no condition", (g, x, y) -> with(body.at(g, x, y), "condition", null));
            bodies.put("has the opposite condition", (g, x, y) -> {
                Partial partial = body.at(g, x, y);
                Node when = (Node) Field.read(partial, "condition");
                return with(partial, "condition", g.apply(Changes.operator("not"), when));
            });
        }
        if (Field.read(sample, "kind").toString().equals("GUARDED_OVER")) {
            bodies.put("has no guard", (g, x, y) -> {
                Partial partial = body.at(g, x, y);
                Partial over = Partial.over((Node) Field.read(partial, "divisor"));
                return partial.isNegative() ? over.negated() : over;
            });
        }
        if ((boolean) Field.read(sample, "steep")) {
            bodies.put("is never steep", (g, x, y) -> body.at(g, x, y).steepUnless(true));
        }
    }

    private static void applications(ScalarOperator operator, Rule.Body body, Map<String, Rule.Body> bodies) {
        GraphBuilder builder = new GraphBuilder(Rewriter.NONE);
        List<Node> x = inputs(operator, builder);
        Node y = builder.apply(operator, x);
        List<Interception.Application> seen = Interception.seen(builder, () -> body.at(new Algebra(builder), x, y));
        for (int k = 0; k < seen.size(); k++) {
            int index = k;
            String which = "application " + k + " of " + seen.get(k).operator().name() + " ";
            Changes.of(seen.get(k))
                    .forEach((words, change) -> bodies.put(
                            which + words,
                            (g, a, b) -> Interception.altered(g.builder(), index, change, () -> body.at(g, a, b))));
        }
    }

    static List<Node> inputs(ScalarOperator operator, GraphBuilder g) {
        List<Node> x = new ArrayList<>();
        for (Type type : operator.operandTypes()) {
            x.add(g.input("p" + x.size(), type));
        }
        return x;
    }

    private static Partial sample(ScalarOperator operator, Rule.Body body) {
        GraphBuilder builder = new GraphBuilder(Rewriter.NONE);
        List<Node> x = inputs(operator, builder);
        return body.at(new Algebra(builder), x, builder.apply(operator, x));
    }

    private static Node real(List<Node> x, Node otherwise) {
        return Optional.of(x.get(x.size() - 1))
                .filter(n -> n.type().equals(Type.REAL))
                .orElse(otherwise);
    }

    private static List<Node> valueFor(List<Node> x, Node y) {
        return x.stream().map(n -> n.type().equals(Type.REAL) ? y : n).toList();
    }

    private static Partial doubled(Algebra g, Partial partial) {
        if (partial.isZero()) {
            return partial;
        }
        Node factor = (Node) Field.readIfThere(partial, "factor");
        Node divisor = (Node) Field.readIfThere(partial, "divisor");
        if (divisor != null) {
            return with(partial, "divisor", g.multiply(0.5, divisor));
        }
        Partial twice = Partial.times(factor == null ? g.constant(2) : g.multiply(2, factor));
        Node condition = (Node) Field.readIfThere(partial, "condition");
        Partial masked = condition == null ? twice : twice.where(condition);
        return partial.isNegative() ? masked.negated() : masked;
    }

    /** A copy with a part replaced. */
    private static Partial with(Partial partial, String part, @Nullable Object by) {
        Partial copy = partial.negated().negated();
        Field.write(copy, part, by);
        return copy;
    }
}
