package org.wengert.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.wengert.driver.CompiledFunction;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.product.Derivative;
import org.wengert.product.JacobianMode;
import org.wengert.product.Product;
import org.wengert.source.BigStack;

/**
 * Holds every derivative of a function against differences of the function itself, twice: as a formula, evaluated with as
 * many digits as the differences, where only rounded constants excuse an error; and in doubles, where rounding does, as
 * much of it as errors of an ulp in every operation of the formula grow to. With few parameters entry by entry, with many along
 * random directions, to which every entry contributes.
 */
public final class Check {

    /** Differences of more parameters than these take too long one by one. */
    public static final int MOST_PARAMETERS = 6;

    /** Hessians of more parameters are checked by their products with vectors, and Jacobians in one way alone. */
    public static final int MOST_PARAMETERS_OF_MATRIX = 20;

    private static final int DIRECTIONS = 2;
    private static final int DRAWS_PER_POINT = 60;

    /** Constants in rules are rounded to doubles: so much of what is allowed in doubles. */
    private static final double OF_FORMULA = 1.0 / 16;

    /** Of the largest output, where a product's program cannot be run whole. */
    private static final double UNKNOWN = 1e-9;

    /** Where rounding leaves fewer digits it is chaotic, and its bounds are none; nor do differences say anything there. */
    private static final double BLURRED = 1e-3;

    private static final double TINY = 1e-300;

    /** The error of second differences beside the numbers that the values are made of, at coordinates that are 0 or at least 1e-4. */
    private static final double DIFFERENCE_ERROR = 1e-20;

    private final CompiledFunction function;
    private final Sampler sampler;
    private final HighPrecision exact = HighPrecision.exact();
    private final Rounding rounding;
    private final List<Program> programs = new ArrayList<>();
    private final boolean oneByOne;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Request> sparse;
    private int beyond;

    private Check(CompiledFunction function, long seed) {
        this.function = function;
        this.sampler = new Sampler(seed);
        this.rounding = new Rounding(function, sampler);
        this.sparse = function.sparse();
        this.oneByOne = function.parameters().size() <= MOST_PARAMETERS;
        boolean whole = function.parameters().size() <= MOST_PARAMETERS_OF_MATRIX;
        for (Product product : function.possible()) {
            if (product == Product.JACOBIAN && whole) {
                programs.add(new Program(" forward", function.with(JacobianMode.FORWARD), product));
                programs.add(new Program(" in reverse", function.with(JacobianMode.REVERSE), product));
            } else if (product != Product.HESSIAN || whole) {
                programs.add(new Program("", function, product));
            }
        }
    }

    /** A product, and what is said of it after the names of its entries. */
    private record Program(String suffix, CompiledFunction function, Product product) {

        Derivative derivative() {
            return function.derivative(function.request(product));
        }

        double[] evaluate(double[] point, double[] more) {
            return function.evaluate(function.request(product), point, more);
        }
    }

    /** Checks at up to {@code points} points; the same ones for the same seed. */
    public static CheckReport run(CompiledFunction function, int points, long seed) {
        return run(function, points, seed, done -> {});
    }

    /** The same, after each point {@code progress} being told how many there were. */
    public static CheckReport run(CompiledFunction function, int points, long seed, IntConsumer progress) {
        // One thread for all points: each of thousands of evaluations would start its own.
        return BigStack.call(() -> new Check(function, seed).run(points, progress));
    }

