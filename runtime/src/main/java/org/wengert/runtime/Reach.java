package org.wengert.runtime;

import java.util.Arrays;

/**
 * Finds where the entries of a matrix are from what directions reach. Columns are taken in blocks, which are split again and again; blocks that
 * share no row are tried in one direction. Of a band of a million columns it takes some fifty directions.
 */
final class Reach {

    /** Into so many parts a block is split. */
    private static final int PARTS = 4;

    private final int rows;
    private final int columns;
    private final ColouredMatrix.Product reach;
    private final double[] direction;
    private final double[] product;

    private Reach(int rows, int columns, ColouredMatrix.Product reach) {
        this.rows = rows;
        this.columns = columns;
        this.reach = reach;
        this.direction = new double[columns];
        this.product = new double[rows];
    }

    /** The entries that {@code reach} says there are. */
    static SparseIndices of(int rows, int columns, ColouredMatrix.Product reach) {
        return new Reach(rows, columns, reach).found();
    }

    private SparseIndices found() {
        // One block that may be in every row.
        int[] blocks = {0, columns};
        int[] all = new int[rows];
        Arrays.setAll(all, row -> row);
        SparseIndices byBlocks = new SparseIndices(rows, new int[] {0, rows}, all);
        if (columns == 0 || rows == 0) {
            return new SparseIndices(columns, new int[rows + 1], new int[0]);
        }
        boolean first = true;
        while (first || blocks.length - 1 < columns) {
            int[] parts = first && columns == 1 ? blocks : split(blocks);
            byBlocks = refined(byBlocks, blocks, parts);
            blocks = parts;
            first = false;
        }
        return byBlocks.transposed();
    }

    private static int[] split(int[] blocks) {
        int[] starts = new int[Math.toIntExact(Math.min((long) PARTS * blocks.length, blocks[blocks.length - 1] + 1L))];
        int count = 0;
        for (int block = 0; block + 1 < blocks.length; block++) {
            long size = (long) blocks[block + 1] - blocks[block];
            long parts = Math.min(PARTS, size);
            for (long part = 0; part < parts; part++) {
                starts[count++] = blocks[block] + (int) (size * part / parts);
            }
        }
        starts[count++] = blocks[blocks.length - 1];
        return Arrays.copyOf(starts, count);
    }

    /**
     * The rows of the parts of blocks.
     *
     * @param known for each block its rows
     */
    private SparseIndices refined(SparseIndices known, int[] blocks, int[] parts) {
        int[] colours = Colouring.greedy(known.transposed(), known);
        int count = Arrays.stream(colours).max().orElse(-1) + 1;
        int[] firstPart = new int[blocks.length];
        for (int block = 0, part = 0; block < blocks.length; block++) {
            while (parts[part] < blocks[block]) {
                part++;
            }
            firstPart[block] = part;
        }
        int[][] ofColour = byColour(colours, count);
        int[][] found = new int[parts.length - 1][];
        for (int[] same : ofColour) {
            for (int part = 0; part < PARTS; part++) {
                tryParts(known, same, part, firstPart, parts, found);
            }
        }
        int[] starts = new int[parts.length];
        for (int part = 0; part + 1 < parts.length; part++) {
            starts[part + 1] = Math.addExact(starts[part], found[part].length);
        }
        int[] all = new int[starts[parts.length - 1]];
        for (int part = 0; part + 1 < parts.length; part++) {
            System.arraycopy(found[part], 0, all, starts[part], found[part].length);
        }
        return new SparseIndices(rows, starts, all);
    }

    private static int[][] byColour(int[] colours, int count) {
        int[] sizes = new int[count];
        for (int colour : colours) {
            sizes[colour]++;
        }
        int[][] same = new int[count][];
        Arrays.setAll(same, colour -> new int[sizes[colour]]);
        int[] next = new int[count];
        for (int block = 0; block < colours.length; block++) {
            same[colours[block]][next[colours[block]]++] = block;
        }
        return same;
    }

    /** Tries part number {@code number} of each of some blocks at once; none of their rows belongs to two. */
    private void tryParts(SparseIndices known, int[] same, int number, int[] firstPart, int[] parts, int[][] found) {
        boolean any = false;
        Arrays.fill(direction, 0);
        for (int block : same) {
            int part = firstPart[block] + number;
            if (part < firstPart[block + 1]) {
                Arrays.fill(direction, parts[part], parts[part + 1], 1);
                any = true;
            }
        }
        if (!any) {
            return;
        }
        reach.times(direction, product);
        for (int block : same) {
            int part = firstPart[block] + number;
            if (part < firstPart[block + 1]) {
                int[] reached = new int[known.count(block)];
                int count = 0;
                for (int k = known.starts()[block]; k < known.starts()[block + 1]; k++) {
                    if (product[known.indices()[k]] > 0) {
                        reached[count++] = known.indices()[k];
                    }
                }
                found[part] = Arrays.copyOf(reached, count);
            }
        }
    }
}
