package org.wengert.samples;

import java.util.Locale;
import org.wengert.samples.generated.LogSqrt;

/**
 * Why not difference quotients: their error first falls with the step, then the cancellation of nearly equal numbers takes
 * over; and they cost an evaluation for each parameter, where the gradient costs about one and a half in all.
 */
public final class FiniteDifferences {

    private FiniteDifferences() {}

    public static void main(String[] args) {
        double[] gradient = new double[2];
        double value = LogSqrt.gradient(2, 3, gradient);
        System.out.printf(Locale.ROOT, "%10s %14s %14s%n", "step", "forward error", "central error");
        for (int k = 1; k <= 15; k++) {
            double h = Math.pow(10, -k);
            double forward = (LogSqrt.value(2 + h, 3) - value) / h;
            double central = (LogSqrt.value(2 + h, 3) - LogSqrt.value(2 - h, 3)) / (2 * h);
            System.out.printf(
                    Locale.ROOT,
                    "%10.0e %14.2e %14.2e%n",
                    h,
                    Math.abs(forward - gradient[0]),
                    Math.abs(central - gradient[0]));
        }
        System.out.println("evaluations: 3 for forward differences, 4 for central ones, 1 gradient");
    }
}
