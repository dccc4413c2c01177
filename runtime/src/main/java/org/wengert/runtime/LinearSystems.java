package org.wengert.runtime;

import java.util.Arrays;

/**
 * Solutions of systems of linear equations, inverses and determinants from a factorisation that is computed once: LU with
 * partial pivoting (G. H. Golub and C. F. Van Loan, Matrix Computations, 4th ed., 2013, section 3.4, by blocks).
 * Matrices lie by rows from an offset in arrays; nothing is allocated.
 *
 * <p>The factors of a matrix of order n are n*n + n numbers, meant for the methods of this class alone: where the matrix was,
 * U and the negative of L without its diagonal of ones, of the matrix with its rows exchanged; behind it, for each step of the
 * elimination, the row that was exchanged with its own.
 *
 * <p>A matrix is singular here if a pivot is exactly 0. Then the determinant is 0 and its logarithm -inf, and everything that
 * would be divided by 0 is NaN: all of the solution, all of the inverse, though some elements might have a value. Of a matrix
 * that is singular but for rounding, rounding decides what comes out; as everywhere, the solution's relative error is up to
 * the condition number times the relative error of rounding. What is not a number in the matrix spreads to all results that
 * it has to do with.
 *
 * <p>The same sizes give the same bits on every machine, as those of {@link Matrices} do.
 */
public final class LinearSystems {

    /** Rows and columns eliminated one by one before the product kernel takes the rest along; no bit depends on it. */
    private static final int BLOCK = 8;

    private LinearSystems() {}

    /** How many numbers the factors of a matrix of order {@code n} are. */
    public static int factorSize(int n) {
        return Math.addExact(Math.multiplyExact(n, n), n);
    }

    /** Factors the {@code n} by {@code n} matrix {@code a}; {@code f} has room for {@link #factorSize} numbers. */
    public static void factor(int n, double[] a, int aAt, double[] f, int fAt) {
        Matrices.checkSlice(a, aAt, n, n);
        checkFactors(n, f, fAt);
        System.arraycopy(a, aAt, f, fAt, n * n);
        for (int from = 0; from < n; from += BLOCK) {
            int to = Math.min(n, from + BLOCK);
            for (int k = from; k < to; k++) {
                eliminate(n, k, to, f, fAt);
            }
            int rest = n - to;
            int right = fAt + from * n + to;
            substitute(to - from, rest, f, fAt + from * n + from, n, 1, Diagonal.ONES, f, right, n);
            int below = fAt + to * n + from;
            ProductKernel.add(rest, rest, to - from, f, below, n, 1, f, right, n, 1, f, fAt + to * n + to, n);
        }
    }

    /** Step {@code k} of the elimination, in the columns before {@code to}. */
    private static void eliminate(int n, int k, int to, double[] f, int fAt) {
        int pivot = pivot(n, k, f, fAt);
        f[fAt + n * n + k] = pivot;
        exchange(n, f, fAt + k * n, fAt + pivot * n);
        int row = fAt + k * n;
        double diagonal = f[row + k];
        for (int i = k + 1; i < n; i++) {
            int other = fAt + i * n;
            double factor = diagonal == 0 ? 0 : -(f[other + k] / diagonal);
            f[other + k] = factor;
            for (int j = k + 1; j < to; j++) {
                f[other + j] = Math.fma(factor, f[row + j], f[other + j]);
            }
        }
    }

    /** The first row, from {@code k} on, that has the largest magnitude in column {@code k}, or else no number there. */
    private static int pivot(int n, int k, double[] f, int fAt) {
        int best = k;
        double largest = Math.abs(f[fAt + k * n + k]);
        for (int i = k + 1; i < n && !Double.isNaN(largest); i++) {
            double size = Math.abs(f[fAt + i * n + k]);
            if (!(size <= largest)) {
                best = i;
                largest = size;
            }
        }
        return best;
    }

    private static void exchange(int count, double[] x, int at, int otherAt) {
        if (at != otherAt) {
            for (int j = 0; j < count; j++) {
                double value = x[at + j];
                x[at + j] = x[otherAt + j];
                x[otherAt + j] = value;
            }
        }
    }

