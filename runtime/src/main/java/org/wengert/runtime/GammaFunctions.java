package org.wengert.runtime;

import static org.wengert.runtime.ExtendedPrecision.expTimes;
import static org.wengert.runtime.ExtendedPrecision.logTail;
import static org.wengert.runtime.ExtendedPrecision.polynomial;

/**
 * The gamma function and the logarithm of its absolute value.
 *
 * <p>Both rest on log Γ for x ≥ 3/4 as a pair of doubles. Up to 5/2 it is (x - 1)(x - 2)(1/2 + p(x)), which has the
 * two zeros as factors; from there on it is Stirling's series (DLMF 5.11.1)
 *
 * <pre>   log Γ(x) = (x - 1/2)(log x - 1) + (log 2π - 1)/2 + c(1/x²)/x</pre>
 *
 * with c fitted instead of its series in Bernoulli numbers, which diverges. Below 3/4 the recurrence (DLMF 5.5.1) and
 * the reflection formula (5.5.3) lead back. The polynomials p and c were derived for this class, at Chebyshev points.
 */
public final class GammaFunctions {

    /** Where Stirling's series takes over. */
    private static final double STIRLING = 2.5;

    /** (log 2π - 1)/2. */
    private static final double STIRLING_CONSTANT_HIGH = 0.4189385332046727;

    private static final double STIRLING_CONSTANT_LOW = 1.6728209650585413e-17;

    /** π²/6. */
    private static final double ZETA_2_HIGH = 1.6449340668482264;

    private static final double ZETA_2_LOW = 3.040672350398476e-17;

    /** The two zeros of log|Γ| in (-3, -2). */
    private static final double ZERO_1_HIGH = -2.4570247382208006;

    private static final double ZERO_1_LOW = -3.7075610815513266e-17;
    private static final double ZERO_2_HIGH = -2.7476826467274127;
    private static final double ZERO_2_LOW = 9.055340329338315e-17;

    /** log Γ(x)/((x - 1)(x - 2)) - 1/2 in powers of x - 3/2, 3/4 ≤ x ≤ 5/2. */
    private static final double[] QUOTIENT = {
        -0.01687104945901911,
        -0.14595989591430608,
        0.06291140107456492,
        -0.031308487501012776,
        0.016797098631190572,
        -0.009425622448351266,
        0.0054464578443295325,
        -0.0032120740808490524,
        0.0019229161470826622,
        -0.0011644144111553417,
        0.000711522135338352,
        -0.0004379957876150528,
        0.00027127851412624485,
        -0.00016888977259832953,
        0.0001056127278601443,
        -6.633377708646895e-05,
        4.183493760733747e-05,
        -2.6343991353811438e-05,
        1.6513491486531384e-05,
        -1.0699310720080444e-05,
        7.316657969953592e-06,
        -4.382205160602768e-06,
        1.803039342310911e-06,
        -1.282655809417366e-06,
        2.1636555053936585e-06,
        -1.6674397852415447e-06,
        -7.298218994743917e-08,
        6.173022893754457e-07,
        1.2535585479200273e-07,
        -5.221500513758583e-07,
        2.842895401638934e-07,
        -5.128646545161241e-08
    };

    /** x times what Stirling's formula lacks of log Γ(x), in powers of 1/x², x ≥ 5/2. */
    private static final double[] CORRECTION = {
        0.08333333333333333, -0.00277777777777564, 0.0007936507926348376, -0.0005952379017281656,
        0.0008417311910541597, -0.0019162977797615398, 0.006358525046715835, -0.02799103855328496,
        0.14414778463955508, -0.7483471420244691, 3.4246714775641687, -12.40213407072066,
        32.137057787033434, -52.04253157376896, 39.20440789449971
    };

    /** log|Γ(x)| over its two zeros, in powers of 4 (x + 2.59375), -2.8125 ≤ x ≤ -2.375. */
    private static final double[] BETWEEN_ZEROS = {
        5.563283706429955,
        -1.0089612698565984,
        0.7875286827773468,
        -0.28086902732784585,
        0.1823272166523755,
        -0.08305715772074458,
        0.049874415979536686,
        -0.025500730067959748,
        0.01486750223101077,
        -0.00806511231826581,
        0.004662743714817256,
        -0.0026123835090720244,
        0.0015108426979589655,
        -0.0008626255515572403,
        0.0005007073334469351,
        -0.0002893197809869959,
        0.00016865590145216235,
        -9.825147885470513e-05,
        5.771691864947777e-05,
        -3.382764423956193e-05,
        1.931836567133996e-05,
        -1.1367313102369801e-05,
        8.165294237417157e-06,
        -4.839126408560521e-06,
        6.753364182031742e-08,
        -1.915146353595275e-08,
        4.058030858816213e-06,
        -2.4354366019925144e-06,
        -2.884590856745985e-06,
        1.7372714444872022e-06,
        2.2947828469253656e-06,
        -1.380012370828344e-06,
        -9.119210974060864e-07,
        5.486541299280487e-07,
        2.213996959396244e-07,
        -1.330999255581476e-07
    };

