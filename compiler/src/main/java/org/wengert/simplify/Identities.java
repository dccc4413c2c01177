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
import org.wengert.op.ArrayOperator;
import org.wengert.op.Identity;
import org.wengert.op.ScalarOperator;

/**
 * Folds an operator at constants with the arithmetic of run time, and applies the first of its identities that matches;
 * the result was made the same way, so that a builder with this rewriter holds only simplified nodes.
 */
public final class Identities implements Rewriter {

    private final boolean ofAuthors;

    private Identities(boolean ofAuthors) {
        this.ofAuthors = ofAuthors;
    }

    /** All identities, for what authors have written. */
    public static Identities all() {
        return new Identities(true);
    }

    /** Those that serve derivatives too. */
    public Identities() {
        this(false);
    }

    @Override
    public Optional<Node> rewrite(GraphBuilder g, Operator operator, List<Node> operands) {
        Algebra algebra = new Algebra(g);
        if (operator instanceof ArrayOperator array) {
            return first(algebra, array.identities(), operands);
        }
        ScalarOperator scalar = (ScalarOperator) operator;
        if (isConstant(operands)) {
            return Optional.of(fold(g, scalar, operands));
        }
        Type type = scalar.resultType(operands.stream().map(Node::type).toList());
        return first(algebra, scalar.identities(), operands).map(node -> algebra.broadcast(node, type.shape()));
    }

    private Optional<Node> first(Algebra g, List<Identity> identities, List<Node> operands) {
        for (Identity identity : identities) {
            Optional<Node> simpler =
                    ofAuthors || !identity.primal() ? identity.rewriting().at(g, operands) : Optional.empty();
            if (simpler.isPresent()) {
                return simpler;
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

    private static Node fold(GraphBuilder g, ScalarOperator operator, List<Node> operands) {
        double value = operator.evaluate(
                operands.stream().mapToDouble(Identities::constant).toArray());
        return operator.resultType().isBoolean() ? g.truth(value != 0) : g.constant(value);
    }

    private static double constant(Node node) {
        return node.operation() instanceof Operation.Constant constant
                ? constant.value()
                : ((Operation.Truth) node.operation()).value() ? 1 : 0;
    }
}
