package org.wengert.ssa;

import org.wengert.ir.Size;
import org.wengert.ir.Symbol;

/** The schedule by which some states of a loop are kept; two are equal if they are the same. */
public final class Checkpoints {

    private final Symbol slot;
    private final Symbol position;

    /**
     * A schedule.
     *
     * @param number unique within a program
     */
    Checkpoints(int number) {
        // With blanks, so that no name of an author's is the same.
        this.slot = new Symbol("slot of schedule " + number);
        this.position = new Symbol("position of schedule " + number);
    }

    /** Which of the states kept is stored, or is read. */
    public Size slot() {
        return Size.of(slot);
    }

    /** The iteration before which the state was that has been read. */
    public Size position() {
        return Size.of(position);
    }
}
