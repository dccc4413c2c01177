package org.wengert.runtime;

/**
 * Differences of a function at two near places, which as they are written cancel, and powers of numbers near 1. Each is the
 * plain difference where that keeps its digits. {@code step} functions are given a place and how far the other one is from it,
 * so that the distance keeps its digits; the others are given both places.
 */
public final class Differences {

    /** Nodes and weights of Gauss and Legendre on [-1, 1], the positive half. */
    private static final double[] NODES = {
        0.1252334085114689,
        0.3678314989981802,
        0.5873179542866175,
        0.7699026741943047,
        0.9041172563704749,
        0.9815606342467192
    };

    private static final double[] WEIGHTS = {
        0.2491470458134028,
        0.2334925365383548,
        0.2031674267230659,
        0.1600783285433462,
        0.1069393259953184,
        0.0471753363865118
    };

    private Differences() {}

    /** 1 - cos(x), given cos(x): 2 sin(x/2)² where that is near 1. At most 2 ulp. */
    public static double oneMinusCos(double x, double cos) {
        if (!(cos > 0.5)) {
            return 1 - cos;
        }
        double sin = Math.sin(0.5 * x);
        return 2 * (sin * sin);
    }

    /** cosh(x) - 1, given cosh(x): 2 sinh(x/2)² where that is near 1. At most 4 ulp. */
    public static double coshLessOne(double x, double cosh) {
        if (!(Math.abs(x) < 2)) {
            return cosh - 1;
        }
        double sinh = Math.sinh(0.5 * x);
        return 2 * (sinh * sinh);
    }

    /** cos(x + d) - cos(x) = -2 sin(x + d/2) sin(d/2). At most 2.5 ulp for moderate x, but for those of the argument x + d/2. */
    public static double cosStep(double x, double d) {
        return -2 * sinOfSum(x, 0.5 * d) * Math.sin(0.5 * d);
    }

    /** sin(x + d) - sin(x) = 2 cos(x + d/2) sin(d/2). At most 2.5 ulp for moderate x, but for those of the argument x + d/2. */
    public static double sinStep(double x, double d) {
        return 2 * cosOfSum(x, 0.5 * d) * Math.sin(0.5 * d);
    }

    /** cos(a) - cos(b), with its digits where a is near b. */
    public static double cos(double a, double b) {
        double d = a - b;
        return Math.abs(d) < 0.5 ? cosStep(b, d) : Math.cos(a) - Math.cos(b);
    }

    /** sin(a) - sin(b), with its digits where a is near b. */
    public static double sin(double a, double b) {
        double d = a - b;
        return Math.abs(d) < 0.5 ? sinStep(b, d) : Math.sin(a) - Math.sin(b);
    }

    private static double sinOfSum(double a, double b) {
        double s = a + b;
        return Math.sin(s) + lost(a, b, s) * Math.cos(s);
    }

    static double cosOfSum(double a, double b) {
        double s = a + b;
        return Math.cos(s) - lost(a, b, s) * Math.sin(s);
    }

    /** What the rounded sum s of a and b lacks; 0 where it is not finite. */
    private static double lost(double a, double b, double s) {
        double z = s - a;
        double lost = (a - (s - z)) + (b - z);
        return Math.abs(lost) <= Double.MAX_VALUE ? lost : 0;
    }

    /** exp(a + b) = exp(a) exp(b), the rounding error of the sum taken along: at most 1.6 ulp. */
    public static double expOfSum(double a, double b) {
        double s = a + b;
        double e = Math.exp(s);
        return e < Double.POSITIVE_INFINITY ? e + e * lost(a, b, s) : e;
    }

    /** (1 + x)ⁿ, the rounding error of 1 + x taken along. */
    public static double compound(double x, double n) {
        double s = 1 + x;
        double p = Math.pow(s, n);
        double t = n * (lost(1, x, s) / s);
        return !(p < Double.POSITIVE_INFINITY) || p == 0 || t == 0 || Double.isNaN(t)
                ? p
                : Math.abs(t) < 1e-9 ? p + p * t : p * Math.exp(t);
    }

