package org.wengert.runtime;

import java.util.Arrays;

/**
 * The cofactors of a singular matrix. With complete pivoting {@code P*a*Q = L*U}, and only the last pivot can be 0 if the rank is
 * n - 1; then the adjugate is {@code z*w'} times the product of the other pivots, z and w being the null vectors of a and of a'. Of
 * lower rank all cofactors are 0.
 */
final class NullSpaces {

    private final int n;
    private final double[] lu;
    private final int[] rows;
    private final int[] columns;
    private double product = 1;

    private NullSpaces(int n, double[] a, int aAt) {
        this.n = n;
        this.lu = Arrays.copyOfRange(a, aAt, aAt + n * n);
        this.rows = new int[n];
        this.columns = new int[n];
        Arrays.setAll(rows, i -> i);
        Arrays.setAll(columns, i -> i);
    }

    static void cofactors(int n, double[] a, int aAt, double[] y, int yAt) {
        NullSpaces spaces = new NullSpaces(n, a, aAt);
        for (int k = 0; k + 1 < n; k++) {
            spaces.eliminate(k);
        }
        spaces.write(y, yAt);
    }

    private void eliminate(int k) {
        int row = k;
        int column = k;
        for (int i = k; i < n; i++) {
            for (int j = k; j < n; j++) {
                if (!(Math.abs(lu[i * n + j]) <= Math.abs(lu[row * n + column]))) {
                    row = i;
                    column = j;
                }
            }
        }
        exchange(k, row, column);
        double pivot = lu[k * n + k];
        product *= pivot;
        for (int i = k + 1; i < n; i++) {
            double factor = pivot == 0 ? 0 : lu[i * n + k] / pivot;
            lu[i * n + k] = factor;
            for (int j = k + 1; j < n; j++) {
                lu[i * n + j] = Math.fma(-factor, lu[k * n + j], lu[i * n + j]);
            }
        }
    }

    private void exchange(int k, int row, int column) {
        if (row != k) {
            product = -product;
            for (int j = 0; j < n; j++) {
                swap(lu, k * n + j, row * n + j);
            }
            int kept = rows[k];
            rows[k] = rows[row];
            rows[row] = kept;
        }
        if (column != k) {
            product = -product;
            for (int i = 0; i < n; i++) {
                swap(lu, i * n + k, i * n + column);
            }
            int kept = columns[k];
            columns[k] = columns[column];
            columns[column] = kept;
        }
    }

    private static void swap(double[] x, int i, int j) {
        double kept = x[i];
        x[i] = x[j];
        x[j] = kept;
    }

    private void write(double[] y, int yAt) {
        double[] right = new double[n];
        double[] left = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            right[i] = i == n - 1 ? 1 : product == 0 ? 0 : -chain(i, right, n, 1) / lu[i * n + i];
            left[i] = i == n - 1 ? 1 : -chain(i, left, 1, n);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                y[yAt + rows[i] * n + columns[j]] = product * left[i] * right[j];
            }
        }
    }

    /** The sum over j beyond i of an element of U, or of L transposed, times x[j]. */
    private double chain(int i, double[] x, int rowStep, int columnStep) {
        double sum = 0;
        for (int j = i + 1; j < n; j++) {
            sum = Math.fma(lu[i * rowStep + j * columnStep], x[j], sum);
        }
        return sum;
    }
}
