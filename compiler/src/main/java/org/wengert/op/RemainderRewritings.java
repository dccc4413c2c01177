package org.wengert.op;

import static org.wengert.op.Match.is;
import static org.wengert.op.Match.operand;
import static org.wengert.op.Match.square;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.ir.Node;

/** Identities of functions less the first term of their series, and over it. */
final class RemainderRewritings {

    static final List<Identity> SUBTRACT = List.of(
            new Identity(
                    "a sum of exp(x), -x and -1, of either sign, is that of exp(x) - 1 - x",
                    (g, x) -> SumsLessLine.of(g, x.get(0), x.get(1), -1)),
            new Identity(
                    "c - c*erf(x) = c*erfc(x), c - c*tanh(x) = 2*c*sigmoid(-2*x)",
                    (g, x) -> aroundHalf(g, x.get(0), Match.scaled(x.get(1)), -1)),
            new Identity("sin(x) - x*cos(x) keeps its digits", (g, x) -> sinLess(g, x.get(0), x.get(1))),
            new Identity(
                    "x*cos(x) - sin(x) keeps its digits",
                    (g, x) -> sinLess(g, x.get(1), x.get(0)).map(g::negate)),
            new Identity(
                    "1 - cos(r), r being a root or a norm, keeps its digits",
                    (g, x) -> x.get(0).isConstant(1) ? OfRoots.oneMinus(g, x.get(1)) : Optional.empty()),
            new Identity(
                    "cos(r) - 1, r being a root or a norm, keeps its digits",
                    (g, x) -> x.get(1).isConstant(1)
                            ? OfRoots.oneMinus(g, x.get(0)).map(g::negate)
                            : Optional.empty()),
            new Identity(
                    "sin(x)/x^n - cos(x)/x^(n - 1) keeps its digits, and has none at 0",
                    (g, x) -> bessel(g, x.get(0), x.get(1))),
            new Identity(
                    "cos(x)/x^n - sin(x)/x^(n + 1) keeps its digits, and has none at 0",
                    (g, x) -> bessel(g, x.get(1), x.get(0)).map(g::negate)),
            new Identity(
                    "sin(x)/x - cos(x) keeps its digits, and has none at 0", (g, x) -> sincLess(g, x.get(0), x.get(1))),
            new Identity(
                    "cos(x) - sin(x)/x keeps its digits, and has none at 0",
                    (g, x) -> sincLess(g, x.get(1), x.get(0)).map(g::negate)),
            new Identity("f(x) - x, f being x near 0, keeps its digits", (g, x) -> less(g, x.get(0), x.get(1))),
            new Identity(
                    "x - f(x), f being x near 0, keeps its digits",
                    (g, x) -> less(g, x.get(1), x.get(0)).map(g::negate)),
            new Identity(
                    "log(x) - (x - 1) keeps its digits",
                    (g, x) -> operand(x.get(0), Exponentials.LOG)
                            .filter(u -> isLessOne(x.get(1), u))
                            .map(u -> g.apply(Remainders.LOG, u))),
            new Identity(
                    "x - 1 - log(x) keeps its digits",
                    (g, x) -> operand(x.get(1), Exponentials.LOG)
                            .filter(u -> isLessOne(x.get(0), u))
                            .map(u -> g.negate(g.apply(Remainders.LOG, u)))),
            new Identity(
                    "x - log(x) - 1 keeps its digits",
                    (g, x) -> x.get(1).isConstant(1) && is(x.get(0), Arithmetic.SUBTRACT)
                            ? operand(x.get(0).operand(1), Exponentials.LOG)
                                    .filter(x.get(0).operand(0)::equals)
                                    .map(u -> g.negate(g.apply(Remainders.LOG, u)))
                            : Optional.empty()),
            new Identity("1/tanh(x) - 1/x keeps its digits", (g, x) -> pole(g, x.get(0), x.get(1))),
            new Identity(
                    "1/x - 1/tanh(x) keeps its digits",
                    (g, x) -> pole(g, x.get(1), x.get(0)).map(g::negate)));