    private CheckReport run(int points, IntConsumer progress) {
        int n = function.parameters().size();
        int found = 0;
        int rejected = 0;
        int kinks = 0;
        int wanted = n == 0 ? 1 : points;
        for (int draw = 0; found < wanted && draw < wanted * DRAWS_PER_POINT; draw++) {
            double[] point = sampler.point(n);
            if (!isDefined(point)) {
                rejected++;
                continue;
            }
            double[][] directions = directions(n);
            Optional<Truth> truth = truth(point, directions);
            if (truth.isEmpty()) {
                kinks++;
            } else if (!truth.get().isFinite()) {
                rejected++;
            } else {
                at(point, directions, truth.get());
                found++;
                progress.accept(found);
            }
        }
        List<String> notes = new ArrayList<>();
        if (n <= MOST_PARAMETERS_OF_MATRIX) {
            SpecialCheck special = new SpecialCheck(function, exact, rounding, sampler);
            special.run();
            findings.addAll(special.findings());
            special.note().ifPresent(notes::add);
        }
        notes.addAll(notes());
        return new CheckReport(function.name(), found, rejected, kinks, List.copyOf(findings), notes);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        int n = function.parameters().size();
        if (!oneByOne) {
            notes.add("with " + n + " parameters along " + DIRECTIONS
                    + " directions at each point, to which every entry contributes, not entry by entry");
        }
        if (n > MOST_PARAMETERS_OF_MATRIX) {
            notes.add(
                    function.possible().contains(Product.HVP)
                            ? "the Hessian is checked by its products with vectors"
                            : "second derivatives of several results are not checked: there are more than "
                                    + MOST_PARAMETERS_OF_MATRIX + " parameters");
        }
        if (beyond > 0) {
            notes.add("not checked in doubles where these cannot hold what is computed on the way: " + beyond
                    + (beyond == 1 ? " product" : " products"));
        }
        return notes;
    }

    private boolean isDefined(double[] point) {
        return exact.evaluate(function.source().graph(), exact.point(point)).stream()
                .allMatch(v -> v.isPresent() && Double.isFinite(v.get().doubleValue()));
    }

    private double[][] directions(int n) {
        double[][] directions = new double[oneByOne ? n : DIRECTIONS][];
        Arrays.setAll(directions, d -> oneByOne ? unit(n, d) : sampler.direction(n));
        return directions;
    }

    private static double[] unit(int n, int i) {
        double[] unit = new double[n];
        unit[i] = 1;
        return unit;
    }

    private Optional<Truth> truth(double[] point, double[][] directions) {
        List<Double> cotangent = boxed(sampler.direction(function.results().size()));
        return oneByOne
                ? Truth.at(exact, function.source().graph(), point, boxed(sampler.direction(point.length)), cotangent)
                : Truth.along(exact, function.source().graph(), point, directions, cotangent);
    }

    private void at(double[] point, double[][] directions, Truth truth) {
        double[] direction = new double[point.length];
        Arrays.setAll(
                direction,
                i -> IntStream.range(0, directions.length)
                        .mapToDouble(d -> truth.direction().get(d) * directions[d][i])
                        .sum());
        double largest = Math.max(
                Math.max(SpecialPoints.least(point), truth.largestValue()),
                rounding.largest(function.source().graph(), point));
        List<Rounding.Run> runs = new ArrayList<>();
        boolean inRange = true;
        for (Program program : programs) {
            double[] more = switch (program.product().takes()) {
                case NOTHING -> new double[0];
                case DIRECTION -> direction;
                case COTANGENT -> array(truth.cotangent());
            };
            Optional<Rounding.Run> run = run(program, point, more);
            // What is not run whole is computed on the way as the products before it are.
            boolean holds = run.map(Rounding.Run::isInRange).orElse(inRange);
            inRange &= holds;
            product(program, point, more, directions, truth, TINY + DIFFERENCE_ERROR * largest, run, holds);
            if (program.product() == Product.TANGENT || program.product() == Product.ADJOINT) {
                run.ifPresent(runs::add);
            }
        }
        sparse.forEach(request -> entries(request, point));
        if (runs.size() == 2 && runs.stream().allMatch(Rounding.Run::isInRange)) {
            dotProduct(
                    point,
                    direction,
                    array(truth.cotangent()),
                    runs.get(0).spread(),
                    runs.get(1).spread());
        }
    }

    /** Absent where the program is a column or a row of the product. */
    private Optional<Rounding.Run> run(Program program, double[] point, double[] more) {
        Derivative derivative = program.derivative();
        return derivative.shape() == Derivative.Shape.WHOLE
                ? Optional.of(rounding.at(derivative, point, more))
                : Optional.empty();
    }

