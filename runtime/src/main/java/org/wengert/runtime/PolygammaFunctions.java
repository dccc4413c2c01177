package org.wengert.runtime;

import static org.wengert.runtime.ExtendedPrecision.expTimes;
import static org.wengert.runtime.ExtendedPrecision.logTail;
import static org.wengert.runtime.ExtendedPrecision.polynomial;

/** The derivatives of log Γ: digamma and the polygamma functions. */
public final class PolygammaFunctions {

    /** The positive zero of digamma. */
    private static final double ROOT_HIGH = 1.4616321449683622;

    private static final double ROOT_LOW = 9.549995429965697e-17;
    private static final double ROOT_LESS_1_HIGH = 0.46163214496836236;
    private static final double ROOT_LESS_1_LOW = -1.5522348162858677e-17;

    /** The middle of x ψ(x)/(x - root) on [1, 2]. */
    private static final double QUOTIENT_OFFSET = 1.4375;

    /** x ψ(x)/(x - root) - 1.4375 in powers of x - 3/2, 1 ≤ x ≤ 2. */
    private static final double[] QUOTIENT = {
        -0.010916185952250681, 0.31561474410964213, -0.06281369492028012, 0.017935099659910574,
        -0.0059218363745451984, 0.0021055245453697005, -0.0007808823642292955, 0.0002971386774065231,
        -0.00011492418349458938, 4.4925451022223917e-05, -1.7687416223067912e-05, 6.997195701524815e-06,
        -2.7773535477505407e-06, 1.1058099235357909e-06, -4.4063526468164884e-07, 1.7255654873372493e-07,
        -6.888849233663953e-08, 3.3960069535265186e-08, -1.3572077640482382e-08
    };

    /** x² (log x - 1/(2x) - ψ(x)) in powers of 1/x², x ≥ 2. */
    private static final double[] DIGAMMA_CORRECTION = {
        0.08333333333333333, -0.008333333333326885, 0.003968253964755856, -0.004166665900719877,
        0.007575667209234035, -0.021086134795908824, 0.08299703360268697, -0.4308484634324892,
        2.700941526188303, -18.322414215969363, 121.12164638937159, -721.1073081985691,
        3666.398824915879, -15339.141346228416, 51208.54143252269, -132113.41940468014,
        252729.22932107653, -336492.3144063663, 277767.1153951523, -106892.26943493063
    };

    /** x³ (ψ'(x) - 1/x - 1/(2x²)) in powers of 1/x², x ≥ 2. */
    private static final double[] TRIGAMMA_CORRECTION = {
        0.16666666666666666, -0.03333333333332516, 0.02380952380366629, -0.033333331638065886,
        0.07575731106798678, -0.253087687746226, 1.1649326648247336, -7.007111942048626,
        51.76191177770675, -431.68098144416666, 3700.8985155793675, -30115.254975156742,
        219868.33665962456, -1388224.0198016488, 7393711.007907546, -32583700.560787234,
        116682415.7416471, -332631745.16759557, 734950307.3652937, -1210808600.6309953,
        1397801333.1329103, -1007687434.1924492, 341106776.1771277
    };

    /** (1 - πr cot(πr))/r² in powers of r², |r| ≤ 1/4. */
    private static final double[] COT_SERIES = {
        3.289868133696453, 2.164646467422292, 2.03468612396084, 2.008154714041266,
        2.0019889799437163, 2.0005022743772565, 1.9997590854471101, 2.0080732280868983,
        1.8937276859767056, 2.7545039873927943
    };

    /** (π tan(πq)/q - π²)/q² in powers of q², |q| ≤ 1/4. */
    private static final double[] TAN_SERIES = {
        32.46969701133415,
        128.1852258100374,
        512.0794516647612,
        2048.0348989246336,
        8192.015886590338,
        32767.942490254187,
        131078.1569280086,
        523886.5089089228,
        2115544.6983828456,
        7788759.6066494435,
        47487225.81142264,
        -92859536.33525701,
        3038657821.7746816,
        -15042195626.022606,
        68764322861.81767
    };

