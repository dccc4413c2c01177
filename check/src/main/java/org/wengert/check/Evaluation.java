package org.wengert.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apfloat.ApfloatRuntimeException;
import org.wengert.ir.Graph;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;

/** One walk over a graph at one point. A value that does not exist spoils only what is computed from it. */
final class Evaluation {

    private final Precise arithmetic;
    private final PreciseOperators operators;
    private final UnaryOperator<BigDecimal> rounding;
    private final Decisions decisions;

    Evaluation(
            Precise arithmetic, PreciseOperators operators, UnaryOperator<BigDecimal> rounding, Decisions decisions) {
        this.arithmetic = arithmetic;
        this.operators = operators;
        this.rounding = rounding;
        this.decisions = decisions;
    }

    List<Optional<BigDecimal>> outputs(Graph graph, List<Optional<BigDecimal>> inputs) {
        Map<Node, Optional<BigDecimal>> values = new HashMap<>();
        Map<Node, List<Optional<BigDecimal>>> tuples = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i), inputs.get(i));
        }
        Liveness liveness = Liveness.of(graph);
        for (Node node : graph.nodes()) {
            if (!liveness.isLive(node)) {
                continue;
            }
            if (node.operation() instanceof Operation.Cond cond) {
                tuples.put(node, region(node, cond, values));
            } else if (node.operation() instanceof Operation.Item item) {
                values.put(node, tuples.getOrDefault(node.operand(0), List.of()).get(item.index()));
            } else if (!(node.operation() instanceof Operation.Input)) {
                values.put(node, value(node, values));
            }
        }
        return graph.results().stream().map(r -> of(values, r)).toList();
    }

    private static Optional<BigDecimal> of(Map<Node, Optional<BigDecimal>> values, Node node) {
        return values.getOrDefault(node, Optional.empty());
    }

    private Optional<BigDecimal> value(Node node, Map<Node, Optional<BigDecimal>> values) {
        if (node.operation() instanceof Operation.Constant constant) {
            return Double.isFinite(constant.value())
                    ? Optional.of(arithmetic.number(constant.value()))
                    : Optional.empty();
        }
        if (node.operation() instanceof Operation.Truth truth) {
            return Optional.of(arithmetic.number(truth.value() ? 1 : 0));
        }
        return apply(node.operator().orElseThrow(), node, values);
    }

    private Optional<BigDecimal> apply(Operator operator, Node node, Map<Node, Optional<BigDecimal>> values) {
        if (operator.name().equals("select")) {
            return of(values, node.operand(0)).flatMap(c -> of(values, node.operand(c.signum() != 0 ? 1 : 2)));
        }
        List<BigDecimal> x = new ArrayList<>();
        for (Node operand : node.operands()) {
            Optional<BigDecimal> value = of(values, operand);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            x.add(value.get());
        }
        PreciseOperators.Function function = operators
                .named(operator.name())
                .orElseThrow(() -> new IllegalStateException("bug: no precise meaning of " + operator.name()));
        try {
            return Optional.of(rounding.apply(function.at(x, decisions)));
        } catch (ArithmeticException | ApfloatRuntimeException undefined) {
            return Optional.empty();
        }
    }

    private List<Optional<BigDecimal>> region(Node node, Operation.Cond cond, Map<Node, Optional<BigDecimal>> values) {
        Optional<BigDecimal> condition = of(values, node.operand(0));
        if (condition.isEmpty()) {
            return cond.then().graph().outputs().stream()
                    .map(o -> Optional.<BigDecimal>empty())
                    .toList();
        }
        boolean holds = condition.get().signum() != 0;
        decisions.branch(holds);
        Operation.Body body = holds ? cond.then() : cond.otherwise();
        List<Optional<BigDecimal>> inputs =
                body.operands().stream().map(k -> of(values, node.operand(k))).toList();
        return outputs(body.graph(), inputs);
    }
}
