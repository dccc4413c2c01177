package org.wengert.differentiate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.Node;
import org.wengert.op.Algebra;
import org.wengert.op.Logic;

/**
 * Where an adjoint counts: elsewhere a branch was not taken, and it is 0 whatever was computed. In
 *
 * <pre>
 * max(log(p), -100)
 * </pre>
 *
 * <p>the adjoint of the logarithm counts where it is the larger one. The mask stays with it on the way back, and is applied to what
 * arrives at p: {@code log(p) >= -100 ? 1/p : 0}. A 0 that goes through the logarithm would meet its infinite slope at p = 0.
 *
 * @param node a condition, for all elements or for each; or, of an adjoint that is put together from parts and is 0 between them, a
 *     number for each element that is not 0 where it counts
 */
record Mask(Node node) {

    /** Whether what does not count is 0 already. */
    boolean isApplied() {
        return isNumber();
    }

    private boolean isNumber() {
        return node.type().isReal();
    }

    /** Whether one condition decides for all elements. */
    boolean isOne() {
        return !isNumber() && node.type().isScalar();
    }

    /** Whether another one is true where this one is: if that of a state is true at first, it is so in all iterations then. */
    boolean implies(Mask other) {
        Deque<Node> either = new ArrayDeque<>(List.of(other.node));
        Set<Node> seen = new HashSet<>();
        while (!either.isEmpty()) {
            Node one = either.pop();
            if (one.equals(node)) {
                return true;
            }
            if (seen.add(one) && one.operator().filter(Logic.OR::equals).isPresent()) {
                either.addAll(one.operands());
            }
        }
        return false;
    }

    Node condition(Algebra g) {
        return isNumber() ? g.apply(Logic.NOT_EQUAL, node, g.constant(0)) : node;
    }

    /** A number that is not 0 where this counts. */
    Node indicator(Algebra g) {
        return isNumber() ? node : g.select(node, g.constant(1), g.constant(0));
    }

    /** {@code value} where it counts, else 0. */
    Node apply(Algebra g, Node value) {
        return g.select(condition(g), value, g.constant(0));
    }

    Mask and(Algebra g, Node condition) {
        return new Mask(g.apply(Logic.AND, condition(g), condition));
    }

    static Optional<Mask> and(Algebra g, Optional<Mask> mask, Optional<Node> condition) {
        return condition.isEmpty()
                ? mask
                : Optional.of(mask.map(m -> m.and(g, condition.get())).orElseGet(() -> new Mask(condition.get())));
    }

    Mask or(Algebra g, Mask other) {
        return isNumber() && other.isNumber()
                ? new Mask(g.add(node, other.node))
                : new Mask(g.apply(Logic.OR, condition(g), other.condition(g)));
    }
}