    private static final double PI_SQUARED_HIGH = 9.869604401089358;
    private static final double PI_SQUARED_LOW = 6.265295508739711e-16;

    /** B(2j)/(2j)! for j = 1, 2, ..., the Taylor coefficients of t/(exp t - 1) (DLMF 24.2.1). */
    private static final double[] BERNOULLI = {
        0.08333333333333333, -0.001388888888888889, 3.306878306878307e-05, -8.267195767195768e-07,
        2.08767569878681e-08, -5.284190138687493e-10, 1.3382536530684679e-11, -3.3896802963225827e-13,
        8.586062056277845e-15, -2.174868698558062e-16, 5.5090028283602295e-18, -1.3954464685812522e-19
    };

    private PolygammaFunctions() {}

    /**
     * The logarithmic derivative ψ of the gamma function, for all real x but its poles.
     *
     * <p>ψ(+0) = -∞, ψ(-0) = +∞, NaN at the negative integers, at -∞ and at NaN; ψ(+∞) = +∞. On [1, 2] it is a
     * polynomial that has the zero 1.4616... as a factor (the plan of W. J. Cody, A. J. Strecok and H. C. Thacher,
     * Chebyshev approximations for the psi function, Math. Comp. 27 (1973), 123-127), from 2 on log x - 1/(2x) -
     * c(1/x²)/x² (DLMF 5.11.2) with c fitted; coefficients of our own. Below 1 by recurrence (5.5.2) and reflection
     * (5.5.4). Measured error at most 1.25 ulp for x &gt; 0; for x &lt; 0 1.1 ulp of the larger of |ψ(x)| and log(2 - x):
     * there is a zero between each two poles, and near it the relative error does not stay small.
     */
    public static double digamma(double x) {
        if (x >= 2) {
            return ofTwoOrMore(x, 0);
        }
        if (x >= 1) {
            return near(x - ROOT_HIGH, -ROOT_LOW, x, 0, x - 1.5);
        }
        if (x >= 0) {
            return x == 0 ? -1 / x : belowOne(x);
        }
        if (x == Math.rint(x)) {
            return Double.NaN;
        }
        return lessPiCotPi(ofOneMore(-x), x - Math.rint(x));
    }

    /**
     * The n-th derivative of {@link #digamma}, for n ≥ 0 and all real x but the poles.
     *
     * <p>For n ≥ 1 it is (-1)ⁿ⁺¹ n! ζ(n + 1, x), the sum of 1/(x + k)ⁿ⁺¹ over k ≥ 0 (DLMF 5.15.1). At its poles 0,
     * -1, -2, ... it is +∞ if n is odd; if n is even, NaN, except ∓∞ at ±0. At +∞ it is 0 with the sign (-1)ⁿ⁺¹, NaN
     * at -∞ and NaN. n = 0 is digamma itself; n = 1 (trigamma) is fitted, with the leading terms of DLMF 5.15.8; for
     * n ≥ 2 the Hurwitz zeta function is summed by Euler and Maclaurin's formula (F. Johansson, Rigorous
     * high-precision computation of the Hurwitz zeta function and its derivatives, Numer. Algorithms 69 (2015),
     * 253-270), and n! times the power of x is one exponential. Below 0 the terms on either side of x are two such
     * sums.
     *
     * <p>Measured error at most 1.9 ulp for n = 1. For 2 ≤ n ≤ 20 it is 2.4 ulp for x &gt; 0 and 1.5 ulp for odd n and
     * x &lt; 0; for even n and x &lt; 0, where it changes sign between the poles, 1.9 ulp of its largest term or of itself.
     * Up to n = 150 samples show no more.
     *
     * @throws IllegalArgumentException if n is negative
     */
    public static double polygamma(int n, double x) {
        if (n < 0) {
            throw new IllegalArgumentException("polygamma has no order " + n + ": expected n >= 0");
        }
        if (n == 0) {
            return digamma(x);
        }
        if (x == Double.NEGATIVE_INFINITY) {
            return Double.NaN;
        }
        if (x > 0) {
            return n == 1 ? trigamma(x) : sign(n + 1) * factorialZeta(n, x);
        }
        return x == Math.rint(x) ? atPole(n, x) : belowZero(n, x);
    }

