package org.wengert.op;

import static org.wengert.op.Match.constant;
import static org.wengert.op.Match.is;
import static org.wengert.op.Match.operand;
import static org.wengert.op.Match.square;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.wengert.ir.Node;

/** Identities of products and quotients that overflow, vanish or cancel. */
final class QuotientRewritings {

    private static final int DEEPEST = 6;

    private static final double SQRT_TWO = Math.sqrt(2);

    static final List<Identity> DIVIDE = List.of(
            new Identity(
                    "a/b^(-n) = a*b^n",
                    (g, x) -> Match.wholeExponent(x.get(1))
                            .filter(n -> n < 0)
                            .map(n -> g.multiply(
                                    x.get(0), g.apply(Powers.power(-n), x.get(1).operand(0))))),
            new Identity(
                    "c*exp(x)/(d + w*exp(x)) = c/w*sigmoid(x - log(d/w)), d > 0, w > 0", QuotientRewritings::logistic),
            new Identity("c/(d + w*exp(x)) = c/d*sigmoid(log(d/w) - x), d > 0, w > 0", QuotientRewritings::falling),
            new Identity("c*exp(x)/(a + b*exp(x)) without overflow", QuotientRewritings::expShare),
            new Identity(
                    "exp(x)/(1 + exp(x))^2 = sigmoid(x)*(1 - sigmoid(x))",
                    (g, x) -> operand(x.get(0), Exponentials.EXP)
                            .filter(u -> square(x.get(1))
                                    .flatMap(Exponentials::onePlus)
                                    .flatMap(e -> operand(e, Exponentials.EXP))
                                    .filter(u::equals)
                                    .isPresent())
                            .map(u -> g.apply(Slopes.SIGMOID_SLOPE, u))),
            new Identity("exp(x)/(exp(x) + exp(y)) = sigmoid(x - y)", QuotientRewritings::softmaxOfTwo),
            new Identity(
                    "c/expm1(x) without overflow",
                    (g, x) -> constant(x.get(0))
                            .flatMap(c ->
                                    expm1(x.get(1)).map(d -> g.multiply(d.sign(c), g.apply(Ratios.BOSE, d.of()))))),
            new Identity("c*exp(x)/expm1(x) = -c/expm1(-x)", (g, x) -> {
                Match.Scaled scaled = Match.scaled(x.get(0));
                return operand(scaled.value(), Exponentials.EXP)
                        .flatMap(u -> expm1(x.get(1)).filter(d -> d.of().equals(u)))
                        .map(d -> g.multiply(d.sign(-scaled.factor()), g.apply(Ratios.BOSE, g.negate(d.of()))));
            }),
            new Identity(
                    "x^n/expm1(x) without overflow",
                    (g, x) -> operand(x.get(1), Exponentials.EXPM1)
                            .flatMap(u -> lessOneFactor(g, x.get(0), u)
                                    .map(rest -> g.multiply(rest, g.apply(Ratios.bernoulli(0), u))))),
            new Identity("x^n*exp(x)/expm1(x) = x^(n - 1)*-x/expm1(-x)", QuotientRewritings::shiftedBernoulli),
            new Identity("x^2*exp(x)/expm1(x)^2 = (x/2/sinh(x/2))^2, but at 0", QuotientRewritings::einstein),
            new Identity(
                    "x/-expm1(-x) = -x/expm1(-x)",
                    (g, x) -> operand(x.get(1), Arithmetic.NEGATE)
                            .flatMap(e -> operand(e, Exponentials.EXPM1))
                            .filter(u -> Match.opposite(u, x.get(0)))
                            .map(u -> g.apply(Ratios.bernoulli(0), u))),
            new Identity(
                    "(exp(x) - exp(-x))/(exp(x) + exp(-x)) = tanh(x)",
                    (g, x) -> twiceSinh(x.get(0))
                            .filter(u -> isTwiceCosh(x.get(1), u))
                            .map(u -> g.apply(Trigonometric.TANH, u))),
            new Identity(
                    "(exp(x) + exp(-x))/(exp(x) - exp(-x)) = 1/tanh(x)",
                    (g, x) -> twiceSinh(x.get(1))
                            .filter(u -> isTwiceCosh(x.get(0), u))
                            .map(u -> g.divide(g.constant(1), g.apply(Trigonometric.TANH, u)))),
            new Identity(
                    "(exp(x) - 1)/(exp(x) + 1) = tanh(x/2)",
                    (g, x) -> operand(x.get(0), Exponentials.EXPM1)
                            .filter(u -> isOnePlusExp(x.get(1), u))
                            .map(u -> g.apply(Trigonometric.TANH, g.multiply(0.5, u)))),
            new Identity(
                    "(1 - exp(x))/(1 + exp(x)) = -tanh(x/2)",
                    (g, x) -> operand(x.get(0), Arithmetic.NEGATE)
                            .flatMap(e -> operand(e, Exponentials.EXPM1))
                            .filter(u -> isOnePlusExp(x.get(1), u))
                            .map(u -> g.negate(g.apply(Trigonometric.TANH, g.multiply(0.5, u))))),
            new Identity(
                    "sinh(x)/cosh(x) = tanh(x)",
                    (g, x) -> operand(x.get(0), Trigonometric.SINH)
                            .filter(u -> operand(x.get(1), Trigonometric.COSH)
                                    .filter(u::equals)
                                    .isPresent())
                            .map(u -> g.apply(Trigonometric.TANH, u))),
            new Identity(
                    "cosh(x)/sinh(x) = 1/tanh(x)",
                    (g, x) -> operand(x.get(0), Trigonometric.COSH)
                            .filter(u -> operand(x.get(1), Trigonometric.SINH)
                                    .filter(u::equals)
                                    .isPresent())
                            .map(u -> g.divide(g.constant(1), g.apply(Trigonometric.TANH, u)))),
            new Identity(
                    "1/cosh(x) has a derivative of its own",
                    (g, x) -> x.get(0).isConstant(1)
                            ? operand(x.get(1), Trigonometric.COSH).map(u -> g.apply(Steps.SECH, u))
                            : Optional.empty()),
            new Identity("a/cosh(x)^n = a*(1/cosh(x))^n", QuotientRewritings::sech),
            new Identity("c/(d*cosh(x)) = c/d*(1/cosh(x))", (g, x) -> {
                Match.Scaled scaled = Match.scaled(x.get(1));
                return constant(x.get(0))
                        .filter(c -> scaled.factor() != 0 && Math.abs(scaled.factor()) < Double.POSITIVE_INFINITY)
                        .flatMap(c -> operand(scaled.value(), Trigonometric.COSH)
                                .map(u -> g.multiply(c / scaled.factor(), g.apply(Steps.SECH, u))));
            }),
            new Identity(
                    "sinh(x)/(1 + cosh(x)) = tanh(x/2)",
                    (g, x) -> onePlusCosh(x.get(1)).flatMap(sum -> {
                        Match.Scaled scaled = Match.scaled(x.get(0));
                        return operand(scaled.value(), Trigonometric.SINH)
                                .filter(sum.value()::equals)
                                .map(u -> g.multiply(
                                        scaled.factor() / sum.factor(),
                                        g.apply(Trigonometric.TANH, g.multiply(0.5, u))));
                    })),
            new Identity(
                    "c/(1 + cosh(x)) = 2*c*sigmoid(x)*(1 - sigmoid(x))",
                    (g, x) -> onePlusCosh(x.get(1)).map(sum -> {
                        double d = 0.5 * sum.factor();
                        Node slope = g.apply(Slopes.SIGMOID_SLOPE, sum.value());
                        return constant(x.get(0))
                                .map(c -> g.multiply(c / d, slope))
                                .orElseGet(() -> g.multiply(g.multiply(1 / d, x.get(0)), slope));
                    })),
            new Identity(
                    "exp(a)/exp(b) = exp(a - b), its rounding error taken along",
                    (g, x) -> operand(x.get(0), Exponentials.EXP)
                            .flatMap(a -> operand(x.get(1), Exponentials.EXP)
                                    .map(b -> g.apply(Steps.EXP_OF_SUM, a, g.negate(b))))),
            new Identity(
                    "1/(1 + x^2) without overflow",
                    (g, x) -> x.get(0).isConstant(1)
                            ? Match.onePlusSquare(x.get(1)).map(u -> g.apply(Slopes.ATAN_SLOPE, u))
                            : Optional.empty()),
            new Identity(
                    "x/(1 + x^2) without overflow",
                    (g, x) -> Match.onePlusSquare(x.get(1))
                            .filter(x.get(0)::equals)
                            .map(u -> g.apply(Slopes.OVER_SQUARES, u, g.constant(1)))),
            new Identity(
                    "x^2/(1 + x^2) without overflow",
                    (g, x) -> Match.onePlusSquare(x.get(1))
                            .filter(u -> square(x.get(0)).filter(u::equals).isPresent())
                            .map(u -> g.apply(Steps.SQUARE_SHARE, u))),
            new Identity(
                    "1/sqrt(1 + x^2) without overflow",
                    (g, x) -> x.get(0).isConstant(1)
                            ? Match.rootOfOnePlusSquare(x.get(1)).map(u -> g.apply(Slopes.OVER_ROOT, u))
                            : Optional.empty()),
            new Identity(
                    "x/sqrt(1 + x^2) without overflow",
                    (g, x) -> Match.rootOfOnePlusSquare(x.get(1))
                            .filter(x.get(0)::equals)
                            .map(u -> g.apply(Slopes.QUOTIENT_BY_ROOT, u))),
            new Identity(
                    "(1 - cos(x))/sin(x) = tan(x/2)",
                    (g, x) -> operand(x.get(0), Steps.ONE_MINUS_COS)
                            .filter(u -> operand(x.get(1), Trigonometric.SIN)
                                    .filter(u::equals)
                                    .isPresent())
                            .map(u -> g.apply(Trigonometric.TAN, g.multiply(0.5, u)))),
            new Identity("gamma(a)/gamma(b) without overflow, b - a being known", QuotientRewritings::gammas),
            new Identity(
                    "gamma(a)*gamma(b)/gamma(a + b) without overflow", (g, x) -> beta(g, x.get(0), x.get(1), true)),
            new Identity(
                    "gamma(a + b)/(gamma(a)*gamma(b)) and binomial coefficients without overflow",
                    (g, x) -> beta(g, x.get(1), x.get(0), false)),
            new Identity(
                    "normal_cdf(a)/normal_cdf(b) and erfc(a)/erfc(b) in the tails",
                    (g, x) -> tails(g, Special.NORMAL_CDF, Remainders.NORMAL_CDF_RATIO, x)
                            .or(() -> tails(g, Special.ERFC, Remainders.ERFC_RATIO, x))),
            new Identity(
                    "erfc(-x/sqrt(2))/2 = normal_cdf(x)",
                    (g, x) -> x.get(1).isConstant(2) ? normal(g, x.get(0)) : Optional.empty()));

