package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import org.wengert.ir.Node;
import org.wengert.op.JavaForm.Binding;
import org.wengert.runtime.Quotients;

/**
 * Derivatives that have a name of their own, because put together from the value they would overflow, vanish or lose digits
 * where they have a value: {@code 1 - tanh(x)^2} has no digit at x = 20, {@code b/(a^2 + b^2)} is 0 at 1e155. They are closed
 * under differentiation, and finite at infinities. What is taken from a value that is there anyway is an operator that lowering
 * makes, named {@code …_of}.
 */
final class Slopes {

    /** {@code a/(a^2 + b^2)}, given the sum of squares, which both derivatives of an angle share. */
    static final ScalarOperator OVER_SQUARES_OF = function(
                    "over_squares_of",
                    "a/(a^2 + b^2) from c = a^2 + b^2, also where that is no double",
                    "a/c",
                    Quotients::overSquares)
            .finishing()
            .notation("over_squares_of(a, b, c)")
            .java("Quotients.overSquares")
            .cost(1, 0)
            .domain(Interval.REALS, Interval.REALS, Interval.POSITIVE)
            .build();

    static final ScalarOperator OVER_SQUARES = function(
                    "over_squares",
                    "a over the square of its distance from the origin",
                    "a/(a^2 + b^2)",
                    (a, b) -> Quotients.overSquares(a, b, a * a + b * b))
            .internal()
            .lowersTo((g, x) ->
                    g.apply(OVER_SQUARES_OF, x.get(0), x.get(1), g.add(g.square(x.get(0)), g.square(x.get(1)))))
            .rule("#*(b - a)*(b + a)/(a^2 + b^2)^2", (g, x, y) -> {
                // With s = b - a and t = b + a, s^2 + t^2 is 2*(a^2 + b^2): the same function again, twice.
                Node s = g.subtract(x.get(1), x.get(0));
                Node t = g.add(x.get(1), x.get(0));
                return Partial.times(g.multiply(4, g.multiply(overSquares(g, s, t), overSquares(g, t, s))));
            })
            .rule(
                    "-#*2*a*b/(a^2 + b^2)^2",
                    (g, x, y) -> Partial.times(g.multiply(2, g.multiply(y, overSquares(g, x.get(1), x.get(0)))))
                            .negated())
            .build();

    static final ScalarOperator ATAN_SLOPE = function(
                    "atan_slope", "derivative of atan", "1/(1 + x^2)", Quotients::overOnePlusSquare)
            .internal()
            .java("Quotients.overOnePlusSquare")
            .cost(3, 0)
            .rule(
                    "-#*2*x/(1 + x^2)^2",
                    (g, x, y) -> Partial.times(g.multiply(2, g.multiply(y, overSquares(g, x.get(0), g.constant(1)))))
                            .negated())
            .build();

    static final ScalarOperator OVER_ROOT = function(
                    "over_root", "derivative of asinh", "1/sqrt(1 + x^2)", Quotients::overRoot)
            .internal()
            .java("Quotients.overRoot")
            .cost(4, 0)
            .rule(
                    "-#*x/sqrt(1 + x^2)^3",
                    (g, x, y) -> Partial.times(g.multiply(g.square(y), g.apply(Slopes.QUOTIENT_BY_ROOT, x.get(0))))
                            .negated())
            .build();

    static final ScalarOperator QUOTIENT_BY_ROOT = function(
                    "quotient_by_root", "x scaled to between -1 and 1", "x/sqrt(1 + x^2)", Quotients::quotientByRoot)
            .internal()
            .java("Quotients.quotientByRoot")
            .cost(4, 0)
            .rule(
                    "#/sqrt(1 + x^2)^3",
                    (g, x, y) -> Partial.times(g.apply(Powers.power(3), g.apply(OVER_ROOT, x.get(0)))))
            .build();

    static final ScalarOperator ROOT_OF_SQUARE_LESS_ONE = function(
                    "root_of_square_less_one",
                    "square root of x^2 - 1",
                    "sqrt((x - 1)*(x + 1))",
                    Quotients::rootOfSquareLessOne)
            .internal()
            .java("Quotients.rootOfSquareLessOne")
            .cost(4, 0)
            .rule("#*x/y", (g, x, y) -> Partial.times(g.apply(Slopes.QUOTIENT_BY_LESSER_ROOT, x.get(0))))
            .domain(new Interval(1, 9))
            .build();