    private static double atPole(int n, double x) {
        if (n % 2 != 0) {
            return Double.POSITIVE_INFINITY;
        }
        return x == 0 ? -1 / x : Double.NaN;
    }

    private static int sign(int n) {
        return n % 2 == 0 ? 1 : -1;
    }

    /** ψ(x + xLow) for x ≥ 2. */
    private static double ofTwoOrMore(double x, double xLow) {
        if (x == Double.POSITIVE_INFINITY) {
            return x;
        }
        double log = Math.log(x);
        double inverse = 1 / x;
        double square = inverse * inverse;
        return log
                + ((logTail(x, log) + xLow * inverse)
                        - (0.5 * inverse + square * polynomial(DIGAMMA_CORRECTION, square)));
    }

    /** ψ(1 + y) for y &gt; 0. */
    private static double ofOneMore(double y) {
        double x = 1 + y;
        double z = x - y;
        double xLow = (y - (x - z)) + (1 - z);
        return y < 1 ? near(y - ROOT_LESS_1_HIGH, -ROOT_LESS_1_LOW, x, xLow, y - 0.5) : ofTwoOrMore(x, xLow);
    }

    /** ψ(x) = ψ(1 + x) - 1/x for 0 &lt; x &lt; 1. */
    private static double belowOne(double x) {
        double inverse = 1 / x;
        if (x < 0x1p-60) {
            return -inverse;
        }
        double inverseLow = Math.fma(-inverse, x, 1) * inverse;
        return differencePlus(ofOneMore(x), inverse, -inverseLow);
    }

    /** (d + dLow)(1.4375 + p(s))/(x + xLow): ψ on [1, 2], d being x - root and s being x - 3/2. */
    private static double near(double d, double dLow, double x, double xLow, double s) {
        double p = d * QUOTIENT_OFFSET;
        double pLow =
                Math.fma(d, QUOTIENT_OFFSET, -p) + (dLow * QUOTIENT_OFFSET + (d + dLow) * polynomial(QUOTIENT, s));
        double q = p / x;
        return q + (Math.fma(-q, x, p) + (pLow - q * xLow)) / x;
    }

    /** a - π cot(πr) for 0 &lt; |r| ≤ 1/2. */
    private static double lessPiCotPi(double a, double r) {
        if (Math.abs(r) <= 0.25) {
            double inverse = 1 / r;
            if (Math.abs(r) < 0x1p-60) {
                return -inverse;
            }
            double inverseLow = Math.fma(-inverse, r, 1) * inverse;
            return differencePlus(a, inverse, r * polynomial(COT_SERIES, r * r) - inverseLow);
        }
        double q = Math.copySign(0.5 - Math.abs(r), r);
        double p = PI_SQUARED_HIGH * q;
        double pLow = Math.fma(PI_SQUARED_HIGH, q, -p) + PI_SQUARED_LOW * q;
        return differencePlus(a, p, -(pLow + q * (q * q) * polynomial(TAN_SERIES, q * q)));
    }

    /** (a - b) + c, the difference with its rounding error. */
    private static double differencePlus(double a, double b, double c) {
        double difference = a - b;
        double z = difference - a;
        return difference + (((a - (difference - z)) - (b + z)) + c);
    }

    /** ψ'(x) for x &gt; 0: the recurrence up to [2, ∞), then the expansion. */
    private static double trigamma(double x) {
        if (x > 0x1p60) {
            return 1 / x;
        }
        if (!(x < 2)) {
            double y = 1 / x;
            double yLow = Math.fma(-y, x, 1) * y;
            return y + (yLow + y * y * (0.5 + y * polynomial(TRIGAMMA_CORRECTION, y * y)));
        }
        double next = x < 1 ? 1 / ((1 + x) * (1 + x)) + trigamma(2 + x) : trigamma(1 + x);
        return inverseSquarePlus(x, 0, next);
    }

