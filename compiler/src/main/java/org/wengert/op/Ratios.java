package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.runtime.ErrorFunctions;
import org.wengert.runtime.ExponentialFunctions;

/** Functions that their formulas lose near 0 or far out, because an exponential cancels or overflows, and families of their derivatives. */
public final class Ratios {

    private static final double SQRT_TWO = Math.sqrt(2);

    private static final Family EXPREL_FAMILY = new Family(Ratios::declareExprel);
    private static final Family SINC_FAMILY = new Family(Ratios::declareSinc);
    private static final Family ERFCX_FAMILY = new Family(Ratios::declareErfcx);
    private static final Family BERNOULLI_FAMILY = new Family(Ratios::declareBernoulli);

    public static final ScalarOperator LOG1MEXP = function(
                    "log1mexp",
                    "logarithm of one less exp(x), for x < 0",
                    "log(1 - e^x)",
                    ExponentialFunctions::log1mexp)
            .java("ExponentialFunctions.log1mexp")
            .reference("log(-expm1(x)) or log1p(-exp(x)) (Maechler 2012); at most 2 ulp")
            .rule(
                    "-#/expm1(-x)",
                    (g, x, y) -> Partial.times(g.apply(Ratios.BOSE, g.negate(x.get(0))))
                            .atPole()
                            .negated())
            .domain(new Interval(-9, -0.05))
            .build();

    /** Closed under differentiation with itself alone. */
    static final ScalarOperator BOSE = function(
                    "bose", "1 over exp(x) less one, without overflow", "1/expm1(x)", ExponentialFunctions::bose)
            .internal()
            .java("ExponentialFunctions.bose")
            .reference("1/expm1(x), exp(-x) from 40 on; at most 2 ulp")
            .rule("#*y/expm1(-x)", (g, x, y) -> Partial.times(g.multiply(y, g.apply(Ratios.BOSE, g.negate(x.get(0))))))
            .domain(Interval.POSITIVE)
            .build();

    /** Closed under differentiation with the next one; nothing is squared that derivatives would lose. */
    static final ScalarOperator OVER_EXPM1 = function(
                    "over_expm1", "a over exp(b) less one", "a/expm1(b)", (a, b) -> a / Exponentials.EXPM1.evaluate(b))
            .internal()
            .lowersTo((g, x) -> g.divide(x.get(0), g.apply(Exponentials.EXPM1, x.get(1))))
            .rule("#/expm1(b)", (g, x, y) -> Partial.times(g.apply(Ratios.OVER_EXPM1, g.constant(1), x.get(1))))
            .rule("#*y/expm1(-b)", (g, x, y) -> Partial.times(g.apply(Ratios.OVER_OPPOSITE_EXPM1, y, x.get(1))))
            .domain(Interval.REALS, Interval.POSITIVE)
            .build();

    /** Made of the same exponential. */
    static final ScalarOperator OVER_OPPOSITE_EXPM1 = function(
                    "over_opposite_expm1",
                    "a over exp(-b) less one",
                    "a/expm1(-b)",
                    (a, b) -> -(a * (b > 40 ? 1 : Math.exp(b) / Exponentials.EXPM1.evaluate(b))))
            .internal()
            .lowersTo((g, x) -> {
                Node e = g.apply(Exponentials.EXP, x.get(1));
                Node share = g.divide(e, g.apply(Exponentials.EXPM1, x.get(1)));
                Node big = g.apply(Logic.GREATER, x.get(1), g.constant(40));
                return g.negate(g.multiply(x.get(0), g.select(big, g.constant(1), share)));
            })
            .rule(
                    "#/expm1(-b)",
                    (g, x, y) -> Partial.times(g.apply(Ratios.OVER_OPPOSITE_EXPM1, g.constant(1), x.get(1))))
            .rule(
                    "-#*y/expm1(b)",
                    (g, x, y) -> Partial.times(g.apply(Ratios.OVER_EXPM1, y, x.get(1)))
                            .negated())
            .domain(Interval.REALS, Interval.POSITIVE)
            .build();

