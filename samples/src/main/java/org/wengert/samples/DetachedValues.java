package org.wengert.samples;

import java.util.Arrays;
import java.util.Locale;
import org.wengert.samples.generated.Detached;

/** What {@code stop_gradient} does: the value passes, the derivative does not. */
public final class DetachedValues {

    private DetachedValues() {}

    public static void main(String[] args) {
        double[] slope = new double[1];
        double cube = Detached.cube.gradient(3, slope);
        System.out.printf(Locale.ROOT, "x^2*x at 3 with x^2 detached: %.1f, derivative %.1f%n", cube, slope[0]);
        double rounded = Detached.rounded.gradient(2.7, slope);
        System.out.printf(Locale.ROOT, "2.7 rounded: %.1f, derivative %.1f%n", rounded, slope[0]);

        double[] uBar = new double[4];
        double[] vBar = new double[2];
        new Detached.heldLoss(2, 2, 1)
                .gradient(
                        new double[] {1, -1, 0.5, 2},
                        new double[] {1, -1},
                        new double[] {0.5, 0.25},
                        new double[] {1},
                        uBar,
                        vBar);
        System.out.println("layer that is held " + Arrays.toString(uBar));
        System.out.println("layer that learns  " + Arrays.toString(vBar));

        double[] wBar = new double[2];
        double error = new Detached.temporalDifference(2)
                .gradient(new double[] {0.5, 1}, new double[] {1, 2}, new double[] {3, 1}, 1, 0.5, wBar);
        System.out.println("temporal difference " + error + ", gradient " + Arrays.toString(wBar));
    }
}