    static final List<Identity> MULTIPLY = List.of(
            new Identity(
                    "0.5*erfc(-x/sqrt(2)) = normal_cdf(x)",
                    (g, x) -> x.get(0).isConstant(0.5)
                            ? normal(g, x.get(1))
                            : x.get(1).isConstant(0.5) ? normal(g, x.get(0)) : Optional.empty()),
            new Identity("exp(x^2)*erfc(x) = erfcx(x)", (g, x) -> {
                Optional<Node> first = scaledTail(g, x.get(0), x.get(1));
                return first.isPresent() ? first : scaledTail(g, x.get(1), x.get(0));
            }),
            new Identity("a*b*(1/sqrt(1 - c/b) - 1) = a*c/(s*(1 + s)), s = sqrt(1 - c/b)", (g, x) -> {
                Optional<Node> first = excessEnergy(g, x.get(0), x.get(1));
                return first.isPresent() ? first : excessEnergy(g, x.get(1), x.get(0));
            }),
            new Identity(
                    "exp(a)*exp(b) = exp(a + b), its rounding error taken along",
                    (g, x) -> operand(x.get(0), Exponentials.EXP)
                            .flatMap(a ->
                                    operand(x.get(1), Exponentials.EXP).map(b -> g.apply(Steps.EXP_OF_SUM, a, b)))));

