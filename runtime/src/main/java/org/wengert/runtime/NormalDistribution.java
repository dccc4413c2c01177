package org.wengert.runtime;

import static org.wengert.runtime.ErrorFunctions.SCALED_TAIL_OFFSET;
import static org.wengert.runtime.ErrorFunctions.scaledTail;
import static org.wengert.runtime.ExtendedPrecision.expTimes;
import static org.wengert.runtime.ExtendedPrecision.logTail;
import static org.wengert.runtime.ExtendedPrecision.polynomial;

/**
 * The standard normal distribution function Φ, its logarithm, and the derivative of that logarithm.
 *
 * <p>Φ(x) = erfc(-x/√2)/2, but it is not computed so: the rounding of x/√2 alone would cost x² ulps. For x ≤ -3/4 it
 * is exp(-x²/2) g(z)/(2 (1 + 2z)) with z = -x/√2 and the smooth g of {@link ErrorFunctions#erfc}; x²/2 and 1 + √2 |x|
 * are taken from x itself, with their rounding errors.
 */
public final class NormalDistribution {

    private static final double SQRT_HALF = 0.7071067811865476;
    private static final double SQRT_2_HIGH = 1.4142135623730951;
    private static final double SQRT_2_LOW = -9.667293313452913e-17;
    private static final double SQRT_2_OVER_PI_HIGH = 0.7978845608028654;
    private static final double SQRT_2_OVER_PI_LOW = -4.98465440455546e-17;
    private static final double TWO_OVER_SQRT_PI_HIGH = 1.1283791670955126;
    private static final double TWO_OVER_SQRT_PI_LOW = 1.533545961316588e-17;
    private static final double DENSITY_AT_0_HIGH = 0.3989422804014327;
    private static final double DENSITY_AT_0_LOW = -2.49232720227773e-17;

    /** Within this distance of 0 the power series serves, outside it the scaled tail. */
    private static final double SMALL = 0.75;

    /** Below it continued fractions are short. */
    private static final double FRACTION = -2;

    private static final int FEWEST_TERMS = 8;

    /** Terms that a continued fraction needs at 1. */
    private static final double MOST_TERMS = 450;

    /** (Φ(x) - 1/2)/x - 1/√(2π) in powers of x², |x| ≤ 3/4. */
    private static final double[] SERIES = {
        -1.6066448127523584e-22,
        -0.06649038006690544,
        0.009973557010035812,
        -0.001187328215480318,
        0.00011543468761421266,
        -9.444656243358457e-06,
        6.659692679126366e-07,
        -4.12263949939854e-08,
        2.2729305173602774e-09,
        -1.1220914699710847e-10,
        4.498144352221006e-12
    };

    private NormalDistribution() {}

    /**
     * The probability Φ(x) that a standard normal variable is at most x, for all real x.
     *
     * <p>Φ(-∞) = 0, Φ(+∞) = 1, Φ(±0) = 1/2, Φ(NaN) = NaN; 0 below x = -38.49, gradually underflowing from -37.52.
     * Measured error at most 0.8 ulp, also where the result is subnormal.
     */
    public static double normalCdf(double x) {
        if (!(Math.abs(x) >= SMALL)) {
            double p = DENSITY_AT_0_HIGH * x;
            double y = 0.5 + p;
            return y + seriesTail(x, y);
        }
        return x < 0 ? lowerTail(x) : 1 - lowerTail(-x);
    }

    /** Φ(x)/Φ(y), also where both are too small for doubles. */
    public static double normalCdfRatio(double x, double y) {
        return x < -37 && y < -37 && x > Double.NEGATIVE_INFINITY
                ? Math.exp((y - x) * (y + x) / 2) * (normalHazard(y) / normalHazard(x))
                : normalCdf(x) / normalCdf(y);
    }

    /**
     * log Φ(x), relatively accurate for all real x: about -x²/2 - log(-x √(2π)) on the left, -Φ(-x) on the right.
     *
     * <p>log Φ(-∞) = -∞ (reached by overflow below -1.9e154), log Φ(+∞) = -0, log Φ(NaN) = NaN. Measured error at
     * most 1.25 ulp.
     */
    public static double logNormalCdf(double x) {
        if (!(Math.abs(x) >= SMALL)) {
            double y = normalCdf(x);
            double log = Math.log(y);
            return log + (logTail(y, log) + seriesTail(x, y) / y);
        }
        return x > 0 ? Math.log1p(-lowerTail(-x)) : logLowerTail(x);
    }

