package org.wengert.op;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;

/**
 * A rewriting of an operator that is right wherever its operands are defined.
 *
 * @param text the equation with its side condition
 * @param rewriting an equal node, or empty where the pattern does not match
 */
public record Identity(String text, Rewriting rewriting) {

    /** The right-hand side. */
    @FunctionalInterface
    public interface Rewriting {
        Optional<Node> at(Algebra g, List<Node> x);
    }
}
