package org.wengert.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wengert.codegen.TestPoint;
import org.wengert.driver.Arguments;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Graph;
import org.wengert.op.Tensor;
import org.wengert.product.Product;

/**
 * Draws points of small sizes for the test of a function of arrays. What is expected there are extrapolated differences in
 * doubles: of the function for first derivatives, and for second ones of its adjoint, which the first ones prove. Where a program
 * holds values by {@code stop_gradient}, which no difference knows, they are what the interpreter computes.
 */
final class ArrayTestPoints {

    static final String DIFFERENCES =
            "Expected are values of this program, as interpreted, and extrapolated differences of them and"
                    + " of the adjoint, computed when the test was written, at points of small sizes. Differences in doubles are right to"
                    + " about eight digits; the laws, by which the methods are held to each other, to all that rounding leaves.";

    static final String INTERPRETED =
            "The program holds values by stop_gradient, of which differences know nothing: expected are"
                    + " the values and derivatives of this program as interpreted when the test was written, at points of small sizes.";

    private static final int POINTS = 4;
    private static final int DRAWS = 80;

    /** Points with zeros, ties and whole numbers besides. */
    private static final int MOST_SPECIAL = 2;

    private static final double DIFFERENCE_ERROR = 1e-7;
    private static final double SETTLED = 1e-5;
    private static final double FLOOR = 1e-11;
    private static final double INTERPRETED_ERROR = 1e-9;
    private static final double ROUNDING = 1e-12;

    private final CompiledFunction function;
    private final Sampler sampler;
    private final SizeSampler sizes;
    private final boolean second;
    private final boolean holds;

    private ArrayTestPoints(CompiledFunction function, long seed) {
        this.function = function;
        this.sampler = new Sampler(seed);
        this.sizes = new SizeSampler(function, Map.of(), seed);
        this.second = function.requests().stream().anyMatch(r -> r.product().order() == 2);
        this.holds = holds(function);
    }

    /** Whether values are held constant somewhere. */
    static boolean holds(CompiledFunction function) {
        return holds(function.source().graph());
    }

    private static boolean holds(Graph graph) {
        return graph.nodes().stream()
                .anyMatch(node -> node.operator()
                                .map(o -> o.name().equals("stop_gradient"))
                                .orElse(false)
                        || node.operation().bodies().stream().anyMatch(body -> holds(body.graph())));
    }

    /** Points for a test; the same ones for the same seed; none where none were found. */
    static List<TestPoint> of(CompiledFunction function, long seed) {
        ArrayTestPoints points = new ArrayTestPoints(function, seed);
        boolean tellsSecond = function.possible().contains(Product.HVP);
        return points.holds && points.second && !tellsSecond ? List.of() : points.draw();
    }

    private List<TestPoint> draw() {
        List<TestPoint> points = new ArrayList<>();
        for (int draw = 0; points.size() < POINTS && draw < DRAWS; draw++) {
            Optional<Arguments> drawn = sizes.draw();
            if (drawn.isEmpty()) {
                return points;
            }
            at(drawn.get(), sampler.point(Place.count(drawn.get()))).ifPresent(points::add);
        }
        sizes.draw()
                .ifPresent(like -> SpecialPoints.moderate(Place.count(like), sampler).stream()
                        .flatMap(point -> at(like, point).stream())
                        .limit(MOST_SPECIAL)
                        .forEach(points::add));
        return points;
    }

    /** Absent where there is nothing to know. */
    private Optional<TestPoint> at(Arguments like, double[] point) {
        try {
            return known(like, point);
        } catch (ArithmeticException | IndexOutOfBoundsException undefined) {
            return Optional.empty();
        }
    }

    private Optional<TestPoint> known(Arguments like, double[] point) {
        int[] lengths = lengths(like.arrays());
        int n = point.length;
        Spot spot = new Spot(like, point);
        double[][] directions = Directions.draw(function.requests(), lengths, Directions.fewEnough(n, second), sampler);
        List<Tensor> results = spot.evaluate(Product.VALUE, List.of());
        double[] values = flat(results);
        double[] cotangent = new double[values.length];
        Arrays.setAll(cotangent, j -> sampler.weight());
        Expected expected = new Expected(values, directions.length);
        boolean known = TestPoints.isFinite(values)
                && (holds ? expected.interpreted(spot, directions) : expected.differences(spot, directions, results));
        if (!known) {
            return Optional.empty();
        }
        double rounding = ROUNDING * (1 + Arrays.stream(values).map(Math::abs).sum() + expected.largest());
        return Optional.of(new TestPoint(
                spot.name(),
                function.source().symbols().stream()
                        .map(symbol -> Math.toIntExact(
                                Optional.ofNullable(like.sizes().get(symbol)).orElseThrow()))
                        .toList(),
                Arrays.stream(lengths).boxed().toList(),
                Arrays.stream(lengths(results)).boxed().toList(),
                TestPoints.boxed(spot.numbers),
                TestPoints.boxed(cotangent),
                Arrays.stream(directions).map(TestPoints::boxed).toList(),
                expected.numbers.values(),
                expected.numbers.first(),
                expected.numbers.second(),
                Expectations.written(rounding)));
    }