    /**
     * φ(x)/Φ(x), the density over the distribution function (the reversed hazard rate, the inverse Mills ratio): the
     * derivative of {@link #logNormalCdf}, for all real x.
     *
     * <p>It behaves as -x + 1/|x| on the left and as φ(x) on the right: +∞ at -∞, 0 at +∞, √(2/π) at 0, NaN at NaN; 0
     * above x = 38.57. For x ≤ -3/4 it is √(2/π) (1 + 2z)/g(z), with no exponential in it. Its own derivative is -h
     * (x + h). Measured error at most 1.4 ulp.
     */
    public static double normalHazard(double x) {
        if (!(Math.abs(x) >= SMALL)) {
            double y = normalCdf(x);
            return densityOver(x, y, seriesTail(x, y));
        }
        if (x > 0) {
            double tail = lowerTail(-x);
            double y = 1 - tail;
            return x < 38.7 ? densityOver(x, y, (1 - y) - tail) : 0;
        }
        return x > -1e9 ? hazardOfLowerTail(-x) : -x;
    }

    /**
     * The density φ(x) = exp(-x²/2)/√(2π), for all real x: 0 at ±∞, gradually underflowing from |x| = 37.6. The rounding error
     * of x² is taken along. Measured error at most 0.6 ulp.
     */
    public static double normalDensity(double x) {
        double square = x * x;
        return square > 1500
                ? 0
                : expTimes(-0.5 * square, -0.5 * Math.fma(x, x, -square), DENSITY_AT_0_HIGH, DENSITY_AT_0_LOW);
    }

    /**
     * x + φ(x)/Φ(x): how far the mean of a standard normal variable that is at most x lies below x, for all real x.
     *
     * <p>It behaves as 1/|x| on the left and as x on the right; 0 at -∞. Below -2 it is the continued fraction 1/(t + 2/(t +
     * 3/(t + ...))), t = -x, of the Mills ratio (DLMF 7.9.1). Measured error at most 12 ulp, near -2, and 2 far out.
     */
    public static double normalExcess(double x) {
        return x < FRACTION ? 1 / (fraction(-x, 2) - x) : x < -SMALL ? excessOfLowerTail(-x) : x + normalHazard(x);
    }

    /**
     * h (x + h) with h = φ(x)/Φ(x): what the derivative of {@link #normalHazard} is less than 0, one less the variance of a
     * standard normal variable that is at most x; for all real x.
     *
     * <p>1 at -∞, 2/π at 0, 0 at +∞. Measured error at most 5 ulp.
     */
    public static double normalHazardSlope(double x) {
        if (x < FRACTION) {
            double next = fraction(-x, 2);
            double w = 1 / (next - x);
            return 1 - w * (next - w);
        }
        double h = normalHazard(x);
        return h == 0 ? 0 : h * normalExcess(x);
    }

    /**
     * The second derivative of {@link #normalHazard}, h ((x + h) (x + 2 h) - 1), for all real x: 2/|x|³ on the left, 0 at ±∞.
     * Measured error at most 100 ulp near -2, less elsewhere.
     */
    public static double normalHazardBend(double x) {
        if (x < FRACTION) {
            double t = -x;
            double third = fraction(t, 3);
            double next = 2 / (t + third);
            double w = 1 / (t + next);
            return w * next * (third - next) * (1 - w * (next - w));
        }
        double h = normalHazard(x);
        double w = normalExcess(x);
        return h == 0 ? 0 : h * (w * (w + h) - 1);
    }

    /** n/(t + (n + 1)/(t + (n + 2)/(t + ...))) for t &gt; 2. */
    private static double fraction(double t, int n) {
        int last = n + FEWEST_TERMS + (int) (MOST_TERMS / (t * t));
        double f = t < 1e100 ? 0.5 * (Math.sqrt(t * t + 4 * last) - t) : 0;
        for (int k = last; k >= n; k--) {
            f = k / (t + f);
        }
        return f;
    }