    /** After all others, which know more of the dividend. */
    static final List<Identity> FACTORS = List.of(
            new Identity(
                    "a/(b*expm1(x)), a/(b*expm1(x)^2) without overflow, also in derivatives",
                    (g, x) -> Factors.of(x).overExpm1(g)),
            new Identity(
                    "a*exp(x)/(b*c) = a*(exp(x)/c)/b, where that quotient is evaluated otherwise than it is written; c = b too",
                    (g, x) -> Factors.of(x).share(g)),
            new Identity(
                    "a/(b*(c + d*exp(x))) = a/b*(1/(c + d*exp(x))), c > 0, d > 0",
                    (g, x) -> Factors.of(x).falling(g)));

    static final List<Identity> ATAN = List.of(new Identity(
            "atan(a/b) has the derivatives of an angle",
            (g, x) -> is(x.get(0), Arithmetic.DIVIDE)
                            && !x.get(0).operand(0).isConstant()
                            && !x.get(0).operand(1).isConstant()
                    ? Optional.of(g.apply(
                            Steps.ATAN_OF_QUOTIENT,
                            x.get(0).operand(0),
                            x.get(0).operand(1)))
                    : Optional.empty()));

    private QuotientRewritings() {}

    /** {@code u} of {@code expm1(u)} or of its opposite. */
    private record Expm1(boolean negated, Node of) {
        double sign(double c) {
            return negated ? -c : c;
        }
    }

