package org.wengert.op;

import static org.wengert.op.Match.constant;
import static org.wengert.op.Match.is;
import static org.wengert.op.Match.operand;
import static org.wengert.op.Match.square;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.wengert.ir.Node;

/** Identities of logarithms of what overflows, vanishes or cancels. */
final class LogarithmRewritings {

    /** Products of products are looked through so far. */
    private static final int DEEPEST = 6;

    static final List<Identity> LOG = List.of(
            new Identity("log(exp(x)) = x", (g, x) -> operand(x.get(0), Exponentials.EXP)),
            new Identity(
                    "log(1 - exp(x)) = log1mexp(x)",
                    (g, x) -> operand(x.get(0), Arithmetic.NEGATE)
                            .flatMap(u -> operand(u, Exponentials.EXPM1))
                            .map(u -> g.apply(Ratios.LOG1MEXP, u))),
            new Identity(
                    "log(exp(x) - 1) = x + log1mexp(-x)",
                    (g, x) -> operand(x.get(0), Exponentials.EXPM1)
                            .map(u -> g.add(u, g.apply(Ratios.LOG1MEXP, g.negate(u))))),
            new Identity(
                    "log(exp(a) - exp(b)) = log_diff_exp(a, b)",
                    (g, x) -> is(x.get(0), Distances.EXP_DIFFERENCE)
                            ? Optional.of(g.apply(
                                    Ratios.LOG_DIFF_EXP,
                                    x.get(0).operand(0),
                                    x.get(0).operand(1)))
                            : Optional.empty()),
            new Identity(
                    "log(exp(a + b) - exp(a)) = log_diff_exp(a + b, a)",
                    (g, x) -> is(x.get(0), Distances.EXP_STEP)
                            ? Optional.of(g.apply(
                                    Ratios.LOG_DIFF_EXP,
                                    g.add(x.get(0).operand(0), x.get(0).operand(1)),
                                    x.get(0).operand(0)))
                            : Optional.empty()),
            new Identity(
                    "log(sinh(x)) = x - log(2) + log1mexp(-2*x)",
                    (g, x) -> operand(x.get(0), Trigonometric.SINH)
                            .map(u -> g.add(
                                    g.subtract(u, g.constant(Math.log(2))),
                                    g.apply(Ratios.LOG1MEXP, g.multiply(-2, u))))),
            new Identity(
                    "log(1/cosh(x)) = -log_cosh(x)",
                    (g, x) -> operand(x.get(0), Steps.SECH).map(u -> g.negate(g.apply(Trigonometric.LOG_COSH, u)))),
            new Identity(
                    "log(1/cosh(x)^2) = -2*log_cosh(x)",
                    (g, x) -> operand(x.get(0), Slopes.SECH_SQUARE)
                            .map(u -> g.multiply(-2, g.apply(Trigonometric.LOG_COSH, u)))),
            new Identity(
                    "log(erfc(x)) = log_erfc(x)",
                    (g, x) -> operand(x.get(0), Special.ERFC).map(u -> g.apply(Ratios.LOG_ERFC, u))),
            new Identity("log(gamma(x)) = lgamma(x), where gamma(x) > 0", LogarithmRewritings::gamma),
            new Identity(
                    "log((1 - x)*(1 + x)) keeps its digits",
                    (g, x) -> operand(x.get(0), Trigonometric.ONE_MINUS_SQUARE)
                            .map(u -> g.apply(Logs.LOG_OF_ONE_MINUS_SQUARE, u))),
            new Identity(
                    "log(sqrt(x^2 + c) - x) = log(c)/2 - asinh(x/sqrt(c)), c > 0",
                    (g, x) -> is(x.get(0), Steps.ROOT_LESS)
                            ? constant(x.get(0).operand(1))
                                    .filter(c -> c > 0 && c < Double.POSITIVE_INFINITY)
                                    .map(c -> area(g, x.get(0).operand(0), c))
                            : is(x.get(0), Distances.HYPOT_LESS)
                                    ? constant(x.get(0).operand(1))
                                            .map(c -> area(g, x.get(0).operand(0), c * c))
                                    : Optional.empty()),
            new Identity(
                    "log(x + sqrt(x^2 - 1)) = acosh(x)",
                    (g, x) -> is(x.get(0), Steps.ROOT_LESS)
                                    && x.get(0).operand(1).isConstant(-1)
                            ? operand(x.get(0).operand(0), Arithmetic.NEGATE).map(u -> g.apply(Trigonometric.ACOSH, u))
                            : Optional.empty()),
            new Identity("log(x^n) = n*log(x), n*log(abs(x)) for even n", LogarithmRewritings::power),
            new Identity(
                    "log(a^b) = b*log(a), where a > 0",
                    (g, x) -> is(x.get(0), Powers.POW) && !x.get(0).operand(0).isConstant()
                            ? Optional.of(g.apply(
                                    Logs.LOG_OF_POWER,
                                    x.get(0).operand(0),
                                    x.get(0).operand(1)))
                            : Optional.empty()),
            new Identity("log(c*x) = log(c) + log(x), c > 0, where log(x) is simpler", LogarithmRewritings::multiple),
            new Identity(
                    "log((1 + x)/(1 - x)) = 2*atanh(x)",
                    (g, x) -> is(x.get(0), Arithmetic.DIVIDE)
                            ? Match.onePlus(g, x.get(0).operand(0))
                                    .flatMap(a -> Match.onePlus(g, x.get(0).operand(1))
                                            .filter(b -> Match.opposite(a, b))
                                            .map(b -> g.multiply(2, g.apply(Trigonometric.ATANH, a))))
                            : Optional.empty()),
            new Identity(
                    "log(a*exp(b)/c) = log(a/c) + b",
                    (g, x) -> Product.of(g, x.get(0), DEEPEST).logarithm(g)),
            new Identity(
                    "log(a*normal_cdf(x)/b) without underflow, and so for erfc",
                    (g, x) -> QuotientRewritings.logarithmOfTails(g, x.get(0))),
            new Identity(
                    "log((a + b)/a) keeps its digits",
                    (g, x) -> is(x.get(0), Arithmetic.DIVIDE)
                            ? Match.step(g, x.get(0).operand(0), x.get(0).operand(1))
                                    .map(s -> s.difference(
                                            g, g.apply(Logs.LOG_OF_ONE_MORE_THAN_QUOTIENT, s.base(), s.by())))
                            : Optional.empty()),
            new Identity(
                    "log(a^2 + b^2) without overflow, and with its digits where that is near 1",
                    (g, x) -> is(x.get(0), Arithmetic.ADD)
                            ? square(x.get(0).operand(0))
                                    .flatMap(a ->
                                            square(x.get(0).operand(1)).map(b -> g.apply(Logs.LOG_OF_SQUARES, a, b)))
                            : Optional.empty()),
            new Identity(
                    "log(sqrt(a^2 + b^2)) = log(a^2 + b^2)/2",
                    (g, x) -> is(x.get(0), Euclidean.HYPOT)
                            ? Optional.of(g.multiply(
                                    0.5,
                                    Match.rootOfOnePlusSquare(x.get(0))
                                            .map(u -> g.apply(Logs.LOG1P_OF_SQUARE, u))
                                            .orElseGet(() -> g.apply(
                                                    Logs.LOG_OF_SQUARES,
                                                    x.get(0).operand(0),
                                                    x.get(0).operand(1)))))
                            : Optional.empty()),
            new Identity(
                    "log(a/b) without overflow",
                    (g, x) -> is(x.get(0), Arithmetic.DIVIDE) && varies(x.get(0))
                            ? Optional.of(g.apply(
                                    Logs.LOG_OF_QUOTIENT,
                                    x.get(0).operand(0),
                                    x.get(0).operand(1)))
                            : Optional.empty()),
            new Identity(
                    "log(a*b) without overflow",
                    (g, x) -> is(x.get(0), Arithmetic.MULTIPLY) && varies(x.get(0))
                            ? Optional.of(g.apply(
                                    Logs.LOG_OF_PRODUCT,
                                    x.get(0).operand(0),
                                    x.get(0).operand(1)))
                            : Optional.empty()));

