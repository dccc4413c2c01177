package org.wengert.runtime;

/**
 * More differences of a function at two places, with their digits where the places are near or the values nearly equal. Each is the
 * plain difference where the way that keeps the digits has no value.
 */
public final class Distances {

    /** Whole exponents up to this one are sums of products. */
    private static final int LARGEST_WHOLE = 64;

    private static final double TWO_OVER_ROOT_OF_PI = 1.1283791670955126;

    private Distances() {}

    /** √(a² + b²) - a. */
    public static double hypotLess(double a, double b) {
        double h = Norms.hypot(a, b);
        return !(a > 0) || h == Double.POSITIVE_INFINITY
                ? h - a
                : h < 1e300 ? b * (b / (h + a)) : b * (0.5 * b / (0.5 * h + 0.5 * a));
    }

    /** 1 - a/√(a² + b²); 1 at the origin, where the slope of the norm is 0. */
    public static double hypotLessSlope(double a, double b) {
        if (Math.abs(a) > 1e300 || Math.abs(b) > 1e300) {
            return Math.abs(a) == Double.POSITIVE_INFINITY || Math.abs(b) == Double.POSITIVE_INFINITY
                    ? a == Double.POSITIVE_INFINITY ? 0 : 1 - a / Math.hypot(a, b)
                    : hypotLessSlope(0x1p-60 * a, 0x1p-60 * b);
        }
        double h = Norms.hypot(a, b);
        return h == 0 ? 1 : a > 0 ? (b / h) * (b / (h + a)) : 1 - a / h;
    }

    /** √a - √b. */
    public static double root(double a, double b) {
        double sum = Math.sqrt(a) + Math.sqrt(b);
        return sum > 0 && sum < Double.POSITIVE_INFINITY ? (a - b) / sum : Math.sqrt(a) - Math.sqrt(b);
    }

    /** 1/√(x + d) - 1/√x. */
    public static double reciprocalRootStep(double x, double d) {
        double p = Math.sqrt(x);
        double q = Math.sqrt(x + d);
        double product = p * q;
        return product > 0 && product < Double.POSITIVE_INFINITY ? -(d / (p + q) / product) : 1 / q - 1 / p;
    }

    /** ∛a - ∛b. */
    public static double cbrt(double a, double b) {
        return cbrtDifference(a, b, a - b);
    }

    /** ∛(x + d) - ∛x. */
    public static double cbrtStep(double x, double d) {
        return cbrtDifference(x + d, x, d);
    }

    /** 1/∛(x + d)² - 1/∛x². */
    public static double reciprocalCbrtStep(double x, double d) {
        double p = Math.cbrt(x);
        double q = Math.cbrt(x + d);
        double product = p * q;
        return product != 0 && Math.abs(product) < Double.POSITIVE_INFINITY
                ? -(cbrtDifference(x + d, x, d) / product * ((p + q) / product))
                : 1 / (q * q) - 1 / (p * p);
    }

    private static double cbrtDifference(double a, double b, double d) {
        double p = Math.cbrt(a);
        double q = Math.cbrt(b);
        double sum = p * p + p * q + q * q;
        return sum > 0 && sum < Double.POSITIVE_INFINITY && Math.abs(d) < Double.POSITIVE_INFINITY ? d / sum : p - q;
    }

    /** 1/a - 1/b. */
    public static double reciprocal(double a, double b) {
        double d = b - a;
        return !(Math.abs(d) <= Double.MAX_VALUE) ? 1 / a - 1 / b : Math.abs(a) < Math.abs(b) ? d / b / a : d / a / b;
    }

    /** a/b - a/c. */
    public static double quotient(double a, double b, double c) {
        return quotientDifference(a, b, c, c - b);
    }

    /** a/(x + d) - a/x. */
    public static double quotientStep(double a, double x, double d) {
        return quotientDifference(a, x + d, x, -d);
    }

    private static double quotientDifference(double a, double b, double c, double d) {
        if (!(Math.abs(d) <= Double.MAX_VALUE)) {
            return a / b - a / c;
        }
        double small = Math.abs(b) < Math.abs(c) ? b : c;
        double share = d / (small == b ? c : b);
        double difference = a / small * share;
        return Math.abs(difference) <= Double.MAX_VALUE ? difference : a * (share / small);
    }

    /** aⁿ - bⁿ. */
    public static double power(double a, double b, double n) {
        return powerDifference(a, b, a - b, n);
    }

    /** (x + d)ⁿ - xⁿ. */
    public static double powerStep(double x, double d, double n) {
        return powerDifference(x + d, x, d, n);
    }

    private static double powerDifference(double a, double b, double d, double n) {
        double size = Math.abs(n);
        if (size >= 1
                && size <= LARGEST_WHOLE
                && size == Math.rint(size)
                && Math.abs(a) + Math.abs(b) <= Double.MAX_VALUE) {
            double sum = 1;
            double power = a;
            double other = b;
            for (int k = 1; k < size; k++) {
                sum = sum * b + power;
                power *= a;
                other *= b;
            }
            double difference = n > 0 ? d * sum : -(d * sum / power / other);
            if (Math.abs(difference) <= Double.MAX_VALUE) {
                return difference;
            }
        }
        double t =
                a > 0.5 * b && a < 2 * b ? n * Math.log1p(d / b) : size < 1 && a > 0 && b > 0 ? n * Math.log(a / b) : 2;
        return Math.abs(t) < 0.5 ? Math.pow(b, n) * Math.expm1(t) : Math.pow(a, n) - Math.pow(b, n);
    }

