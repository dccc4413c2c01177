package org.wengert.ir;

import java.util.List;
import java.util.Optional;

/** What a builder asks before it makes the node of an operator: an equal value that is simpler. */
@FunctionalInterface
public interface Rewriter {

    /** Makes every node as asked. */
    Rewriter NONE = (g, operator, operands) -> Optional.empty();

    /** A node of {@code g} with the value of {@code operator} at {@code operands}, or empty to make it as it is. */
    Optional<Node> rewrite(GraphBuilder g, Operator operator, List<Node> operands);
}
