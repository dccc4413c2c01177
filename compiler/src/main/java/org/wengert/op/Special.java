package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.stream.IntStream;
import org.wengert.ir.Node;
import org.wengert.runtime.ErrorFunctions;
import org.wengert.runtime.GammaFunctions;
import org.wengert.runtime.NormalDistribution;
import org.wengert.runtime.PolygammaFunctions;

/** The error function, the normal distribution and the gamma function, whose kernels are in {@code runtime}. */
public final class Special {

    private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

    /** From here on {@code polygamma(n, x)} is {@code (n - 1)!/x^n} but for rounding and the sign. */
    private static final double LARGE = 0x1p64;

    /** The members of the family up to this one are declared once. */
    private static final int LARGEST_SHARED = 3;

    private static final List<ScalarOperator> SHARED = IntStream.rangeClosed(1, LARGEST_SHARED)
            .mapToObj(Special::declarePolygamma)
            .toList();

    public static final ScalarOperator ERF = function(
                    "erf", "error function", "2/sqrt(pi)*integral of e^-t^2 from 0 to x", ErrorFunctions::erf)
            .java("ErrorFunctions.erf")
            .reference("polynomial below 1/2, then 1 - erfc; at most 0.95 ulp")
            .rule("#*2/sqrt(pi)*exp(-x^2)", (g, x, y) -> Partial.times(gauss(g, x.get(0))))
            .build();

    public static final ScalarOperator ERFC = function(
                    "erfc", "complementary error function", "1 - erf(x)", ErrorFunctions::erfc)
            .java("ErrorFunctions.erfc")
            .reference("Shepherd and Laframboise, Math. Comp. 36 (1981); at most 0.85 ulp")
            .rule(
                    "-#*2/sqrt(pi)*exp(-x^2)",
                    (g, x, y) -> Partial.times(gauss(g, x.get(0))).negated())
            .build();

    public static final ScalarOperator NORMAL_CDF = function(
                    "normal_cdf",
                    "standard normal distribution function",
                    "erfc(-x/sqrt(2))/2",
                    NormalDistribution::normalCdf)
            .java("NormalDistribution.normalCdf")
            .reference("as erfc (Shepherd and Laframboise, Math. Comp. 36 (1981)); at most 0.8 ulp")
            .rule("#*exp(-x^2/2)/sqrt(2*pi)", (g, x, y) -> Partial.times(g.apply(Bells.normalDensity(0), x.get(0))))
            .build();

    /** What {@code log(normal_cdf(x))} becomes, finite far into the left tail. */
    public static final ScalarOperator LOG_NORMAL_CDF = function(
                    "log_normal_cdf", "logarithm of normal_cdf", "log(normal_cdf(x))", NormalDistribution::logNormalCdf)
            .java("NormalDistribution.logNormalCdf")
            .reference("as erfc (Shepherd and Laframboise, Math. Comp. 36 (1981)); at most 1.25 ulp")
            .rule("#*normal_hazard(x)", (g, x, y) -> Partial.times(g.apply(Special.NORMAL_HAZARD, x.get(0))))
            .build();

    public static final ScalarOperator NORMAL_HAZARD = function(
                    "normal_hazard",
                    "standard normal density over normal_cdf",
                    "exp(-x^2/2)/sqrt(2*pi)/normal_cdf(x)",
                    NormalDistribution::normalHazard)
            .internal()
            .notation("normal_hazard(x)")
            .java("NormalDistribution.normalHazard")
            .reference("as erfc (Shepherd and Laframboise, Math. Comp. 36 (1981)); at most 1.4 ulp")
            .rule(
                    "-#*y*(x + y)",
                    (g, x, y) -> Partial.times(g.apply(Special.NORMAL_HAZARD_SLOPE, x.get(0)))
                            .negated())
            .build();

    /** On the left {@code x + y} would cancel. */
    public static final ScalarOperator NORMAL_HAZARD_SLOPE = function(
                    "normal_hazard_slope",
                    "what the derivative of normal_hazard is less than 0",
                    "normal_hazard(x)*(x + normal_hazard(x))",
                    NormalDistribution::normalHazardSlope)
            .internal()
            .notation("normal_hazard_slope(x)")
            .java("NormalDistribution.normalHazardSlope")
            .reference("continued fraction DLMF 7.9.1 below -2; at most 5 ulp, 10 where it is below 1e-300")
            .rule(
                    "-#*normal_hazard_bend(x)",
                    (g, x, y) -> Partial.times(g.apply(Special.NORMAL_HAZARD_BEND, x.get(0)))
                            .negated())
            .build();

    public static final ScalarOperator NORMAL_EXCESS = function(
                    "normal_excess",
                    "how far the mean of a normal variable below x is from x",
                    "x + normal_hazard(x)",
                    NormalDistribution::normalExcess)
            .internal()
            .notation("normal_excess(x)")
            .java("NormalDistribution.normalExcess")
            .reference("continued fraction DLMF 7.9.1 below -2; at most 2.5 ulp")
            .rule(
                    "#*(1 - normal_hazard_slope(x))",
                    (g, x, y) -> Partial.times(g.subtract(g.constant(1), g.apply(NORMAL_HAZARD_SLOPE, x.get(0)))))
            .build();