    /** (sin(πr)/(πr) - 1 + π²r²/6)/r⁴ in powers of r², |r| ≤ 1/2. */
    private static final double[] SINC_SERIES = {
        0.8117424252833536, -0.19075182412208422, 0.026147847817654793, -0.002346081035455552,
        0.00014842879302548088, -6.975873597018932e-06, 2.5312130122243275e-07, -7.3029713376360545e-09,
        1.6792757232525068e-10
    };

    private GammaFunctions() {}

    /**
     * The gamma function ∫₀^∞ tˣ⁻¹ exp(-t) dt, continued to all real x but its poles.
     *
     * <p>Γ(±0) = ±∞; NaN at the negative integers (where the two sides disagree in sign), at -∞ and at NaN; Γ(+∞) =
     * +∞. It overflows above 171.62 and within 5.6e-309 of zero, and underflows to ±0 below -184. (n-1)! is exact as
     * far as it is a double (n ≤ 23). Measured error at most 0.75 ulp, also where the result is subnormal.
     */
    public static double gamma(double x) {
        if (x >= 0.75) {
            return x < 172 ? expLogGamma(x, 1, 1, 0) : Double.POSITIVE_INFINITY;
        }
        if (x > -0.25) {
            return aroundZero(x);
        }
        double r = x - Math.rint(x);
        if (r == 0 || x == Double.NEGATIVE_INFINITY) {
            return Double.NaN;
        }
        return isOdd(Math.floor(x)) ? -reflected(-x, r) : reflected(-x, r);
    }

    /**
     * log|Γ(x)|, for all real x.
     *
     * <p>+∞ at 0, at the negative integers, at +∞ and at -∞ (as in C); exactly 0 at 1 and 2; NaN at NaN; overflows
     * above 2.55e305. Its derivative is {@link PolygammaFunctions#digamma}. Measured error at most 1.15 ulp for x &gt;
     * 0, 2.25 ulp for x &lt; 0 where |log|Γ(x)|| ≥ 1/8 or -2.8125 &lt; x &lt; -2.375, an interval with two zeros. There are
     * zeros beside each integer below -2 too: near those, where the value is below 1/8, the absolute error stays
     * below 1.1e-17 but the relative error does not stay small.
     */
    public static double lgamma(double x) {
        if (x >= 0.75) {
            return x < Double.POSITIVE_INFINITY ? logGamma(x) : x;
        }
        if (x > 0) {
            return logGammaBelowOne(x);
        }
        double r = x - Math.rint(x);
        if (r == 0 || x == Double.NEGATIVE_INFINITY) {
            return Double.POSITIVE_INFINITY;
        }
        return x > -2.8125 && x < -2.375 ? betweenZeros(x) : logOfReflected(-x, r);
    }

    private static boolean isOdd(double integer) {
        return integer * 0.5 != Math.rint(integer * 0.5);
    }

    private static double logGamma(double x) {
        double log = x < STIRLING ? 0 : Math.log(x);
        double head = head(x, log);
        return head < Double.POSITIVE_INFINITY ? head + tail(x, log, head) : head;
    }

    /** exp(sign log Γ(x)) (factor + factorTail) for 3/4 ≤ x &lt; 172 (sign 1), x &lt; 186 (sign -1). */
    private static double expLogGamma(double x, double sign, double factor, double factorTail) {
        double log = x < STIRLING ? 0 : Math.log(x);
        double head = head(x, log);
        return expTimes(sign * head, sign * tail(x, log, head), factor, factorTail);
    }

    /** The larger part of log Γ(x), x ≥ 3/4, given log(x) if x ≥ 5/2. */
    static double head(double x, double log) {
        return x < STIRLING ? 0.5 * ((x - 1) * (x - 2)) : (x - 0.5) * (log - 1) + STIRLING_CONSTANT_HIGH;
    }

    /** log Γ(x) less its larger part. */
    static double tail(double x, double log, double head) {
        return x < STIRLING ? quotientTail(x - 1, x - 2, (-2 - (x - 2)) + x, x - 1.5) : stirlingTail(x, log, head);
    }

    private static double stirlingTail(double x, double log, double head) {
        double a = x - 0.5;
        double aLow = (x - a) - 0.5;
        double b = log - 1;
        double bLow = ((log - b) - 1) + logTail(x, log);
        double p = a * b;
        double pLow = Math.fma(a, b, -p) + (a * bLow + aLow * b);
        double z = head - p;
        double headLow = (p - (head - z)) + (STIRLING_CONSTANT_HIGH - z);
        double inverse = 1 / x;
        double correction = inverse * polynomial(CORRECTION, inverse * inverse);
        return headLow + (pLow + (STIRLING_CONSTANT_LOW + correction));
    }

