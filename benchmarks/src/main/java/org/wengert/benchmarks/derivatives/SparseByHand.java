package org.wengert.benchmarks.derivatives;

import java.util.Arrays;

/** Entries of sparse matrices as one would write them by hand, in the order of the generated ones. */
final class SparseByHand {

    private SparseByHand() {}

    /** The Hessian of the chained function of Rosenbrock, of two numbers or more. */
    static void rosenbrock(double[] x, double[] entries) {
        int n = x.length;
        entries[0] = 2 + 1200 * x[0] * x[0] - 400 * x[1];
        for (int i = 1; i < n - 1; i++) {
            double a = x[i];
            entries[2 * i - 1] = -400 * x[i - 1];
            entries[2 * i] = 202 + 1200 * a * a - 400 * x[i + 1];
        }
        entries[2 * n - 3] = -400 * x[n - 2];
        entries[2 * n - 2] = 200;
    }

    /** The values of the equation of Bratu, and their Jacobian. */
    static void bratu(double[] u, double lambda, double[] values, double[] entries) {
        int n = u.length;
        double h = 1.0 / (n + 1);
        double factor = h * h * lambda;
        int next = 0;
        for (int i = 0; i < n; i++) {
            double slope = factor * Math.exp(u[i]);
            double left = i > 0 ? u[i - 1] : 0;
            double right = i + 1 < n ? u[i + 1] : 0;
            values[i] = left - 2 * u[i] + right + slope;
            if (i > 0) {
                entries[next++] = 1;
            }
            entries[next++] = slope - 2;
            if (i + 1 < n) {
                entries[next++] = 1;
            }
        }
    }

    /** The Hessian of the Lagrangian, term by term. */
    static void lagrangian(double[] x, double[] y, double sigma, double[] entries) {
        Arrays.fill(entries, 0);
        for (int i = 0; i + 1 < x.length; i++) {
            double b = x[i + 1];
            double d = b * b - x[i];
            entries[2 * i] += sigma * 202;
            entries[2 * i + 1] -= sigma * 400 * b;
            entries[2 * i + 2] += sigma * (400 * d + 800 * b * b);
        }
        for (int k = 0; k < y.length; k++) {
            double a = x[k];
            double b = x[k + 1];
            double c = x[k + 2];
            double w = y[k];
            double slope = Math.exp(a - b);
            double sines = -2 * Math.sin(b - c) * Math.sin(b + c);
            double cosines = 2 * Math.cos(b - c) * Math.cos(b + c);
            entries[2 * k] -= w * (2 + a) * slope;
            entries[2 * k + 1] += w * (1 + a) * slope;
            entries[2 * k + 2] += w * (18 * b - a * slope + sines + cosines);
            entries[2 * k + 4] += w * (sines - cosines);
        }
    }
}
