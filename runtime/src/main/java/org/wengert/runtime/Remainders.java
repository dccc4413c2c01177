package org.wengert.runtime;

import java.util.stream.IntStream;

/** What is left of a function when the first term of its series at 0 is taken away or divided by: series near 0, the formula beyond. */
public final class Remainders {

    private static final int TERMS = 32;

    /** Of sin(x) - x, in powers of x² from x³ on; those of sinh without the signs. */
    private static final double[] SINE = coefficients(k -> (k % 2 == 0 ? -1 : 1) / factorial(2 * k + 3));

    private static final double[] TANGENT = coefficients(k -> {
        double power = Math.pow(4, k + 2);
        return power * (power - 1) * Math.abs(ExponentialFunctions.bernoulliOverFactorial(2 * k + 4));
    });

    private static final double[] ARC_TANGENT = coefficients(k -> (k % 2 == 0 ? -1.0 : 1.0) / (2 * k + 3));

    private static final double[] ARC_SINE = arcSine();

    private static final double[] EXPONENTIAL = coefficients(k -> 1 / factorial(k + 2));

    private static final double[] LOGARITHM = coefficients(k -> (k % 2 == 0 ? -1.0 : 1.0) / (k + 2));

    /** Of coth(x) - 1/x, in odd powers: 4ᵏ B(2k)/(2k)!. */
    private static final double[] COTANGENT = IntStream.range(0, 80)
            .mapToDouble(k -> Math.scalb(ExponentialFunctions.bernoulliOverFactorial(2 * k + 2), 2 * k + 2))
            .toArray();

    /** So many are all digits of values and of the first derivatives up to 1. */
    private static final int FIRST = 28;

    private Remainders() {}

    private static double[] coefficients(java.util.function.IntToDoubleFunction term) {
        return IntStream.range(0, TERMS).mapToDouble(term).toArray();
    }

    private static double factorial(int n) {
        double product = 1;
        for (int k = 2; k <= n; k++) {
            product *= k;
        }
        return product;
    }

    private static double[] arcSine() {
        double[] c = new double[TERMS];
        double binomial = 1;
        for (int k = 0; k < TERMS; k++) {
            binomial *= (2 * k + 1.0) / (2 * k + 2);
            c[k] = binomial / (2 * k + 3);
        }
        return c;
    }

    private static double series(double[] c, double x) {
        double sum = 0;
        for (int k = TERMS - 1; k >= 0; k--) {
            sum = sum * x + c[k];
        }
        return sum;
    }

    /** x³ times the series in x². */
    private static double cubic(double[] c, double x, double square) {
        return x * x * x * series(c, square);
    }

    /** x³ times a series whose signs alternate, without them. */
    private static double alternating(double[] c, double x) {
        return -cubic(c, x, -x * x);
    }

    /** sin(x) - x. */
    public static double sin(double x) {
        return Math.abs(x) < 1 ? cubic(SINE, x, x * x) : Math.sin(x) - x;
    }

    /** sinh(x) - x. */
    public static double sinh(double x) {
        return Math.abs(x) < 1 ? alternating(SINE, x) : Math.sinh(x) - x;
    }

    /** tan(x) - x. */
    public static double tan(double x) {
        return Math.abs(x) < 0.6 ? cubic(TANGENT, x, x * x) : Math.tan(x) - x;
    }

    /** tanh(x) - x. */
    public static double tanh(double x) {
        return Math.abs(x) < 0.6 ? alternating(TANGENT, x) : Math.tanh(x) - x;
    }

    /** atan(x) - x. */
    public static double atan(double x) {
        return Math.abs(x) < 0.5 ? cubic(ARC_TANGENT, x, x * x) : Math.atan(x) - x;
    }

    /** atanh(x) - x. */
    public static double atanh(double x) {
        return Math.abs(x) < 0.5 ? alternating(ARC_TANGENT, x) : Logarithms.atanh(x) - x;
    }

