package org.wengert.op;

import static org.wengert.op.Match.constant;
import static org.wengert.op.Match.is;
import static org.wengert.op.Match.operand;
import static org.wengert.op.Match.square;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.Node;

/** Identities of differences of one function at two places, and of what cancels against a constant. */
final class StepRewritings {

    /** Tried before those of {@link DifferenceRewritings}. */
    static final List<Identity> SUBTRACT_FIRST = List.of(
            new Identity(
                    "cos(x)^2 - 1 = -sin(x)^2",
                    (g, x) -> x.get(1).isConstant(1)
                            ? square(x.get(0))
                                    .flatMap(c -> operand(c, Trigonometric.COS))
                                    .map(u -> g.negate(g.square(g.apply(Trigonometric.SIN, u))))
                            : Optional.empty()),
            new Identity(
                    "1 - cos(x)^2 = sin(x)^2",
                    (g, x) -> oneLessSquare(x, Trigonometric.COS).map(u -> g.square(g.apply(Trigonometric.SIN, u)))),
            new Identity(
                    "1 - sin(x)^2 = cos(x)^2",
                    (g, x) -> oneLessSquare(x, Trigonometric.SIN).map(u -> g.square(g.apply(Trigonometric.COS, u)))),
            new Identity(
                    "cosh(x)^2 - 1 = sinh(x)^2",
                    (g, x) -> oneLessSquare(List.of(x.get(1), x.get(0)), Trigonometric.COSH)
                            .map(u -> g.square(g.apply(Trigonometric.SINH, u)))),
            new Identity(
                    "cos(x)^2 - sin(x)^2 = cos(2*x)",
                    (g, x) -> squares(x, Trigonometric.COS, Trigonometric.SIN)
                            .map(u -> g.apply(Trigonometric.COS, g.multiply(2, u)))),
            new Identity(
                    "sin(x)^2 - cos(x)^2 = -cos(2*x)",
                    (g, x) -> squares(x, Trigonometric.SIN, Trigonometric.COS)
                            .map(u -> g.negate(g.apply(Trigonometric.COS, g.multiply(2, u))))),
            new Identity("(a + b)^n - a^n keeps its digits", StepRewritings::powerStep),
            new Identity("x^n - k^n keeps its digits", StepRewritings::powerLessConstant));

