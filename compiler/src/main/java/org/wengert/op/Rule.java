package org.wengert.op;

import java.util.List;
import org.wengert.ir.Node;

/**
 * The derivative with respect to one argument.
 *
 * @param text what it does to the tangent or cotangent {@code #} that meets it, in terms of the arguments ({@code x}, or
 *     {@code a, b, c}) and the value {@code y}: {@code #/(2*y)}
 * @param partial the same as graph
 */
public record Rule(String text, Body partial) {

    /** Builds the partial derivative. */
    @FunctionalInterface
    public interface Body {

        /**
         * The partial derivative at the arguments {@code x}, whose value is {@code y}.
         */
        Partial at(Algebra g, List<Node> x, Node y);
    }

    /** A derivative that vanishes: the operator is locally constant in this argument. */
    static Rule zero() {
        return new Rule("0", (g, x, y) -> Partial.ZERO);
    }

    /** Whether nothing passes here, known without a graph. */
    public boolean isZero() {
        return text.equals("0");
    }
}
