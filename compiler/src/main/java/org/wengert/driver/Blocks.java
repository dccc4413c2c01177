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

    /** A block for each of {@code rows} and each of {@code columns}, which are extents, of a matrix. */
    static List<Tensor> of(Tensor matrix, List<int[]> rows, List<int[]> columns) {
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

    /** For each of {@code rows}, and each two of {@code columns}, a block of an array of matrices. */
    static List<Tensor> ofMatrices(Tensor matrices, List<int[]> rows, List<int[]> columns) {
        List<Tensor> blocks = new ArrayList<>();
        int n = count(columns);
        List<int[]> pairs = columns.stream()
                .flatMap(a -> columns.stream().map(b -> join(a, b)))
                .toList();
        int first = 0;
        for (int[] row : rows) {
            List<Tensor> all =
                    pairs.stream().map(pair -> Tensor.zeros(join(row, pair))).toList();
            for (int k = 0; k < Tensor.count(row); k++) {
                Tensor matrix = Tensor.zeros(new int[] {n, n});
                System.arraycopy(matrices.data(), (first + k) * n * n, matrix.data(), 0, n * n);
                List<Tensor> one = of(matrix, columns, columns);
                for (int i = 0; i < all.size(); i++) {
                    int count = one.get(i).data().length;
                    System.arraycopy(one.get(i).data(), 0, all.get(i).data(), k * count, count);
                }
            }
            blocks.addAll(all);
            first += Tensor.count(row);
        }
        return blocks;
    }

    private static int count(List<int[]> extents) {
        return extents.stream().mapToInt(Tensor::count).reduce(0, Math::addExact);
    }

    static int[] join(int[] a, int[] b) {
        return IntStream.concat(IntStream.of(a), IntStream.of(b)).toArray();
    }
}
