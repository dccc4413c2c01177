package org.wengert.sparse;

import org.wengert.ir.Node;

/** How much is written of elements, all attempts together: what repeats itself in itself would take for ever. */
final class Work {

    /** It takes some seconds to write so many. */
    private static final int MOST = 10_000;

    private int left = MOST;

    void spend(Node node) {
        if (--left < 0) {
            throw new NoPatternException.TooManyCases(
                    "there are more than " + MOST + " operations in the kinds of rows together", node.span());
        }
    }
}
