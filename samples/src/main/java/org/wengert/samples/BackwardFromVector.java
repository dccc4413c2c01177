package org.wengert.samples;

import java.util.Arrays;
import org.wengert.samples.generated.VectorAdjoint;

/**
 * A vector has no gradient, but a gradient for each weighting v of its elements: where other libraries say
 * {@code e.backward([-5, 2, 6])}, the adjoint takes v as its cotangent and gives J'*v at the cost of one backward sweep.
 */
public final class BackwardFromVector {

    private BackwardFromVector() {}

    public static void main(String[] args) {
        double[] x = {1, 2, 0};
        double[] v = {-5, 2, 6};
        double[] e = new double[3];
        double[] xBar = new double[3];
        new VectorAdjoint.e().adjoint(x, v, e, xBar);
        System.out.println("e(x)    " + Arrays.toString(e));
        System.out.println("adjoint " + Arrays.toString(xBar));
        new VectorAdjoint.product().value(x, v, xBar);
        System.out.println("J'*v    " + Arrays.toString(xBar));
    }
}
