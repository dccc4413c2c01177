package org.wengert.op;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;

/**
 * A rewriting of an operator that is right wherever its operands are defined.
 *
 * @param text the equation with its side condition
 * @param rewriting an equal node, or empty where the pattern does not match
 * @param when it may be applied
 */
public record Identity(String text, Rewriting rewriting, When when) {

    /** At which time an identity may be applied. */
    public enum When {
        /** To a formula, and to its derivatives as they are made. */
        ALWAYS,
        /**
         * To what authors write alone. Derivatives are taken of the rewritten formula; where one happens to look like the left side, the
         * values that it shares would be computed twice.
         */
        AUTHORS,
        /** When every derivative has been taken, for only then it is right. */
        LAST
    }

    /** One that may be applied at any time. */
    public Identity(String text, Rewriting rewriting) {
        this(text, rewriting, When.ALWAYS);
    }

    Identity when(When time) {
        return new Identity(text, rewriting, time);
    }

    /** The right-hand side. */
    @FunctionalInterface
    public interface Rewriting {
        Optional<Node> at(Algebra g, List<Node> x);
    }
}
