package org.wengert.check;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wengert.driver.CompiledFunction;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.interpret.Interpreter;
import org.wengert.ir.Graph;
import org.wengert.product.Block;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.product.Product.Takes;

/**
 * How far rounding moves what the products of a function of numbers give at a point: each product's program is run in doubles,
 * and again with an error in every operation, which is so much larger than an ulp that the first run is exact beside it.
 */
final class Rounding {

    private static final int RUNS = 3;

    /** What a product is allowed whose program cannot be run whole. */
    private static final double UNKNOWN = 1e-9;

    private static final double ULP = 0x1p-52;

    private static final double LARGEST = 1e290;

    /** The power of ten of numbers that vanish. */
    private static final int VANISHING = -290;

    /** What may be lost of an output with them, of itself. */
    private static final BigDecimal LOST = new BigDecimal("1e-15");

    private static final BigDecimal NOTHING = new BigDecimal("1e-300");

    private final CompiledFunction function;
    private final DoubleUnaryOperator rounding;
    private final HighPrecision watching;

    /** Numbers that doubles hold badly, or not at all, are 0 in it. */
    private final HighPrecision withoutTiny;

    private boolean vanishing;
    private boolean large;
    private boolean leftRange;

    Rounding(CompiledFunction function, Sampler sampler) {
        this.function = function;
        Errors errors = new Errors(sampler);
        this.rounding = x -> {
            large |= Math.abs(x) > LARGEST;
            return errors.in(x);
        };
        this.watching = HighPrecision.rounded(x -> {
            vanishing |= isTiny(x);
            return x;
        });
        this.withoutTiny = HighPrecision.rounded(x -> isTiny(x) ? BigDecimal.ZERO : x);
    }

    private static boolean isTiny(BigDecimal x) {
        return x.signum() != 0 && Elementary.magnitude(x) <= VANISHING;
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
        if (request.product().isSeries()) {
            // The first two coefficients are what tests know.
            product(new Request(Product.VALUE, request.active(), request.span()), to, point, directions);
            product(new Request(Product.TANGENT, request.active(), request.span()), to, point, directions);
            return;
        }
        if (request.product().isSparse()) {
            List<Product> lines =
                    request.product().order() == 1 ? List.of(Product.JACOBIAN) : List.of(Product.GRADIENT, Product.HVP);
            lines.forEach(line -> product(new Request(line, request.active(), request.span()), to, point, directions));
            return;
        }
        int[] ones = new int[point.length];
        Arrays.fill(ones, 1);
        int m = function.results().size();
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
        Told told = new Told(to, derivative, directions, ones);
        switch (derivative.takes()) {
            case NOTHING -> told.outputs(run(derivative, point, new double[0]), 0, List.of());
            case DIRECTION -> told.each((d, part) -> told.outputs(run(derivative, point, part), 0, List.of(d)));
            case COTANGENT -> {
                for (int j = 0; j < m; j++) {
                    double[] unit = new double[m];
                    unit[j] = 1;
                    told.outputs(run(derivative, point, unit), j, List.of());
                }
            }
        }
    }

    @FunctionalInterface
    private interface Use {
        void at(int index, double[] part);
    }

    /** What the outputs of a derivative tell about numbers that are expected. */
    private static final class Told {

        private final Expectations expected;
        private final Derivative derivative;
        private final double[][] directions;
        private final int[] ones;

        Told(Expectations expected, Derivative derivative, double[][] directions, int[] ones) {
            this.expected = expected;
            this.derivative = derivative;
            this.directions = directions;
            this.ones = ones;
        }

        /** The directions in which only active parameters move, as directions of these. */
        void each(Use use) {
            for (int d = 0; d < directions.length; d++) {
                int index = d;
                Directions.within(directions[d], derivative.active(), ones).ifPresent(part -> use.at(index, part));
            }
        }