    /** a (b + bLow)(1/2 + p(s)) less the rounded a b/2. */
    private static double quotientTail(double a, double b, double bLow, double s) {
        double p = a * b;
        double pLow = Math.fma(a, b, -p) + a * bLow;
        double quotient = polynomial(QUOTIENT, s);
        return Math.fma(p, quotient, pLow * (0.5 + quotient));
    }

    /** Γ(x) = Γ(1 + x)/x for -1/4 &lt; x &lt; 3/4. */
    private static double aroundZero(double x) {
        double inverse = 1 / x;
        if (Math.abs(x) < 0x1p-60) {
            return inverse;
        }
        double inverseLow = Math.fma(-inverse, x, 1) * inverse;
        double b = x - 1;
        double bLow = (-1 - b) + x;
        return expTimes(0.5 * (x * b), quotientTail(x, b, bLow, x - 0.5), inverse, inverseLow);
    }

    /** log Γ(x) = log Γ(1 + x) - log x for 0 &lt; x &lt; 3/4. */
    private static double logGammaBelowOne(double x) {
        double b = x - 1;
        double bLow = (-1 - b) + x;
        double head = 0.5 * (x * b);
        double log = Math.log(x);
        double sum = head - log;
        double z = sum + log;
        double sumLow = (head - z) - (log + (sum - z));
        return sum + (sumLow + (quotientTail(x, b, bLow, x - 0.5) - logTail(x, log)));
    }

    /** |Γ(-y)| = 1/(y |r| sinc(πr) Γ(y)) for y ≥ 1/4, r the distance of -y from the nearest integer. */
    private static double reflected(double y, double r) {
        if (y > 185) {
            return 0;
        }
        double p = y < 0.75 ? Math.abs(r) : y * Math.abs(r);
        double pLow = y < 0.75 ? 0 : Math.fma(y, Math.abs(r), -p);
        double sinc = sinc(r);
        double sincLow = sincTail(r, sinc);
        double product = p * sinc;
        double productLow = Math.fma(p, sinc, -product) + (p * sincLow + pLow * sinc);
        double q = 1 / product;
        double qLow = (Math.fma(-q, product, 1) - q * productLow) / product;
        if (y < 0.75) {
            double b = y - 1;
            return expTimes(-0.5 * (y * b), -quotientTail(y, b, (-1 - b) + y, y - 0.5), q, qLow);
        }
        return expLogGamma(y, -1, q, qLow);
    }

    /** log|Γ(-y)| = -log(y |r| sinc(πr)) - log Γ(y) for y &gt; 0. */
    private static double logOfReflected(double y, double r) {
        double p = y < 0.75 ? Math.abs(r) : y * Math.abs(r);
        double pLow = y < 0.75 ? 0 : Math.fma(y, Math.abs(r), -p);
        double sinc = sinc(r);
        double sincLow = sincTail(r, sinc);
        double product = p * sinc;
        double productLow = Math.fma(p, sinc, -product) + (p * sincLow + pLow * sinc);
        double log = Math.log(product);
        double logLow = logTail(product, log) + productLow / product;
        double stirlingLog = y < STIRLING ? 0 : Math.log(y);
        double b = y - 1;
        double head = y < 0.75 ? 0.5 * (y * b) : head(y, stirlingLog);
        double headLow = y < 0.75 ? quotientTail(y, b, (-1 - b) + y, y - 0.5) : tail(y, stirlingLog, head);
        double sum = -log - head;
        double z = sum + log;
        double sumLow = (-log - (sum - z)) - (head + z);
        return sum + (sumLow - (logLow + headLow));
    }

    /** sin(πr)/(πr), |r| ≤ 1/2. */
    static double sinc(double r) {
        double square = r * r;
        return 1 + square * (square * polynomial(SINC_SERIES, square) - ZETA_2_HIGH);
    }

    /** sin(πr)/(πr) less the rounded sinc(r). */
    static double sincTail(double r, double sinc) {
        double square = r * r;
        double squareLow = Math.fma(r, r, -square);
        double p = ZETA_2_HIGH * square;
        double pLow = Math.fma(ZETA_2_HIGH, square, -p) + (ZETA_2_LOW * square + ZETA_2_HIGH * squareLow);
        return ((1 - sinc) - p) + (square * square * polynomial(SINC_SERIES, square) - pLow);
    }

    /** (x - zero 1)(x - zero 2) times a polynomial; both differences of the high parts are exact. */
    private static double betweenZeros(double x) {
        double a = x - ZERO_1_HIGH;
        double b = x - ZERO_2_HIGH;
        double p = a * b;
        double pLow = Math.fma(a, b, -p) - (a * ZERO_2_LOW + b * ZERO_1_LOW);
        double quotient = polynomial(BETWEEN_ZEROS, 4 * (x + 2.59375));
        return Math.fma(p, quotient, pLow * quotient);
    }
}