    private static int[] lengths(List<Tensor> tensors) {
        return tensors.stream().mapToInt(t -> t.data().length).toArray();
    }

    private static double[] flat(List<Tensor> tensors) {
        return tensors.stream().flatMapToDouble(t -> Arrays.stream(t.data())).toArray();
    }

    /** Some numbers for all parameters. */
    private final class Spot {
        private final Arguments like;
        private final double[] numbers;

        Spot(Arguments like, double[] numbers) {
            this.like = like;
            this.numbers = numbers;
        }

        String name() {
            String with = like.sizes().entrySet().stream()
                    .map(e -> e.getKey().name() + " = " + e.getValue())
                    .sorted()
                    .collect(Collectors.joining(", "));
            return with.isEmpty() ? "a point" : "a point with " + with;
        }

        private double[] moved(double by, double[] direction) {
            double[] moved = numbers.clone();
            Arrays.setAll(moved, i -> numbers[i] + by * direction[i]);
            return moved;
        }

        List<Tensor> split(double[] all) {
            return Place.split(all, like.arrays());
        }

        List<Tensor> evaluate(Product product, List<Tensor> more) {
            return function.at(new Arguments(split(numbers), like.sizes())).evaluate(function.request(product), more);
        }

        /** How a product changes along a direction; absent at a kink. */
        Optional<Differences> differences(double[] direction, Product product, List<Tensor> more) {
            return Differences.of(h -> {
                Way way = new Way();
                Arguments moved = new Arguments(split(moved(h, direction)), like.sizes());
                return new Differences.Moved(
                        flat(function.at(moved).evaluate(function.request(product), more, way)), way);
            });
        }
    }

    /** What is expected, as it is found. */
    private final class Expected {
        private final double[] values;
        private final double[][] first;
        private final double[][][] seconds;
        private Expectations numbers;

        Expected(double[] values, int directions) {
            this.values = values;
            this.first = new double[directions][values.length];
            this.seconds = new double[second ? values.length : 0][directions][directions];
            this.numbers = new Expectations(values, first, seconds, 0);
        }

        double largest() {
            double largest = Arrays.stream(first)
                    .flatMapToDouble(Arrays::stream)
                    .map(Math::abs)
                    .max()
                    .orElse(0);
            for (double[][] matrix : seconds) {
                largest = Math.max(
                        largest,
                        Arrays.stream(matrix)
                                .flatMapToDouble(Arrays::stream)
                                .map(Math::abs)
                                .max()
                                .orElse(0));
            }
            return largest;
        }

        private void tolerances(double slack) {
            double size = slack * (Arrays.stream(values).map(Math::abs).max().orElse(0) + largest()) + FLOOR;
            numbers = new Expectations(values, first, seconds, size);
        }

        boolean interpreted(Spot spot, double[][] directions) {
            for (int d = 0; d < directions.length; d++) {
                first[d] = flat(spot.evaluate(Product.TANGENT, spot.split(directions[d])));
                if (second) {
                    double[] column = flat(spot.evaluate(Product.HVP, spot.split(directions[d])));
                    for (int e = 0; e < directions.length; e++) {
                        seconds[0][e][d] = dot(column, 0, directions[e]);
                    }
                }
            }
            tolerances(INTERPRETED_ERROR);
            return Double.isFinite(largest());
        }

        boolean differences(Spot spot, double[][] directions, List<Tensor> results) {
            double error = 0;
            for (int d = 0; d < directions.length; d++) {
                double[] direction = directions[d];
                Optional<Differences> tangent = spot.differences(direction, Product.VALUE, List.of());
                if (tangent.isEmpty()) {
                    return false;
                }
                first[d] = tangent.get().derivatives();
                error = Math.max(error, worst(tangent.get().errors()));
                for (int j = 0; j < seconds.length; j++) {
                    double[] unit = new double[values.length];
                    unit[j] = 1;
                    List<Tensor> cotangent = Place.split(unit, results);
                    Optional<Differences> column = spot.differences(direction, Product.ADJOINT, cotangent);
                    if (column.isEmpty()) {
                        return false;
                    }
                    for (int e = 0; e < directions.length; e++) {
                        seconds[j][e][d] = dot(column.get().derivatives(), values.length, directions[e]);
                    }
                    error = Math.max(error, worst(column.get().errors()) * 2);
                }
            }
            double size = Arrays.stream(values).map(Math::abs).max().orElse(0) + largest();
            tolerances(DIFFERENCE_ERROR);
            return Double.isFinite(size) && !(error > SETTLED * Math.min(1, size) + FLOOR) && widened(10 * error);
        }

        private boolean widened(double error) {
            for (int d = 0; d < first.length; d++) {
                for (int j = 0; j < values.length; j++) {
                    numbers.first(d, j, error);
                    for (int e = 0; e < first.length && seconds.length > 0; e++) {
                        numbers.second(j, d, e, error);
                    }
                }
            }
            return true;
        }
    }

    private static double worst(double[] numbers) {
        double largest = 0;
        for (double number : numbers) {
            largest = Double.isNaN(number) ? Double.POSITIVE_INFINITY : Math.max(largest, number);
        }
        return largest;
    }

    private static double dot(double[] outputs, int from, double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += outputs[from + i] * weights[i];
        }
        return sum;
    }
}
