package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.wengert.ir.Node;
import org.wengert.runtime.Differences;

/** Logarithms of products, quotients and powers that are no doubles, with derivatives of what they are made of. */
final class Logs {

    static final ScalarOperator LOG_OF_PRODUCT = function(
                    "log_of_product", "log(a*b) without overflow", "log(a*b)", (a, b) -> productOrSum(a * b, a, b))
            .internal()
            .commutative()
            .lowersTo((g, x) -> g.apply(Logs.LOG_OR_SUM, g.multiply(x.get(0), x.get(1)), x.get(0), x.get(1)))
            .cost(1, 1)
            .rule("#/a", (g, x, y) -> Partial.over(x.get(0)))
            .rule("#/b", (g, x, y) -> Partial.over(x.get(1)))
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator LOG_OF_QUOTIENT = function(
                    "log_of_quotient",
                    "log(a/b) without overflow and cancellation",
                    "log(a/b)",
                    (a, b) -> quotientOrDifference(a / b, a, b))
            .internal()
            .lowersTo((g, x) -> g.apply(Logs.LOG_OR_DIFFERENCE, g.divide(x.get(0), x.get(1)), x.get(0), x.get(1)))
            .cost(1, 1)
            .rule("#/a", (g, x, y) -> Partial.over(x.get(0)))
            .rule("-#/b", (g, x, y) -> Partial.over(x.get(1)).negated())
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator LOG_DIFFERENCE = function(
                    "log_difference",
                    "log(a) - log(b) without cancellation",
                    "log(a) - log(b)",
                    (a, b) -> a > 0.5 * b && a < 2 * b ? Math.log1p((a - b) / b) : Math.log(a) - Math.log(b))
            .internal()
            .java(JavaForm.of(
                    "$0 > 0.5 * $1 && $0 < 2 * $1 ? Math.log1p(($0 - $1) / $1) : Math.log($0) - Math.log($1)"))
            .cost(1, 1)
            .rule("#/a", (g, x, y) -> Partial.over(x.get(0)))
            .rule("-#/b", (g, x, y) -> Partial.over(x.get(1)).negated())
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    /** How Java computes {@link #LOG_OF_PRODUCT}, from the product. */
    static final ScalarOperator LOG_OR_SUM = lowered(
            "log_or_sum",
            "log(a) of a product a = b*c, or log(b) + log(c) where that left the range",
            x -> productOrSum(x[0], x[1], x[2]),
            "($0 < 1e-290 || $0 > 1e290) && $1 < 0 == $2 < 0"
                    + " ? Math.log(Math.abs($1)) + Math.log(Math.abs($2)) : Math.log($0)");

    /** How Java computes {@link #LOG_OF_QUOTIENT}, from the quotient. */
    static final ScalarOperator LOG_OR_DIFFERENCE = lowered(
            "log_or_difference",
            "log(a) of a quotient a = b/c, log1p((b - c)/c) near 1, log(b) - log(c) where a left the range",
            x -> quotientOrDifference(x[0], x[1], x[2]),
            "$0 > 0.5 && $0 < 2 ? Math.log1p(($1 - $2) / $2)"
                    + " : ($0 < 1e-290 || $0 > 1e290) && $1 < 0 == $2 < 0"
                    + " ? Math.log(Math.abs($1)) - Math.log(Math.abs($2)) : Math.log($0)");

    static final ScalarOperator LOG_OF_MULTIPLE_OF_EXP =
            multiple("exp", () -> Exponentials.EXP, "overflow", (g, x) -> x, b -> b, "#", (g, b) -> Partial.ONE);

    /** How Java computes {@link #LOG_OF_MULTIPLE_OF_EXP}, from the product; the sum would cancel where that is near 1. */
    static final ScalarOperator LOG_OR_EXPONENT = lowered(
            "log_or_exponent",
            "log(a) of a multiple a = b*exp(c), or log(b) + c where that or the exponential left the range",
            x -> multipleOrSum(x[0], x[1], x[2]),
            "($0 < 1e-290 || $0 > 1e290 || Math.abs($2) > 700) && $1 > 0 ? Math.log($1) + $2 : Math.log($0)");

    static final ScalarOperator LOG_OF_MULTIPLE_OF_NORMAL_CDF = multiple(
            "normal_cdf",
            () -> Special.NORMAL_CDF,
            "underflow",
            (g, x) -> g.apply(Special.LOG_NORMAL_CDF, x),
            b -> Special.LOG_NORMAL_CDF.evaluate(b),
            "#*normal_hazard(b)",
            (g, b) -> Partial.times(g.apply(Special.NORMAL_HAZARD, b)));

