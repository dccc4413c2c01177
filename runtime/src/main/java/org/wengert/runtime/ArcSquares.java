package org.wengert.runtime;

/**
 * Derivatives of {@code acos(x)^2} and {@code acosh(x)^2}, which are smooth at 1 though {@code acos} and {@code acosh} are not: they are
 * y and -y of one function y(x) that solves {@code (1 - x^2)*y'' = x*y' + 2}, so that each derivative follows from the two before it. Near
 * 1 the power series {@code y = sum over n of 2*(2*w)^n/(n^2*(2*n)!/(n!)^2)}, w = 1 - x, is summed instead: that of the square of
 * {@code asin}, Abramowitz and Stegun 4.4.40 squared.
 */
public final class ArcSquares {

    private static final double LEAST_TERM = 0x1p-60;

    private ArcSquares() {}

    /** Derivative number {@code k} of {@code acos(x)^2}; NaN outside of -1 to 1. */
    public static double acosSquare(int k, double x) {
        if (!(x <= 1)) {
            return Double.NaN;
        }
        double arc = Math.acos(x);
        return x > 0 ? series(k, 1 - x) : recurrence(k, x, arc * arc, -2 * arc / Math.sqrt((1 - x) * (1 + x)));
    }

    /** Derivative number {@code k} of {@code acosh(x)^2}; NaN for x below 1. */
    public static double acoshSquare(int k, double x) {
        if (!(x >= 1)) {
            return Double.NaN;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return k == 0 ? x : 0;
        }
        double arc = Logarithms.acosh(x);
        return x < 2
                ? -series(k, 1 - x)
                : k == 0 ? arc * arc : -recurrence(k, x, -arc * arc, -2 * arc / Math.sqrt(x - 1) / Math.sqrt(x + 1));
    }

    private static double series(int k, double w) {
        int n = Math.max(k, 1);
        double term = 2;
        for (int m = 1; m < n; m++) {
            term *= (double) m * m / (2 * m + 1);
        }
        term *= k == 0 ? w : 1;
        double sum = 0;
        for (; Math.abs(term) > LEAST_TERM * Math.abs(sum); n++) {
            sum += term;
            term *= (double) n * n * w / ((2.0 * n + 1) * (n + 1 - k));
        }
        return k % 2 == 0 ? sum + term : -(sum + term);
    }

    private static double recurrence(int k, double x, double value, double slope) {
        double before = value;
        double now = slope;
        for (int i = 0; i + 1 < k; i++) {
            double next = (((2 * i + 1) * x * now + (i == 0 ? 2 : (double) i * i * before)) / (1 - x)) / (1 + x);
            before = now;
            now = next;
        }
        return k == 0 ? value : now;
    }
}
