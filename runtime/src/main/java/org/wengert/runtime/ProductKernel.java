package org.wengert.runtime;

/**
 * Adds a product of matrices to a matrix, whatever their strides. Every entry is one chain of fused multiply-adds that begins
 * with its old value and takes the products in ascending order of the inner index: blocks and tiles change which entry is
 * computed when, and no bit of it.
 *
 * <p>Sixteen sums in registers keep both multiply-add units of a processor busy, which a dot product alone, or C2's
 * vectors, which it does not use where arrays begin at different offsets, do not.
 */
final class ProductKernel {

    /** A block of {@code a} of so many rows and inner indices stays in the second cache, four columns of {@code b} in the first. */
    private static final int ROWS = 64;

    private static final int INNER = 256;

    /** The side of a tile, written out below. */
    private static final int SIDE = 4;

    private ProductKernel() {}

    /**
     * {@code y += a*b}, {@code m} by {@code n} with {@code k} in between. Entry (i, l) of {@code a} is at
     * {@code aAt + i*aRow + l*aColumn}, that of {@code b} likewise; the rows of {@code y} are contiguous.
     */
    static void add(
            int m,
            int n,
            int k,
            double[] a,
            int aAt,
            int aRow,
            int aColumn,
            double[] b,
            int bAt,
            int bRow,
            int bColumn,
            double[] y,
            int yAt,
            int yRow) {
        for (int l = 0; l < k; l += INNER) {
            int inner = Math.min(INNER, k - l);
            for (int i = 0; i < m; i += ROWS) {
                addBlock(
                        Math.min(ROWS, m - i),
                        n,
                        inner,
                        a,
                        aAt + i * aRow + l * aColumn,
                        aRow,
                        aColumn,
                        b,
                        bAt + l * bRow,
                        bRow,
                        bColumn,
                        y,
                        yAt + i * yRow,
                        yRow);
            }
        }
    }

    private static void addBlock(
            int m,
            int n,
            int k,
            double[] a,
            int aAt,
            int aRow,
            int aColumn,
            double[] b,
            int bAt,
            int bRow,
            int bColumn,
            double[] y,
            int yAt,
            int yRow) {
        int j = 0;
        for (; j + SIDE <= n; j += SIDE) {
            int bj = bAt + j * bColumn;
            int i = 0;
            for (; i + SIDE <= m; i += SIDE) {
                addTile(k, a, aAt + i * aRow, aRow, aColumn, b, bj, bRow, bColumn, y, yAt + i * yRow + j, yRow);
            }
            for (; i < m; i++) {
                addStrip(k, b, bj, bColumn, bRow, a, aAt + i * aRow, aColumn, y, yAt + i * yRow + j, 1);
            }
        }
        for (; j < n; j++) {
            int bj = bAt + j * bColumn;
            int i = 0;
            for (; i + SIDE <= m; i += SIDE) {
                addStrip(k, a, aAt + i * aRow, aRow, aColumn, b, bj, bRow, y, yAt + i * yRow + j, yRow);
            }
            for (; i < m; i++) {
                addEntry(k, a, aAt + i * aRow, aColumn, b, bj, bRow, y, yAt + i * yRow + j);
            }
        }
    }

    /** Four rows by four columns. */
    private static void addTile(
            int k,
            double[] a,
            int aAt,
            int aRow,
            int aColumn,
            double[] b,
            int bAt,
            int bRow,
            int bColumn,
            double[] y,
            int yAt,
            int yRow) {
        int row1 = yAt + yRow;
        int row2 = row1 + yRow;
        int row3 = row2 + yRow;
        double y00 = y[yAt];
        double y01 = y[yAt + 1];
        double y02 = y[yAt + 2];
        double y03 = y[yAt + 3];
        double y10 = y[row1];
        double y11 = y[row1 + 1];
        double y12 = y[row1 + 2];
        double y13 = y[row1 + 3];
        double y20 = y[row2];
        double y21 = y[row2 + 1];
        double y22 = y[row2 + 2];
        double y23 = y[row2 + 3];
        double y30 = y[row3];
        double y31 = y[row3 + 1];
        double y32 = y[row3 + 2];
        double y33 = y[row3 + 3];
        int ia = aAt;
        int ib = bAt;
        for (int l = 0; l < k; l++) {
            double b0 = b[ib];
            double b1 = b[ib + bColumn];
            double b2 = b[ib + 2 * bColumn];
            double b3 = b[ib + 3 * bColumn];
            double a0 = a[ia];
            y00 = Math.fma(a0, b0, y00);
            y01 = Math.fma(a0, b1, y01);
            y02 = Math.fma(a0, b2, y02);
            y03 = Math.fma(a0, b3, y03);
            double a1 = a[ia + aRow];
            y10 = Math.fma(a1, b0, y10);
            y11 = Math.fma(a1, b1, y11);
            y12 = Math.fma(a1, b2, y12);
            y13 = Math.fma(a1, b3, y13);
            double a2 = a[ia + 2 * aRow];
            y20 = Math.fma(a2, b0, y20);
            y21 = Math.fma(a2, b1, y21);
            y22 = Math.fma(a2, b2, y22);
            y23 = Math.fma(a2, b3, y23);
            double a3 = a[ia + 3 * aRow];
            y30 = Math.fma(a3, b0, y30);
            y31 = Math.fma(a3, b1, y31);
            y32 = Math.fma(a3, b2, y32);
            y33 = Math.fma(a3, b3, y33);
            ia += aColumn;
            ib += bRow;
        }
        y[yAt] = y00;
        y[yAt + 1] = y01;
        y[yAt + 2] = y02;
        y[yAt + 3] = y03;
        y[row1] = y10;
        y[row1 + 1] = y11;
        y[row1 + 2] = y12;
        y[row1 + 3] = y13;
        y[row2] = y20;
        y[row2 + 1] = y21;
        y[row2 + 2] = y22;
        y[row2 + 3] = y23;
        y[row3] = y30;
        y[row3 + 1] = y31;
        y[row3 + 2] = y32;
        y[row3 + 3] = y33;
    }

    /** Four rows of one column; with the factors exchanged, four columns of one row. */
    private static void addStrip(
            int k,
            double[] a,
            int aAt,
            int aRow,
            int aColumn,
            double[] b,
            int bAt,
            int bRow,
            double[] y,
            int yAt,
            int yRow) {
        double y0 = y[yAt];
        double y1 = y[yAt + yRow];
        double y2 = y[yAt + 2 * yRow];
        double y3 = y[yAt + 3 * yRow];
        int ia = aAt;
        int ib = bAt;
        for (int l = 0; l < k; l++) {
            double bl = b[ib];
            y0 = Math.fma(a[ia], bl, y0);
            y1 = Math.fma(a[ia + aRow], bl, y1);
            y2 = Math.fma(a[ia + 2 * aRow], bl, y2);
            y3 = Math.fma(a[ia + 3 * aRow], bl, y3);
            ia += aColumn;
            ib += bRow;
        }
        y[yAt] = y0;
        y[yAt + yRow] = y1;
        y[yAt + 2 * yRow] = y2;
        y[yAt + 3 * yRow] = y3;
    }

    private static void addEntry(
            int k, double[] a, int aAt, int aColumn, double[] b, int bAt, int bRow, double[] y, int yAt) {
        double sum = y[yAt];
        int ia = aAt;
        int ib = bAt;
        for (int l = 0; l < k; l++) {
            sum = Math.fma(a[ia], b[ib], sum);
            ia += aColumn;
            ib += bRow;
        }
        y[yAt] = sum;
    }
}
