package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;

/**
 * Derivatives that have a name of their own, because put together from the value they would overflow, vanish or lose digits
 * where they have a value: {@code 1 - tanh(x)^2} has no digit at x = 20, {@code b/(a^2 + b^2)} is 0 at 1e155. They are closed
 * under differentiation, and finite at infinities. What takes a value that is there anyway as a second operand, such as {@code
 * sech_square_of(x, tanh(x))}, is made by lowering alone; its rules are those of the piece that it computes.
 */
final class Slopes {

    /** Squares of numbers up to this one are doubles, and so are sums of two of them. */
    private static final double LARGE = 0x1p500;

    private static final double LEAST = 0x1p-1000;

    /** A slope that came through an infinite one, times that of an argument: one that stands still wins. */
    static final ScalarOperator STEEP_TIMES = function(
                    "steep_times",
                    "a*b, 0 where b is 0 and a is infinite or no number",
                    "b == 0 ? 0 : a*b",
                    (a, b) -> b == 0 && !(Math.abs(a) <= Double.MAX_VALUE) ? 0 : a * b)
            .internal()
            .java(JavaForm.of("$1 == 0 && !(Math.abs($0) <= Double.MAX_VALUE) ? 0.0 : $0 * $1"))
            .cost(2, 0)
            .rule(
                    "#*(b != 0 or abs(a) < 1e308 ? b : a*b)",
                    (g, x, y) -> Partial.times(g.select(
                                    g.apply(
                                            Logic.OR,
                                            g.apply(Logic.NOT_EQUAL, x.get(1), g.constant(0)),
                                            g.apply(
                                                    Logic.LESS,
                                                    g.apply(Piecewise.ABS, x.get(0)),
                                                    g.constant(Steep.INFINITE))),
                                    x.get(1),
                                    g.multiply(x.get(0), x.get(1))))
                            .atCorner(Match.is(x.get(1), Piecewise.SIGN)))
            .rule("#*a", (g, x, y) -> Partial.times(x.get(0)))
            .series((e, k) -> e.sums().product(e.operand(0), e.operand(1), k))
            .build();

    /** {@code a/(a^2 + b^2)}, given the sum of squares, which both derivatives of an angle share. */
    static final ScalarOperator OVER_SQUARES_OF = ScalarOperator.ofThree(
                    "over_squares_of",
                    "a/(a^2 + b^2) from c = a^2 + b^2, also where that is no double",
                    "a/c",
                    x -> overSquares(x[0], x[1], x[2]))
            .internal()
            .java(JavaForm.of("$2 > 0x1p-960 && $2 < 0x1p1000 ? $0 / $2"
                    + " : Math.abs($0) <= Double.MAX_VALUE ? $0 / Math.hypot($0, $1) / Math.hypot($0, $1) : 1 / $0"))
            .cost(1, 0)
            .rule("#/c", (g, x, y) -> Partial.over(x.get(2)))
            .rule("0", (g, x, y) -> Partial.ZERO)
            .rule("-#/c*y", (g, x, y) -> Partial.overTimes(x.get(2), y).negated())
            .domain(Interval.REALS, Interval.REALS, Interval.POSITIVE)
            .build();

    static final ScalarOperator OVER_SQUARES = function(
                    "over_squares",
                    "a over the square of its distance from the origin",
                    "a/(a^2 + b^2)",
                    (a, b) -> overSquares(a, b, a * a + b * b))
            .internal()
            .lowersTo((g, x) ->
                    g.apply(OVER_SQUARES_OF, x.get(0), x.get(1), g.add(g.square(x.get(0)), g.square(x.get(1)))))
            .rule("#*(b - a)*(b + a)/(a^2 + b^2)^2", (g, x, y) -> {
                // With s = b - a and t = b + a, s^2 + t^2 is 2*(a^2 + b^2): the same function again, twice.
                Node s = g.subtract(x.get(1), x.get(0));
                Node t = g.add(x.get(1), x.get(0));
                return Partial.timesBoth(overSquares(g, s, t), g.multiply(4, overSquares(g, t, s)));
            })
            .rule(
                    "-#*2*a*b/(a^2 + b^2)^2",
                    (g, x, y) -> Partial.timesBoth(y, g.multiply(2, overSquares(g, x.get(1), x.get(0))))
                            .negated())
            .series((e, k) -> e.sums()
                    .quotient(
                            e.operand(0),
                            e.of((g, x, y) -> g.add(g.square(x.get(0)), g.square(x.get(1)))),
                            e.value(),
                            k,
                            e.sums().algebra()::divide))
            .build();

