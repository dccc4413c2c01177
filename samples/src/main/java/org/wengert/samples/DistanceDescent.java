package org.wengert.samples;

import java.util.Locale;
import java.util.Random;
import org.wengert.samples.generated.DeepNetwork;

/**
 * Brings the output of a deep network to y by the gradient of the distance itself. Its length does not shrink with the distance,
 * so a step is as long as the distance would fall along the gradient (Polyak's step for a minimum that is known to be 0).
 */
public final class DistanceDescent {

    private static final int LAYERS = 6;
    private static final int WIDTH = 4;

    private DistanceDescent() {}

    public static void main(String[] args) {
        double[] theta = Start.normal(new Random(4), LAYERS * (WIDTH * WIDTH + WIDTH), 1.0 / WIDTH);
        double[] x = {1, -1, 0.5, 2};
        double[] y = {0.5, -0.25, 0, 0.75};
        double[] thetaBar = new double[theta.length];
        DeepNetwork.distance norm = new DeepNetwork.distance(LAYERS, WIDTH);
        norm.gradient(theta, x, y, thetaBar);
        double square = Math.pow(Start.norm(thetaBar, 0, thetaBar.length), 2);
        System.out.printf(
                Locale.ROOT,
                "derivative along the gradient %.12f, its square %.12f%n",
                norm.tangent(theta, x, y, thetaBar),
                square);
        for (int step = 0; step <= 30; step++) {
            double value = norm.gradient(theta, x, y, thetaBar);
            if (step % 10 == 0) {
                System.out.printf(Locale.ROOT, "%2d steps: distance %.3e%n", step, value);
            }
            double length = value / Math.pow(Start.norm(thetaBar, 0, thetaBar.length), 2);
            for (int i = 0; i < theta.length; i++) {
                theta[i] -= length * thetaBar[i];
            }
        }
    }
}