    static final List<Identity> LOG1P = List.of(
            new Identity("log1p(expm1(x)) = x", (g, x) -> Match.operand(x.get(0), Exponentials.EXPM1)),
            new Identity(
                    "log1p(-exp(x)) = log1mexp(x)",
                    (g, x) -> operand(x.get(0), Arithmetic.NEGATE)
                            .flatMap(u -> operand(u, Exponentials.EXP))
                            .map(u -> g.apply(Ratios.LOG1MEXP, u))),
            new Identity(
                    "log1p(-normal_cdf(x)) = log_normal_cdf(-x)",
                    (g, x) -> operand(x.get(0), Arithmetic.NEGATE)
                            .flatMap(u -> operand(u, Special.NORMAL_CDF))
                            .map(u -> g.apply(Special.LOG_NORMAL_CDF, g.negate(u)))),
            new Identity(
                    "log1p(exp(a) + exp(b) + ...) = softplus(log(exp(a) + exp(b) + ...))",
                    (g, x) -> ExponentialSum.of(g, x.get(0))
                            .map(sum -> g.apply(Exponentials.SOFTPLUS, sum.logarithm(g)))),
            new Identity(
                    "log1p(-erf(x)) = log_erfc(x)",
                    (g, x) -> operand(x.get(0), Arithmetic.NEGATE)
                            .flatMap(u -> operand(u, Special.ERF))
                            .map(u -> g.apply(Ratios.LOG_ERFC, u))),
            new Identity(
                    "log1p(-tanh(x)^2) = -2*log_cosh(x)",
                    (g, x) -> operand(x.get(0), Arithmetic.NEGATE)
                            .flatMap(Match::square)
                            .flatMap(u -> operand(u, Trigonometric.TANH))
                            .map(u -> g.multiply(-2, g.apply(Trigonometric.LOG_COSH, u)))),
            new Identity(
                    "log1p(x^2) without overflow",
                    (g, x) -> square(x.get(0)).map(u -> g.apply(Logs.LOG1P_OF_SQUARE, u))),
            new Identity("log1p(a/b) = log((a + b)/b)", (g, x) -> {
                Optional<Node> opposite = operand(x.get(0), Arithmetic.NEGATE);
                Node quotient = opposite.orElse(x.get(0));
                if (!is(quotient, Arithmetic.DIVIDE) || !varies(quotient)) {
                    return Optional.empty();
                }
                Node a = quotient.operand(0);
                return Optional.of(
                        g.apply(Logs.LOG1P_OF_QUOTIENT, opposite.isPresent() ? g.negate(a) : a, quotient.operand(1)));
            }));