    static final List<Identity> SUBTRACT = List.of(
            new Identity(
                    "1/sqrt(a + b) - 1/sqrt(a) keeps its digits",
                    (g, x) -> reciprocalRoot(x.get(0))
                            .flatMap(a -> reciprocalRoot(x.get(1))
                                    .flatMap(b -> step(g, Distances.RECIPROCAL_ROOT_STEP, a, b)))),
            new Identity("c/(a + b)^n - c/a^n keeps its digits", StepRewritings::reciprocalPowers),
            new Identity("c/(a + b) - c/a = -c*b/(a*(a + b))", StepRewritings::reciprocals),
            new Identity(
                    "sqrt(a + b) - sqrt(a), a and a + b being sums or differences of squares",
                    (g, x) -> Euclidean.radicand(g, x.get(0))
                            .flatMap(a -> Euclidean.radicand(g, x.get(1))
                                    .filter(b -> isDifference(a) || isDifference(b))
                                    .flatMap(b -> step(g, Steps.ROOT_STEP, a, b)))),
            new Identity(
                    "sqrt(a) - sqrt(b) = (a - b)/(sqrt(a) + sqrt(b))",
                    (g, x) -> both(x, Powers.SQRT)
                            .filter(u -> !u[0].isConstant() && !u[1].isConstant())
                            .map(u -> g.apply(Distances.ROOT_DIFFERENCE, u))),
            new Identity("sqrt(c^2 + x) - c keeps its digits", (g, x) -> rootLessConstant(g, x.get(0), x.get(1))),
            new Identity(
                    "c - sqrt(c^2 + x) keeps its digits",
                    (g, x) -> rootLessConstant(g, x.get(1), x.get(0)).map(g::negate)),
            new Identity(
                    "cbrt(a) - cbrt(b) keeps its digits",
                    (g, x) -> stepOrDifference(g, x, Powers.CBRT, Distances.CBRT_STEP, Distances.CBRT_DIFFERENCE)),
            new Identity(
                    "exp(a) - exp(b) keeps its digits",
                    (g, x) -> stepOrDifference(g, x, Exponentials.EXP, Distances.EXP_STEP, Distances.EXP_DIFFERENCE)),
            new Identity(
                    "tan(a) - tan(b) keeps its digits",
                    (g, x) -> stepOrDifference(g, x, Trigonometric.TAN, Distances.TAN_STEP, Distances.TAN_DIFFERENCE)),
            new Identity(
                    "atan(a) - atan(b) keeps its digits",
                    (g, x) ->
                            stepOrDifference(g, x, Trigonometric.ATAN, Distances.ATAN_STEP, Distances.ATAN_DIFFERENCE)),
            new Identity(
                    "sigmoid(a) - sigmoid(b) keeps its digits",
                    (g, x) -> stepOrDifference(
                            g, x, Exponentials.SIGMOID, Distances.SIGMOID_STEP, Distances.SIGMOID_DIFFERENCE)),
            new Identity(
                    "tanh(a) - tanh(b) = 2*(sigmoid(2*a) - sigmoid(2*b))",
                    (g, x) -> both(x, Trigonometric.TANH)
                            .map(u -> step(g, Distances.TANH_STEP, u[0], u[1])
                                    .orElseGet(() -> g.multiply(
                                            2,
                                            g.apply(
                                                    Distances.SIGMOID_DIFFERENCE,
                                                    g.multiply(2, u[0]),
                                                    g.multiply(2, u[1])))))),
            new Identity(
                    "erf(a) - erf(b) keeps its digits",
                    (g, x) -> stepOrDifference(g, x, Special.ERF, Distances.ERF_STEP, Distances.ERF_DIFFERENCE)),
            new Identity(
                    "erfc(a) - erfc(b) = erf(b) - erf(a)",
                    (g, x) -> stepOrDifference(g, x, Special.ERFC, Distances.ERF_STEP, Distances.ERF_DIFFERENCE)
                            .map(g::negate)),
            new Identity("sqrt(a^2 + b^2) - a keeps its digits", (g, x) -> hypotLess(g, x.get(0), x.get(1))),
            new Identity(
                    "a - sqrt(a^2 + b^2) keeps its digits",
                    (g, x) -> hypotLess(g, x.get(1), x.get(0)).map(g::negate)),
            new Identity("1 - a/sqrt(a^2 + b^2) keeps its digits", (g, x) -> cosineOfAngle(g, x.get(0), x.get(1))),
            new Identity(
                    "a/sqrt(a^2 + b^2) - 1 keeps its digits",
                    (g, x) -> cosineOfAngle(g, x.get(1), x.get(0)).map(g::negate)),
            new Identity(
                    "1 - 1/(1 + x^2) = x^2/(1 + x^2)",
                    (g, x) -> ofOne(x, Slopes.ATAN_SLOPE).map(u -> g.apply(Steps.SQUARE_SHARE, u))),
            new Identity(
                    "1/(1 + x^2) - 1 = -x^2/(1 + x^2)",
                    (g, x) -> lessOne(x, Slopes.ATAN_SLOPE).map(u -> g.negate(g.apply(Steps.SQUARE_SHARE, u)))),
            new Identity(
                    "1 - x^2/(1 + x^2) = 1/(1 + x^2)",
                    (g, x) -> ofOne(x, Steps.SQUARE_SHARE).map(u -> g.apply(Slopes.ATAN_SLOPE, u))),
            new Identity(
                    "1 - a/(a + c) = c/(a + c) with a constant c",
                    (g, x) -> x.get(0).isConstant(1) ? restOfShare(g, x.get(1)) : Optional.empty()),
            new Identity(
                    "a/(a + c) - 1 = -c/(a + c) with a constant c",
                    (g, x) -> x.get(1).isConstant(1) ? restOfShare(g, x.get(0)).map(g::negate) : Optional.empty()),
            new Identity(
                    "1 - 1/sqrt(1 - x) = -(1/sqrt(1 - x) - 1)",
                    (g, x) -> x.get(0).isConstant(1)
                            ? DifferenceRewritings.reciprocalRootLessOne(g, x.get(1))
                                    .map(g::negate)
                            : Optional.empty()),
            new Identity(
                    "1/sqrt(1 + x^2) - 1 keeps its digits",
                    (g, x) -> lessOne(x, Slopes.OVER_ROOT).map(u -> rootLessOne(g, u))),
            new Identity(
                    "1 - 1/sqrt(1 + x^2) keeps its digits",
                    (g, x) -> ofOne(x, Slopes.OVER_ROOT).map(u -> g.negate(rootLessOne(g, u)))),
            new Identity(
                    "erfc(x) - 1 = -erf(x)",
                    (g, x) -> lessOne(x, Special.ERFC).map(u -> g.negate(g.apply(Special.ERF, u)))),
            new Identity("2*c*f(x) - c, f(x) being 1/2 at 0", (g, x) -> lessHalf(g, x.get(0), x.get(1))),
            new Identity(
                    "c - 2*c*f(x), f(x) being 1/2 at 0",
                    (g, x) -> lessHalf(g, x.get(1), x.get(0)).map(g::negate)),
            new Identity("c*cosh(x) - c = 2*c*sinh(x/2)^2", (g, x) -> {
                Match.Scaled scaled = Match.scaled(x.get(0));
                return x.get(1).isConstant(scaled.factor())
                        ? operand(scaled.value(), Trigonometric.COSH)
                                .map(u -> g.multiply(scaled.factor(), g.apply(Steps.COSH_LESS_ONE, u)))
                        : Optional.empty();
            }),
            new Identity(
                    "softplus(x) - x = softplus(-x)",
                    (g, x) -> operand(x.get(0), Exponentials.SOFTPLUS)
                            .filter(x.get(1)::equals)
                            .map(u -> g.apply(Exponentials.SOFTPLUS, g.negate(u)))),
            new Identity("(a + b)*log(a + b) - a*log(a) keeps its digits", StepRewritings::entropies),
            new Identity(
                    "c/(a - b) - 2*c/a + c/(a + b) = 2*c*b^2/(a*(a - b)*(a + b)) with a constant b",
                    (g, x) -> secondDifference(g, x, -1)));