    static final ScalarOperator ATAN_SLOPE = function(
                    "atan_slope",
                    "derivative of atan",
                    "1/(1 + x^2)",
                    x -> Math.abs(x) < LARGE ? 1 / (1 + x * x) : 1 / x / x)
            .internal()
            .java(JavaForm.of("Math.abs($0) < 0x1p500 ? 1 / (1 + $0 * $0) : 1 / $0 / $0"))
            .cost(3, 0)
            .rule(
                    "-#*2*x/(1 + x^2)^2",
                    (g, x, y) -> Partial.timesBoth(y, g.multiply(2, overSquares(g, x.get(0), g.constant(1))))
                            .negated())
            .series((e, k) -> e.sums()
                    .quotient(
                            j -> Optional.empty(),
                            e.of((g, x, y) -> g.add(g.constant(1), g.square(x.get(0)))),
                            e.value(),
                            k,
                            e.sums().algebra()::divide))
            .build();

    static final ScalarOperator OVER_ROOT = function(
                    "over_root",
                    "derivative of asinh",
                    "1/sqrt(1 + x^2)",
                    x -> Math.abs(x) < LARGE ? 1 / Math.sqrt(1 + x * x) : 1 / Math.abs(x))
            .internal()
            .java(JavaForm.of("Math.abs($0) < 0x1p500 ? 1 / Math.sqrt(1 + $0 * $0) : 1 / Math.abs($0)"))
            .cost(4, 0)
            .rule(
                    "-#*x/sqrt(1 + x^2)^3",
                    (g, x, y) -> Partial.timesBoth(y, g.multiply(y, g.apply(Slopes.QUOTIENT_BY_ROOT, x.get(0))))
                            .negated())
            .build();

    static final ScalarOperator QUOTIENT_BY_ROOT = function(
                    "quotient_by_root",
                    "x scaled to between -1 and 1",
                    "x/sqrt(1 + x^2)",
                    x -> Math.abs(x) < LARGE ? x / Math.sqrt(1 + x * x) : Math.signum(x))
            .internal()
            .java(JavaForm.of("Math.abs($0) < 0x1p500 ? $0 / Math.sqrt(1 + $0 * $0) : Math.signum($0)"))
            .cost(4, 0)
            .rule(
                    "#/sqrt(1 + x^2)^3",
                    (g, x, y) -> Partial.times(g.apply(Powers.power(3), g.apply(OVER_ROOT, x.get(0)))))
            .build();

    static final ScalarOperator ROOT_OF_SQUARE_LESS_ONE = function(
                    "root_of_square_less_one",
                    "square root of x^2 - 1",
                    "sqrt((x - 1)*(x + 1))",
                    x -> x >= LARGE ? x : Math.sqrt((x - 1) * (x + 1)))
            .internal()
            .java(JavaForm.of("$0 >= 0x1p500 ? $0 : Math.sqrt(($0 - 1) * ($0 + 1))"))
            .cost(4, 0)
            .rule(
                    "#*x/y",
                    (g, x, y) -> Partial.times(g.apply(Slopes.QUOTIENT_BY_LESSER_ROOT, x.get(0)))
                            .steepUnless(!Steep.movesEvenly(g, x.get(0))))
            .domain(new Interval(1, 9))
            .build();

    static final ScalarOperator QUOTIENT_BY_LESSER_ROOT = function(
                    "quotient_by_lesser_root",
                    "x over the square root of x^2 - 1",
                    "x/sqrt((x - 1)*(x + 1))",
                    x -> x >= LARGE ? 1 : x / Math.sqrt((x - 1) * (x + 1)))
            .internal()
            .java(JavaForm.of("$0 >= 0x1p500 ? 1.0 : $0 / Math.sqrt(($0 - 1) * ($0 + 1))"))
            .cost(5, 0)
            .rule("-#/((x - 1)*(x + 1))^1.5", (g, x, y) -> {
                Node root = g.apply(ROOT_OF_SQUARE_LESS_ONE, x.get(0));
                return Partial.times(g.apply(Powers.power(-3), root)).negated();
            })
            .domain(new Interval(1, 9))
            .build();

    /** Beyond 3/4 by {@code 1/(1 + exp(-2*abs(a))) = (1 + abs(b))/2}. */
    static final ScalarOperator SECH_SQUARE_OF = function(
                    "sech_square_of", "1/cosh(a)^2 from b = tanh(a)", "1 - b^2", Slopes::sechSquare)
            .internal()
            .java(JavaForm.of("Math.abs($1) < 0.75 ? (1 - $1) * (1 + $1)"
                    + " : Math.exp(-2 * Math.abs($0)) * (1 + Math.abs($1)) * (1 + Math.abs($1))"))
            .cost(3, 0)
            .rule("0", (g, x, y) -> Partial.ZERO)
            .rule("-#*2*b", (g, x, y) -> Partial.times(g.multiply(2, x.get(1))).negated())
            .domain(Interval.REALS, new Interval(-0.7, 0.7))
            .build();

