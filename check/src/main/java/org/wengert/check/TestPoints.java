package org.wengert.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wengert.codegen.TestPoint;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Decimal;
import org.wengert.ir.Graph;
import org.wengert.op.Cost;
import org.wengert.product.Product;

/**
 * Draws points for the test of a function of numbers: where it has a value, is not at a kink, and doubles can tell its
 * derivatives well; some more where it has branches, first for the arms that no point takes yet, then for other ways
 * through them; and some with zeros and ties. What is expected there are values and differences of the function as
 * written, with 70 digits.
 */
final class TestPoints {

    static final String ORACLE =
            "Expected are values and differences of this formula with 70 digits, computed when the test was"
                    + " written, at points drawn from where it is defined and smooth. They owe nothing to the derivatives' code."
                    + " Tolerances are some hundred times what an error of an ulp in each operation makes of each number.";

    private static final int POINTS = 5;
    private static final int FEWEST_POINTS = 2;
    private static final int MOST_POINTS = 12;
    private static final int DRAWS = 120;

    /** Points with zeros, ties and whole numbers besides. */
    private static final int MOST_SPECIAL = 3;

    /** Draws that are spent on further branches once there are points enough. */
    private static final int DRAWS_FOR_BRANCHES = 60;

    /** Differences beside the values, as in {@link Check}. */
    private static final double DIFFERENCE_ERROR = 1e-20;

    private static final double TINY = 1e-300;

    /** Where tolerances are larger than this beside the numbers, a point says little. */
    private static final double SHARP = 1e-7;

    /** What may be spent on a function, in operations with 70 digits: some seconds. */
    private static final long BUDGET = 4_000_000;

    /** How many multiplications with 70 digits a function of a library takes. */
    private static final int PER_CALL = 100;

    private final CompiledFunction function;
    private final Graph graph;
    private final Sampler sampler;
    private final HighPrecision exact = HighPrecision.exact();
    private final HighPrecision watching = HighPrecision.rounded(value -> {
        this.largestOnTheWay = this.largestOnTheWay.max(value.abs());
        return value;
    });
    private final Rounding rounding;
    private final boolean second;
    private final boolean units;
    private final long attempts;
    private BigDecimal largestOnTheWay = BigDecimal.ZERO;

    private TestPoints(CompiledFunction function, long seed) {
        this.function = function;
        this.graph = function.source().graph();
        this.sampler = new Sampler(seed);
        this.rounding = new Rounding(function, sampler);
        this.second = function.requests().stream().anyMatch(r -> r.product().order() == 2);
        int n = function.parameters().size();
        this.units = Directions.fewEnough(n, second) && POINTS * work(n + 1) <= BUDGET;
        this.attempts = Math.max(FEWEST_POINTS, BUDGET / work(units ? n + 1 : Directions.WITHOUT_UNITS));
    }

    /** What a point takes with so many directions, roughly. */
    private long work(int directions) {
        Cost cost = function.schedule(function.request(Product.VALUE)).cost();
        long first = 2L * (1 + directions);
        long seconds = second ? 2L * directions * (directions + 1) : 0;
        return (1 + cost.flops() + PER_CALL * cost.calls()) * (first + seconds);
    }

    /** Points for a test; the same ones for the same seed; none where none were found. */
    static List<TestPoint> of(CompiledFunction function, long seed) {
        return new TestPoints(function, seed).draw();
    }

    private List<TestPoint> draw() {
        int n = function.parameters().size();
        int wanted = n == 0 ? 1 : (int) Math.min(POINTS, attempts);
        int tried = 0;
        Ways ways = new Ways();
        Map<List<Integer>, double[]> others = new LinkedHashMap<>();
        List<TestPoint> sharp = new ArrayList<>();
        List<TestPoint> blunt = new ArrayList<>();
        for (int draw = 0; draw < DRAWS && tried < attempts && sharp.size() < MOST_POINTS; draw++) {
            boolean enough = sharp.size() >= wanted;
            if (enough && (draw >= DRAWS_FOR_BRANCHES || ways.isOne())) {
                break;
            }
            double[] point = sampler.point(n);
            Optional<List<Integer>> path = exact.path(graph, exact.point(point));
            if (path.isEmpty()) {
                continue;
            }
            if (enough && !ways.areNew(path.get())) {
                others.putIfAbsent(path.get(), point);
                continue;
            }
            tried++;
            Optional<Found> found = at(point);
            found.ifPresent(f -> (f.sharp() ? sharp : blunt).add(f.point()));
            found.filter(Found::sharp).ifPresent(f -> ways.take(path.get()));
        }
        for (Map.Entry<List<Integer>, double[]> other : others.entrySet()) {
            if (tried < attempts && sharp.size() < MOST_POINTS && !ways.isTaken(other.getKey())) {
                tried++;
                at(other.getValue()).filter(Found::sharp).map(Found::point).ifPresent(sharp::add);
            }
        }
        int special = 0;
        for (double[] point : SpecialPoints.moderate(n, sampler)) {
            if (special == MOST_SPECIAL || tried >= attempts) {
                break;
            }
            if (exact.path(graph, exact.point(point)).isPresent()) {
                tried++;
                Optional<TestPoint> found = at(point).filter(Found::sharp).map(Found::point);
                found.ifPresent(sharp::add);
                special += found.isPresent() ? 1 : 0;
            }
        }
        int missing = Math.min(blunt.size(), Math.max(0, wanted - sharp.size()));
        sharp.addAll(blunt.subList(0, missing));
        return sharp;
    }

