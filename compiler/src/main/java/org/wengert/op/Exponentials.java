package org.wengert.op;

import static org.wengert.op.Arithmetic.operand;
import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.runtime.Logarithms;

/** Exponentials and logarithms, and the sigmoid functions made of them. */
public final class Exponentials {

    public static final ScalarOperator EXP = function("exp", "exponential", "e^x", Math::exp)
            .java("Math.exp")
            .rule("#*y", (g, x, y) -> Partial.times(y))
            .build();

    public static final ScalarOperator EXPM1 = function(
                    "expm1", "exponential less one, exact near 0", "e^x - 1", x -> expm1(x, Math.exp(x)))
            .lowersTo((g, x) -> g.apply(Exponentials.EXPM1_OF, x.get(0), g.apply(EXP, x.get(0))))
            .rule("#*exp(x)", (g, x, y) -> Partial.times(g.apply(EXP, x.get(0))))
            .build();

    /** The exponential is there where a derivative is, and a subtraction is all that is to be done far from 0. */
    static final ScalarOperator EXPM1_OF = function(
                    "expm1_of", "exp(a) - 1 from b = exp(a), exact near 0", "b - 1", Exponentials::expm1)
            .internal()
            .java(JavaForm.of("Math.abs($0) < 0.75 ? Math.expm1($0) : $1 - 1"))
            .cost(1, 0)
            .rule("0", (g, x, y) -> Partial.ZERO)
            .rule("#", (g, x, y) -> Partial.ONE)
            .domain(new Interval(1, 3), Interval.POSITIVE)
            .build();

    public static final ScalarOperator LOG = function("log", "natural logarithm", "log(x)", Math::log)
            .java("Math.log")
            .rule("#/x", (g, x, y) -> Partial.over(x.get(0)).atPole())
            .domain(Interval.POSITIVE)
            .identity("log(1 + x) = log1p(x)", (g, x) -> onePlus(x.get(0)).map(u -> g.apply(Exponentials.LOG1P, u)))
            .identity(
                    "log(1 - x) = log1p(-x)",
                    (g, x) -> oneMinus(x.get(0)).map(u -> g.apply(Exponentials.LOG1P, g.negate(u))))
            .identity(
                    "log(cosh(x)) = log_cosh(x)",
                    (g, x) -> operand(x.get(0), Trigonometric.COSH).map(u -> g.apply(Trigonometric.LOG_COSH, u)))
            .identities(RemainderRewritings.LOG)
            .identities(LogarithmRewritings.LOG)
            .identity(
                    "log(exp(a) + exp(b) + ...) = m + log(exp(a - m) + exp(b - m) + ...), m = max(a, b, ...)",
                    (g, x) -> ExponentialSum.of(g, x.get(0)).map(sum -> sum.logarithm(g)))
            .identities(List.of(new Identity(
                    "log(exp(a) - c + ...) = m + log(exp(a - m) - c*exp(-m) + ...), m = max(a, 0, ...)",
                    (g, x) -> ExponentialSum.logarithmOfDifference(g, x.get(0)))))
            .identity(
                    "log(p*exp(a) + q*exp(b) + ...) = m + log(p*exp(a - m) + q*exp(b - m) + ...), m = max(a, b, ...), p, q finite and the sum not below 0",
                    (g, x) -> WeightedExponentials.logarithm(g, x.get(0)))
            .identity(
                    "log(1 - sigmoid(x)) = -softplus(x)",
                    (g, x) -> operand(x.get(0), Exponentials.SIGMOID_COMPLEMENT)
                            .map(u -> g.negate(g.apply(Exponentials.SOFTPLUS, u))))
            .identity(
                    "log(sigmoid(x)) = -softplus(-x)",
                    (g, x) -> operand(x.get(0), Exponentials.SIGMOID)
                            .map(u -> g.negate(g.apply(Exponentials.SOFTPLUS, g.negate(u)))))
            .identity(
                    "log(normal_cdf(x)) = log_normal_cdf(x)",
                    (g, x) -> operand(x.get(0), Special.NORMAL_CDF).map(u -> g.apply(Special.LOG_NORMAL_CDF, u)))
            .build();

    public static final ScalarOperator LOG1P = function(
                    "log1p", "logarithm of one plus x, exact near 0", "log(1 + x)", Math::log1p)
            .java("Math.log1p")
            .rule(
                    "#/(1 + x)",
                    (g, x, y) -> Partial.over(g.add(g.constant(1), x.get(0))).atPole())
            .domain(new Interval(-1, 5))
            .identity(
                    "log1p(exp(x)) = softplus(x)",
                    (g, x) -> operand(x.get(0), EXP).map(u -> g.apply(Exponentials.SOFTPLUS, u)))
            .identities(LogarithmRewritings.LOG1P)
            .build();

    public static final ScalarOperator LOG2 = function("log2", "binary logarithm", "log(x)/log(2)", Logarithms::log2)
            .java("Logarithms.log2")
            .reference("k + log(m)/log(2) with the rounding error of log; at most 0.501 ulp")
            .rule(
                    "#/(x*log(2))",
                    (g, x, y) -> Partial.over(g.multiply(Math.log(2), x.get(0))).atPole())
            .domain(Interval.POSITIVE)
            .identity(
                    "log2(1 + x) = log1p(x)/log(2)",
                    (g, x) -> Match.onePlus(g, x.get(0))
                            .map(u -> g.divide(g.apply(Exponentials.LOG1P, u), g.constant(Math.log(2)))))
            .identities(List.of(LogarithmRewritings.ofProduct(2), LogarithmRewritings.ofBase(2)))
            .build();

