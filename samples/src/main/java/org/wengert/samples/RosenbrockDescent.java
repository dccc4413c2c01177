package org.wengert.samples;

import java.util.Locale;
import org.wengert.samples.generated.Rosenbrock;

/** Steepest descent with halved steps, which creeps along the valley, and Newton's method, which does not. */
public final class RosenbrockDescent {

    private RosenbrockDescent() {}

    public static void main(String[] args) {
        descend(10_000);
        newton(8);
    }

    private static void descend(int steps) {
        double[] x = {-1.2, 1};
        double[] gradient = new double[2];
        for (int step = 0; step < steps; step++) {
            double value = Rosenbrock.gradient(x, gradient);
            double slope = gradient[0] * gradient[0] + gradient[1] * gradient[1];
            double length = 1;
            while (Rosenbrock.value(x[0] - length * gradient[0], x[1] - length * gradient[1])
                    > value - 1e-4 * length * slope) {
                length /= 2;
            }
            x[0] -= length * gradient[0];
            x[1] -= length * gradient[1];
        }
        System.out.printf(
                Locale.ROOT,
                "steepest descent, %5d steps: f(%.9f, %.9f) = %.3e%n",
                steps,
                x[0],
                x[1],
                Rosenbrock.value(x));
    }

    private static void newton(int steps) {
        double[] x = {-1.2, 1};
        double[] g = new double[2];
        double[] h = new double[4];
        for (int step = 0; step < steps; step++) {
            Rosenbrock.hessian(x, g, h);
            double det = h[0] * h[3] - h[1] * h[2];
            x[0] -= (h[3] * g[0] - h[1] * g[1]) / det;
            x[1] -= (h[0] * g[1] - h[2] * g[0]) / det;
        }
        System.out.printf(
                Locale.ROOT,
                "Newton's method,  %5d steps: f(%.9f, %.9f) = %.3e%n",
                steps,
                x[0],
                x[1],
                Rosenbrock.value(x));
    }
}