    private LogarithmRewritings() {}

    /** Logarithms that keep what is a power of the base exact. */
    private static final class Plain {
        private static final Set<ScalarOperator> ALL = Set.of(
                Exponentials.LOG,
                Exponentials.LOG1P,
                Logs.LOG_ABS,
                Logs.LOG_OF_POWER,
                Logs.LOG_OF_PRODUCT,
                Logs.LOG_OF_QUOTIENT,
                Logs.LOG_OF_SQUARES,
                Logs.LOG1P_OF_SQUARE);
    }

    static Identity ofProduct(int base) {
        return new Identity(
                "log" + base + "(a*b) and log" + base + "(a/b) without overflow",
                (g, x) -> LogsOfBases.of(g, base, g.apply(Exponentials.LOG, x.get(0))));
    }

    static Identity ofBase(int base) {
        return new Identity(
                "log" + base + "(x) = log(x)/log(" + base
                        + "), x having an exponential, a tail or the like for a factor",
                (g, x) -> {
                    Node log = g.apply(Exponentials.LOG, x.get(0));
                    boolean plain = log.isConstant()
                            || Match.scaled(log)
                                    .value()
                                    .operator()
                                    .filter(Plain.ALL::contains)
                                    .isPresent();
                    return plain ? Optional.empty() : Optional.of(g.divide(log, g.constant(Math.log(base))));
                });
    }

    /** {@code above/below*exp(exponent)}, each of which may be nothing. */
    private record Product(Optional<Node> above, Optional<Node> below, Optional<Node> exponent) {

