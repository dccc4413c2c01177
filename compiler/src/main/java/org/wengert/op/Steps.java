package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import org.wengert.ir.Node;
import org.wengert.op.PowerDerivatives.Form;
import org.wengert.runtime.Differences;

/**
 * Differences and quotients that identities put in the place of what authors write: the same function where that has its digits,
 * the right one where it cancels, overflows or vanishes, with derivatives that do the same. In {@code step}s {@code b} is how far
 * the second place is from {@code a}.
 */
final class Steps {

    static final ScalarOperator DIFFERENCE_OF_SQUARES = function(
                    "difference_of_squares",
                    "a^2 - b^2 without cancellation",
                    "(a - b)*(a + b)",
                    (a, b) -> (a - b) * (a + b))
            .internal()
            .lowersTo((g, x) -> g.multiply(g.subtract(x.get(0), x.get(1)), g.add(x.get(0), x.get(1))))
            .rule("#*2*a", (g, x, y) -> Partial.times(g.multiply(2, x.get(0))))
            .rule("-#*2*b", (g, x, y) -> Partial.times(g.multiply(2, x.get(1))).negated())
            .build();

    static final ScalarOperator ONE_MINUS_COS = function(
                    "one_minus_cos",
                    "1 - cos(x) without cancellation",
                    "2*sin(x/2)^2",
                    x -> Differences.oneMinusCos(x, Math.cos(x)))
            .internal()
            .lowersTo((g, x) -> g.apply(Steps.ONE_MINUS_COS_OF, x.get(0), g.apply(Trigonometric.COS, x.get(0))))
            .rule("#*sin(x)", (g, x, y) -> Partial.times(g.apply(Trigonometric.SIN, x.get(0))))
            .build();

    static final ScalarOperator ONE_MINUS_COS_OF = function(
                    "one_minus_cos_of", "1 - cos(a) from b = cos(a), exact near 0", "1 - b", Differences::oneMinusCos)
            .internal()
            .java("Differences.oneMinusCos")
            .cost(1, 0)
            .rule("0", (g, x, y) -> Partial.ZERO)
            .rule("-#", (g, x, y) -> Partial.ONE.negated())
            .domain(Interval.REALS, new Interval(-0.9, 0.4))
            .build();

    static final ScalarOperator COSH_LESS_ONE = function(
                    "cosh_less_one",
                    "cosh(x) - 1 without cancellation",
                    "2*sinh(x/2)^2",
                    x -> Differences.coshLessOne(x, Math.cosh(x)))
            .internal()
            .lowersTo((g, x) -> g.apply(Steps.COSH_LESS_ONE_OF, x.get(0), g.apply(Trigonometric.COSH, x.get(0))))
            .rule("#*sinh(x)", (g, x, y) -> Partial.times(g.apply(Trigonometric.SINH, x.get(0))))
            .build();

    static final ScalarOperator COSH_LESS_ONE_OF = function(
                    "cosh_less_one_of", "cosh(a) - 1 from b = cosh(a), exact near 0", "b - 1", Differences::coshLessOne)
            .internal()
            .java("Differences.coshLessOne")
            .cost(1, 0)
            .rule("0", (g, x, y) -> Partial.ZERO)
            .rule("#", (g, x, y) -> Partial.ONE)
            .domain(new Interval(3, 9), Interval.REALS)
            .build();

    static final ScalarOperator COS_DIFFERENCE = step(
                    "cos_difference", "cos(a) - cos(b)", "Differences.cos", Differences::cos)
            .rule(
                    "-#*sin(a)",
                    (g, x, y) ->
                            Partial.times(g.apply(Trigonometric.SIN, x.get(0))).negated())
            .rule("#*sin(b)", (g, x, y) -> Partial.times(g.apply(Trigonometric.SIN, x.get(1))))
            .build();

    static final ScalarOperator SIN_DIFFERENCE = step(
                    "sin_difference", "sin(a) - sin(b)", "Differences.sin", Differences::sin)
            .rule("#*cos(a)", (g, x, y) -> Partial.times(g.apply(Trigonometric.COS, x.get(0))))
            .rule(
                    "-#*cos(b)",
                    (g, x, y) ->
                            Partial.times(g.apply(Trigonometric.COS, x.get(1))).negated())
            .build();

