package org.wengert.arrays;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.op.Tensor;
import org.wengert.product.Product;

/** What holds of every program of arrays; counts what it has seen. */
public final class ArrayLaws {

    private static final double STEP = 1e-5;

    private final Map<Symbol, Long> sizes;
    private final Random random;
    private final List<String> broken = new ArrayList<>();

    /** How many comparisons were made, and how many were not because a number was not finite or hung on a rounding. */
    private int compared;

    private int skipped;
    private int undecided;

    public ArrayLaws(Map<Symbol, Long> sizes, Random random) {
        this.sizes = sizes;
        this.random = random;
    }

    public int compared() {
        return compared;
    }

    public int skipped() {
        return skipped;
    }

    /** How often forward mode saw that nothing moves, and reverse mode met {@code 0*inf}. */
    public int undecided() {
        return undecided;
    }

    /** The laws that do not hold of {@code program} at {@code x}, its adjoint being held to them too. */
    public List<String> broken(ArrayProgram program, List<Tensor> x) {
        List<Tensor> written = TensorInterpreter.evaluate(program.function().graph(), x, sizes);
        List<Tensor> value = program.value(sizes, x);
        close("simplified value", value, written, 1e-12);
        Graph primal = program.primal();
        derivatives("", primal, x);
        List<Tensor> yBar = like(value);
        Graph adjoint = ArrayProgram.adjointProgram(primal);
        List<Tensor> both = ArrayProgram.run(adjoint, sizes, x, yBar);
        close("value beside the adjoint", both.subList(0, value.size()), value, 1e-12);
        List<Tensor> inputs = new ArrayList<>(x);
        inputs.addAll(yBar);
        derivatives("second: ", adjoint, inputs);
        return List.copyOf(broken);
    }

    /**
     * The laws that do not hold of {@code program} at {@code x}, where differences say nothing: the modes agree, and where one has a
     * number the other one has it too.
     */
    public List<String> brokenAtSpecialPoint(ArrayProgram program, List<Tensor> x) {
        List<Tensor> value = program.value(sizes, x);
        if (value.stream().flatMapToDouble(v -> Arrays.stream(v.data())).allMatch(Double::isFinite)) {
            Graph primal = program.primal();
            modes("", primal, x);
            List<Tensor> inputs = new ArrayList<>(x);
            inputs.addAll(like(value));
            modes("second: ", ArrayProgram.adjointProgram(primal), inputs);
        } else {
            skipped++;
        }
        return List.copyOf(broken);
    }

    private void modes(String which, Graph graph, List<Tensor> x) {
        List<Tensor> xDot = like(x);
        List<Tensor> yDot = ArrayProgram.run(ArrayProgram.derive(graph, Product.TANGENT), sizes, x, xDot);
        List<Tensor> yBar = like(yDot);
        List<Tensor> all = ArrayProgram.run(ArrayProgram.derive(graph, Product.ADJOINT), sizes, x, yBar);
        double[] forward = dot(yBar, yDot);
        double[] reverse = dot(all.subList(yDot.size(), all.size()), xDot);
        double allowed = allowed(graph, x, xDot, yBar, forward, reverse);
        if (forward[0] == 0 && Double.isNaN(reverse[0])) {
            undecided++;
        } else if (Double.isFinite(forward[0]) != Double.isFinite(reverse[0])) {
            broken.add(which + "only one mode has a number: forward " + forward[0] + ", reverse " + reverse[0]);
        }
        compare(which + "<ybar, J xdot> = <J' ybar, xdot>", reverse[0], forward[0], allowed);
    }

    /**
     * What rounding may make of two sums: a part of their absolute terms; where these are what is left of larger ones, as in
     * softmax, as much as they differ at a point and for seeds that are a few roundings away.
     */
    private double allowed(
            Graph graph, List<Tensor> x, List<Tensor> xDot, List<Tensor> yBar, double[] forward, double[] reverse) {
        double allowed = 1e-12 * (forward[1] + reverse[1] + 1e-3);
        double noise = 0;
        for (int k = 1; k <= 4 && Math.abs(forward[0] - reverse[0]) > allowed; k++) {
            List<Tensor> beside = moved(x, x, k * 0x1p-50);
            List<Tensor> xDotBeside = moved(xDot, like(xDot), 0x1p-50);
            List<Tensor> yBarBeside = moved(yBar, like(yBar), 0x1p-50);
            List<Tensor> yDot =
                    ArrayProgram.run(ArrayProgram.derive(graph, Product.TANGENT), sizes, beside, xDotBeside);
            List<Tensor> all = ArrayProgram.run(ArrayProgram.derive(graph, Product.ADJOINT), sizes, beside, yBarBeside);
            List<Tensor> xBar = all.subList(yDot.size(), all.size());
            noise = Math.max(noise, Math.abs(dot(yBarBeside, yDot)[0] - forward[0]));
            noise = Math.max(noise, Math.abs(dot(xBar, xDotBeside)[0] - reverse[0]));
        }
        return allowed + 4 * noise;
    }