        static Product of(Algebra g, Node node, int depth) {
            boolean quotient = is(node, Arithmetic.DIVIDE);
            if (is(node, Exponentials.EXP)) {
                return new Product(Optional.empty(), Optional.empty(), Optional.of(node.operand(0)));
            }
            if (is(node, Steps.EXP_OF_SUM)) {
                Node sum = g.add(node.operand(0), node.operand(1));
                return new Product(Optional.empty(), Optional.empty(), Optional.of(sum));
            }
            if (depth > 0 && (quotient || is(node, Arithmetic.MULTIPLY))) {
                Product a = of(g, node.operand(0), depth - 1);
                Product b = of(g, node.operand(1), depth - 1);
                if (a.exponent().isPresent() || b.exponent().isPresent()) {
                    return quotient
                            ? a.times(g, b.below(), b.above(), b.exponent().map(g::negate))
                            : a.times(g, b.above(), b.below(), b.exponent());
                }
            }
            return node.isConstant(1)
                    ? new Product(Optional.empty(), Optional.empty(), Optional.empty())
                    : new Product(Optional.of(node), Optional.empty(), Optional.empty());
        }

        private Product times(Algebra g, Optional<Node> up, Optional<Node> down, Optional<Node> by) {
            return new Product(
                    both(above, up, g::multiply), both(below, down, g::multiply), both(exponent, by, g::add));
        }

        private static Optional<Node> both(Optional<Node> a, Optional<Node> b, BinaryOperator<Node> together) {
            return a.isPresent() && b.isPresent() ? Optional.of(together.apply(a.get(), b.get())) : a.or(() -> b);
        }

        /** Unless there is no exponential. */
        Optional<Node> logarithm(Algebra g) {
            Optional<Node> rest = above.map(a -> below.map(b -> g.divide(a, b)).orElse(a));
            return exponent.map(u -> rest.map(r -> isPositive(above) && isPositive(below)
                            ? g.add(u, g.apply(Exponentials.LOG, r))
                            : g.apply(Logs.LOG_OF_MULTIPLE_OF_EXP, r, u))
                    .or(() -> below.map(b -> g.subtract(u, g.apply(Exponentials.LOG, b))))
                    .orElse(u));
        }

        private static boolean isPositive(Optional<Node> node) {
            return node.filter(n -> !Radicand.isNowhereNegative(n)).isEmpty();
        }
    }

    private static boolean varies(Node node) {
        return !node.operand(0).isConstant() && !node.operand(1).isConstant();
    }

    /** Where gamma is negative its logarithm is NaN, and lgamma is not. */
    private static Optional<Node> gamma(Algebra g, List<Node> x) {
        return operand(x.get(0), Special.GAMMA).map(u -> g.apply(Logs.LOG_OF_GAMMA, u));
    }

    private static Node area(Algebra g, Node x, double c) {
        Node root = g.constant(Math.sqrt(c));
        Node opposite = operand(x, Arithmetic.NEGATE).orElseGet(() -> g.negate(x));
        Node area = g.apply(Trigonometric.ASINH, c == 1 ? opposite : g.divide(opposite, root));
        return c == 1 ? area : g.add(area, g.constant(0.5 * Math.log(c)));
    }

    private static Optional<Node> power(Algebra g, List<Node> x) {
        return Match.wholeExponent(x.get(0)).map(n -> {
            Node u = x.get(0).operand(0);
            return n % 2 == 0 ? g.multiply(n, g.apply(Logs.LOG_ABS, u)) : g.apply(Logs.LOG_OF_POWER, u, g.constant(n));
        });
    }

    /** Only where the logarithm of the rest is no logarithm: the sum costs an addition and a rounding. */
    private static Optional<Node> multiple(Algebra g, List<Node> x) {
        Match.Scaled scaled = Match.scaled(x.get(0));
        if (!(scaled.factor() > 0) || scaled.factor() == 1 || scaled.value().isConstant()) {
            return Optional.empty();
        }
        Node log = g.apply(Exponentials.LOG, scaled.value());
        boolean simpler = !is(log, Exponentials.LOG) && !is(log, Exponentials.LOG1P) && !log.isConstant();
        return simpler ? Optional.of(g.add(log, g.constant(constantLog(x.get(0), scaled)))) : Optional.empty();
    }

    private static double constantLog(Node node, Match.Scaled scaled) {
        return is(node, Arithmetic.DIVIDE)
                ? -Math.log(constant(node.operand(1)).orElseThrow())
                : Math.log(scaled.factor());
    }
}
