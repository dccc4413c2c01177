package org.wengert.op;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;

/**
 * A rewriting of an operator that is right wherever its operands are defined.
 *
 * @param text the equation with its side condition
 * @param rewriting an equal node, or empty where the pattern does not match
 * @param last whether it is right only when every derivative has been taken
 */
public record Identity(String text, Rewriting rewriting, boolean last) {

    /** One that may be applied at any time. */
    public Identity(String text, Rewriting rewriting) {
        this(text, rewriting, false);
    }

    /** The right-hand side. */
    @FunctionalInterface
    public interface Rewriting {
        Optional<Node> at(Algebra g, List<Node> x);
    }
}