    static final List<Identity> ADD = List.of(
            new Identity(
                    "a sum with exp(x), -x and -1, of either sign",
                    (g, x) -> SumsLessLine.of(g, x.get(0), x.get(1), 1)),
            new Identity("1 + expm1(x) = exp(x)", (g, x) -> {
                Optional<Node> first = powerOfLessOne(g, x.get(0), x.get(1));
                return first.isPresent() ? first : powerOfLessOne(g, x.get(1), x.get(0));
            }),
            new Identity("c + c*erf(x) = c*erfc(-x), c + c*tanh(x) = 2*c*sigmoid(2*x)", (g, x) -> {
                Optional<Node> first = aroundHalf(g, x.get(0), Match.scaled(x.get(1)), 1);
                return first.isPresent() ? first : aroundHalf(g, x.get(1), Match.scaled(x.get(0)), 1);
            }),
            new Identity("f(x) + y, y = -x, f being x near 0", (g, x) -> {
                Optional<Node> first = less(g, x.get(0), g.negate(x.get(1)));
                return first.isPresent() ? first : less(g, x.get(1), g.negate(x.get(0)));
            }),
            new Identity(
                    "log(x) - x + 1 keeps its digits",
                    (g, x) -> x.get(1).isConstant(1) && is(x.get(0), Arithmetic.SUBTRACT)
                            ? operand(x.get(0).operand(0), Exponentials.LOG)
                                    .filter(x.get(0).operand(1)::equals)
                                    .map(u -> g.apply(Remainders.LOG, u))
                            : Optional.empty()),
            new Identity("1/x + 1/expm1(-x) keeps its digits", (g, x) -> {
                Optional<Node> first = pole(g, g.negate(x.get(0)), x.get(1));
                return (first.isPresent() ? first : pole(g, g.negate(x.get(1)), x.get(0))).map(g::negate);
            }),
            new Identity("log(erfc(x)) + x^2 = log(erfcx(x))", (g, x) -> {
                Optional<Node> first = scaledTail(g, x.get(0), x.get(1));
                return first.isPresent() ? first : scaledTail(g, x.get(1), x.get(0));
            }));

