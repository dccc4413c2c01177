package org.wengert.check;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.Product;
import org.wengert.driver.CompiledFunction;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.interpret.Interpreter;
import org.wengert.ir.Graph;

/**
 * How far rounding moves what the products of a function of numbers give at a point: each product's program is run in doubles,
 * and again with an error in every operation, which is so much larger than an ulp that the first run is exact beside it.
 */
final class Rounding {

    private static final int RUNS = 3;
    private static final double OF_TERMS = 1e-13;
    private static final int TIMES_SPREAD = 256;

    /** What a product is allowed whose program cannot be run whole. */
    private static final double UNKNOWN = 1e-9;

    /** An error in the units of an ulp. */
    private static final double ERROR = 0x1p12;

    private static final double LARGEST = 1e290;

    /** The power of ten of numbers that vanish. */
    private static final int VANISHING = -290;

    /** What may be lost of an output with them, of itself. */
    private static final BigDecimal LOST = new BigDecimal("1e-15");

    private static final BigDecimal NOTHING = new BigDecimal("1e-300");

    private final CompiledFunction function;
    private final DoubleUnaryOperator rounding;
    private final HighPrecision exact = HighPrecision.exact();

    /** Numbers that doubles hold badly, or not at all, are 0 in it. */
    private final HighPrecision vanishing;

    private boolean vanished;
    private boolean leftRange;

    Rounding(CompiledFunction function, Sampler sampler) {
        this.function = function;
        this.rounding = x -> {
            leftRange |= Math.abs(x) > LARGEST;
            return x + x * sampler.rounding() * ERROR;
        };
        this.vanishing = HighPrecision.rounded(x -> {
            boolean tiny = x.signum() != 0 && Elementary.magnitude(x) <= VANISHING;
            vanished |= tiny;
            return tiny ? BigDecimal.ZERO : x;
        });
    }

    /**
     * Widens the tolerances by what rounding does to the products that are generated.
     *
     * @return whether nothing that was computed on the way and matters is beyond the range of doubles
     */
    boolean widen(Expectations expectations, double[] point, double[][] directions) {
        leftRange = false;
        for (Request request : function.requests()) {
            product(request, expectations, point, directions);
        }
        return !leftRange;
    }

    private void product(Request request, Expectations to, double[] point, double[][] directions) {
        int[] ones = new int[point.length];
        Arrays.fill(ones, 1);
        int m = function.results().size();
        int n = request.active().size();
        Derivative derivative = function.derivative(request);
        if (derivative.shape() != Derivative.Shape.WHOLE) {
            // A line of it is the tangent, the adjoint or the hvp.
            if (request.product() == Product.JACOBIAN) {
                boolean rows = derivative.shape() == Derivative.Shape.ROWS;
                Product line = rows ? Product.ADJOINT : Product.TANGENT;
                product(new Request(line, request.active(), request.span()), to, point, directions);
            } else if (function.possible().contains(Product.HVP)) {
                product(new Request(Product.GRADIENT, request.active(), request.span()), to, point, directions);
                product(new Request(Product.HVP, request.active(), request.span()), to, point, directions);
            } else {
                to.relative(UNKNOWN);
            }
            return;
        }
        switch (request.product()) {
            case VALUE -> values(run(derivative, point, new double[0]), to, m);
            case TANGENT ->
                each(directions, request, ones, (d, part) -> {
                    Spread spread = run(derivative, point, part);
                    for (int j = 0; j < m; j++) {
                        to.first(d, j, spread.of(j));
                    }
                });
            case HVP ->
                each(directions, request, ones, (d, part) -> {
                    Spread spread = run(derivative, point, part);
                    each(directions, request, ones, (e, other) -> to.second(0, d, e, spread.dot(0, other)));
                });
            case ADJOINT -> {
                for (int j = 0; j < m; j++) {
                    double[] unit = new double[m];
                    unit[j] = 1;
                    int row = j;
                    Spread spread = run(derivative, point, unit);
                    values(spread, to, m);
                    each(directions, request, ones, (d, part) -> to.first(d, row, spread.dot(m, part)));
                }
            }
            case GRADIENT, JACOBIAN, HESSIAN -> {
                Spread spread = run(derivative, point, new double[0]);
                values(spread, to, m);
                for (int j = 0; j < m; j++) {
                    int row = j;
                    each(directions, request, ones, (d, part) -> {
                        to.first(d, row, spread.dot(m + row * n, part));
                        if (request.product() == Product.HESSIAN) {
                            int from = m + m * n + row * n * n;
                            each(
                                    directions,
                                    request,
                                    ones,
                                    (e, other) -> to.second(row, d, e, spread.dot(from, part, other)));
                        }
                    });
                }
            }
        }
    }

