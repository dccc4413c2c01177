package org.wengert.benchmarks.derivatives;

import java.util.Arrays;
import java.util.Random;

/** Where the mixture of Gaussians is evaluated. */
final class MixtureInputs {

    final int K;

    final int D;

    final int N;

    /** Logarithms of the weights but for a constant, K. */
    final double[] alpha;

    /** Means, K by D. */
    final double[] mu;

    /** Logarithms of the diagonals, K by D. */
    final double[] q;

    /** What is below the diagonals, by columns, K by D(D - 1)/2. */
    final double[] l;

    /** The points, N by D. */
    final double[] x;

    final double gamma;

    final double m;

    MixtureInputs(
            int K,
            int D,
            int N,
            double[] alpha,
            double[] mu,
            double[] q,
            double[] l,
            double[] x,
            double gamma,
            double m) {
        this.K = K;
        this.D = D;
        this.N = N;
        this.alpha = alpha;
        this.mu = mu;
        this.q = q;
        this.l = l;
        this.x = x;
        this.gamma = gamma;
        this.m = m;
    }

    /** Inputs in the format of ADBench, where the diagonal of a component and what is below it make one line. */
    static MixtureInputs read(String name) {
        NumberFile file = NumberFile.open(name);
        int D = file.integer();
        int K = file.integer();
        int N = file.integer();
        double[] alpha = file.reals(K);
        double[] mu = file.reals(K * D);
        int below = D * (D - 1) / 2;
        double[] q = new double[K * D];
        double[] l = new double[K * below];
        for (int k = 0; k < K; k++) {
            System.arraycopy(file.reals(D), 0, q, k * D, D);
            System.arraycopy(file.reals(below), 0, l, k * below, below);
        }
        double[] x = file.reals(N * D);
        return new MixtureInputs(K, D, N, alpha, mu, q, l, x, file.real(), file.real());
    }

    /** Inputs from the distributions of ADBench's: normal ones, and means from [0, 1). */
    static MixtureInputs draw(int D, int K, int N) {
        Random random = new Random(31337);
        double[] alpha = normal(random, K);
        double[] mu = random.doubles((long) K * D).toArray();
        double[] q = normal(random, K * D);
        double[] l = normal(random, K * D * (D - 1) / 2);
        return new MixtureInputs(K, D, N, alpha, mu, q, l, normal(random, N * D), 1, 0);
    }

    private static double[] normal(Random random, int count) {
        double[] numbers = new double[count];
        Arrays.setAll(numbers, i -> random.nextGaussian());
        return numbers;
    }
}
