package org.wengert.runtime;

import static org.wengert.runtime.ExtendedPrecision.expTimes;
import static org.wengert.runtime.ExtendedPrecision.polynomial;

/** The error function and its complement. */
public final class ErrorFunctions {

    private static final double TWO_OVER_SQRT_PI_HIGH = 1.1283791670955126;
    private static final double TWO_OVER_SQRT_PI_LOW = 1.533545961316588e-17;

    private static final double SQRT_2 = 1.4142135623730951;

    /** Below this |x| the power series in x² serves, above it the scaled tail. */
    private static final double SMALL = 0.5;

    /** erf(x)/x - 2/√π in powers of x², |x| ≤ 1/2. */
    private static final double[] SERIES = {
        -1.257865183978883e-22,
        -0.37612638903183754,
        0.11283791670955123,
        -0.026866170645130034,
        0.005223977625403192,
        -0.0008548327016159163,
        0.00012055332131175981,
        -1.4925586560096415e-05,
        1.6459034327218912e-06,
        -1.6273138761686977e-07,
        1.3214378238338438e-08
    };

    /** The middle of the values of (1 + 2z) exp(z²) erfc(z), which lie between 1.12 and 1.29 for z ≥ 1/2. */
    static final double SCALED_TAIL_OFFSET = 77 / 64.0;

    /** (1 + 2z) exp(z²) erfc(z) - 77/64 in powers of t = (z - 2)/(z + 2), z ≥ 1/2. */
    private static final double[] SCALED_TAIL = {
        0.07385338155252871,
        -0.09276382658574604,
        -0.16603039761528962,
        0.16405128003344815,
        -0.05422000099201108,
        -0.008034015082786866,
        0.008722653874679692,
        0.0012713389760837651,
        -0.0014568139274572778,
        -0.00045434099066251645,
        0.00020636701513024,
        0.00015104072834009892,
        -1.5088380119904604e-06,
        -3.643312379061239e-05,
        -1.349432244262153e-05,
        3.7513185579711303e-06,
        5.211763518862204e-06,
        1.3951858149956807e-06,
        -6.178549308918242e-07,
        -6.611277268400386e-07,
        -4.6727040546471866e-07,
        1.1621936670592102e-08,
        4.294103902650867e-07,
        2.270846256805399e-09,
        -1.7271374225333094e-07,
        5.615646920355401e-08,
        -2.3672282351867526e-09
    };

    private ErrorFunctions() {}

    /**
     * The error function 2/√π ∫₀ˣ exp(-t²) dt, for all real x.
     *
     * <p>erf(±0) = ±0, erf(±∞) = ±1, erf(NaN) = NaN; odd. Below |x| = 1/2 x times a polynomial in x², in place of the
     * Maclaurin series, above it 1 - {@link #erfc}. Measured error at most 0.95 ulp.
     */
    public static double erf(double x) {
        double a = Math.abs(x);
        if (!(a >= SMALL)) {
            return a < 0x1p-28
                    ? Math.fma(TWO_OVER_SQRT_PI_HIGH, x, TWO_OVER_SQRT_PI_LOW * x)
                    : TWO_OVER_SQRT_PI_HIGH * x + seriesTail(x);
        }
        return Math.copySign(a < 6 ? 1 - tail(a) : 1, x);
    }

    /**
     * The complementary error function 1 - erf(x), with its own relative accuracy where it is small; for all real x.
     *
     * <p>erfc(-∞) = 2, erfc(+∞) = 0, erfc(NaN) = NaN; 0 from x = 27.23 on, gradually underflowing from 26.55. For x
     * ≥ 1/2 it is exp(-x²) g(x)/(1 + 2x), the smooth g being a polynomial in (x - 2)/(x + 2): the form of M. M.
     * Shepherd and J. G. Laframboise, Chebyshev approximation of (1 + 2x) exp(x²) erfc x in 0 ≤ x &lt; ∞, Math. Comp.
     * 36 (1981), 249-253, with coefficients of our own; x² and the exponential carry their rounding errors along.
     * Measured error at most 0.85 ulp, also where the result is subnormal.
     */
    public static double erfc(double x) {
        if (!(Math.abs(x) >= SMALL)) {
            double p = TWO_OVER_SQRT_PI_HIGH * x;
            double y = 1 - p;
            return y + (((1 - y) - p) - seriesTail(x));
        }
        if (x > 0) {
            return x < 27.3 ? tail(x) : 0;
        }
        return x > -6 ? 2 - tail(-x) : 2;
    }

    /**
     * exp(-x²) for all real x, the rounding error of x² taken along: 0 at ±∞, gradually underflowing from |x| = 26.6. Measured
     * error at most 0.6 ulp.
     */
    public static double gauss(double x) {
        double square = x * x;
        return square > 750 ? 0 : expTimes(-square, -Math.fma(x, x, -square), 1, 0);
    }

