package org.wengert.op;

import static org.wengert.op.Match.constant;
import static org.wengert.op.Match.distance;
import static org.wengert.op.Match.is;
import static org.wengert.op.Match.onePlus;
import static org.wengert.op.Match.operand;
import static org.wengert.op.Match.square;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.wengert.ir.Node;
import org.wengert.ir.Type;

/** Identities of sums and differences that cancel as they are written. */
final class DifferenceRewritings {

    static final List<Identity> SUBTRACT = List.of(
            new Identity(
                    "1 - exp(x) = -expm1(x)",
                    (g, x) -> ofOne(x, Exponentials.EXP).map(u -> g.negate(g.apply(Exponentials.EXPM1, u)))),
            new Identity("1 - erf(x) = erfc(x)", (g, x) -> ofOne(x, Special.ERF).map(u -> g.apply(Special.ERFC, u))),
            new Identity(
                    "erf(x) - 1 = -erfc(x)",
                    (g, x) -> lessOne(x, Special.ERF).map(u -> g.negate(g.apply(Special.ERFC, u)))),
            new Identity(
                    "1 - erfc(x) = erf(x)", (g, x) -> ofOne(x, Special.ERFC).map(u -> g.apply(Special.ERF, u))),
            new Identity(
                    "1 - normal_cdf(x) = normal_cdf(-x)",
                    (g, x) -> ofOne(x, Special.NORMAL_CDF).map(u -> g.apply(Special.NORMAL_CDF, g.negate(u)))),
            new Identity(
                    "normal_cdf(x) - 1 = -normal_cdf(-x)",
                    (g, x) -> lessOne(x, Special.NORMAL_CDF)
                            .map(u -> g.negate(g.apply(Special.NORMAL_CDF, g.negate(u))))),
            new Identity(
                    "normal_cdf(a) - normal_cdf(b) keeps its digits",
                    (g, x) -> both(x, Special.NORMAL_CDF).map(u -> g.apply(Steps.NORMAL_BETWEEN, u))),
            new Identity(
                    "1 - tanh(x)^2 = 1/cosh(x)^2",
                    (g, x) -> x.get(0).isConstant(1)
                            ? square(x.get(1))
                                    .flatMap(u -> operand(u, Trigonometric.TANH))
                                    .map(u -> g.apply(Slopes.SECH_SQUARE, u))
                            : Optional.empty()),
            new Identity(
                    "1 - tanh(x) = 2*sigmoid(-2*x)",
                    (g, x) -> ofOne(x, Trigonometric.TANH).map(u -> twiceSigmoid(g, g.multiply(-2, u)))),
            new Identity(
                    "tanh(x) - 1 = -2*sigmoid(-2*x)",
                    (g, x) -> lessOne(x, Trigonometric.TANH).map(u -> g.negate(twiceSigmoid(g, g.multiply(-2, u))))),
            new Identity(
                    "1 - cos(x) = 2*sin(x/2)^2",
                    (g, x) -> ofOne(x, Trigonometric.COS).map(u -> g.apply(Steps.ONE_MINUS_COS, u))),
            new Identity(
                    "cos(x) - 1 = -2*sin(x/2)^2",
                    (g, x) -> lessOne(x, Trigonometric.COS).map(u -> g.negate(g.apply(Steps.ONE_MINUS_COS, u)))),
            new Identity(
                    "cosh(x) - 1 = 2*sinh(x/2)^2",
                    (g, x) -> lessOne(x, Trigonometric.COSH).map(u -> g.apply(Steps.COSH_LESS_ONE, u))),
            new Identity(
                    "cos(a + b) - cos(a) keeps its digits",
                    (g, x) -> step(g, x, Trigonometric.COS, Steps.COS_STEP, Steps.COS_DIFFERENCE)),
            new Identity(
                    "sin(a + b) - sin(a) keeps its digits",
                    (g, x) -> step(g, x, Trigonometric.SIN, Steps.SIN_STEP, Steps.SIN_DIFFERENCE)),
            new Identity(
                    "exp(x) - exp(-x) = 2*sinh(x)",
                    (g, x) -> both(x, Exponentials.EXP)
                            .filter(u -> Match.opposite(u[0], u[1]))
                            .map(u -> g.multiply(2, g.apply(Trigonometric.SINH, u[0])))),
            new Identity(
                    "1 - x^2 = (1 - x)*(1 + x)",
                    (g, x) -> x.get(0).isConstant(1)
                            ? square(x.get(1)).map(u -> g.apply(Trigonometric.ONE_MINUS_SQUARE, u))
                            : Optional.empty()),
            new Identity(
                    "x^2 - 1 = (x - 1)*(x + 1)",
                    (g, x) -> x.get(1).isConstant(1)
                            ? square(x.get(0)).map(u -> g.apply(Steps.DIFFERENCE_OF_SQUARES, u, g.constant(1)))
                            : Optional.empty()),
            new Identity(
                    "a^2 - b^2 = (a - b)*(a + b)",
                    (g, x) -> both(x, Powers.power(2)).map(u -> g.apply(Steps.DIFFERENCE_OF_SQUARES, u))),
            new Identity(
                    "sqrt(1 + x^2) - 1 keeps its digits",
                    (g, x) -> x.get(1).isConstant(1)
                            ? Match.rootOfOnePlusSquare(x.get(0)).map(u -> g.apply(Steps.HYPOT_LESS_ONE, u))
                            : Optional.empty()),
            new Identity(
                    "1 - sqrt(1 + x^2) keeps its digits",
                    (g, x) -> x.get(0).isConstant(1)
                            ? Match.rootOfOnePlusSquare(x.get(1)).map(u -> g.negate(g.apply(Steps.HYPOT_LESS_ONE, u)))
                            : Optional.empty()),
            new Identity(
                    "sqrt(1 + x) - 1 = x/(1 + sqrt(1 + x))",
                    (g, x) -> Optional.of(x)
                            .filter(o -> o.get(1).isConstant(1))
                            .flatMap(o -> Euclidean.radicand(g, o.get(0)))
                            .flatMap(u -> excess(g, u))
                            .map(u -> g.apply(Steps.ROOT_OF_ONE_MORE_LESS_ONE, u))),
            new Identity(
                    "1 - sqrt(1 + x) = -x/(1 + sqrt(1 + x))",
                    (g, x) -> Optional.of(x)
                            .filter(o -> o.get(0).isConstant(1))
                            .flatMap(o -> Euclidean.radicand(g, o.get(1)))
                            .flatMap(u -> excess(g, u))
                            .map(u -> g.negate(g.apply(Steps.ROOT_OF_ONE_MORE_LESS_ONE, u)))),
            new Identity(
                    "1/sqrt(1 - x) - 1 = x/(sqrt(1 - x)*(1 + sqrt(1 - x)))",
                    (g, x) -> x.get(1).isConstant(1) ? reciprocalRootLessOne(g, x.get(0)) : Optional.empty()),
            new Identity(
                    "a/sqrt(1 - x) - a = a*(1/sqrt(1 - x) - 1)",
                    (g, x) -> is(x.get(0), Arithmetic.DIVIDE)
                                    && x.get(0).operand(0).equals(x.get(1))
                            ? operand(x.get(0).operand(1), Powers.SQRT)
                                    .flatMap(u -> excess(g, u))
                                    .map(u ->
                                            g.multiply(x.get(1), g.apply(Steps.RECIPROCAL_ROOT_LESS_ONE, g.negate(u))))
                            : Optional.empty()),
            new Identity("sqrt(x^2 + c) - x = c/(sqrt(x^2 + c) + x)", (g, x) -> rootLess(g, x.get(0), x.get(1))),
            new Identity(
                    "x - sqrt(x^2 + c) = -c/(sqrt(x^2 + c) + x)",
                    (g, x) -> rootLess(g, x.get(1), x.get(0)).map(g::negate)),
            new Identity(
                    "sqrt(a + b) - sqrt(a) = b/(sqrt(a + b) + sqrt(a))",
                    (g, x) -> both(x, Powers.SQRT).flatMap(u -> step(g, Steps.ROOT_STEP, u[0], u[1]))),
            new Identity("c/a - c/b = c*(b - a)/a/b, where b - a is a constant", DifferenceRewritings::reciprocals),
            new Identity(
                    "1 - 1/(1 + x) = x/(1 + x)",
                    (g, x) -> x.get(0).isConstant(1)
                            ? reciprocalOfOneMore(g, x.get(1)).map(u -> g.apply(Steps.SHARE, u))
                            : Optional.empty()),
            new Identity(
                    "1/(1 + x) - 1 = -x/(1 + x)",
                    (g, x) -> x.get(1).isConstant(1)
                            ? reciprocalOfOneMore(g, x.get(0)).map(u -> g.negate(g.apply(Steps.SHARE, u)))
                            : Optional.empty()),
            new Identity("log(a + b) - log(a) keeps its digits", DifferenceRewritings::logarithms),
            new Identity("lgamma(a + b) - lgamma(a) keeps its digits", DifferenceRewritings::lgammas),
            new Identity(
                    "lgamma(a) + lgamma(b) - lgamma(a + b) and logarithms of binomial coefficients keep their digits",
                    (g, x) -> LgammaSums.of(g, x.get(0), x.get(1), -1)),
            new Identity("digamma(a + b) - digamma(a) keeps its digits", DifferenceRewritings::digammas),
            new Identity(
                    "cosh(x) - sinh(x) = exp(-x)",
                    (g, x) -> ofHyperbolics(x, Trigonometric.COSH, Trigonometric.SINH)
                            .map(u -> g.apply(Exponentials.EXP, g.negate(u)))),
            new Identity(
                    "sinh(x) - cosh(x) = -exp(-x)",
                    (g, x) -> ofHyperbolics(x, Trigonometric.SINH, Trigonometric.COSH)
                            .map(u -> g.negate(g.apply(Exponentials.EXP, g.negate(u))))),
            new Identity(
                    "(1 + a)^b - 1 keeps its digits",
                    (g, x) -> x.get(1).isConstant(1) ? compound(g, x.get(0)) : Optional.empty()),
            new Identity(
                    "1 - (1 + a)^b keeps its digits",
                    (g, x) -> x.get(0).isConstant(1) ? compound(g, x.get(1)).map(g::negate) : Optional.empty()),
            new Identity(
                    "a^b - 1 keeps its digits",
                    (g, x) -> x.get(1).isConstant(1) && is(x.get(0), Powers.POW)
                            ? Optional.of(g.apply(
                                    Steps.POWER_LESS_ONE,
                                    x.get(0).operand(0),
                                    x.get(0).operand(1)))
                            : Optional.empty()),
            new Identity(
                    "x - log(exp(x) + exp(y)) = -softplus(y - x)",
                    (g, x) -> otherExponent(x.get(1), x.get(0))
                            .map(y -> g.negate(g.apply(Exponentials.SOFTPLUS, g.subtract(y, x.get(0)))))),
            new Identity(
                    "log(exp(x) + exp(y)) - x = softplus(y - x)",
                    (g, x) -> otherExponent(x.get(0), x.get(1))
                            .map(y -> g.apply(Exponentials.SOFTPLUS, g.subtract(y, x.get(1))))),
            new Identity(
                    "(x^2 + y^2 + ...)/n - ((x + y + ...)/n)^2 = ((x - y)^2 + ...)/n^2",
                    DifferenceRewritings::variance),
            new Identity(
                    "max(x, 0) - y + log1p(exp(-abs(x))) is smooth at 0", (g, x) -> smooth(g, x.get(0), x.get(1), -1)));

