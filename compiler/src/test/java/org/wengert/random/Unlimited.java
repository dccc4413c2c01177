package org.wengert.random;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.ScalarOperator;

/**
 * Evaluates a graph that is linear in some of its inputs, with exponents without limit in what is linear: slopes on the way whose product
 * is no double, though that of all of them is one, are not infinite here.
 */
final class Unlimited {

    private static final MathContext DIGITS = MathContext.DECIMAL64;

    /** A number that is no double if it is {@code linear}: nothing stands for one that is not finite. */
    private record Value(double value, Optional<BigDecimal> linear) {

        static Value of(double value) {
            return new Value(value, Optional.empty());
        }

        static Value linear(BigDecimal number) {
            return new Value(number.doubleValue(), Optional.of(number));
        }

        boolean isNumber() {
            return linear.isPresent() || Double.isFinite(value);
        }

        BigDecimal number() {
            return linear.orElseGet(() -> new BigDecimal(value));
        }
    }

    private Unlimited() {}

    /** The outputs of {@code graph}; the inputs from {@code firstLinear} on are the linear ones. */
    static double[] evaluate(Graph graph, int firstLinear, double... inputs) {
        List<Value> values = IntStream.range(0, inputs.length)
                .mapToObj(i -> i < firstLinear ? Value.of(inputs[i]) : Value.linear(new BigDecimal(inputs[i])))
                .toList();
        return all(graph, values).stream().mapToDouble(Value::value).toArray();
    }

    private static List<Value> all(Graph graph, List<Value> inputs) {
        Map<Node, Value> values = new HashMap<>();
        Map<Node, List<Value>> tuples = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i), inputs.get(i));
        }
        for (Node node : graph.nodes()) {
            Operation operation = node.operation();
            if (operation instanceof Operation.Constant c) {
                values.put(node, Value.of(c.value()));
            } else if (operation instanceof Operation.Truth t) {
                values.put(node, Value.of(t.value() ? 1 : 0));
            } else if (operation instanceof Operation.Cond cond) {
                Operation.Body body = at(values, node.operand(0)).value != 0 ? cond.then() : cond.otherwise();
                tuples.put(
                        node,
                        all(
                                body.graph(),
                                body.operands().stream()
                                        .map(k -> at(values, node.operand(k)))
                                        .toList()));
            } else if (operation instanceof Operation.Item item) {
                values.put(
                        node,
                        Objects.requireNonNull(tuples.get(node.operand(0))).get(item.index()));
            } else if (operation instanceof Operation.Apply apply) {
                List<Value> x = node.operands().stream().map(o -> at(values, o)).toList();
                values.put(node, value((ScalarOperator) apply.operator(), x));
            }
        }
        return graph.results().stream().map(r -> at(values, r)).toList();
    }

    private static Value at(Map<Node, Value> values, Node node) {
        return Objects.requireNonNull(values.get(node));
    }

    private static Value value(ScalarOperator operator, List<Value> x) {
        boolean linear = x.stream().anyMatch(v -> v.linear.isPresent());
        return linear && operator.name().equals("select")
                ? x.get(x.get(0).value != 0 ? 1 : 2)
                : linear && x.stream().allMatch(Value::isNumber)
                        ? number(operator, x).map(Value::linear).orElseGet(() -> inDoubles(operator, x))
                        : inDoubles(operator, x);
    }

    private static Optional<BigDecimal> number(ScalarOperator operator, List<Value> x) {
        BigDecimal a = x.get(0).number();
        BigDecimal b = x.get(x.size() - 1).number();
        boolean quotient = b.signum() != 0;
        return switch (operator.name()) {
            case "add" -> Optional.of(a.add(b, DIGITS));
            case "subtract" -> Optional.of(a.subtract(b, DIGITS));
            case "negate" -> Optional.of(a.negate());
            case "multiply", "steep_times" -> Optional.of(a.multiply(b, DIGITS));
            case "divide" -> Optional.of(b).filter(d -> quotient).map(d -> a.divide(d, DIGITS));
            case "guarded_divide" ->
                a.signum() == 0
                        ? Optional.of(BigDecimal.ZERO)
                        : Optional.of(b).filter(d -> quotient).map(d -> a.divide(d, DIGITS));
            default -> Optional.empty();
        };
    }

    private static Value inDoubles(ScalarOperator operator, List<Value> x) {
        double value = operator.evaluate(x.stream().mapToDouble(Value::value).toArray());
        boolean condition = operator.resultType().isBoolean();
        boolean linear = x.stream().anyMatch(v -> v.linear.isPresent());
        return linear && !condition && Double.isFinite(value) ? Value.linear(new BigDecimal(value)) : Value.of(value);
    }
}