    static final List<Identity> DIVIDE = List.of(
            new Identity(
                    "(sin(x) - x*cos(x))/x^n keeps its digits, and has none at 0",
                    (g, x) -> sinLessOver(g, x.get(0), x.get(1))),
            new Identity("f(x)/x keeps its digits, and has none at 0", (g, x) -> over(g, x.get(0), x.get(1))),
            new Identity("x/f(x) keeps its digits, and has none at 0", (g, x) -> under(g, x.get(0), x.get(1))),
            new Identity("expm1(a*x)/x = a*exprel(a*x), but at 0", (g, x) -> expm1(g, x.get(0), x.get(1))),
            new Identity(
                    "f(a*x)/x, f being x near 0, and f(x) less its first terms over a power of x, keep their digits",
                    (g, x) -> Shares.over(g, x.get(0), x.get(1))),
            new Identity("x/f(a*x), f being x near 0, keeps its digits", (g, x) -> Shares.under(g, x.get(0), x.get(1))),
            new Identity(
                    "(1 - cos(r))/r^2, r being a root or a norm, is smooth at 0, but has no value there",
                    (g, x) -> OfRoots.oneMinusOverSquare(g, x.get(0), x.get(1))),
            new Identity(
                    "(1 - cos(x))/x^2 = sinc(x/2)^2/2 and (1 - cos(x))/x = x*sinc(x/2)^2/2, but at 0",
                    (g, x) -> oneMinusCosOver(g, x.get(0), x.get(1))),
            new Identity(
                    "(c*f(x))/x = c*(f(x)/x), f(x)/(c*x) = (f(x)/x)/c, and so for x/f(x), where that keeps its digits",
                    (g, x) -> factorsApart(g, x.get(0), x.get(1))),
            new Identity(
                    "log1p(-x)/log1p(x) keeps its digits",
                    (g, x) -> operand(x.get(0), Exponentials.LOG1P)
                            .flatMap(a -> operand(x.get(1), Exponentials.LOG1P)
                                    .filter(b -> Match.opposite(a, b))
                                    .map(b -> g.negate(g.divide(
                                            g.apply(Remainders.log1prel(0), a),
                                            g.apply(Remainders.UNLESS_ZERO, g.apply(Remainders.log1prel(0), b), b)))))),
            new Identity(
                    "expm1(2*x)/expm1(x) = exp(x) + 1, but at 0",
                    (g, x) -> operand(x.get(0), Exponentials.EXPM1)
                            .map(Match::scaled)
                            .filter(a -> a.factor() == 2)
                            .filter(a -> operand(x.get(1), Exponentials.EXPM1)
                                    .filter(a.value()::equals)
                                    .isPresent())
                            .map(a -> g.apply(
                                    Remainders.UNLESS_ZERO,
                                    g.add(g.apply(Exponentials.EXP, a.value()), g.constant(1)),
                                    a.value()))),
            new Identity(
                    "erfc(x)/exp(-x^2) = erfcx(x)",
                    (g, x) -> gaussOf(x.get(1))
                            .filter(u -> operand(x.get(0), Special.ERFC)
                                    .filter(u::equals)
                                    .isPresent())
                            .map(u -> g.apply(Ratios.ERFCX, u))),
            new Identity(
                    "c*exp(-x^2/2)/normal_cdf(x) = c*sqrt(2*pi)*normal_hazard(x), and so for erfc",
                    (g, x) -> hazard(g, x.get(0), x.get(1), -1)),
            new Identity(
                    "c*normal_cdf(x)/exp(-x^2/2) = c/(sqrt(2*pi)*normal_hazard(x))",
                    (g, x) -> hazard(g, x.get(1), x.get(0), -1).map(h -> g.divide(g.constant(1), h))),
            new Identity(
                    "(2*x)/2 = x",
                    (g, x) -> x.get(1).isConstant(2)
                            ? Optional.of(Match.scaled(x.get(0)))
                                    .filter(s -> s.factor() == 2)
                                    .map(Match.Scaled::value)
                            : Optional.empty()));

    static final List<Identity> MULTIPLY = List.of(
            new Identity("(b/x)*f(x) = b*(f(x)/x), where f(x)/x keeps its digits", (g, x) -> {
                Optional<Node> first = dividedOut(g, x.get(0), x.get(1));
                return first.isPresent() ? first : dividedOut(g, x.get(1), x.get(0));
            }),
            new Identity("c*normal_cdf(x)*exp(x^2/2) = c/(sqrt(2*pi)*normal_hazard(x))", (g, x) -> {
                Optional<Node> first = hazard(g, x.get(0), x.get(1), 1);
                return (first.isPresent() ? first : hazard(g, x.get(1), x.get(0), 1))
                        .map(h -> g.divide(g.constant(1), h));
            }),
            new Identity("0.5*(2*x) = x", (g, x) -> {
                for (int i = 0; i < 2; i++) {
                    Match.Scaled scaled = Match.scaled(x.get(1 - i));
                    if (x.get(i).isConstant(0.5) && scaled.factor() == 2) {
                        return Optional.of(scaled.value());
                    }
                }
                return Optional.empty();
            }));

