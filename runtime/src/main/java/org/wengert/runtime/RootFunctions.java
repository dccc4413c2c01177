package org.wengert.runtime;

/**
 * Derivatives of {@code cos(sqrt(x))} and {@code cosh(sqrt(x))}, which are smooth at 0 though the root is not. Both solve
 * {@code 4*x*y'' + 2*y' = s*y}, s being -1 and 1, so that each derivative follows from the two before it; near 0 the power series
 * {@code y = sum of s^m*x^m/(2*m)!} is summed instead.
 */
public final class RootFunctions {

    private static final double LEAST_TERM = 0x1p-60;

    private RootFunctions() {}

    /** Derivative number {@code k} of {@code cos(sqrt(x))}; NaN for x below 0, as the root is; where x is infinite derivatives are 0. */
    public static double cosRoot(int k, double x) {
        if (x == Double.POSITIVE_INFINITY && k > 0) {
            return 0;
        }
        double root = Math.sqrt(x);
        double sine = Math.sin(root);
        return x < 4 * (k + 1) ? series(k, x, -1) : recurrence(k, x, -1, Math.cos(root), -sine / (2 * root));
    }

    /**
     * Derivative number {@code k} of {@code cos(norm)} in the square of the norm; where the square is infinite and the norm is not, from
     * the norm, and from the second derivative on, which is no double there, NaN.
     */
    public static double cosNorm(int k, double square, double norm) {
        if (square == Double.POSITIVE_INFINITY && norm < Double.POSITIVE_INFINITY) {
            return k == 0 ? Math.cos(norm) : k == 1 ? -Math.sin(norm) / (2 * norm) : Double.NaN;
        }
        return norm >= 0 ? cosRoot(k, square) : Double.NaN;
    }

    /** {@code 1 - cos(norm)}, from the square unless that is infinite. */
    public static double oneMinusCosNorm(double square, double norm) {
        if (!(norm >= 0)) {
            return Double.NaN;
        }
        double sine = Math.sin(0.5 * (square == Double.POSITIVE_INFINITY ? norm : Math.sqrt(square)));
        return 2 * sine * sine;
    }

    /**
     * Derivative number {@code k}, in the square, of Stumpff's function {@code (1 - cos(norm))/norm^2} or {@code (norm - sin(norm))/norm^3},
     * the sum of {@code (-square)^m/(2*m + j)!} with {@code j} 2 or 3; where the square is infinite and the norm is not, 0.
     */
    public static double stumpff(int j, int k, double square, double norm) {
        if (square == Double.POSITIVE_INFINITY) {
            return norm >= 0 ? 0 : Double.NaN;
        }
        if (!(norm >= 0)) {
            return Double.NaN;
        }
        if (square < 4 * (k + 1)) {
            return stumpffSeries(j, k, square);
        }
        // square*y is 1 less the function two before, cos or sin(norm)/norm, which is -2 times the derivative of cos.
        double y = (1 - (j == 2 ? cosRoot(0, square) : -2 * cosRoot(1, square))) / square;
        for (int i = 1; i <= k; i++) {
            double before = j == 2 ? cosRoot(i, square) : -2 * cosRoot(i + 1, square);
            y = -(before + i * y) / square;
        }
        return y;
    }

    /** The sum, over m from 0, of {@code (-1)^(m + k)*x^m*(m + k)!/(m!*(2*m + 2*k + j)!)}. */
    private static double stumpffSeries(int j, int k, double x) {
        double term = j == 2 ? 0.5 : 1.0 / 6;
        for (int m = 1; m <= k; m++) {
            term *= -m / ((2.0 * m + j - 1) * (2 * m + j));
        }
        double sum = 0;
        for (int m = 1; Math.abs(term) > LEAST_TERM * Math.abs(sum); m++) {
            sum += term;
            term *= -x * (m + k) / (m * (2.0 * (m + k) + j - 1) * (2 * (m + k) + j));
        }
        return sum + term;
    }

    /** Derivative number {@code k} of {@code cosh(sqrt(x))}; NaN for x below 0. */
    public static double coshRoot(int k, double x) {
        double root = Math.sqrt(x);
        return x < 100 * (k + 1) ? series(k, x, 1) : recurrence(k, x, 1, Math.cosh(root), Math.sinh(root) / (2 * root));
    }

    /** The sum, over m from 0, of {@code s^(m + k)*x^m*(m + k)!/(m!*(2*m + 2*k)!)}. */
    private static double series(int k, double x, int s) {
        if (!(x >= 0)) {
            return Double.NaN;
        }
        double term = 1;
        for (int m = 1; m <= k; m++) {
            term *= s * 0.5 / (2 * m - 1);
        }
        double sum = 0;
        for (int m = 1; Math.abs(term) > LEAST_TERM * Math.abs(sum); m++) {
            sum += term;
            term *= s * x / (2.0 * m * (2 * (m + k) - 1));
        }
        return sum + term;
    }

    private static double recurrence(int k, double x, int s, double value, double slope) {
        double before = value;
        double now = slope;
        for (int i = 0; i + 1 < k; i++) {
            double next = (s * before - (4 * i + 2) * now) / (4 * x);
            before = now;
            now = next;
        }
        return k == 0 ? value : now;
    }
}
