package org.wengert.runtime;

import java.util.Arrays;
import java.util.Objects;

/**
 * Products of vectors and matrices, which lie by rows from an offset in arrays. Results go to the caller's arrays and must not
 * overlap the factors. That sizes fit each other is the caller's business; a slice that does not lie in its array is an
 * {@link IndexOutOfBoundsException} before anything is written.
 *
 * <p>The same sizes give the same bits on every machine: each product is added by {@link Math#fma}, in an order that every
 * method states. (A processor without that instruction, older than 2013, takes very long for it.) What adds to its result
 * begins with it, so that it differs from the product added afterwards by rounding. What is not a number in a factor spreads
 * as IEEE arithmetic says: no zero is skipped.
 */
public final class Matrices {

    private static final int CHAINS = 4;

    private Matrices() {}

    /**
     * The sum of {@code a[i]*b[i]}: four chains, element i in that of i mod 4, each from 0 in ascending order, joined as
     * {@code (s0 + s1) + (s2 + s3)}.
     */
    public static double dot(int n, double[] a, int aAt, double[] b, int bAt) {
        checkSlice(a, aAt, n, 1);
        checkSlice(b, bAt, n, 1);
        return uncheckedDot(n, a, aAt, b, bAt);
    }

    private static double uncheckedDot(int n, double[] a, int aAt, double[] b, int bAt) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i <= n - CHAINS; i += CHAINS) {
            s0 = Math.fma(a[aAt + i], b[bAt + i], s0);
            s1 = Math.fma(a[aAt + i + 1], b[bAt + i + 1], s1);
            s2 = Math.fma(a[aAt + i + 2], b[bAt + i + 2], s2);
            s3 = Math.fma(a[aAt + i + 3], b[bAt + i + 3], s3);
        }
        if (i < n) {
            s0 = Math.fma(a[aAt + i], b[bAt + i], s0);
        }
        if (i + 1 < n) {
            s1 = Math.fma(a[aAt + i + 1], b[bAt + i + 1], s1);
        }
        if (i + 2 < n) {
            s2 = Math.fma(a[aAt + i + 2], b[bAt + i + 2], s2);
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** {@code y = a*b'}: a matrix of {@code rows} by {@code columns}. */
    public static void outer(int rows, int columns, double[] a, int aAt, double[] b, int bAt, double[] y, int yAt) {
        checkOuter(rows, columns, a, aAt, b, bAt, y, yAt);
        for (int i = 0; i < rows; i++) {
            double ai = a[aAt + i];
            int row = yAt + i * columns;
            for (int j = 0; j < columns; j++) {
                y[row + j] = ai * b[bAt + j];
            }
        }
    }

    /** {@code y += a*b'}. */
    public static void addOuter(int rows, int columns, double[] a, int aAt, double[] b, int bAt, double[] y, int yAt) {
        checkOuter(rows, columns, a, aAt, b, bAt, y, yAt);
        for (int i = 0; i < rows; i++) {
            double ai = a[aAt + i];
            int row = yAt + i * columns;
            for (int j = 0; j < columns; j++) {
                y[row + j] = Math.fma(ai, b[bAt + j], y[row + j]);
            }
        }
    }

    private static void checkOuter(
            int rows, int columns, double[] a, int aAt, double[] b, int bAt, double[] y, int yAt) {
        checkSlice(a, aAt, rows, 1);
        checkSlice(b, bAt, columns, 1);
        checkSlice(y, yAt, rows, columns);
    }

    /** {@code y = a*x}, a being {@code rows} by {@code columns}: each element is the {@link #dot} of a row. */
    public static void timesVector(
            int rows, int columns, double[] a, int aAt, double[] x, int xAt, double[] y, int yAt) {
        checkTimes(rows, columns, a, aAt, x, xAt, y, yAt);
        for (int i = 0; i < rows; i++) {
            y[yAt + i] = uncheckedDot(columns, a, aAt + i * columns, x, xAt);
        }
    }

    /** {@code y += a*x}: to each element is added the {@link #dot} of a row. */
    public static void addTimesVector(
            int rows, int columns, double[] a, int aAt, double[] x, int xAt, double[] y, int yAt) {
        checkTimes(rows, columns, a, aAt, x, xAt, y, yAt);
        for (int i = 0; i < rows; i++) {
            y[yAt + i] += uncheckedDot(columns, a, aAt + i * columns, x, xAt);
        }
    }

    private static void checkTimes(
            int rows, int columns, double[] a, int aAt, double[] x, int xAt, double[] y, int yAt) {
        checkSlice(a, aAt, rows, columns);
        checkSlice(x, xAt, columns, 1);
        checkSlice(y, yAt, rows, 1);
    }

    /** {@code y = a'*x}, a being {@code rows} by {@code columns}: each element is one chain from 0, by ascending rows. */
    public static void transposedTimesVector(
            int rows, int columns, double[] a, int aAt, double[] x, int xAt, double[] y, int yAt) {
        checkTimes(columns, rows, a, aAt, x, xAt, y, yAt);
        Arrays.fill(y, yAt, yAt + columns, 0);
        addTransposedTimesVector(rows, columns, a, aAt, x, xAt, y, yAt);
    }

    /** {@code y += a'*x}: each element is one chain from its old value, by ascending rows. */
    public static void addTransposedTimesVector(
            int rows, int columns, double[] a, int aAt, double[] x, int xAt, double[] y, int yAt) {
        checkTimes(columns, rows, a, aAt, x, xAt, y, yAt);
        int i = 0;
        for (; i <= rows - CHAINS; i += CHAINS) {
            double x0 = x[xAt + i];
            double x1 = x[xAt + i + 1];
            double x2 = x[xAt + i + 2];
            double x3 = x[xAt + i + 3];
            int row0 = aAt + i * columns;
            int row1 = row0 + columns;
            int row2 = row1 + columns;
            int row3 = row2 + columns;
            for (int j = 0; j < columns; j++) {
                double sum = Math.fma(a[row0 + j], x0, y[yAt + j]);
                sum = Math.fma(a[row1 + j], x1, sum);
                sum = Math.fma(a[row2 + j], x2, sum);
                y[yAt + j] = Math.fma(a[row3 + j], x3, sum);
            }
        }
        for (; i < rows; i++) {
            double xi = x[xAt + i];
            int row = aAt + i * columns;
            for (int j = 0; j < columns; j++) {
                y[yAt + j] = Math.fma(a[row + j], xi, y[yAt + j]);
            }
        }
    }

    /**
     * {@code y = a*b}, {@code m} by {@code n} with {@code k} in between: each entry is one chain from 0, by ascending inner
     * index. A transposed {@code a} lies as {@code k} by {@code m}, a transposed {@code b} as {@code n} by {@code k}.
     */
    public static void multiply(
            Transposed transposed, int m, int n, int k, double[] a, int aAt, double[] b, int bAt, double[] y, int yAt) {
        checkProduct(m, n, k, a, aAt, b, bAt, y, yAt);
        Arrays.fill(y, yAt, yAt + m * n, 0);
        uncheckedAdd(transposed, m, n, k, a, aAt, b, bAt, y, yAt);
    }

    /** {@code y += a*b}: each entry is one chain from its old value, by ascending inner index. */
    public static void addMultiply(
            Transposed transposed, int m, int n, int k, double[] a, int aAt, double[] b, int bAt, double[] y, int yAt) {
        checkProduct(m, n, k, a, aAt, b, bAt, y, yAt);
        uncheckedAdd(transposed, m, n, k, a, aAt, b, bAt, y, yAt);
    }

    private static void uncheckedAdd(
            Transposed transposed, int m, int n, int k, double[] a, int aAt, double[] b, int bAt, double[] y, int yAt) {
        boolean s = transposed.left();
        boolean t = transposed.right();
        ProductKernel.add(m, n, k, a, aAt, s ? 1 : k, s ? m : 1, b, bAt, t ? 1 : n, t ? k : 1, y, yAt, n);
    }

    private static void checkProduct(
            int m, int n, int k, double[] a, int aAt, double[] b, int bAt, double[] y, int yAt) {
        checkSlice(a, aAt, m, k);
        checkSlice(b, bAt, k, n);
        checkSlice(y, yAt, m, n);
    }

    /** Also where {@code rows*columns} is more than an int. */
    static void checkSlice(double[] x, int at, int rows, int columns) {
        Objects.checkFromIndexSize(at, (long) rows * columns, x.length);
        if ((rows | columns) < 0) {
            throw new IndexOutOfBoundsException("a size below zero: " + rows + " by " + columns);
        }
    }
}