    private static Optional<Node> binomial(Algebra g, List<Node> x) {
        boolean less = is(x.get(0), Arithmetic.SUBTRACT);
        if (!less && !is(x.get(0), Arithmetic.ADD)) {
            return Optional.empty();
        }
        Optional<Node> a = root(x.get(0).operand(0));
        Optional<Node> b = root(x.get(1));
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        Node middle = x.get(0).operand(1);
        boolean match = middle.equals(g.multiply(g.multiply(2, a.get()), b.get()))
                || middle.equals(g.multiply(2, g.multiply(a.get(), b.get())));
        return match
                ? Optional.of(g.square(less ? g.subtract(a.get(), b.get()) : g.add(a.get(), b.get())))
                : Optional.empty();
    }

    private static Optional<Node> root(Node node) {
        return node.isConstant(1) ? Optional.of(node) : square(node);
    }

    static final List<Identity> ADD = List.of(
            new Identity("a^2 - 2*a*b + b^2 = (a - b)^2, a^2 + 2*a*b + b^2 = (a + b)^2", StepRewritings::binomial),
            new Identity("x + sqrt(x^2 + c) = sqrt(x^2 + c) - (-x)", (g, x) -> {
                Optional<Node> first = plusRoot(g, x.get(0), x.get(1));
                return first.isPresent() ? first : plusRoot(g, x.get(1), x.get(0));
            }),
            new Identity("c*exp(x) + c*exp(-x) = 2*c*cosh(x)", (g, x) -> {
                Match.Scaled a = Match.scaled(x.get(0));
                Match.Scaled b = Match.scaled(x.get(1));
                return a.factor() == b.factor()
                        ? operand(a.value(), Exponentials.EXP)
                                .flatMap(u -> operand(b.value(), Exponentials.EXP)
                                        .filter(v -> Match.opposite(u, v))
                                        .map(v -> g.multiply(
                                                2 * a.factor(),
                                                g.apply(
                                                        Trigonometric.COSH,
                                                        operand(u, Arithmetic.NEGATE)
                                                                        .isPresent()
                                                                ? v
                                                                : u))))
                        : Optional.empty();
            }),
            new Identity(
                    "exp(x) - c + exp(-x) = exp(x) + exp(-x) - c, and so with + c", StepRewritings::exponentialsFirst),
            new Identity(
                    "c/(a - b) - 2*c/a + c/(a + b) = 2*c*b^2/(a*(a - b)*(a + b)) with a constant b",
                    (g, x) -> secondDifference(g, x, 1)));

