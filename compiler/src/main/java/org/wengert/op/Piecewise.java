package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Type;

/** Functions with kinks or jumps; each says what its derivative is there. */
public final class Piecewise {

    public static final ScalarOperator ABS = function("abs", "absolute value", "abs(x)", Math::abs)
            .java("Math.abs")
            .cost(1, 0)
            .rule("#*sign(x)", (g, x, y) -> Partial.times(g.apply(Piecewise.SIGN, x.get(0))))
            .allSeries((e, k) -> {
                Algebra g = e.sums().algebra();
                return e.operand(0).at(k).map(u -> g.multiply(u, Kink.sign(g, e.operand(0), k)));
            })
            .kink("abs'(0) = 0")
            .identity(
                    "abs(-x) = abs(x)",
                    (g, x) -> Arithmetic.operand(x.get(0), Arithmetic.NEGATE).map(u -> g.apply(Piecewise.ABS, u)))
            .identity("abs(x) = x where x is nowhere negative", (g, x) -> nowhereNegative(x.get(0)))
            .build();

    public static final ScalarOperator SIGN = function("sign", "sign", "-1, 0 or 1", Math::signum)
            .java("Math.signum")
            .cost(1, 0)
            .locallyConstant()
            .kink("sign' = 0 everywhere")
            .build();

    public static final ScalarOperator STEP = function("step", "unit step", "x > 0 ? 1 : 0", x -> x > 0 ? 1 : 0)
            .java(JavaForm.of("$0 > 0 ? 1.0 : 0.0"))
            .cost(1, 0)
            .locallyConstant()
            .kink("step(0) = 0, step' = 0 everywhere")
            .build();

    public static final ScalarOperator FLOOR = function("floor", "largest integer not above x", "floor(x)", Math::floor)
            .java("Math.floor")
            .cost(1, 0)
            .locallyConstant()
            .kink("floor' = 0 everywhere")
            .build();

    public static final ScalarOperator CEIL = function("ceil", "smallest integer not below x", "ceil(x)", Math::ceil)
            .java("Math.ceil")
            .cost(1, 0)
            .locallyConstant()
            .kink("ceil' = 0 everywhere")
            .build();

    public static final ScalarOperator RELU = function("relu", "positive part", "max(x, 0)", x -> Math.max(x, 0))
            .java(JavaForm.of("Math.max($0, 0)"))
            .cost(1, 0)
            .rule("x > 0 ? # : 0", (g, x, y) -> Partial.ONE.where(positive(g, x.get(0))))
            .allSeries((e, k) -> {
                Algebra g = e.sums().algebra();
                return e.operand(0).at(k).map(u -> g.select(Kink.isAbove(g, e.operand(0), k), u, g.constant(0)));
            })
            .kink("relu'(0) = 0")
            .identity("relu(x) = x where x is nowhere negative", (g, x) -> nowhereNegative(x.get(0)))
            .build();

    public static final ScalarOperator LEAKY_RELU = function(
                    "leaky_relu", "x, or b*x below 0", "a > 0 ? a : b*a", (a, b) -> a > 0 ? a : b * a)
            .lastIfMissing(0.01)
            .java(JavaForm.of("$0 > 0 ? $0 : $1 * $0"))
            .cost(2, 0)
            .rule(
                    "#*(a > 0 ? 1 : b)",
                    (g, x, y) -> Partial.times(g.select(positive(g, x.get(0)), g.constant(1), x.get(1))))
            .rule(
                    "a > 0 ? 0 : #*a",
                    (g, x, y) -> Partial.times(x.get(0)).where(g.apply(Logic.NOT, positive(g, x.get(0)))))
            .allSeries((e, k) -> {
                Algebra g = e.sums().algebra();
                Series below = e.of((f, x, y) -> f.multiply(x.get(1), x.get(0)));
                return e.sums()
                        .choice(Kink.isAbove(g, e.operand(0), k), e.operand(0).at(k), below.at(k));
            })
            .kink("leaky_relu'(0) = b")
            .identity("leaky_relu(x, b) = x where x is nowhere negative", (g, x) -> nowhereNegative(x.get(0)))
            .build();

