package org.wengert.runtime;

/**
 * Logarithm, exponential and polynomial with some ten bits more than a double, as pairs of a head and a tail.
 *
 * <p>A kernel such as {@code Γ(x) = exp((x - 1/2) log x - x + ...)} loses as many bits as its exponent has before the
 * point. Carrying the rounding error of every large term along as a second double keeps them: the product of two
 * doubles is {@code p = a*b} with error {@code fma(a, b, -p)}, the sum of two with {@code |a| ≥ |b|} is {@code s =
 * a+b} with error {@code (a - s) + b} (T. J. Dekker, A floating-point technique for extending the available
 * precision, Numer. Math. 18 (1971), 224-242). A pair is never an object here: a function returns the tail that
 * belongs to a head its caller already has, or takes the pair and returns the rounded result.
 *
 * <p>The results rest on IEEE arithmetic, {@code fma} and {@code sqrt}. Where a head comes from {@link Math#log}, the
 * tail makes good what that log has rounded, so that its quality does not show.
 */
final class ExtendedPrecision {

    /** log 2 in two parts; the first has 11 trailing zero bits, so that its product with an exponent is exact. */
    static final double LN2_HIGH = 0.6931471805598903;

    static final double LN2_LOW = 5.497923018708371e-14;

    private static final double INVERSE_LN2 = 1.4426950408889634;
    private static final double THIRD_HIGH = 0.3333333333333333;
    private static final double THIRD_LOW = 1.850371707708594e-17;

    /** The bits of sqrt(1/2), the lower end of the reduced argument of the logarithm. */
    private static final long SQRT_HALF_BITS = 0x3fe6a09e00000000L;

    /** (atanh(s)/s - 1 - s²/3)/s⁴ in powers of s², |s| ≤ 0.1716. */
    private static final double[] LOG_SERIES = {
        0.2, 0.14285714285714285, 0.11111111111111079, 0.0909090909092323,
        0.07692307689192059, 0.06666667060576704, 0.05882322671130413, 0.05264593674504863,
        0.04720967083948891, 0.04985600645319424
    };

    /** (exp(r) - 1 - r - r²/2)/r³ in powers of r, |r| ≤ 0.357. */
    private static final double[] EXP_SERIES = {
        0.16666666666666669, 0.041666666666666664, 0.008333333333329142, 0.0013888888888885897,
        0.00019841269867499568, 2.4801587320319435e-05, 2.755726176759494e-06, 2.755727819039661e-07,
        2.5103470317386446e-08, 2.091343954616381e-09
    };

    private ExtendedPrecision() {}

    /**
     * {@code log(x) - head} for finite x &gt; 0, {@code head} being log(x) to within a few ulps; the error of head plus
     * tail is below 2⁻⁶⁴ absolute, and relative near x = 1.
     *
     * <p>With x = 2ᵏ m, m in [√½, √2] and s = (m - 1)/(m + 1) it is the series log x = k log 2 + 2 (s + s³/3 + ...)
     * of DLMF 4.6.4, its first two terms as pairs.
     */
    static double logTail(double x, double head) {
        double scaled = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
        long bits = Double.doubleToRawLongBits(scaled);
        long shift = (bits - SQRT_HALF_BITS) >> 52;
        double m = Double.longBitsToDouble(bits - (shift << 52));
        double k = x < Double.MIN_NORMAL ? shift - 54 : shift;

        double sum = 1 + m;
        double sumLow = (1 - sum) + m;
        double s = (m - 1) / sum;
        double sLow = (Math.fma(-s, sum, m - 1) - s * sumLow) / sum;
        double q = s * s;
        double qLow = Math.fma(s, s, -q) + 2 * s * sLow;
        double v = q * THIRD_HIGH;
        double vLow =
                Math.fma(q, THIRD_HIGH, -v) + (q * THIRD_LOW + qLow * THIRD_HIGH + q * q * polynomial(LOG_SERIES, q));
        double w = 2 * s;
        double p = w * v;
        double pLow = Math.fma(w, v, -p) + (w * vLow + 2 * sLow * v);
        return (((k * LN2_HIGH - head) + w) + p) + (k * LN2_LOW + (2 * sLow + pLow));
    }

    /**
     * {@code exp(head + tail) * (factor + factorTail)} for -1400 ≤ head ≤ 720, overflowing to infinity and
     * underflowing gradually; relative error before the last rounding below 2⁻⁵⁹ as far as the arguments have it.
     * |tail| may be as large as 1.
     *
     * <p>With r = head + tail - k log 2 in [-0.35, 0.35] it is 2ᵏ (1 + r + r²/2 + r³ E(r)), all but the last term as
     * pairs.
     */
    static double expTimes(double head, double tail, double factor, double factorTail) {
        double k = Math.rint((head + tail) * INVERSE_LN2);
        double a = Math.fma(-k, LN2_HIGH, head);
        double b = Math.fma(-k, LN2_LOW, tail);
        double r = a + b;
        double z = r - a;
        double rLow = (a - (r - z)) + (b - z);

        double q = r * r;
        double half = 0.5 * q;
        double halfLow = 0.5 * Math.fma(r, r, -q) + r * rLow;
        double one = 1 + r;
        double oneLow = (1 - one) + r;
        double y = one + half;
        double yLow = ((one - y) + half) + (oneLow + (rLow + (halfLow + q * r * polynomial(EXP_SERIES, r))));

        double p = y * factor;
        double pLow = Math.fma(y, factor, -p) + (y * factorTail + yLow * factor);
        int first = (int) k / 2;
        return (p + pLow) * power(first) * power((int) k - first);
    }

    /** 2ᵏ for -1022 ≤ k ≤ 1023. */
    private static double power(int k) {
        return Double.longBitsToDouble((k + 1023L) << 52);
    }

    /** c[0] + c[1] x + ..., the even and the odd powers side by side: half the latency of Horner's rule. */
    static double polynomial(double[] c, double x) {
        double y = x * x;
        int k = c.length - 1;
        double p = c[k];
        double q = c[k - 1];
        for (k -= 2; k > 0; k -= 2) {
            p = Math.fma(p, y, c[k]);
            q = Math.fma(q, y, c[k - 1]);
        }
        return k == 0 ? Math.fma(q, x, Math.fma(p, y, c[0])) : Math.fma(p, x, q);
    }
}
