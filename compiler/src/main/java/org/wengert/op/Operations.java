package org.wengert.op;

import java.util.List;
import org.wengert.ir.Amount;
import org.wengert.ir.Shape;

/**
 * What evaluating once costs, for all sizes: {@link Cost} as functions of them. A fused multiplication and addition are two
 * flops.
 */
public record Operations(Amount flops, Amount calls) {

    public static final Operations NONE = new Operations(Amount.NONE, Amount.NONE);
    public static final Operations FLOP = flops(Amount.of(1));

    /** What a kernel costs at operands of some shapes. */
    @FunctionalInterface
    interface OfKernel {
        Operations at(List<Shape> operands);
    }

    public static Operations of(Cost cost) {
        return new Operations(Amount.of(cost.flops()), Amount.of(cost.calls()));
    }

    public static Operations flops(Amount flops) {
        return new Operations(flops, Amount.NONE);
    }

    public Operations plus(Operations other) {
        return new Operations(flops.plus(other.flops), calls.plus(other.calls));
    }

    public Operations times(Amount count) {
        return new Operations(flops.times(count), calls.times(count));
    }

    /** So many for each value of an index. */
    public Operations sum(Amount.Range range, List<Amount.Range> around) {
        return new Operations(flops.sum(range, around), calls.sum(range, around));
    }

    /** The larger of either number. */
    public Operations max(Operations other) {
        return new Operations(flops.max(other.flops), calls.max(other.calls));
    }

    /** Flops and calls as one number. */
    public Amount work() {
        return flops.plus(calls.times(Cost.FLOPS_PER_CALL));
    }
}
