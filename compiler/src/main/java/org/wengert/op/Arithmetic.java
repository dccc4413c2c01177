package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Label;
import org.wengert.ir.Node;

/** Sums, products and quotients. */
public final class Arithmetic {

    public static final ScalarOperator ADD = function("add", "sum", "a + b", (a, b) -> a + b)
            .internal()
            .commutative()
            .java(JavaForm.infix("+"))
            .cost(1, 0)
            .rule("#", (g, x, y) -> Partial.ONE)
            .rule("#", (g, x, y) -> Partial.ONE)
            .allSeries((e, k) -> e.sums().add(e.operand(0).at(k), e.operand(1).at(k)))
            .identity("a + (-b) = a - b", (g, x) -> negated(x.get(1)).map(b -> g.subtract(x.get(0), b)))
            .identity("-a + b = b - a", (g, x) -> negated(x.get(0)).map(a -> g.subtract(x.get(1), a)))
            .identities(DifferenceRewritings.ADD)
            .identities(StepRewritings.ADD)
            .identities(RemainderRewritings.ADD)
            .build();

    public static final ScalarOperator SUBTRACT = function("subtract", "difference", "a - b", (a, b) -> a - b)
            .internal()
            .java(JavaForm.infix("-"))
            .cost(1, 0)
            .rule("#", (g, x, y) -> x.get(0) == x.get(1) ? Partial.ZERO : Partial.ONE)
            .rule("-#", (g, x, y) -> x.get(0) == x.get(1) ? Partial.ZERO : Partial.ONE.negated())
            .allSeries(
                    (e, k) -> e.sums().subtract(e.operand(0).at(k), e.operand(1).at(k)))
            .identity("a - (-b) = a + b", (g, x) -> negated(x.get(1)).map(b -> g.add(x.get(0), b)))
            .identity("a - 0 = a", (g, x) -> x.get(1).isConstant(0) ? Optional.of(x.get(0)) : Optional.empty())
            .identity(
                    "1 - sigmoid(x) = sigmoid_complement(x)",
                    (g, x) -> x.get(0).isConstant(1)
                            ? operand(x.get(1), Exponentials.SIGMOID)
                                    .map(u -> g.apply(Exponentials.SIGMOID_COMPLEMENT, u))
                            : Optional.empty())
            .identity(
                    "exp(x) - 1 = expm1(x)",
                    (g, x) -> x.get(1).isConstant(1)
                            ? operand(x.get(0), Exponentials.EXP).map(u -> g.apply(Exponentials.EXPM1, u))
                            : Optional.empty())
            .identities(StepRewritings.SUBTRACT_FIRST)
            .identities(DifferenceRewritings.SUBTRACT)
            .identities(RemainderRewritings.SUBTRACT)
            .identities(StepRewritings.SUBTRACT)
            .identities(ChoiceRewritings.SUBTRACT)
            .build();

    public static final ScalarOperator MULTIPLY = function("multiply", "product", "a*b", (a, b) -> a * b)
            .internal()
            .commutative()
            .java(JavaForm.infix("*"))
            .cost(1, 0)
            .rule("#*b", (g, x, y) -> Partial.times(x.get(1)))
            .rule("#*a", (g, x, y) -> Partial.times(x.get(0)))
            .allSeries((e, k) ->
                    k == 1 ? PowerDerivatives.productInSeries(e) : e.sums().product(e.operand(0), e.operand(1), k))
            .identity("1*b = b", (g, x) -> x.get(0).isConstant(1) ? Optional.of(x.get(1)) : Optional.empty())
            .identity("a*1 = a", (g, x) -> x.get(1).isConstant(1) ? Optional.of(x.get(0)) : Optional.empty())
            .identity(
                    "-1*b = -b", (g, x) -> x.get(0).isConstant(-1) ? Optional.of(g.negate(x.get(1))) : Optional.empty())
            .identity(
                    "a*-1 = -a", (g, x) -> x.get(1).isConstant(-1) ? Optional.of(g.negate(x.get(0))) : Optional.empty())
            .identity("a*a = a^2", (g, x) -> x.get(0) == x.get(1) ? Optional.of(g.square(x.get(0))) : Optional.empty())
            .identity(
                    "a^b*a^c = a^(b + c) for constant b and c that are no integers, roots among them",
                    (g, x) -> Powers.collected(g, x.get(0), x.get(1)))
            .identities(QuotientRewritings.MULTIPLY)
            .identities(List.of(new Identity("a*sqrt(x)*sqrt(x) = a*sqrt(x)^2", Powers::rootsTogether)))
            .identities(RemainderRewritings.MULTIPLY)
            .lastIdentity(WholeFactors.OF_PRODUCT)
            .lastIdentity(WholeFactors.OF_SQUARE)
            .build();

