package org.wengert.op;

import static org.wengert.op.Arithmetic.operand;
import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Type;
import org.wengert.op.JavaForm.Binding;

/**
 * Roots and powers. A constant integer exponent is an operator of its own, {@code power[n]}, right at every real base; a
 * variable exponent is {@code pow}, whose derivatives in the exponent are the family {@code power_log[k] = a^b*log(a)^k},
 * closed under differentiation and right in the limit at {@code a = 0}.
 */
public final class Powers {

    /** Exponents beyond this are no integer powers: repeated differentiation would never end in practice. */
    private static final double LARGEST_INTEGER_EXPONENT = 1 << 20;

    /** The members of the family up to this exponent are declared once; squares are made by the thousand. */
    private static final int LARGEST_SHARED_EXPONENT = 8;

    private static final List<ScalarOperator> SHARED = IntStream.rangeClosed(
                    -LARGEST_SHARED_EXPONENT, LARGEST_SHARED_EXPONENT)
            .mapToObj(Powers::declarePower)
            .toList();

    private static final int LARGEST_SHARED_LOG = 3;

    private static final List<ScalarOperator> SHARED_LOGS = IntStream.rangeClosed(1, LARGEST_SHARED_LOG)
            .mapToObj(Powers::declarePowerLog)
            .toList();

    public static final ScalarOperator SQRT = function("sqrt", "square root", "sqrt(x)", Math::sqrt)
            .java("Math.sqrt")
            .cost(1, 0)
            .rule("#/(2*y)", (g, x, y) -> Radicand.of(x.get(0)).rootPartial(g, y))
            .domain(Interval.POSITIVE)
            .kink(
                    "sqrt'(0) = +inf, but a tangent or cotangent that is 0 there stays 0; sqrt(x^2) is abs(x), and the root of"
                            + " a sum of squares, a norm, has derivatives 0 at 0")
            .identity("sqrt(x^2) = abs(x)", (g, x) -> squareRoot(g, x.get(0)))
            .build();

    public static final ScalarOperator CBRT = function("cbrt", "cube root", "x^(1/3), negative for x < 0", Math::cbrt)
            .java("Math.cbrt")
            .rule("#/(3*y^2)", (g, x, y) -> Partial.guardedOver(g.multiply(3, g.square(y))))
            .domain(Interval.POSITIVE)
            .kink("cbrt'(0) = +inf, but a tangent or cotangent that is 0 there stays 0")
            .build();

    public static final ScalarOperator HYPOT = function(
                    "hypot", "length of the hypotenuse, without overflow", "sqrt(a^2 + b^2)", Math::hypot)
            .commutative()
            .java("Math.hypot")
            .rule("#*a/y", (g, x, y) -> Partial.times(direction(g, x.get(0), y)))
            .rule("#*b/y", (g, x, y) -> Partial.times(direction(g, x.get(1), y)))
            .kink("all derivatives of hypot are 0 at (0, 0)")
            .build();

    public static final ScalarOperator POW = function("pow", "power", "a^b", Math::pow)
            .java("Math.pow")
            .rule(
                    "#*b*a^(b - 1)",
                    (g, x, y) -> Partial.times(g.multiply(
                                    x.get(1), g.apply(Powers.POW, x.get(0), g.subtract(x.get(1), g.constant(1)))))
                            .steepUnless(constant(x.get(1)).filter(b -> b >= 1).isPresent()))
            .rule("#*y*log(a)", (g, x, y) -> Partial.times(g.apply(powerLog(1), x.get(0), x.get(1))))
            .domain(Interval.POSITIVE, Interval.REALS)
            .kink("the derivative of 0^b in b is 0 for b > 0")
            .identity("a^n with a constant integer n", (g, x) -> integerPower(g, x))
            .identity(
                    "a^0.5 = sqrt(a)",
                    (g, x) -> x.get(1).isConstant(0.5) ? Optional.of(g.apply(Powers.SQRT, x.get(0))) : Optional.empty())
            .identity(
                    "(1 + a)^b, the rounding error of 1 + a taken along",
                    (g, x) -> x.get(0).isConstant()
                            ? Optional.empty()
                            : Match.onePlus(g, x.get(0)).map(u -> g.apply(Steps.COMPOUND, u, x.get(1))))
            .identity(
                    "e^b = exp(b)",
                    (g, x) -> x.get(0).isConstant(Math.E)
                            ? Optional.of(g.apply(Exponentials.EXP, x.get(1)))
                            : Optional.empty())
            .build();

    private Powers() {}

    /** {@code x^n}; the derivative of {@code x^0} is 0 everywhere. */
    public static ScalarOperator power(int n) {
        return -LARGEST_SHARED_EXPONENT <= n && n <= LARGEST_SHARED_EXPONENT
                ? SHARED.get(n + LARGEST_SHARED_EXPONENT)
                : declarePower(n);
    }

