package org.wengert.op;

import static org.wengert.op.Arithmetic.operand;
import static org.wengert.op.ScalarOperator.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Type;

/**
 * Roots and powers. A constant integer exponent is an operator of its own, {@code power[n]}, right at every real base; a
 * variable exponent is {@code pow}, whose derivatives are the family {@link PowerDerivatives}.
 */
public final class Powers {

    /** Exponents beyond this are no integer powers: repeated differentiation would never end in practice. */
    private static final double LARGEST_INTEGER_EXPONENT = 1 << 20;

    /** The members of the family up to this exponent are declared once; squares are made by the thousand. */
    private static final int LARGEST_SHARED_EXPONENT = 8;

    private static final Pattern WHOLE_POWER = Pattern.compile("power\\[(-?\\d+)]");

    private static final List<ScalarOperator> SHARED = IntStream.rangeClosed(
                    -LARGEST_SHARED_EXPONENT, LARGEST_SHARED_EXPONENT)
            .mapToObj(Powers::declarePower)
            .toList();

    public static final ScalarOperator SQRT = function("sqrt", "square root", "sqrt(x)", Math::sqrt)
            .java("Math.sqrt")
            .cost(1, 0)
            .rule("#/(2*y)", (g, x, y) -> Radicand.rootPartial(g, x.get(0), y))
            .series((e, k) -> {
                Algebra g = e.sums().algebra();
                boolean positive =
                        Radicand.isAboveZero(e.formulas(), e.formula().operand(0));
                return e.sums().root(e.operand(0).at(k), e.value(), k, positive ? g::divide : g::guardedDivide);
            })
            .domain(Interval.POSITIVE)
            .kink("sqrt'(0) = +inf, but a tangent or cotangent that is 0 there stays 0")
            .identity("sqrt(x^2) = abs(x)", (g, x) -> squareRoot(g, x.get(0)))
            .identity(
                    "sqrt(a^2 + b^2) = hypot(a, b), and so for three squares and arrays",
                    (g, x) -> Euclidean.root(g, x.get(0)))
            .identity(
                    "sqrt(-x) = sqrt(0 - x), which is no root of -0, whose slope would be below 0",
                    (g, x) -> opposite(g, x.get(0)).map(u -> g.apply(Powers.SQRT, g.subtract(g.constant(0), u))))
            .build();

    public static final ScalarOperator CBRT = function("cbrt", "cube root", "x^(1/3), negative for x < 0", Math::cbrt)
            .java("Math.cbrt")
            .rule(
                    "#/(3*y^2)",
                    (g, x, y) -> Partial.guardedOver(g.multiply(3, g.square(y)), y)
                            .winning(Steep.standsStill(g, x.get(0), 1.0 / 3)))
            .domain(Interval.POSITIVE)
            .kink("cbrt'(0) = +inf, but a parameter that stands still, or a cotangent that is 0, stays 0 there")
            .identity("cbrt(x^3) = x", (g, x) -> operand(x.get(0), power(3)))
            .build();