    /**
     * The {@code x} for which {@code a*x = b}, or the columns of {@code x} if {@code b} has several; {@code x} may be
     * {@code b}.
     *
     * @param columns of {@code b} and {@code x}, 1 for vectors
     * @param f the factors of {@code a}
     */
    public static void solve(int n, int columns, double[] f, int fAt, double[] b, int bAt, double[] x, int xAt) {
        checkFactors(n, f, fAt);
        copy(n, columns, b, bAt, x, xAt);
        solve(n, columns, f, fAt, x, xAt);
    }

    /** The {@code x} for which {@code a'*x = b}, else as {@link #solve}. */
    public static void solveTransposed(
            int n, int columns, double[] f, int fAt, double[] b, int bAt, double[] x, int xAt) {
        checkFactors(n, f, fAt);
        copy(n, columns, b, bAt, x, xAt);
        solveTransposed(n, columns, f, fAt, x, xAt);
    }

    /** The inverse of {@code a}, {@code f} being its factors. */
    public static void inverse(int n, double[] f, int fAt, double[] x, int xAt) {
        checkFactors(n, f, fAt);
        identity(n, x, xAt);
        solve(n, n, f, fAt, x, xAt);
    }

    /** The transpose of the inverse. */
    public static void inverseTransposed(int n, double[] f, int fAt, double[] x, int xAt) {
        checkFactors(n, f, fAt);
        identity(n, x, xAt);
        solveTransposed(n, n, f, fAt, x, xAt);
    }

    /** The determinant of {@code a}, {@code f} being its factors: the product of the pivots, as far as it is a double. */
    public static double determinant(int n, double[] f, int fAt) {
        checkFactors(n, f, fAt);
        double product = 1;
        for (int k = 0; k < n; k++) {
            double pivot = f[fAt + k * n + k];
            product *= exchanged(n, k, f, fAt) == k ? pivot : -pivot;
        }
        return product;
    }

    /**
     * The matrix of the cofactors of {@code a}, which is the gradient of its determinant: {@code det(a)*inv(a)'}, and of a singular
     * matrix the limit of that, which is of rank 1 or 0. Allocates where {@code a} is singular, for it is then eliminated once more, with
     * complete pivoting.
     *
     * @param f the factors of {@code a}
     */
    public static void cofactors(int n, double[] a, int aAt, double[] f, int fAt, double[] y, int yAt) {
        Matrices.checkSlice(a, aAt, n, n);
        checkFactors(n, f, fAt);
        if (isSingular(n, f, fAt)) {
            NullSpaces.cofactors(n, a, aAt, y, yAt);
            return;
        }
        inverseTransposed(n, f, fAt, y, yAt);
        double determinant = determinant(n, f, fAt);
        for (int i = 0; i < n * n; i++) {
            y[yAt + i] *= determinant;
        }
    }

