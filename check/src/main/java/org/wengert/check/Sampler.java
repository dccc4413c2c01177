package org.wengert.check;

import java.util.SplittableRandom;

/** Draws points with four decimals, some near zero, some positive, some in the unit interval, some large. */
final class Sampler {

    private static final double DECIMALS = 1e4;

    private final SplittableRandom random;

    Sampler(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A point all of whose coordinates come from one range, or each from its own. */
    double[] point(int n) {
        boolean alike = random.nextBoolean();
        int common = random.nextInt(RANGES.length);
        double[] point = new double[n];
        for (int i = 0; i < n; i++) {
            point[i] = draw(RANGES[alike ? common : random.nextInt(RANGES.length)]);
        }
        return point;
    }

    /** A vector of numbers between -1 and 1. */
    double[] direction(int n) {
        double[] direction = new double[n];
        for (int i = 0; i < n; i++) {
            direction[i] = draw(new double[] {-1, 1});
        }
        return direction;
    }

    /** A number with a short decimal form whose size is between 1/4 and 1. */
    double weight() {
        return (random.nextBoolean() ? 1 : -1) * (4 + random.nextInt(13)) / 16.0;
    }

    /** A relative error of at most an ulp. */
    double rounding() {
        return (2 * random.nextDouble() - 1) * 0x1p-52;
    }

    private static final double[][] RANGES = {{-3, 3}, {0, 4}, {0, 1}, {-1, 1}, {-20, 20}, {1, 5}};

    private double draw(double[] range) {
        double x = range[0] + random.nextDouble() * (range[1] - range[0]);
        return Math.rint(x * DECIMALS) / DECIMALS;
    }
}