    static final ScalarOperator SECH_SQUARE = function(
                    "sech_square", "derivative of tanh", "1/cosh(x)^2", x -> sechSquare(x, Math.tanh(x)))
            .internal()
            .lowersTo((g, x) -> g.apply(SECH_SQUARE_OF, x.get(0), g.apply(Trigonometric.TANH, x.get(0))))
            .rule(
                    "-#*2*y*tanh(x)",
                    (g, x, y) -> Partial.times(g.multiply(2, g.multiply(y, g.apply(Trigonometric.TANH, x.get(0)))))
                            .negated())
            .build();

    static final ScalarOperator SIGMOID_OF = function(
                    "sigmoid_of",
                    "sigmoid(a) from b = exp(-a), also where that overflows",
                    "1/(1 + b)",
                    (a, b) -> b < Double.POSITIVE_INFINITY ? 1 / (1 + b) : Math.exp(a))
            .internal()
            .java(JavaForm.of("$1 < Double.POSITIVE_INFINITY ? 1 / (1 + $1) : Math.exp($0)"))
            .cost(2, 0)
            .rule("0", (g, x, y) -> Partial.ZERO)
            .rule("-#*y^2", (g, x, y) -> Partial.times(g.square(y)).negated())
            .domain(Interval.REALS, Interval.POSITIVE)
            .build();