    static final List<Identity> ADD = List.of(
            new Identity(
                    "-lgamma(a + b) + lgamma(a) keeps its digits, also with terms between them",
                    (g, x) -> LgammaSums.of(g, x.get(0), x.get(1), 1)),
            new Identity(
                    "1 + erf(x) = erfc(-x)",
                    (g, x) -> withOne(x, Special.ERF).map(u -> g.apply(Special.ERFC, g.negate(u)))),
            new Identity(
                    "1 + tanh(x) = 2*sigmoid(2*x)",
                    (g, x) -> withOne(x, Trigonometric.TANH).map(u -> twiceSigmoid(g, g.multiply(2, u)))),
            new Identity("max(x, y) + log1p(exp(-abs(x - y))) = logaddexp(x, y)", (g, x) -> {
                Optional<Node> first = softMaximum(g, x.get(0), x.get(1));
                return first.isPresent() ? first : softMaximum(g, x.get(1), x.get(0));
            }),
            new Identity(
                    "max(x, 0) + y + log1p(exp(-abs(x))) is smooth at 0", (g, x) -> smooth(g, x.get(0), x.get(1), 1)));

    private DifferenceRewritings() {}

    /** {@code u} of {@code 1 - f(u)}. */
    private static Optional<Node> ofOne(List<Node> x, ScalarOperator f) {
        return x.get(0).isConstant(1) ? operand(x.get(1), f) : Optional.empty();
    }