        /**
         * Tells of a run.
         *
         * @param result whose cotangent was 1
         * @param taken the direction that was given
         */
        void outputs(Spread spread, int result, List<Integer> taken) {
            int m = derivative.results();
            int n = derivative.active().size();
            int from = 0;
            for (Block block : derivative.product().gives(false)) {
                for (int j = 0; j < (block.isByResult() ? m : 1); j++) {
                    row(block, spread, from + j * block.count(1, n), block.isByResult() ? j : result, taken);
                }
                from += block.count(m, n);
            }
        }

        private void row(Block block, Spread spread, int from, int result, List<Integer> taken) {
            switch (block.directions()) {
                case 0 -> entry(block.order(), result, taken, spread.of(from));
                case 1 -> each((d, part) -> entry(block.order(), result, with(taken, d), spread.dot(from, part)));
                default ->
                    each((d, left) -> each((e, right) ->
                            entry(block.order(), result, with(with(taken, d), e), spread.dot(from, left, right))));
            }
        }

        private static List<Integer> with(List<Integer> some, int one) {
            return Stream.concat(some.stream(), Stream.of(one)).toList();
        }

        private void entry(int order, int result, List<Integer> along, double tolerance) {
            switch (order) {
                case 0 -> expected.value(result, tolerance);
                case 1 -> expected.first(along.get(0), result, tolerance);
                default -> expected.second(result, along.get(0), along.get(1), tolerance);
            }
        }
    }

    private Spread run(Derivative derivative, double[] point, double[] more) {
        Run run = at(derivative, point, more);
        boolean unit =
                derivative.takes() == Takes.DIRECTION && Arrays.stream(more).anyMatch(v -> v == 0);
        // A direction in which all moves has what each alone has.
        leftRange |= run.tooLarge() || (!unit && run.lost());
        return run.spread();
    }

    /**
     * A product's program at a point.
     *
     * @param exact its outputs with many digits
     * @param tooLarge whether something on the way is beyond the largest doubles
     * @param lost whether an output is another one where what is tiny vanishes
     */
    record Run(Spread spread, List<Optional<BigDecimal>> exact, boolean tooLarge, boolean lost) {

        boolean isInRange() {
            return !tooLarge && !lost;
        }
    }

    Run at(Derivative derivative, double[] point, double[] more) {
        double[] inputs = join(point, more);
        large = false;
        Spread spread = spread(derivative.graph(), inputs);
        vanishing = false;
        List<Optional<BigDecimal>> whole = watching.evaluate(derivative.graph(), watching.point(inputs));
        return new Run(spread, whole, large, vanishing && isLost(derivative.graph(), inputs, whole));
    }

    private static double[] join(double[] point, double[] more) {
        double[] inputs = Arrays.copyOf(point, point.length + more.length);
        System.arraycopy(more, 0, inputs, point.length, more.length);
        return inputs;
    }

    Spread spread(Derivative derivative, double[] point, double[] more) {
        return spread(derivative.graph(), join(point, more));
    }

    private Spread spread(Graph graph, double[] inputs) {
        double[] outputs = new Interpreter(graph).evaluate(inputs);
        double[][] errors = new double[RUNS][];
        for (int run = 0; run < RUNS; run++) {
            errors[run] = new Interpreter(graph, rounding).evaluate(inputs);
            for (int i = 0; i < outputs.length; i++) {
                errors[run][i] = (errors[run][i] - outputs[i]) / Errors.SIZE;
            }
        }
        return new Spread(outputs, errors);
    }

    /** The largest number whose rounding the outputs of a program carry. */
    double largest(Graph graph, double[] point) {
        Spread spread = spread(graph, point);
        double errors = Arrays.stream(spread.errors())
                .flatMapToDouble(Arrays::stream)
                .map(error -> Math.abs(error) / ULP)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        return Math.max(
                errors,
                Arrays.stream(spread.outputs())
                        .map(Math::abs)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0));
    }

    private boolean isLost(Graph graph, double[] inputs, List<Optional<BigDecimal>> whole) {
        List<Optional<BigDecimal>> left = withoutTiny.evaluate(graph, withoutTiny.point(inputs));
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
}