    /** Φ(x) less y, which is near it, |x| &lt; 3/4. */
    private static double seriesTail(double x, double y) {
        double p = DENSITY_AT_0_HIGH * x;
        double pLow = Math.fma(DENSITY_AT_0_HIGH, x, -p) + x * DENSITY_AT_0_LOW;
        return ((0.5 - y) + p) + (pLow + x * polynomial(SERIES, x * x));
    }

    /** Φ(x) for x ≤ -3/4. */
    private static double lowerTail(double x) {
        if (x < -38.6) {
            return 0;
        }
        double square = x * x;
        double g = scaledTail(-x * SQRT_HALF);
        double q = lowerQuotient(x, g);
        return expTimes(-0.5 * square, -0.5 * Math.fma(x, x, -square), q, lowerQuotientTail(x, g, q));
    }

    /** log Φ(x) for x ≤ -3/4. */
    private static double logLowerTail(double x) {
        if (x < -1e10) {
            return -0.5 * x * x;
        }
        double g = scaledTail(-x * SQRT_HALF);
        double q = lowerQuotient(x, g);
        double log = Math.log(q);
        double logLow = logTail(q, log) + lowerQuotientTail(x, g, q) / q;
        double square = x * x;
        double half = -0.5 * square;
        double sum = half + log;
        double z = sum - half;
        double sumLow = (half - (sum - z)) + (log - z);
        return sum + (sumLow + (logLow - 0.5 * Math.fma(x, x, -square)));
    }

    /** g/(2 (1 + √2 |x|)), rounded, of Φ(x) = exp(-x²/2) times it. */
    private static double lowerQuotient(double x, double g) {
        return (SCALED_TAIL_OFFSET + g) / (2 - 2 * SQRT_2_HIGH * x);
    }

    /** What the rounded quotient q lacks. */
    private static double lowerQuotientTail(double x, double g, double q) {
        double numerator = SCALED_TAIL_OFFSET + g;
        double numeratorLow = (SCALED_TAIL_OFFSET - numerator) + g;
        double p = -2 * SQRT_2_HIGH * x;
        double pLow = Math.fma(-2 * SQRT_2_HIGH, x, -p) - 2 * SQRT_2_LOW * x;
        double denominator = 2 + p;
        double denominatorLow = (p - denominator) + 2 + pLow;
        return (Math.fma(-q, denominator, numerator) + (numeratorLow - q * denominatorLow)) / denominator;
    }

    /** φ(x)/(y + yLow). */
    private static double densityOver(double x, double y, double yLow) {
        double square = x * x;
        double q = DENSITY_AT_0_HIGH / y;
        double qLow = (Math.fma(-q, y, DENSITY_AT_0_HIGH) + (DENSITY_AT_0_LOW - q * yLow)) / y;
        return expTimes(-0.5 * square, -0.5 * Math.fma(x, x, -square), q, qLow);
    }

    /** φ(a)/Φ(-a) = (√(2/π) + 2a/√π)/g(a/√2) for 3/4 ≤ a ≤ 1e9. */
    private static double hazardOfLowerTail(double a) {
        return lowerHazardLess(0, a);
    }

    private static double excessOfLowerTail(double a) {
        return lowerHazardLess(a, a);
    }

    /** The hazard at -a, less b. */
    private static double lowerHazardLess(double b, double a) {
        double g = scaledTail(a * SQRT_HALF);
        double denominator = SCALED_TAIL_OFFSET + g;
        double denominatorLow = (SCALED_TAIL_OFFSET - denominator) + g;
        double p = TWO_OVER_SQRT_PI_HIGH * a;
        double pLow = Math.fma(TWO_OVER_SQRT_PI_HIGH, a, -p) + TWO_OVER_SQRT_PI_LOW * a;
        double numerator = p + SQRT_2_OVER_PI_HIGH;
        double numeratorLow = ((p - numerator) + SQRT_2_OVER_PI_HIGH) + (pLow + SQRT_2_OVER_PI_LOW);
        double q = numerator / denominator;
        return (q - b) + (Math.fma(-q, denominator, numerator) + (numeratorLow - q * denominatorLow)) / denominator;
    }
}