    /** {@code u} of {@code f(u) - 1}. */
    private static Optional<Node> lessOne(List<Node> x, ScalarOperator f) {
        return x.get(1).isConstant(1) ? operand(x.get(0), f) : Optional.empty();
    }

    private static Optional<Node> withOne(List<Node> x, ScalarOperator f) {
        return x.get(0).isConstant(1) ? operand(x.get(1), f) : lessOne(x, f);
    }

    /** {@code a, b} of {@code f(a) - f(b)}. */
    private static Optional<Node[]> both(List<Node> x, ScalarOperator f) {
        return operand(x.get(0), f).flatMap(a -> operand(x.get(1), f).map(b -> new Node[] {a, b}));
    }

    /** {@code u} of {@code f(u)} and {@code h(u)}. */
    private static Optional<Node> ofHyperbolics(List<Node> x, ScalarOperator f, ScalarOperator h) {
        return operand(x.get(0), f)
                .filter(u -> operand(x.get(1), h).filter(u::equals).isPresent());
    }

    private static Node twiceSigmoid(Algebra g, Node u) {
        return g.multiply(2, g.apply(Exponentials.SIGMOID, u));
    }

    private static Optional<Node> step(
            Algebra g, List<Node> x, ScalarOperator f, ScalarOperator step, ScalarOperator difference) {
        return both(x, f).map(u -> step(g, step, u[0], u[1]).orElseGet(() -> g.apply(difference, u)));
    }

