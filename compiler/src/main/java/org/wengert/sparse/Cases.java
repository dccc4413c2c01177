package org.wengert.sparse;

import java.io.Serial;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;

/**
 * That something holds for some values of an index and not for others: what is written for all of them has to be written for
 * two ranges of it. {@code i - 1 >= 0} holds from {@code i = 1} on.
 */
final class Cases extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Symbol index;
    private final transient Size from;
    private final transient Size below;
    private final transient Size above;

    /**
     * Two ranges.
     *
     * @param from the first index of the second range
     * @param below not negative in the first range
     * @param above not negative in the second one
     */
    Cases(Symbol index, Size from, Size below, Size above) {
        super("cases", null, false, false);
        this.index = index;
        this.from = from;
        this.below = below;
        this.above = above;
    }

    Symbol index() {
        return index;
    }

    Size from() {
        return from;
    }

    Size below() {
        return below;
    }

    Size above() {
        return above;
    }
}