    public static final ScalarOperator MAX = function("max", "larger one", "max(a, b)", Math::max)
            .variadic()
            .java("Math.max")
            .cost(1, 0)
            .rule("a >= b ? # : 0", (g, x, y) -> Partial.ONE.where(g.apply(Logic.GREATER_EQUAL, x.get(0), x.get(1))))
            .rule(
                    "a >= b ? 0 : #",
                    (g, x, y) ->
                            Partial.ONE.where(g.apply(Logic.NOT, g.apply(Logic.GREATER_EQUAL, x.get(0), x.get(1)))))
            .allSeries((e, k) -> {
                Node first = Kink.isFirst(e.sums().algebra(), e.operand(0), e.operand(1), k, Logic.GREATER_EQUAL);
                return e.sums().choice(first, e.operand(0).at(k), e.operand(1).at(k));
            })
            .kink("a tie in max goes to the first argument")
            .identity(
                    "max(x, 0) = x where x is nowhere negative",
                    (g, x) -> x.get(1).isConstant(0)
                            ? nowhereNegative(x.get(0))
                            : x.get(0).isConstant(0) ? nowhereNegative(x.get(1)) : Optional.empty())
            .build();

    public static final ScalarOperator MIN = function("min", "smaller one", "min(a, b)", Math::min)
            .variadic()
            .java("Math.min")
            .cost(1, 0)
            .rule("a <= b ? # : 0", (g, x, y) -> Partial.ONE.where(g.apply(Logic.LESS_EQUAL, x.get(0), x.get(1))))
            .rule(
                    "a <= b ? 0 : #",
                    (g, x, y) -> Partial.ONE.where(g.apply(Logic.NOT, g.apply(Logic.LESS_EQUAL, x.get(0), x.get(1)))))
            .allSeries((e, k) -> {
                Node first = Kink.isFirst(e.sums().algebra(), e.operand(0), e.operand(1), k, Logic.LESS_EQUAL);
                return e.sums().choice(first, e.operand(0).at(k), e.operand(1).at(k));
            })
            .kink("a tie in min goes to the first argument")
            .build();

    /** The choice that derivatives make: both sides are evaluated. What authors write as a condition is a region. */
    public static final ScalarOperator SELECT = new ScalarOperator.Builder(
                    "select",
                    "choice between two values",
                    "a ? b : c",
                    List.of(Type.BOOLEAN, Type.REAL, Type.REAL),
                    x -> x[0] != 0 ? x[1] : x[2])
            .internal()
            .java(JavaForm.of("$0 ? $1 : $2"))
            .cost(1, 0)
            .rule("0", (g, x, y) -> Partial.ZERO)
            .rule("a ? # : 0", (g, x, y) -> Partial.ONE.where(x.get(0)))
            .rule("a ? 0 : #", (g, x, y) -> Partial.ONE.where(g.apply(Logic.NOT, x.get(0))))
            .allSeries((e, k) -> e.sums()
                    .choice(
                            e.operand(0).at(0).orElseThrow(),
                            e.operand(1).at(k),
                            e.operand(2).at(k)))
            .identity(
                    "a known condition chooses",
                    (g, x) -> x.get(0).operation() instanceof Operation.Truth truth
                            ? Optional.of(x.get(truth.value() ? 1 : 2))
                            : Optional.empty())
            .identity("a ? b : b = b", (g, x) -> x.get(1) == x.get(2) ? Optional.of(x.get(1)) : Optional.empty())
            .identity(
                    "not a ? b : c = a ? c : b",
                    (g, x) -> Arithmetic.operand(x.get(0), Logic.NOT).map(a -> g.select(a, x.get(2), x.get(1))))
            .build();

    /** The derivative that is the value itself with derivative zero. */
    public static final ScalarOperator STOP_GRADIENT = function(
                    "stop_gradient", "the value, held constant", "x with derivative 0", x -> x)
            .lowersTo((g, x) -> x.get(0))
            .locallyConstant()
            .build();

    static final List<ScalarOperator> ALL =
            List.of(ABS, SIGN, STEP, FLOOR, CEIL, RELU, LEAKY_RELU, MAX, MIN, SELECT, STOP_GRADIENT);

    private Piecewise() {}

    /** A node whose value is 0 or more everywhere; where it touches 0 there is no kink. */
    private static Optional<Node> nowhereNegative(Node x) {
        return Radicand.isNowhereNegative(x) ? Optional.of(x) : Optional.empty();
    }

    private static Node positive(Algebra g, Node x) {
        return g.apply(Logic.GREATER, x, g.constant(0));
    }
}