    static final ScalarOperator COS_STEP = step(
                    "cos_step", "cos(a + b) - cos(a)", "Differences.cosStep", Differences::cosStep)
            .rule(
                    "-#*(sin(a + b) - sin(a))",
                    (g, x, y) -> Partial.times(g.apply(Steps.SIN_STEP, x.get(0), x.get(1)))
                            .negated())
            .rule(
                    "-#*sin(a + b)",
                    (g, x, y) -> Partial.times(g.apply(Trigonometric.SIN, g.add(x.get(0), x.get(1))))
                            .negated())
            .build();

    static final ScalarOperator SIN_STEP = step(
                    "sin_step", "sin(a + b) - sin(a)", "Differences.sinStep", Differences::sinStep)
            .rule("#*(cos(a + b) - cos(a))", (g, x, y) -> Partial.times(g.apply(COS_STEP, x.get(0), x.get(1))))
            .rule("#*cos(a + b)", (g, x, y) -> Partial.times(g.apply(Trigonometric.COS, g.add(x.get(0), x.get(1)))))
            .build();

    static final ScalarOperator EXP_OF_SUM = function(
                    "exp_of_sum",
                    "product of two exponentials, without overflow between",
                    "e^a*e^b",
                    Differences::expOfSum)
            .internal()
            .notation("exp(a)*exp(b)")
            .commutative()
            .java("Differences.expOfSum")
            .reference("exp(a + b), the rounding error of the sum taken along; at most 1.6 ulp")
            .rule("#*y", (g, x, y) -> Partial.times(y))
            .rule("#*y", (g, x, y) -> Partial.times(y))
            .build();

    static final ScalarOperator COMPOUND = step("compound", "(1 + a)^b", "Differences.compound", Differences::compound)
            .rule("#*b*(1 + a)^(b - 1)", (g, x, y) -> PowerDerivatives.inBase(g, Form.COMPOUND, x, y))
            .rule("#*y*log1p(a)", (g, x, y) -> PowerDerivatives.inExponent(g, Form.COMPOUND, x))
            .domain(new Interval(-1, 4), Interval.REALS)
            .build();

    static final ScalarOperator COMPOUND_LESS_ONE = step(
                    "compound_less_one", "(1 + a)^b - 1", "Differences.compoundLessOne", Differences::compoundLessOne)
            .rule("#*b*(1 + a)^(b - 1)", (g, x, y) -> ofPowerLessOne(g, Form.COMPOUND, x))
            .rule("#*(1 + a)^b*log1p(a)", (g, x, y) -> PowerDerivatives.inExponent(g, Form.COMPOUND, x))
            .domain(new Interval(-1, 4), Interval.REALS)
            .build();

    static final ScalarOperator POWER_LESS_ONE = step(
                    "power_less_one", "a^b - 1", "Differences.powerLessOne", Differences::powerLessOne)
            .rule("#*b*a^(b - 1)", (g, x, y) -> ofPowerLessOne(g, Form.POWER, x))
            .rule("#*a^b*log(a)", (g, x, y) -> PowerDerivatives.inExponent(g, Form.POWER, x))
            .domain(Interval.POSITIVE, Interval.REALS)
            .build();

    static final ScalarOperator ROOT_OF_ONE_MORE_LESS_ONE = function(
                    "root_of_one_more_less_one",
                    "sqrt(1 + x) - 1 without cancellation",
                    "x/(1 + sqrt(1 + x))",
                    Differences::rootOfOneMoreLessOne)
            .internal()
            .notation("sqrt(1 + x) - 1")
            .java("Differences.rootOfOneMoreLessOne")
            .cost(4, 0)
            .rule("#/(2*sqrt(1 + x))", (g, x, y) -> guarded(g, g.add(g.constant(1), x.get(0))))
            .domain(new Interval(-1, 4))
            .build();

    static final ScalarOperator HYPOT_LESS_ONE = function(
                    "hypot_less_one",
                    "sqrt(1 + x^2) - 1 without cancellation and overflow",
                    "sqrt(1 + x^2) - 1",
                    Differences::hypotLessOne)
            .internal()
            .java("Differences.hypotLessOne")
            .cost(5, 0)
            .rule("#*x/sqrt(1 + x^2)", (g, x, y) -> Partial.times(g.apply(Slopes.QUOTIENT_BY_ROOT, x.get(0))))
            .build();