    /** The logarithm of the magnitude of the determinant, whatever its sign: the sum of those of the pivots. */
    public static double logDeterminant(int n, double[] f, int fAt) {
        checkFactors(n, f, fAt);
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += Math.log(Math.abs(f[fAt + k * n + k]));
        }
        return sum;
    }

    private static void solve(int n, int columns, double[] f, int fAt, double[] x, int xAt) {
        if (isSingular(n, f, fAt)) {
            Arrays.fill(x, xAt, xAt + n * columns, Double.NaN);
            return;
        }
        for (int k = 0; k < n; k++) {
            exchange(columns, x, xAt + k * columns, xAt + exchanged(n, k, f, fAt) * columns);
        }
        int last = Math.max(0, n - 1);
        int lastPivot = fAt + last * n + last;
        substitute(n, columns, f, fAt, n, 1, Diagonal.ONES, x, xAt, columns);
        substitute(n, columns, f, lastPivot, -n, -1, Diagonal.PIVOTS, x, xAt + last * columns, -columns);
    }

    private static void solveTransposed(int n, int columns, double[] f, int fAt, double[] x, int xAt) {
        if (isSingular(n, f, fAt)) {
            Arrays.fill(x, xAt, xAt + n * columns, Double.NaN);
            return;
        }
        int last = Math.max(0, n - 1);
        int lastPivot = fAt + last * n + last;
        substitute(n, columns, f, fAt, 1, n, Diagonal.PIVOTS, x, xAt, columns);
        substitute(n, columns, f, lastPivot, -1, -n, Diagonal.ONES, x, xAt + last * columns, -columns);
        for (int k = n - 1; k >= 0; k--) {
            exchange(columns, x, xAt + k * columns, xAt + exchanged(n, k, f, fAt) * columns);
        }
    }

    /** What the diagonal of a triangular matrix is. */
    private enum Diagonal {
        /** Ones; what lies beside it is the negative of the triangle. */
        ONES,
        PIVOTS
    }

    /**
     * Forward substitution: rows at {@code xAt} become the solution of a lower triangular system. With strides below zero
     * from the last row on, it is the backward substitution in an upper triangle. Each entry is one chain in the order in
     * which the unknowns are found.
     */
    private static void substitute(
            int n,
            int columns,
            double[] t,
            int tAt,
            int tRow,
            int tColumn,
            Diagonal diagonal,
            double[] x,
            int xAt,
            int xRow) {
        for (int from = 0; from < n; from += BLOCK) {
            int to = Math.min(n, from + BLOCK);
            int block = xAt + from * xRow;
            ProductKernel.add(
                    to - from, columns, from, t, tAt + from * tRow, tRow, tColumn, x, xAt, xRow, 1, x, block, xRow);
            for (int i = from; i < to; i++) {
                int row = tAt + i * tRow;
                int y = xAt + i * xRow;
                if (columns == 1) {
                    x[y] = chain(i - from, t, row + from * tColumn, tColumn, x, block, xRow, x[y]);
                } else {
                    ProductKernel.add(
                            1,
                            columns,
                            i - from,
                            t,
                            row + from * tColumn,
                            tRow,
                            tColumn,
                            x,
                            block,
                            xRow,
                            1,
                            x,
                            y,
                            xRow);
                }
                if (diagonal == Diagonal.PIVOTS) {
                    divide(columns, x, y, -t[row + i * tColumn]);
                }
            }
        }
        for (int i = 0; i < n && diagonal == Diagonal.PIVOTS; i++) {
            divide(columns, x, xAt + i * xRow, -1);
        }
    }

    /** What the product kernel computes for one entry, without its preparations, which cost more than a short chain. */
    private static double chain(
            int count, double[] t, int tAt, int tColumn, double[] x, int xAt, int xRow, double start) {
        double sum = start;
        for (int l = 0; l < count; l++) {
            sum = Math.fma(t[tAt + l * tColumn], x[xAt + l * xRow], sum);
        }
        return sum;
    }

    /** By the negative of a pivot, so that what is found can be added to the rest; by -1 when all is found. */
    private static void divide(int columns, double[] x, int at, double divisor) {
        for (int j = 0; j < columns; j++) {
            x[at + j] /= divisor;
        }
    }

    private static boolean isSingular(int n, double[] f, int fAt) {
        for (int k = 0; k < n; k++) {
            if (f[fAt + k * n + k] == 0) {
                return true;
            }
        }
        return false;
    }

    /** The row that step {@code k} exchanged with row k. */
    private static int exchanged(int n, int k, double[] f, int fAt) {
        return (int) f[fAt + n * n + k];
    }

    private static void copy(int n, int columns, double[] b, int bAt, double[] x, int xAt) {
        Matrices.checkSlice(b, bAt, n, columns);
        Matrices.checkSlice(x, xAt, n, columns);
        System.arraycopy(b, bAt, x, xAt, n * columns);
    }

    private static void identity(int n, double[] x, int xAt) {
        Matrices.checkSlice(x, xAt, n, n);
        Arrays.fill(x, xAt, xAt + n * n, 0);
        for (int i = 0; i < n; i++) {
            x[xAt + i * n + i] = 1;
        }
    }

    private static void checkFactors(int n, double[] f, int fAt) {
        Matrices.checkSlice(f, fAt, n, n + 1);
    }
}