    public static final ScalarOperator LOGADDEXP = function(
                    "logaddexp",
                    "logarithm of a sum of two exponentials, without overflow",
                    "log(e^a + e^b)",
                    ExponentialFunctions::logaddexp)
            .java("ExponentialFunctions.logaddexp")
            .commutative()
            .cost(4, 2)
            .reference("max(a, b) + log1p(exp(-abs(a - b))); at most 2 ulp of the larger of a, b and the value")
            .rule(
                    "#*sigmoid(a - b)",
                    (g, x, y) -> Partial.times(g.apply(Exponentials.SIGMOID, g.subtract(x.get(0), x.get(1)))))
            .rule(
                    "#*sigmoid(b - a)",
                    (g, x, y) ->
                            Partial.times(g.apply(Exponentials.SIGMOID_COMPLEMENT, g.subtract(x.get(0), x.get(1)))))
            .identities(List.of(new Identity(
                    "logaddexp(x, -x) = log(cosh(x)) + log(2)",
                    (g, x) -> Match.opposite(x.get(0), x.get(1))
                            ? Optional.of(g.add(
                                    g.apply(
                                            Trigonometric.LOG_COSH,
                                            Arithmetic.operand(x.get(0), Arithmetic.NEGATE)
                                                    .orElse(x.get(0))),
                                    g.constant(Math.log(2))))
                            : Optional.empty())))
            .build();

    public static final ScalarOperator LOG_DIFF_EXP = function(
                    "log_diff_exp",
                    "logarithm of a difference of two exponentials, for a > b, without overflow",
                    "log(e^a - e^b)",
                    ExponentialFunctions::logDiffExp)
            .java("ExponentialFunctions.logDiffExp")
            .cost(2, 2)
            .reference("a + log1mexp(b - a); at most 3 ulp of the larger of a and the value")
            .rule(
                    "-#/expm1(b - a)",
                    (g, x, y) -> Partial.times(g.apply(BOSE, g.subtract(x.get(1), x.get(0))))
                            .atPole()
                            .negated())
            .rule(
                    "-#/expm1(a - b)",
                    (g, x, y) -> Partial.times(g.apply(BOSE, g.subtract(x.get(0), x.get(1))))
                            .atPole()
                            .negated())
            .domain(new Interval(3, 5), new Interval(0, 2.5))
            .build();

    public static final ScalarOperator LOG_SIGMOID = function(
                    "log_sigmoid",
                    "logarithm of sigmoid(x), without overflow",
                    "-log(1 + e^-x)",
                    x -> -Exponentials.SOFTPLUS.evaluate(-x))
            .lowersTo((g, x) -> g.negate(g.apply(Exponentials.SOFTPLUS, g.negate(x.get(0)))))
            .rule("#*sigmoid(-x)", (g, x, y) -> Partial.times(g.apply(Exponentials.SIGMOID_COMPLEMENT, x.get(0))))
            .build();

    public static final ScalarOperator XLOGY = function(
                    "xlogy",
                    "a times the logarithm of b, 0 where a is 0",
                    "a == 0 ? 0 : a*log(b)",
                    (a, b) -> a == 0 && !Double.isNaN(b) ? 0 : a * Math.log(b))
            .java(JavaForm.of("$0 == 0 && $1 == $1 ? 0.0 : $0 * Math.log($1)"))
            .cost(2, 1)
            .rule(
                    "#*log(b)",
                    (g, x, y) -> Partial.times(logarithm(g, Exponentials.LOG, Ratios.XLOGY, x.get(1)))
                            .steepUnless(Steep.isAwayFromPole(g, Ratios.XLOGY, x.get(1)))
                            .likeLogarithm()
                            .winning(Steep.standsStillBelowLogarithm(g, x.get(0))))
            .rule(
                    "#*a/b",
                    (g, x, y) -> Partial.times(Arithmetic.guardedQuotient(g, x.get(0), x.get(1)))
                            .steepUnless(
                                    !Steep.movesEvenly(g, x.get(1)) || Steep.isAwayFromPole(g, Ratios.XLOGY, x.get(1))))
            .domain(Interval.REALS, Interval.POSITIVE)
            .lastIdentity("xlogy(1, b) = log(b)", (g, x) -> ofOne(g, Exponentials.LOG, x))
            .identities(List.of(new Identity(
                    "xlogy(a, 1 + b) = xlog1py(a, b)",
                    (g, x) -> Match.onePlus(g, x.get(1)).map(u -> g.apply(Ratios.XLOG1PY, x.get(0), u)))))
            .build();

