package org.wengert.check;

import java.util.Arrays;
import java.util.List;
import org.wengert.interpret.Tally;
import org.wengert.ir.Node;
import org.wengert.op.Tensor;

/** Makes an error in every number that an evaluation computes, so much larger than an ulp that it is exact beside it. */
final class Errors implements Tally {

    /** In ulps. */
    static final double SIZE = 0x1p12;

    private final Sampler sampler;

    Errors(Sampler sampler) {
        this.sampler = sampler;
    }

    double in(double x) {
        return x + x * sampler.rounding() * SIZE;
    }

    /** With errors in all numbers. */
    Tensor in(Tensor tensor) {
        return new Tensor(
                tensor.extents(), Arrays.stream(tensor.data()).map(this::in).toArray());
    }

    @Override
    public void computed(Node node, List<Tensor> operands, Tensor value) {
        if (node.type().isReal()) {
            Arrays.setAll(value.data(), k -> in(value.data()[k]));
        }
    }
}
