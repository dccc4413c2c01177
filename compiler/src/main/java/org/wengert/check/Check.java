package org.wengert.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.Product;
import org.wengert.driver.CompiledFunction;

/**
 * Holds every derivative of a function against differences of the function itself, twice: as a formula, evaluated with as
 * many digits as the differences, where only rounded constants excuse an error; and in doubles, where rounding does, as
 * much of it as errors of an ulp in every operation of the formula grow to.
 */
public final class Check {

    /** Second differences of more parameters than these take too long. */
    public static final int MOST_PARAMETERS_OF_HESSIAN = 6;

    private static final int ROUNDED_RUNS = 3;
    private static final int DRAWS_PER_POINT = 60;

    /** Constants in rules are rounded to doubles. */
    private static final double FORMULA_ERROR = 1e-14;

    private static final double DOUBLES_ERROR = 1e-13;
    private static final double TINY = 1e-300;

    /** The error of second differences beside the values, at coordinates that are 0 or at least 1e-4. */
    private static final double DIFFERENCE_ERROR = 1e-20;

    private final CompiledFunction function;
    private final Sampler sampler;
    private final HighPrecision exact = HighPrecision.exact();
    private final HighPrecision rounded;
    private final List<Finding> findings = new ArrayList<>();

    private Check(CompiledFunction function, long seed) {
        this.function = function;
        this.sampler = new Sampler(seed);
        UnaryOperator<BigDecimal> rounding =
                x -> x.multiply(new BigDecimal(1 + sampler.rounding()), HighPrecision.DIGITS);
        this.rounded = HighPrecision.rounded(rounding);
    }

    /** Checks at up to {@code points} points; the same ones for the same seed. */
    public static CheckReport run(CompiledFunction function, int points, long seed) {
        return new Check(function, seed).run(points);
    }

    private CheckReport run(int points) {
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
            Optional<Truth> truth = Truth.at(
                    exact,
                    function.source().graph(),
                    n <= MOST_PARAMETERS_OF_HESSIAN,
                    point,
                    boxed(sampler.direction(n)),
                    boxed(sampler.direction(function.results().size())));
            if (truth.isEmpty()) {
                kinks++;
            } else if (!truth.get().isFinite()) {
                rejected++;
            } else {
                found++;
                at(point, truth.get());
            }
        }
        return new CheckReport(
                function.name(),
                found,
                rejected,
                kinks,
                n <= MOST_PARAMETERS_OF_HESSIAN,
                List.copyOf(findings),
                List.of());
    }

    private boolean isDefined(double[] point) {
        return exact.evaluate(function.source().graph(), exact.point(point)).stream()
                .allMatch(v -> v.isPresent() && Double.isFinite(v.get().doubleValue()));
    }

    private void at(double[] point, Truth truth) {
        for (Product product : function.possible()) {
            if (truth.knows(product)) {
                product(product, point, truth);
            }
        }
        dotProduct(point, truth);
    }

    private static double[] more(Product product, Truth truth) {
        return switch (product) {
            case TANGENT, HVP -> array(truth.direction());
            case ADJOINT -> array(truth.cotangent());
            default -> new double[0];
        };
    }

    private void product(Product product, double[] point, Truth truth) {
        double[] more = more(product, truth);
        double[] got = function.evaluate(function.request(product), point, more);
        List<String> names = new Entries(function.parameters(), function.results()).of(product);
        List<BigDecimal> expected = truth.outputs(product);
        List<Optional<BigDecimal>> formula = formula(product, point, more);
        double[] spread = spread(product, point, more, formula);
        double floor = TINY + DIFFERENCE_ERROR * truth.largestValue();
        for (int i = 0; i < got.length; i++) {
            double size = Math.abs(expected.get(i).doubleValue());
            if (!formula.isEmpty()) {
                formula(
                        names.get(i),
                        point,
                        formula.get(i),
                        expected.get(i),
                        floor + FORMULA_ERROR * size + 16 * spread[i]);
            }
            double slack = formula.isEmpty() ? 1e-9 : DOUBLES_ERROR;
            findings.add(new Finding(
                    names.get(i),
                    Finding.Kind.DOUBLES,
                    boxed(point),
                    got[i],
                    expected.get(i).doubleValue(),
                    floor + slack * size + 256 * spread[i]));
        }
    }

    /** The error is taken before anything is rounded to a double. */
    private void formula(
            String name, double[] point, Optional<BigDecimal> formula, BigDecimal expected, double tolerance) {
        double at = expected.doubleValue();
        double error = formula.map(
                        f -> f.subtract(expected, HighPrecision.DIGITS).doubleValue())
                .orElse(Double.NaN);
        findings.add(new Finding(name, Finding.Kind.FORMULA, boxed(point), at + error, at, tolerance));
    }

    /** The product's program with many digits; empty where it is a column or a row of the product. */
    private List<Optional<BigDecimal>> formula(Product product, double[] point, double[] more) {
        Derivative derivative = function.derivative(function.request(product));
        return derivative.shape() == Derivative.Shape.WHOLE
                ? exact.evaluate(derivative.graph(), exact.point(join(point, more)))
                : List.of();
    }

    /** How far errors of an ulp in every operation move each output. */
    private double[] spread(Product product, double[] point, double[] more, List<Optional<BigDecimal>> formula) {
        double[] spread = new double[formula.size()];
        for (int run = 0; run < ROUNDED_RUNS && !formula.isEmpty(); run++) {
            List<Optional<BigDecimal>> moved = rounded.evaluate(
                    function.derivative(function.request(product)).graph(), exact.point(join(point, more)));
            for (int i = 0; i < spread.length; i++) {
                if (moved.get(i).isPresent() && formula.get(i).isPresent()) {
                    double distance = moved.get(i)
                            .get()
                            .subtract(formula.get(i).get(), HighPrecision.DIGITS)
                            .doubleValue();
                    spread[i] = Math.max(spread[i], Math.abs(distance));
                }
            }
        }
        return spread;
    }

    /** The cotangent times the tangent is the adjoint times the direction. */
    private void dotProduct(double[] point, Truth truth) {
        double[] direction = array(truth.direction());
        double[] cotangent = array(truth.cotangent());
        double[] tangent = function.evaluate(function.request(Product.TANGENT), point, direction);
        double[] adjoint = function.evaluate(function.request(Product.ADJOINT), point, cotangent);
        double[] bars = Arrays.copyOfRange(adjoint, function.results().size(), adjoint.length);
        double terms = absolute(cotangent, tangent) + absolute(bars, direction);
        findings.add(new Finding(
                "cotangent*tangent = adjoint*direction",
                Finding.Kind.DOT_PRODUCT,
                boxed(point),
                dot(bars, direction),
                dot(cotangent, tangent),
                TINY + 1e-9 * terms));
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static double absolute(double[] a, double[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] * b[i]))
                .sum();
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static List<Double> boxed(double[] point) {
        return Arrays.stream(point).boxed().toList();
    }

    private static double[] join(double[] a, double[] b) {
        double[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }
}
