package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import org.wengert.ir.Node;
import org.wengert.runtime.Logarithms;

/** Circular and hyperbolic functions and their inverses. */
public final class Trigonometric {

    public static final ScalarOperator SIN = function("sin", "sine", "sin(x)", Math::sin)
            .java("Math.sin")
            .rule("#*cos(x)", (g, x, y) -> Partial.times(g.apply(Trigonometric.COS, x.get(0))))
            .build();

    public static final ScalarOperator COS = function("cos", "cosine", "cos(x)", Math::cos)
            .java("Math.cos")
            .rule(
                    "-#*sin(x)",
                    (g, x, y) -> Partial.times(g.apply(SIN, x.get(0))).negated())
            .identity("cos(sqrt(x)) and cos(norm(x)) are smooth at 0", (g, x) -> OfRoots.cosine(g, x.get(0)))
            .build();

    public static final ScalarOperator TAN = function("tan", "tangent", "tan(x)", Math::tan)
            .java("Math.tan")
            .rule("#*(1 + y^2)", (g, x, y) -> Partial.times(g.add(g.constant(1), g.square(y))))
            .domain(new Interval(-1.5, 1.5))
            .build();

    public static final ScalarOperator ASIN = function("asin", "inverse sine", "asin(x)", Math::asin)
            .java("Math.asin")
            .rule(
                    "#/sqrt((1 - x)*(1 + x))",
                    (g, x, y) -> Partial.guardedOver(g.apply(Powers.SQRT, oneMinusSquare(g, x.get(0))), y)
                            .winning(Steep.standsStill(g, x.get(0), 0.5)))
            .domain(Interval.UNIT)
            .build();

    public static final ScalarOperator ACOS = function("acos", "inverse cosine", "acos(x)", Math::acos)
            .java("Math.acos")
            .rule(
                    "-#/sqrt((1 - x)*(1 + x))",
                    (g, x, y) -> Partial.guardedOver(g.apply(Powers.SQRT, oneMinusSquare(g, x.get(0))), y)
                            .winning(Steep.standsStill(g, x.get(0), 0.5))
                            .negated())
            .domain(Interval.UNIT)
            .build();

    public static final ScalarOperator ATAN = function("atan", "inverse tangent", "atan(x)", Math::atan)
            .java("Math.atan")
            .rule("#/(1 + x^2)", (g, x, y) -> Partial.times(g.apply(Slopes.ATAN_SLOPE, x.get(0))))
            .identities(QuotientRewritings.ATAN)
            .build();

    public static final ScalarOperator ATAN2 = function(
                    "atan2", "angle of the point (b, a)", "atan2(a, b)", Math::atan2)
            .java("Math.atan2")
            .rule("#*b/(a^2 + b^2)", (g, x, y) -> angle(g, x.get(1), x.get(0)))
            .rule("-#*a/(a^2 + b^2)", (g, x, y) -> angle(g, x.get(0), x.get(1)).negated())
            .build();

    public static final ScalarOperator SINH = function("sinh", "hyperbolic sine", "(e^x - e^-x)/2", Math::sinh)
            .java("Math.sinh")
            .rule("#*cosh(x)", (g, x, y) -> Partial.times(g.apply(Trigonometric.COSH, x.get(0))))
            .build();

    public static final ScalarOperator COSH = function("cosh", "hyperbolic cosine", "(e^x + e^-x)/2", Math::cosh)
            .java("Math.cosh")
            .rule("#*sinh(x)", (g, x, y) -> Partial.times(g.apply(SINH, x.get(0))))
            .identity("cosh(sqrt(x)) and cosh(norm(x)) are smooth at 0", (g, x) -> OfRoots.hyperbolic(g, x.get(0)))
            .build();