    static final List<Identity> LOG = List.of(
            new Identity(
                    "log(exprel(x)) = log_exprel(x)",
                    (g, x) -> operand(x.get(0), Ratios.EXPREL).map(u -> g.apply(Remainders.LOG_EXPREL, u))),
            new Identity(
                    "log(sinh(x)/x) without overflow",
                    (g, x) -> operand(x.get(0), Remainders.SINHC).map(u -> g.apply(Remainders.LOG_SINHC, u))),
            new Identity(
                    "log(sinc(x)) keeps its digits",
                    (g, x) -> operand(x.get(0), Ratios.SINC).map(u -> g.apply(Remainders.LOG_SINC, u))),
            new Identity(
                    "log(erfcx(x)) without overflow",
                    (g, x) -> operand(x.get(0), Ratios.ERFCX).map(u -> g.apply(Remainders.LOG_ERFCX, u))),
            new Identity(
                    "log(c*normal_hazard(x)) = log(c*sqrt(2/pi)) - log(erfcx(-x/sqrt(2))), c > 0, and so for erfc",
                    (g, x) -> logarithmOfHazard(g, x.get(0))),
            new Identity(
                    "log(cos(x)) keeps its digits",
                    (g, x) -> operand(x.get(0), Trigonometric.COS).map(u -> g.apply(Remainders.LOG_COS, u))),
            new Identity(
                    "log(1/f(x)) = -log(f(x)), where log(f(x)) is simpler",
                    (g, x) -> is(x.get(0), Arithmetic.DIVIDE)
                                    && x.get(0).operand(0).isConstant(1)
                                    && simple(x.get(0).operand(1))
                            ? Optional.of(
                                    g.negate(g.apply(Exponentials.LOG, x.get(0).operand(1))))
                            : Optional.empty()),
            new Identity(
                    "the logarithm of a value that is none at 0 is none there",
                    (g, x) -> is(x.get(0), Remainders.UNLESS_ZERO)
                            ? Optional.of(g.apply(
                                    Remainders.UNLESS_ZERO,
                                    g.apply(Exponentials.LOG, x.get(0).operand(0)),
                                    x.get(0).operand(1)))
                            : Optional.empty()));

    private RemainderRewritings() {}

    /** Functions that begin with x; of a class of its own, because operators are declared with the identities above. */
    private static final class Functions {
        private static final Map<ScalarOperator, ScalarOperator> LESS = Map.of(
                Trigonometric.SIN, Remainders.SIN,
                Trigonometric.SINH, Remainders.SINH,
                Trigonometric.TAN, Remainders.TAN,
                Trigonometric.TANH, Remainders.TANH,
                Trigonometric.ATAN, Remainders.ATAN,
                Trigonometric.ATANH, Remainders.ATANH,
                Trigonometric.ASIN, Remainders.ASIN,
                Trigonometric.ASINH, Remainders.ASINH,
                Exponentials.EXPM1, Remainders.EXP,
                Exponentials.LOG1P, Remainders.LOG1P);
    }

    private static boolean simple(Node node) {
        return List.of(Remainders.SINHC, Ratios.SINC, Ratios.ERFCX, Ratios.EXPREL, Trigonometric.COS).stream()
                .anyMatch(f -> is(node, f));
    }

    private static Optional<Node> less(Algebra g, Node f, Node x) {
        return f.operator()
                .flatMap(o -> Optional.ofNullable(Functions.LESS.get(o)))
                .filter(o -> f.operand(0).equals(x))
                .map(o -> g.apply(o, x));
    }

    /** Whether a node is {@code u - 1}. */
    private static boolean isLessOne(Node node, Node u) {
        return is(node, Arithmetic.SUBTRACT)
                && node.operand(0).equals(u)
                && node.operand(1).isConstant(1);
    }

    private static Optional<Node> reciprocal(Node node) {
        return is(node, Arithmetic.DIVIDE) && node.operand(0).isConstant(1)
                ? Optional.of(node.operand(1))
                : Optional.empty();
    }