    /** (1 + x)ⁿ - 1, with its digits where that is small. */
    public static double compoundLessOne(double x, double n) {
        double t = x > -1 ? n * Math.log1p(x) : 2;
        return Math.abs(t) < 1 ? Math.expm1(t) : compound(x, n) - 1;
    }

    /** aᵇ - 1, with its digits where that is small. */
    public static double powerLessOne(double a, double b) {
        double t = a > 0 ? b * Math.log(a) : 2;
        return Math.abs(t) < 1 ? Math.expm1(t) : Math.pow(a, b) - 1;
    }

    /** √(1 + x) - 1. */
    public static double rootOfOneMoreLessOne(double x) {
        return x < 1e300 ? x / (1 + Math.sqrt(1 + x)) : Math.sqrt(x);
    }

    /** 1/√(1 - x) - 1. */
    public static double reciprocalRootLessOne(double x) {
        double root = Math.sqrt(1 - x);
        return x < -1e300 ? -1 : x / (root * (1 + root));
    }

    /** √(1 + x²) - 1. */
    public static double hypotLessOne(double x) {
        double a = Math.abs(x);
        return a < 1e150 ? a * (a / (1 + Math.sqrt(1 + a * a))) : a;
    }

    /** √(x² + d) - x. */
    public static double rootLess(double x, double d) {
        double root = rootOfSquarePlus(x, d);
        return x > 0 && root < Double.POSITIVE_INFINITY ? d / (root + x) : root - x;
    }

    /** 1 - x/√(x² + d); 1 where both are 0. */
    public static double rootLessSlope(double x, double d) {
        double root = rootOfSquarePlus(x, d);
        return root == 0 && x == 0
                ? 1
                : x > 0 && root < Double.POSITIVE_INFINITY ? d / (root + x) / root : 1 - x / root;
    }

    /** √(x² + d), also where the square overflows. */
    public static double rootOfSquarePlus(double x, double d) {
        double a = Math.abs(x);
        return a < 1e150
                ? Math.sqrt(Math.fma(x, x, d))
                : a < Double.POSITIVE_INFINITY ? a * Math.sqrt(1 + d / a / a) : a + d;
    }

    /** √(x + d) - √x. */
    public static double rootStep(double x, double d) {
        double sum = Math.sqrt(x + d) + Math.sqrt(x);
        return sum > 0 && sum < Double.POSITIVE_INFINITY ? d / sum : Math.sqrt(x + d) - Math.sqrt(x);
    }

    /** log((x + d)/x), with its digits where d is small beside x and where the quotient is no double. */
    public static double logOfOneMoreThanQuotient(double x, double d) {
        double sum = x + d;
        double q = sum / x;
        if (q > 0.5 && q < 2) {
            return Math.log1p(d / x);
        }
        return Math.abs(q) == Double.POSITIVE_INFINITY && Math.abs(d) == Double.POSITIVE_INFINITY
                ? Double.POSITIVE_INFINITY
                : logOfQuotient(sum, x);
    }

    /** log(x + d) - log(x), NaN where one of them is. */
    public static double logStep(double x, double d) {
        return x < 0 || x + d < 0 ? Double.NaN : logOfOneMoreThanQuotient(x, d);
    }

    /** log(a/b), also where the quotient is no double. */
    private static double logOfQuotient(double a, double b) {
        double q = a / b;
        if (q > 0.5 && q < 2) {
            return Math.log1p((a - b) / b);
        }
        return (q > 1e-290 && q < 1e290) || a > 0 != b > 0 || a == 0 || b == 0
                ? Math.log(q)
                : Math.log(Math.abs(a)) - Math.log(Math.abs(b));
    }

