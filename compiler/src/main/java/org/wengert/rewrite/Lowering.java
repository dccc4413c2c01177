package org.wengert.rewrite;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;
import org.wengert.ir.Rewriter;
import org.wengert.op.Algebra;
import org.wengert.op.ScalarOperator;

/** Replaces the operators that Java does not compute as they are by what they are made of, and simplifies the rest. */
public final class Lowering implements Rewriter {

    private final Rewriter identities = Identities.last();

    @Override
    public Optional<Node> rewrite(GraphBuilder g, Operator operator, List<Node> operands) {
        Optional<Node> simpler = identities.rewrite(g, operator, operands);
        if (simpler.isPresent()) {
            return simpler;
        }
        return operator instanceof ScalarOperator scalar
                ? scalar.lowering().map(to -> to.at(new Algebra(g), operands))
                : Optional.empty();
    }
}
