package org.wengert.mutation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Type;
import org.wengert.op.Catalogue;
import org.wengert.op.ScalarOperator;

/** The ways in which one application in a rule, an identity or a lowering can be wrong: another operator, sign, operand or constant. */
final class Changes {

    /** What an operator is easily confused with. */
    private static final Map<String, List<String>> OTHERS = Map.ofEntries(
            Map.entry("add", List.of("subtract", "multiply")),
            Map.entry("subtract", List.of("add")),
            Map.entry("multiply", List.of("divide", "add")),
            Map.entry("divide", List.of("multiply")),
            Map.entry("guarded_divide", List.of("divide", "multiply")),
            Map.entry("less", List.of("less_equal", "greater")),
            Map.entry("less_equal", List.of("less", "greater_equal")),
            Map.entry("greater", List.of("greater_equal", "less")),
            Map.entry("greater_equal", List.of("greater", "less_equal")),
            Map.entry("equal", List.of("not_equal")),
            Map.entry("not_equal", List.of("equal")),
            Map.entry("and", List.of("or")),
            Map.entry("or", List.of("and")),
            Map.entry("max", List.of("min")),
            Map.entry("min", List.of("max")),
            Map.entry("sin", List.of("cos")),
            Map.entry("cos", List.of("sin")),
            Map.entry("sinh", List.of("cosh")),
            Map.entry("cosh", List.of("sinh")),
            Map.entry("exp", List.of("expm1", "negative_exp")),
            Map.entry("log", List.of("log1p")),
            Map.entry("log1p", List.of("log")),
            Map.entry("sqrt", List.of("cbrt")),
            Map.entry("sigmoid", List.of("sigmoid_complement")),
            Map.entry("sigmoid_complement", List.of("sigmoid")),
            Map.entry("power[2]", List.of("power[3]")),
            Map.entry("digamma", List.of("lgamma", "polygamma[1]")),
            Map.entry("polygamma[1]", List.of("polygamma[2]", "digamma")),
            Map.entry("normal_hazard", List.of("normal_cdf")),
            Map.entry("softplus", List.of("sigmoid")));

    private Changes() {}

    /** By what they do, in words. */
    static Map<String, Interception.Change> of(Interception.Application application) {
        Map<String, Interception.Change> changes = new LinkedHashMap<>();
        ScalarOperator operator = (ScalarOperator) application.operator();
        List<Node> operands = application.operands();
        for (String other : OTHERS.getOrDefault(operator.name(), List.of())) {
            changes.put("is " + other, (g, x) -> g.apply(operator(other), x));
        }
        if (operator.resultType().equals(Type.REAL)) {
            changes.put("has the other sign", (g, x) -> g.apply(operator("negate"), g.apply(operator, x)));
        }
        if (operands.size() == 1) {
            changes.put("is left out", (g, x) -> x.get(0));
        }
        for (int i = 0; i < operands.size(); i++) {
            operand(changes, operator, operands, i);
        }
        return changes;
    }

    static ScalarOperator operator(String name) {
        return Catalogue.named(name).orElseThrow();
    }

    private static void operand(
            Map<String, Interception.Change> changes, ScalarOperator operator, List<Node> operands, int i) {
        if (operands.get(i).operation() instanceof Operation.Constant c) {
            changes.put("has 1 more than " + c.value(), (g, x) -> with(g, operator, x, i, g.constant(c.value() + 1)));
            if (c.value() != 0) {
                changes.put("has -" + c.value(), (g, x) -> with(g, operator, x, i, g.constant(-c.value())));
            }
        }
        for (int j = 0; j < operands.size(); j++) {
            int other = j;
            if (j != i && operands.get(j).type().equals(operands.get(i).type())) {
                changes.put("has operand " + j + " for " + i, (g, x) -> with(g, operator, x, i, x.get(other)));
                if (j > i && !operator.commutative()) {
                    changes.put(
                            "exchanges " + i + " and " + j,
                            (g, x) -> g.apply(operator, replaced(replaced(x, i, x.get(other)), other, x.get(i))));
                }
            }
        }
    }

    private static Node with(GraphBuilder g, ScalarOperator operator, List<Node> x, int i, Node by) {
        return g.apply(operator, replaced(x, i, by));
    }

    static <T> List<T> replaced(List<T> list, int index, T by) {
        List<T> changed = new ArrayList<>(list);
        changed.set(index, Objects.requireNonNull(by));
        return List.copyOf(changed);
    }
}
