package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.wengert.ir.Node;
import org.wengert.runtime.ErrorFunctions;
import org.wengert.runtime.NormalDistribution;

/** Functions less the first term of their series at 0, or over it, which lose their digits there as they are written. */
final class Remainders {

    private static final String KERNELS = "Remainders.";

    /** Where these are compared with differences: near 0, and away from poles. */
    private static final Interval NEAR_0 = new Interval(-1.3, 1.3);

    private static final Family LANGEVIN = new Family(Remainders::declareLangevin);
    private static final Family COT_REST = new Family(Remainders::declareCotRest);
    private static final Family LOG1PREL = new Family(Remainders::declareLog1prel);

    /** Keeps a value out of the point where a quotient of two zeros has none. */
    static final ScalarOperator UNLESS_ZERO = function(
                    "unless_zero", "a, NaN where b is 0", "a", (a, b) -> Math.abs(b) > 0 ? a : Double.NaN)
            .internal()
            .java(JavaForm.of("Math.abs($1) > 0 ? $0 : Double.NaN"))
            .cost(1, 0)
            .rule("#", (g, x, y) -> Partial.ONE)
            .rule("0", (g, x, y) -> Partial.ZERO)
            .domain(Interval.REALS, Interval.POSITIVE)
            .build();

    /** The derivatives keep their digits where the product is near 0. */
    static final ScalarOperator EXPM1_OVER = function(
                    "expm1_over",
                    "(e^(a*b) - 1)/b",
                    "(e^(a*b) - 1)/b",
                    (a, b) -> Exponentials.EXPM1.evaluate(a * b) / b)
            .internal()
            .lowersTo((g, x) -> g.divide(g.apply(Exponentials.EXPM1, g.multiply(x.get(0), x.get(1))), x.get(1)))
            .rule("#*exp(a*b)", (g, x, y) -> Partial.times(expOfProduct(g, x)))
            .rule(
                    "#*a^2*exprel[1](a*b)",
                    (g, x, y) -> Partial.times(g.apply(Remainders.EXPM1_OVER_SLOPE, x.get(0), x.get(1))))
            .domain(Interval.REALS, Interval.POSITIVE)
            .build();

    static final ScalarOperator EXPM1_OVER_SLOPE = function(
                    "expm1_over_slope",
                    "derivative of (e^(a*b) - 1)/b in b",
                    "a^2*exprel[1](a*b)",
                    (a, b) -> a * a * Ratios.exprel(1).evaluate(a * b))
            .internal()
            .lowersTo((g, x) ->
                    g.multiply(g.square(x.get(0)), g.apply(Ratios.exprel(1), g.multiply(x.get(0), x.get(1)))))
            .rule("#*a*exp(a*b)", (g, x, y) -> Partial.times(g.multiply(x.get(0), expOfProduct(g, x))))
            .rule(
                    "#*a^3*exprel[2](a*b)",
                    (g, x, y) -> Partial.times(g.multiply(
                            g.apply(Powers.power(3), x.get(0)),
                            g.apply(Ratios.exprel(2), g.multiply(x.get(0), x.get(1))))))
            .domain(Interval.REALS, Interval.POSITIVE)
            .build();

    static final ScalarOperator SIN = less(
            "sin_less",
            "sin(x) - x",
            "sin",
            org.wengert.runtime.Remainders::sin,
            NEAR_0,
            "-#*(1 - cos(x))",
            (g, x) -> g.negate(g.apply(Steps.ONE_MINUS_COS, x)));

    static final ScalarOperator SIN_LESS_X_COS = function(
                    "sin_less_x_cos",
                    "sin(x) - x*cos(x) without cancellation",
                    "sin(x) - x*cos(x)",
                    x -> -(x * (x * Ratios.sinc(1).evaluate(x))))
            .internal()
            .notation("sin(x) - x*cos(x)")
            .lowersTo((g, x) -> g.negate(g.multiply(x.get(0), g.multiply(x.get(0), g.apply(Ratios.sinc(1), x.get(0))))))
            .rule("#*x*sin(x)", (g, x, y) -> Partial.times(g.multiply(x.get(0), g.apply(Trigonometric.SIN, x.get(0)))))
            .build();