    public static final ScalarOperator XLOG1PY = function(
                    "xlog1py",
                    "a times the logarithm of 1 + b, 0 where a is 0",
                    "a == 0 ? 0 : a*log1p(b)",
                    (a, b) -> a == 0 && !Double.isNaN(b) ? 0 : a * Math.log1p(b))
            .java(JavaForm.of("$0 == 0 && $1 == $1 ? 0.0 : $0 * Math.log1p($1)"))
            .cost(2, 1)
            .rule(
                    "#*log1p(b)",
                    (g, x, y) -> Partial.times(logarithm(g, Exponentials.LOG1P, Ratios.XLOG1PY, x.get(1)))
                            .steepUnless(Steep.isAwayFromPole(g, Ratios.XLOG1PY, x.get(1)))
                            .likeLogarithm()
                            .winning(Steep.standsStillBelowLogarithm(g, x.get(0))))
            .rule(
                    "#*a/(1 + b)",
                    (g, x, y) -> Partial.times(g.guardedDivide(x.get(0), g.add(g.constant(1), x.get(1))))
                            .steepUnless(!Steep.movesEvenly(g, x.get(1))
                                    || Steep.isAwayFromPole(g, Ratios.XLOG1PY, x.get(1))))
            .domain(Interval.REALS, new Interval(-1, 5))
            .lastIdentity("xlog1py(1, b) = log1p(b)", (g, x) -> ofOne(g, Exponentials.LOG1P, x))
            .build();

    public static final ScalarOperator ENTR = function(
                    "entr",
                    "what a probability adds to an entropy, 0 at 0",
                    "x == 0 ? 0 : -x*log(x)",
                    x -> x == 0 ? 0 : -x * Math.log(x))
            .java(JavaForm.of("$0 == 0 ? 0.0 : -$0 * Math.log($0)"))
            .cost(2, 1)
            .rule(
                    "-#*(1 + log(x))",
                    (g, x, y) -> Partial.times(
                                    g.add(g.constant(1), logarithm(g, Exponentials.LOG, Ratios.XLOGY, x.get(0))))
                            .negated()
                            .steepUnless(false)
                            .likeLogarithm()
                            .winning(Steep.standsStillBelowLogarithm(g, x.get(0))))
            .domain(Interval.POSITIVE)
            .identities(List.of(new Identity(
                    "entr(1 + x) = -xlog1py(1 + x, x)",
                    (g, x) -> Match.onePlus(g, x.get(0)).map(u -> g.negate(g.apply(Ratios.XLOG1PY, x.get(0), u))))))
            .build();

    public static final ScalarOperator SINC = sinc(0);

    public static final ScalarOperator EXPREL = exprel(0);

    public static final ScalarOperator ERFCX = erfcx(0);

    public static final ScalarOperator LOG_ERFC = function(
                    "log_erfc", "logarithm of erfc", "log(erfc(x))", ErrorFunctions::logErfc)
            .java("ErrorFunctions.logErfc")
            .reference("log1p(-erf(x)) below 1/2, then log(erfcx(x)) - x^2; at most 3 ulp")
            .rule(
                    "-#*erfc_hazard(x)",
                    (g, x, y) ->
                            Partial.times(g.apply(Ratios.ERFC_HAZARD, x.get(0))).negated())
            .build();

    static final ScalarOperator ERFC_HAZARD = function(
                    "erfc_hazard",
                    "what the derivative of log_erfc is less than 0",
                    "2/sqrt(pi)*exp(-x^2)/erfc(x)",
                    ErrorFunctions::erfcHazard)
            .internal()
            .notation("erfc_hazard(x)")
            .java("ErrorFunctions.erfcHazard")
            .reference("2/sqrt(pi)/erfcx(x); at most 3 ulp")
            .rule("#*y*(y - 2*x)", (g, x, y) -> Partial.times(g.apply(Ratios.ERFC_HAZARD_SLOPE, x.get(0))))
            .build();

    /** On the right {@code y - 2*x} would cancel. */
    static final ScalarOperator ERFC_HAZARD_SLOPE = function(
                    "erfc_hazard_slope",
                    "derivative of erfc_hazard",
                    "erfc_hazard(x)*(erfc_hazard(x) - 2*x)",
                    ErrorFunctions::erfcHazardSlope)
            .internal()
            .notation("erfc_hazard_slope(x)")
            .java("ErrorFunctions.erfcHazardSlope")
            .reference("2*normal_hazard_slope(-sqrt(2)*x) for x > 0; at most 5 ulp")
            .rule(
                    "#*2*sqrt(2)*normal_hazard_bend(-sqrt(2)*x)",
                    (g, x, y) -> Partial.times(g.multiply(
                            2 * SQRT_TWO, g.apply(Special.NORMAL_HAZARD_BEND, g.multiply(-SQRT_TWO, x.get(0))))))
            .build();

