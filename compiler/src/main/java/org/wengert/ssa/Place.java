package org.wengert.ssa;

import org.wengert.ir.Size;

/** Where the first element of an array lies; the others follow it by rows, without gaps. */
public record Place(Buffer buffer, Size offset) {

    static Place of(Buffer buffer) {
        return new Place(buffer, Size.ZERO);
    }

    /** The place some elements further on. */
    public Place plus(Size elements) {
        return new Place(buffer, offset.plus(elements));
    }
}
