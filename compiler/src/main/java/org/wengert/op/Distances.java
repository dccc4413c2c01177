package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.runtime.Differences;

/** More of what {@link Steps} are: differences of a function at two places, with derivatives of their own. */
final class Distances {

    private static final String KERNELS = "Distances.";

    /** Sums of two squares of numbers below this one are doubles, and so are their reciprocals. */
    private static final double SQUARES = 0x1p511;

    static final ScalarOperator HYPOT_LESS = step(
                    "hypot_less", "sqrt(a^2 + b^2) - a", "hypotLess", org.wengert.runtime.Distances::hypotLess)
            .cost(6, 0)
            .rule(
                    "-#*(1 - a/hypot(a, b))",
                    (g, x, y) -> Partial.times(g.apply(Distances.HYPOT_LESS_SLOPE, x.get(0), x.get(1)))
                            .negated())
            .rule("#*b/hypot(a, b)", (g, x, y) -> Partial.times(part(g, x.get(1), x.get(0))))
            .build();

    static final ScalarOperator HYPOT_LESS_SLOPE = step(
                    "hypot_less_slope",
                    "1 - a/sqrt(a^2 + b^2)",
                    "hypotLessSlope",
                    org.wengert.runtime.Distances::hypotLessSlope)
            .cost(6, 0)
            .rule(
                    "-#*(b/hypot(a, b))^2/hypot(a, b)",
                    (g, x, y) -> Euclidean.second(g, g.square(part(g, x.get(1), x.get(0))), hypot(g, x))
                            .negated())
            .rule(
                    "#*(a/hypot(a, b))*(b/hypot(a, b))/hypot(a, b)",
                    (g, x, y) -> Euclidean.second(
                            g, g.multiply(part(g, x.get(0), x.get(1)), part(g, x.get(1), x.get(0))), hypot(g, x)))
            .build();

