package org.wengert.rewrite;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Algebra;
import org.wengert.op.Arithmetic;

/**
 * The zeros of unit directions, which are there by structure: what is multiplied by one is such a zero again, whatever it is, and
 * adding one adds nothing.
 */
final class UnitArrays implements Rewriter {

    /** An integer that no program has: what stands for the zero until it is clear whether it is needed. */
    private static final Size ZERO = Size.of(new Symbol("the zero of a unit array"));

    private final Rewriter others;

    /**
     * A rewriter.
     *
     * @param others what else is simpler
     */
    UnitArrays(Rewriter others) {
        this.others = others;
    }

    static Node zero(GraphBuilder g) {
        return g.whole(ZERO);
    }

    private static boolean isZero(Node node) {
        return node.operation() instanceof Operation.Whole whole
                && whole.value().equals(ZERO);
    }

    /** {@code node} of {@code g}, or the constant where it is such a zero. */
    static Node plain(GraphBuilder g, Node node) {
        return isZero(node) ? g.constant(0) : node;
    }

    @Override
    public Optional<Node> rewrite(GraphBuilder g, Operator operator, List<Node> operands) {
        if (operands.stream().noneMatch(operand -> isZero(operand))) {
            return others.rewrite(g, operator, operands);
        }
        boolean first = isZero(operands.get(0));
        if (operator.equals(Arithmetic.MULTIPLY) || operator.equals(Arithmetic.NEGATE)) {
            return Optional.of(zero(g));
        }
        if (first && (operator.equals(Arithmetic.DIVIDE) || operator.equals(Arithmetic.GUARDED_DIVIDE))) {
            return Optional.of(zero(g));
        }
        if (operator.equals(Arithmetic.ADD)) {
            return Optional.of(operands.get(first ? 1 : 0));
        }
        if (operator.equals(Arithmetic.SUBTRACT)) {
            boolean both = first && isZero(operands.get(1));
            return Optional.of(both ? zero(g) : first ? new Algebra(g).negate(operands.get(1)) : operands.get(0));
        }
        return Optional.of(g.apply(
                operator, operands.stream().map(operand -> plain(g, operand)).toList()));
    }
}