    private static Optional<Expm1> expm1(Node node) {
        Optional<Node> opposite = operand(node, Arithmetic.NEGATE);
        return operand(opposite.orElse(node), Exponentials.EXPM1).map(u -> new Expm1(opposite.isPresent(), u));
    }

    /** {@code d > 0}, {@code w > 0} and {@code u} of {@code d + w*exp(u)}. */
    private record Shifted(double d, double w, Node u) {
        static Optional<Shifted> of(Node sum) {
            if (!is(sum, Arithmetic.ADD)) {
                return Optional.empty();
            }
            for (int i = 0; i < 2; i++) {
                Match.Scaled scaled = Match.scaled(sum.operand(1 - i));
                double w = scaled.factor();
                Optional<Node> u = operand(scaled.value(), Exponentials.EXP);
                if (u.isPresent() && w > 0 && w < Double.POSITIVE_INFINITY && Match.isPositive(sum.operand(i))) {
                    return Optional.of(new Shifted(constant(sum.operand(i)).orElseThrow(), w, u.get()));
                }
            }
            return Optional.empty();
        }

        /** {@code u - log(d/w)}. */
        Node exponent(Algebra g) {
            return d == w ? u : g.subtract(u, g.constant(Math.log(d / w)));
        }
    }

    /** The factors of a dividend and of its divisor; behind a few of them no more are looked for. */
    private record Factors(List<Node> above, List<Node> below) {

        static Factors of(List<Node> x) {
            Factors factors = new Factors(new ArrayList<>(), new ArrayList<>());
            collect(x.get(0), factors.above(), factors.below(), DEEPEST);
            collect(x.get(1), factors.below(), factors.above(), DEEPEST);
            return factors;
        }

        private static void collect(Node node, List<Node> to, List<Node> opposite, int depth) {
            boolean quotient = is(node, Arithmetic.DIVIDE);
            if (depth > 0 && (quotient || is(node, Arithmetic.MULTIPLY))) {
                collect(node.operand(0), to, opposite, depth - 1);
                collect(node.operand(1), quotient ? opposite : to, quotient ? to : opposite, depth - 1);
            } else {
                to.add(node);
            }
        }

        private static List<Node> without(List<Node> factors, int index) {
            List<Node> rest = new ArrayList<>(factors);
            rest.remove(index);
            return rest;
        }

        private static Node product(Algebra g, List<Node> factors) {
            return factors.stream().reduce(g::multiply).orElseGet(() -> g.constant(1));
        }

        private Node quotient(Algebra g) {
            return g.divide(product(g, above), product(g, below));
        }