    private static Optional<Node> step(Algebra g, ScalarOperator step, Node a, Node b) {
        return Match.step(g, a, b).map(s -> s.difference(g, g.apply(step, s.base(), s.by())));
    }

    /** {@code u} of {@code 1 + u}, {@code 1 - u} and {@code (1 - v)*(1 + v)}. */
    private static Optional<Node> excess(Algebra g, Node node) {
        Optional<Node> v = operand(node, Trigonometric.ONE_MINUS_SQUARE);
        return v.isPresent() ? v.map(u -> g.negate(g.square(u))) : onePlus(g, node);
    }

    /** {@code 1/sqrt(1 - u) - 1} of the quotient. */
    static Optional<Node> reciprocalRootLessOne(Algebra g, Node quotient) {
        return is(quotient, Arithmetic.DIVIDE) && quotient.operand(0).isConstant(1)
                ? operand(quotient.operand(1), Powers.SQRT)
                        .flatMap(u -> excess(g, u))
                        .map(u -> g.apply(Steps.RECIPROCAL_ROOT_LESS_ONE, g.negate(u)))
                : Optional.empty();
    }

    /** {@code sqrt(x^2 + c) - x}. */
    static Optional<Node> rootLess(Algebra g, Node root, Node x) {
        if (is(x, Powers.SQRT) || Euclidean.isNorm(x)) {
            return Optional.empty();
        }
        if (Match.rootOfOnePlusSquare(root)
                .filter(u -> u.equals(x) || Match.opposite(u, x))
                .isPresent()) {
            return Optional.of(g.apply(Steps.ROOT_LESS, x, g.constant(1)));
        }
        return operand(root, Powers.SQRT).flatMap(sum -> {
            Optional<Node> lesser = Optional.of(sum)
                    .filter(s ->
                            is(s, Steps.DIFFERENCE_OF_SQUARES) && s.operand(0).equals(x))
                    .filter(s -> s.operand(1).isConstant(1))
                    .map(s -> g.constant(-1));
            return lesser.isPresent()
                    ? lesser.map(c -> g.apply(Steps.ROOT_LESS, x, c))
                    : distance(g, sum, g.square(x))
                            .map(c -> linear(g, c, x)
                                    .map(line -> g.apply(Distances.ROOT_OF_QUADRATIC_LESS, x, line.slope(), line.at()))
                                    .orElseGet(() -> g.apply(Steps.ROOT_LESS, x, c)));
        });
    }

    /** {@code slope*x + at}. */
    private record Line(Node slope, Node at) {}

