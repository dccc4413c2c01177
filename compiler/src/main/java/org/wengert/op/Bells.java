package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.wengert.ir.Node;
import org.wengert.runtime.ErrorFunctions;
import org.wengert.runtime.NormalDistribution;

/**
 * The bell curves {@code exp(-x^2)} and {@code exp(-x^2/2)/sqrt(2*pi)} with all their derivatives, which are Hermite polynomials
 * times the curve (DLMF 18.5.5) and 0 at infinity, where a product of the polynomial with the curve would be NaN.
 */
public final class Bells {

    private static final String GAUSS = "gauss";
    private static final String DENSITY = "normal_density";

    /** A polynomial times the curve, which wins where it is 0. */
    static final ScalarOperator VANISHING_TIMES = function(
                    "vanishing_times", "a*b, 0 where b is 0", "b == 0 ? 0 : a*b", (a, b) -> b == 0 ? 0 : a * b)
            .internal()
            .java(JavaForm.of("$1 == 0 ? 0.0 : $0 * $1"))
            .cost(2, 0)
            .rule("#*b", (g, x, y) -> Partial.times(x.get(1)))
            .rule("b == 0 ? 0 : #*a", (g, x, y) -> Partial.times(x.get(0)).where(isNot0(g, x.get(1))))
            .series((e, k) -> e.sums().product(e.operand(0), e.operand(1), k))
            .build();

    private static final Family GAUSS_FAMILY = new Family(Bells::declareGauss);
    private static final Family DENSITY_FAMILY = new Family(Bells::declareDensity);

    static final List<ScalarOperator> ALL = List.of(VANISHING_TIMES);

    static final List<Members> FAMILIES = List.of(
            Members.of("gauss", Bells::gauss, 0, 1, 2), Members.of("normal_density", Bells::normalDensity, 0, 1, 2));

    private Bells() {}

    /** The n-th derivative of {@code exp(-x^2)}. */
    public static ScalarOperator gauss(int n) {
        return GAUSS_FAMILY.get(n);
    }

    /** The n-th derivative of the density of the standard normal distribution. */
    public static ScalarOperator normalDensity(int n) {
        return DENSITY_FAMILY.get(n);
    }

    private static ScalarOperator declareGauss(int n) {
        ScalarOperator.Builder b = declare(GAUSS, n, 2, "exp(-x^2)", ErrorFunctions::gauss)
                .rule(
                        "#*" + GAUSS + "[" + (n + 1) + "](x)",
                        (g, x, y) -> Partial.times(g.apply(gauss(n + 1), x.get(0))));
        return n == 0
                ? b.java("ErrorFunctions.gauss")
                        .reference("at most 0.6 ulp")
                        .series(Recurrence.by(
                                "-#*2*x*y",
                                (g, x, y) -> Partial.times(g.multiply(2, g.multiply(x.get(0), y)))
                                        .negated()))
                        .build()
                : b.lowersTo((g, x) -> times(g, hermite(g, n, 2, x.get(0)), g.apply(gauss(0), x.get(0))))
                        .build();
    }

    private static ScalarOperator declareDensity(int n) {
        ScalarOperator.Builder b = declare(DENSITY, n, 1, "exp(-x^2/2)/sqrt(2*pi)", NormalDistribution::normalDensity)
                .rule(
                        "#*" + DENSITY + "[" + (n + 1) + "](x)",
                        (g, x, y) -> Partial.times(g.apply(normalDensity(n + 1), x.get(0))));
        return n == 0
                ? b.java("NormalDistribution.normalDensity")
                        .reference("at most 0.6 ulp")
                        .series(Recurrence.by(
                                "-#*x*y",
                                (g, x, y) ->
                                        Partial.times(g.multiply(x.get(0), y)).negated()))
                        .build()
                : b.lowersTo((g, x) -> times(g, hermite(g, n, 1, x.get(0)), g.apply(normalDensity(0), x.get(0))))
                        .build();
    }

    private static ScalarOperator.Builder declare(
            String family, int n, int scale, String curve, DoubleUnaryOperator kernel) {
        return function(
                        family + "[" + n + "]",
                        n == 0 ? "bell curve" : "derivative number " + n + " of " + curve,
                        n == 0 ? curve : family + "[" + n + "](x)",
                        x -> {
                            double bell = kernel.applyAsDouble(x);
                            return n == 0 ? bell : VANISHING_TIMES.evaluate(hermite(n, scale, x), bell);
                        })
                .internal();
    }

    private static Node isNot0(Algebra g, Node bell) {
        return g.apply(Logic.NOT_EQUAL, bell, g.constant(0));
    }

    private static Node times(Algebra g, Node polynomial, Node bell) {
        return g.apply(VANISHING_TIMES, polynomial, bell);
    }

    /** The coefficients of the polynomial {@code (-1)^n H_n}, by power: {@code p' - scale*x*p} of the one before. */
    private static double[] coefficients(int n, int scale) {
        double[] p = {1};
        for (int k = 0; k < n; k++) {
            double[] next = new double[p.length + 1];
            for (int i = 0; i < p.length; i++) {
                next[i + 1] -= scale * p[i];
                if (i > 0) {
                    next[i - 1] += i * p[i];
                }
            }
            p = next;
        }
        return p;
    }

    /** A polynomial in x^2, times x where n is odd. */
    private static Node hermite(Algebra g, int n, int scale, Node x) {
        double[] c = coefficients(n, scale);
        Node sum = g.constant(c[n]);
        for (int k = n - 2; k >= 0; k -= 2) {
            sum = g.add(g.multiply(sum, g.square(x)), g.constant(c[k]));
        }
        return n % 2 == 0 ? sum : g.multiply(sum, x);
    }

    private static double hermite(int n, int scale, double x) {
        double[] c = coefficients(n, scale);
        double sum = c[n];
        for (int k = n - 2; k >= 0; k -= 2) {
            sum = sum * (x * x) + c[k];
        }
        return n % 2 == 0 ? sum : sum * x;
    }
}