    private static ScalarOperator declarePower(int n) {
        ScalarOperator.Builder b = function("power[" + n + "]", "integer power", "x^" + n, x -> integerPower(x, n))
                .internal()
                .identity("x^0 = 1", (g, x) -> n == 0 ? Optional.of(g.constant(1)) : Optional.empty())
                .identity("x^1 = x", (g, x) -> n == 1 ? Optional.of(x.get(0)) : Optional.empty())
                .identity(
                        "(-x)^n = x^n for even n",
                        (g, x) -> n % 2 == 0
                                ? operand(x.get(0), Arithmetic.NEGATE).map(u -> g.apply(power(n), u))
                                : Optional.empty())
                .identity(
                        "abs(x)^n = x^n for even n",
                        (g, x) -> n % 2 == 0
                                ? operand(x.get(0), Piecewise.ABS).map(u -> g.apply(power(n), u))
                                : Optional.empty())
                .rule(
                        "#*" + n + "*x^" + parenthesized(n - 1),
                        (g, x, y) -> Partial.times(g.multiply(n, g.apply(power(n - 1), x.get(0)))));
        if (n < 0) {
            b.domain(Interval.POSITIVE);
        }
        return javaPower(b, n).build();
    }

    private static ScalarOperator.Builder javaPower(ScalarOperator.Builder b, int n) {
        return switch (n) {
            case 1 -> b.lowersTo((g, x) -> x.get(0));
            case 2 ->
                b.java(JavaForm.template("$0 * $0", Binding.MULTIPLICATIVE)).cost(1, 0);
            case 3 ->
                b.java(JavaForm.template("$0 * $0 * $0", Binding.MULTIPLICATIVE))
                        .cost(2, 0);
            case 4 -> b.lowersTo((g, x) -> g.square(g.square(x.get(0))));
            case -1 -> b.lowersTo((g, x) -> g.divide(g.constant(1), x.get(0)));
            case -2, -3, -4 -> b.lowersTo((g, x) -> g.divide(g.constant(1), g.apply(power(-n), x.get(0))));
            default -> b.java(new JavaForm("Math.pow($0, " + n + ")", Binding.PRIMARY, JavaForm.Operands.ANY));
        };
    }

    private static double integerPower(double x, int n) {
        return switch (n) {
            case 2 -> x * x;
            case 3 -> x * x * x;
            case 4 -> (x * x) * (x * x);
            case -1 -> 1 / x;
            case -2, -3, -4 -> 1 / integerPower(x, -n);
            default -> Math.pow(x, n);
        };
    }

    /** {@code a^b*log(a)^k}, the k-th derivative of {@code a^b} in {@code b}, with its limit 0 where {@code a^b} is 0. */
    public static ScalarOperator powerLog(int k) {
        return k == 0 ? POW : k <= LARGEST_SHARED_LOG ? SHARED_LOGS.get(k - 1) : declarePowerLog(k);
    }

    private static ScalarOperator declarePowerLog(int k) {
        return function(
                        "power_log[" + k + "]",
                        "derivative number " + k + " of a^b in b",
                        "a^b*log(a)^" + k,
                        (a, b) -> {
                            double p = Math.pow(a, b);
                            return p == 0 ? 0 : p * integerPower(Math.log(a), k);
                        })
                .internal()
                .lowersTo((g, x) -> {
                    Node p = g.apply(POW, x.get(0), x.get(1));
                    Node logs = g.apply(power(k), g.apply(Exponentials.LOG, x.get(0)));
                    return g.select(g.apply(Logic.EQUAL, p, g.constant(0)), g.constant(0), g.multiply(p, logs));
                })
                .rule("#*d/da", (g, x, y) -> {
                    Node lower = g.subtract(x.get(1), g.constant(1));
                    return Partial.times(g.add(
                                    g.multiply(x.get(1), g.apply(powerLog(k), x.get(0), lower)),
                                    g.multiply(k, g.apply(powerLog(k - 1), x.get(0), lower))))
                            .steepUnless(false);
                })
                .rule("#*y*log(a)", (g, x, y) -> Partial.times(g.apply(powerLog(k + 1), x.get(0), x.get(1))))
                .domain(Interval.POSITIVE, Interval.REALS)
                .build();
    }

    static final List<ScalarOperator> ALL = List.of(SQRT, CBRT, HYPOT, POW);

    private static Optional<Node> integerPower(Algebra g, List<Node> x) {
        return constant(x.get(1))
                .filter(n -> n == Math.rint(n) && Math.abs(n) <= LARGEST_INTEGER_EXPONENT)
                .map(n -> g.apply(power(n.intValue()), x.get(0)));
    }

    /** {@code a/y}, and 0 at the origin, in every order. */
    private static Node direction(Algebra g, Node a, Node y) {
        return g.select(g.apply(Logic.NOT_EQUAL, y, g.constant(0)), g.divide(a, y), g.constant(0));
    }

    private static Optional<Node> squareRoot(Algebra g, Node radicand) {
        return operand(radicand, power(2)).map(u -> g.apply(Piecewise.ABS, u));
    }

    private static String parenthesized(int n) {
        return n < 0 ? "(" + n + ")" : String.valueOf(n);
    }

    static Optional<Double> constant(Node node) {
        return node.operation() instanceof Operation.Constant c && node.type().equals(Type.REAL)
                ? Optional.of(c.value())
                : Optional.empty();
    }
}