    public static final ScalarOperator DIVIDE = function("divide", "quotient", "a/b", (a, b) -> a / b)
            .internal()
            .java(JavaForm.infix("/"))
            .cost(1, 0)
            .rule("#/b", (g, x, y) -> x.get(0) == x.get(1) ? Partial.ZERO : Partial.over(x.get(1)))
            .rule(
                    "-#/b*y",
                    (g, x, y) -> x.get(0) == x.get(1) || x.get(0).isConstant(0)
                            ? Partial.ZERO
                            : Partial.overTimes(x.get(1), y).negated().steepUnless(!Steep.isStill(g, x.get(1))))
            .allSeries((e, k) -> e.sums()
                    .quotient(e.operand(0), e.operand(1), e.value(), k, e.sums().algebra()::divide))
            .domain(Interval.REALS, Interval.POSITIVE)
            .identity(
                    "1/(1 + exp(x)) = sigmoid(-x)",
                    (g, x) -> x.get(0).isConstant(1)
                            ? Exponentials.onePlus(x.get(1))
                                    .flatMap(sum -> operand(sum, Exponentials.EXP))
                                    .map(u -> g.apply(Exponentials.SIGMOID, g.negate(u)))
                            : Optional.empty())
            .identities(QuotientRewritings.DIVIDE)
            .identities(RemainderRewritings.DIVIDE)
            .identities(StepRewritings.DIVIDE)
            .identities(ChoiceRewritings.DIVIDE)
            .identity(
                    "exp(a)/(exp(b) + exp(c) + ...) = exp(a - m)/(exp(b - m) + exp(c - m) + ...), m = max(b, c, ...)",
                    (g, x) -> ExponentialSum.quotient(g, x.get(0), x.get(1)))
            .identity(
                    "a quotient of sums p*exp(a) + q*exp(b) + ... without overflow, p and q finite",
                    (g, x) -> WeightedExponentials.quotient(g, x.get(0), x.get(1)))
            .identities(QuotientRewritings.FACTORS)
            .identity("a/1 = a", (g, x) -> x.get(1).isConstant(1) ? Optional.of(x.get(0)) : Optional.empty())
            .identity(
                    "a/-1 = -a", (g, x) -> x.get(1).isConstant(-1) ? Optional.of(g.negate(x.get(0))) : Optional.empty())
            .build();

    public static final ScalarOperator NEGATE = function("negate", "opposite", "-x", x -> -x)
            .internal()
            .java(JavaForm.of("-$0"))
            .cost(0, 0)
            .rule("-#", (g, x, y) -> Partial.ONE.negated())
            .allSeries((e, k) -> e.operand(0).at(k).map(e.sums().algebra()::negate))
            .identity("-(-x) = x", (g, x) -> negated(x.get(0)))
            .build();

    /** The quotient of a tangent or cotangent that may be zero by a divisor that may be zero: zero wins. */
    public static final ScalarOperator GUARDED_DIVIDE = function(
                    "guarded_divide",
                    "quotient, 0 where the dividend is 0",
                    "a == 0 ? 0 : a/b",
                    (a, b) -> a == 0 ? 0 : a / b)
            .internal()
            .java(JavaForm.of("$0 == 0 ? 0 : $0 / $1"))
            .cost(2, 0)
            .rule("#/b", (g, x, y) -> Partial.guardedOver(x.get(1), x.get(1)))
            .rule(
                    "-#*y/b",
                    (g, x, y) -> quotientLess(g, x.get(1), y, x.get(0))
                            .negated()
                            .steepUnless(!Steep.isStill(g, x.get(1)) && !Steep.movesEvenly(g, x.get(1))))
            .series((e, k) -> e.sums()
                    .quotient(e.operand(0), e.operand(1), e.value(), k, e.sums().algebra()::guardedDivide))
            .domain(Interval.REALS, Interval.POSITIVE)
            .lastIdentity(
                    "c/b with c != 0",
                    (g, x) -> x.get(0).isConstant()
                                    && !x.get(0).isConstant(0)
                                    && !x.get(0).isConstant(-0.0)
                            ? Optional.of(g.divide(x.get(0), x.get(1)))
                            : Optional.empty())
            .build();

    static final List<ScalarOperator> ALL = List.of(ADD, SUBTRACT, MULTIPLY, DIVIDE, NEGATE, GUARDED_DIVIDE);

    private Arithmetic() {}

    /** {@code a/b}, of a multiple or a share b of a what it is at 0 too, else 0 where a is 0. */
    static Node guardedQuotient(Algebra g, Node a, Node b) {
        if (Match.is(b, DIVIDE) && b.operand(0).equals(a)) {
            return b.operand(1);
        }
        return Match.is(b, MULTIPLY) && b.operands().contains(a)
                ? g.divide(g.constant(1), b.operand(b.operand(0).equals(a) ? 1 : 0))
                : g.guardedDivide(a, b);
    }

    /** What a quotient loses by its divisor. The square of a divisor may be no double, and so may the third power of a root. */
    private static Partial quotientLess(Algebra g, Node divisor, Node quotient, Node dividend) {
        Partial partial = Partial.times(g.guardedDivide(quotient, divisor));
        boolean second = dividend.operator().filter(GUARDED_DIVIDE::equals).isEmpty();
        return second && Steep.isMultipleOfRoot(divisor)
                ? partial
                : partial.orWhere(Slopes.isExtreme(g, divisor), divisor, quotient);
    }

    /** What {@code node} is the opposite of; a tangent that is one keeps its line. */
    private static Optional<Node> negated(Node node) {
        boolean hasLine =
                node.label().filter(l -> l.role() == Label.Role.TANGENT).isPresent();
        return hasLine ? Optional.empty() : operand(node, NEGATE);
    }

    /** The operand of {@code node} if that applies the unary {@code operator}. */
    static Optional<Node> operand(Node node, ScalarOperator operator) {
        return node.operator().filter(operator::equals).map(o -> node.operand(0));
    }
}
