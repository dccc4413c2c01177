package org.wengert.benchmarks.derivatives;

import java.util.Arrays;

/** The loss of the network of two layers and its gradient, point by point. */
final class TwoLayersByHand {

    private final int n;
    private final int d;
    private final int p;
    private final double[] transposed;
    private final double[] z;

    TwoLayersByHand(int p, int d, int n) {
        this.n = n;
        this.d = d;
        this.p = p;
        this.transposed = new double[d * p];
        this.z = new double[p];
    }

    double value(double[] U, double[] v, double[] A, double[] y) {
        transpose(U);
        double loss = 0;
        for (int i = 0; i < n; i++) {
            double r = output(v, A, i) - y[i];
            loss += r * r;
        }
        return loss;
    }

    double gradient(double[] U, double[] v, double[] A, double[] y, double[] uBar, double[] vBar) {
        transpose(U);
        Arrays.fill(uBar, 0);
        Arrays.fill(vBar, 0);
        double loss = 0;
        for (int i = 0; i < n; i++) {
            double r = output(v, A, i) - y[i];
            loss += r * r;
            for (int k = 0; k < p; k++) {
                double s = z[k];
                vBar[k] += 2 * r * s;
                double zBar = 2 * r * v[k] * s * (1 - s);
                int row = k * d;
                int point = i * d;
                for (int j = 0; j < d; j++) {
                    uBar[row + j] += zBar * A[point + j];
                }
            }
        }
        return loss;
    }

    /** Rows of U' are as long as the first layer is wide, so that sums over them run along storage. */
    private void transpose(double[] U) {
        for (int k = 0; k < p; k++) {
            for (int j = 0; j < d; j++) {
                transposed[j * p + k] = U[k * d + j];
            }
        }
    }

    /** The network at point i; leaves the first layer in {@code z}. */
    private double output(double[] v, double[] A, int i) {
        Arrays.fill(z, 0);
        for (int j = 0; j < d; j++) {
            double a = A[i * d + j];
            int row = j * p;
            for (int k = 0; k < p; k++) {
                z[k] += a * transposed[row + k];
            }
        }
        double output = 0;
        for (int k = 0; k < p; k++) {
            double s = 1 / (1 + Math.exp(-z[k]));
            z[k] = s;
            output += v[k] * s;
        }
        return output;
    }
}
