package org.wengert.simplify;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.Identity;
import org.wengert.op.ScalarOperator;

/**
 * Folds an operator at constants with the arithmetic of run time, and applies the first of its identities that matches;
 * the result was made the same way, so that a builder with this rewriter holds only simplified nodes.
 */
public final class Identities implements Rewriter {

    @Override
    public Optional<Node> rewrite(GraphBuilder g, Operator operator, List<Node> operands) {
        if (isConstant(operands)) {
            return Optional.of(fold(g, operator, operands));
        }
        if (operator instanceof ScalarOperator scalar) {
            Algebra algebra = new Algebra(g);
            for (Identity identity : scalar.identities()) {
                Optional<Node> simpler = identity.rewriting().at(algebra, operands);
                if (simpler.isPresent()) {
                    return simpler;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isConstant(List<Node> operands) {
        for (Node operand : operands) {
            if (!operand.isConstant()) {
                return false;
            }
        }
        return true;
    }

    private static Node fold(GraphBuilder g, Operator operator, List<Node> operands) {
        double value = operator.evaluate(
                operands.stream().mapToDouble(Identities::constant).toArray());
        return operator.resultType() == Type.BOOLEAN ? g.truth(value != 0) : g.constant(value);
    }

    private static double constant(Node node) {
        return node.operation() instanceof Operation.Constant constant
                ? constant.value()
                : ((Operation.Truth) node.operation()).value() ? 1 : 0;
    }
}