    /** asin(x) - x. */
    public static double asin(double x) {
        return Math.abs(x) < 0.5 ? cubic(ARC_SINE, x, x * x) : Math.asin(x) - x;
    }

    /** asinh(x) - x. */
    public static double asinh(double x) {
        return Math.abs(x) < 0.5 ? alternating(ARC_SINE, x) : Logarithms.asinh(x) - x;
    }

    /** exp(x) - 1 - x. */
    public static double exp(double x) {
        return Math.abs(x) < 1 ? x * x * series(EXPONENTIAL, x) : Math.expm1(x) - x;
    }

    /** log(1 + x) - x. */
    public static double log1p(double x) {
        return Math.abs(x) < 0.3 ? x * x * series(LOGARITHM, x) : Math.log1p(x) - x;
    }

    /** log(x) - (x - 1). */
    public static double log(double x) {
        return Math.abs(x - 1) < 0.3 ? log1p(x - 1) : Math.log(x) - (x - 1);
    }

    /** The n-th derivative of coth(x) - 1/x, 0 at 0 for n = 0. */
    public static double langevin(int n, double x) {
        return Math.abs(x) < seriesOfCotangent(n) ? cotangentSeries(n, x, 1) : cotangent(n, x, 1 / Math.tanh(x), -1);
    }

    /** The n-th derivative of 1/x - cot(x), 0 at 0 for n = 0. */
    public static double cotRest(int n, double x) {
        return Math.abs(x) < seriesOfCotangent(n) ? cotangentSeries(n, x, -1) : -cotangent(n, x, 1 / Math.tan(x), 1);
    }

    /** Of high derivatives the pole that the formula beyond takes away is much larger than what is left. */
    private static double seriesOfCotangent(int n) {
        return n < 5 ? 1 : 1.6;
    }

    private static double cotangentSeries(int n, double x, int sign) {
        double sum = 0;
        int least = n / 2;
        for (int k = (n < 5 ? FIRST : COTANGENT.length) - 1; k >= least; k--) {
            double falling = sign > 0 ? COTANGENT[k] : Math.abs(COTANGENT[k]);
            for (int i = 0; i < n; i++) {
                falling *= 2 * k + 1 - i;
            }
            sum = sum * (x * x) + falling;
        }
        return n % 2 == 0 ? sum * x : sum;
    }

    /** The n-th derivative of c(x) - 1/x, where c' = -(c² + sign). */
    private static double cotangent(int n, double x, double c, int sign) {
        double pole = (n % 2 == 0 ? 1 : -1) * factorial(n) / x;
        for (int i = 0; i < n; i++) {
            pole /= x;
        }
        if (n == 0) {
            return c - pole;
        }
        // The derivative is -(c² + sign) p(c), which is that of the hyperbolic sine where the cotangent is near 1.
        double[] p = {1};
        for (int k = 1; k < n; k++) {
            double[] next = new double[p.length + 1];
            for (int i = 0; i < p.length; i++) {
                next[i + 1] -= (2 + i) * p[i];
                if (i > 0) {
                    next[i - 1] -= sign * i * p[i];
                }
            }
            p = next;
        }
        double value = 0;
        for (int i = p.length - 1; i >= 0; i--) {
            value = value * c + p[i];
        }
        double sine = sign < 0 ? Math.sinh(x) : Math.sin(x);
        return -value / sine / sine - pole;
    }

    /** log(sinh(x)/x), 0 at 0. */
    public static double logSinhc(double x) {
        double a = Math.abs(x);
        return a < 1
                ? logSeries(x, 1)
                : a == Double.POSITIVE_INFINITY ? a : a - Math.log(2 * a) + Math.log1p(-Math.exp(-2 * a));
    }

    /** log(sin(x)/x), 0 at 0. */
    public static double logSinc(double x) {
        return Math.abs(x) < 1 ? -logSeries(x, -1) : Math.log(ExponentialFunctions.sinc(0, x));
    }

