package org.wengert.runtime;

import static org.wengert.runtime.ExtendedPrecision.LN2_HIGH;
import static org.wengert.runtime.ExtendedPrecision.LN2_LOW;
import static org.wengert.runtime.ExtendedPrecision.logTail;
import static org.wengert.runtime.ExtendedPrecision.polynomial;

/**
 * The binary logarithm and the inverse hyperbolic functions, which are logarithms (DLMF 4.37(iv)).
 *
 * <p>Away from their zero they are the logarithm of an algebraic function, which is computed with its rounding error
 * and enters as log(y + δ) = log y + δ/y; near it they are a polynomial in place of the power series DLMF 4.38.1,
 * 4.38.4 and 4.38.5, derived for this class at Chebyshev points.
 */
public final class Logarithms {

    private static final double SQRT_2 = 1.4142135623730951;
    private static final double LOG2_E_HIGH = 1.4426950408889634;
    private static final double LOG2_E_LOW = 2.0355273740931033e-17;

    /** Below this, x³ is lost in x. */
    private static final double TINY = 0x1p-28;

    /** Above this, 1 is lost in x² + 1. */
    private static final double LARGE = 0x1p28;

    /** (asinh(x)/x - 1)/x² in powers of x², |x| ≤ 1/2. */
    private static final double[] ASINH_SERIES = {
        -0.16666666666666666, 0.0749999999999992, -0.044642857142677225, 0.030381944428513684,
        -0.022372158355736263, 0.0173527441556904, -0.013964483323351326, 0.011547475926257406,
        -0.009725716144151688, 0.00818236764637779, -0.0064746008466359025, 0.00413835813140252,
        -0.0014988358499957474
    };

    /** (acosh(1 + t)/√(2t) - 1)/t in powers of t, 0 ≤ t ≤ 1/2. */
    private static final double[] ACOSH_SERIES = {
        -0.08333333333333333, 0.01874999999999999, -0.0055803571428556156, 0.0018988715276991503,
        -0.0006991299694733638, 0.00027113690984190733, -0.0001090999810859347, 4.512163133802906e-05,
        -1.9052576278813006e-05, 8.146728257856878e-06, -3.4499543351461717e-06, 1.354281385462247e-06,
        -4.217213724725975e-07, 7.332173289059882e-08
    };

    /** (atanh(x)/x - 1)/x² in powers of x², |x| ≤ 1/2. */
    private static final double[] ATANH_SERIES = {
        0.3333333333333333,
        0.19999999999999934,
        0.14285714285734208,
        0.11111111108774245,
        0.09090909234076455,
        0.07692302426298539,
        0.0666679262425516,
        0.05880296593962229,
        0.05286736995315698,
        0.0456935407180027,
        0.05468265249637926,
        -0.005783645920519892,
        0.16366841241041946,
        -0.18450627783481666,
        0.22653799107253964
    };

    private Logarithms() {}