    private void derivatives(String which, Graph graph, List<Tensor> x) {
        List<Tensor> xDot = like(x);
        List<Tensor> yDot = ArrayProgram.run(ArrayProgram.derive(graph, Product.TANGENT), sizes, x, xDot);
        List<Tensor> yBar = like(yDot);
        List<Tensor> all = ArrayProgram.run(ArrayProgram.derive(graph, Product.ADJOINT), sizes, x, yBar);
        List<Tensor> xBar = all.subList(yDot.size(), all.size());
        types(which + "tangent", yDot, graph.results());
        types(which + "adjoint", xBar, graph.inputs());
        double[] forward = dot(yBar, yDot);
        double[] reverse = dot(xBar, xDot);
        compare(
                which + "<ybar, J xdot> = <J' ybar, xdot>",
                reverse[0],
                forward[0],
                allowed(graph, x, xDot, yBar, forward, reverse));
        double near = difference(graph, x, xDot, yBar, STEP / 2);
        double far = difference(graph, x, xDot, yBar, STEP);
        double scale = 1 + forward[1] + Math.abs(dot(yBar, ArrayProgram.run(graph, sizes, x))[1]);
        boolean smooth = Math.abs(near - far) < 1e-6 * scale && !isOnJump(graph, x, xDot, yBar, 1e-7 * scale);
        compare(which + "tangent = difference", forward[0], smooth ? near : Double.NaN, 1e-5 * scale);
    }

    private double difference(Graph graph, List<Tensor> x, List<Tensor> direction, List<Tensor> yBar, double h) {
        return (at(graph, x, direction, yBar, h) - at(graph, x, direction, yBar, -h)) / (2 * h);
    }

    private double at(Graph graph, List<Tensor> x, List<Tensor> direction, List<Tensor> yBar, double by) {
        return dot(yBar, ArrayProgram.run(graph, sizes, moved(x, direction, by)))[0];
    }

    /** Whether another branch is taken here than on both sides: a condition such as {@code (t + t + t)/3 > t} hangs on rounding. */
    private boolean isOnJump(Graph graph, List<Tensor> x, List<Tensor> direction, List<Tensor> yBar, double allowed) {
        double beside = at(graph, x, direction, yBar, STEP) + at(graph, x, direction, yBar, -STEP);
        return Math.abs(at(graph, x, direction, yBar, 0) - beside / 2) > allowed;
    }

    private void types(String what, List<Tensor> derivatives, List<Node> primals) {
        for (int i = 0; i < derivatives.size(); i++) {
            Type type = primals.get(i).type();
            long count = type.shape().count().evaluate(sizes::get);
            if (derivatives.get(i).rank() != type.shape().rank()
                    || derivatives.get(i).data().length != count) {
                broken.add(what + " has another shape than " + type);
            }
        }
    }

    private void close(String law, List<Tensor> got, List<Tensor> expected, double tolerance) {
        for (int i = 0; i < got.size(); i++) {
            double largest = 1;
            for (double value : expected.get(i).data()) {
                largest = Math.max(largest, Math.abs(value));
            }
            for (int k = 0; k < expected.get(i).data().length; k++) {
                compare(law, got.get(i).data()[k], expected.get(i).data()[k], tolerance * largest);
            }
        }
    }

    private void compare(String law, double got, double expected, double allowed) {
        if (!Double.isFinite(got) || !Double.isFinite(expected) || !Double.isFinite(allowed)) {
            skipped++;
            return;
        }
        compared++;
        if (Math.abs(got - expected) > allowed) {
            broken.add(law + ": " + got + " and " + expected + ", allowed " + allowed);
        }
    }

    /** Random arrays of the same extents. */
    private List<Tensor> like(List<Tensor> arrays) {
        return arrays.stream().map(a -> draw(random, a.extents())).toList();
    }

    /** A random array with elements between -1 and 1. */
    public static Tensor draw(Random random, int... extents) {
        Tensor tensor = Tensor.zeros(extents);
        for (int k = 0; k < tensor.data().length; k++) {
            tensor.data()[k] = 2 * random.nextDouble() - 1;
        }
        return tensor;
    }

    /** The sum of the products, and that of their magnitudes. */
    private static double[] dot(List<Tensor> a, List<Tensor> b) {
        double sum = 0;
        double magnitude = 0;
        for (int i = 0; i < a.size(); i++) {
            for (int k = 0; k < a.get(i).data().length; k++) {
                double product = a.get(i).data()[k] * b.get(i).data()[k];
                sum += product;
                magnitude += Math.abs(product);
            }
        }
        return new double[] {sum, magnitude};
    }

    /** Arrays that lie so many times a direction away. */
    public static List<Tensor> moved(List<Tensor> x, List<Tensor> direction, double by) {
        return IntStream.range(0, x.size())
                .mapToObj(i -> x.get(i).moved(by, direction.get(i)))
                .toList();
    }
}
