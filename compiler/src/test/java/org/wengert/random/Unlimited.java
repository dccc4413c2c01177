package org.wengert.random;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wengert.ir.Graph;
import org.wengert.op.ScalarOperator;

/**
 * Evaluates a graph that is linear in some of its inputs, with exponents without limit in what is linear: slopes on the way whose product
 * is no double, though that of all of them is one, are not infinite here.
 */
final class Unlimited extends Walk<Unlimited.Value> {

    private static final MathContext DIGITS = MathContext.DECIMAL64;

    /** A number that is no double if it is {@code linear}: nothing stands for one that is not finite. */
    record Value(double value, Optional<BigDecimal> linear) {

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
        return new Unlimited()
                .all(graph, values).stream().mapToDouble(Value::value).toArray();
    }

    @Override
    Value constant(double value) {
        return Value.of(value);
    }

    @Override
    boolean isTrue(Value condition) {
        return condition.value != 0;
    }

    @Override
    Value apply(ScalarOperator operator, List<Value> x) {
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