    private static double logSeries(double x, int sign) {
        double sum = 0;
        for (int k = FIRST - 1; k >= 0; k--) {
            sum = sum * (x * x) + (sign > 0 ? COTANGENT[k] : Math.abs(COTANGENT[k])) / (2 * k + 2);
        }
        return sum * (x * x);
    }

    /** sinh(x)/x, 1 at 0. */
    public static double sinhc(double x) {
        double a = Math.abs(x);
        if (a < 700) {
            return x == 0 ? 1 : Math.sinh(x) / x;
        }
        double half = Math.exp(0.5 * a);
        return a == Double.POSITIVE_INFINITY ? a : 0.5 * half / a * half;
    }

    /** log((exp(x) - 1)/x), 0 at 0. */
    public static double logExprel(double x) {
        if (Math.abs(x) < 2) {
            return 0.5 * x + logSinhc(0.5 * x);
        }
        return x < 0
                ? Math.log(Math.expm1(x) / x)
                : x == Double.POSITIVE_INFINITY ? x : x - Math.log(x) + Math.log1p(-Math.exp(-x));
    }

    /** 1/(1 - exp(-x)) - 1/x, 1/2 at 0: the derivative of {@link #logExprel}. */
    public static double logExprelSlope(double x) {
        if (Math.abs(x) < 2) {
            return 0.5 + 0.5 * langevin(0, 0.5 * x);
        }
        return x < 0 ? ExponentialFunctions.bose(-x) * -1 - 1 / x : 1 - 1 / x + ExponentialFunctions.bose(x);
    }

    /** 1/(exp(x) - 1) - 1/x, -1/2 at 0. */
    public static double boseRest(double x) {
        return Math.abs(x) < 2 ? 0.5 * langevin(0, 0.5 * x) - 0.5 : ExponentialFunctions.bose(x) - 1 / x;
    }

    /** The n-th derivative of log(1 + x)/x, 1 at 0 for n = 0. */
    public static double log1prel(int n, double x) {
        if (Math.abs(x) < 0.4) {
            double sum = 0;
            for (int k = 60; k >= n; k--) {
                double falling = (k % 2 == 0 ? 1.0 : -1.0) / (k + 1);
                for (int i = 0; i < n; i++) {
                    falling *= k - i;
                }
                sum = sum * x + falling;
            }
            return sum;
        }
        double y = Math.log1p(x) / x;
        double derivative = -1;
        for (int k = 1; k <= n; k++) {
            derivative *= k == 1 ? -1 / (1 + x) : -(k - 1) / (1 + x);
            y = (derivative - k * y) / x;
        }
        return y;
    }

    /** log(cos(x)). */
    public static double logCos(double x) {
        double cos = Math.cos(x);
        if (cos < 0.7) {
            return Math.log(cos);
        }
        double sin = Math.sin(x);
        return 0.5 * Math.log1p(-sin * sin);
    }

    /** log(exp(x²) erfc(x)). */
    public static double logErfcx(double x) {
        return x < 0.5 ? ErrorFunctions.logErfc(x) + x * x : Math.log(ErrorFunctions.erfcx(0, x));
    }

    /** The derivative of {@link #logErfcx}. */
    public static double logErfcxSlope(double x) {
        if (x > 1e100) {
            return -1 / x;
        }
        return x < -5 ? 2 * x - ErrorFunctions.erfcHazard(x) : ErrorFunctions.erfcx(1, x) / ErrorFunctions.erfcx(0, x);
    }

    /** The second derivative of {@link #logErfcx}. */
    public static double logErfcxBend(double x) {
        if (x < 1) {
            return 2 - ErrorFunctions.erfcHazardSlope(x);
        }
        double y = ErrorFunctions.erfcx(0, x);
        double slope = ErrorFunctions.erfcx(1, x) / y;
        return ErrorFunctions.erfcx(2, x) / y - slope * slope;
    }
}