    static final List<Identity> DIVIDE = List.of(
            new Identity("(sqrt(b^2 + a*c) - b)/a keeps its digits", (g, x) -> {
                Optional<Node> opposite = operand(x.get(0), Arithmetic.NEGATE);
                Match.Scaled divisor = Match.scaled(x.get(1));
                return quadratic(g, opposite.orElse(x.get(0)), divisor.value())
                        .map(root -> g.multiply((opposite.isPresent() ? -1 : 1) / divisor.factor(), root));
            }),
            new Identity("c/(sqrt(b^2 + a*c) - b) = (sqrt(b^2 + a*c) + b)/a", (g, x) -> {
                Match.Scaled dividend = Match.scaled(x.get(0));
                Optional<Node> opposite = operand(x.get(1), Arithmetic.NEGATE);
                Node divisor = opposite.orElse(x.get(1));
                return otherFactor(g, divisor, dividend.value())
                        .map(a -> g.multiply(
                                opposite.isPresent() ? -dividend.factor() : dividend.factor(),
                                g.apply(Distances.QUADRATIC_ROOT, a, g.negate(divisor.operand(0)), dividend.value())));
            }));

    private StepRewritings() {}

    /** {@code w} of {@code sqrt(b^2 + a*w) - b}. */
    private static Optional<Node> otherFactor(Algebra g, Node less, Node a) {
        return is(less, Steps.ROOT_LESS) && !a.isConstant()
                ? RemainderRewritings.cofactor(g, less.operand(1), a)
                : Optional.empty();
    }

    private static Optional<Node> quadratic(Algebra g, Node less, Node a) {
        return otherFactor(g, less, a).map(w -> g.apply(Distances.QUADRATIC_ROOT, a, less.operand(0), w));
    }

    private static Optional<Node> ofOne(List<Node> x, ScalarOperator f) {
        return x.get(0).isConstant(1) ? operand(x.get(1), f) : Optional.empty();
    }

    private static Optional<Node> lessOne(List<Node> x, ScalarOperator f) {
        return x.get(1).isConstant(1) ? operand(x.get(0), f) : Optional.empty();
    }

    private static Optional<Node[]> both(List<Node> x, ScalarOperator f) {
        return operand(x.get(0), f).flatMap(a -> operand(x.get(1), f).map(b -> new Node[] {a, b}));
    }

    private static Optional<Node> step(Algebra g, ScalarOperator step, Node a, Node b) {
        return Match.step(g, a, b).map(s -> {
            Node end = s.base() == a ? b : a;
            boolean through = Ends.BOUNDED.contains(step) && s.leavesWhatItMoves();
            Node base = through ? g.apply(Steps.PLACE, s.base(), end, s.by()) : s.base();
            return s.difference(g, g.apply(step, base, s.by()));
        });
    }

    /** Steps of functions that have values at both infinities. */
    private static final class Ends {
        private static final Set<ScalarOperator> BOUNDED =
                Set.of(Distances.ATAN_STEP, Distances.SIGMOID_STEP, Distances.TANH_STEP, Distances.ERF_STEP);
    }

    private static Optional<Node> stepOrDifference(
            Algebra g, List<Node> x, ScalarOperator f, ScalarOperator step, ScalarOperator difference) {
        return both(x, f).map(u -> step(g, step, u[0], u[1]).orElseGet(() -> g.apply(difference, u)));
    }

    /** {@code u} of {@code 1 - f(u)^2}. */
    private static Optional<Node> oneLessSquare(List<Node> x, ScalarOperator f) {
        return x.get(0).isConstant(1) ? square(x.get(1)).flatMap(u -> operand(u, f)) : Optional.empty();
    }

    /** {@code u} of {@code f(u)^2 - h(u)^2}. */
    private static Optional<Node> squares(List<Node> x, ScalarOperator f, ScalarOperator h) {
        return square(x.get(0))
                .flatMap(u -> operand(u, f))
                .filter(u -> square(x.get(1))
                        .flatMap(v -> operand(v, h))
                        .filter(u::equals)
                        .isPresent());
    }

