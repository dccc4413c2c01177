package org.wengert.runtime;

import java.util.Arrays;

/**
 * Euclidean norms and their derivatives. The sum of the squares is taken as it is; only where it leaves the range in which its
 * digits are right are the numbers scaled by a power of two and summed again.
 */
public final class Norms {

    /** Between these a sum of squares has neither overflown nor lost what matters of a square. */
    private static final double LEAST = 0x1p-900;

    private static final double LARGEST = 0x1p1000;

    private static final double LN_2 = 0.6931471805599453;

    private Norms() {}

    /** Whether a sum of squares is in the range in which all that matters of it is right. */
    private static boolean isSafe(double sumOfSquares) {
        return !(sumOfSquares <= LEAST || sumOfSquares >= LARGEST);
    }

    /** {@code sqrt(a^2 + b^2)}, at most 1.2 ulp in 300,000 samples. */
    public static double hypot(double a, double b) {
        double s = a * a + b * b;
        return isSafe(s) ? Math.sqrt(s) : Math.hypot(a, b);
    }

    /** The root of the sum of the squares, of three numbers at most 1.5 ulp in 300,000 samples, 1.6 where the squares leave the range. */
    public static double hypot(double... x) {
        double sum = 0;
        for (double each : x) {
            sum += each * each;
        }
        return root(sum, x);
    }

    /** The root of the sum of the squares, which is given and may have left the range. */
    public static double root(double sumOfSquares, double... x) {
        if (isSafe(sumOfSquares)) {
            return Math.sqrt(sumOfSquares);
        }
        double hypot = x[0];
        for (int i = 1; i < x.length; i++) {
            hypot = Math.hypot(hypot, x[i]);
        }
        return hypot;
    }

    /** The root of the sum of the squares of {@code n} numbers, in the order of {@link Matrices#dot}. */
    public static double norm(int n, double[] x, int xAt) {
        double s = Matrices.dot(n, x, xAt, x, xAt);
        if (isSafe(s)) {
            return Math.sqrt(s);
        }
        double largest = largest(n, x, xAt);
        if (!(largest > 0 && largest <= Double.MAX_VALUE)) {
            return largest;
        }
        int exponent = Math.getExponent(largest);
        return Math.scalb(Math.sqrt(scaledSquares(n, x, xAt, exponent)), exponent);
    }

    private static double scaledSquares(int n, double[] x, int xAt, int exponent) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double scaled = Math.scalb(x[xAt + i], -exponent);
            sum = Math.fma(scaled, scaled, sum);
        }
        return sum;
    }

    /** The largest magnitude; NaN if one is none, and no number is infinite. */
    private static double largest(int n, double[] x, int xAt) {
        double largest = 0;
        boolean isNumber = true;
        for (int i = 0; i < n; i++) {
            double size = Math.abs(x[xAt + i]);
            isNumber &= !Double.isNaN(size);
            largest = size > largest ? size : largest;
        }
        return isNumber || largest == Double.POSITIVE_INFINITY ? largest : Double.NaN;
    }

    /** The logarithm of the product of {@code n} numbers, also where that is no double; NaN where it is negative. */
    public static double logProduct(int n, double[] x, int xAt) {
        double product = 1;
        long exponent = 0;
        for (int i = 0; i < n; i++) {
            double factor = x[xAt + i];
            int e = scale(factor);
            product *= e == 0 ? factor : Math.scalb(factor, -e);
            int f = scale(product);
            product = f == 0 ? product : Math.scalb(product, -f);
            exponent += e + f;
        }
        return Math.abs(exponent) < 500
                ? Math.log(Math.scalb(product, (int) exponent))
                : Math.log(product) + exponent * LN_2;
    }

    /** By which power of two a number is to be divided for products of two such ones to be doubles. */
    private static int scale(double x) {
        double size = Math.abs(x);
        boolean middle = size > 0x1p-500 && size < 0x1p500;
        return middle || size == 0 || !(size <= Double.MAX_VALUE) ? 0 : Math.max(Math.getExponent(x), -1000);
    }

    /** {@code y = x/norm(x)}, the gradient of the norm; 0 at 0, where the norm has its minimum. */
    public static void unit(int n, double[] x, int xAt, double[] y, int yAt) {
        Matrices.checkSlice(y, yAt, n, 1);
        double r = norm(n, x, xAt);
        if (r == Double.POSITIVE_INFINITY && largest(n, x, xAt) <= Double.MAX_VALUE) {
            double scaled = Math.sqrt(scaledSquares(n, x, xAt, Double.MAX_EXPONENT));
            for (int i = 0; i < n; i++) {
                y[yAt + i] = Math.scalb(x[xAt + i], -Double.MAX_EXPONENT) / scaled;
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            y[yAt + i] = r == 0 ? 0 : x[xAt + i] / r;
        }
    }

    /**
     * {@code y = (v - u*dot(u, v))/norm(x)} with {@code u = x/norm(x)}, the Hessian of the norm times {@code v}. Each element is
     * the sum over all others, {@code u[j]*(u[j]*v[i] - u[i]*v[j])}, so that nothing cancels where x is nearly along an axis. At 0
     * there is no second derivative, and NaN says so, but a v of zeros gives zeros.
     */
    public static void project(int n, double[] x, int xAt, double[] v, int vAt, double[] y, int yAt) {
        Matrices.checkSlice(v, vAt, n, 1);
        Matrices.checkSlice(y, yAt, n, 1);
        double r = norm(n, x, xAt);
        if (r == 0) {
            double all = largest(n, v, vAt) == 0 ? 0 : Double.NaN;
            Arrays.fill(y, yAt, yAt + n, all);
            return;
        }
        double squares = 0;
        double products = 0;
        for (int i = 0; i < n; i++) {
            double u = x[xAt + i] / r;
            double w = v[vAt + i];
            y[yAt + i] = squares * w - u * products;
            squares = Math.fma(u, u, squares);
            products = Math.fma(u, w, products);
        }
        squares = 0;
        products = 0;
        for (int i = n - 1; i >= 0; i--) {
            double u = x[xAt + i] / r;
            double w = v[vAt + i];
            y[yAt + i] = (y[yAt + i] + (squares * w - u * products)) / r;
            squares = Math.fma(u, u, squares);
            products = Math.fma(u, w, products);
        }
    }
}