    /** Φ(a) - Φ(b), with its digits where a is near b and in both tails. At most 5 ulp. */
    public static double normalCdf(double a, double b) {
        double d = a - b;
        if (Math.abs(d) * Math.max(1, Math.min(Math.abs(a), Math.abs(b))) < 1) {
            return NormalDistribution.normalDensity(b + 0.5 * d) * relativeIntegral(b, d, 1);
        }
        return a > 0 && b > 0
                ? NormalDistribution.normalCdf(-b) - NormalDistribution.normalCdf(-a)
                : NormalDistribution.normalCdf(a) - NormalDistribution.normalCdf(b);
    }

    /** The integral of exp(-scale t²/2) from x to x + d over its value at the middle of them, which is rounded. */
    static double relativeIntegral(double x, double d, double scale) {
        double half = 0.5 * d;
        double middle = x + half;
        double sum = 0;
        for (int k = 0; k < NODES.length; k++) {
            double t = half * NODES[k];
            sum += WEIGHTS[k] * (Math.exp(-0.5 * scale * t * t) * Math.cosh(scale * middle * t));
        }
        double lost = lost(x, half, middle);
        return (1 - scale * middle * lost) * d * sum;
    }

    /** log|Γ(x + d)| - log|Γ(x)|, with its digits where d is small beside a large x. At most 5 ulp there. */
    public static double lgammaStep(double x, double d) {
        double y = x + d;
        if (!(x > LARGE && y > LARGE) || y == Double.POSITIVE_INFINITY) {
            if (!isNear(x, d)) {
                return GammaFunctions.lgamma(y) - GammaFunctions.lgamma(x);
            }
            double sum = 0;
            for (int k = 0; k < SHIFT; k++) {
                sum += Math.log1p(d / (x + k));
            }
            return lgammaStep(x + SHIFT, d) - sum;
        }
        // Stirling's formula at both places (DLMF 5.11.1); what the sum lacks of y is in d.
        double rest = d * (Math.log(y) - 1);
        return (x - 0.5) * Math.log1p(d / x) + rest + stirlingStep(x, y, d, -1);
    }

    /** log|Γ(a)Γ(b)/Γ(a + b)|, with its digits where a and b are of different size. */
    public static double lbeta(double a, double b) {
        double less = Math.min(a, b);
        if (Double.isInfinite(less) && Double.isInfinite(Math.max(a, b))) {
            return GammaFunctions.lgamma(a) + GammaFunctions.lgamma(b); // the sum of the two may be any number
        }
        return GammaFunctions.lgamma(less) - lgammaStep(Math.max(a, b), less);
    }

    /** ψ(x + d) - ψ(x), with its digits where d is small beside a large x. At most 5 ulp there. */
    public static double digammaStep(double x, double d) {
        double y = x + d;
        if (!(x > LARGE && y > LARGE) || y == Double.POSITIVE_INFINITY) {
            if (!isNear(x, d)) {
                return PolygammaFunctions.digamma(y) - PolygammaFunctions.digamma(x);
            }
            double sum = 0;
            for (int k = SHIFT - 1; k >= 0; k--) {
                sum -= powerStep(x + k, y + k, d, 1);
            }
            return digammaStep(x + SHIFT, d) + sum;
        }
        double inverse = 1 / x / y;
        return Math.log1p(d / x) + 0.5 * d * inverse + stirlingStep(x, y, d, 0);
    }

    /** ψ'(x + d) - ψ'(x), with its digits where d is small beside a large x. At most 5 ulp there. */
    public static double trigammaStep(double x, double d) {
        double y = x + d;
        if (!(x > LARGE && y > LARGE) || y == Double.POSITIVE_INFINITY) {
            if (!isNear(x, d)) {
                return PolygammaFunctions.polygamma(1, y) - PolygammaFunctions.polygamma(1, x);
            }
            double sum = 0;
            for (int k = SHIFT - 1; k >= 0; k--) {
                sum += powerStep(x + k, y + k, d, 2);
            }
            return trigammaStep(x + SHIFT, d) + sum;
        }
        return powerStep(x, y, d, 1) + (0.5 * powerStep(x, y, d, 2) + stirlingStep(x, y, d, 1));
    }