    static final List<ScalarOperator> ALL = List.of(
            LOG1MEXP,
            BOSE,
            OVER_EXPM1,
            OVER_OPPOSITE_EXPM1,
            LOGADDEXP,
            LOG_DIFF_EXP,
            LOG_SIGMOID,
            XLOGY,
            XLOG1PY,
            ENTR,
            SINC,
            EXPREL,
            ERFCX,
            LOG_ERFC,
            ERFC_HAZARD,
            ERFC_HAZARD_SLOPE);

    static final List<Members> FAMILIES = List.of(
            Members.of("exprel", Ratios::exprel, 1, 2),
            Members.of("sinc", Ratios::sinc, 1, 2),
            Members.of("erfcx", Ratios::erfcx, 1, 2),
            Members.of("bernoulli", Ratios::bernoulli, 0, 1, 2));

    private Ratios() {}

    /**
     * A logarithm that is a derivative: a direction that does not move its argument does not feel its slope where it is infinite. It keeps
     * its digits as one does that an author writes.
     */
    private static Node logarithm(Algebra g, ScalarOperator log, ScalarOperator times, Node b) {
        if (Steep.movesEvenly(g, b)) {
            return g.apply(times, g.constant(1), b);
        }
        List<Identity> digits = log.equals(Exponentials.LOG) ? RemainderRewritings.LOG : List.of();
        return digits.stream()
                .flatMap(identity -> identity.rewriting().at(g, List.of(b)).stream())
                .findFirst()
                .orElseGet(() -> g.apply(log, b));
    }

    private static Optional<Node> ofOne(Algebra g, ScalarOperator logarithm, List<Node> x) {
        return x.get(0).isConstant(1) ? Optional.of(g.apply(logarithm, x.get(1))) : Optional.empty();
    }

    /** The n-th derivative of {@code (exp(x) - 1)/x}. */
    public static ScalarOperator exprel(int n) {
        return EXPREL_FAMILY.get(n);
    }

    /** The n-th derivative of {@code sin(x)/x}. */
    public static ScalarOperator sinc(int n) {
        return SINC_FAMILY.get(n);
    }

    /** The n-th derivative of {@code exp(x^2)*erfc(x)}. */
    public static ScalarOperator erfcx(int n) {
        return ERFCX_FAMILY.get(n);
    }

    /** The n-th derivative of {@code x/(exp(x) - 1)}. */
    public static ScalarOperator bernoulli(int n) {
        return BERNOULLI_FAMILY.get(n);
    }

    private static ScalarOperator declareExprel(int n) {
        return Family.member(
                        "exprel",
                        n,
                        true,
                        "relative error of exp, 1 at 0",
                        "(e^x - 1)/x",
                        "ExponentialFunctions.exprel",
                        x -> ExponentialFunctions.exprel(n, x),
                        Ratios::exprel)
                .reference("sums of positive terms, recurrence beyond 8 + 2*n; at most 15 ulp")
                .build();
    }

    private static ScalarOperator declareSinc(int n) {
        ScalarOperator.Builder member = Family.member(
                        "sinc",
                        n,
                        true,
                        "sine over x, 1 at 0; not that of pi*x",
                        "sin(x)/x",
                        "ExponentialFunctions.sinc",
                        x -> ExponentialFunctions.sinc(n, x),
                        Ratios::sinc)
                .reference("power series, recurrence beyond 2 + n; at most 8 ulp of 1/(n + 1) for n up to 2");
        return (n > 0
                        ? member
                        : member.identity(
                                "sinc(sqrt(x)) and sinc(norm(x)) are smooth at 0", (g, x) -> OfRoots.sinc(g, x.get(0))))
                .build();
    }

    private static ScalarOperator declareErfcx(int n) {
        return Family.member(
                        "erfcx",
                        n,
                        true,
                        "scaled erfc",
                        "e^(x^2)*erfc(x)",
                        "ErrorFunctions.erfcx",
                        x -> ErrorFunctions.erfcx(n, x),
                        Ratios::erfcx)
                .reference(n == 0 ? "as erfc; at most 2 ulp" : "DLMF 7.18.8; at most 12 ulp for n up to 2")
                .build();
    }

    private static ScalarOperator declareBernoulli(int n) {
        return Family.member(
                        "bernoulli",
                        n,
                        false,
                        "x over exp(x) less one",
                        "x/expm1(x)",
                        "ExponentialFunctions.bernoulli",
                        x -> ExponentialFunctions.bernoulli(n, x),
                        Ratios::bernoulli)
                .notation("bernoulli[" + n + "](x)")
                .reference("power series DLMF 24.2.1, exponentials beyond 2; at most 10 ulp")
                .domain(Interval.POSITIVE)
                .build();
    }
}
