package org.wengert.runtime;

/** Functions made of exponentials that as they are written cancel near 0, or overflow, with their derivatives. */
public final class ExponentialFunctions {

    private static final double LN_2 = 0.6931471805599453;

    private static final double[] BERNOULLI_OVER_FACTORIAL = bernoulliNumbers();

    private ExponentialFunctions() {}

    /** log(1 - exp(x)) for x ≤ 0; -∞ at 0, NaN above. At most 2 ulp. */
    public static double log1mexp(double x) {
        return x > -LN_2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
    }

    /** 1/(exp(x) - 1), also where the exponential overflows. At most 2 ulp. */
    public static double bose(double x) {
        return x > 40 ? Math.exp(-x) : 1 / Math.expm1(x);
    }

    /** log(exp(a) + exp(b)) without overflow. */
    public static double logaddexp(double a, double b) {
        double m = Math.max(a, b);
        return Math.abs(m) <= Double.MAX_VALUE ? m + Math.log1p(Math.exp(-Math.abs(a - b))) : m;
    }

    /** log(exp(a) - exp(b)) without overflow, for a ≥ b. */
    public static double logDiffExp(double a, double b) {
        if (a == Double.NEGATIVE_INFINITY) {
            return Math.log(-Math.exp(b));
        }
        return b == Double.NEGATIVE_INFINITY ? a : a + log1mexp(b - a);
    }

    /**
     * The n-th derivative of (exp(x) - 1)/x, 1 at 0: the integral of tⁿ exp(x t) from 0 to 1, positive. Measured error at most
     * 2 ulp for n = 0, 15 for n up to 3.
     */
    public static double exprel(int n, double x) {
        if (n == 0) {
            return x == 0 ? 1 : x > 700 || x < -40 ? farExprel(0, x) : Math.expm1(x) / x;
        }
        if (x > 8 + 2 * n || x < -(40 + 8 * n)) {
            return farExprel(n, x);
        }
        return x < 0 ? Math.exp(x) * alternatingExprel(n, -x) : seriesExprel(n, x);
    }

    private static double farExprel(int n, double x) {
        // Of exp(x)/x, which is a double where exp(x) is none.
        double half = Math.exp(0.5 * x);
        double quotient = x == Double.POSITIVE_INFINITY ? x : half / x * half;
        double y = x < 0 ? -1 / x : quotient - 1 / x;
        for (int k = 1; k <= n && y < Double.POSITIVE_INFINITY; k++) {
            y = x < 0 ? k * y / -x : quotient - k * y / x;
        }
        return y;
    }

    /** The sum of x^k/(k! (n + 1 + k)) for x ≥ 0. */
    private static double seriesExprel(int n, double x) {
        double term = 1;
        double sum = 1.0 / (n + 1);
        for (int k = 1; term > 1e-18 * sum; k++) {
            term *= x / k;
            sum += term / (n + 1 + k);
        }
        return sum;
    }

    /** exp(y) times the integral of tⁿ exp(-y t), a sum of positive terms: y^k n!/(n + 1 + k)!. */
    private static double alternatingExprel(int n, double y) {
        double term = 1.0 / (n + 1);
        double sum = term;
        for (int k = 1; term > 1e-18 * sum; k++) {
            term *= y / (n + 1 + k);
            sum += term;
        }
        return sum;
    }

    /**
     * The n-th derivative of x/(exp(x) - 1); NaN at 0 for n = 0, where the quotient has no value. At most 10 ulp for n up to 3, but
     * near the zeros of derivatives.
     */
    public static double bernoulli(int n, double x) {
        if (n == 0) {
            return x > 40 ? x * Math.exp(-x) : x / Math.expm1(x);
        }
        // B(-x) = B(x) + x.
        if (x < 0) {
            double mirrored = bernoulli(n, -x);
            return n == 1 ? -mirrored - 1 : n % 2 == 0 ? mirrored : -mirrored;
        }
        return x >= 2 ? bernoulliFar(n, x) : bernoulliNear(n, x);
    }

    /** The sum of B(k) x^(k - n)/(k - n)!. */
    private static double bernoulliNear(int n, double x) {
        double sum = 0;
        for (int k = BERNOULLI_OVER_FACTORIAL.length - 1; k >= n; k--) {
            double falling = 1;
            for (int i = 0; i < n; i++) {
                falling *= k - i;
            }
            sum = sum * x + falling * BERNOULLI_OVER_FACTORIAL[k];
        }
        return sum;
    }

    /** The n-th derivative of the sum of x exp(-k x). */
    private static double bernoulliFar(int n, double x) {
        double sum = 0;
        for (int k = 1; k * x < 745 && k < 30; k++) {
            sum += Math.pow(-k, n - 1) * Math.exp(-k * x) * (n - k * x);
        }
        return sum;
    }

    /** B(k)/k!. */
    static double bernoulliOverFactorial(int k) {
        return k < BERNOULLI_OVER_FACTORIAL.length
                ? BERNOULLI_OVER_FACTORIAL[k]
                : k % 2 == 1 ? 0 : (k % 4 == 2 ? 2 : -2) * Math.pow(2 * Math.PI, -k); // ζ(k) is 1
    }

    /** B(k)/k! = ±2 ζ(k)/(2π)^k (DLMF 25.6.2), ζ by Euler and Maclaurin's formula from 60 on. */
    private static double[] bernoulliNumbers() {
        double[] b = new double[60];
        b[0] = 1;
        b[1] = -0.5;
        for (int k = 2; k < b.length; k += 2) {
            double zeta = Math.pow(60, 1 - k) / (k - 1) + Math.pow(60, -k) / 2 + k * Math.pow(60, -k - 1) / 12;
            for (int j = 59; j >= 1; j--) {
                zeta += Math.pow(j, -k);
            }
            b[k] = (k % 4 == 2 ? 2 : -2) * zeta / Math.pow(2 * Math.PI, k);
        }
        b[2] = 1 / 12.0;
        b[4] = -1 / 720.0;
        return b;
    }

    /** The n-th derivative of sin(x)/x, 1 at 0. At most 8 ulp of 1/(n + 1) for n up to 2. */
    public static double sinc(int n, double x) {
        if (Math.abs(x) <= (n == 0 ? 0 : 2 + n)) {
            return sincSeries(n, x);
        }
        if (Math.abs(x) == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double y = Math.sin(x) / x;
        for (int k = 1; k <= n; k++) {
            double s = k % 2 == 0 ? Math.sin(x) : Math.cos(x);
            y = ((k % 4 < 2 ? s : -s) - k * y) / x;
        }
        return y;
    }

    private static double sincSeries(int n, double x) {
        // Terms (-1)^j x^(2j - n)/((2j + 1) (2j - n)!), the first with 2j >= n.
        int j = (n + 1) / 2;
        double term = (j % 2 == 0 ? 1 : -1) * (2 * j > n ? x : 1);
        double sum = 0;
        do {
            sum += term / (2 * j + 1);
            int p = 2 * j - n;
            term *= -x * x / ((p + 1) * (p + 2.0));
            j++;
        } while (Math.abs(term) > 1e-18 * Math.abs(sum) && j < 200);
        return sum;
    }
}
