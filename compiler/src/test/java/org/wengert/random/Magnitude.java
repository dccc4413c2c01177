package org.wengert.random;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.wengert.ir.Graph;
import org.wengert.op.ScalarOperator;

/**
 * Evaluates a graph that is linear in some of its inputs together with the sum of the absolute values of all terms: every
 * addition and subtraction of linear values adds their magnitudes, so that what cancels stays visible.
 */
final class Magnitude extends Walk<Magnitude.Value> {

    private static final int ROUNDINGS = 8;

    private final Optional<Random> roundings;
    private boolean infinite;
    private boolean subnormal;
    private boolean atKink;

    private Magnitude(Optional<Random> roundings) {
        this.roundings = roundings;
    }

    private double rounded(ScalarOperator operator, List<Value> x, double value) {
        boolean exact = value == Math.rint(value) && !(value == 0 && vanishes(operator.name(), x));
        return exact ? value : value + roundings.map(r -> r.nextInt(3) - 1).orElse(0) * Math.ulp(value);
    }

    /** Whether a value that is 0 is so because it is rounded: a product or a quotient of numbers that are not. */
    private static boolean vanishes(String operator, List<Value> x) {
        return switch (operator) {
            case "multiply" -> x.stream().allMatch(factor -> factor.value != 0);
            case "divide", "guarded_divide" -> x.get(0).value != 0 && Double.isFinite(x.get(1).value);
            default -> operator.startsWith("power[") && x.get(0).value != 0 && Double.isFinite(x.get(0).value);
        };
    }

    /** A value with the sum of its absolute terms; that of a value which is not linear is 0. */
    record Value(double value, double magnitude, boolean linear) {}

    /** The outputs of {@code graph}; the inputs from {@code firstLinear} on are the linear ones. */
    static List<Value> evaluate(Graph graph, int firstLinear, double... inputs) {
        return new Magnitude(Optional.empty()).all(graph, values(firstLinear, inputs));
    }

    /** How far the outputs of {@code graph} move if each value that is no integer, or 0 by rounding, is rounded otherwise. */
    static double[] noise(Graph graph, double... inputs) {
        double[] exact = numbers(new Magnitude(Optional.empty()).all(graph, values(inputs.length, inputs)));
        double[] noise = new double[exact.length];
        for (int seed = 0; seed < ROUNDINGS; seed++) {
            Magnitude rounded = new Magnitude(Optional.of(new Random(seed)));
            double[] other = numbers(rounded.all(graph, values(inputs.length, inputs)));
            Arrays.setAll(noise, i -> Math.max(noise[i], Math.abs(other[i] - exact[i])));
        }
        return noise;
    }

    /** Whether a value on the way is infinite. */
    static boolean passesInfinity(Graph graph, double... inputs) {
        Magnitude magnitude = new Magnitude(Optional.empty());
        magnitude.all(graph, values(inputs.length, inputs));
        return magnitude.infinite;
    }

    /** Whether an input or a value on the way is too small to have all digits, or a reciprocal; one that is 0 by rounding is. */
    static boolean passesSubnormal(Graph graph, double... inputs) {
        Magnitude magnitude = new Magnitude(Optional.empty());
        magnitude.all(graph, values(inputs.length, inputs));
        return magnitude.subnormal || Arrays.stream(inputs).anyMatch(Magnitude::isSubnormal);
    }

    /** Whether an operand is on a kink of its operator. */
    static boolean meetsKink(Graph graph, double... inputs) {
        Magnitude magnitude = new Magnitude(Optional.empty());
        magnitude.all(graph, values(inputs.length, inputs));
        return magnitude.atKink;
    }

    private static boolean isOnKink(String operator, List<Value> x) {
        return switch (operator) {
            case "abs", "relu", "leaky_relu" -> x.get(0).value == 0;
            case "max", "min" -> x.get(0).value == x.get(1).value;
            default -> false;
        };
    }

    private static boolean isSubnormal(double value) {
        return value != 0 && Math.abs(value) < Double.MIN_NORMAL;
    }

    private static List<Value> values(int firstLinear, double... inputs) {
        return IntStream.range(0, inputs.length)
                .mapToObj(i -> new Value(inputs[i], Math.abs(inputs[i]), i >= firstLinear))
                .toList();
    }

    private static double[] numbers(List<Value> values) {
        return values.stream().mapToDouble(Value::value).toArray();
    }

    @Override
    Value constant(double value) {
        return new Value(value, 0, false);
    }

    @Override
    boolean isTrue(Value condition) {
        return condition.value != 0;
    }

    @Override
    Value apply(ScalarOperator operator, List<Value> x) {
        double value = rounded(
                operator,
                x,
                operator.evaluate(x.stream().mapToDouble(Value::value).toArray()));
        infinite |= Double.isInfinite(value);
        subnormal |= isSubnormal(value) || (value == 0 && vanishes(operator.name(), x));
        atKink |= isOnKink(operator.name(), x);
        boolean linear = x.stream().anyMatch(Value::linear);
        return new Value(value, linear ? magnitude(operator.name(), x) : 0, linear);
    }

    private static double magnitude(String operator, List<Value> x) {
        return switch (operator) {
            case "multiply" -> size(x.get(0)) * size(x.get(1));
            case "divide" -> size(x.get(0)) / Math.abs(x.get(1).value);
            case "guarded_divide" -> x.get(0).value == 0 ? 0 : size(x.get(0)) / Math.abs(x.get(1).value);
            case "select" -> size(x.get(x.get(0).value != 0 ? 1 : 2));
            default -> x.stream().mapToDouble(Magnitude::size).sum();
        };
    }

    private static double size(Value value) {
        return value.linear ? value.magnitude : Math.abs(value.value);
    }
}