    public static final ScalarOperator POW = function("pow", "power", "a^b", Math::pow)
            .notation("a^b")
            .java("Math.pow")
            .rule("#*b*a^(b - 1)", (g, x, y) -> PowerDerivatives.inBase(g, PowerDerivatives.Form.POWER, x, y))
            .rule(
                    "#*y*log(a)",
                    (g, x, y) -> x.get(0).isConstant(1)
                            ? Partial.ZERO
                            : PowerDerivatives.inExponent(g, PowerDerivatives.Form.POWER, x))
            .series(Powers::coefficient)
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
                    "(x^2 + y^2)^(n/2) = norm([x, y])^n for odd n > 1",
                    (g, x) -> halfPowerOfSquares(g, x.get(0), x.get(1)))
            .identity(
                    "e^b = exp(b)",
                    (g, x) -> x.get(0).isConstant(Math.E)
                            ? Optional.of(g.apply(Exponentials.EXP, x.get(1)))
                            : Optional.empty())
            .build();

    static final List<Members> FAMILIES =
            List.of(Members.of("power", Powers::power, -5, -4, -3, -2, -1, 2, 3, 4, 5, 8));

    private Powers() {}

    /** {@code x^n}; the derivative of {@code x^0} is 0 everywhere. */
    public static ScalarOperator power(int n) {
        return -LARGEST_SHARED_EXPONENT <= n && n <= LARGEST_SHARED_EXPONENT
                ? SHARED.get(n + LARGEST_SHARED_EXPONENT)
                : declarePower(n);
    }

    /** The exponent of an operator that gives integer powers. */
    static Optional<Integer> wholeExponent(Operator operator) {
        Matcher power = WHOLE_POWER.matcher(operator.name());
        return power.matches() ? Optional.of(Integer.valueOf(power.group(1))) : Optional.empty();
    }

    /** Whether an operator gives integer powers that are nowhere below 0, and 0 only at 0. */
    static boolean isEvenPower(Operator operator) {
        return wholeExponent(operator).filter(n -> n >= 0 && n % 2 == 0).isPresent();
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
                .identity(
                        "norm(x)^n is a power of the sum of squares for even n",
                        (g, x) -> n > 0 && n % 2 == 0
                                ? Euclidean.square(g, x.get(0)).map(square -> g.apply(power(n / 2), square))
                                : Optional.empty())
                .identity(
                        "norm(x)^n for odd n > 1 has second derivatives at 0",
                        (g, x) -> n > 1 && n % 2 == 1
                                ? Euclidean.square(g, x.get(0)).map(square -> OfRoots.power(g, square, x.get(0), n))
                                : Optional.empty())
                .identity(
                        "acos(x)^n and acosh(x)^n are powers of squares that are smooth at 1, for even n",
                        (g, x) -> n > 0 && n % 2 == 0
                                ? SquaresOfArcs.square(g, x.get(0)).map(square -> g.apply(power(n / 2), square))
                                : Optional.empty())
                .identity(
                        "sqrt(x)^n and cbrt(x)^n are powers of x, times the root where n leaves one",
                        (g, x) -> powerOfRoot(g, x.get(0), n));
        if (n < 0) {
            b.rule("#*" + n + "*y/x", (g, x, y) -> Partial.timesOver(g.multiply(n, y), x.get(0)));
        } else {
            b.rule(
                    "#*" + n + "*x" + (n == 2 ? "" : "^" + parenthesized(n - 1)),
                    (g, x, y) -> Partial.times(g.multiply(n, g.apply(power(n - 1), x.get(0)))));
        }
        if (n < 0) {
            b.domain(Interval.POSITIVE);
        }
        Recurrence own = (e, k) -> coefficient(e, k, n);
        b.series(n < 0 ? own : Recurrence.always(own));
        return javaPower(b, n).build();
    }

    /** By products where they are defined at 0 too: that of {@code x^3} there is. */
    private static Optional<Node> coefficient(Recurrence.Expansion e, int k, int n) {
        if (n < 0) {
            return e.sums().power(e.operand(0), e.sums().algebra().constant(n), e.value(), k);
        }
        if (n < 2) {
            return n == 0 ? Optional.empty() : e.operand(0).at(k);
        }
        Series half = e.of((g, x, y) -> g.apply(power(n / 2), x.get(0)));
        return n % 2 == 0
                ? e.sums().square(half, 0, k)
                : e.sums().product(half, e.of((g, x, y) -> g.apply(power(n - n / 2), x.get(0))), k);
    }

    /** With an exponent that does not vary as the power that it is, else as {@code exp(b*log(a))}. */
    private static Optional<Node> coefficient(Recurrence.Expansion e, int k) {
        Algebra g = e.sums().algebra();
        Node a = e.operand(0).at(0).orElseThrow();
        Optional<Node> own = e.isMoving(1)
                ? OF_LOGARITHM.at(e, k)
                : e.sums().power(e.operand(0), e.operand(1).at(0).orElseThrow(), e.value(), k);
        return Radicand.isAboveZero(e.formulas(), e.formula().operand(0))
                ? own
                : own.map(c -> g.select(g.apply(Logic.NOT_EQUAL, a, g.constant(0)), c, atZero(e, k, c)));
    }

    /**
     * At {@code a = 0}: what stands still does so, and with {@code a = t*w} and an exponent that is a whole number the power is
     * {@code t^b*w^b}. Below the exponent coefficients are 0 whatever it is, and above one that is no whole number they are none.
     */
    private static Node atZero(Recurrence.Expansion e, int k, Node otherwise) {
        Algebra g = e.sums().algebra();
        Node zero = g.constant(0);
        if (!e.isMoving(0)) {
            return zero;
        }
        if (e.isMoving(1)) {
            return otherwise;
        }
        Node b = e.operand(1).at(0).orElseThrow();
        Node sum = otherwise;
        if (!b.isConstant()) {
            Node start = g.apply(POW, e.operand(0).at(1).orElse(zero), b);
            Series quotient = j -> e.operand(0).at(j + 1);
            List<Node> power = new ArrayList<>(List.of(start));
            for (int j = 0; j <= k; j++) {
                if (j > 0) {
                    power.add(e.sums()
                            .power(quotient, b, i -> Optional.of(power.get(i)), j)
                            .orElse(zero));
                }
                sum = g.select(g.apply(Logic.EQUAL, b, g.constant(k - j)), power.get(j), sum);
            }
        }
        return g.select(g.apply(Logic.GREATER, b, g.constant(k)), zero, sum);
    }

    private static final Recurrence OF_LOGARITHM = Recurrence.by(
            "#*y*b/a",
            (g, x, y) -> Partial.times(g.multiply(y, g.divide(x.get(1), x.get(0)))),
            "#*y*log(a)",
            (g, x, y) -> Partial.times(g.multiply(y, g.apply(Exponentials.LOG, x.get(0)))));

    private static ScalarOperator.Builder javaPower(ScalarOperator.Builder b, int n) {
        return switch (n) {
            case 1 -> b.lowersTo((g, x) -> x.get(0));
            case 2 -> b.java(JavaForm.of("$0 * $0")).cost(1, 0);
            case 3 -> b.java(JavaForm.of("$0 * $0 * $0")).cost(2, 0);
            case 4 -> b.lowersTo((g, x) -> g.square(g.square(x.get(0))));
            case -1 -> b.lowersTo((g, x) -> g.divide(g.constant(1), x.get(0)));
            case -2, -3, -4 -> b.lowersTo((g, x) -> g.divide(g.constant(1), g.apply(power(-n), x.get(0))));
            default -> b.java(JavaForm.of("Math.pow($0, " + n + ")"));
        };
    }

    static double integerPower(double x, int n) {
        return switch (n) {
            case 2 -> x * x;
            case 3 -> x * x * x;
            case 4 -> (x * x) * (x * x);
            case -1 -> 1 / x;
            case -2, -3, -4 -> 1 / integerPower(x, -n);
            default -> Math.pow(x, n);
        };
    }

    /** {@code x} of {@code sqrt(x)^2}, which has no value for x below 0. */
    static final ScalarOperator SQUARED_ROOT = function(
                    "squared_root", "the square of the square root", "sqrt(x)^2", x -> x >= 0 ? x : Double.NaN)
            .internal()
            .java(JavaForm.of("$0 >= 0 ? $0 : Double.NaN"))
            .cost(1, 0)
            .rule("#", (g, x, y) -> Partial.ONE)
            .allSeries((e, k) -> e.operand(0).at(k))
            .domain(Interval.POSITIVE)
            .build();

    /** An integer power of a root as a power of what it is the root of, times the root where one is left. */
    private static Optional<Node> powerOfRoot(Algebra g, Node base, int n) {
        if (n < 2) {
            return Optional.empty();
        }
        Optional<Node> radicand = operand(base, SQRT);
        if (radicand.isPresent()) {
            Node power = g.apply(power(n / 2), g.apply(SQUARED_ROOT, radicand.get()));
            return Optional.of(n % 2 == 0 ? power : g.multiply(power, base));
        }
        return operand(base, CBRT).filter(x -> n >= 3).map(x -> {
            Node power = g.apply(power(n / 3), x);
            return n % 3 == 0 ? power : g.multiply(power, g.apply(power(n % 3), base));
        });
    }

    /** A power with a constant exponent. */
    private record Power(Node base, double exponent) {

        static Optional<Power> of(Node node) {
            Optional<Node> radicand = operand(node, SQRT);
            if (radicand.isPresent()) {
                return Optional.of(new Power(radicand.get(), 0.5));
            }
            return node.operator()
                    .filter(POW::equals)
                    .flatMap(o -> constant(node.operand(1)))
                    .map(exponent -> new Power(node.operand(0), exponent));
        }
    }

    /** {@code a^b*a^c}, of roots of one number, as one power: their slopes are infinite where that of the product is not. */
    static Optional<Node> collected(Algebra g, Node left, Node right) {
        Optional<Node> rootPower = operand(left, power(2))
                .filter(right::equals)
                .filter(r -> operand(r, CBRT).isPresent());
        if (rootPower.isPresent()) {
            return Optional.of(g.apply(power(3), right));
        }
        return Power.of(left)
                .flatMap(a -> Power.of(right)
                        .filter(b -> left != right && a.base() == b.base())
                        .map(b -> g.apply(POW, a.base(), g.constant(a.exponent() + b.exponent()))));
    }

    /** One root twice, within a product with another factor: each has an infinite derivative where the two have none. */
    static Optional<Node> rootsTogether(Algebra g, List<Node> x) {
        for (int i = 0; i < 2; i++) {
            Node root = x.get(i);
            Node product = x.get(1 - i);
            for (int k = 0; Match.is(root, SQRT) && Match.is(product, Arithmetic.MULTIPLY) && k < 2; k++) {
                if (product.operand(k).equals(root)) {
                    return Optional.of(g.multiply(product.operand(1 - k), g.square(root)));
                }
            }
        }
        return Optional.empty();
    }

    static final List<ScalarOperator> ALL = List.of(SQRT, CBRT, SQUARED_ROOT, POW);

    private static Optional<Node> integerPower(Algebra g, List<Node> x) {
        return constant(x.get(1))
                .filter(n -> n == Math.rint(n) && Math.abs(n) <= LARGEST_INTEGER_EXPONENT)
                .map(n -> g.apply(power(n.intValue()), x.get(0)));
    }

    private static Optional<Node> halfPowerOfSquares(Algebra g, Node squares, Node exponent) {
        return constant(exponent)
                .map(b -> 2 * b)
                .filter(n -> n > 1 && n % 2 == 1 && n <= LARGEST_SHARED_EXPONENT && n == Math.rint(n))
                .flatMap(n -> Euclidean.root(g, squares)
                        .or(() -> squareRoot(g, squares))
                        .map(norm -> OfRoots.power(g, squares, norm, n.intValue())));
    }

    private static Optional<Node> squareRoot(Algebra g, Node radicand) {
        return operand(radicand, power(2)).map(u -> g.apply(Piecewise.ABS, u));
    }

    /** What is written as the opposite of something, as {@code -2*x} is of {@code 2*x}. */
    private static Optional<Node> opposite(Algebra g, Node node) {
        Optional<Node> negated = operand(node, Arithmetic.NEGATE);
        boolean quotient = node.operator().equals(Optional.of(Arithmetic.DIVIDE));
        if (negated.isPresent() || !(quotient || node.operator().equals(Optional.of(Arithmetic.MULTIPLY)))) {
            return negated;
        }
        Node a = node.operand(0);
        Node b = node.operand(1);
        Optional<Node> first = quotient ? Optional.empty() : positive(g, a);
        if (first.isPresent()) {
            return Optional.of(g.multiply(first.get(), b));
        }
        return positive(g, b)
                .map(c -> quotient ? g.divide(a, c) : g.multiply(a, c))
                .or(() -> operand(a, Arithmetic.NEGATE).map(u -> quotient ? g.divide(u, b) : g.multiply(u, b)));
    }

    private static Optional<Node> positive(Algebra g, Node negative) {
        return constant(negative).filter(c -> c < 0).map(c -> g.constant(-c));
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