    private static Optional<Line> linear(Algebra g, Node node, Node x) {
        boolean sum = is(node, Arithmetic.ADD);
        if (!sum && !is(node, Arithmetic.SUBTRACT)) {
            return RemainderRewritings.cofactor(g, node, x).map(w -> new Line(w, g.constant(0)));
        }
        Node a = node.operand(0);
        Node b = sum ? node.operand(1) : g.negate(node.operand(1));
        Optional<Node> v = RemainderRewritings.cofactor(g, a, x);
        Optional<Node> w = RemainderRewritings.cofactor(g, b, x);
        return v.isPresent() && w.isPresent()
                ? Optional.of(new Line(g.add(v.get(), w.get()), g.constant(0)))
                : v.map(slope -> new Line(slope, b)).or(() -> w.map(slope -> new Line(slope, a)));
    }

    private static Optional<Node> reciprocalOfOneMore(Algebra g, Node node) {
        return is(node, Arithmetic.DIVIDE) && node.operand(0).isConstant(1)
                ? onePlus(g, node.operand(1))
                : Optional.empty();
    }

    private static Optional<Node> reciprocals(Algebra g, List<Node> x) {
        boolean match = is(x.get(0), Arithmetic.DIVIDE)
                && is(x.get(1), Arithmetic.DIVIDE)
                && x.get(0).operand(0).equals(x.get(1).operand(0))
                && x.get(0).operand(0).isConstant();
        return match
                ? distance(g, x.get(1).operand(1), x.get(0).operand(1))
                        .filter(Node::isConstant)
                        .map(d -> g.divide(
                                g.divide(
                                        g.multiply(x.get(0).operand(0), d),
                                        x.get(0).operand(1)),
                                x.get(1).operand(1)))
                : Optional.empty();
    }

    /** The terms of what the logarithm is taken of. */
    private static Optional<List<Node>> argument(Algebra g, Node node) {
        Optional<Node> u = operand(node, Exponentials.LOG);
        if (u.isPresent()) {
            return u.map(List::of);
        }
        // What the logarithm of a square has become.
        Match.Scaled scaled = Match.scaled(node);
        Optional<Node> square = scaled.factor() == 2 ? operand(scaled.value(), Logs.LOG_ABS) : Optional.empty();
        if (square.isPresent()) {
            return square.map(v -> List.of(g.square(v)));
        }
        if (is(node, Logs.LOG_OF_SQUARES)) {
            return Optional.of(node.operands().stream().map(g::square).toList());
        }
        return operand(node, Logs.LOG1P_OF_SQUARE)
                .map(g::square)
                .or(() -> operand(node, Exponentials.LOG1P))
                .map(v -> List.of(v, g.constant(1)));
    }

    private static Optional<Node> logarithms(Algebra g, List<Node> x) {
        Optional<List<Node>> a = argument(g, x.get(0));
        Optional<List<Node>> b = argument(g, x.get(1));
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        if (a.get().size() == 2 && b.get().size() == 2) {
            return Match.opposite(a.get().get(0), b.get().get(0))
                    ? Optional.of(
                            g.multiply(2, g.apply(Trigonometric.ATANH, a.get().get(0))))
                    : Optional.empty();
        }
        Optional<Node> d = distance(g, a.get(), b.get());
        if (d.isPresent()) {
            return b.get().size() == 1
                    ? d.map(by -> g.apply(Logs.LOG_STEP, b.get().get(0), by))
                    : d.map(by -> g.negate(g.apply(Logs.LOG_STEP, a.get().get(0), g.negate(by))));
        }
        return both(x, Exponentials.LOG)
                .filter(u -> !u[0].isConstant() && !u[1].isConstant())
                .map(u -> g.apply(Logs.LOG_DIFFERENCE, u));
    }

    /** How many factors {@code x*(x + 1)*...} are written out. */
    private static final int MOST_FACTORS = 8;

    private static Optional<Integer> whole(Node d) {
        return constant(d)
                .filter(c -> c >= 1 && c <= MOST_FACTORS && c == Math.rint(c))
                .map(Double::intValue);
    }

    private static Node sum(Algebra g, Node x, int count, java.util.function.UnaryOperator<Node> term) {
        Node sum = term.apply(x);
        for (int k = 1; k < count; k++) {
            sum = g.add(sum, term.apply(g.add(x, g.constant(k))));
        }
        return sum;
    }

    static Optional<Node> lgammas(Algebra g, List<Node> x) {
        return both(x, Special.LGAMMA)
                .flatMap(u -> Match.step(g, u[0], u[1])
                        .map(s -> s.difference(
                                g,
                                whole(s.by()).isPresent()
                                        ? sum(g, s.base(), whole(s.by()).get(), v -> g.apply(Logs.LOG_ABS, v))
                                        : g.apply(Steps.LGAMMA_STEP, s.base(), s.by()))));
    }