    /** {@code f(x) - 1/x}, of which f has the pole. */
    private static Optional<Node> pole(Algebra g, Node f, Node pole) {
        Optional<Node> u = reciprocal(pole);
        if (u.isEmpty()) {
            return u;
        }
        Node x = u.get();
        Optional<Node> divisor = reciprocal(f);
        Optional<Node> rest = divisor.flatMap(d -> operand(d, Trigonometric.TANH))
                .filter(x::equals)
                .map(v -> g.apply(Remainders.langevin(0), v))
                .or(() -> divisor.flatMap(d -> operand(d, Trigonometric.TAN))
                        .filter(x::equals)
                        .map(v -> g.negate(g.apply(Remainders.cotRest(0), v))))
                .or(() -> cotangent(f).filter(x::equals).map(v -> g.negate(g.apply(Remainders.cotRest(0), v))))
                .or(() -> operand(f, Ratios.BOSE).filter(x::equals).map(v -> g.apply(Remainders.BOSE_REST, v)))
                .or(() -> operand(f, Arithmetic.NEGATE)
                        .flatMap(b -> operand(b, Ratios.BOSE))
                        .filter(v -> Match.opposite(v, x))
                        .map(v -> g.apply(Remainders.LOG_EXPREL_SLOPE, x)));
        return rest.map(r -> g.apply(Remainders.UNLESS_ZERO, r, x));
    }

    private static Optional<Node> powerOfLessOne(Algebra g, Node one, Node less) {
        if (!one.isConstant(1)) {
            return Optional.empty();
        }
        return operand(less, Exponentials.EXPM1)
                .map(u -> g.apply(Exponentials.EXP, u))
                .or(() -> is(less, Steps.COMPOUND_LESS_ONE)
                        ? Optional.of(g.apply(Steps.COMPOUND, less.operand(0), less.operand(1)))
                        : Optional.empty());
    }

    /** {@code c + sign*c*f(x)} of an odd function between -1 and 1. */
    private static Optional<Node> aroundHalf(Algebra g, Node c, Match.Scaled other, int sign) {
        double factor = sign * other.factor();
        if (!c.isConstant(Math.abs(factor)) || factor == 0 || c.isConstant(1)) {
            return Optional.empty();
        }
        return operand(other.value(), Special.ERF)
                .map(u -> g.multiply(c, g.apply(Special.ERFC, factor > 0 ? g.negate(u) : u)))
                .or(() -> operand(other.value(), Trigonometric.TANH)
                        .map(u -> g.multiply(
                                2 * Math.abs(factor),
                                g.apply(Exponentials.SIGMOID, g.multiply(factor > 0 ? 2 : -2, u)))));
    }

    /** Quotients that have an operator for their derivatives, or are made of one. */
    private static Optional<Node> known(Algebra g, Node f, Node x) {
        return sinLessOver(g, f, x)
                .or(() -> over(g, f, x))
                .or(() -> expm1(g, f, x))
                .or(() -> OfRoots.oneMinusOverSquare(g, f, x))
                .or(() -> oneMinusCosOver(g, f, x))
                .or(() -> Shares.over(g, f, x))
                .or(() -> Shares.under(g, f, x));
    }

    private static Optional<Node> dividedOut(Algebra g, Node quotient, Node f) {
        return is(quotient, Arithmetic.DIVIDE) && !quotient.operand(1).isConstant()
                ? known(g, f, quotient.operand(1))
                        .map(q -> quotient.operand(0).isConstant(1) ? q : g.multiply(quotient.operand(0), q))
                : Optional.empty();
    }

    private static Optional<Node> factorsApart(Algebra g, Node dividend, Node divisor) {
        Optional<Node> quotient = Match.inDividend(g, dividend, f -> known(g, f, divisor));
        Match.Scaled scaled = Match.scaled(divisor);
        return quotient.isPresent() || scaled.factor() == 1 || divisor.isConstant()
                ? quotient
                : Match.inDividend(g, dividend, f -> known(g, f, scaled.value()))
                        .map(q -> g.divide(q, g.constant(scaled.factor())));
    }