    /** Its own derivative is made of terms that cancel on the left: the fifth of log(normal_cdf(x)). */
    public static final ScalarOperator NORMAL_HAZARD_BEND = function(
                    "normal_hazard_bend",
                    "second derivative of normal_hazard",
                    "normal_hazard(x)*((x + normal_hazard(x))*(x + 2*normal_hazard(x)) - 1)",
                    NormalDistribution::normalHazardBend)
            .internal()
            .notation("normal_hazard_bend(x)")
            .java("NormalDistribution.normalHazardBend")
            .reference("continued fraction DLMF 7.9.1 below -2; at most 100 ulp")
            .rule("#*(normal_hazard_slope(x)*(1 - w*(w + h)) + h*((1 - s)*(w + h) + w*(1 - 2*s)))", (g, x, y) -> {
                Node h = g.apply(NORMAL_HAZARD, x.get(0));
                Node s = g.apply(NORMAL_HAZARD_SLOPE, x.get(0));
                Node w = g.apply(NORMAL_EXCESS, x.get(0));
                Node one = g.constant(1);
                Node sum = g.add(w, h);
                Node first = g.multiply(s, g.subtract(one, g.multiply(w, sum)));
                Node second =
                        g.add(g.multiply(g.subtract(one, s), sum), g.multiply(w, g.subtract(one, g.multiply(2, s))));
                return Partial.times(g.add(first, g.multiply(h, second)));
            })
            .build();

    public static final ScalarOperator GAMMA = function(
                    "gamma", "gamma function", "integral of t^(x - 1)*e^-t from 0 to inf", GammaFunctions::gamma)
            .java("GammaFunctions.gamma")
            .reference("Stirling series DLMF 5.11.1, fitted; at most 0.75 ulp")
            .rule("#*y*digamma(x)", (g, x, y) -> Partial.times(g.multiply(y, g.apply(Special.DIGAMMA, x.get(0)))))
            .domain(Interval.POSITIVE)
            .build();

    public static final ScalarOperator LGAMMA = function(
                    "lgamma", "logarithm of the absolute value of gamma", "log(abs(gamma(x)))", GammaFunctions::lgamma)
            .java("GammaFunctions.lgamma")
            .reference(
                    "Stirling series DLMF 5.11.1, fitted; at most 1.15 ulp for x > 0, 2.25 below 0 away from the zeros")
            .rule("#*digamma(x)", (g, x, y) -> Partial.times(g.apply(Special.DIGAMMA, x.get(0))))
            .domain(Interval.POSITIVE)
            .build();

    public static final ScalarOperator DIGAMMA = function(
                    "digamma", "derivative of lgamma", "gamma'(x)/gamma(x)", PolygammaFunctions::digamma)
            .java("PolygammaFunctions.digamma")
            .reference("Cody, Strecok and Thacher, Math. Comp. 27 (1973); at most 1.25 ulp for x > 0")
            .rule(
                    "#*polygamma(1, x)",
                    (g, x, y) -> Partial.times(g.apply(polygamma(1), x.get(0)))
                            .orWhere(isAtPole(g, x.get(0)), x.get(0), g.negate(y)))
            .domain(Interval.POSITIVE)
            .build();

    static final List<ScalarOperator> ALL = List.of(
            ERF,
            ERFC,
            NORMAL_CDF,
            LOG_NORMAL_CDF,
            NORMAL_HAZARD,
            NORMAL_HAZARD_SLOPE,
            NORMAL_EXCESS,
            NORMAL_HAZARD_BEND,
            GAMMA,
            LGAMMA,
            DIGAMMA);

    static final List<Members> FAMILIES = List.of(Members.of("polygamma", Special::polygamma, 1, 2));

    private Special() {}

    /** The n-th derivative of {@code digamma}. */
    public static ScalarOperator polygamma(int n) {
        return n == 0 ? DIGAMMA : n <= LARGEST_SHARED ? SHARED.get(n - 1) : declarePolygamma(n);
    }

    private static ScalarOperator declarePolygamma(int n) {
        return function(
                        "polygamma[" + n + "]",
                        "derivative number " + n + " of digamma",
                        "polygamma(" + n + ", x)",
                        x -> PolygammaFunctions.polygamma(n, x))
                .internal()
                .java(JavaForm.of("PolygammaFunctions.polygamma(" + n + ", $0)"))
                .reference("DLMF 5.15; at most 2.4 ulp for x > 0 and n up to 20, 1.9 for n = 1")
                .rule(
                        "#*polygamma(" + (n + 1) + ", x)",
                        (g, x, y) -> Partial.times(g.apply(polygamma(n + 1), x.get(0)))
                                .orWhere(
                                        g.apply(
                                                Logic.OR,
                                                g.apply(Logic.GREATER, x.get(0), g.constant(LARGE)),
                                                isAtPole(g, x.get(0))),
                                        x.get(0),
                                        g.multiply(
                                                g.select(isAtPole(g, x.get(0)), g.constant(-(n + 1)), g.constant(-n)),
                                                y)))
                .domain(Interval.POSITIVE)
                .build();
    }

    /** Where {@code polygamma(n, x)} is {@code n!/x^(n + 1)} but for rounding and the sign, and the next one may be no double. */
    private static Node isAtPole(Algebra g, Node x) {
        return g.apply(Logic.LESS, g.apply(Piecewise.ABS, x), g.constant(1 / LARGE));
    }

    private static Node gauss(Algebra g, Node x) {
        return g.multiply(TWO_OVER_SQRT_PI, g.apply(Bells.gauss(0), x));
    }
}