    /** A base and its exponent. */
    private record Power(Node base, Node exponent) {
        static Optional<Power> of(Algebra g, Node node) {
            if (is(node, Powers.POW)) {
                return Optional.of(new Power(node.operand(0), node.operand(1)));
            }
            if (is(node, Steps.COMPOUND)) {
                return Optional.of(new Power(g.add(node.operand(0), g.constant(1)), node.operand(1)));
            }
            return Match.wholeExponent(node).filter(n -> n > 1).map(n -> new Power(node.operand(0), g.constant(n)));
        }
    }

    private static Optional<Node> powerStep(Algebra g, List<Node> x) {
        return Power.of(g, x.get(0))
                .flatMap(a -> Power.of(g, x.get(1))
                        .filter(b -> a.exponent().equals(b.exponent()))
                        .filter(b -> !a.base().isConstant() && !b.base().isConstant())
                        .flatMap(b -> {
                            Optional<Node> step = Match.step(g, a.base(), b.base())
                                    .map(s -> s.difference(g, Distances.powerStep(g, s.base(), s.by(), a.exponent())));
                            return step.isPresent() || a.exponent().isConstant(2) || !isWhole(a.exponent())
                                    ? step
                                    : Optional.of(
                                            g.apply(Distances.POWER_DIFFERENCE, a.base(), b.base(), a.exponent()));
                        }));
    }

    private static boolean isWhole(Node exponent) {
        return constant(exponent).filter(n -> n == Math.rint(n)).isPresent();
    }

    private static Optional<Node> powerLessConstant(Algebra g, List<Node> x) {
        boolean last = x.get(1).isConstant();
        Optional<Integer> n = Match.wholeExponent(x.get(last ? 0 : 1)).filter(k -> k > 1);
        Optional<Double> root = n.flatMap(k -> constant(x.get(last ? 1 : 0)).flatMap(c -> wholeRoot(c, k)));
        if (root.isEmpty()) {
            return Optional.empty();
        }
        Node base = x.get(last ? 0 : 1).operand(0);
        Node k = g.constant(root.get());
        Node exponent = g.constant(n.get());
        Optional<Node> step = Match.excessOver(g, base, root.get()).map(by -> Distances.powerStep(g, k, by, exponent));
        Optional<Node> difference = step.isPresent() || n.get() == 2
                ? step
                : Optional.of(g.apply(Distances.POWER_DIFFERENCE, base, k, exponent));
        return last ? difference : difference.map(g::negate);
    }

    private static Optional<Double> wholeRoot(double c, int n) {
        double root = Math.rint(Math.pow(c, 1.0 / n));
        return c > 0 && Powers.integerPower(root, n) == c ? Optional.of(root) : Optional.empty();
    }

    private static Optional<Node> reciprocals(Algebra g, List<Node> x) {
        boolean match = is(x.get(0), Arithmetic.DIVIDE)
                && is(x.get(1), Arithmetic.DIVIDE)
                && x.get(0).operand(0).equals(x.get(1).operand(0));
        if (!match) {
            return Optional.empty();
        }
        Node c = x.get(0).operand(0);
        Node a = x.get(0).operand(1);
        Node b = x.get(1).operand(1);
        if (c.isConstant()) {
            Optional<Node> step = step(g, Steps.RECIPROCAL_STEP, a, b);
            return step.isPresent() || a.isConstant() || b.isConstant()
                    ? step.map(s -> g.multiply(c, s))
                    : Optional.of(g.multiply(c, g.apply(Distances.RECIPROCAL_DIFFERENCE, a, b)));
        }
        Optional<Node> step =
                Match.step(g, a, b).map(s -> s.difference(g, g.apply(Distances.QUOTIENT_STEP, c, s.base(), s.by())));
        return step.isPresent() || a.isConstant() || b.isConstant()
                ? step
                : Optional.of(g.apply(Distances.QUOTIENT_DIFFERENCE, c, a, b));
    }