    /** Which way the points that were found go at what is not smooth. */
    private static final class Ways {
        private final Set<List<Integer>> paths = new HashSet<>();

        /** For each place on a path, the ways taken there. */
        private final Map<Integer, Set<Integer>> taken = new HashMap<>();

        void take(List<Integer> path) {
            paths.add(path);
            for (int place = 0; place < path.size(); place++) {
                taken.computeIfAbsent(place, p -> new HashSet<>()).add(path.get(place));
            }
        }

        /** Whether a path goes a way at some place that no other one does. */
        boolean areNew(List<Integer> path) {
            return IntStream.range(0, path.size())
                    .anyMatch(place -> !taken.getOrDefault(place, Set.of()).contains(path.get(place)));
        }

        boolean isTaken(List<Integer> path) {
            return paths.contains(path);
        }

        /** Whether there is nothing that is not smooth. */
        boolean isOne() {
            return paths.equals(Set.of(List.of()));
        }
    }

    private record Found(TestPoint point, boolean sharp) {}

    private Optional<Found> at(double[] point) {
        int[] lengths = new int[point.length];
        Arrays.fill(lengths, 1);
        double[][] directions = Directions.draw(function.requests(), lengths, units, sampler);
        Optional<Expectations> expectations = expectations(point, directions);
        if (expectations.isEmpty() || !rounding.widen(expectations.get(), point, directions)) {
            return Optional.empty();
        }
        String name = IntStream.range(0, point.length)
                .mapToObj(i -> function.parameters().get(i) + " = " + Decimal.shortest(point[i]))
                .collect(Collectors.joining(", "));
        int m = function.results().size();
        TestPoint found = new TestPoint(
                point.length == 0 ? "the only point" : name,
                List.of(),
                Collections.nCopies(point.length, 1),
                Collections.nCopies(m, 1),
                boxed(point),
                IntStream.range(0, m).mapToObj(j -> sampler.weight()).toList(),
                Arrays.stream(directions).map(TestPoints::boxed).toList(),
                expectations.get().values(),
                expectations.get().first(),
                expectations.get().second(),
                Expectations.written(2 * m * expectations.get().largestTolerance()));
        return Optional.of(new Found(found, expectations.get().isSharp(SHARP)));
    }

    static List<Double> boxed(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    /** Absent where something has no derivative, or none that is a double. */
    private Optional<Expectations> expectations(double[] point, double[][] directions) {
        BigDecimal[] x = exact.point(point);
        Optional<HighPrecision.Neighbour> centre = exact.centre(graph, x);
        if (centre.isEmpty()) {
            return Optional.empty();
        }
        double[] values = new double[function.results().size()];
        Arrays.setAll(values, j -> centre.get().values().get(j).doubleValue());
        double[][] first = new double[directions.length][];
        double[][][] seconds = new double[second ? values.length : 0][directions.length][directions.length];
        boolean finite = isFinite(values);
        for (int d = 0; finite && d < directions.length; d++) {
            BigDecimal[] direction = exact.point(directions[d]);
            Optional<List<BigDecimal>> tangent = exact.along(graph, centre.get(), x, direction);
            if (tangent.isEmpty()) {
                return Optional.empty();
            }
            first[d] = doubles(tangent.get());
            finite &= isFinite(first[d]);
            for (int e = 0; second && finite && e <= d; e++) {
                Optional<List<BigDecimal>> bend =
                        exact.along(graph, centre.get(), x, direction, exact.point(directions[e]));
                if (bend.isEmpty()) {
                    return Optional.empty();
                }
                double[] column = doubles(bend.get());
                finite &= isFinite(column);
                for (int j = 0; j < values.length; j++) {
                    seconds[j][d][e] = column[j];
                    seconds[j][e][d] = column[j];
                }
            }
        }
        double largest = Math.max(
                SpecialPoints.least(point),
                Arrays.stream(values).map(Math::abs).max().orElse(0));
        if (!finite) {
            return Optional.empty();
        }
        Expectations expectations = new Expectations(values, first, seconds, TINY + DIFFERENCE_ERROR * largest);
        largestOnTheWay = BigDecimal.ZERO;
        watching.evaluate(graph, x);
        expectations.lost(largestOnTheWay);
        return Optional.of(expectations);
    }

    private static double[] doubles(List<BigDecimal> numbers) {
        return numbers.stream().mapToDouble(BigDecimal::doubleValue).toArray();
    }

    static boolean isFinite(double[] numbers) {
        return Arrays.stream(numbers).allMatch(Double::isFinite);
    }
}
