package org.wengert.runtime;

import java.util.Arrays;

/**
 * The entries of a matrix that is known by its products with directions alone. Which of them there are is found once, by products that say
 * what a direction reaches. Columns that share no row, or as many as can be told apart, have one colour and are asked for together.
 *
 * <p>Of a symmetric matrix the lower triangle is given, the diagonal included: columns have the colours of a star colouring, so that each
 * entry is the only one of its colour in one of its two rows. A. H. Gebremedhin, F. Manne and A. Pothen, What color is your Jacobian?, SIAM
 * Review 47 (2005), pages 629 to 705.
 */
public final class ColouredMatrix {

    private final int columnCount;
    private final int[] rowStarts;
    private final int[] columns;
    private final int[] colours;
    private final int colourCount;

    /** Entries by the colours of the columns that they are asked for with. */
    private final int[] colourStarts;

    private final int[] entries;

    /** For each of these the row that it is read from. */
    private final int[] reads;

    private final double[] direction;
    private final double[] product;

    /** A product with a direction. */
    @FunctionalInterface
    public interface Product {

        /**
         * Writes the product.
         *
         * @param direction an element for each column
         * @param product receives an element for each row
         */
        void times(double[] direction, double[] product);
    }

    private ColouredMatrix(SparseIndices pattern, int[] colours, int[] readColours, int[] readRows) {
        this.columnCount = pattern.columnCount();
        this.rowStarts = pattern.starts();
        this.columns = pattern.indices();
        this.colours = colours;
        this.colourCount = Arrays.stream(colours).max().orElse(-1) + 1;
        this.direction = new double[columnCount];
        this.product = new double[rowStarts.length - 1];
        this.colourStarts = new int[colourCount + 1];
        for (int colour : readColours) {
            colourStarts[colour + 1]++;
        }
        Arrays.parallelPrefix(colourStarts, Integer::sum);
        this.entries = new int[columns.length];
        this.reads = new int[columns.length];
        int[] next = colourStarts.clone();
        for (int k = 0; k < columns.length; k++) {
            int at = next[readColours[k]]++;
            entries[at] = k;
            reads[at] = readRows[k];
        }
    }

    /**
     * A matrix.
     *
     * @param reach its product with a direction of zeros and positive numbers where every entry that is there is positive, whatever it is
     */
    public static ColouredMatrix of(int rows, int columns, Product reach) {
        SparseIndices pattern = Reach.of(rows, columns, reach);
        int[] colours = Colouring.ofColumns(pattern);
        int[] readColours = new int[pattern.count()];
        int[] readRows = new int[pattern.count()];
        for (int row = 0; row < rows; row++) {
            for (int k = pattern.starts()[row]; k < pattern.starts()[row + 1]; k++) {
                readColours[k] = colours[pattern.indices()[k]];
                readRows[k] = row;
            }
        }
        return new ColouredMatrix(pattern, colours, readColours, readRows);
    }

    /** The lower triangle of a symmetric matrix. */
    public static ColouredMatrix lowerTriangle(int size, Product reach) {
        SparseIndices whole = Reach.of(size, size, reach).symmetric();
        int[] colours = Colouring.star(whole);
        SparseIndices lower = whole.lower();
        int[] readColours = new int[lower.count()];
        int[] readRows = new int[lower.count()];
        for (int row = 0; row < size; row++) {
            for (int k = lower.starts()[row]; k < lower.starts()[row + 1]; k++) {
                int column = lower.indices()[k];
                boolean own = Colouring.isOnly(whole, colours, row, column);
                readColours[k] = colours[own ? column : row];
                readRows[k] = own ? row : column;
            }
        }
        return new ColouredMatrix(lower, colours, readColours, readRows);
    }

    /** How many entries there are. */
    public int count() {
        return columns.length;
    }

    /** How many products all entries take. */
    public int colours() {
        return colourCount;
    }

    /** Of each row where its entries begin, and behind them how many there are. */
    public int[] rowStarts() {
        return rowStarts.clone();
    }

    /** The columns of the entries, by rows. */
    public int[] columns() {
        return columns.clone();
    }

    /** How many products are asked for: one for each colour, and one at least, which may be wanted for what comes with it. */
    public int products() {
        return Math.max(1, colourCount);
    }

    /** The direction of a product: 1 in the columns of that colour. The array is this matrix's own. */
    public double[] direction(int colour) {
        for (int column = 0; column < columnCount; column++) {
            direction[column] = colours[column] == colour ? 1 : 0;
        }
        return direction;
    }

    /** Where the product with that direction is to be written, an element for each row. */
    public double[] product() {
        return product;
    }

    /** Takes the entries that are asked for with a colour out of the product. */
    public void take(int colour, double[] values) {
        if (colour < colourCount) {
            for (int k = colourStarts[colour]; k < colourStarts[colour + 1]; k++) {
                values[entries[k]] = product[reads[k]];
            }
        }
    }

    /** Writes where the entries are by rows. */
    public void pattern(int[] starts, int[] ofEntries) {
        System.arraycopy(rowStarts, 0, starts, 0, rowStarts.length);
        System.arraycopy(columns, 0, ofEntries, 0, columns.length);
    }

    /** Writes the row and the column of each entry. */
    public void triplets(int[] rows, int[] ofEntries) {
        for (int row = 0; row + 1 < rowStarts.length; row++) {
            Arrays.fill(rows, rowStarts[row], rowStarts[row + 1], row);
        }
        System.arraycopy(columns, 0, ofEntries, 0, columns.length);
    }

    /**
     * Writes where the entries are by columns.
     *
     * @param order receives which of the entries by rows each of these is
     */
    public void byColumns(int[] columnStarts, int[] rows, int[] order) {
        Arrays.fill(columnStarts, 0);
        for (int column : columns) {
            columnStarts[column + 1]++;
        }
        for (int column = 0; column < columnCount; column++) {
            columnStarts[column + 1] += columnStarts[column];
        }
        for (int row = 0; row + 1 < rowStarts.length; row++) {
            for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
                int at = columnStarts[columns[k]]++;
                rows[at] = row;
                order[at] = k;
            }
        }
        for (int column = columnCount; column > 0; column--) {
            columnStarts[column] = columnStarts[column - 1];
        }
        columnStarts[0] = 0;
    }
}