    static final ScalarOperator RECIPROCAL_ROOT_LESS_ONE = function(
                    "reciprocal_root_less_one",
                    "1/sqrt(1 - x) - 1 without cancellation",
                    "x/(sqrt(1 - x)*(1 + sqrt(1 - x)))",
                    Differences::reciprocalRootLessOne)
            .internal()
            .notation("1/sqrt(1 - x) - 1")
            .java("Differences.reciprocalRootLessOne")
            .cost(5, 0)
            .rule("#*0.5/(sqrt(1 - x)*(1 - x))", (g, x, y) -> {
                Node rest = g.subtract(g.constant(1), x.get(0));
                return Partial.times(g.divide(g.constant(0.5), g.multiply(g.apply(Powers.SQRT, rest), rest)));
            })
            .domain(new Interval(-4, 1))
            .build();

    static final ScalarOperator ROOT_OF_SQUARE_PLUS = step(
                    "root_of_square_plus",
                    "sqrt(a^2 + b)",
                    "Differences.rootOfSquarePlus",
                    Differences::rootOfSquarePlus)
            .cost(3, 0)
            .rule("#*a/y", (g, x, y) -> Partial.times(g.divide(x.get(0), y)))
            .rule("#/(2*y)", (g, x, y) -> Partial.over(g.multiply(2, y)))
            .domain(Interval.REALS, Interval.POSITIVE)
            .build();

    static final ScalarOperator ROOT_LESS = step(
                    "root_less", "sqrt(a^2 + b) - a", "Differences.rootLess", Differences::rootLess)
            .cost(5, 0)
            .rule(
                    "-#*(1 - a/sqrt(a^2 + b))",
                    (g, x, y) -> Partial.times(g.apply(Steps.ROOT_LESS_SLOPE, x.get(0), x.get(1)))
                            .negated())
            .rule("#/(2*sqrt(a^2 + b))", (g, x, y) -> {
                Node root = root(g, x);
                return Partial.guardedOver(g.multiply(2, root), root);
            })
            .domain(Interval.REALS, Interval.POSITIVE)
            .build();

    /** Not the quotient that it is, whose derivative in b would cancel where a is small. */
    static final ScalarOperator ROOT_LESS_SLOPE = step(
                    "root_less_slope", "1 - a/sqrt(a^2 + b)", "Differences.rootLessSlope", Differences::rootLessSlope)
            .cost(6, 0)
            .rule(
                    "-#*b/(a^2 + b)^1.5",
                    (g, x, y) ->
                            Distances.overCubeOfRoot(g, 1, x.get(1), root(g, x)).negated())
            .rule("#*a/2/(a^2 + b)^1.5", (g, x, y) -> Distances.overCubeOfRoot(g, 0.5, x.get(0), root(g, x)))
            .domain(Interval.REALS, Interval.POSITIVE)
            .build();

    static final ScalarOperator ROOT_STEP = step(
                    "root_step", "sqrt(a + b) - sqrt(a)", "Differences.rootStep", Differences::rootStep)
            .cost(5, 0)
            .rule(
                    "#/2*(1/sqrt(a + b) - 1/sqrt(a))",
                    (g, x, y) -> Partial.times(
                                    g.multiply(0.5, g.apply(Distances.RECIPROCAL_ROOT_STEP, x.get(0), x.get(1))))
                            .steepUnless(false))
            .rule("#/(2*sqrt(a + b))", (g, x, y) -> guarded(g, g.add(x.get(0), x.get(1))))
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator NORMAL_BETWEEN = step(
                    "normal_between", "normal_cdf(a) - normal_cdf(b)", "Differences.normalCdf", Differences::normalCdf)
            .cost(2, 2)
            .rule("#*exp(-a^2/2)/sqrt(2*pi)", (g, x, y) -> Partial.times(g.apply(Bells.normalDensity(0), x.get(0))))
            .rule(
                    "-#*exp(-b^2/2)/sqrt(2*pi)",
                    (g, x, y) -> Partial.times(g.apply(Bells.normalDensity(0), x.get(1)))
                            .negated())
            .build();