    /**
     * exp(x²) erfc(x), for all real x: about 1/(√π x) far on the right, ∞ below -26.6. Measured error at most 2 ulp.
     */
    public static double erfcx(double x) {
        if (x >= SMALL) {
            return (SCALED_TAIL_OFFSET + scaledTail(Math.min(x, 1e300))) / (1 + 2 * x);
        }
        double square = x * x;
        return square > 720 ? Double.POSITIVE_INFINITY : expTimes(square, Math.fma(x, x, -square), erfc(x), 0);
    }

    /**
     * The n-th derivative of {@link #erfcx}: (-2)ⁿ n! exp(x²) iⁿerfc(x) (DLMF 7.18.8), whose quotients are a continued fraction.
     * Measured error at most 12 ulp for n up to 2.
     */
    public static double erfcx(int n, double x) {
        double y = erfcx(x);
        if (x < 1) {
            double last = TWO_OVER_SQRT_PI_HIGH;
            for (int k = 1; k <= n; k++) {
                double next = k == 1 ? 2 * x * y - last : 2 * x * y + 2 * (k - 1) * last;
                last = y;
                y = next;
            }
            return y;
        }
        for (int k = 1; k <= n; k++) {
            y *= -2 * k * quotient(k, x);
        }
        return y;
    }

    /** 1/(2x + 2(k + 1)/(2x + 2(k + 2)/(2x + ...))). */
    private static double quotient(int k, double x) {
        double f = 0;
        for (int i = k + 10 + (int) (250 / (x * x)); i > k; i--) {
            f = 2 * i / (2 * x + f);
        }
        return 1 / (2 * x + f);
    }

    /** erfc(x)/erfc(y), also where both are too small for doubles. */
    public static double erfcRatio(double x, double y) {
        return x > 26 && y > 26 && x < Double.POSITIVE_INFINITY
                ? Math.exp((y - x) * (y + x)) * (erfcx(x) / erfcx(y))
                : erfc(x) / erfc(y);
    }

    /** log(erfc(x)), for all real x: about -x² - log(√π x) far on the right. Measured error at most 3 ulp. */
    public static double logErfc(double x) {
        if (x < SMALL) {
            return Math.log1p(-erf(x));
        }
        double square = x * x;
        return square < Double.POSITIVE_INFINITY ? -square + (Math.log(erfcx(x)) - Math.fma(x, x, -square)) : -square;
    }

    /** (2/√π) exp(-x²)/erfc(x), what the derivative of {@link #logErfc} is less than 0: 2x far on the right. At most 3 ulp. */
    public static double erfcHazard(double x) {
        return x > 1e150
                ? 2 * x
                : x > -1 ? TWO_OVER_SQRT_PI_HIGH / erfcx(x) : TWO_OVER_SQRT_PI_HIGH * gauss(x) / erfc(x);
    }

    /** The derivative of {@link #erfcHazard}: 2 far on the right, 0 far on the left. At most 5 ulp. */
    public static double erfcHazardSlope(double x) {
        double h = erfcHazard(x);
        return x > 0 ? 2 * NormalDistribution.normalHazardSlope(-SQRT_2 * x) : h == 0 ? 0 : h * (h - 2 * x);
    }

    /** erf(x) less the rounded product of 2/√π (its high part) and x, |x| &lt; 1/2. */
    private static double seriesTail(double x) {
        double p = TWO_OVER_SQRT_PI_HIGH * x;
        return Math.fma(TWO_OVER_SQRT_PI_HIGH, x, -p) + x * (TWO_OVER_SQRT_PI_LOW + polynomial(SERIES, x * x));
    }

    /** erfc(x) for 1/2 ≤ x ≤ 27.3. */
    private static double tail(double x) {
        double square = x * x;
        double g = scaledTail(x);
        double numerator = SCALED_TAIL_OFFSET + g;
        double numeratorLow = (SCALED_TAIL_OFFSET - numerator) + g;
        double denominator = 2 * x + 1;
        double denominatorLow = (2 * x - denominator) + 1;
        double q = numerator / denominator;
        double qLow = (Math.fma(-q, denominator, numerator) + (numeratorLow - q * denominatorLow)) / denominator;
        return expTimes(-square, -Math.fma(x, x, -square), q, qLow);
    }

    /** (1 + 2z) exp(z²) erfc(z) - 77/64 for 1/2 ≤ z &lt; ∞. */
    static double scaledTail(double z) {
        return polynomial(SCALED_TAIL, (z - 2) / (z + 2));
    }
}