        Optional<Node> overExpm1(Algebra g) {
            for (int i = 0; i < below.size(); i++) {
                Optional<Expm1> once = expm1(below.get(i));
                Optional<Expm1> divisor =
                        once.isPresent() ? once : square(below.get(i)).flatMap(QuotientRewritings::expm1);
                if (divisor.isPresent()) {
                    Node u = divisor.get().of();
                    OptionalInt exp = IntStream.range(0, above.size())
                            .filter(k -> operand(above.get(k), Exponentials.EXP)
                                    .filter(u::equals)
                                    .isPresent())
                            .findFirst();
                    List<Node> dividend = exp.isPresent() ? without(above, exp.getAsInt()) : above;
                    Node rest = new Factors(dividend, without(below, i)).quotient(g);
                    Node first = over(g, rest, exp.isPresent() ? g.negate(u) : u);
                    Node all = once.isPresent() ? first : over(g, first, u);
                    boolean negative = exp.isPresent()
                            != (once.isPresent() && divisor.get().negated());
                    return Optional.of(negative ? g.negate(all) : all);
                }
            }
            return Optional.empty();
        }

        private static Node over(Algebra g, Node a, Node u) {
            return a.isConstant() ? g.multiply(a, g.apply(Ratios.BOSE, u)) : g.apply(Ratios.OVER_EXPM1, a, u);
        }

        Optional<Node> logarithmOfTails(Algebra g) {
            List<Node> tails = above.stream()
                    .filter(node -> is(node, Special.NORMAL_CDF) || is(node, Special.ERFC))
                    .toList();
            List<Node> others =
                    above.stream().filter(node -> !tails.contains(node)).toList();
            if (tails.size() > 1 && others.isEmpty() && below.isEmpty()) {
                return tails.stream().map(t -> g.apply(Exponentials.LOG, t)).reduce(g::add);
            }
            if (tails.size() != 1 || above.size() + below.size() < 2) {
                return Optional.empty();
            }
            Node tail = tails.get(0);
            return Optional.of(g.apply(
                    is(tail, Special.ERFC) ? Logs.LOG_OF_MULTIPLE_OF_ERFC : Logs.LOG_OF_MULTIPLE_OF_NORMAL_CDF,
                    new Factors(others, below).quotient(g),
                    tail.operand(0)));
        }

        Optional<Node> share(Algebra g) {
            boolean alone = above.size() + below.size() == 2;
            for (int i = 0; i < above.size(); i++) {
                for (int k = 0; is(above.get(i), Exponentials.EXP) && k < below.size(); k++) {
                    Node exp = above.get(i);
                    List<Node> dividend = new ArrayList<>(without(above, i));
                    List<Node> divisor = new ArrayList<>(without(below, k));
                    Optional<Node> share = alone ? Optional.empty() : share(g, exp, below.get(k));
                    if (share.isEmpty()) {
                        Optional<Node> root = square(below.get(k));
                        share = root.flatMap(once -> share(g, exp, once));
                        root.ifPresent(divisor::add);
                    }
                    if (share.isPresent()) {
                        dividend.add(share.get());
                        return Optional.of(new Factors(dividend, divisor).quotient(g));
                    }
                }
            }
            return Optional.empty();
        }

        private static Optional<Node> share(Algebra g, Node exp, Node divisor) {
            Optional<Shifted> sum = Shifted.of(divisor).filter(s -> s.u().equals(exp.operand(0)) && s.d() != s.w());
            if (sum.isPresent()) {
                return sum.map(s -> g.apply(Slopes.EXP_SHARE, s.u(), g.constant(s.d()), g.constant(s.w())));
            }
            boolean may = is(divisor, Arithmetic.ADD)
                    || is(divisor, Arithmetic.SUBTRACT)
                    || square(divisor).isPresent()
                    || is(divisor, Trigonometric.COSH)
                    || is(divisor, Special.NORMAL_CDF)
                    || is(divisor, Special.ERFC);
            return Optional.of(divisor)
                    .filter(d -> may)
                    .map(d -> g.divide(exp, d))
                    .filter(q -> !is(q, Arithmetic.DIVIDE)
                            || !q.operand(0).equals(exp)
                            || !q.operand(1).equals(divisor));
        }

