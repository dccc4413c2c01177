package org.wengert.runtime;

/**
 * Derivatives of inverse trigonometric and hyperbolic functions over the whole range of doubles: 1/(1 + x²) and its relatives,
 * whose squares overflow from 1.3e154 on and vanish below 1.5e-154.
 *
 * <p>Each takes the short way where nothing overflows, so that it costs what the formula costs, and scales by a power of two
 * elsewhere. Errors are at most 2 ulp, also where the result is subnormal.
 */
public final class Quotients {

    /** Squares of numbers up to this one are doubles, and so are sums of two of them. */
    private static final double LARGE = 0x1p500;

    /** A sum of squares from this on has lost no digit by underflow. */
    private static final double SMALL_SQUARE = 0x1p-960;

    private static final double LARGE_SQUARE = 0x1p1000;

    private Quotients() {}

    /**
     * a/(a² + b²), given a² + b² as it came out of doubles.
     *
     * <p>0 with the sign of a where an argument is infinite, NaN at the origin and for NaN.
     */
    public static double overSquares(double a, double b, double squares) {
        return squares > SMALL_SQUARE && squares < LARGE_SQUARE ? a / squares : scaledOverSquares(a, b);
    }

    private static double scaledOverSquares(double a, double b) {
        double m = Math.max(Math.abs(a), Math.abs(b));
        if (m == Double.POSITIVE_INFINITY) {
            return Math.copySign(0, a);
        }
        int k = Math.getExponent(m);
        double x = Math.scalb(a, -k);
        double y = Math.scalb(b, -k);
        return Math.scalb(x / (x * x + y * y), -k);
    }

    /** 1/(1 + x²): 0 at ±∞. */
    public static double overOnePlusSquare(double x) {
        return Math.abs(x) < LARGE ? 1 / (1 + x * x) : 1 / x / x;
    }

    /** 1/√(1 + x²): 0 at ±∞. */
    public static double overRoot(double x) {
        return Math.abs(x) < LARGE ? 1 / Math.sqrt(1 + x * x) : 1 / Math.abs(x);
    }

    /** x/√(1 + x²), between -1 and 1, its limits at ±∞. */
    public static double quotientByRoot(double x) {
        return Math.abs(x) < LARGE ? x / Math.sqrt(1 + x * x) : Math.signum(x);
    }

    /** √(x² - 1) for x ≥ 1, ∞ at ∞. */
    public static double rootOfSquareLessOne(double x) {
        return x < LARGE ? Math.sqrt((x - 1) * (x + 1)) : x;
    }

    /** 1 - tanh(x)², that is 1/cosh(x)², given tanh(x). */
    public static double sechSquare(double x, double tanh) {
        return Math.abs(tanh) < 0.75 ? (1 - tanh) * (1 + tanh) : farSechSquare(Math.abs(x));
    }

    private static double farSechSquare(double a) {
        double e = Math.exp(-a);
        double s = 2 * e / (1 + e * e);
        return s * s;
    }

    /** tanh(x/2), given 1/(1 + exp(-x)). */
    public static double halfTanh(double x, double sigmoid) {
        return Math.abs(x) < 1 ? Math.tanh(0.5 * x) : 2 * sigmoid - 1;
    }

    /** 1/(1 + exp(-x)), given exp(-x), also where that overflows. */
    public static double sigmoid(double x, double negativeExp) {
        return negativeExp < Double.POSITIVE_INFINITY ? 1 / (1 + negativeExp) : Math.exp(x);
    }
}