    static final ScalarOperator ROOT_DIFFERENCE = step(
                    "root_difference", "sqrt(a) - sqrt(b)", "root", org.wengert.runtime.Distances::root)
            .cost(5, 0)
            .rule("#/(2*sqrt(a))", (g, x, y) -> Steps.guarded(g, x.get(0)))
            .rule("-#/(2*sqrt(b))", (g, x, y) -> Steps.guarded(g, x.get(1)).negated())
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator RECIPROCAL_ROOT_STEP = step(
                    "reciprocal_root_step",
                    "1/sqrt(a + b) - 1/sqrt(a)",
                    "reciprocalRootStep",
                    org.wengert.runtime.Distances::reciprocalRootStep)
            .cost(7, 0)
            .rule(
                    "#/2*(1/a^1.5 - 1/(a + b)^1.5)",
                    (g, x, y) -> Partial.times(g.multiply(0.5, powerStep(g, x.get(0), x.get(1), g.constant(-1.5))))
                            .negated()
                            .steepUnless(!Steep.movesEvenly(g, x.get(0))))
            .rule("-#/2/sqrt(a + b)^3", (g, x, y) -> {
                Node q = reciprocalRoot(g, g.add(x.get(0), x.get(1)));
                return Partial.times(g.multiply(0.5, g.apply(Powers.power(3), q)))
                        .negated();
            })
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator CBRT_DIFFERENCE = step(
                    "cbrt_difference", "cbrt(a) - cbrt(b)", "cbrt", org.wengert.runtime.Distances::cbrt)
            .cost(7, 2)
            .rule("#/(3*cbrt(a)^2)", (g, x, y) -> overCbrt(g, x.get(0)))
            .rule("-#/(3*cbrt(b)^2)", (g, x, y) -> overCbrt(g, x.get(1)).negated())
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator CBRT_STEP = step(
                    "cbrt_step", "cbrt(a + b) - cbrt(a)", "cbrtStep", org.wengert.runtime.Distances::cbrtStep)
            .cost(7, 2)
            .rule(
                    "#/3*(1/cbrt(a + b)^2 - 1/cbrt(a)^2)",
                    (g, x, y) -> Partial.times(
                                    g.multiply(1.0 / 3, g.apply(Distances.RECIPROCAL_CBRT_STEP, x.get(0), x.get(1))))
                            .steepUnless(false))
            .rule("#/(3*cbrt(a + b)^2)", (g, x, y) -> overCbrt(g, g.add(x.get(0), x.get(1))))
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator RECIPROCAL_CBRT_STEP = step(
                    "reciprocal_cbrt_step",
                    "1/cbrt(a + b)^2 - 1/cbrt(a)^2",
                    "reciprocalCbrtStep",
                    org.wengert.runtime.Distances::reciprocalCbrtStep)
            .cost(11, 2)
            .rule("#*2/3*(1/cbrt(a)^5 - 1/cbrt(a + b)^5)", (g, x, y) -> {
                // u^5 - v^5 is (u - v)*(u^4 + u^3*v + ... + v^4), and u - v the step of the cube roots times u*v.
                Node u = reciprocalCbrt(g, x.get(0));
                Node v = reciprocalCbrt(g, g.add(x.get(0), x.get(1)));
                Node product = g.multiply(u, v);
                Node squares = g.add(g.square(u), g.square(v));
                Node sum = g.subtract(g.multiply(squares, g.add(squares, product)), g.square(product));
                Node step = g.multiply(g.apply(Distances.CBRT_STEP, x.get(0), x.get(1)), product);
                return Partial.times(g.multiply(2.0 / 3, g.multiply(step, sum)))
                        .steepUnless(!Steep.movesEvenly(g, x.get(0)));
            })
            .rule("-#*2/3/cbrt(a + b)^5", (g, x, y) -> {
                // The fifth power of 1/q is infinite at 0, with no sign.
                Node sum = g.add(x.get(0), x.get(1));
                Node v = reciprocalCbrt(g, sum);
                Node again = g.multiply(g.square(v), g.apply(Powers.CBRT, sum));
                return Partial.times(g.multiply(2.0 / 3, g.multiply(g.apply(Powers.power(4), v), again)))
                        .negated();
            })
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator RECIPROCAL_DIFFERENCE = step(
                    "reciprocal_difference", "1/a - 1/b", "reciprocal", org.wengert.runtime.Distances::reciprocal)
            .cost(3, 0)
            .rule("-#/a^2", (g, x, y) -> overSquare(g, g.constant(1), x.get(0)).negated())
            .rule("#/b^2", (g, x, y) -> overSquare(g, g.constant(1), x.get(1)))
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    /** Not the dividend times a difference of reciprocals, which may be no doubles where the quotients are. */
    static final ScalarOperator QUOTIENT_DIFFERENCE = kernelOfThree(
                    "quotient_difference",
                    "a/b - a/c without cancellation",
                    "quotient",
                    x -> org.wengert.runtime.Distances.quotient(x[0], x[1], x[2]))
            .cost(4, 0)
            .reference("a/b*((c - b)/c); at most 3 ulp")
            .rule("#*(1/b - 1/c)", (g, x, y) -> Partial.times(g.apply(RECIPROCAL_DIFFERENCE, x.get(1), x.get(2))))
            .rule("-#*a/b^2", (g, x, y) -> overSquare(g, x.get(0), x.get(1)).negated())
            .rule("#*a/c^2", (g, x, y) -> overSquare(g, x.get(0), x.get(2)))
            .domain(Interval.REALS, Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator QUOTIENT_STEP = kernelOfThree(
                    "quotient_step",
                    "a/(b + c) - a/b without cancellation",
                    "quotientStep",
                    x -> org.wengert.runtime.Distances.quotientStep(x[0], x[1], x[2]))
            .cost(4, 0)
            .reference("-a/b*(c/(b + c)); at most 3 ulp")
            .rule("#*(1/(b + c) - 1/b)", (g, x, y) -> Partial.times(g.apply(Steps.RECIPROCAL_STEP, x.get(1), x.get(2))))
            .rule(
                    "#*a*(1/b^2 - 1/(b + c)^2)",
                    (g, x, y) -> Partial.times(g.apply(Distances.QUOTIENT_SQUARE_STEP, x.get(0), x.get(1), x.get(2)))
                            .negated())
            .rule(
                    "-#*a/(b + c)^2",
                    (g, x, y) ->
                            overSquare(g, x.get(0), g.add(x.get(1), x.get(2))).negated())
            .domain(Interval.REALS, Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator QUOTIENT_SQUARE_STEP = ScalarOperator.ofThree(
                    "quotient_square_step",
                    "a/(b + c)^2 - a/b^2 without cancellation",
                    "a/(b + c)^2 - a/b^2",
                    x -> org.wengert.runtime.Distances.quotientStep(x[0], x[1], x[2]) * (1 / x[1] + 1 / (x[1] + x[2])))
            .internal()
            .lowersTo((g, x) -> {
                Node one = g.constant(1);
                Node sum = g.add(g.divide(one, x.get(1)), g.divide(one, g.add(x.get(1), x.get(2))));
                return g.multiply(g.apply(QUOTIENT_STEP, x.get(0), x.get(1), x.get(2)), sum);
            })
            .rule(
                    "#*(1/(b + c)^2 - 1/b^2)",
                    (g, x, y) -> Partial.times(g.apply(Steps.RECIPROCAL_SQUARE_STEP, x.get(1), x.get(2))))
            .rule(
                    "#*2*a*(1/b^3 - 1/(b + c)^3)",
                    (g, x, y) -> Partial.times(g.multiply(
                                    g.multiply(2, x.get(0)), powerStep(g, x.get(1), x.get(2), g.constant(-3))))
                            .negated())
            .rule("-#*2*a/(b + c)^3", (g, x, y) -> {
                Node sum = g.add(x.get(1), x.get(2));
                Node quotient = g.divide(g.multiply(2, x.get(0)), sum);
                return Partial.overTimes(sum, g.divide(quotient, sum)).negated();
            })
            .domain(Interval.REALS, Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator SQUARE_STEP = function(
                    "square_step",
                    "(a + b)^2 - a^2 without cancellation",
                    "b*(a + (a + b))",
                    (a, b) -> b * (a + (a + b)))
            .internal()
            .lowersTo((g, x) -> g.multiply(x.get(1), g.add(x.get(0), g.add(x.get(0), x.get(1)))))
            .rule("#*2*b", (g, x, y) -> Partial.times(g.multiply(2, x.get(1))))
            .rule("#*2*(a + b)", (g, x, y) -> Partial.times(g.multiply(2, g.add(x.get(0), x.get(1)))))
            .build();

    static final ScalarOperator POWER_DIFFERENCE = kernelOfThree(
                    "power_difference",
                    "a^c - b^c without cancellation",
                    "power",
                    x -> org.wengert.runtime.Distances.power(x[0], x[1], x[2]))
            .cost(6, 0)
            .rule("#*c*a^(c - 1)", (g, x, y) -> powerSlope(g, x.get(0), x.get(2)))
            .rule(
                    "-#*c*b^(c - 1)",
                    (g, x, y) -> powerSlope(g, x.get(1), x.get(2)).negated())
            .rule(
                    "#*(a^c*log(a) - b^c*log(b))",
                    (g, x, y) -> Partial.times(g.subtract(
                            g.apply(PowerDerivatives.of(0, 1), x.get(0), x.get(2)),
                            g.apply(PowerDerivatives.of(0, 1), x.get(1), x.get(2)))))
            .build();

    static final ScalarOperator POWER_STEP = kernelOfThree(
                    "power_step",
                    "(a + b)^c - a^c without cancellation",
                    "powerStep",
                    x -> org.wengert.runtime.Distances.powerStep(x[0], x[1], x[2]))
            .rule(
                    "#*c*((a + b)^(c - 1) - a^(c - 1))",
                    (g, x, y) -> Partial.times(
                                    g.multiply(x.get(2), powerStep(g, x.get(0), x.get(1), less(g, x.get(2)))))
                            .steepUnless(false))
            .rule("#*c*(a + b)^(c - 1)", (g, x, y) -> powerSlope(g, g.add(x.get(0), x.get(1)), x.get(2)))
            .rule(
                    "#*(y*log(a + b) + a^c*log((a + b)/a))",
                    (g, x, y) -> Partial.times(g.add(
                                    g.multiply(y, g.apply(Exponentials.LOG, g.add(x.get(0), x.get(1)))),
                                    g.multiply(
                                            g.apply(Powers.POW, x.get(0), x.get(2)),
                                            g.apply(Logs.LOG_STEP, x.get(0), x.get(1)))))
                            .steepUnless(false)
                            .likeLogarithm()
                            .winning(true))
            .build();

    /** How Java computes differences of exponentials, which are there where a derivative is. */
    static final ScalarOperator EXP_STEP_OF = ScalarOperator.ofThree(
                    "exp_step_of",
                    "b - c from exponentials b and c whose exponents differ by a",
                    "b - c",
                    x -> org.wengert.runtime.Distances.exp(x[0], x[1], x[2]))
            .internal()
            .notation("b - c")
            .java(JavaForm.call(KERNELS + "exp", 3))
            .cost(1, 0)
            .rule("0", (g, x, y) -> Partial.ZERO)
            .rule("#", (g, x, y) -> Partial.ONE)
            .rule("-#", (g, x, y) -> Partial.ONE.negated())
            .domain(new Interval(1, 3), Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator EXP_DIFFERENCE = function(
                    "exp_difference",
                    "e^a - e^b without cancellation",
                    "e^a - e^b",
                    (a, b) -> org.wengert.runtime.Distances.exp(a - b, Math.exp(a), Math.exp(b)))
            .internal()
            .notation("exp(a) - exp(b)")
            .lowersTo(
                    (g, x) -> g.apply(EXP_STEP_OF, g.subtract(x.get(0), x.get(1)), exp(g, x.get(0)), exp(g, x.get(1))))
            .rule("#*exp(a)", (g, x, y) -> Partial.times(exp(g, x.get(0))))
            .rule("-#*exp(b)", (g, x, y) -> Partial.times(exp(g, x.get(1))).negated())
            .build();

    static final ScalarOperator EXP_STEP = function(
                    "exp_step",
                    "e^(a + b) - e^a without cancellation",
                    "e^(a + b) - e^a",
                    (a, b) -> org.wengert.runtime.Distances.exp(b, Math.exp(a + b), Math.exp(a)))
            .internal()
            .notation("exp(a + b) - exp(a)")
            .lowersTo((g, x) -> g.apply(EXP_STEP_OF, x.get(1), exp(g, g.add(x.get(0), x.get(1))), exp(g, x.get(0))))
            .rule("#*y", (g, x, y) -> Partial.times(y))
            .rule("#*exp(a + b)", (g, x, y) -> Partial.times(exp(g, g.add(x.get(0), x.get(1)))))
            .build();

    static final ScalarOperator SIGMOID_DIFFERENCE = step(
                    "sigmoid_difference", "sigmoid(a) - sigmoid(b)", "sigmoid", org.wengert.runtime.Distances::sigmoid)
            .cost(6, 3)
            .rule("#*sigmoid(a)*(1 - sigmoid(a))", (g, x, y) -> Partial.times(g.apply(Slopes.SIGMOID_SLOPE, x.get(0))))
            .rule(
                    "-#*sigmoid(b)*(1 - sigmoid(b))",
                    (g, x, y) -> Partial.times(g.apply(Slopes.SIGMOID_SLOPE, x.get(1)))
                            .negated())
            .build();

    static final ScalarOperator SIGMOID_STEP = step(
                    "sigmoid_step",
                    "sigmoid(a + b) - sigmoid(a)",
                    "sigmoidStep",
                    org.wengert.runtime.Distances::sigmoidStep)
            .cost(7, 3)
            .rule(
                    "#*(sigmoid(a + b)*sigmoid(-a - b) - sigmoid(a)*sigmoid(-a))",
                    (g, x, y) -> Partial.times(g.apply(Distances.SIGMOID_SLOPE_STEP, x.get(0), x.get(1))))
            .rule(
                    "#*sigmoid(a + b)*(1 - sigmoid(a + b))",
                    (g, x, y) -> Partial.times(g.apply(Slopes.SIGMOID_SLOPE, g.add(x.get(0), x.get(1)))))
            .build();

    static final ScalarOperator TANH_STEP = step(
                    "tanh_step", "tanh(a + b) - tanh(a)", "tanhStep", org.wengert.runtime.Distances::tanhStep)
            .cost(9, 3)
            .rule(
                    "#*(1/cosh(a + b)^2 - 1/cosh(a)^2)",
                    (g, x, y) -> Partial.times(g.apply(Distances.SECH_SQUARE_STEP, x.get(0), x.get(1))))
            .rule("#/cosh(a + b)^2", (g, x, y) -> Partial.times(g.apply(Slopes.SECH_SQUARE, g.add(x.get(0), x.get(1)))))
            .build();

    /** The step of the function times what is left for near places; for others that may cancel, which the plain difference does not. */
    static final ScalarOperator SIGMOID_SLOPE_STEP = function(
                    "sigmoid_slope_step",
                    "difference of slopes of sigmoids without cancellation",
                    "sigmoid(a + b)*sigmoid(-a - b) - sigmoid(a)*sigmoid(-a)",
                    (a, b) -> slopeStep(
                            b,
                            Slopes.HALF_TANH.evaluate(a) + Slopes.HALF_TANH.evaluate(a + b),
                            0.5 * org.wengert.runtime.Distances.sigmoidStep(a, b),
                            Slopes.SIGMOID_SLOPE.evaluate(a + b) - Slopes.SIGMOID_SLOPE.evaluate(a)))
            .internal()
            .lowersTo((g, x) -> ends(g, x, Slopes.HALF_TANH, Slopes.SIGMOID_SLOPE)
                    .step(g, g.multiply(0.5, g.apply(SIGMOID_STEP, x.get(0), x.get(1)))))
            .rule(
                    "#*(tanh(a/2)*sigmoid(a)*sigmoid(-a) - tanh((a + b)/2)*sigmoid(a + b)*sigmoid(-a - b))",
                    (g, x, y) -> {
                        Ends ends = ends(g, x, Slopes.HALF_TANH, Slopes.SIGMOID_SLOPE);
                        return Partial.times(ends.bend(g, 0.5, y, g.apply(SIGMOID_STEP, x.get(0), x.get(1))))
                                .negated();
                    })
            .rule(
                    "-#*tanh((a + b)/2)*sigmoid(a + b)*sigmoid(-a - b)",
                    (g, x, y) -> Partial.times(ends(g, x, Slopes.HALF_TANH, Slopes.SIGMOID_SLOPE)
                                    .bendOfSum(g))
                            .negated())
            .build();

    /** As {@link #SIGMOID_SLOPE_STEP}. */
    static final ScalarOperator SECH_SQUARE_STEP = function(
                    "sech_square_step",
                    "1/cosh(a + b)^2 - 1/cosh(a)^2 without cancellation",
                    "1/cosh(a + b)^2 - 1/cosh(a)^2",
                    (a, b) -> slopeStep(
                            b,
                            Math.tanh(a) + Math.tanh(a + b),
                            org.wengert.runtime.Distances.tanhStep(a, b),
                            Slopes.SECH_SQUARE.evaluate(a + b) - Slopes.SECH_SQUARE.evaluate(a)))
            .internal()
            .lowersTo((g, x) ->
                    ends(g, x, Trigonometric.TANH, Slopes.SECH_SQUARE).step(g, g.apply(TANH_STEP, x.get(0), x.get(1))))
            .rule("#*2*(tanh(a)/cosh(a)^2 - tanh(a + b)/cosh(a + b)^2)", (g, x, y) -> {
                Ends ends = ends(g, x, Trigonometric.TANH, Slopes.SECH_SQUARE);
                return Partial.times(ends.bend(g, 1, y, g.apply(TANH_STEP, x.get(0), x.get(1))))
                        .negated();
            })
            .rule(
                    "-#*2*tanh(a + b)/cosh(a + b)^2",
                    (g, x, y) -> Partial.times(g.multiply(
                                    2,
                                    ends(g, x, Trigonometric.TANH, Slopes.SECH_SQUARE)
                                            .bendOfSum(g)))
                            .negated())
            .build();

    static final ScalarOperator TAN_DIFFERENCE = step(
                    "tan_difference", "tan(a) - tan(b)", "tan", org.wengert.runtime.Distances::tan)
            .cost(2, 3)
            .rule("#*(1 + tan(a)^2)", (g, x, y) -> tanSlope(g, x.get(0)))
            .rule("-#*(1 + tan(b)^2)", (g, x, y) -> tanSlope(g, x.get(1)).negated())
            .domain(new Interval(-0.7, 0.7), new Interval(-0.7, 0.7))
            .build();

    static final ScalarOperator TAN_STEP = step(
                    "tan_step", "tan(a + b) - tan(a)", "tanStep", org.wengert.runtime.Distances::tanStep)
            .cost(2, 3)
            .rule("#*y*(tan(a) + tan(a + b))", (g, x, y) -> {
                Node sum = g.add(
                        g.apply(Trigonometric.TAN, x.get(0)), g.apply(Trigonometric.TAN, g.add(x.get(0), x.get(1))));
                return Partial.times(g.multiply(y, sum));
            })
            .rule("#*(1 + tan(a + b)^2)", (g, x, y) -> tanSlope(g, g.add(x.get(0), x.get(1))))
            .domain(new Interval(-0.7, 0.7), new Interval(-0.7, 0.7))
            .build();

    static final ScalarOperator ATAN_DIFFERENCE = step(
                    "atan_difference", "atan(a) - atan(b)", "atan", org.wengert.runtime.Distances::atan)
            .cost(4, 1)
            .rule("#/(1 + a^2)", (g, x, y) -> Partial.times(g.apply(Slopes.ATAN_SLOPE, x.get(0))))
            .rule(
                    "-#/(1 + b^2)",
                    (g, x, y) ->
                            Partial.times(g.apply(Slopes.ATAN_SLOPE, x.get(1))).negated())
            .build();

    static final ScalarOperator ATAN_STEP = step(
                    "atan_step", "atan(a + b) - atan(a)", "atanStep", org.wengert.runtime.Distances::atanStep)
            .cost(5, 1)
            .rule(
                    "#*(1/(1 + (a + b)^2) - 1/(1 + a^2))",
                    (g, x, y) -> Partial.times(g.apply(Distances.ATAN_SLOPE_STEP, x.get(0), x.get(1))))
            .rule(
                    "#/(1 + (a + b)^2)",
                    (g, x, y) -> Partial.times(g.apply(Slopes.ATAN_SLOPE, g.add(x.get(0), x.get(1)))))
            .build();

    /** The plain difference where a place is infinite or far out, where a product would not be a double. */
    static final ScalarOperator ATAN_SLOPE_STEP = function(
                    "atan_slope_step",
                    "1/(1 + (a + b)^2) - 1/(1 + a^2) without cancellation",
                    "1/(1 + (a + b)^2) - 1/(1 + a^2)",
                    Distances::atanSlopeStep)
            .internal()
            .lowersTo((g, x) -> {
                Node sum = g.add(x.get(0), x.get(1));
                Node slope = g.apply(Slopes.ATAN_SLOPE, x.get(0));
                Node slopeOfSum = g.apply(Slopes.ATAN_SLOPE, sum);
                Node product = g.multiply(g.multiply(x.get(1), slopeOfSum), g.multiply(g.add(x.get(0), sum), slope));
                return g.select(areSquaresDoubles(g, x.get(0), sum), g.negate(product), g.subtract(slopeOfSum, slope));
            })
            .rule("#*2*(a/(1 + a^2)^2 - (a + b)/(1 + (a + b)^2)^2)", (g, x, y) -> {
                Node sum = g.add(x.get(0), x.get(1));
                Node slope = g.apply(Slopes.ATAN_SLOPE, x.get(0));
                Node slopeOfSum = g.apply(Slopes.ATAN_SLOPE, sum);
                Node kept = g.add(
                        g.multiply(x.get(1), g.square(slopeOfSum)),
                        g.multiply(g.multiply(x.get(0), y), g.add(slopeOfSum, slope)));
                Node plain = g.subtract(bend(g, sum), bend(g, x.get(0)));
                return Partial.times(g.multiply(2, g.select(areSquaresDoubles(g, x.get(0), sum), kept, plain)))
                        .negated();
            })
            .rule(
                    "-#*2*(a + b)/(1 + (a + b)^2)^2",
                    (g, x, y) -> Partial.times(g.multiply(2, bend(g, g.add(x.get(0), x.get(1)))))
                            .negated())
            .build();

    static final ScalarOperator ERF_DIFFERENCE = step(
                    "erf_difference", "erf(a) - erf(b)", "erf", org.wengert.runtime.Distances::erf)
            .cost(2, 2)
            .rule("#*2/sqrt(pi)*exp(-a^2)", (g, x, y) -> bell(g, x.get(0)))
            .rule("-#*2/sqrt(pi)*exp(-b^2)", (g, x, y) -> bell(g, x.get(1)).negated())
            .build();

    static final ScalarOperator ERF_STEP = step(
                    "erf_step", "erf(a + b) - erf(a)", "erfStep", org.wengert.runtime.Distances::erfStep)
            .cost(3, 2)
            .rule("#*2/sqrt(pi)*(exp(-(a + b)^2) - exp(-a^2))", (g, x, y) -> {
                Node sum = g.add(x.get(0), x.get(1));
                Node by = g.multiply(x.get(1), g.add(x.get(0), sum));
                Node step = g.apply(EXP_STEP, g.negate(g.square(x.get(0))), g.negate(by));
                Node plain = g.subtract(g.apply(Bells.gauss(0), sum), g.apply(Bells.gauss(0), x.get(0)));
                return Partial.times(g.multiply(2 / Math.sqrt(Math.PI), g.select(isBelow(g, by, 1), step, plain)));
            })
            .rule("#*2/sqrt(pi)*exp(-(a + b)^2)", (g, x, y) -> bell(g, g.add(x.get(0), x.get(1))))
            .build();

    /** A difference whose derivatives would be products of parts that leave the range. */
    static final ScalarOperator XLOGX_STEP = function(
                    "xlogx_step",
                    "(a + b)*log(a + b) - a*log(a) without cancellation",
                    "(a + b)*log(a + b) - a*log(a)",
                    (a, b) -> a * Differences.logStep(a, b) + b * Math.log(a + b))
            .internal()
            .lowersTo((g, x) -> g.add(
                    g.multiply(x.get(0), g.apply(Logs.LOG_STEP, x.get(0), x.get(1))),
                    g.multiply(x.get(1), g.apply(Exponentials.LOG, g.add(x.get(0), x.get(1))))))
            .rule("#*(log(a + b) - log(a))", (g, x, y) -> Partial.times(g.apply(Logs.LOG_STEP, x.get(0), x.get(1))))
            .rule(
                    "#*(1 + log(a + b))",
                    (g, x, y) ->
                            Partial.times(g.add(g.constant(1), g.apply(Exponentials.LOG, g.add(x.get(0), x.get(1))))))
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator QUADRATIC_ROOT = ScalarOperator.ofThree(
                    "quadratic_root",
                    "(sqrt(b^2 + a*c) - b)/a without cancellation",
                    "(sqrt(b^2 + a*c) - b)/a",
                    x -> org.wengert.runtime.Distances.quadraticRoot(x[0], x[1], x[2]))
            .internal()
            .java(JavaForm.call(KERNELS + "quadraticRoot", 3))
            .cost(6, 0)
            .reference("c/(sqrt(b^2 + a*c) + b) for b > 0")
            .rule(
                    "-#*y/2*(y/sqrt(b^2 + a*c))",
                    (g, x, y) -> Partial.times(g.multiply(
                                    0.5, g.apply(Distances.QUADRATIC_ROOT_SQUARE, x.get(0), x.get(1), x.get(2))))
                            .negated())
            .rule(
                    "-#*y/sqrt(b^2 + a*c)",
                    (g, x, y) -> Partial.times(overDiscriminant(g, x)).negated())
            .rule("#/(2*sqrt(b^2 + a*c))", (g, x, y) -> {
                Node root = discriminant(g, x);
                return Partial.guardedOver(g.multiply(2, root), root);
            })
            .domain(Interval.POSITIVE, Interval.REALS, Interval.POSITIVE)
            .build();

    /** Not the product that it is, whose derivative in c would cancel where b is less than 0. */
    static final ScalarOperator QUADRATIC_ROOT_SQUARE = ScalarOperator.ofThree(
                    "quadratic_root_square",
                    "square of quadratic_root over sqrt(b^2 + a*c)",
                    "(sqrt(b^2 + a*c) - b)^2/a^2/sqrt(b^2 + a*c)",
                    x -> org.wengert.runtime.Distances.quadraticRoot(x[0], x[1], x[2])
                            * org.wengert.runtime.Distances.quadraticRootSlope(x[0], x[1], x[2]))
            .internal()
            .lowersTo(
                    (g, x) -> g.multiply(g.apply(QUADRATIC_ROOT, x.get(0), x.get(1), x.get(2)), overDiscriminant(g, x)))
            .rule("-#*y*((sqrt(b^2 + a*c) - b)/a/sqrt(b^2 + a*c) + c/2/(b^2 + a*c))", (g, x, y) -> {
                Node slope = overDiscriminant(g, x);
                Node share = g.divide(x.get(2), g.square(discriminant(g, x)));
                return Partial.times(g.multiply(y, g.add(slope, g.multiply(0.5, share))))
                        .negated();
            })
            .rule("-#*(y + c*(sqrt(b^2 + a*c) - b)/a/(b^2 + a*c))/sqrt(b^2 + a*c)", (g, x, y) -> {
                Node slope = overDiscriminant(g, x);
                Node share = g.divide(x.get(2), g.square(discriminant(g, x)));
                return Partial.times(g.multiply(slope, g.add(slope, share))).negated();
            })
            .rule("#*c/2/(b^2 + a*c)^1.5", (g, x, y) -> overCube(g, g.multiply(0.5, x.get(2)), x))
            .domain(Interval.POSITIVE, Interval.REALS, Interval.POSITIVE)
            .build();

    static final ScalarOperator QUADRATIC_ROOT_SLOPE = ScalarOperator.ofThree(
                    "quadratic_root_slope",
                    "quadratic_root over sqrt(b^2 + a*c)",
                    "(1 - b/sqrt(b^2 + a*c))/a",
                    x -> org.wengert.runtime.Distances.quadraticRootSlope(x[0], x[1], x[2]))
            .internal()
            .java(JavaForm.call(KERNELS + "quadraticRootSlope", 3))
            .cost(7, 0)
            .rule("-#*y/2*(y + c/(b^2 + a*c))", (g, x, y) -> {
                Node share = g.divide(x.get(2), g.square(discriminant(g, x)));
                return Partial.times(g.multiply(g.multiply(0.5, y), g.add(y, share)))
                        .negated();
            })
            .rule("-#*c/(b^2 + a*c)^1.5", (g, x, y) -> overCube(g, x.get(2), x).negated())
            .rule("#*b/2/(b^2 + a*c)^1.5", (g, x, y) -> overCube(g, g.multiply(0.5, x.get(1)), x))
            .domain(Interval.POSITIVE, Interval.REALS, Interval.POSITIVE)
            .build();

    /** The value as that of {@link Steps#ROOT_LESS}, whose derivative in a would cancel where its second operand moves along. */
    static final ScalarOperator ROOT_OF_QUADRATIC_LESS = ScalarOperator.ofThree(
                    "root_of_quadratic_less",
                    "sqrt(a^2 + b*a + c) - a without cancellation",
                    "sqrt(a^2 + b*a + c) - a",
                    x -> org.wengert.runtime.Differences.rootLess(x[0], x[1] * x[0] + x[2]))
            .internal()
            .lowersTo((g, x) -> g.apply(Steps.ROOT_LESS, x.get(0), linear(g, x)))
            .rule(
                    "#*((2*a + b)/(2*sqrt(a^2 + b*a + c)) - 1)",
                    (g, x, y) -> Partial.times(
                                    g.apply(Distances.ROOT_OF_QUADRATIC_LESS_SLOPE, x.get(0), x.get(1), x.get(2)))
                            .steepUnless(false))
            .rule(
                    "#*a/(2*sqrt(a^2 + b*a + c))",
                    (g, x, y) -> Partial.times(
                            g.multiply(0.5, g.apply(Distances.SHARE_OF_QUADRATIC_ROOT, x.get(0), x.get(1), x.get(2)))))
            .rule("#/(2*sqrt(a^2 + b*a + c))", (g, x, y) -> {
                Node root = quadratic(g, x);
                return Partial.guardedOver(g.multiply(2, root), root);
            })
            .domain(Interval.POSITIVE, Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator ROOT_OF_QUADRATIC_LESS_SLOPE = ScalarOperator.ofThree(
                    "root_of_quadratic_less_slope",
                    "derivative of root_of_quadratic_less",
                    "(2*a + b)/(2*sqrt(a^2 + b*a + c)) - 1",
                    x -> org.wengert.runtime.Distances.rootOfQuadraticLessSlope(x[0], x[1], x[2]))
            .internal()
            .java(JavaForm.call(KERNELS + "rootOfQuadraticLessSlope", 3))
            .cost(8, 0)
            .reference("(b^2 - 4*c)/(2*r*(2*r + 2*a + b)), r = sqrt(a^2 + b*a + c), for 2*a + b > 0")
            .rule(
                    "#*(4*c - b^2)/4/(a^2 + b*a + c)^1.5",
                    (g, x, y) -> overCubeOfRoot(
                            g, 0.25, g.subtract(g.multiply(4, x.get(2)), g.square(x.get(1))), quadratic(g, x)))
            .rule(
                    "#*(b*a + 2*c)/4/(a^2 + b*a + c)^1.5",
                    (g, x, y) -> overCubeOfRoot(g, 0.25, middle(g, x), quadratic(g, x)))
            .rule(
                    "-#*(2*a + b)/4/(a^2 + b*a + c)^1.5",
                    (g, x, y) -> overCubeOfRoot(g, 0.25, g.add(g.multiply(2, x.get(0)), x.get(1)), quadratic(g, x))
                            .negated())
            .domain(Interval.POSITIVE, Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator SHARE_OF_QUADRATIC_ROOT = ScalarOperator.ofThree(
                    "share_of_quadratic_root",
                    "a over the root of a quadratic polynomial of a",
                    "a == 0 ? 0 : a/sqrt(a^2 + b*a + c)",
                    x -> x[0] == 0
                            ? 0
                            : x[0] / org.wengert.runtime.Differences.rootOfSquarePlus(x[0], x[1] * x[0] + x[2]))
            .internal()
            .lowersTo((g, x) -> g.guardedDivide(x.get(0), quadratic(g, x)))
            .rule(
                    "#*(b*a + 2*c)/2/(a^2 + b*a + c)^1.5",
                    (g, x, y) -> overCubeOfRoot(g, 0.5, middle(g, x), quadratic(g, x)))
            .rule("-#*a^2/2/(a^2 + b*a + c)^1.5", (g, x, y) -> {
                Node root = quadratic(g, x);
                Node share = g.divide(x.get(0), root);
                return Partial.times(g.multiply(0.5, g.divide(g.square(share), root)))
                        .negated();
            })
            .rule(
                    "-#*a/2/(a^2 + b*a + c)^1.5",
                    (g, x, y) ->
                            overCubeOfRoot(g, 0.5, x.get(0), quadratic(g, x)).negated())
            .domain(Interval.POSITIVE, Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final List<ScalarOperator> ALL = List.of(
            HYPOT_LESS,
            HYPOT_LESS_SLOPE,
            ROOT_DIFFERENCE,
            RECIPROCAL_ROOT_STEP,
            CBRT_DIFFERENCE,
            CBRT_STEP,
            RECIPROCAL_CBRT_STEP,
            RECIPROCAL_DIFFERENCE,
            QUOTIENT_DIFFERENCE,
            QUOTIENT_STEP,
            QUOTIENT_SQUARE_STEP,
            SQUARE_STEP,
            POWER_DIFFERENCE,
            POWER_STEP,
            EXP_STEP_OF,
            EXP_DIFFERENCE,
            EXP_STEP,
            SIGMOID_DIFFERENCE,
            SIGMOID_STEP,
            TANH_STEP,
            SIGMOID_SLOPE_STEP,
            SECH_SQUARE_STEP,
            TAN_DIFFERENCE,
            TAN_STEP,
            ATAN_DIFFERENCE,
            ATAN_STEP,
            ATAN_SLOPE_STEP,
            ERF_DIFFERENCE,
            ERF_STEP,
            XLOGX_STEP,
            QUADRATIC_ROOT,
            QUADRATIC_ROOT_SQUARE,
            QUADRATIC_ROOT_SLOPE,
            ROOT_OF_QUADRATIC_LESS,
            ROOT_OF_QUADRATIC_LESS_SLOPE,
            SHARE_OF_QUADRATIC_ROOT);

    private Distances() {}

    private static ScalarOperator.Builder step(
            String name, String formula, String method, java.util.function.DoubleBinaryOperator kernel) {
        return Steps.step(name, formula, KERNELS + method, kernel);
    }

    private static ScalarOperator.Builder kernelOfThree(
            String name, String summary, String method, ScalarOperator.Kernel kernel) {
        return ScalarOperator.ofThree(name, summary, summary.replace(" without cancellation", ""), kernel)
                .internal()
                .java(JavaForm.call(KERNELS + method, 3))
                .cost(4, 2)
                .reference("sums of products for whole exponents; at most 5 ulp where the formula cancels")
                .domain(Interval.POSITIVE, Interval.POSITIVE, Interval.REALS);
    }

    /** {@code (a + b)^c - a^c}. */
    static Node powerStep(Algebra g, Node a, Node b, Node c) {
        return c.isConstant(0)
                ? g.constant(0)
                : c.isConstant(1) ? b : c.isConstant(2) ? g.apply(SQUARE_STEP, a, b) : g.apply(POWER_STEP, a, b, c);
    }

    private static Node less(Algebra g, Node c) {
        return Match.constant(c).map(n -> g.constant(n - 1)).orElseGet(() -> g.subtract(c, g.constant(1)));
    }

    private static Partial powerSlope(Algebra g, Node a, Node c) {
        Optional<Double> n = Match.constant(c);
        boolean whole = n.filter(k -> k == Math.rint(k) && Math.abs(k) <= 64).isPresent();
        return whole
                ? Partial.times(g.multiply(c, g.apply(Powers.power(n.get().intValue() - 1), a)))
                : Partial.times(g.apply(PowerDerivatives.of(1, 0), a, c))
                        .steepUnless(n.filter(k -> k >= 1).isPresent());
    }

    private static Node overDiscriminant(Algebra g, List<Node> x) {
        return g.apply(Distances.QUADRATIC_ROOT_SLOPE, x.get(0), x.get(1), x.get(2));
    }

    private static Partial overCube(Algebra g, Node dividend, List<Node> x) {
        return Partial.times(g.divide(dividend, g.apply(Powers.power(3), discriminant(g, x))));
    }

    /** {@code b*a + c}. */
    private static Node linear(Algebra g, List<Node> x) {
        Node multiple = g.multiply(x.get(1), x.get(0));
        return x.get(2).isConstant(0) ? multiple : g.add(multiple, x.get(2));
    }

    /** {@code b*a + 2*c}. */
    private static Node middle(Algebra g, List<Node> x) {
        Node multiple = g.multiply(x.get(1), x.get(0));
        return x.get(2).isConstant(0) ? multiple : g.add(multiple, g.multiply(2, x.get(2)));
    }

    /** {@code sqrt(a^2 + b*a + c)}. */
    private static Node quadratic(Algebra g, List<Node> x) {
        return g.apply(Steps.ROOT_OF_SQUARE_PLUS, x.get(0), linear(g, x));
    }

    /** Divided three times: the cube may be no double. */
    static Partial overCubeOfRoot(Algebra g, double factor, Node dividend, Node root) {
        return Partial.times(g.multiply(factor, g.divide(g.divide(g.divide(dividend, root), root), root)));
    }

    private static Node discriminant(Algebra g, List<Node> x) {
        return g.apply(Steps.ROOT_OF_SQUARE_PLUS, x.get(1), g.multiply(x.get(0), x.get(2)));
    }

    private static Node part(Algebra g, Node a, Node b) {
        return g.apply(Euclidean.PART, a, b);
    }

    private static Node hypot(Algebra g, List<Node> x) {
        return g.apply(Euclidean.HYPOT, x.get(0), x.get(1));
    }

    /** A sigmoid {@code t} and its slope {@code s}, but for a factor, at both ends of a step. */
    private record Ends(Node by, Node t, Node tOfSum, Node s, Node sOfSum) {
        Node step(Algebra g, Node step) {
            return g.select(isBelow(g, by, 1), g.negate(g.multiply(step, g.add(t, tOfSum))), g.subtract(sOfSum, s));
        }

        /** The opposite of the derivative of a step of slopes, in the place: as {@code t'} is {@code 2*c*s}. */
        Node bend(Algebra g, double c, Node stepOfSlopes, Node step) {
            Node first = g.multiply(g.multiply(c, stepOfSlopes), g.add(t, tOfSum));
            Node second = g.multiply(step, g.add(s, sOfSum));
            Node plain = g.subtract(g.multiply(tOfSum, sOfSum), g.multiply(t, s));
            return g.select(isBelow(g, by, 1), g.add(first, second), g.multiply(2 * c, plain));
        }

        Node bendOfSum(Algebra g) {
            return g.multiply(tOfSum, sOfSum);
        }
    }

    private static Ends ends(Algebra g, List<Node> x, ScalarOperator t, ScalarOperator s) {
        Node sum = g.add(x.get(0), x.get(1));
        return new Ends(x.get(1), g.apply(t, x.get(0)), g.apply(t, sum), g.apply(s, x.get(0)), g.apply(s, sum));
    }

    private static double slopeStep(double by, double sumOfSigmoids, double step, double plain) {
        return Math.abs(by) < 1 ? -(step * sumOfSigmoids) : plain;
    }

    private static double atanSlopeStep(double a, double b) {
        double sum = a + b;
        double slope = Slopes.ATAN_SLOPE.evaluate(a);
        double slopeOfSum = Slopes.ATAN_SLOPE.evaluate(sum);
        return Math.abs(a) < SQUARES && Math.abs(sum) < SQUARES
                ? -(b * slopeOfSum * ((a + sum) * slope))
                : slopeOfSum - slope;
    }

    private static Node areSquaresDoubles(Algebra g, Node a, Node b) {
        return g.apply(Logic.AND, isBelow(g, a, SQUARES), isBelow(g, b, SQUARES));
    }

    /** {@code a/(1 + a^2)^2}. */
    private static Node bend(Algebra g, Node a) {
        return g.multiply(g.apply(Slopes.ATAN_SLOPE, a), g.apply(Slopes.OVER_SQUARES, a, g.constant(1)));
    }

    private static Node isBelow(Algebra g, Node a, double limit) {
        return g.apply(Logic.LESS, g.apply(Piecewise.ABS, a), g.constant(limit));
    }

    private static Node reciprocalRoot(Algebra g, Node a) {
        return g.divide(g.constant(1), g.apply(Powers.SQRT, a));
    }

    private static Node reciprocalCbrt(Algebra g, Node a) {
        return g.divide(g.constant(1), g.apply(Powers.CBRT, a));
    }

    private static Partial overCbrt(Algebra g, Node a) {
        Node root = g.apply(Powers.CBRT, a);
        return Partial.guardedOver(g.multiply(3, g.square(root)), root);
    }

    /** {@code #*c/a^2}, which may be a double where the square is none. */
    private static Partial overSquare(Algebra g, Node c, Node a) {
        return Partial.overTimes(a, g.divide(c, a));
    }

    private static Node exp(Algebra g, Node a) {
        return g.apply(Exponentials.EXP, a);
    }

    private static Partial tanSlope(Algebra g, Node a) {
        return Partial.times(g.add(g.constant(1), g.square(g.apply(Trigonometric.TAN, a))));
    }

    private static Partial bell(Algebra g, Node a) {
        return Partial.times(g.multiply(2 / Math.sqrt(Math.PI), g.apply(Bells.gauss(0), a)));
    }
}
