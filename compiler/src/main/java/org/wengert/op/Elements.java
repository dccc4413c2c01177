package org.wengert.op;

import java.util.List;
import java.util.function.Function;
import org.wengert.ir.Node;
import org.wengert.ir.Size;

/** What an operator says its elements with: the elements of its operands, arithmetic, and sums over further indices. */
public interface Elements {

    /** Arithmetic at the place where the element is computed. */
    Algebra algebra();

    /** The element of an operand. */
    Node of(Node array, List<Size> index);

    /** The sum of the terms for all indices from 0 to below {@code count}. */
    Node sum(Size count, Function<Size, Node> term);

    /** The sum over all places of what {@code term} makes of the elements that arrays of one shape have there. */
    Node total(List<Node> arrays, Function<List<Node>, Node> term);

    /** What one element of an operator's value is. */
    @FunctionalInterface
    interface Rule {
        Node at(Elements e, List<Node> x, List<Size> index);
    }
}
