package org.wengert.runtime;

/** Which factors of a matrix product are transposed; they lie in memory as they are, no transpose is formed. */
public enum Transposed {
    /** {@code a*b} */
    NEITHER(false, false),
    /** {@code a'*b} */
    LEFT(true, false),
    /** {@code a*b'} */
    RIGHT(false, true),
    /** {@code a'*b'} */
    BOTH(true, true);

    private final boolean left;
    private final boolean right;

    Transposed(boolean left, boolean right) {
        this.left = left;
        this.right = right;
    }

    public boolean left() {
        return left;
    }

    public boolean right() {
        return right;
    }
}
