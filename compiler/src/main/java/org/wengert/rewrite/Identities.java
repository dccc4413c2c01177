package org.wengert.rewrite;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Rewriter;
import org.wengert.op.Algebra;
import org.wengert.op.Declared;
import org.wengert.op.Identity;
import org.wengert.op.ScalarOperator;

/**
 * Folds an operator at constants with the arithmetic of run time, and applies the first of its identities that matches;
 * the result was made the same way, so that a builder with this rewriter holds only simplified nodes.
 */
public final class Identities implements Rewriter {

    private final Identity.When stage;

    private Identities(Identity.When stage) {
        this.stage = stage;
    }

    /** Those for derivatives that are on their way. */
    public Identities() {
        this(Identity.When.ALWAYS);
    }

    /** With those too that are for what authors have written. */
    public static Identities ofAuthors() {
        return new Identities(Identity.When.AUTHORS);
    }

    /** With those too that are right when every derivative has been taken. */
    static Identities last() {
        return new Identities(Identity.When.LAST);
    }

    @Override
    public Optional<Node> rewrite(GraphBuilder g, Operator operator, List<Node> operands) {
        Algebra algebra = new Algebra(g);
        if (operator instanceof ScalarOperator scalar && isConstant(operands)) {
            return Optional.of(fold(g, scalar, operands));
        }
        return first(algebra, Declared.of(operator).identities(), operands)
                .map(node -> algebra.broadcast(
                        node,
                        operator.resultType(operands.stream().map(Node::type).toList())
                                .shape()));
    }

    private Optional<Node> first(Algebra g, List<Identity> identities, List<Node> operands) {
        for (Identity identity : identities) {
            Optional<Node> simpler = identity.when() == Identity.When.ALWAYS || identity.when() == stage
                    ? identity.rewriting().at(g, operands)
                    : Optional.empty();
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