    static final ScalarOperator LGAMMA_STEP = step(
                    "lgamma_step", "lgamma(a + b) - lgamma(a)", "Differences.lgammaStep", Differences::lgammaStep)
            .rule("#*digamma_step(a, b)", (g, x, y) -> Partial.times(g.apply(Steps.DIGAMMA_STEP, x.get(0), x.get(1))))
            .rule("#*digamma(a + b)", (g, x, y) -> Partial.times(g.apply(Special.DIGAMMA, g.add(x.get(0), x.get(1)))))
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator LBETA = step(
                    "lbeta", "lgamma(a) + lgamma(b) - lgamma(a + b)", "Differences.lbeta", Differences::lbeta)
            .commutative()
            .rule(
                    "-#*digamma_step(a, b)",
                    (g, x, y) -> Partial.times(g.apply(Steps.DIGAMMA_STEP, x.get(0), x.get(1)))
                            .negated())
            .rule(
                    "-#*digamma_step(b, a)",
                    (g, x, y) -> Partial.times(g.apply(Steps.DIGAMMA_STEP, x.get(1), x.get(0)))
                            .negated())
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator DIGAMMA_STEP = step(
                    "digamma_step", "digamma(a + b) - digamma(a)", "Differences.digammaStep", Differences::digammaStep)
            .rule("#*trigamma_step(a, b)", (g, x, y) -> Partial.times(g.apply(Steps.TRIGAMMA_STEP, x.get(0), x.get(1))))
            .rule(
                    "#*polygamma(1, a + b)",
                    (g, x, y) -> Partial.times(g.apply(Special.polygamma(1), g.add(x.get(0), x.get(1)))))
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator TRIGAMMA_STEP = step(
                    "trigamma_step",
                    "polygamma(1, a + b) - polygamma(1, a)",
                    "Differences.trigammaStep",
                    Differences::trigammaStep)
            .rule(
                    "#*(polygamma(2, a + b) - polygamma(2, a))",
                    (g, x, y) -> Partial.times(g.subtract(
                            g.apply(Special.polygamma(2), g.add(x.get(0), x.get(1))),
                            g.apply(Special.polygamma(2), x.get(0)))))
            .rule(
                    "#*polygamma(2, a + b)",
                    (g, x, y) -> Partial.times(g.apply(Special.polygamma(2), g.add(x.get(0), x.get(1)))))
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    /** A place whose sum with the step is a number where both ends are infinities. */
    static final ScalarOperator PLACE = ScalarOperator.ofThree(
                    "place",
                    "a, but where b is an infinity too a place that a step c leaves for b",
                    "a",
                    x -> Math.abs(x[0]) <= Double.MAX_VALUE
                            ? x[0]
                            : x[1] == -x[0]
                                    ? Math.copySign(Double.MAX_VALUE, x[0])
                                    : x[1] == x[0] ? Math.copySign(x[0], x[2]) : x[0])
            .internal()
            .java(JavaForm.of("Math.abs($0) <= Double.MAX_VALUE ? $0 : $1 == -$0 ? Math.copySign(Double.MAX_VALUE, $0)"
                    + " : $1 == $0 ? Math.copySign($0, $2) : $0"))
            .cost(1, 0)
            .rule("#", (g, x, y) -> Partial.ONE)
            .rule("0", (g, x, y) -> Partial.ZERO)
            .rule("0", (g, x, y) -> Partial.ZERO)
            .build();