    public static final ScalarOperator LOG10 = function("log10", "decimal logarithm", "log(x)/log(10)", Math::log10)
            .java("Math.log10")
            .rule(
                    "#/(x*log(10))",
                    (g, x, y) -> Partial.overTimes(x.get(0), g.constant(1 / Math.log(10)))
                            .atPole())
            .domain(Interval.POSITIVE)
            .identity(
                    "log10(1 + x) = log1p(x)/log(10)",
                    (g, x) -> Match.onePlus(g, x.get(0))
                            .map(u -> g.divide(g.apply(Exponentials.LOG1P, u), g.constant(Math.log(10)))))
            .identities(List.of(LogarithmRewritings.ofProduct(10), LogarithmRewritings.ofBase(10)))
            .build();

    /**
     * The logarithm of a sum of exponentials relative to the largest of them. The sum is 0 if all of them are, and then it has
     * derivative 0: what has probability 0 whatever the arguments.
     */
    public static final ScalarOperator LOG_OF_SUM = function(
                    "log_of_sum", "logarithm of a sum of exponentials", "log(x)", Math::log)
            .internal()
            .java("Math.log")
            .rule("#/x", (g, x, y) -> Partial.overNorm(x.get(0)))
            .domain(Interval.POSITIVE)
            .kink("logsumexp of nothing but -inf has derivative 0")
            .build();

    /** {@code exp(-x)} where sigmoid and its derivative share it: no identity sees through it. */
    static final ScalarOperator NEGATIVE_EXP = function(
                    "negative_exp", "exponential of the opposite", "e^-x", x -> Math.exp(-x))
            .internal()
            .notation("exp(-x)")
            .java(JavaForm.of("Math.exp(-$0)"))
            .rule("-#*y", (g, x, y) -> Partial.times(y).negated())
            .lastIdentity(
                    "exp(-(-x)) = exp(x)",
                    (g, x) -> operand(x.get(0), Arithmetic.NEGATE).map(u -> g.apply(Exponentials.EXP, u)))
            .build();

    public static final ScalarOperator SIGMOID = function(
                    "sigmoid", "logistic function", "1/(1 + e^-x)", x -> Slopes.SIGMOID_OF.evaluate(x, Math.exp(-x)))
            .lowersTo((g, x) -> g.apply(Slopes.SIGMOID_OF, x.get(0), g.apply(NEGATIVE_EXP, x.get(0))))
            .rule("#*y*(1 - y)", (g, x, y) -> Partial.times(g.apply(Slopes.SIGMOID_SLOPE, x.get(0))))
            .build();

    /** The same as {@code sigmoid(-x)}, from the exponential of {@code sigmoid(x)}; so is its derivative where y is near 1. */
    public static final ScalarOperator SIGMOID_COMPLEMENT = function(
                    "sigmoid_complement", "1 - sigmoid(x) without cancellation", "1 - sigmoid(x)", x -> {
                        double sigmoid = SIGMOID.evaluate(x);
                        return x > 0 ? Math.exp(-x) * sigmoid : 1 - sigmoid;
                    })
            .internal()
            .lowersTo((g, x) -> {
                Node sigmoid = g.apply(SIGMOID, x.get(0));
                return g.select(
                        g.apply(Logic.GREATER, x.get(0), g.constant(0)),
                        g.multiply(g.apply(NEGATIVE_EXP, x.get(0)), sigmoid),
                        g.subtract(g.constant(1), sigmoid));
            })
            .rule(
                    "-#*y*(1 - y)",
                    (g, x, y) -> Partial.times(g.apply(Slopes.SIGMOID_SLOPE, x.get(0)))
                            .negated())
            .build();

    public static final ScalarOperator SOFTPLUS = function(
                    "softplus",
                    "smooth maximum of x and 0",
                    "log(1 + e^x)",
                    x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))))
            .java(JavaForm.of("Math.max($0, 0) + Math.log1p(Math.exp(-Math.abs($0)))"))
            .cost(3, 2)
            .rule("#*sigmoid(x)", (g, x, y) -> Partial.times(g.apply(SIGMOID, x.get(0))))
            .build();

    /** The exponent that sums of exponentials are evaluated relative to. */
    public static final ScalarOperator SHIFT = ExponentialSum.SHIFT;

    static final List<ScalarOperator> ALL = List.of(
            EXP,
            EXPM1,
            EXPM1_OF,
            LOG,
            LOG1P,
            LOG2,
            LOG10,
            LOG_OF_SUM,
            NEGATIVE_EXP,
            SIGMOID,
            SIGMOID_COMPLEMENT,
            SOFTPLUS,
            SHIFT);

    private Exponentials() {}

    private static double expm1(double x, double exp) {
        return Math.abs(x) < 0.75 ? Math.expm1(x) : exp - 1;
    }

    private static Optional<Node> oneMinus(Node difference) {
        return difference.operator().filter(Arithmetic.SUBTRACT::equals).isPresent()
                        && difference.operand(0).isConstant(1)
                ? Optional.of(difference.operand(1))
                : Optional.empty();
    }

    /** {@code x} of {@code 1 + x}. */
    static Optional<Node> onePlus(Node sum) {
        if (!sum.operator().filter(Arithmetic.ADD::equals).isPresent()) {
            return Optional.empty();
        }
        return sum.operand(0).isConstant(1)
                ? Optional.of(sum.operand(1))
                : sum.operand(1).isConstant(1) ? Optional.of(sum.operand(0)) : Optional.empty();
    }
}
