package org.wengert.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.wengert.op.Tensor;

/**
 * Cuts matrices of derivatives into blocks: one for each result and parameter, whose rows are the elements of the result and whose
 * columns are those of the parameter.
 */
public final class Blocks {

    /** A matrix of more numbers fills the memory of a small machine. */
    public static final long MOST_ENTRIES = 1L << 25;

    private Blocks() {}

    /** Refuses a matrix of too many entries. */
    static void check(List<int[]> rows, List<int[]> columns) {
        long entries = (long) count(rows) * count(columns);
        if (entries > MOST_ENTRIES) {
            throw new TooManyEntriesException(
                    "the matrix has " + count(rows) + " rows and " + count(columns) + " columns, " + entries
                            + " entries; at most " + MOST_ENTRIES
                            + " are computed at once: take fewer parameters, or multiply it with a tangent, an adjoint or an hvp");
        }
    }

    /**
     * A block for each combination of what one axis, two or three are made of.
     *
     * @param array with an axis for each of {@code axes}, as long as all that it is made of
     * @param axes the extents of what they are made of
     */
    static List<Tensor> of(Tensor array, List<List<int[]>> axes) {
        List<int[]> columns = axes.get(axes.size() - 1);
        if (axes.size() == 1) {
            return matrix(array, List.of(new int[0]), columns);
        }
        if (axes.size() == 2) {
            return matrix(array, axes.get(0), columns);
        }
        List<int[]> rows = axes.get(1);
        List<int[]> pairs = pairs(axes.subList(1, axes.size()));
        List<Tensor> blocks = new ArrayList<>();
        int length = count(rows) * count(columns);
        int first = 0;
        for (int[] front : axes.get(0)) {
            List<Tensor> all =
                    pairs.stream().map(pair -> Tensor.zeros(join(front, pair))).toList();
            for (int k = 0; k < Tensor.count(front); k++) {
                Tensor matrix = Tensor.zeros(new int[] {count(rows), count(columns)});
                System.arraycopy(array.data(), (first + k) * length, matrix.data(), 0, length);
                List<Tensor> one = matrix(matrix, rows, columns);
                for (int i = 0; i < all.size(); i++) {
                    int count = one.get(i).data().length;
                    System.arraycopy(one.get(i).data(), 0, all.get(i).data(), k * count, count);
                }
            }
            blocks.addAll(all);
            first += Tensor.count(front);
        }
        return blocks;
    }

    private static List<Tensor> matrix(Tensor matrix, List<int[]> rows, List<int[]> columns) {
        List<Tensor> blocks = new ArrayList<>();
        int width = count(columns);
        int first = 0;
        for (int[] row : rows) {
            int left = 0;
            for (int[] column : columns) {
                Tensor block = Tensor.zeros(join(row, column));
                int count = Tensor.count(column);
                for (int k = 0; k < Tensor.count(row); k++) {
                    System.arraycopy(matrix.data(), (first + k) * width + left, block.data(), k * count, count);
                }
                blocks.add(block);
                left += count;
            }
            first += Tensor.count(row);
        }
        return blocks;
    }

    /** The extents of each combination. */
    static List<int[]> pairs(List<List<int[]>> axes) {
        return axes.stream()
                .reduce((front, back) -> front.stream()
                        .flatMap(a -> back.stream().map(b -> join(a, b)))
                        .toList())
                .orElse(List.of(new int[0]));
    }

    private static int count(List<int[]> extents) {
        return extents.stream().mapToInt(Tensor::count).reduce(0, Math::addExact);
    }

    static int[] join(int[] a, int[] b) {
        return IntStream.concat(IntStream.of(a), IntStream.of(b)).toArray();
    }
}