    /** ψ'(x) = (π/sin(πx))² - ψ'(1 - x). */
    private static double trigammaBelowZero(double x, double r) {
        double sinc = GammaFunctions.sinc(r);
        double p = r * sinc;
        double pLow = Math.fma(r, sinc, -p) + r * GammaFunctions.sincTail(r, sinc);
        return inverseSquarePlus(p, pLow, -trigamma(1 - x));
    }

    /** 1/(x + xLow)² + y. */
    private static double inverseSquarePlus(double x, double xLow, double y) {
        double square = x * x;
        double inverse = 1 / square;
        if (square < 0x1p-900) {
            return inverse;
        }
        double squareLow = Math.fma(x, x, -square) + 2 * x * xLow;
        double inverseLow = (Math.fma(-inverse, square, 1) - inverse * squareLow) * inverse;
        return inverse + (inverseLow + y);
    }

    /** n! ζ(n + 1, x) for n ≥ 2, x &gt; 0, with the dominant n!/xⁿ⁺¹ taken out of the sum. */
    private static double factorialZeta(int n, double x) {
        return factorialOverPower(n, x, zeta(n + 1.0, x));
    }

    /** n! factor/xⁿ⁺¹ for n ≥ 2, x &gt; 0. */
    private static double factorialOverPower(int n, double x, double factor) {
        double s = n + 1.0;
        double log = Math.log(x);
        double p = s * log;
        double factorialLog = Math.log(s);
        double factorial = GammaFunctions.head(s, factorialLog);
        double head = factorial - p;
        if (head < -1400 || head > 710) {
            return head < 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        double z = head - factorial;
        double headLow = (factorial - (head - z)) - (p + z);
        double pLow = Math.fma(s, log, -p) + s * logTail(x, log);
        double factorialLow = GammaFunctions.tail(s, factorialLog, factorial);
        return expTimes(head, headLow + (factorialLow - pLow), factor, 0);
    }

    /** xˢ ζ(s, x): terms up to x + k ≥ 10 + 0.8 s, or until they vanish, then the expansion in 1/(x + k). */
    private static double zeta(double s, double x) {
        double sum = 1;
        double lost = 0;
        double start = 10 + 0.8 * s;
        double y = x;
        double term = 1;
        for (int k = 1; y < start; k++) {
            y = x + k;
            double z = y - x;
            double yLow = (x - (y - z)) + (k - z);
            double ratio = x / y;
            double ratioLow = (Math.fma(-ratio, y, x) - ratio * yLow) / y;
            term = Math.pow(ratio, s) * (1 + s * (ratioLow / ratio));
            if (term < 1e-20 * sum) {
                return sum + lost;
            }
            double next = sum + term;
            lost += (sum - next) + term;
            sum = next;
        }
        // The term at y itself is in the sum already: the formula's half becomes minus a half.
        double integral = y / (s - 1);
        double integralLow = Math.fma(-integral, s - 1, y) / (s - 1);
        return sum + (lost + term * (integral + (integralLow + (bernoulliSum(s, y) - 0.5))));
    }

    /** The sum of B(2j)/(2j)! s (s+1) ... (s+2j-2) / y^(2j-1). */
    private static double bernoulliSum(double s, double y) {
        double factor = s / y;
        double sum = 0;
        for (int j = 0; j < BERNOULLI.length; j++) {
            sum += BERNOULLI[j] * factor;
            factor *= (s + 2 * j + 1) / y * ((s + 2 * j + 2) / y);
        }
        return sum;
    }

    /** The n-th derivative at x = r - m, m the nearest integer to -x. */
    private static double belowZero(int n, double x) {
        double nearest = Math.rint(x);
        double r = x - nearest;
        if (n == 1) {
            return trigammaBelowZero(x, r);
        }
        double pole = factorialOverPower(n, Math.abs(r), 1) * (r < 0 ? sign(n + 1) : 1);
        if (Double.isInfinite(pole)) {
            return sign(n + 1) * pole;
        }
        double right = factorialZeta(n, 1 + r);
        double left = nearest == 0 ? 0 : factorialZeta(n, 1 - r) - factorialZeta(n, (1 - nearest) - r);
        return sign(n + 1) * (pole + (right + sign(n + 1) * left));
    }
}