    static final ScalarOperator LOG_OF_MULTIPLE_OF_ERFC = multiple(
            "erfc",
            () -> Special.ERFC,
            "underflow",
            (g, x) -> g.apply(Ratios.LOG_ERFC, x),
            b -> Ratios.LOG_ERFC.evaluate(b),
            "-#*erfc_hazard(b)",
            (g, b) -> Partial.times(g.apply(Ratios.ERFC_HAZARD, b)).negated());

    static final ScalarOperator LOG_STEP = Steps.step(
                    "log_step", "log(a + b) - log(a)", "Differences.logStep", Differences::logStep)
            .cost(2, 1)
            .rule("#*(1/(a + b) - 1/a)", (g, x, y) -> relative(g, x))
            .rule("#/(a + b)", (g, x, y) -> Partial.over(g.add(x.get(0), x.get(1))))
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator LOG_OF_ONE_MORE_THAN_QUOTIENT = Steps.step(
                    "log_of_one_more_than_quotient",
                    "log((a + b)/a)",
                    "Differences.logOfOneMoreThanQuotient",
                    Differences::logOfOneMoreThanQuotient)
            .cost(2, 1)
            .rule("#*(1/(a + b) - 1/a)", (g, x, y) -> relative(g, x))
            .rule("#/(a + b)", (g, x, y) -> Partial.over(g.add(x.get(0), x.get(1))))
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator LOG_ABS = function(
                    "log_abs", "logarithm of the magnitude", "log(abs(x))", x -> Math.log(Math.abs(x)))
            .internal()
            .java(JavaForm.of("Math.log(Math.abs($0))"))
            .cost(1, 1)
            .rule("#/x", (g, x, y) -> Partial.over(x.get(0)))
            .domain(Interval.POSITIVE)
            .build();

    static final ScalarOperator LOG_OF_POWER = function(
                    "log_of_power",
                    "log(a^b) without overflow",
                    "log(a^b)",
                    (a, b) -> a > 0 && b != 0 ? b * Math.log(a) : Math.log(Math.pow(a, b)))
            .internal()
            .java(JavaForm.of("$0 > 0 && $1 != 0 ? $1 * Math.log($0) : Math.log(Math.pow($0, $1))"))
            .cost(2, 1)
            .rule("#*b/a", (g, x, y) -> Partial.times(g.divide(x.get(1), x.get(0))))
            .rule(
                    "#*log(a)",
                    (g, x, y) ->
                            Partial.times(g.apply(Exponentials.LOG, x.get(0))).steepUnless(false))
            .domain(Interval.POSITIVE, Interval.REALS)
            .build();

    /** Where gamma is negative its logarithm is NaN, and lgamma is not. */
    static final ScalarOperator LOG_OF_GAMMA = function(
                    "log_of_gamma", "log(gamma(x)) without overflow", "log(gamma(x))", Differences::logOfGamma)
            .internal()
            .java("Differences.logOfGamma")
            .rule("#*digamma(x)", (g, x, y) -> Partial.times(g.apply(Special.DIGAMMA, x.get(0))))
            .domain(Interval.POSITIVE)
            .build();

    static final ScalarOperator LOG1P_OF_SQUARE = function(
                    "log1p_of_square",
                    "log(1 + x^2) without overflow",
                    "log1p(x^2)",
                    x -> Math.abs(x) < 0x1p500 ? Math.log1p(x * x) : 2 * Math.log(Math.abs(x)))
            .internal()
            .java(JavaForm.of("Math.abs($0) < 0x1p500 ? Math.log1p($0 * $0) : 2 * Math.log(Math.abs($0))"))
            .cost(1, 1)
            .rule(
                    "#*2*x/(1 + x^2)",
                    (g, x, y) -> Partial.times(g.multiply(2, g.apply(Slopes.OVER_SQUARES, x.get(0), g.constant(1)))))
            .build();

    static final ScalarOperator LOG_OF_ONE_MINUS_SQUARE = function(
                    "log_of_one_minus_square",
                    "log(1 - x^2) without cancellation",
                    "log((1 - x)*(1 + x))",
                    x -> Math.abs(x) < 0.5 ? Math.log1p(-x * x) : Math.log((1 - x) * (1 + x)))
            .internal()
            .java(JavaForm.of("Math.abs($0) < 0.5 ? Math.log1p(-$0 * $0) : Math.log((1 - $0) * (1 + $0))"))
            .cost(2, 1)
            .rule(
                    "-#*2*x/((1 - x)*(1 + x))",
                    (g, x, y) -> Partial.times(g.divide(
                                    g.multiply(2, x.get(0)), g.apply(Trigonometric.ONE_MINUS_SQUARE, x.get(0))))
                            .negated())
            .domain(Interval.UNIT)
            .build();

