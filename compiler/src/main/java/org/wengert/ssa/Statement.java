package org.wengert.ssa;

import java.util.List;
import org.wengert.ir.Node;

/** A line of a Wengert list. */
public sealed interface Statement {

    /** {@code node = operator(operands)}; unnamed operands that only this line reads are written in place. */
    record Define(Node node) implements Statement {}

    /** The result {@code item} of the region around takes the value of {@code value}. */
    record Assign(Node item, Node value) implements Statement {}

    /** {@code results} are what the body chosen assigns. */
    record Choose(Node condition, List<Node> results, List<Statement> then, List<Statement> otherwise)
            implements Statement {}
}