    private static Optional<Node> oneMinusCosOver(Algebra g, Node f, Node divisor) {
        return operand(f, Steps.ONE_MINUS_COS).flatMap(u -> switch (Shares.power(g, divisor, u, 2)) {
            case 1 ->
                Optional.of(
                        g.apply(Remainders.UNLESS_ZERO, g.multiply(g.multiply(0.5, u), g.square(halfSinc(g, u))), u));
            case 2 -> Optional.of(g.apply(Remainders.UNLESS_ZERO, g.multiply(0.5, g.square(halfSinc(g, u))), u));
            default -> Optional.empty();
        });
    }

    private static Optional<Node> sinLess(Algebra g, Node sine, Node product) {
        return operand(sine, Trigonometric.SIN)
                .filter(u -> is(product, Arithmetic.MULTIPLY)
                        && (isTimesCosine(product.operand(0), product.operand(1), u)
                                || isTimesCosine(product.operand(1), product.operand(0), u)))
                .map(u -> g.apply(Remainders.SIN_LESS_X_COS, u));
    }

    private static boolean isTimesCosine(Node x, Node cosine, Node u) {
        return x.equals(u)
                && operand(cosine, Trigonometric.COS).filter(u::equals).isPresent();
    }

    private static Optional<Node> sincLess(Algebra g, Node quotient, Node cosine) {
        return operand(cosine, Trigonometric.COS)
                .filter(u -> is(quotient, Remainders.UNLESS_ZERO)
                        && operand(quotient.operand(0), Ratios.SINC)
                                .filter(u::equals)
                                .isPresent())
                .map(u -> g.apply(Remainders.UNLESS_ZERO, g.negate(g.multiply(u, g.apply(Ratios.sinc(1), u))), u));
    }

    private static Optional<Node> bessel(Algebra g, Node sine, Node cosine) {
        if (!is(sine, Arithmetic.DIVIDE) || !is(cosine, Arithmetic.DIVIDE)) {
            return Optional.empty();
        }
        return operand(sine.operand(0), Trigonometric.SIN)
                .filter(u -> isTimesCosine(u, cosine.operand(0), u))
                .filter(u -> Shares.power(g, sine.operand(1), u, 3) == 1 + Shares.power(g, cosine.operand(1), u, 2))
                .flatMap(u -> sinLessOver(g, g.apply(Remainders.SIN_LESS_X_COS, u), sine.operand(1)));
    }

    private static Optional<Node> sinLessOver(Algebra g, Node f, Node divisor) {
        return operand(f, Remainders.SIN_LESS_X_COS).flatMap(u -> {
            Node slope = g.apply(Ratios.sinc(1), u);
            return Optional.ofNullable(
                            switch (Shares.power(g, divisor, u, 3)) {
                                case 1 -> g.negate(g.multiply(u, slope));
                                case 2 -> g.negate(slope);
                                case 3 ->
                                    g.multiply(
                                            4,
                                            g.apply(OfRoots.cosineOfNorm(2), g.square(u), g.apply(Piecewise.ABS, u)));
                                default -> null;
                            })
                    .map(q -> g.apply(Remainders.UNLESS_ZERO, q, u));
        });
    }

    /** {@code u} of {@code cos(u)/sin(u)}. */
    private static Optional<Node> cotangent(Node node) {
        return is(node, Arithmetic.DIVIDE)
                ? operand(node.operand(0), Trigonometric.COS)
                        .filter(u -> operand(node.operand(1), Trigonometric.SIN)
                                .filter(u::equals)
                                .isPresent())
                : Optional.empty();
    }