    /** Bernoulli numbers over 2k (2k - 1), k from 1. */
    private static final double[] STIRLING = {
        1 / 12.0, -1 / 360.0, 1 / 1260.0, -1 / 1680.0, 1 / 1188.0, -691 / 360360.0, 1 / 156.0, -3617 / 122400.0
    };

    /** From here on Stirling's formula has all digits. */
    private static final double LARGE = 16;

    /** By how much arguments grow by the recurrence. */
    private static final int SHIFT = 17;

    /** Whether the plain difference of values at small positive places would cancel. */
    private static boolean isNear(double x, double d) {
        return x > 0 && x <= LARGE + 1 && Math.abs(d) < 0.5 * Math.min(x, 1);
    }

    /** The corrections of Stirling's formula at y = x + d less those at x: of log Γ for n = -1, of ψ for n = 0, of ψ' for n = 1. */
    private static double stirlingStep(double x, double y, double d, int n) {
        double sum = 0;
        for (int k = 1; k <= STIRLING.length; k++) {
            int power = 2 * k + n;
            double factor = n < 0 ? 1 : n == 0 ? -(power - 1) : power * (power - 1.0) - 2 * (power - 1);
            sum += STIRLING[k - 1] * factor * powerStep(x, y, d, power);
        }
        return sum;
    }

    /** y⁻ᵖ - x⁻ᵖ = -d/(x y) times the sum of y⁻ⁱ x⁻ʲ, i + j = p - 1. */
    private static double powerStep(double x, double y, double d, int p) {
        double u = 1 / x;
        double v = 1 / y;
        double sum = 0;
        double first = 1;
        for (int i = 0; i < p; i++) {
            sum = sum * u + first;
            first *= v;
        }
        return -d * u * v * sum;
    }

    /** log(Γ(x)), NaN where the gamma function is negative. */
    public static double logOfGamma(double x) {
        return x < 0 && GammaFunctions.gamma(x) < 0 ? Double.NaN : GammaFunctions.lgamma(x);
    }

    /** Γ(x)/Γ(x + d), also where both overflow. */
    public static double gammaQuotient(double x, double d) {
        double y = x + d;
        if (!(Math.abs(d) < 0.25 && x > 2) && ((x < 171 && y < 171) || !(x > LARGE && y > LARGE))) {
            return GammaFunctions.gamma(x) / GammaFunctions.gamma(y);
        }
        return Math.exp(-lgammaStep(x, d));
    }

    /** Γ(a)Γ(b)/Γ(a + b), also where the factors overflow. At most 40 ulp where both are positive. */
    public static double beta(double a, double b) {
        double less = Math.min(a, b);
        double more = Math.max(a, b);
        return less > 10 && more < Double.POSITIVE_INFINITY
                ? stirlingBeta(less, more)
                : GammaFunctions.gamma(less) * gammaQuotient(more, less);
    }

    /** Stirling's formula for each (DLMF 5.11.1); the powers are given what their bases lack. */
    private static double stirlingBeta(double a, double b) {
        double sum = a + b;
        double sumLow = a - (sum - b);
        double shareOfA = a / sum;
        double shareOfB = b / sum;
        double lacking =
                Math.fma(-shareOfA, sum, a) - shareOfA * sumLow + (Math.fma(-shareOfB, sum, b) - shareOfB * sumLow);
        double rest = stirlingRest(a) + stirlingRest(b) - stirlingRest(sum);
        return Math.pow(shareOfA, a)
                * Math.pow(shareOfB, b)
                * Math.sqrt(2 * Math.PI / a * (sum / b))
                * Math.exp(rest + lacking);
    }

    /** The sum of B(2k)/(2k (2k - 1) x^(2k - 1)). */
    private static double stirlingRest(double x) {
        double square = x * x;
        double value = 0;
        for (int k = STIRLING.length - 1; k >= 0; k--) {
            value = value / square + STIRLING[k];
        }
        return value / x;
    }
}