    static final ScalarOperator LOG1P_OF_QUOTIENT = Steps.step(
                    "log1p_of_quotient",
                    "log(1 + a/b)",
                    "Distances.log1pOfQuotient",
                    org.wengert.runtime.Distances::log1pOfQuotient)
            .cost(2, 1)
            .rule("#/(a + b)", (g, x, y) -> Partial.over(g.add(x.get(0), x.get(1))))
            .rule("#*(1/(b + a) - 1/b)", (g, x, y) -> Partial.times(g.apply(Steps.RECIPROCAL_STEP, x.get(1), x.get(0))))
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator LOG_OF_SQUARES = Steps.step(
                    "log_of_squares",
                    "log(a^2 + b^2)",
                    "Logarithms.logOfSquares",
                    org.wengert.runtime.Logarithms::logOfSquares)
            .commutative()
            .cost(4, 1)
            .rule("#*2*a/(a^2 + b^2)", (g, x, y) -> overSquares(g, x.get(0), x.get(1)))
            .rule("#*2*b/(a^2 + b^2)", (g, x, y) -> overSquares(g, x.get(1), x.get(0)))
            .build();

    static final List<ScalarOperator> ALL = List.of(
            LOG1P_OF_QUOTIENT,
            LOG_OF_SQUARES,
            LOG_OF_PRODUCT,
            LOG_OF_QUOTIENT,
            LOG_DIFFERENCE,
            LOG_OF_MULTIPLE_OF_EXP,
            LOG_OR_EXPONENT,
            LOG_OF_MULTIPLE_OF_NORMAL_CDF,
            LOG_OF_MULTIPLE_OF_ERFC,
            LOG_OR_SUM,
            LOG_OR_DIFFERENCE,
            LOG_STEP,
            LOG_OF_ONE_MORE_THAN_QUOTIENT,
            LOG_ABS,
            LOG_OF_POWER,
            LOG_OF_GAMMA,
            LOG1P_OF_SQUARE,
            LOG_OF_ONE_MINUS_SQUARE);

    private Logs() {}

    /**
     * {@code log(a*f(b))}, where the product may leave the range.
     *
     * @param f read when it is needed, for operators name each other
     * @param logarithm {@code log(f(b))}, as a node and as a number
     * @param slope its derivative
     */
    private static ScalarOperator multiple(
            String name,
            Supplier<ScalarOperator> f,
            String what,
            BiFunction<Algebra, Node, Node> logarithm,
            DoubleUnaryOperator value,
            String rule,
            BiFunction<Algebra, Node, Partial> slope) {
        return function(
                        "log_of_multiple_of_" + name,
                        "log(a*" + name + "(b)) without " + what,
                        "log(a*" + name + "(b))",
                        (a, b) -> multipleOrSum(a * f.get().evaluate(b), a, value.applyAsDouble(b)))
                .internal()
                .lowersTo((g, x) -> g.apply(
                        Logs.LOG_OR_EXPONENT,
                        g.multiply(x.get(0), g.apply(f.get(), x.get(1))),
                        x.get(0),
                        logarithm.apply(g, x.get(1))))
                .cost(1, 1)
                .rule("#/a", (g, x, y) -> Partial.over(x.get(0)))
                .rule(rule, (g, x, y) -> slope.apply(g, x.get(1)))
                .domain(Interval.POSITIVE, Interval.REALS)
                .build();
    }

    private static ScalarOperator lowered(String name, String summary, ScalarOperator.Kernel value, String template) {
        return ScalarOperator.ofThree(name, summary, "log(a)", value)
                .internal()
                .java(JavaForm.of(template))
                .cost(1, 1)
                .rule("#/a", (g, x, y) -> Partial.over(x.get(0)))
                .rule("0", (g, x, y) -> Partial.ZERO)
                .rule("0", (g, x, y) -> Partial.ZERO)
                .domain(new Interval(2, 8), Interval.POSITIVE, Interval.POSITIVE)
                .build();
    }

    private static double productOrSum(double product, double a, double b) {
        return (product < 1e-290 || product > 1e290) && a < 0 == b < 0
                ? Math.log(Math.abs(a)) + Math.log(Math.abs(b))
                : Math.log(product);
    }

    private static double multipleOrSum(double multiple, double a, double b) {
        return (multiple < 1e-290 || multiple > 1e290 || Math.abs(b) > 700) && a > 0
                ? Math.log(a) + b
                : Math.log(multiple);
    }

    private static double quotientOrDifference(double quotient, double a, double b) {
        return quotient > 0.5 && quotient < 2
                ? Math.log1p((a - b) / b)
                : (quotient < 1e-290 || quotient > 1e290) && a < 0 == b < 0
                        ? Math.log(Math.abs(a)) - Math.log(Math.abs(b))
                        : Math.log(quotient);
    }

    private static Partial overSquares(Algebra g, Node a, Node b) {
        return Partial.times(g.multiply(2, g.apply(Slopes.OVER_SQUARES, a, b)));
    }

    private static Partial relative(Algebra g, List<Node> x) {
        return Partial.times(g.apply(Steps.RECIPROCAL_STEP, x.get(0), x.get(1)));
    }
}
