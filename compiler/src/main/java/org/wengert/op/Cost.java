package org.wengert.op;

/**
 * What evaluating once costs.
 *
 * @param flops additions, multiplications, divisions, square roots, comparisons that choose: one each; a sign is free
 * @param calls library functions
 */
public record Cost(long flops, long calls) {

    public static final Cost NONE = new Cost(0, 0);
    static final Cost FLOP = new Cost(1, 0);
    static final Cost CALL = new Cost(0, 1);

    /** How many flops a library call is counted as where one number is needed; measured calls take 10 to 40. */
    public static final int FLOPS_PER_CALL = 10;

    public Cost plus(Cost other) {
        return new Cost(flops + other.flops, calls + other.calls);
    }

    /** Flops and calls as one number. */
    public long work() {
        return flops + FLOPS_PER_CALL * calls;
    }
}
