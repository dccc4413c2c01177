package org.wengert.benchmarks.derivatives;

/** Where the network of two layers is evaluated. */
final class TwoLayerInputs {

    final int n;

    final int d;

    final int p;

    /** Weights of the first layer, p by d. */
    final double[] U;

    /** Weights of the second one, p. */
    final double[] v;

    /** The points, n by d. */
    final double[] A;

    /** What the network should give, n. */
    final double[] y;

    TwoLayerInputs(int n, int d, int p, double[] U, double[] v, double[] A, double[] y) {
        this.n = n;
        this.d = d;
        this.p = p;
        this.U = U;
        this.v = v;
        this.A = A;
        this.y = y;
    }

    static TwoLayerInputs of(int n, int d, int p) {
        return new TwoLayerInputs(
                n,
                d,
                p,
                Uniform.fill(p * d, 0, 1, -0.5),
                Uniform.fill(p, 100_000, 1, -0.5),
                Uniform.fill(n * d, 200_000, 2, -1),
                Uniform.fill(n, 300_000, 1, 0));
    }
}