    static final ScalarOperator QUOTIENT_BY_LESSER_ROOT = function(
                    "quotient_by_lesser_root",
                    "x over the square root of x^2 - 1",
                    "x/sqrt((x - 1)*(x + 1))",
                    x -> x == Double.POSITIVE_INFINITY ? 1 : x / Quotients.rootOfSquareLessOne(x))
            .internal()
            .java(JavaForm.template(
                    "$0 == Double.POSITIVE_INFINITY ? 1.0 : $0 / Quotients.rootOfSquareLessOne($0)",
                    Binding.CONDITIONAL))
            .cost(5, 0)
            .rule("-#/((x - 1)*(x + 1))^1.5", (g, x, y) -> {
                Node root = g.apply(ROOT_OF_SQUARE_LESS_ONE, x.get(0));
                return Partial.times(g.apply(Powers.power(-3), root)).negated();
            })
            .domain(new Interval(1, 9))
            .build();

    static final ScalarOperator SECH_SQUARE_OF = function(
                    "sech_square_of", "1/cosh(a)^2 from b = tanh(a)", "1 - b^2", Quotients::sechSquare)
            .finishing()
            .notation("sech_square_of(a, b)")
            .java("Quotients.sechSquare")
            .cost(3, 0)
            .domain(Interval.REALS, new Interval(-0.7, 0.7))
            .build();

    static final ScalarOperator SECH_SQUARE = function(
                    "sech_square", "derivative of tanh", "1/cosh(x)^2", x -> Quotients.sechSquare(x, Math.tanh(x)))
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
                    Quotients::sigmoid)
            .finishing()
            .notation("sigmoid_of(a, b)")
            .java("Quotients.sigmoid")
            .cost(2, 0)
            .domain(Interval.REALS, Interval.POSITIVE)
            .build();

    static final ScalarOperator SIGMOID_SLOPE = function(
                    "sigmoid_slope",
                    "derivative of sigmoid",
                    "sigmoid(x)*(1 - sigmoid(x))",
                    x -> Exponentials.SIGMOID.evaluate(x) * Exponentials.SIGMOID_COMPLEMENT.evaluate(x))
            .internal()
            .lowersTo((g, x) -> g.multiply(
                    g.apply(Exponentials.SIGMOID, x.get(0)), g.apply(Exponentials.SIGMOID_COMPLEMENT, x.get(0))))
            .rule(
                    "-#*y*tanh(x/2)",
                    (g, x, y) -> Partial.times(g.multiply(y, g.apply(Slopes.HALF_TANH, x.get(0))))
                            .negated())
            .build();

    static final ScalarOperator HALF_TANH_OF = function(
                    "half_tanh_of", "tanh(a/2) from b = sigmoid(a)", "2*b - 1", Quotients::halfTanh)
            .finishing()
            .notation("half_tanh_of(a, b)")
            .java("Quotients.halfTanh")
            .cost(2, 0)
            .domain(new Interval(1.5, 9), Interval.REALS)
            .build();

    /** {@code sigmoid(x) - sigmoid(-x)} with its digits near 0. */
    static final ScalarOperator HALF_TANH = function(
                    "half_tanh",
                    "2*sigmoid(x) - 1 without cancellation",
                    "tanh(x/2)",
                    x -> Quotients.halfTanh(x, Exponentials.SIGMOID.evaluate(x)))
            .internal()
            .lowersTo((g, x) -> g.apply(HALF_TANH_OF, x.get(0), g.apply(Exponentials.SIGMOID, x.get(0))))
            .rule(
                    "#*2*sigmoid(x)*(1 - sigmoid(x))",
                    (g, x, y) -> Partial.times(g.multiply(2, g.apply(SIGMOID_SLOPE, x.get(0)))))
            .build();

    static final List<ScalarOperator> ALL = List.of(
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
            SIGMOID_SLOPE,
            HALF_TANH_OF,
            HALF_TANH);

    private Slopes() {}

    private static Node overSquares(Algebra g, Node a, Node b) {
        return g.apply(Slopes.OVER_SQUARES, a, b);
    }
}
