package org.wengert.op;

import static org.wengert.op.Match.is;
import static org.wengert.op.Match.operand;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;

/**
 * Identities of a choice beside one of the values that it chooses from. Where that one is chosen the two cancel, which reverse mode does
 * not see, as it goes back term by term: in {@code sqrt(max(x, y) - x)} its infinite slope would meet the 0 only as a sum.
 */
final class ChoiceRewritings {

    static final List<Identity> SUBTRACT = List.of(
            new Identity(
                    "max(a, b) - a = max(0, b - a), max(a, b) - b = max(a - b, 0), and so for min",
                    (g, x) -> extreme(x.get(0), x.get(1))
                            .map(m -> each(g, m.operator().orElseThrow(), m, u -> less(g, u, x.get(1))))),
            new Identity(
                    "a - max(a, b) = min(0, a - b), b - max(a, b) = min(b - a, 0), and so for min",
                    (g, x) -> extreme(x.get(1), x.get(0))
                            .map(m -> each(
                                    g,
                                    is(m, Piecewise.MAX) ? Piecewise.MIN : Piecewise.MAX,
                                    m,
                                    u -> less(g, x.get(0), u)))),
            new Identity(
                    "relu(x) - x = max(-x, 0)",
                    (g, x) -> operand(x.get(0), Piecewise.RELU)
                            .filter(x.get(1)::equals)
                            .map(u -> g.apply(Piecewise.MAX, g.negate(u), g.constant(0)))),
            new Identity(
                    "x - relu(x) = min(x, 0)",
                    (g, x) -> operand(x.get(1), Piecewise.RELU)
                            .filter(x.get(0)::equals)
                            .map(u -> g.apply(Piecewise.MIN, u, g.constant(0)))),
            new Identity(
                    "leaky_relu(x, y) - x = x > 0 ? 0 : y*x - x",
                    (g, x) -> Optional.of(x.get(0))
                            .filter(l -> is(l, Piecewise.LEAKY_RELU))
                            .flatMap(l -> Choice.of(g, l, x.get(1)))
                            .map(c -> c.each(g, u -> less(g, u, x.get(1))))),
            new Identity(
                    "x - leaky_relu(x, y) = x > 0 ? 0 : x - y*x",
                    (g, x) -> Optional.of(x.get(1))
                            .filter(l -> is(l, Piecewise.LEAKY_RELU))
                            .flatMap(l -> Choice.of(g, l, x.get(0)))
                            .map(c -> c.each(g, u -> less(g, x.get(0), u)))));

    static final List<Identity> DIVIDE = List.of(
            new Identity(
                    "max(a, b)/a = a >= b ? a/a : b/a, and so for b, min, relu and leaky_relu",
                    (g, x) -> Choice.of(g, x.get(0), x.get(1)).map(c -> c.each(g, u -> g.divide(u, x.get(1))))),
            new Identity(
                    "a/max(a, b) = a >= b ? a/a : a/b, and so for b, min, relu and leaky_relu",
                    (g, x) -> Choice.of(g, x.get(1), x.get(0)).map(c -> c.each(g, u -> g.divide(x.get(0), u)))),
            new Identity("abs(x)/x = sign(x), but at 0", (g, x) -> sign(g, x.get(0), x.get(1))),
            new Identity("x/abs(x) = sign(x), but at 0", (g, x) -> sign(g, x.get(1), x.get(0))));

    private ChoiceRewritings() {}

    /** Two values, and the condition that decides between them. */
    private record Choice(Node condition, Node first, Node second) {

        /** What {@code node} chooses, if {@code one} is one of the values and varies. */
        static Optional<Choice> of(Algebra g, Node node, Node one) {
            return of(g, node).filter(c -> !one.isConstant() && (c.first.equals(one) || c.second.equals(one)));
        }

        private static Optional<Choice> of(Algebra g, Node node) {
            boolean larger = is(node, Piecewise.MAX);
            if (larger || is(node, Piecewise.MIN)) {
                Node a = node.operand(0);
                Node b = node.operand(1);
                return Optional.of(new Choice(g.apply(larger ? Logic.GREATER_EQUAL : Logic.LESS_EQUAL, a, b), a, b));
            }
            if (is(node, Piecewise.RELU)) {
                return Optional.of(positive(g, node.operand(0), g.constant(0)));
            }
            return Optional.of(node)
                    .filter(n -> is(n, Piecewise.LEAKY_RELU))
                    .map(n -> positive(g, n.operand(0), g.multiply(n.operand(1), n.operand(0))));
        }

        private static Choice positive(Algebra g, Node x, Node otherwise) {
            return new Choice(g.apply(Logic.GREATER, x, g.constant(0)), x, otherwise);
        }

        Node each(Algebra g, UnaryOperator<Node> of) {
            return g.select(condition, of.apply(first), of.apply(second));
        }
    }

    /** {@code node}, if it is the larger or the smaller one of two values of which {@code one} is one and varies. */
    private static Optional<Node> extreme(Node node, Node one) {
        return Optional.of(node)
                .filter(m -> is(m, Piecewise.MAX) || is(m, Piecewise.MIN))
                .filter(m -> !one.isConstant() && m.operands().contains(one));
    }

    private static Node each(Algebra g, Operator operator, Node extreme, UnaryOperator<Node> of) {
        return g.apply(operator, of.apply(extreme.operand(0)), of.apply(extreme.operand(1)));
    }

    private static Node less(Algebra g, Node a, Node b) {
        return a.equals(b) ? g.constant(0) : a.isConstant(0) ? g.negate(b) : g.subtract(a, b);
    }

    private static Optional<Node> sign(Algebra g, Node size, Node x) {
        return operand(size, Piecewise.ABS)
                .filter(x::equals)
                .map(u -> g.apply(Remainders.UNLESS_ZERO, g.apply(Piecewise.SIGN, u), u));
    }
}