    public static final ScalarOperator TANH = function(
                    "tanh", "hyperbolic tangent", "(e^x - e^-x)/(e^x + e^-x)", Math::tanh)
            .java("Math.tanh")
            .rule("#*(1 - y)*(1 + y)", (g, x, y) -> Partial.times(g.apply(Slopes.SECH_SQUARE, x.get(0))))
            .build();

    public static final ScalarOperator ASINH = function(
                    "asinh", "inverse hyperbolic sine", "log(x + sqrt(x^2 + 1))", Logarithms::asinh)
            .java("Logarithms.asinh")
            .reference("DLMF 4.37(iv); at most 0.6 ulp")
            .rule("#/sqrt(1 + x^2)", (g, x, y) -> Partial.times(g.apply(Slopes.OVER_ROOT, x.get(0))))
            .build();

    public static final ScalarOperator ACOSH = function(
                    "acosh", "inverse hyperbolic cosine", "log(x + sqrt(x^2 - 1))", Logarithms::acosh)
            .java("Logarithms.acosh")
            .reference("DLMF 4.37(iv); at most 0.65 ulp")
            .rule(
                    "#/sqrt((x - 1)*(x + 1))",
                    (g, x, y) -> Partial.guardedOver(g.apply(Slopes.ROOT_OF_SQUARE_LESS_ONE, x.get(0)), y)
                            .winning(Steep.standsStill(g, x.get(0), 0.5)))
            .domain(new Interval(1, 9))
            .identity(
                    "acosh(1 + x) = 2*asinh(sqrt(x/2))",
                    (g, x) -> Match.onePlus(g, x.get(0)).map(u -> g.apply(Steps.ACOSH1P, u)))
            .build();

    public static final ScalarOperator ATANH = function(
                    "atanh", "inverse hyperbolic tangent", "log((1 + x)/(1 - x))/2", Logarithms::atanh)
            .java("Logarithms.atanh")
            .reference("DLMF 4.37(iv); at most 0.65 ulp")
            .rule("#/((1 - x)*(1 + x))", (g, x, y) -> Partial.over(oneMinusSquare(g, x.get(0))))
            .domain(Interval.UNIT)
            .build();

    /** An operator of its own, because the product rule would subtract what {@code -2*x} says at once. */
    public static final ScalarOperator ONE_MINUS_SQUARE = function(
                    "one_minus_square",
                    "1 - x^2 without cancellation near 1",
                    "(1 - x)*(1 + x)",
                    x -> (1 - x) * (1 + x))
            .internal()
            .lowersTo((g, x) -> g.multiply(g.subtract(g.constant(1), x.get(0)), g.add(g.constant(1), x.get(0))))
            .rule("-#*2*x", (g, x, y) -> Partial.times(g.multiply(2, x.get(0))).negated())
            .build();

    /** What {@code log(cosh(x))} becomes. */
    public static final ScalarOperator LOG_COSH = function(
                    "log_cosh",
                    "logarithm of cosh, without overflow and exact near 0",
                    "log(cosh(x))",
                    Logarithms::logCosh)
            .internal()
            .notation("log_cosh(x)")
            .java("Logarithms.logCosh")
            .reference("log1p(2*sinh(x/2)^2) near 0; at most 4.1 ulp")
            .rule("#*tanh(x)", (g, x, y) -> Partial.times(g.apply(TANH, x.get(0))))
            .build();

    static final List<ScalarOperator> ALL = List.of(
            SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, TANH, ASINH, ACOSH, ATANH, ONE_MINUS_SQUARE, LOG_COSH);

    private Trigonometric() {}

    /** {@code #*a/(a^2 + b^2)}; the angle of a point with equal coordinates does not move. */
    static Partial angle(Algebra g, Node a, Node b) {
        return a.equals(b) ? Partial.ZERO : Partial.times(g.apply(Slopes.OVER_SQUARES, a, b));
    }

    private static Node oneMinusSquare(Algebra g, Node x) {
        return g.apply(Trigonometric.ONE_MINUS_SQUARE, x);
    }
}
