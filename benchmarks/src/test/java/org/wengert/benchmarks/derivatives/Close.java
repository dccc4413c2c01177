package org.wengert.benchmarks.derivatives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** How near to a reference a number is, as ADBench measures it. */
final class Close {

    /** Sums of thousands of terms in one order or another. */
    static final double ROUNDING = 1e-12;

    private Close() {}

    static void check(double actual, double expected) {
        double rho = Math.abs(actual - expected) / Math.max(1, Math.abs(actual) + Math.abs(expected));
        assertThat(rho).as("%s for %s", actual, expected).isLessThan(ROUNDING);
    }

    static void check(double[] actual, double... expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            check(actual[i], expected[i]);
        }
    }

    static double[] join(double[]... arrays) {
        return Arrays.stream(arrays).flatMapToDouble(Arrays::stream).toArray();
    }

    static double norm(double[] x) {
        return Math.sqrt(DoubleStream.of(x).map(e -> e * e).sum());
    }
}