    private static Optional<Node> reciprocalPowers(Algebra g, List<Node> x) {
        boolean match = is(x.get(0), Arithmetic.DIVIDE)
                && is(x.get(1), Arithmetic.DIVIDE)
                && x.get(0).operand(0).equals(x.get(1).operand(0));
        return match
                ? Power.of(g, x.get(0).operand(1))
                        .flatMap(a -> Power.of(g, x.get(1).operand(1))
                                .filter(b -> a.exponent().equals(b.exponent())
                                        && a.exponent().isConstant())
                                .flatMap(b -> {
                                    Node exponent = g.negate(a.exponent());
                                    Node power = Match.step(g, a.base(), b.base())
                                            .map(s ->
                                                    s.difference(g, Distances.powerStep(g, s.base(), s.by(), exponent)))
                                            .orElseGet(() ->
                                                    g.apply(Distances.POWER_DIFFERENCE, a.base(), b.base(), exponent));
                                    return Optional.of(g.multiply(x.get(0).operand(0), power));
                                }))
                : Optional.empty();
    }

    private static boolean isDifference(Node node) {
        return is(node, Steps.DIFFERENCE_OF_SQUARES) || is(node, Trigonometric.ONE_MINUS_SQUARE);
    }

    /** {@code u} of {@code 1/sqrt(u)}. */
    private static Optional<Node> reciprocalRoot(Node node) {
        return is(node, Arithmetic.DIVIDE) && node.operand(0).isConstant(1)
                ? operand(node.operand(1), Powers.SQRT)
                : Optional.empty();
    }

    private static Optional<Node> rootLessConstant(Algebra g, Node root, Node constant) {
        return constant(constant)
                .filter(c -> c > 0 && c == Math.rint(c) && c != 1 && c < 0x1p26)
                .flatMap(c -> operand(root, Powers.SQRT)
                        .flatMap(u -> Match.excessOver(g, u, c * c))
                        .map(u -> g.apply(Steps.ROOT_STEP, g.constant(c * c), u)));
    }

    private static Optional<Node> hypotLess(Algebra g, Node norm, Node a) {
        return is(norm, Euclidean.HYPOT)
                ? other(norm, a).map(b -> g.apply(Distances.HYPOT_LESS, a, b))
                : Optional.empty();
    }

    /** The other operand of a norm of two of which {@code a} is one, or the opposite of one. */
    private static Optional<Node> other(Node norm, Node a) {
        for (int i = 0; i < 2; i++) {
            if (norm.operand(i).equals(a) || Match.opposite(norm.operand(i), a)) {
                return Optional.of(norm.operand(1 - i));
            }
        }
        return Optional.empty();
    }

    private static Optional<Node> cosineOfAngle(Algebra g, Node one, Node cosine) {
        if (!one.isConstant(1)) {
            return Optional.empty();
        }
        return is(cosine, Slopes.QUOTIENT_BY_ROOT)
                ? Optional.of(g.apply(Distances.HYPOT_LESS_SLOPE, cosine.operand(0), g.constant(1)))
                : is(cosine, Arithmetic.DIVIDE) && is(cosine.operand(1), Euclidean.HYPOT)
                        ? other(cosine.operand(1), cosine.operand(0))
                                .filter(b -> cosine.operand(1).operands().contains(cosine.operand(0)))
                                .map(b -> g.apply(Distances.HYPOT_LESS_SLOPE, cosine.operand(0), b))
                        : Optional.empty();
    }

    /** {@code c/(a + c)} of {@code a/(a + c)}. */
    private static Optional<Node> restOfShare(Algebra g, Node share) {
        return is(share, Arithmetic.DIVIDE)
                ? Match.distance(g, share.operand(1), share.operand(0))
                        .filter(Node::isConstant)
                        .map(c -> g.divide(c, share.operand(1)))
                : Optional.empty();
    }

    /** {@code 1/sqrt(1 + u^2) - 1}. */
    private static Node rootLessOne(Algebra g, Node u) {
        return g.apply(Steps.RECIPROCAL_ROOT_LESS_ONE, g.negate(g.square(u)));
    }

    private static Optional<Node> lessHalf(Algebra g, Node multiple, Node half) {
        Match.Scaled scaled = Match.scaled(multiple);
        double c = 0.5 * scaled.factor();
        if (!half.isConstant(c)) {
            return Optional.empty();
        }
        Optional<Node> logistic =
                operand(scaled.value(), Exponentials.SIGMOID).map(u -> g.multiply(c, g.apply(Slopes.HALF_TANH, u)));
        return logistic.isPresent()
                ? logistic
                : operand(scaled.value(), Special.NORMAL_CDF)
                        .map(u -> g.multiply(c, g.apply(Special.ERF, g.multiply(Math.sqrt(0.5), u))));
    }

