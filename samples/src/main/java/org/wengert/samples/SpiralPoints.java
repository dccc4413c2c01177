package org.wengert.samples;

import java.util.Random;

/** Points on two spirals that wind around each other, one class each: x has a column for each point, y is 1 or 0. */
final class SpiralPoints {

    final double[] x;
    final double[] y;

    private static final double TURNS = 1.25;
    private static final double NOISE = 0.12;

    private SpiralPoints(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /** Room for so many points. */
    static SpiralPoints room(int count) {
        return new SpiralPoints(new double[2 * count], new double[count]);
    }

    /** Points in no order, half of them of each class. */
    static SpiralPoints draw(Random random, int count) {
        double[] x = new double[2 * count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            y[i] = i % 2;
            double part = Math.sqrt(random.nextDouble());
            double radius = 0.2 + 1.8 * part;
            double angle = 2 * Math.PI * TURNS * part + Math.PI * y[i];
            x[i] = radius * Math.cos(angle) + NOISE * random.nextGaussian();
            x[count + i] = radius * Math.sin(angle) + NOISE * random.nextGaussian();
        }
        return new SpiralPoints(x, y);
    }

    int count() {
        return y.length;
    }

    /** Writes the points with these numbers into a batch. */
    void copy(int[] numbers, int from, SpiralPoints batch) {
        int size = batch.count();
        for (int i = 0; i < size; i++) {
            int number = numbers[from + i];
            batch.x[i] = x[number];
            batch.x[size + i] = x[count() + number];
            batch.y[i] = y[number];
        }
    }
}