    /** The complement of the sigmoid is {@code b*a}, without cancellation. */
    static final ScalarOperator SIGMOID_SLOPE_OF = function(
                    "sigmoid_slope_of",
                    "sigmoid(x)*(1 - sigmoid(x)) from a = sigmoid(x) and b = exp(-x), also where that overflows",
                    "b*a*a",
                    Slopes::sigmoidSlope)
            .internal()
            .java(JavaForm.of("$1 < Double.POSITIVE_INFINITY ? $1 * $0 * $0 : $0"))
            .cost(3, 0)
            .rule("#*2*b*a", (g, x, y) -> Partial.times(g.multiply(2, g.multiply(x.get(1), x.get(0)))))
            .rule("#*a^2", (g, x, y) -> Partial.times(g.square(x.get(0))))
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final ScalarOperator SIGMOID_SLOPE = function(
                    "sigmoid_slope",
                    "derivative of sigmoid",
                    "sigmoid(x)*(1 - sigmoid(x))",
                    x -> sigmoidSlope(Exponentials.SIGMOID.evaluate(x), Math.exp(-x)))
            .internal()
            .lowersTo((g, x) -> g.apply(
                    SIGMOID_SLOPE_OF,
                    g.apply(Exponentials.SIGMOID, x.get(0)),
                    g.apply(Exponentials.NEGATIVE_EXP, x.get(0))))
            .rule(
                    "-#*y*tanh(x/2)",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(Slopes.HALF_TANH, x.get(0))))
                            .negated())
            .build();

    static final ScalarOperator HALF_TANH_OF = function(
                    "half_tanh_of", "tanh(a/2) from b = sigmoid(a)", "2*b - 1", Slopes::halfTanh)
            .internal()
            .java(JavaForm.of("Math.abs($0) < 1 ? Math.tanh(0.5 * $0) : 2 * $1 - 1"))
            .cost(2, 0)
            .rule("0", (g, x, y) -> Partial.ZERO)
            .rule("#*2", (g, x, y) -> Partial.times(g.constant(2)))
            .domain(new Interval(1.5, 9), Interval.REALS)
            .build();

    /** {@code sigmoid(x) - sigmoid(-x)} with its digits near 0. */
    static final ScalarOperator HALF_TANH = function(
                    "half_tanh",
                    "2*sigmoid(x) - 1 without cancellation",
                    "tanh(x/2)",
                    x -> halfTanh(x, Exponentials.SIGMOID.evaluate(x)))
            .internal()
            .lowersTo((g, x) -> g.apply(HALF_TANH_OF, x.get(0), g.apply(Exponentials.SIGMOID, x.get(0))))
            .rule(
                    "#*2*sigmoid(x)*(1 - sigmoid(x))",
                    (g, x, y) -> Partial.times(g.multiply(2, g.apply(SIGMOID_SLOPE, x.get(0)))))
            .build();

    /** From {@code exp(-abs(a))}, as is what it has for derivatives, {@code 1/(b + c*exp(a))}: the same of the opposite. */
    static final ScalarOperator EXP_SHARE = ScalarOperator.ofThree(
                    "exp_share",
                    "exponential over a sum with a multiple of it, without overflow",
                    "exp(a)/(b + c*exp(a))",
                    x -> {
                        double e = Math.exp(-Math.abs(x[0]));
                        return x[0] > 0 ? 1 / (x[2] + x[1] * e) : e / (x[1] + x[2] * e);
                    })
            .internal()
            .lowersTo((g, x) -> overSum(g, x, g.constant(1), scaled(g, x)))
            .rule(
                    "#*b*exp(a)/(b + c*exp(a))^2",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(Slopes.EXP_REST, x.get(0), x.get(1), x.get(2)))))
            .rule(
                    "-#*exp(a)/(b + c*exp(a))^2",
                    (g, x, y) -> Partial.times(g.multiply(y, opposite(g, x))).negated())
            .rule("-#*y^2", (g, x, y) -> Partial.times(g.square(y)).negated())
            .domain(Interval.REALS, Interval.POSITIVE, Interval.POSITIVE)
            .build();

    /** The other share. What derivatives are made of are products of shares, for a square of the sum may be no double. */
    static final ScalarOperator EXP_REST = ScalarOperator.ofThree(
                    "exp_rest",
                    "what the share of an exponential leaves of 1, without overflow",
                    "b/(b + c*exp(a))",
                    x -> {
                        double e = Math.exp(-Math.abs(x[0]));
                        return Math.abs(x[1]) == Double.POSITIVE_INFINITY
                                ? 1
                                : x[0] > 0 ? x[1] * e / (x[2] + x[1] * e) : x[1] / (x[1] + x[2] * e);
                    })
            .internal()
            .lowersTo((g, x) -> {
                Node share = overSum(g, x, g.multiply(x.get(1), scaled(g, x)), x.get(1));
                Node infinite =
                        g.apply(Logic.EQUAL, g.apply(Piecewise.ABS, x.get(1)), g.constant(Double.POSITIVE_INFINITY));
                return x.get(1).isConstant() ? share : g.select(infinite, g.constant(1), share);
            })
            .rule(
                    "-#*y*(1 - y)",
                    (g, x, y) -> Partial.times(g.multiply(y, other(g, x))).negated())
            .rule("#*(1 - y)/(b + c*exp(a))", (g, x, y) -> Partial.times(g.multiply(other(g, x), opposite(g, x))))
            .rule(
                    "-#*y*exp(a)/(b + c*exp(a))",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(EXP_SHARE, x.get(0), x.get(1), x.get(2))))
                            .negated())
            .domain(Interval.REALS, Interval.POSITIVE, Interval.POSITIVE)
            .build();

    /** Beside {@link #SOFT_TAIL}, with which it has no kink. */
    static final ScalarOperator HALF_RELU = function(
                    "half_relu", "positive part, with derivative 1/2 at 0", "max(x, 0)", x -> Math.max(x, 0))
            .internal()
            .java(JavaForm.of("Math.max($0, 0)"))
            .cost(1, 0)
            .rule(
                    "#*(1 + sign(x))/2",
                    (g, x, y) ->
                            Partial.times(g.multiply(0.5, g.add(g.constant(1), g.apply(Piecewise.SIGN, x.get(0))))))
            .build();

    /** {@code softplus(x)} less {@code max(x, 0)}, whose derivative jumps at 0; what is differentiated is the rest of it. */
    static final ScalarOperator SOFT_TAIL = function(
                    "soft_tail",
                    "log(1 + exp(-abs(x))) without the kink at 0",
                    "log1p(exp(-abs(x)))",
                    x -> Exponentials.SOFTPLUS.evaluate(-Math.abs(x)))
            .internal()
            .lowersTo((g, x) -> g.apply(Exponentials.SOFTPLUS, g.negate(g.apply(Piecewise.ABS, x.get(0)))))
            .rule("-#*sign(x)*sigmoid(-abs(x))", (g, x, y) -> Partial.times(g.apply(Slopes.SOFT_TAIL_SLOPE, x.get(0))))
            .build();

    static final ScalarOperator SOFT_TAIL_SLOPE = function(
                    "soft_tail_slope",
                    "sigmoid(x) less the unit step",
                    "-sign(x)*sigmoid(-abs(x))",
                    x -> -Math.signum(x) * Exponentials.SIGMOID.evaluate(-Math.abs(x)))
            .internal()
            .lowersTo((g, x) -> g.multiply(
                    g.negate(g.apply(Piecewise.SIGN, x.get(0))),
                    g.apply(Exponentials.SIGMOID, g.negate(g.apply(Piecewise.ABS, x.get(0))))))
            .rule("#*sigmoid(x)*(1 - sigmoid(x))", (g, x, y) -> Partial.times(g.apply(SIGMOID_SLOPE, x.get(0))))
            .build();

    static final List<ScalarOperator> ALL = List.of(
            STEEP_TIMES,
            OVER_SQUARES_OF,
            OVER_SQUARES,
            ATAN_SLOPE,
            OVER_ROOT,
            QUOTIENT_BY_ROOT,
            ROOT_OF_SQUARE_LESS_ONE,
            QUOTIENT_BY_LESSER_ROOT,
            SECH_SQUARE_OF,
            SECH_SQUARE,
            SIGMOID_OF,
            SIGMOID_SLOPE_OF,
            SIGMOID_SLOPE,
            HALF_TANH_OF,
            HALF_TANH,
            EXP_SHARE,
            EXP_REST,
            HALF_RELU,
            SOFT_TAIL,
            SOFT_TAIL_SLOPE);

    private Slopes() {}

    /** {@code exp(-abs(a))}, which does not overflow. */
    private static Node scaled(Algebra g, List<Node> x) {
        return g.apply(Exponentials.EXP, g.negate(g.apply(Piecewise.ABS, x.get(0))));
    }

    /** A dividend over {@code b + c*exp(a)}, both multiplied by {@code exp(-a)} where a is above 0. */
    private static Node overSum(Algebra g, List<Node> x, Node above, Node otherwise) {
        Node e = scaled(g, x);
        Node positive = g.apply(Logic.GREATER, x.get(0), g.constant(0));
        Node sum =
                g.select(positive, g.add(x.get(2), g.multiply(x.get(1), e)), g.add(x.get(1), g.multiply(x.get(2), e)));
        return g.divide(g.select(positive, above, otherwise), sum);
    }

    /** Whether a number that is not 0 is so large or so small that its square may be no double. */
    static Node isExtreme(Algebra g, Node x) {
        Node size = g.apply(Piecewise.ABS, x);
        Node small = g.apply(
                Logic.AND,
                g.apply(Logic.LESS, size, g.constant(1 / LARGE)),
                g.apply(Logic.NOT_EQUAL, x, g.constant(0)));
        return g.apply(Logic.OR, g.apply(Logic.GREATER, size, g.constant(LARGE)), small);
    }

    /** Whether a factor is 0, infinite or no number, or so near to that as to have lost digits. */
    static Node isBeyondDoubles(Algebra g, Node factor) {
        Node size = g.apply(Piecewise.ABS, factor);
        return g.apply(
                Logic.NOT,
                g.apply(
                        Logic.AND,
                        g.apply(Logic.GREATER, size, g.constant(LEAST)),
                        g.apply(Logic.LESS, size, g.constant(1 / LEAST))));
    }

    /** {@code 1 - exp_rest(a, b, c)}. */
    private static Node other(Algebra g, List<Node> x) {
        return g.apply(Slopes.EXP_REST, g.negate(x.get(0)), x.get(2), x.get(1));
    }

    private static Node opposite(Algebra g, List<Node> x) {
        return g.apply(Slopes.EXP_SHARE, g.negate(x.get(0)), x.get(2), x.get(1));
    }

    private static double overSquares(double a, double b, double squares) {
        if (squares > 0x1p-960 && squares < 0x1p1000) {
            return a / squares;
        }
        return Math.abs(a) <= Double.MAX_VALUE ? a / Math.hypot(a, b) / Math.hypot(a, b) : 1 / a;
    }

    private static double sechSquare(double x, double tanh) {
        return Math.abs(tanh) < 0.75
                ? (1 - tanh) * (1 + tanh)
                : Math.exp(-2 * Math.abs(x)) * (1 + Math.abs(tanh)) * (1 + Math.abs(tanh));
    }

    private static double sigmoidSlope(double sigmoid, double negativeExp) {
        return negativeExp < Double.POSITIVE_INFINITY ? negativeExp * sigmoid * sigmoid : sigmoid;
    }

    private static double halfTanh(double x, double sigmoid) {
        return Math.abs(x) < 1 ? Math.tanh(0.5 * x) : 2 * sigmoid - 1;
    }

    private static Node overSquares(Algebra g, Node a, Node b) {
        return g.apply(Slopes.OVER_SQUARES, a, b);
    }
}
