package org.wengert.runtime;

import java.util.Arrays;

/**
 * Where the entries of a matrix are, by rows, the columns of a row ascending.
 *
 * @param starts of each row where its entries begin, and behind them how many there are
 * @param indices the columns of the entries
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SparseIndices(int columnCount, int[] starts, int[] indices) {

    int rowCount() {
        return starts.length - 1;
    }

    int count() {
        return indices.length;
    }

    int count(int row) {
        return starts[row + 1] - starts[row];
    }

    int largestRow() {
        int largest = 0;
        for (int row = 0; row < rowCount(); row++) {
            largest = Math.max(largest, count(row));
        }
        return largest;
    }

    /** Rows for columns. */
    SparseIndices transposed() {
        int[] ends = new int[columnCount + 1];
        for (int column : indices) {
            ends[column + 1]++;
        }
        Arrays.parallelPrefix(ends, Integer::sum);
        int[] next = ends.clone();
        int[] rows = new int[indices.length];
        for (int row = 0; row < rowCount(); row++) {
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                rows[next[indices[k]]++] = row;
            }
        }
        return new SparseIndices(rowCount(), ends, rows);
    }

    /** What is there on either side of the diagonal, on both. */
    SparseIndices symmetric() {
        SparseIndices other = transposed();
        int[] both = new int[rowCount() + 1];
        int[] merged = new int[Math.addExact(indices.length, indices.length)];
        int next = 0;
        for (int row = 0; row < rowCount(); row++) {
            int i = starts[row];
            int j = other.starts[row];
            while (i < starts[row + 1] || j < other.starts[row + 1]) {
                int a = i < starts[row + 1] ? indices[i] : Integer.MAX_VALUE;
                int b = j < other.starts[row + 1] ? other.indices[j] : Integer.MAX_VALUE;
                merged[next++] = Math.min(a, b);
                i += a <= b ? 1 : 0;
                j += b <= a ? 1 : 0;
            }
            both[row + 1] = next;
        }
        return new SparseIndices(columnCount, both, Arrays.copyOf(merged, next));
    }

    /** What is not behind the diagonal. */
    SparseIndices lower() {
        int[] kept = new int[rowCount() + 1];
        int[] columns = new int[indices.length];
        int next = 0;
        for (int row = 0; row < rowCount(); row++) {
            for (int k = starts[row]; k < starts[row + 1] && indices[k] <= row; k++) {
                columns[next++] = indices[k];
            }
            kept[row + 1] = next;
        }
        return new SparseIndices(columnCount, kept, Arrays.copyOf(columns, next));
    }
}