    /** {@code u} of {@code u*log(u)}. */
    private static Optional<Node> entropy(Algebra g, Node node) {
        if (!is(node, Arithmetic.MULTIPLY)) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Node log = node.operand(i);
            Node u = node.operand(1 - i);
            boolean match = is(log, Exponentials.LOG)
                    ? log.operand(0).equals(u)
                    : is(log, Exponentials.LOG1P)
                            && Match.onePlus(g, u)
                                    .filter(log.operand(0)::equals)
                                    .isPresent();
            if (match) {
                return Optional.of(u);
            }
        }
        return Optional.empty();
    }

    private static Optional<Node> entropies(Algebra g, List<Node> x) {
        return entropy(g, x.get(0))
                .flatMap(a -> entropy(g, x.get(1)).flatMap(b -> step(g, Distances.XLOGX_STEP, a, b)));
    }

    private static Optional<Node> exponentialsFirst(Algebra g, List<Node> x) {
        Node sum = x.get(0);
        boolean less = is(sum, Arithmetic.SUBTRACT);
        Optional<Node> v = operand(x.get(1), Exponentials.EXP);
        if (v.isEmpty() || !(less || is(sum, Arithmetic.ADD))) {
            return Optional.empty();
        }
        for (int i = 0; i < (less ? 1 : 2); i++) {
            Node exp = sum.operand(i);
            Node c = sum.operand(1 - i);
            if (c.isConstant()
                    && operand(exp, Exponentials.EXP)
                            .filter(u -> Match.opposite(u, v.get()))
                            .isPresent()) {
                Node both = g.add(exp, x.get(1));
                return Optional.of(less ? g.subtract(both, c) : g.add(both, c));
            }
        }
        return Optional.empty();
    }

    private static Optional<Node> plusRoot(Algebra g, Node x, Node root) {
        Node opposite = g.negate(x);
        Optional<Node> less = DifferenceRewritings.rootLess(g, root, opposite);
        return less.isPresent() ? less : hypotLess(g, root, opposite);
    }

    /** A constant over something, with a sign. */
    private record Fraction(double dividend, Node divisor) {
        /** Of a fraction, or of a sum of two. */
        static boolean collect(Node node, int sign, List<Fraction> fractions) {
            if (is(node, Arithmetic.ADD) || is(node, Arithmetic.SUBTRACT)) {
                return add(node.operand(0), sign, fractions)
                        && add(node.operand(1), is(node, Arithmetic.ADD) ? sign : -sign, fractions);
            }
            return add(node, sign, fractions);
        }

        private static boolean add(Node node, int sign, List<Fraction> fractions) {
            Optional<Double> dividend = is(node, Arithmetic.DIVIDE) ? constant(node.operand(0)) : Optional.empty();
            dividend.ifPresent(c -> fractions.add(new Fraction(sign * c, node.operand(1))));
            return dividend.isPresent();
        }
    }

    private static Optional<Node> secondDifference(Algebra g, List<Node> x, int sign) {
        List<Fraction> fractions = new ArrayList<>();
        if (!Fraction.collect(x.get(0), 1, fractions)
                || !Fraction.collect(x.get(1), sign, fractions)
                || fractions.size() != 3) {
            return Optional.empty();
        }
        for (int i = 0; i < 3; i++) {
            Fraction middle = fractions.get(i);
            Fraction first = fractions.get((i + 1) % 3);
            Fraction second = fractions.get((i + 2) % 3);
            if (first.dividend() != second.dividend() || middle.dividend() != -2 * first.dividend()) {
                continue;
            }
            Node a = middle.divisor();
            Optional<Node> by = Match.distance(g, first.divisor(), a);
            Optional<Node> back = Match.distance(g, a, second.divisor());
            if (by.filter(Node::isConstant).isPresent()
                    && back.filter(by.get()::equals).isPresent()) {
                Node shares =
                        g.multiply(g.divide(by.get(), g.subtract(a, by.get())), g.divide(by.get(), g.add(a, by.get())));
                return Optional.of(g.divide(g.multiply(2 * first.dividend(), shares), a));
            }
        }
        return Optional.empty();
    }
}