    /**
     * The logarithm to base 2, for x ≥ 0; exact at powers of two.
     *
     * <p>log2(±0) = -∞, log2(+∞) = +∞, NaN for x &lt; 0 and NaN. With x = 2ᵏ m it is k + log(m)/log 2. Measured error at
     * most 0.501 ulp.
     */
    public static double log2(double x) {
        if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
            return Math.log(x);
        }
        double scaled = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
        int k = Math.getExponent(scaled * SQRT_2);
        double m = Math.scalb(scaled, -k);
        return log2(x < Double.MIN_NORMAL ? k - 54 : k, m);
    }

    /** k + log2(m) for |log2(m)| ≤ 1. */
    private static double log2(double k, double m) {
        double log = Math.log(m);
        double p = log * LOG2_E_HIGH;
        double pLow = Math.fma(log, LOG2_E_HIGH, -p) + (log * LOG2_E_LOW + logTail(m, log) * LOG2_E_HIGH);
        double sum = k + p;
        double z = sum - k;
        return sum + (((k - (sum - z)) + (p - z)) + pLow);
    }

    /**
     * The inverse hyperbolic sine log(x + √(x² + 1)), for all real x.
     *
     * <p>asinh(±0) = ±0, asinh(±∞) = ±∞, asinh(NaN) = NaN; odd. Measured error at most 0.6 ulp.
     */
    public static double asinh(double x) {
        double a = Math.abs(x);
        if (!(a >= 0.5)) {
            double q = x * x;
            return a < TINY ? x : Math.fma(x * q, polynomial(ASINH_SERIES, q), x);
        }
        if (a > LARGE) {
            return a == Double.POSITIVE_INFINITY ? x : Math.copySign(logOfTwice(a), x);
        }
        double square = a * a;
        double squareLow = Math.fma(a, a, -square);
        return Math.copySign(logOfSumWithRoot(a, square, squareLow, 1), x);
    }

    /**
     * The non-negative inverse hyperbolic cosine log(x + √(x² - 1)), for x ≥ 1.
     *
     * <p>acosh(1) = 0, acosh(+∞) = +∞, NaN for x &lt; 1 and NaN. Measured error at most 0.65 ulp.
     */
    public static double acosh(double x) {
        if (!(x > 1)) {
            return x == 1 ? 0 : Double.NaN;
        }
        if (x > LARGE) {
            return x == Double.POSITIVE_INFINITY ? x : logOfTwice(x);
        }
        double t = x - 1;
        if (t <= 0.5) {
            double root = Math.sqrt(2 * t);
            double rootLow = Math.fma(-root, root, 2 * t) / (2 * root);
            return root + (rootLow + root * t * polynomial(ACOSH_SERIES, t));
        }
        double square = x * x;
        return logOfSumWithRoot(x, square, Math.fma(x, x, -square), -1);
    }

    /**
     * The inverse hyperbolic tangent log((1 + x)/(1 - x))/2, for |x| ≤ 1.
     *
     * <p>atanh(±0) = ±0, atanh(±1) = ±∞, NaN for |x| &gt; 1 and NaN; odd. Measured error at most 0.65 ulp.
     */
    public static double atanh(double x) {
        double a = Math.abs(x);
        if (!(a >= 0.5)) {
            double q = x * x;
            return a < TINY ? x : Math.fma(x * q, polynomial(ATANH_SERIES, q), x);
        }
        if (!(a < 1)) {
            return a == 1 ? Math.copySign(Double.POSITIVE_INFINITY, x) : Double.NaN;
        }
        double numerator = 1 + a;
        double numeratorLow = (1 - numerator) + a;
        double denominator = 1 - a;
        double y = numerator / denominator;
        double yLow = (Math.fma(-y, denominator, numerator) + numeratorLow) / denominator;
        return Math.copySign(0.5 * logOfPair(y, yLow), x);
    }

    /**
     * The logarithm of the hyperbolic cosine, for all real x, without overflow.
     *
     * <p>logCosh(0) = 0, logCosh(±∞) = +∞, NaN for NaN; even. Near 0 it is log1p(2 sinh(x/2)²), else |x| - log 2 +
     * log1p(e^-2|x|). Measured error at most 4.1 ulp.
     */
    public static double logCosh(double x) {
        double a = Math.abs(x);
        if (a < 1) {
            double s = Math.sinh(0.5 * a);
            return Math.log1p(2 * s * s);
        }
        return a == Double.POSITIVE_INFINITY ? a : (a - LN2_HIGH) + (Math.log1p(Math.exp(-2 * a)) - LN2_LOW);
    }

    /** log(x + √(x² + c)) for c = 1 or -1, given x² as a pair. */
    private static double logOfSumWithRoot(double x, double square, double squareLow, double c) {
        double radicand = square + c;
        double z = radicand - square;
        double radicandLow = (square - (radicand - z)) + (c - z) + squareLow;
        double root = Math.sqrt(radicand);
        double rootLow = (Math.fma(-root, root, radicand) + radicandLow) / (2 * root);
        double y = x + root;
        double w = y - x;
        return logOfPair(y, (x - (y - w)) + (root - w) + rootLow);
    }

    private static double logOfPair(double y, double yLow) {
        double log = Math.log(y);
        return log + (logTail(y, log) + yLow / y);
    }

    /** log(2x) for large x, without overflow. */
    private static double logOfTwice(double x) {
        double log = Math.log(x);
        double sum = log + LN2_HIGH;
        return sum + (((log - sum) + LN2_HIGH) + (LN2_LOW + logTail(x, log)));
    }

    /** log(a² + b²), also where the squares leave the range, with its digits where the sum is near 1. */
    public static double logOfSquares(double a, double b) {
        double sum = a * a + b * b;
        if (sum > 0.5 && sum < 2) {
            double large = Math.max(Math.abs(a), Math.abs(b));
            double small = Math.min(Math.abs(a), Math.abs(b));
            double square = small * small;
            double rest = (large - 1) * (large + 1);
            // Of 1 + rest + square, with what the roundings of the products and of large + 1 lost.
            double lost = Math.fma(small, small, -square)
                    + Math.fma(large - 1, large + 1, -rest)
                    + (large - 1) * (large - ((large + 1) - 1));
            return Math.log1p(rest + square + lost);
        }
        return sum > 0x1p-900 && sum < 0x1p1000 ? Math.log(sum) : 2 * Math.log(Math.hypot(a, b));
    }
}