    /** {@code f(x)/x}. */
    private static Optional<Node> share(Algebra g, Node f, Node x) {
        return operand(f, Trigonometric.SIN)
                .filter(x::equals)
                .map(u -> g.apply(Ratios.SINC, u))
                .or(() -> operand(f, Trigonometric.SINH).filter(x::equals).map(u -> g.apply(Remainders.SINHC, u)))
                .or(() -> operand(f, Exponentials.LOG1P).filter(x::equals).map(u -> g.apply(Remainders.log1prel(0), u)))
                .or(() -> operand(f, Steps.ROOT_OF_ONE_MORE_LESS_ONE)
                        .filter(x::equals)
                        .map(u -> g.divide(
                                g.constant(1), g.add(g.constant(1), g.apply(Powers.SQRT, g.add(g.constant(1), u))))));
    }

    private static Optional<Node> over(Algebra g, Node f, Node x) {
        return share(g, f, x).map(s -> g.apply(Remainders.UNLESS_ZERO, s, x));
    }

    private static Optional<Node> under(Algebra g, Node x, Node f) {
        return share(g, f, x).map(s -> g.apply(Remainders.UNLESS_ZERO, g.divide(g.constant(1), s), x));
    }

    private static Node halfSinc(Algebra g, Node u) {
        return g.apply(Ratios.SINC, g.multiply(0.5, u));
    }

    /** {@code w} of {@code u = w*x}. */
    static Optional<Node> cofactor(Algebra g, Node u, Node x) {
        if (u.equals(x)) {
            return Optional.of(g.constant(1));
        }
        Optional<Node> opposite = operand(u, Arithmetic.NEGATE);
        if (opposite.isPresent()) {
            return cofactor(g, opposite.get(), x).map(g::negate);
        }
        if (Match.opposite(u, x)) {
            return Optional.of(g.constant(-1));
        }
        if (is(u, Arithmetic.DIVIDE) && u.operand(1).isConstant()) {
            return cofactor(g, u.operand(0), x).map(w -> g.divide(w, u.operand(1)));
        }
        if (!is(u, Arithmetic.MULTIPLY)) {
            return Optional.empty();
        }
        Optional<Node> first = cofactor(g, u.operand(0), x).map(w -> g.multiply(w, u.operand(1)));
        return first.isPresent() ? first : cofactor(g, u.operand(1), x).map(w -> g.multiply(u.operand(0), w));
    }

    private static Optional<Node> expm1(Algebra g, Node dividend, Node x) {
        Optional<Node> opposite = operand(dividend, Arithmetic.NEGATE);
        return operand(opposite.orElse(dividend), Exponentials.EXPM1)
                .filter(u -> !x.isConstant())
                .flatMap(u -> cofactor(g, u, x).map(w -> {
                    Node over = w.isConstant(1) || w.isConstant(-1)
                            ? g.multiply(w, g.apply(Remainders.UNLESS_ZERO, g.apply(Ratios.EXPREL, u), u))
                            : g.apply(Remainders.EXPM1_OVER, w, x);
                    return opposite.isPresent() ? g.negate(over) : over;
                }));
    }