    static final ScalarOperator SINH = less(
            "sinh_less",
            "sinh(x) - x",
            "sinh",
            org.wengert.runtime.Remainders::sinh,
            NEAR_0,
            "#*2*sinh(x/2)^2",
            (g, x) -> g.multiply(2, g.square(g.apply(Trigonometric.SINH, g.multiply(0.5, x)))));

    static final ScalarOperator TAN = less(
            "tan_less",
            "tan(x) - x",
            "tan",
            org.wengert.runtime.Remainders::tan,
            NEAR_0,
            "#*tan(x)^2",
            (g, x) -> g.square(g.apply(Trigonometric.TAN, x)));

    static final ScalarOperator TANH = less(
            "tanh_less",
            "tanh(x) - x",
            "tanh",
            org.wengert.runtime.Remainders::tanh,
            NEAR_0,
            "-#*tanh(x)^2",
            (g, x) -> g.negate(g.square(g.apply(Trigonometric.TANH, x))));

    static final ScalarOperator ATAN = less(
            "atan_less",
            "atan(x) - x",
            "atan",
            org.wengert.runtime.Remainders::atan,
            NEAR_0,
            "-#*x^2/(1 + x^2)",
            (g, x) -> g.negate(g.apply(Steps.SQUARE_SHARE, x)));

    static final ScalarOperator ATANH = less(
            "atanh_less",
            "atanh(x) - x",
            "atanh",
            org.wengert.runtime.Remainders::atanh,
            Interval.UNIT,
            "#*x^2/(1 - x^2)",
            (g, x) -> g.divide(g.square(x), g.apply(Trigonometric.ONE_MINUS_SQUARE, x)));

    static final ScalarOperator ASIN = less(
            "asin_less",
            "asin(x) - x",
            "asin",
            org.wengert.runtime.Remainders::asin,
            Interval.UNIT,
            "#*(1/sqrt(1 - x^2) - 1)",
            (g, x) -> g.apply(Steps.RECIPROCAL_ROOT_LESS_ONE, g.square(x)));

    static final ScalarOperator ASINH = less(
            "asinh_less",
            "asinh(x) - x",
            "asinh",
            org.wengert.runtime.Remainders::asinh,
            NEAR_0,
            "#*(1/sqrt(1 + x^2) - 1)",
            (g, x) -> g.apply(Steps.RECIPROCAL_ROOT_LESS_ONE, g.negate(g.square(x))));

    static final ScalarOperator EXP = less(
            "expm1_less",
            "expm1(x) - x",
            "exp",
            org.wengert.runtime.Remainders::exp,
            NEAR_0,
            "#*expm1(x)",
            (g, x) -> g.apply(Exponentials.EXPM1, x));

    static final ScalarOperator LOG1P = less(
            "log1p_less",
            "log1p(x) - x",
            "log1p",
            org.wengert.runtime.Remainders::log1p,
            Interval.POSITIVE,
            "-#*x/(1 + x)",
            (g, x) -> g.negate(g.divide(x, g.add(g.constant(1), x))));

    static final ScalarOperator LOG = less(
            "log_less",
            "log(x) - (x - 1)",
            "log",
            org.wengert.runtime.Remainders::log,
            Interval.POSITIVE,
            "#*(1 - x)/x",
            (g, x) -> g.divide(g.subtract(g.constant(1), x), x));

