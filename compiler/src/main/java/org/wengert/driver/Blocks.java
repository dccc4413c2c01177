package org.wengert.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.wengert.differentiate.JacobianMode;
import org.wengert.differentiate.Product;
import org.wengert.op.Tensor;

/**
 * The matrices of derivatives of functions of arrays, put together from products in unit directions: a block for each result
 * and parameter, whose rows are the elements of the result and whose columns are those of the parameter.
 */
public final class Blocks {

    /** A matrix of more numbers fills the memory of a small machine. */
    public static final long MOST_ENTRIES = 1L << 25;

    private final List<int[]> rows;
    private final List<int[]> columns;
    private final List<List<Tensor>> blocks = new ArrayList<>();

    private Blocks(List<int[]> rows, List<int[]> columns) {
        this.rows = rows;
        this.columns = columns;
        long entries = (long) count(rows) * count(columns);
        if (entries > MOST_ENTRIES) {
            throw new TooManyEntriesException(
                    "the matrix has " + count(rows) + " rows and " + count(columns) + " columns, " + entries
                            + " entries; at most " + MOST_ENTRIES
                            + " are computed at once: take fewer parameters, or multiply it with a tangent, an adjoint or an hvp");
        }
        for (int[] row : rows) {
            blocks.add(columns.stream()
                    .map(column -> Tensor.zeros(join(row, column)))
                    .toList());
        }
    }

    /** Evaluates products that need no matrix. */
    @FunctionalInterface
    public interface Products {
        /**
         * The outputs of a product.
         *
         * @param more its direction, its cotangent, or nothing
         */
        List<Tensor> of(Product product, List<Tensor> more);
    }

    /**
     * The results, then a block for each result and active parameter; where nothing was said, column by column, or row by row where
     * rows are fewer.
     */
    public static List<Tensor> jacobian(Products products, List<int[]> active, List<int[]> results, JacobianMode mode) {
        Blocks blocks = new Blocks(results, active);
        boolean fewerColumns = count(active) <= count(results);
        if (mode == JacobianMode.COUNTED ? fewerColumns : mode == JacobianMode.FORWARD) {
            blocks.byColumns(direction -> products.of(Product.TANGENT, direction));
        } else {
            blocks.byRows(cotangent -> {
                List<Tensor> adjoint = products.of(Product.ADJOINT, cotangent);
                return adjoint.subList(results.size(), adjoint.size());
            });
        }
        return blocks.after(products.of(Product.VALUE, List.of()));
    }

    /** The value, the gradient by active parameter, then a block for each two of them. */
    public static List<Tensor> hessian(Products products, List<int[]> active) {
        Blocks blocks = new Blocks(active, active);
        blocks.byColumns(direction -> products.of(Product.HVP, direction));
        return blocks.after(products.of(Product.GRADIENT, List.of()));
    }

    @FunctionalInterface
    private interface Line {
        List<Tensor> in(List<Tensor> unit);
    }

    private void byColumns(Line line) {
        List<Tensor> unit = columns.stream().map(Tensor::zeros).toList();
        for (int i = 0; i < unit.size(); i++) {
            for (int k = 0; k < unit.get(i).data().length; k++) {
                unit.get(i).data()[k] = 1;
                List<Tensor> column = line.in(unit);
                for (int j = 0; j < rows.size(); j++) {
                    putColumn(blocks.get(j).get(i), k, column.get(j));
                }
                // Not before: what is only passed on is the direction itself.
                unit.get(i).data()[k] = 0;
            }
        }
    }

    private static void putColumn(Tensor block, int k, Tensor column) {
        int width = column.data().length == 0 ? 0 : block.data().length / column.data().length;
        for (int row = 0; row < column.data().length; row++) {
            block.data()[row * width + k] = column.data()[row];
        }
    }

    private void byRows(Line line) {
        List<Tensor> unit = rows.stream().map(Tensor::zeros).toList();
        for (int j = 0; j < unit.size(); j++) {
            for (int k = 0; k < unit.get(j).data().length; k++) {
                unit.get(j).data()[k] = 1;
                List<Tensor> row = line.in(unit);
                for (int i = 0; i < columns.size(); i++) {
                    double[] entries = row.get(i).data();
                    System.arraycopy(entries, 0, blocks.get(j).get(i).data(), k * entries.length, entries.length);
                }
                unit.get(j).data()[k] = 0;
            }
        }
    }

    private List<Tensor> after(List<Tensor> head) {
        List<Tensor> all = new ArrayList<>(head);
        blocks.forEach(all::addAll);
        return all;
    }

    private static int count(List<int[]> extents) {
        return extents.stream().mapToInt(Tensor::count).reduce(0, Math::addExact);
    }

    private static int[] join(int[] a, int[] b) {
        return IntStream.concat(IntStream.of(a), IntStream.of(b)).toArray();
    }
}