    static final ScalarOperator RECIPROCAL_STEP = function(
                    "reciprocal_step",
                    "1/(a + b) - 1/a without cancellation",
                    "-b/(a + b)/a",
                    (a, b) -> Math.abs(b) <= Double.MAX_VALUE ? -(b / (a + b) / a) : 1 / (a + b) - 1 / a)
            .internal()
            .notation("1/(a + b) - 1/a")
            .java(JavaForm.of("Math.abs($1) <= Double.MAX_VALUE ? -($1 / ($0 + $1) / $0) : 1 / ($0 + $1) - 1 / $0"))
            .cost(3, 0)
            .rule(
                    "#*(1/a^2 - 1/(a + b)^2)",
                    (g, x, y) -> Partial.times(g.apply(Steps.RECIPROCAL_SQUARE_STEP, x.get(0), x.get(1)))
                            .negated())
            .rule("-#/(a + b)^2", (g, x, y) -> {
                Node sum = g.add(x.get(0), x.get(1));
                return Partial.overTimes(sum, g.divide(g.constant(1), sum)).negated();
            })
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    /** Not the product that computes it: differentiated in b, its factors would cancel where a is small. */
    static final ScalarOperator RECIPROCAL_SQUARE_STEP = function(
                    "reciprocal_square_step",
                    "1/(a + b)^2 - 1/a^2 without cancellation",
                    "1/(a + b)^2 - 1/a^2",
                    (a, b) -> Steps.RECIPROCAL_STEP.evaluate(a, b) * (1 / a + 1 / (a + b)))
            .internal()
            .lowersTo((g, x) -> {
                Node one = g.constant(1);
                Node sum = g.add(g.divide(one, x.get(0)), g.divide(one, g.add(x.get(0), x.get(1))));
                return g.multiply(g.apply(RECIPROCAL_STEP, x.get(0), x.get(1)), sum);
            })
            .rule(
                    "#*2*(1/a^3 - 1/(a + b)^3)",
                    (g, x, y) -> Partial.times(
                                    g.multiply(2, Distances.powerStep(g, x.get(0), x.get(1), g.constant(-3))))
                            .negated())
            .rule(
                    "-#*2/(a + b)^3",
                    (g, x, y) -> Partial.times(g.multiply(2, g.apply(Powers.power(-3), g.add(x.get(0), x.get(1)))))
                            .negated())
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator GAMMA_RISE = function(
                    "gamma_rise",
                    "gamma(a + b)/gamma(a) without overflow",
                    "gamma(a + b)/gamma(a)",
                    (a, b) -> 1 / Differences.gammaQuotient(a, b))
            .internal()
            .java(JavaForm.of("1 / Differences.gammaQuotient($0, $1)"))
            .reference("1 over gamma(a)/gamma(a + b)")
            .rule(
                    "#*y*digamma_step(a, b)",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(Steps.DIGAMMA_STEP, x.get(0), x.get(1)))))
            .rule(
                    "#*y*digamma(a + b)",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(Special.DIGAMMA, g.add(x.get(0), x.get(1))))))
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator GAMMA_QUOTIENT = step(
                    "gamma_quotient", "gamma(a)/gamma(a + b)", "Differences.gammaQuotient", Differences::gammaQuotient)
            .rule(
                    "-#*y*digamma_step(a, b)",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(DIGAMMA_STEP, x.get(0), x.get(1))))
                            .negated())
            .rule(
                    "-#*y*digamma(a + b)",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(Special.DIGAMMA, g.add(x.get(0), x.get(1)))))
                            .negated())
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator BETA = step(
                    "beta", "gamma(a)*gamma(b)/gamma(a + b)", "Differences.beta", Differences::beta)
            .commutative()
            .rule(
                    "-#*y*digamma_step(a, b)",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(DIGAMMA_STEP, x.get(0), x.get(1))))
                            .negated())
            .rule(
                    "-#*y*digamma_step(b, a)",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(DIGAMMA_STEP, x.get(1), x.get(0))))
                            .negated())
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator ATAN_OF_QUOTIENT = function(
                    "atan_of_quotient", "inverse tangent of a quotient", "atan(a/b)", (a, b) -> Math.atan(a / b))
            .internal()
            .java(JavaForm.of("Math.atan($0 / $1)"))
            .cost(1, 1)
            .rule("#*b/(a^2 + b^2)", (g, x, y) -> Trigonometric.angle(g, x.get(1), x.get(0)))
            .rule(
                    "-#*a/(a^2 + b^2)",
                    (g, x, y) -> Trigonometric.angle(g, x.get(0), x.get(1)).negated())
            .domain(Interval.REALS, Interval.POSITIVE)
            .build();

    static final ScalarOperator SECH = function(
                    "sech",
                    "1 over cosh",
                    "1/cosh(x)",
                    x -> Math.abs(x) < 700 ? 1 / Math.cosh(x) : 2 * Math.exp(-Math.abs(x)))
            .internal()
            .java(JavaForm.of("Math.abs($0) < 700 ? 1 / Math.cosh($0) : 2 * Math.exp(-Math.abs($0))"))
            .cost(1, 1)
            .rule(
                    "-#*y*tanh(x)",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(Trigonometric.TANH, x.get(0))))
                            .negated())
            .build();

    static final ScalarOperator SQUARE_SHARE = function(
                    "square_share",
                    "x^2/(1 + x^2) without overflow",
                    "x^2/(1 + x^2)",
                    x -> Math.abs(x) >= 0x1p500 ? 1 : x * x / (1 + x * x))
            .internal()
            .java(JavaForm.of("Math.abs($0) >= 0x1p500 ? 1.0 : $0 * $0 / (1 + $0 * $0)"))
            .cost(3, 0)
            .rule(
                    "#*2*x/(1 + x^2)^2",
                    (g, x, y) -> Partial.times(g.multiply(
                            2,
                            g.multiply(
                                    g.apply(Slopes.ATAN_SLOPE, x.get(0)),
                                    g.apply(Slopes.OVER_SQUARES, x.get(0), g.constant(1))))))
            .build();

    static final ScalarOperator SHARE = function(
                    "share", "x/(1 + x), also at infinity", "x/(1 + x)", x -> Double.isInfinite(x) ? 1 : x / (1 + x))
            .internal()
            .java(JavaForm.of("Double.isInfinite($0) ? 1.0 : $0 / (1 + $0)"))
            .cost(2, 0)
            .rule("#/(1 + x)^2", (g, x, y) -> {
                Node sum = g.add(g.constant(1), x.get(0));
                return Partial.times(g.divide(g.divide(g.constant(1), sum), sum));
            })
            .domain(Interval.POSITIVE)
            .build();

    static final ScalarOperator ACOSH1P = function(
                    "acosh1p",
                    "acosh(1 + x), exact near 0",
                    "2*asinh(sqrt(x/2))",
                    x -> 2 * org.wengert.runtime.Logarithms.asinh(Math.sqrt(0.5 * x)))
            .internal()
            .java(JavaForm.of("2 * Logarithms.asinh(Math.sqrt(0.5 * $0))"))
            .cost(3, 1)
            .rule(
                    "#/(sqrt(x)*sqrt(2 + x))",
                    (g, x, y) -> Partial.guardedOver(
                                    g.multiply(
                                            g.apply(Powers.SQRT, x.get(0)),
                                            g.apply(Powers.SQRT, g.add(g.constant(2), x.get(0)))),
                                    y)
                            .winning(Steep.standsStill(g, x.get(0), 0.5)))
            .domain(Interval.POSITIVE)
            .build();

    static final List<ScalarOperator> ALL = List.of(
            DIFFERENCE_OF_SQUARES,
            ONE_MINUS_COS,
            ONE_MINUS_COS_OF,
            COSH_LESS_ONE,
            COSH_LESS_ONE_OF,
            COS_DIFFERENCE,
            SIN_DIFFERENCE,
            COS_STEP,
            SIN_STEP,
            EXP_OF_SUM,
            COMPOUND,
            COMPOUND_LESS_ONE,
            POWER_LESS_ONE,
            ROOT_OF_ONE_MORE_LESS_ONE,
            HYPOT_LESS_ONE,
            RECIPROCAL_ROOT_LESS_ONE,
            ROOT_OF_SQUARE_PLUS,
            ROOT_LESS,
            ROOT_LESS_SLOPE,
            ROOT_STEP,
            NORMAL_BETWEEN,
            LGAMMA_STEP,
            LBETA,
            DIGAMMA_STEP,
            TRIGAMMA_STEP,
            PLACE,
            RECIPROCAL_STEP,
            RECIPROCAL_SQUARE_STEP,
            GAMMA_RISE,
            GAMMA_QUOTIENT,
            BETA,
            ATAN_OF_QUOTIENT,
            SECH,
            SQUARE_SHARE,
            SHARE,
            ACOSH1P);

    private Steps() {}

    static ScalarOperator.Builder step(
            String name, String formula, String method, java.util.function.DoubleBinaryOperator kernel) {
        return function(name, formula + " without cancellation", formula, kernel)
                .internal()
                .java(method)
                .reference(
                        "the formula where it has its digits; at most 5 ulp where the arguments are near each other");
    }

    /** {@code #/(2*sqrt(u))}. */
    static Partial guarded(Algebra g, Node u) {
        Node root = g.apply(Powers.SQRT, u);
        return Partial.guardedOver(g.multiply(2, root), root).winning(Steep.standsStill(g, u, 0.5));
    }

    private static Partial ofPowerLessOne(Algebra g, Form form, List<Node> x) {
        return Partial.times(g.apply(form.of(1, 0), x.get(0), x.get(1)))
                .steepUnless(Powers.constant(x.get(1)).filter(b -> b >= 1).isPresent());
    }

    private static Node root(Algebra g, List<Node> x) {
        return g.apply(ROOT_OF_SQUARE_PLUS, x.get(0), x.get(1));
    }
}
