package org.wengert.runtime;

import java.util.Arrays;

/**
 * The entries of a matrix that is known by its products with directions alone, its own or those of its transpose. Which of them there are is
 * found once, by products that say what a direction reaches. Columns that share no row have one colour and are asked for together, or rows that
 * share no column, where that takes less.
 *
 * <p>Of a symmetric matrix the lower triangle is given, the diagonal included: columns have the colours of a star colouring, so that each
 * entry is the only one of its colour in one of its two rows. A. H. Gebremedhin, F. Manne and A. Pothen, What color is your Jacobian?, SIAM
 * Review 47 (2005), pages 629 to 705.
 */
public final class ColouredMatrix {

    /** A product of the transposed matrix costs about as much as two of the matrix. */
    private static final int COST_OF_ROWS = 2;

    private final int columnCount;
    private final boolean byRows;
    private final int[] rowStarts;
    private final int[] columns;
    private final int[] colours;
    private final int colourCount;

    /** Entries by the colours of the columns, or rows, that they are asked for with. */
    private final int[] colourStarts;

    private final int[] entries;

    /** For each of these the element of the product that it is. */
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

    private ColouredMatrix(SparseIndices pattern, boolean byRows, int[] colours, int[] readColours, int[] readPlaces) {
        this.columnCount = pattern.columnCount();
        this.byRows = byRows;
        this.rowStarts = pattern.starts();
        this.columns = pattern.indices();
        this.colours = colours;
        this.colourCount = Arrays.stream(colours).max().orElse(-1) + 1;
        this.direction = new double[byRows ? pattern.rowCount() : columnCount];
        this.product = new double[byRows ? columnCount : pattern.rowCount()];
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
            reads[at] = readPlaces[k];
        }
    }

    /**
     * A matrix.
     *
     * @param reach its product with a direction of zeros and positive numbers where every entry that is there is positive, whatever it is
     */
    public static ColouredMatrix of(int rows, int columns, Product reach) {
        SparseIndices pattern = Reach.of(rows, columns, reach);
        int[] ofColumns = Colouring.ofColumns(pattern);
        SparseIndices transposed = pattern.transposed();
        boolean mayBeFewer = COST_OF_ROWS * transposed.largestRow() < Colouring.count(ofColumns);
        int[] ofRows = mayBeFewer ? Colouring.ofColumns(transposed) : new int[0];
        boolean byRows = mayBeFewer && COST_OF_ROWS * Colouring.count(ofRows) < Colouring.count(ofColumns);
        int[] readColours = new int[pattern.count()];
        int[] readPlaces = new int[pattern.count()];
        for (int row = 0; row < rows; row++) {
            for (int k = pattern.starts()[row]; k < pattern.starts()[row + 1]; k++) {
                int column = pattern.indices()[k];
                readColours[k] = byRows ? ofRows[row] : ofColumns[column];
                readPlaces[k] = byRows ? column : row;
            }
        }
        return new ColouredMatrix(pattern, byRows, byRows ? ofRows : ofColumns, readColours, readPlaces);
    }

    /** The lower triangle of a symmetric matrix. */
    public static ColouredMatrix lowerTriangle(int size, Product reach) {
        SparseIndices whole = Reach.of(size, size, reach).symmetric();
        int[] colours = Colouring.star(whole);
        SparseIndices lower = whole.lower();
        int[] readColours = new int[lower.count()];
        int[] readPlaces = new int[lower.count()];
        for (int row = 0; row < size; row++) {
            for (int k = lower.starts()[row]; k < lower.starts()[row + 1]; k++) {
                int column = lower.indices()[k];
                boolean own = Colouring.isOnly(whole, colours, row, column);
                readColours[k] = colours[own ? column : row];
                readPlaces[k] = own ? row : column;
            }
        }
        return new ColouredMatrix(lower, false, colours, readColours, readPlaces);
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

    /** Whether rows are coloured: then it is the transposed matrix of which products are asked for. */
    public boolean isByRows() {
        return byRows;
    }

    /** The direction of a product: 1 in the columns, or rows, of that colour. The array is this matrix's own. */
    public double[] direction(int colour) {
        for (int k = 0; k < direction.length; k++) {
            direction[k] = colours[k] == colour ? 1 : 0;
        }
        return direction;
    }

    /** Where the product with that direction is to be written, an element for each row, or column. */
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
