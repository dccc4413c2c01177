package org.wengert.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Points that random ones never are: zeros, ties, ends of domains, whole and half numbers, subnormal, tiny, huge and infinite ones;
 * all coordinates alike, or one of them among ordinary ones.
 */
final class SpecialPoints {

    private static final double[] NUMBERS = {
        0,
        1,
        -1,
        0.5,
        2,
        -2,
        Double.MIN_VALUE,
        -1e-310,
        1e-160,
        1e160,
        -1e300,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private static final double SMALLEST_MODERATE = 1e-5;
    private static final double LARGEST_MODERATE = 1e5;

    /** So many parameters are made special one by one. */
    private static final int MOST_ALONE = 3;

    private SpecialPoints() {}

    /**
     * 1 where functions may vanish with their derivatives, at whole and half numbers, and else 0: what the error of differences is
     * beside, at the least.
     */
    static double least(double[] point) {
        return Arrays.stream(point).anyMatch(x -> 2 * x == Math.rint(2 * x)) ? 1 : 0;
    }

    /** Those whose numbers are 0 or neither tiny nor huge, where differences with few digits say something too. */
    static List<double[]> moderate(int n, Sampler sampler) {
        return of(n, sampler).stream()
                .filter(point -> Arrays.stream(point)
                        .map(Math::abs)
                        .allMatch(x -> x == 0 || (x >= SMALLEST_MODERATE && x <= LARGEST_MODERATE)))
                .toList();
    }

    /** Points of {@code n} numbers; none of none. */
    static List<double[]> of(int n, Sampler sampler) {
        List<double[]> points = new ArrayList<>();
        for (int k = 0; k < NUMBERS.length && n > 0; k++) {
            double[] alike = new double[n];
            Arrays.fill(alike, NUMBERS[k]);
            points.add(alike);
            for (int i = 0; n > 1 && i < Math.min(n, MOST_ALONE); i++) {
                double[] alone = sampler.point(n);
                alone[(i + k) % n] = NUMBERS[k];
                points.add(alone);
            }
        }
        IntStream.range(0, n > 1 ? MOST_ALONE : 0).forEach(tie -> {
            double[] point = sampler.point(n);
            point[(tie + 1) % n] = point[tie % n];
            points.add(point);
        });
        return points;
    }
}
