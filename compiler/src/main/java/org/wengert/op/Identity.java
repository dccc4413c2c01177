package org.wengert.op;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;

/**
 * A rewriting of an operator that is right wherever its operands are defined.
 *
 * @param text the equation with its side condition
 * @param rewriting an equal node, or empty where the pattern does not match
 * @param primal whether it is for what authors write alone: derivatives are taken of the rewritten formula, and where they happen to
 *     look like its left side the values that they share would be computed twice
 */
public record Identity(String text, Rewriting rewriting, boolean primal) {

    public Identity(String text, Rewriting rewriting) {
        this(text, rewriting, false);
    }

    Identity ofAuthors() {
        return new Identity(text, rewriting, true);
    }

    /** The right-hand side. */
    @FunctionalInterface
    public interface Rewriting {
        Optional<Node> at(Algebra g, List<Node> x);
    }
}