    private void product(
            Program program,
            double[] point,
            double[] more,
            double[][] directions,
            Truth truth,
            double floor,
            Optional<Rounding.Run> run,
            boolean inRange) {
        double[] got = program.evaluate(point, more);
        List<Reading> readings =
                Reading.of(program.product(), function.results().size(), directions);
        List<String> names = new Entries(columns(directions.length), function.results()).of(program.product());
        List<BigDecimal> expected = truth.outputs(program.product());
        beyond += inRange ? 0 : 1;
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            BigDecimal right = expected.get(i);
            String name = names.get(i) + program.suffix();
            double allowed = run.map(r -> reading.allowed(r.spread())).orElse(UNKNOWN * largest(got));
            double size = Math.max(Math.abs(reading.of(got)), Math.abs(right.doubleValue()));
            boolean blurred =
                    allowed > BLURRED * size && Math.abs(reading.of(got) - right.doubleValue()) > allowed + floor;
            if (blurred) {
                continue;
            }
            run.flatMap(r -> reading.of(r.exact()))
                    .ifPresent(formula -> formula(name, point, formula, right, floor + OF_FORMULA * allowed));
            if (inRange) {
                findings.add(new Finding(
                        name,
                        Finding.Kind.DOUBLES,
                        boxed(point),
                        reading.of(got),
                        right.doubleValue(),
                        floor + allowed));
            }
        }
    }

    /** Holds the entries of a matrix to the tangent, or to the Hessian's product with a direction, in which the active parameters move. */
    private void entries(Request request, double[] point) {
        double[] direction = sampler.direction(point.length);
        for (int i = 0; i < direction.length; i++) {
            direction[i] = request.active().contains(i) ? direction[i] : 0;
        }
        int order = request.product().order();
        Product line = order == 1 ? Product.TANGENT : Product.HVP;
        Rounding.Run entries = rounding.at(function.derivative(request), point, new double[0]);
        Rounding.Run whole = rounding.at(function.derivative(function.request(line)), point, direction);
        if (!entries.isInRange() || !whole.isInRange()) {
            beyond++;
            return;
        }
        SparseEntries places = SparseEntries.of(function, request, Map.of()).orElseThrow();
        int before = order == 1 ? function.results().size() : 0;
        double[] moves =
                request.active().stream().mapToDouble(i -> direction[i]).toArray();
        double[] got = places.times(tail(entries.spread().outputs(), before), moves);
        double[] sizes = absolute(moves);
        int count = entries.spread().outputs().length - before;
        double[] errors = new double[count];
        Arrays.setAll(errors, k -> entries.spread().of(before + k));
        double[] allowed = places.times(errors, sizes);
        for (int row = 0; row < got.length; row++) {
            int output = order == 1 ? row : request.active().get(row);
            findings.add(new Finding(
                    function.called(request) + "*direction, row " + row,
                    Finding.Kind.DOT_PRODUCT,
                    boxed(point),
                    got[row],
                    whole.spread().outputs()[output],
                    TINY + allowed[row] + whole.spread().of(output)));
        }
    }

    private static double[] tail(double[] numbers, int from) {
        return Arrays.copyOfRange(numbers, from, numbers.length);
    }

    private static double[] absolute(double[] numbers) {
        return Arrays.stream(numbers).map(Math::abs).toArray();
    }

    /** What a Jacobian has a column for. */
    private List<String> columns(int directions) {
        return oneByOne
                ? function.parameters()
                : IntStream.rangeClosed(1, directions)
                        .mapToObj(d -> "direction " + d)
                        .toList();
    }

    /** The error is taken before anything is rounded to a double. */
    private void formula(String name, double[] point, BigDecimal formula, BigDecimal expected, double tolerance) {
        double at = expected.doubleValue();
        double error = formula.subtract(expected, HighPrecision.DIGITS).doubleValue();
        findings.add(new Finding(name, Finding.Kind.FORMULA, boxed(point), at + error, at, tolerance));
    }

    /** The cotangent times the tangent is the adjoint times the direction. */
    private void dotProduct(double[] point, double[] direction, double[] cotangent, Spread tangent, Spread adjoint) {
        Reading left = new Reading(0, new double[] {1}, cotangent);
        Reading right = new Reading(function.results().size(), new double[] {1}, direction);
        findings.add(new Finding(
                "cotangent*tangent = adjoint*direction",
                Finding.Kind.DOT_PRODUCT,
                boxed(point),
                right.of(adjoint.outputs()),
                left.of(tangent.outputs()),
                TINY + left.allowed(tangent) + right.allowed(adjoint)));
    }

    private static double largest(double[] numbers) {
        return Arrays.stream(numbers).map(Math::abs).max().orElse(0);
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<Double> boxed(double[] point) {
        return Arrays.stream(point).boxed().toList();
    }
}