    private static Optional<Node> digammas(Algebra g, List<Node> x) {
        return both(x, Special.DIGAMMA)
                .flatMap(u -> Match.step(g, u[0], u[1])
                        .map(s -> s.difference(
                                g,
                                whole(s.by()).isPresent()
                                        ? sum(g, s.base(), whole(s.by()).get(), v -> g.divide(g.constant(1), v))
                                        : g.apply(Steps.DIGAMMA_STEP, s.base(), s.by()))));
    }

    private static Optional<Node> compound(Algebra g, Node power) {
        return is(power, Steps.COMPOUND)
                ? Optional.of(g.apply(Steps.COMPOUND_LESS_ONE, power.operand(0), power.operand(1)))
                : Optional.empty();
    }

    private static Optional<Node> otherExponent(Node sum, Node x) {
        return is(sum, Ratios.LOGADDEXP)
                ? sum.operand(0).equals(x)
                        ? Optional.of(sum.operand(1))
                        : sum.operand(1).equals(x) ? Optional.of(sum.operand(0)) : Optional.empty()
                : Optional.empty();
    }

    private static Optional<Node> softMaximum(Algebra g, Node max, Node rest) {
        Optional<Node> distance = operand(rest, Exponentials.SOFTPLUS)
                .flatMap(u -> operand(u, Arithmetic.NEGATE))
                .flatMap(u -> operand(u, Piecewise.ABS));
        if (distance.isEmpty()) {
            return Optional.empty();
        }
        Optional<Node> positive = operand(max, Piecewise.RELU);
        if (positive.isPresent()) {
            return positive.filter(distance.get()::equals).map(u -> g.apply(Exponentials.SOFTPLUS, u));
        }
        if (!is(max, Piecewise.MAX)) {
            return Optional.empty();
        }
        Node a = max.operand(0);
        Node b = max.operand(1);
        if (a.isConstant(0) || b.isConstant(0)) {
            Node u = a.isConstant(0) ? b : a;
            return distance.get().equals(u) ? Optional.of(g.apply(Exponentials.SOFTPLUS, u)) : Optional.empty();
        }
        Node d = distance.get();
        boolean match = is(d, Arithmetic.SUBTRACT) && Stream.of(a, b).allMatch(d.operands()::contains);
        return match ? Optional.of(g.apply(Ratios.LOGADDEXP, a, b)) : Optional.empty();
    }

    /** Sums are looked into so far. */
    private static final int DEEPEST = 6;

    /**
     * A sum of which one side, or its opposite, is {@code max(u, 0)} or {@code log1p(exp(-abs(u)))} and the other one has the other as a
     * term: both with derivatives that leave out the kink at 0, which they do not have together. What is between them stays, for {@code
     * softplus(u) - u} would cancel.
     */
    private static Optional<Node> smooth(Algebra g, Node a, Node b, int sign) {
        return smoothIn(g, a, 1, b, sign)
                .map(found -> sum(g, found.get(0), found.get(1), sign))
                .or(() -> smoothIn(g, b, sign, a, 1).map(found -> sum(g, found.get(1), found.get(0), sign)));
    }

    private static Node sum(Algebra g, Node a, Node b, int sign) {
        return sign > 0 ? g.add(a, b) : g.subtract(a, b);
    }

    /** A term with its sign, and the sum in which its partner is, both made smooth. */
    private static Optional<List<Node>> smoothIn(Algebra g, Node term, int sign, Node sum, int signOfSum) {
        Optional<Node> tail = sign > 0 ? tailOf(term) : Optional.empty();
        if (tail.isPresent()) {
            Node u = tail.get();
            return replaced(
                            g,
                            sum,
                            signOfSum,
                            DEEPEST,
                            (node, s) -> positiveOf(g, node, s)
                                    .filter(v -> v.equals(u) || Match.opposite(v, u))
                                    .map(v -> s > 0 ? halfRelu(g, v) : g.negate(halfRelu(g, v))))
                    .map(rest -> List.of(g.apply(Slopes.SOFT_TAIL, u), rest));
        }
        return positiveOf(g, term, sign)
                .flatMap(u -> replaced(
                                g,
                                sum,
                                signOfSum,
                                DEEPEST,
                                (node, s) -> s > 0
                                        ? tailOf(node)
                                                .filter(v -> v.equals(u) || Match.opposite(v, u))
                                                .map(v -> g.apply(Slopes.SOFT_TAIL, v))
                                        : Optional.empty())
                        .map(rest -> List.of(sign > 0 ? halfRelu(g, u) : g.negate(halfRelu(g, u)), rest)));
    }

