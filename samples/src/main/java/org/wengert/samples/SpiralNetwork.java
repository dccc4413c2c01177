package org.wengert.samples;

import java.util.Arrays;
import java.util.Random;
import org.wengert.samples.generated.Spirals;

/** The weights of a network that tells spirals apart, with their gradient, and what descends along it. */
final class SpiralNetwork {

    final double[] v;
    final double[] w;
    final double[] b;
    final double[] out;

    /** The slopes below 0 of each layer. */
    final double[] slopes;

    private final int neurons;
    private final int layers;
    private final double[] vBar;
    private final double[] wBar;
    private final double[] bBar;
    private final double[] outBar;
    private final double[] slopesBar;

    private SpiralNetwork(int neurons, int layers, double[] v, double[] w, double[] out, double slope) {
        this.neurons = neurons;
        this.layers = layers;
        this.v = v;
        this.w = w;
        this.b = new double[(layers + 1) * neurons];
        this.out = out;
        this.slopes = new double[layers + 1];
        Arrays.fill(slopes, slope);
        vBar = new double[v.length];
        wBar = new double[w.length];
        bBar = new double[b.length];
        outBar = new double[out.length];
        slopesBar = new double[slopes.length];
    }

    /** Normal weights with the variance of Kaiming He and others. */
    static SpiralNetwork kaiming(Random random, int neurons, int layers, double slope) {
        return new SpiralNetwork(
                neurons,
                layers,
                Start.normal(random, neurons * 2, Start.kaiming(2, slope)),
                Start.normal(random, layers * neurons * neurons, Start.kaiming(neurons, slope)),
                Start.normal(random, neurons, 1.0 / neurons),
                slope);
    }

    /** All neurons of a layer alike. */
    static SpiralNetwork symmetric(int neurons, int layers) {
        double[] v = new double[neurons * 2];
        double[] w = new double[layers * neurons * neurons];
        double[] out = new double[neurons];
        Arrays.fill(v, Math.sqrt(Start.kaiming(2, 0)));
        Arrays.fill(w, 1.0 / neurons);
        Arrays.fill(out, 1.0 / neurons);
        return new SpiralNetwork(neurons, layers, v, w, out, 0);
    }

    Spirals.loss on(SpiralPoints points) {
        return new Spirals.loss(neurons, layers, points.count());
    }

    /** The loss, which leaves its gradient behind for a step. */
    double gradient(Spirals.loss logistic, SpiralPoints points) {
        return logistic.gradient(v, w, b, out, slopes, points.x, points.y, vBar, wBar, bBar, outBar, slopesBar);
    }

    /** Relus keep the slope 0; PReLUs learn theirs. */
    void step(double length, boolean slopesLearn) {
        descend(v, vBar, length);
        descend(w, wBar, length);
        descend(b, bBar, length);
        descend(out, outBar, length);
        if (slopesLearn) {
            descend(slopes, slopesBar, length);
        }
    }

    private static void descend(double[] x, double[] gradient, double length) {
        for (int i = 0; i < x.length; i++) {
            x[i] -= length * gradient[i];
        }
    }

    /** The part of the points that are on the right side. */
    double accuracy(SpiralPoints points) {
        double[] logits = new double[points.count()];
        new Spirals.logits(neurons, layers, points.count()).value(v, w, b, out, slopes, points.x, logits);
        int right = 0;
        for (int i = 0; i < logits.length; i++) {
            if (logits[i] > 0 == points.y[i] > 0) {
                right++;
            }
        }
        return (double) right / logits.length;
    }
}
