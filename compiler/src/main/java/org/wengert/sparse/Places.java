package org.wengert.sparse;

import java.util.Arrays;

/**
 * Where the entries of a matrix are at some sizes: by rows, the columns of a row ascending, none twice.
 *
 * @param columnCount how many columns the matrix has
 * @param rowStarts for each row where its entries begin, and behind them how many there are
 * @param columns of the entries
 */
@SuppressWarnings("ArrayRecordComponent") // made for one caller, never compared
public record Places(int columnCount, int[] rowStarts, int[] columns) {

    /** For each entry its row. */
    public int[] rows() {
        int[] rows = new int[columns.length];
        for (int row = 0; row + 1 < rowStarts.length; row++) {
            Arrays.fill(rows, rowStarts[row], rowStarts[row + 1], row);
        }
        return rows;
    }

    /**
     * The same by columns, the rows of a column ascending.
     *
     * @param columnStarts for each column where its entries begin, and behind them how many there are
     * @param rows of the entries
     * @param order which of the entries each of these is, counted by rows
     */
    public record ByColumns(int[] columnStarts, int[] rows, int[] order) {}

    /** The entries by columns. */
    public ByColumns byColumns() {
        int[] starts = new int[columnCount + 1];
        for (int column : columns) {
            starts[column + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = starts.clone();
        int[] order = new int[columns.length];
        int[] sorted = new int[columns.length];
        int[] rows = rows();
        for (int k = 0; k < columns.length; k++) {
            int at = next[columns[k]]++;
            order[at] = k;
            sorted[at] = rows[k];
        }
        return new ByColumns(starts, sorted, order);
    }
}