        Optional<Node> falling(Algebra g) {
            for (int k = 0; k < below.size(); k++) {
                Optional<Shifted> sum = Shifted.of(below.get(k));
                if (sum.isPresent()) {
                    Shifted s = sum.get();
                    Node opposite = g.negate(s.u());
                    Node share = s.d() == s.w()
                            ? g.multiply(1 / s.d(), g.apply(Exponentials.SIGMOID, opposite))
                            : g.apply(Slopes.EXP_SHARE, opposite, g.constant(s.w()), g.constant(s.d()));
                    return Optional.of(g.multiply(new Factors(above, without(below, k)).quotient(g), share));
                }
            }
            return Optional.empty();
        }
    }

    /** Of a product with one factor that vanishes far out; of several if there is no other, for then no sum cancels. */
    static Optional<Node> logarithmOfTails(Algebra g, Node product) {
        Factors factors = new Factors(new ArrayList<>(), new ArrayList<>());
        Factors.collect(product, factors.above(), factors.below(), DEEPEST);
        return factors.logarithmOfTails(g);
    }

    /** {@code w} of {@code w*exp(u)}. */
    private static Optional<Node> besideExp(Algebra g, Node product, Node u) {
        return is(product, Arithmetic.MULTIPLY)
                ? RemainderRewritings.cofactor(g, product, g.apply(Exponentials.EXP, u))
                : Optional.empty();
    }

    private static Optional<Node> shiftedBernoulli(Algebra g, List<Node> x) {
        return expm1(x.get(1))
                .filter(d -> !d.of().isConstant())
                .flatMap(d -> besideExp(g, x.get(0), d.of())
                        .flatMap(rest -> lessOneFactor(g, rest, d.of()))
                        .map(rest -> g.multiply(
                                g.multiply(d.sign(1), rest), g.apply(Ratios.bernoulli(0), g.negate(d.of())))));
    }

    private static Optional<Node> einstein(Algebra g, List<Node> x) {
        return square(x.get(1))
                .flatMap(QuotientRewritings::expm1)
                .filter(d -> !d.of().isConstant())
                .flatMap(d -> besideExp(g, x.get(0), d.of())
                        .flatMap(rest -> lessOneFactor(g, rest, d.of()))
                        .flatMap(rest -> lessOneFactor(g, rest, d.of()))
                        .map(rest -> g.multiply(
                                rest, g.apply(Remainders.UNLESS_ZERO, g.apply(Remainders.EINSTEIN, d.of()), d.of()))));
    }

    private static Optional<Node> logistic(Algebra g, List<Node> x) {
        return Shifted.of(x.get(1)).flatMap(s -> {
            Match.Scaled scaled = Match.scaled(x.get(0));
            return operand(scaled.value(), Exponentials.EXP)
                    .filter(s.u()::equals)
                    .map(u -> g.multiply(scaled.factor() / s.w(), g.apply(Exponentials.SIGMOID, s.exponent(g))));
        });
    }

