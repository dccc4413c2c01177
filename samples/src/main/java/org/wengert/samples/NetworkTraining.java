package org.wengert.samples;

import java.util.Locale;
import java.util.Random;
import org.wengert.samples.generated.ResidualNetwork;
import org.wengert.samples.generated.TwoLayers;

/** Gradients of networks: held to the closed form of two layers, and used to train both. */
public final class NetworkTraining {

    private static final int HIDDEN = 8;
    private static final int INPUTS = 2;
    private static final int POINTS = 50;

    private NetworkTraining() {}

    public static void main(String[] args) {
        twoLayers();
        residual();
    }

    private static double[] draw(Random random, int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    private static void descend(double[] x, double[] gradient, double step) {
        for (int i = 0; i < x.length; i++) {
            x[i] -= step * gradient[i];
        }
    }

    private static void twoLayers() {
        Random random = new Random(1);
        double[] u = draw(random, HIDDEN * INPUTS);
        double[] v = draw(random, HIDDEN);
        double[] a = draw(random, POINTS * INPUTS);
        double[] y = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            y[i] = Math.sin(2 * a[2 * i]) - a[2 * i + 1] / 2;
        }
        double[] uBar = new double[u.length];
        double[] vBar = new double[v.length];
        TwoLayers.loss squares = new TwoLayers.loss(HIDDEN, INPUTS, POINTS);
        squares.gradient(u, v, a, y, uBar, vBar);
        System.out.printf(
                Locale.ROOT,
                "two layers, largest distance from the closed form: %.1e%n",
                distance(u, v, a, y, uBar, vBar));
        for (int step = 0; step <= 2_000; step++) {
            double value = squares.gradient(u, v, a, y, uBar, vBar);
            if (step % 500 == 0) {
                System.out.printf(Locale.ROOT, "two layers, %4d steps: loss %.6f%n", step, value);
            }
            descend(u, uBar, 0.005);
            descend(v, vBar, 0.005);
        }
    }

    /** The gradients are the sums over the points of 2*r*s, and of 2*r*(V.*s.*(1-s))*a', with s = sigmoid(U*a). */
    private static double distance(double[] u, double[] v, double[] a, double[] y, double[] uBar, double[] vBar) {
        TwoLayers.network layers = new TwoLayers.network(HIDDEN, INPUTS);
        double[] uSum = new double[u.length];
        double[] vSum = new double[v.length];
        double[] point = new double[INPUTS];
        for (int i = 0; i < POINTS; i++) {
            System.arraycopy(a, i * INPUTS, point, 0, INPUTS);
            double r = layers.value(u, v, point) - y[i];
            for (int j = 0; j < HIDDEN; j++) {
                double s = 1 / (1 + Math.exp(-(u[j * INPUTS] * point[0] + u[j * INPUTS + 1] * point[1])));
                vSum[j] += 2 * r * s;
                for (int k = 0; k < INPUTS; k++) {
                    uSum[j * INPUTS + k] += 2 * r * v[j] * s * (1 - s) * point[k];
                }
            }
        }
        double largest = 0;
        for (int j = 0; j < vSum.length; j++) {
            largest = Math.max(largest, Math.abs(vSum[j] - vBar[j]));
        }
        for (int k = 0; k < uSum.length; k++) {
            largest = Math.max(largest, Math.abs(uSum[k] - uBar[k]));
        }
        return largest;
    }

    private static void residual() {
        int layers = 5;
        int width = 3;
        int hidden = 4;
        Random random = new Random(2);
        double[] u = draw(random, layers * width * hidden);
        double[] v = draw(random, layers * hidden * width);
        double[] x = draw(random, width);
        double[] y = {1, -1, 2};
        double[] uBar = new double[u.length];
        double[] vBar = new double[v.length];
        ResidualNetwork network = new ResidualNetwork(layers, width, hidden);
        for (int step = 0; step <= 200; step++) {
            double value = network.gradient(u, v, x, y, uBar, vBar);
            if (step % 100 == 0) {
                System.out.printf(Locale.ROOT, "residual network, %3d steps: distance %.3e%n", step, value);
            }
            descend(u, uBar, 0.02);
            descend(v, vBar, 0.02);
        }
    }
}
