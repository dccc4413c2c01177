package org.wengert.ssa;

import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.op.Arithmetic;

/** Recognises {@code aBar += term}: a sum or difference whose left side is the same derivative, so far. */
final class Accumulation {

    private Accumulation() {}

    /** What {@code node} adds to, if both are the derivative of the same primal value. */
    static Optional<Node> predecessor(Node node) {
        boolean sum = node.operator()
                .filter(o -> o.equals(Arithmetic.ADD) || o.equals(Arithmetic.SUBTRACT))
                .isPresent();
        if (!sum || node.label().isEmpty()) {
            return Optional.empty();
        }
        Node left = node.operand(0);
        boolean same = left.label()
                        .filter(l -> l.role() == node.label().get().role()
                                && l.primal().equals(node.label().get().primal()))
                        .isPresent()
                && left.name().equals(node.name());
        return same ? Optional.of(left) : Optional.empty();
    }
}