    /** What is a sum of exponentials is evaluated relative to the largest one. */
    private static Optional<Node> expShare(Algebra g, List<Node> x) {
        Match.Scaled scaled = Match.scaled(x.get(0));
        Node exp = scaled.value();
        Node sum = x.get(1);
        boolean difference = is(sum, Arithmetic.SUBTRACT);
        boolean match = is(exp, Exponentials.EXP)
                && (difference || is(sum, Arithmetic.ADD))
                && ExponentialSum.of(g, sum).isEmpty();
        for (int i = 0; match && i < 2; i++) {
            Node rest = sum.operand(1 - i);
            Optional<Node> multiple = RemainderRewritings.cofactor(g, sum.operand(i), exp);
            if (multiple.isPresent()) {
                Node b = difference && i == 1 ? g.negate(multiple.get()) : multiple.get();
                Node a = difference && i == 0 ? g.negate(rest) : rest;
                return Optional.of(g.multiply(scaled.factor(), g.apply(Slopes.EXP_SHARE, exp.operand(0), a, b)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Node> falling(Algebra g, List<Node> x) {
        return constant(x.get(0))
                .flatMap(c -> Shifted.of(x.get(1))
                        .map(s -> g.multiply(c / s.d(), g.apply(Exponentials.SIGMOID, g.negate(s.exponent(g))))));
    }

    private static Optional<Node> softmaxOfTwo(Algebra g, List<Node> x) {
        if (!is(x.get(1), Arithmetic.ADD)) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Node other = x.get(1).operand(1 - i);
            Optional<Node> a = operand(x.get(0), Exponentials.EXP)
                    .filter(u -> x.get(0).equals(x.get(1).operand(0))
                            || x.get(0).equals(x.get(1).operand(1)));
            if (a.isPresent() && x.get(0).equals(x.get(1).operand(i)) && is(other, Exponentials.EXP)) {
                return Optional.of(g.apply(Exponentials.SIGMOID, g.subtract(a.get(), other.operand(0))));
            }
        }
        return Optional.empty();
    }

    /** {@code x^(n - 1)} of {@code x^n}, with a factor. */
    private static Optional<Node> lessOneFactor(Algebra g, Node power, Node x) {
        Match.Scaled scaled = Match.scaled(power);
        Node factor = g.constant(scaled.factor());
        return scaled.value().equals(x)
                ? Optional.of(factor)
                : Match.wholeExponent(scaled.value())
                        .filter(n -> n > 1 && scaled.value().operand(0).equals(x))
                        .map(n -> g.multiply(factor, n == 2 ? x : g.apply(Powers.power(n - 1), x)));
    }

    /** {@code u} of {@code 2*sinh(u)}. */
    private static Optional<Node> twiceSinh(Node node) {
        Match.Scaled scaled = Match.scaled(node);
        return scaled.factor() == 2 ? operand(scaled.value(), Trigonometric.SINH) : Optional.empty();
    }

    private static boolean isTwiceCosh(Node node, Node u) {
        Match.Scaled scaled = Match.scaled(node);
        return scaled.factor() == 2
                && operand(scaled.value(), Trigonometric.COSH).filter(u::equals).isPresent();
    }

    /** {@code d} and {@code u} of {@code d*(1 + cosh(u))}, multiplied out or not. */
    private static Optional<Match.Scaled> onePlusCosh(Node node) {
        Match.Scaled sum = Match.scaled(node);
        if (!is(sum.value(), Arithmetic.ADD) || sum.factor() == 0) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Match.Scaled cosh = Match.scaled(sum.value().operand(1 - i));
            if (is(cosh.value(), Trigonometric.COSH) && sum.value().operand(i).isConstant(cosh.factor())) {
                return Optional.of(new Match.Scaled(
                        sum.factor() * cosh.factor(), cosh.value().operand(0)));
            }
        }
        return Optional.empty();
    }

    private static boolean isOnePlusExp(Node sum, Node u) {
        return Exponentials.onePlus(sum)
                .flatMap(e -> operand(e, Exponentials.EXP))
                .filter(u::equals)
                .isPresent();
    }

    private static Optional<Node> sech(Algebra g, List<Node> x) {
        return Match.wholeExponent(x.get(1))
                .filter(n -> n >= 2 && is(x.get(1).operand(0), Trigonometric.COSH))
                .map(n -> {
                    Node u = x.get(1).operand(0).operand(0);
                    return g.multiply(
                            x.get(0),
                            n == 2 ? g.apply(Slopes.SECH_SQUARE, u) : g.apply(Powers.power(n), g.apply(Steps.SECH, u)));
                });
    }

    /** {@code m*b} times {@code 1/sqrt(1 - c/b) - 1}, of which b would cancel in the derivative. */
    private static Optional<Node> excessEnergy(Algebra g, Node multiple, Node excess) {
        return operand(excess, Steps.RECIPROCAL_ROOT_LESS_ONE)
                .filter(u -> is(u, Arithmetic.DIVIDE))
                .flatMap(u -> {
                    Node b = u.operand(1);
                    Optional<Node> factor = multiple.equals(b)
                            ? Optional.of(g.constant(1))
                            : is(multiple, Arithmetic.MULTIPLY)
                                            && multiple.operands().contains(b)
                                    ? Optional.of(
                                            multiple.operand(multiple.operand(0).equals(b) ? 1 : 0))
                                    : Optional.empty();
                    Node root = g.apply(Powers.SQRT, g.subtract(g.constant(1), u));
                    Node divisor = g.multiply(root, g.add(g.constant(1), root));
                    return factor.map(m -> g.divide(g.multiply(m, u.operand(0)), divisor));
                });
    }

    /** How many factors {@code x*(x + 1)*...} are written out. */
    private static final int MOST_FACTORS = 4;

    private static Optional<Node> gammas(Algebra g, List<Node> x) {
        return operand(x.get(0), Special.GAMMA)
                .flatMap(a -> operand(x.get(1), Special.GAMMA)
                        .flatMap(b -> Match.step(g, b, a).map(s -> {
                            int whole = constant(s.by())
                                    .filter(c -> c == Math.rint(c) && c >= 1 && c <= MOST_FACTORS)
                                    .map(Double::intValue)
                                    .orElse(0);
                            if (whole == 0) {
                                return g.apply(s.forward() ? Steps.GAMMA_QUOTIENT : Steps.GAMMA_RISE, s.base(), s.by());
                            }
                            Node product = rising(g, s.base(), whole);
                            return s.forward() ? g.divide(g.constant(1), product) : product;
                        })));
    }

    /** {@code gamma(p)*gamma(q)/gamma(p + q)}, or the opposite; {@code gamma(p + q - 1)} is that of a binomial coefficient. */
    private static Optional<Node> beta(Algebra g, Node product, Node single, boolean over) {
        if (!is(product, Arithmetic.MULTIPLY)) {
            return Optional.empty();
        }
        return operand(product.operand(0), Special.GAMMA)
                .flatMap(p -> operand(product.operand(1), Special.GAMMA)
                        .flatMap(q -> operand(single, Special.GAMMA)
                                .flatMap(sum -> Match.distance(g, List.of(sum), List.of(p, q))
                                        .flatMap(Match::constant)
                                        .filter(c -> c == 0 || c == -1)
                                        .map(c -> {
                                            Node beta = g.apply(Steps.BETA, p, q);
                                            Node value = c == 0 ? beta : g.multiply(beta, sum);
                                            return over ? value : g.divide(g.constant(1), value);
                                        }))));
    }

    private static Optional<Node> tails(Algebra g, ScalarOperator tail, ScalarOperator ratio, List<Node> x) {
        return operand(x.get(1), tail)
                .flatMap(b ->
                        Match.inDividend(g, x.get(0), f -> operand(f, tail).map(a -> g.apply(ratio, a, b))));
    }

    /** {@code x*(x + 1)*...}, so many factors. */
    private static Node rising(Algebra g, Node x, int count) {
        Node product = x;
        for (int k = 1; k < count; k++) {
            product = g.multiply(product, g.add(x, g.constant(k)));
        }
        return product;
    }

    /** {@code normal_cdf(x)} of {@code erfc(-x/sqrt(2))}. */
    private static Optional<Node> normal(Algebra g, Node tail) {
        return operand(tail, Special.ERFC).flatMap(v -> {
            Optional<Node> positive = operand(v, Arithmetic.NEGATE);
            return overRootOfTwo(positive.orElse(v))
                    .map(u -> g.apply(Special.NORMAL_CDF, positive.isPresent() ? u : g.negate(u)));
        });
    }

    /** {@code u} of {@code u/sqrt(2)}. */
    static Optional<Node> overRootOfTwo(Node v) {
        if (is(v, Arithmetic.DIVIDE)) {
            return v.operand(1).isConstant(SQRT_TWO) ? Optional.of(v.operand(0)) : Optional.empty();
        }
        Match.Scaled scaled = Match.scaled(v);
        return Math.abs(scaled.factor() - 1 / SQRT_TWO) < 3e-16 ? Optional.of(scaled.value()) : Optional.empty();
    }

    private static Optional<Node> scaledTail(Algebra g, Node exp, Node tail) {
        return operand(exp, Exponentials.EXP)
                .flatMap(Match::square)
                .flatMap(u -> operand(tail, Special.ERFC).filter(u::equals).map(v -> g.apply(Ratios.ERFCX, v)));
    }
}