    @FunctionalInterface
    private interface Use {
        void at(int index, double[] part);
    }

    /** The directions in which only active parameters move, as directions of these. */
    private static void each(double[][] directions, Request request, int[] ones, Use use) {
        for (int d = 0; d < directions.length; d++) {
            int index = d;
            Directions.within(directions[d], request.active(), ones).ifPresent(part -> use.at(index, part));
        }
    }

    private static void values(Spread spread, Expectations to, int m) {
        for (int j = 0; j < m; j++) {
            to.value(j, spread.of(j));
        }
    }

    private Spread run(Derivative derivative, double[] point, double[] more) {
        double[] inputs = Arrays.copyOf(point, point.length + more.length);
        System.arraycopy(more, 0, inputs, point.length, more.length);
        double[] sizes = new Interpreter(derivative.graph()).evaluate(inputs);
        boolean unit =
                derivative.product() != Product.ADJOINT && Arrays.stream(more).anyMatch(v -> v == 0);
        // A direction in which all moves has what each alone has.
        leftRange |= !unit && isLost(derivative.graph(), inputs);
        double[][] errors = new double[RUNS][];
        for (int run = 0; run < RUNS; run++) {
            errors[run] = new Interpreter(derivative.graph(), rounding).evaluate(inputs);
            for (int i = 0; i < sizes.length; i++) {
                errors[run][i] = (errors[run][i] - sizes[i]) / ERROR;
            }
        }
        return new Spread(sizes, errors);
    }

    /** Whether an output is another one where what is tiny vanishes. */
    private boolean isLost(Graph graph, double[] inputs) {
        vanished = false;
        List<Optional<BigDecimal>> left = vanishing.evaluate(graph, vanishing.point(inputs));
        if (!vanished) {
            return false;
        }
        List<Optional<BigDecimal>> whole = exact.evaluate(graph, exact.point(inputs));
        return IntStream.range(0, whole.size()).anyMatch(i -> isOther(whole.get(i), left.get(i)));
    }

    private static boolean isOther(Optional<BigDecimal> whole, Optional<BigDecimal> left) {
        if (whole.isEmpty() || left.isEmpty()) {
            return whole.isPresent() || left.isPresent();
        }
        BigDecimal lost = whole.get().subtract(left.get(), HighPrecision.DIGITS);
        BigDecimal allowed = whole.get().abs().multiply(LOST, HighPrecision.DIGITS);
        return lost.abs().compareTo(allowed.add(NOTHING, HighPrecision.DIGITS)) > 0;
    }

    /** The outputs of a program and the errors that they had in each run. */
    @SuppressWarnings("ArrayRecordComponent") // a value on its way, never compared
    private record Spread(double[] sizes, double[][] errors) {

        /** What output {@code i} is allowed. */
        double of(int i) {
            return dot(i, new double[] {1});
        }

        /** What a combination of the outputs from {@code from} on is allowed. */
        double dot(int from, double[] weights) {
            return dot(from, new double[] {1}, weights);
        }

        /** What a combination of the entries of a matrix is allowed. */
        double dot(int from, double[] left, double[] right) {
            double worst = 0;
            for (double[] error : errors) {
                worst = Math.max(worst, Math.abs(sum(error, from, left, right, false)));
            }
            double allowed = OF_TERMS * sum(sizes, from, left, right, true) + TIMES_SPREAD * worst;
            // A product that is no number has nothing to do with rounding: the test is to see it.
            return Double.isNaN(allowed) ? 0 : allowed;
        }

        private static double sum(double[] outputs, int from, double[] left, double[] right, boolean absolute) {
            double sum = 0;
            for (int i = 0; i < left.length; i++) {
                for (int k = 0; k < right.length; k++) {
                    double weight = left[i] * right[k];
                    double term = weight == 0 ? 0 : weight * outputs[from + i * right.length + k];
                    sum += absolute ? Math.abs(term) : term;
                }
            }
            return sum;
        }
    }
}
