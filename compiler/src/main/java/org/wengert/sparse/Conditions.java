package org.wengert.sparse;

import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.op.Logic;
import org.wengert.op.ScalarOperator;

/** What conditions on integers are: they are decided, so that a row has none of them. */
final class Conditions {

    private Conditions() {}

    /**
     * What a comparison of integers is; nothing of other operators and numbers.
     *
     * @throws Cases if that depends on an index
     */
    static Optional<Boolean> decide(Frame frame, Node node, ScalarOperator operator, Bounds bounds) {
        if (!node.type().isBoolean() || node.operands().size() != 2) {
            return Optional.empty();
        }
        Optional<Size> a = Integers.of(frame, node.operand(0));
        Optional<Size> b = Integers.of(frame, node.operand(1));
        if (a.isEmpty() || b.isEmpty()) {
            if (Integers.isKnown(frame, node)) {
                throw new Bounds.Unknown("where a condition on integers holds");
            }
            return Optional.empty();
        }
        Size less = b.get().minus(a.get());
        Size more = Size.ZERO.minus(less);
        if (operator.equals(Logic.LESS)) {
            return Optional.of(bounds.holds(less.plus(-1)));
        }
        if (operator.equals(Logic.LESS_EQUAL)) {
            return Optional.of(bounds.holds(less));
        }
        if (operator.equals(Logic.GREATER)) {
            return Optional.of(bounds.holds(more.plus(-1)));
        }
        if (operator.equals(Logic.GREATER_EQUAL)) {
            return Optional.of(bounds.holds(more));
        }
        if (operator.equals(Logic.EQUAL)) {
            return Optional.of(bounds.isZero(less));
        }
        return operator.equals(Logic.NOT_EQUAL) ? Optional.of(!bounds.isZero(less)) : Optional.empty();
    }
}