    static final ScalarOperator SINHC = unary(
                    "sinhc",
                    "hyperbolic sine over x, 1 at 0",
                    "sinh(x)/x",
                    "sinhc",
                    org.wengert.runtime.Remainders::sinhc)
            .reference("at most 4 ulp")
            .rule(
                    "#*y*langevin(x)",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(Remainders.langevin(0), x.get(0)))))
            .build();

    /** Not a square of a quotient, of which products with squares and cubes would vanish. */
    static final ScalarOperator EINSTEIN = function(
                    "einstein", "heat capacity of an oscillator, 1 at 0", "(x/2/sinh(x/2))^2", x -> {
                        double q = 1 / SINHC.evaluate(0.5 * x);
                        return q * q;
                    })
            .internal()
            .lowersTo((g, x) -> g.square(g.divide(g.constant(1), g.apply(SINHC, g.multiply(0.5, x.get(0))))))
            .rule(
                    "-#*y*langevin(x/2)",
                    (g, x, y) -> Partial.times(
                                    g.multiply(y, g.apply(Remainders.langevin(0), g.multiply(0.5, x.get(0)))))
                            .negated())
            .build();

    static final ScalarOperator LOG_SINHC = unary(
                    "log_sinhc",
                    "logarithm of sinh(x)/x, without overflow",
                    "log(sinh(x)/x)",
                    "logSinhc",
                    org.wengert.runtime.Remainders::logSinhc)
            .reference("power series below 1; at most 4 ulp")
            .rule("#*langevin(x)", (g, x, y) -> Partial.times(g.apply(Remainders.langevin(0), x.get(0))))
            .build();

    static final ScalarOperator LOG_SINC = unary(
                    "log_sinc",
                    "logarithm of sin(x)/x",
                    "log(sin(x)/x)",
                    "logSinc",
                    org.wengert.runtime.Remainders::logSinc)
            .reference("power series below 1; at most 6 ulp")
            .rule(
                    "-#*cot_rest(x)",
                    (g, x, y) -> Partial.times(g.apply(Remainders.cotRest(0), x.get(0)))
                            .negated())
            .domain(new Interval(-2.5, 2.5))
            .build();

    static final ScalarOperator LOG_EXPREL = unary(
                    "log_exprel",
                    "logarithm of exprel, without overflow",
                    "log((e^x - 1)/x)",
                    "logExprel",
                    org.wengert.runtime.Remainders::logExprel)
            .reference("x/2 + log(sinh(x/2)/(x/2)) near 0; at most 4 ulp")
            .rule("#*log_exprel_slope(x)", (g, x, y) -> Partial.times(g.apply(Remainders.LOG_EXPREL_SLOPE, x.get(0))))
            .build();

    static final ScalarOperator LOG_EXPREL_SLOPE = unary(
                    "log_exprel_slope",
                    "derivative of log_exprel, 1/2 at 0",
                    "1/(1 - e^-x) - 1/x",
                    "logExprelSlope",
                    org.wengert.runtime.Remainders::logExprelSlope)
            .reference("power series near 0; at most 4 ulp")
            .rule("#*langevin[1](x/2)/4", (g, x, y) -> bendOfExprel(g, x.get(0)))
            .build();

    static final ScalarOperator BOSE_REST = unary(
                    "bose_rest",
                    "1/(exp(x) - 1) less its pole, -1/2 at 0",
                    "1/(e^x - 1) - 1/x",
                    "boseRest",
                    org.wengert.runtime.Remainders::boseRest)
            .reference("power series near 0; at most 4 ulp")
            .rule("#*langevin[1](x/2)/4", (g, x, y) -> bendOfExprel(g, x.get(0)))
            .build();

    static final ScalarOperator LOG_COS = unary(
                    "log_cos",
                    "logarithm of cos, exact near 0",
                    "log(cos(x))",
                    "logCos",
                    org.wengert.runtime.Remainders::logCos)
            .reference("log1p(-sin(x)^2)/2 near 0; at most 4 ulp")
            .rule(
                    "-#*tan(x)",
                    (g, x, y) ->
                            Partial.times(g.apply(Trigonometric.TAN, x.get(0))).negated())
            .domain(new Interval(-1.4, 1.4))
            .build();

    static final ScalarOperator LOG_ERFCX = unary(
                    "log_erfcx",
                    "logarithm of erfcx, without overflow",
                    "log(e^(x^2)*erfc(x))",
                    "logErfcx",
                    org.wengert.runtime.Remainders::logErfcx)
            .reference("log_erfc(x) + x^2 below 1/2; at most 4 ulp")
            .rule("#*log_erfcx_slope(x)", (g, x, y) -> Partial.times(g.apply(Remainders.LOG_ERFCX_SLOPE, x.get(0))))
            .build();

    static final ScalarOperator LOG_ERFCX_SLOPE = unary(
                    "log_erfcx_slope",
                    "derivative of log_erfcx",
                    "2*x - erfc_hazard(x)",
                    "logErfcxSlope",
                    org.wengert.runtime.Remainders::logErfcxSlope)
            .reference("erfcx[1](x)/erfcx(x); at most 12 ulp")
            .rule("#*log_erfcx_bend(x)", (g, x, y) -> Partial.times(g.apply(Remainders.LOG_ERFCX_BEND, x.get(0))))
            .build();

    static final ScalarOperator LOG_ERFCX_BEND = unary(
                    "log_erfcx_bend",
                    "second derivative of log_erfcx",
                    "2 - erfc_hazard_slope(x)",
                    "logErfcxBend",
                    org.wengert.runtime.Remainders::logErfcxBend)
            .reference("at most 40 ulp")
            .rule(
                    "-#*2*sqrt(2)*normal_hazard_bend(-sqrt(2)*x)",
                    (g, x, y) -> Partial.times(g.multiply(
                                    2 * Math.sqrt(2),
                                    g.apply(Special.NORMAL_HAZARD_BEND, g.multiply(-Math.sqrt(2), x.get(0)))))
                            .negated())
            .build();

    static final ScalarOperator NORMAL_CDF_RATIO = function(
                    "normal_cdf_ratio",
                    "normal_cdf(a) over normal_cdf(b), also in the left tail",
                    "normal_cdf(a)/normal_cdf(b)",
                    NormalDistribution::normalCdfRatio)
            .internal()
            .java("NormalDistribution.normalCdfRatio")
            .reference("the quotient, or exp((b^2 - a^2)/2)*normal_hazard(b)/normal_hazard(a) in the tail")
            .rule(
                    "#*y*normal_hazard(a)",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(Special.NORMAL_HAZARD, x.get(0)))))
            .rule(
                    "-#*y*normal_hazard(b)",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(Special.NORMAL_HAZARD, x.get(1))))
                            .negated())
            .domain(NEAR_0, NEAR_0)
            .build();

    static final ScalarOperator ERFC_RATIO = function(
                    "erfc_ratio",
                    "erfc(a) over erfc(b), also in the right tail",
                    "erfc(a)/erfc(b)",
                    ErrorFunctions::erfcRatio)
            .internal()
            .java("ErrorFunctions.erfcRatio")
            .reference("the quotient, or exp(b^2 - a^2)*erfcx(a)/erfcx(b) in the tail")
            .rule(
                    "-#*y*erfc_hazard(a)",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(Ratios.ERFC_HAZARD, x.get(0))))
                            .negated())
            .rule(
                    "#*y*erfc_hazard(b)",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(Ratios.ERFC_HAZARD, x.get(1)))))
            .domain(NEAR_0, NEAR_0)
            .build();

    static final List<ScalarOperator> ALL = List.of(
            NORMAL_CDF_RATIO,
            ERFC_RATIO,
            UNLESS_ZERO,
            EXPM1_OVER,
            EXPM1_OVER_SLOPE,
            SIN,
            SIN_LESS_X_COS,
            SINH,
            TAN,
            TANH,
            ATAN,
            ATANH,
            ASIN,
            ASINH,
            EXP,
            LOG1P,
            LOG,
            SINHC,
            EINSTEIN,
            LOG_SINHC,
            LOG_SINC,
            LOG_EXPREL,
            LOG_EXPREL_SLOPE,
            BOSE_REST,
            LOG_COS,
            LOG_ERFCX,
            LOG_ERFCX_SLOPE,
            LOG_ERFCX_BEND);

    static final List<Members> FAMILIES = List.of(
            Members.of("langevin", Remainders::langevin, 0, 1, 2),
            Members.of("cot_rest", Remainders::cotRest, 0, 1, 2),
            Members.of("log1prel", Remainders::log1prel, 0, 1, 2));

    private Remainders() {}

    private static Node expOfProduct(Algebra g, List<Node> x) {
        return g.apply(Exponentials.EXP, g.multiply(x.get(0), x.get(1)));
    }

    private static Partial bendOfExprel(Algebra g, Node x) {
        return Partial.times(g.multiply(0.25, g.apply(Remainders.langevin(1), g.multiply(0.5, x))));
    }

    private static ScalarOperator less(
            String name,
            String formula,
            String method,
            DoubleUnaryOperator kernel,
            Interval domain,
            String rule,
            BiFunction<Algebra, Node, Node> slope) {
        return unary(name, formula + " without cancellation", formula, method, kernel)
                .notation(formula)
                .reference("power series near 0; at most 30 ulp for abs(x) up to 4")
                .rule(rule, (g, x, y) -> {
                    Node node = slope.apply(g, x.get(0));
                    return Arithmetic.operand(node, Arithmetic.NEGATE)
                            .map(u -> Partial.times(u).negated())
                            .orElseGet(() -> Partial.times(node));
                })
                .domain(domain)
                .build();
    }

    private static ScalarOperator.Builder unary(
            String name, String summary, String formula, String method, DoubleUnaryOperator kernel) {
        return function(name, summary, formula, kernel)
                .internal()
                .notation(name + "(x)")
                .java(KERNELS + method);
    }

    /** The n-th derivative of {@code coth(x) - 1/x}. */
    static ScalarOperator langevin(int n) {
        return LANGEVIN.get(n);
    }

    /** The n-th derivative of {@code 1/x - cot(x)}. */
    static ScalarOperator cotRest(int n) {
        return COT_REST.get(n);
    }

    /** The n-th derivative of {@code log(1 + x)/x}. */
    static ScalarOperator log1prel(int n) {
        return LOG1PREL.get(n);
    }

    private static ScalarOperator declareLangevin(int n) {
        return member(
                        "langevin",
                        n,
                        "1/tanh(x) less its pole",
                        "1/tanh(x) - 1/x",
                        "langevin",
                        x -> org.wengert.runtime.Remainders.langevin(n, x),
                        Remainders::langevin)
                .build();
    }

    private static ScalarOperator declareCotRest(int n) {
        return member(
                        "cot_rest",
                        n,
                        "1/x less the cotangent",
                        "1/x - 1/tan(x)",
                        "cotRest",
                        x -> org.wengert.runtime.Remainders.cotRest(n, x),
                        Remainders::cotRest)
                .domain(new Interval(-2.5, 2.5))
                .build();
    }

    private static ScalarOperator declareLog1prel(int n) {
        return member(
                        "log1prel",
                        n,
                        "log1p(x) over x, 1 at 0",
                        "log1p(x)/x",
                        "log1prel",
                        x -> org.wengert.runtime.Remainders.log1prel(n, x),
                        Remainders::log1prel)
                .domain(new Interval(-0.9, 4))
                .build();
    }

    private static ScalarOperator.Builder member(
            String family,
            int n,
            String summary,
            String formula,
            String method,
            DoubleUnaryOperator kernel,
            IntFunction<ScalarOperator> members) {
        return Family.member(family, n, false, summary, formula, KERNELS + method, kernel, members)
                .notation(family + "[" + n + "](x)")
                .reference(
                        "power series near 0, formula or recurrence beyond; at most 70 ulp for abs(x) up to 4 and n up to 2");
    }
}