    private static Node halfRelu(Algebra g, Node u) {
        return g.apply(Slopes.HALF_RELU, u);
    }

    /** {@code u} of {@code log1p(exp(-abs(u)))}. */
    private static Optional<Node> tailOf(Node node) {
        return operand(node, Exponentials.SOFTPLUS)
                .flatMap(u -> operand(u, Arithmetic.NEGATE))
                .flatMap(u -> operand(u, Piecewise.ABS));
    }

    /** {@code u} of {@code max(u, 0)}, which {@code -min(-u, 0)} is. */
    private static Optional<Node> positiveOf(Algebra g, Node node, int sign) {
        if (sign > 0 && is(node, Piecewise.RELU)) {
            return Optional.of(node.operand(0));
        }
        boolean match = is(node, sign > 0 ? Piecewise.MAX : Piecewise.MIN);
        for (int i = 0; match && i < 2; i++) {
            if (node.operand(i).isConstant(0)) {
                Node u = node.operand(1 - i);
                return Optional.of(sign > 0 ? u : g.negate(u));
            }
        }
        return Optional.empty();
    }

    private static Optional<Node> replaced(
            Algebra g, Node node, int sign, int depth, BiFunction<Node, Integer, Optional<Node>> by) {
        Optional<Node> replaced = by.apply(node, sign);
        if (replaced.isPresent() || depth == 0) {
            return replaced;
        }
        Optional<Node> opposite = operand(node, Arithmetic.NEGATE);
        if (opposite.isPresent()) {
            return replaced(g, opposite.get(), -sign, depth - 1, by).map(g::negate);
        }
        if (!is(node, Arithmetic.ADD) && !is(node, Arithmetic.SUBTRACT)) {
            return Optional.empty();
        }
        int second = is(node, Arithmetic.ADD) ? 1 : -1;
        return replaced(g, node.operand(0), sign, depth - 1, by)
                .map(a -> sum(g, a, node.operand(1), second))
                .or(() -> replaced(g, node.operand(1), second * sign, depth - 1, by)
                        .map(b -> sum(g, node.operand(0), b, second)));
    }

    /** Of so many numbers the squares of all differences are fewer operations than they save digits. */
    private static final int LARGEST_SAMPLE = 4;

    private static Optional<Node> variance(Algebra g, List<Node> x) {
        Optional<Node> mean = square(x.get(1));
        if (mean.isEmpty() || !is(x.get(0), Arithmetic.DIVIDE) || !is(mean.get(), Arithmetic.DIVIDE)) {
            return Optional.empty();
        }
        Node n = x.get(0).operand(1);
        List<Node> squares = new ArrayList<>();
        List<Node> terms = new ArrayList<>();
        collect(x.get(0).operand(0), squares);
        collect(mean.get().operand(0), terms);
        List<Node> roots = squares.stream().flatMap(s -> square(s).stream()).toList();
        boolean match = n.isConstant(roots.size())
                && mean.get().operand(1).equals(n)
                && roots.size() == squares.size()
                && terms.size() == squares.size()
                && terms.size() <= LARGEST_SAMPLE
                && terms.stream().allMatch(t -> t.type().equals(Type.REAL))
                && new HashSet<>(terms).size() == terms.size()
                && new HashSet<>(terms).equals(new HashSet<>(roots));
        return match ? Optional.of(spread(g, terms)) : Optional.empty();
    }

    private static Node spread(Algebra g, List<Node> terms) {
        Optional<Node> sum = Optional.empty();
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i + 1; j < terms.size(); j++) {
                Node square = g.square(g.subtract(terms.get(i), terms.get(j)));
                sum = Optional.of(sum.isEmpty() ? square : g.add(sum.get(), square));
            }
        }
        return g.divide(sum.orElseThrow(), g.constant((double) terms.size() * terms.size()));
    }

    private static void collect(Node sum, List<Node> terms) {
        if (is(sum, Arithmetic.ADD) && terms.size() <= LARGEST_SAMPLE) {
            collect(sum.operand(0), terms);
            collect(sum.operand(1), terms);
        } else {
            terms.add(sum);
        }
    }
}
