package org.wengert.samples;

import java.util.Random;

/** Numbers to start from: normal ones for weights, and how long a part of an array is. */
final class Start {

    private Start() {}

    /** Numbers with mean 0 and this variance. */
    static double[] normal(Random random, int count, double variance) {
        double[] x = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = Math.sqrt(variance) * random.nextGaussian();
        }
        return x;
    }

    /**
     * The variance with which a layer of inputs neurons hands on the mean square of what it is given: half of the square is lost
     * where a neuron has slope 0 below 0, and less where it has the slope a (He, Zhang, Ren and Sun, Delving deep into rectifiers,
     * 2015).
     */
    static double kaiming(int inputs, double a) {
        return 2 / ((1 + a * a) * inputs);
    }

    static double norm(double[] x, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += x[i] * x[i];
        }
        return Math.sqrt(sum);
    }
}
