package org.wengert.ssa;

import org.wengert.ir.Size;

/** Storage of an array; two are equal if they are the same. */
public final class Buffer {

    /** Whose it is. */
    public enum Owner {
        /** The caller's, which is only read. */
        ARGUMENT,
        /** The caller's, which is written. */
        RESULT,
        /** The program's own. */
        WORKSPACE
    }

    private final Owner owner;
    private final String hint;
    private final Size size;

    Buffer(Owner owner, String hint, Size size) {
        this.owner = owner;
        this.hint = hint;
        this.size = size;
    }

    public Owner owner() {
        return owner;
    }

    /** The name that it should have. */
    public String hint() {
        return hint;
    }

    /** The number of elements. */
    public Size size() {
        return size;
    }
}
