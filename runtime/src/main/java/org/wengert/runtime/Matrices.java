package org.wengert.runtime;

/**
 * Products of vectors and matrices, which lie by rows from an offset in arrays. Results go to the caller's arrays, which must
 * not overlap the factors. What is not a number in a factor spreads as IEEE arithmetic says: no zero is skipped.
 */
public final class Matrices {

    private Matrices() {}

    /** The sum of {@code a[i]*b[i]}. */
    public static double dot(int n, double[] a, int aAt, double[] b, int bAt) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[aAt + i] * b[bAt + i];
        }
        return sum;
    }

    /** {@code y = a*b'}: a matrix of {@code rows} by {@code columns}. */
    public static void outer(int rows, int columns, double[] a, int aAt, double[] b, int bAt, double[] y, int yAt) {
        for (int i = 0; i < rows; i++) {
            double ai = a[aAt + i];
            int row = yAt + i * columns;
            for (int j = 0; j < columns; j++) {
                y[row + j] = ai * b[bAt + j];
            }
        }
    }

    /** {@code y = a*x}, a being {@code rows} by {@code columns}. */
    public static void timesVector(
            int rows, int columns, double[] a, int aAt, double[] x, int xAt, double[] y, int yAt) {
        for (int i = 0; i < rows; i++) {
            y[yAt + i] = dot(columns, a, aAt + i * columns, x, xAt);
        }
    }

    /** {@code y = a'*x}, a being {@code rows} by {@code columns}. */
    public static void transposedTimesVector(
            int rows, int columns, double[] a, int aAt, double[] x, int xAt, double[] y, int yAt) {
        for (int j = 0; j < columns; j++) {
            y[yAt + j] = 0;
        }
        for (int i = 0; i < rows; i++) {
            double xi = x[xAt + i];
            int row = aAt + i * columns;
            for (int j = 0; j < columns; j++) {
                y[yAt + j] += a[row + j] * xi;
            }
        }
    }

    /**
     * {@code y = a*b}, {@code m} by {@code n} with {@code k} in between.
     *
     * @param aTransposed whether {@code a} lies as {@code k} by {@code m}
     * @param bTransposed whether {@code b} lies as {@code n} by {@code k}
     */
    public static void multiply(
            boolean aTransposed,
            boolean bTransposed,
            int m,
            int n,
            int k,
            double[] a,
            int aAt,
            double[] b,
            int bAt,
            double[] y,
            int yAt) {
        for (int i = 0; i < m; i++) {
            int row = yAt + i * n;
            for (int j = 0; j < n; j++) {
                y[row + j] = 0;
            }
            for (int l = 0; l < k; l++) {
                double ail = aTransposed ? a[aAt + l * m + i] : a[aAt + i * k + l];
                for (int j = 0; j < n; j++) {
                    y[row + j] += ail * (bTransposed ? b[bAt + j * k + l] : b[bAt + l * n + j]);
                }
            }
        }
    }
}