    private static final double ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);

    /**
     * A multiple of {@code exp(sign*u^2/2)} over one of {@code normal_cdf(u)}, or of what erfc says of them. With the sign 1 the two
     * have the dividend 1 and the product.
     */
    private static Optional<Node> hazard(Algebra g, Node gauss, Node tail, int sign) {
        Match.Scaled above = Match.scaled(gauss);
        Match.Scaled below = Match.scaled(tail);
        Optional<Match.Scaled> exponent =
                operand(above.value(), Exponentials.EXP).map(RemainderRewritings::multiple);
        Optional<Node> u = exponent.flatMap(e -> square(e.value()));
        double c = sign * exponent.map(Match.Scaled::factor).orElse(0.0);
        double factor = sign < 0 ? above.factor() / below.factor() : 1 / (above.factor() * below.factor());
        if (u.isEmpty() || !(Math.abs(factor) > 0) || !(Math.abs(factor) < Double.POSITIVE_INFINITY)) {
            return Optional.empty();
        }
        Optional<Node> v =
                operand(below.value(), Special.NORMAL_CDF).filter(w -> c == 0.5 && isPlusOrMinus(w, u.get()));
        if (v.isPresent()) {
            return v.map(w -> g.multiply(nearOne(factor * ROOT_OF_TWO_PI), g.apply(Special.NORMAL_HAZARD, w)));
        }
        return operand(below.value(), Special.ERFC)
                .flatMap(w -> c == 1 && sign < 0 && isPlusOrMinus(w, u.get())
                        ? Optional.of(
                                g.multiply(nearOne(factor * 0.5 * Math.sqrt(Math.PI)), g.apply(Ratios.ERFC_HAZARD, w)))
                        : c == 0.5
                                ? QuotientRewritings.overRootOfTwo(w)
                                        .filter(z -> isPlusOrMinus(z, u.get()))
                                        .map(z -> g.multiply(
                                                nearOne(factor * 0.5 * ROOT_OF_TWO_PI),
                                                g.apply(Special.NORMAL_HAZARD, g.negate(z))))
                                : Optional.empty());
    }

    /** Of a positive multiple of a hazard, or of the reciprocal of one, which leave the range. */
    private static Optional<Node> logarithmOfHazard(Algebra g, Node node) {
        Match.Scaled scaled = Match.scaled(node);
        boolean under = is(scaled.value(), Arithmetic.DIVIDE)
                && Match.constant(scaled.value().operand(0)).isPresent();
        Match.Scaled hazard = under ? Match.scaled(scaled.value().operand(1)) : scaled;
        double factor = under
                ? scaled.factor() * Match.constant(scaled.value().operand(0)).orElseThrow() / hazard.factor()
                : scaled.factor();
        Optional<Node> normal = operand(hazard.value(), Special.NORMAL_HAZARD);
        Optional<Node> u =
                normal.map(v -> g.multiply(-1 / Math.sqrt(2), v)).or(() -> operand(hazard.value(), Ratios.ERFC_HAZARD));
        if (u.isEmpty() || !(factor > 0) || !(factor < Double.POSITIVE_INFINITY)) {
            return Optional.empty();
        }
        double ofOne = normal.isPresent() ? Math.sqrt(2 / Math.PI) : 2 / Math.sqrt(Math.PI);
        Node shift = g.constant(Math.log(under ? factor / ofOne : factor * ofOne));
        Node log = g.apply(Remainders.LOG_ERFCX, u.get());
        return Optional.of(under ? g.add(log, shift) : g.subtract(shift, log));
    }

    /** Constants that are meant to cancel leave a rounding. */
    private static double nearOne(double c) {
        return Math.abs(c - 1) < 4e-16 ? 1 : c;
    }

    private static boolean isPlusOrMinus(Node a, Node b) {
        return a.equals(b) || Match.opposite(a, b);
    }

    /** A multiple with a sign. */
    private static Match.Scaled multiple(Node node) {
        Optional<Node> opposite = operand(node, Arithmetic.NEGATE);
        Match.Scaled scaled = Match.scaled(opposite.orElse(node));
        double factor = opposite.isPresent() ? -scaled.factor() : scaled.factor();
        Optional<Node> inner = operand(scaled.value(), Arithmetic.NEGATE);
        return new Match.Scaled(inner.isPresent() ? -factor : factor, inner.orElse(scaled.value()));
    }

    /** {@code u} of {@code exp(-u^2)}. */
    private static Optional<Node> gaussOf(Node node) {
        return operand(node, Exponentials.EXP)
                .flatMap(v -> operand(v, Arithmetic.NEGATE))
                .flatMap(Match::square)
                .or(() -> operand(node, Bells.gauss(0)));
    }

    private static Optional<Node> scaledTail(Algebra g, Node log, Node square) {
        return operand(log, Ratios.LOG_ERFC)
                .filter(u -> square(square).filter(u::equals).isPresent())
                .map(u -> g.apply(Remainders.LOG_ERFCX, u));
    }
}