    /** eᵃ - eᵇ, given d = a - b and both exponentials. */
    public static double exp(double d, double expOfA, double expOfB) {
        return Math.abs(d) < 0.75 ? expOfB * Math.expm1(d) : expOfA - expOfB;
    }

    /** The logistic function at a less that at b, also where both are 1. */
    public static double sigmoid(double a, double b) {
        return a == b ? 0 : a < b ? -sigmoid(b, a) : -Math.expm1(b - a) * sigmoid(a) * sigmoid(-b);
    }

    /** The logistic function at x + d less that at x. */
    public static double sigmoidStep(double x, double d) {
        return d > 0 ? -Math.expm1(-d) * sigmoid(x + d) * sigmoid(-x) : Math.expm1(d) * sigmoid(x) * sigmoid(-(x + d));
    }

    /** tanh(x + d) - tanh(x). */
    public static double tanhStep(double x, double d) {
        return Math.abs(x) < 1e300 && Math.abs(d) < 1e300
                ? 2 * sigmoidStep(2 * x, 2 * d)
                : Math.tanh(x + d) - Math.tanh(x);
    }

    private static double sigmoid(double x) {
        double e = Math.exp(-Math.abs(x));
        return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }

    /** tan(a) - tan(b). */
    public static double tan(double a, double b) {
        double d = a - b;
        return Math.abs(d) < 0.5 ? Math.sin(d) / (Math.cos(a) * Math.cos(b)) : Math.tan(a) - Math.tan(b);
    }

    /** tan(x + d) - tan(x). */
    public static double tanStep(double x, double d) {
        return Math.abs(d) < 0.5
                ? Math.sin(d) / (Math.cos(x) * Differences.cosOfSum(x, d))
                : Math.tan(x + d) - Math.tan(x);
    }

    /** atan(a) - atan(b). */
    public static double atan(double a, double b) {
        return atanDifference(a, b, a - b);
    }

    /** atan(x + d) - atan(x). */
    public static double atanStep(double x, double d) {
        return atanDifference(x + d, x, d);
    }

    private static double atanDifference(double a, double b, double d) {
        double product = 1 + a * b;
        if (!(product > 0 && Math.abs(d) <= Double.MAX_VALUE)) {
            return Math.atan(a) - Math.atan(b);
        }
        return Math.atan(product < Double.POSITIVE_INFINITY ? d / product : d / a / b);
    }

    /** erf(a) - erf(b), with its digits where a is near b and in both tails. */
    public static double erf(double a, double b) {
        return erfDifference(a, b, a - b);
    }

    /** erf(x + d) - erf(x). */
    public static double erfStep(double x, double d) {
        return erfDifference(x + d, x, d);
    }

    private static double erfDifference(double a, double b, double d) {
        if (Math.abs(d) * Math.max(1, 2 * Math.min(Math.abs(a), Math.abs(b))) < 1) {
            return TWO_OVER_ROOT_OF_PI * ErrorFunctions.gauss(b + 0.5 * d) * Differences.relativeIntegral(b, d, 2);
        }
        if (a > 0 && b > 0) {
            return ErrorFunctions.erfc(b) - ErrorFunctions.erfc(a);
        }
        return a < 0 && b < 0
                ? ErrorFunctions.erfc(-a) - ErrorFunctions.erfc(-b)
                : ErrorFunctions.erf(a) - ErrorFunctions.erf(b);
    }

    /** (√(b² + a c) - b)/a; at infinities its limits. */
    public static double quadraticRoot(double a, double b, double c) {
        if (Math.abs(b) == Double.POSITIVE_INFINITY) {
            return b > 0 ? c / b : -b / a;
        }
        if (Math.abs(a) == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double root = Differences.rootOfSquarePlus(b, a * c);
        return b > 0 && a != 0 && root < Double.POSITIVE_INFINITY ? c / (root + b) : (root - b) / a;
    }

    /** (√(b² + a c) - b)/(a √(b² + a c)). */
    public static double quadraticRootSlope(double a, double b, double c) {
        return quadraticRoot(a, b, c) / Differences.rootOfSquarePlus(b, a * c);
    }

    /** (2 a + b)/(2 √(a² + b a + c)) - 1. */
    public static double rootOfQuadraticLessSlope(double a, double b, double c) {
        double root = 2 * Differences.rootOfSquarePlus(a, b * a + c);
        double slope = 2 * a + b;
        double less = Math.fma(b, b, -4 * c);
        return slope > 0 && Math.abs(less) < Double.POSITIVE_INFINITY && root < Double.POSITIVE_INFINITY
                ? less / (root + slope) / root
                : slope / root - 1;
    }

    /** log(1 + a/b), also where the quotient is no double. */
    public static double log1pOfQuotient(double a, double b) {
        double q = a / b;
        return q > -0.5 && q < 1 ? Math.log1p(q) : Differences.logOfOneMoreThanQuotient(b, a);
    }
}
