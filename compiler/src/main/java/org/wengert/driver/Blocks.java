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

    /** The results, the blocks of the Jacobian, then for each result a block for each two active parameters. */
    public static List<Tensor> hessians(Products products, List<int[]> active, List<int[]> results) {
        int n = active.size();
        List<int[]> pairs = results.stream()
                .flatMap(result -> active.stream().map(a -> join(result, a)))
                .toList();
        Blocks jacobian = new Blocks(results, active);
        Blocks seconds = new Blocks(pairs, active);
        List<Tensor> cotangents = results.stream().map(Tensor::zeros).toList();
        List<Tensor> directions = active.stream().map(Tensor::zeros).toList();
        List<Tensor> seeds = new ArrayList<>(cotangents);
        seeds.addAll(directions);
        units(
                cotangents,
                (j, row) -> units(directions, (k, column) -> {
                    List<Tensor> slice = products.of(Product.HESSIAN, seeds);
                    List<Tensor> firsts = slice.subList(slice.size() - 2 * n, slice.size() - n);
                    int width = directions.get(k).data().length;
                    for (int i = 0; i < n; i++) {
                        putRow(jacobian.blocks.get(j).get(i), row, firsts.get(i));
                        int from = row * firsts.get(i).data().length * width + column;
                        putStrided(seconds.blocks.get(j * n + i).get(k), from, width, slice.get(slice.size() - n + i));
                    }
                }));
        List<Tensor> all = jacobian.after(products.of(Product.VALUE, List.of()));
        return seconds.after(all);
    }

    @FunctionalInterface
    private interface Line {
        List<Tensor> in(List<Tensor> unit);
    }

    /** Does something while one element of {@code seeds}, which are 0, is 1, for each of them. */
    private static void units(List<Tensor> seeds, Unit unit) {
        for (int i = 0; i < seeds.size(); i++) {
            for (int k = 0; k < seeds.get(i).data().length; k++) {
                seeds.get(i).data()[k] = 1;
                unit.at(i, k);
                // Not before it is put where it belongs: what is only passed on is the seed itself.
                seeds.get(i).data()[k] = 0;
            }
        }
    }

    @FunctionalInterface
    private interface Unit {
        void at(int seed, int element);
    }

    private void byColumns(Line line) {
        List<Tensor> unit = columns.stream().map(Tensor::zeros).toList();
        units(unit, (i, k) -> {
            List<Tensor> column = line.in(unit);
            for (int j = 0; j < rows.size(); j++) {
                putStrided(blocks.get(j).get(i), k, unit.get(i).data().length, column.get(j));
            }
        });
    }

    private void byRows(Line line) {
        List<Tensor> unit = rows.stream().map(Tensor::zeros).toList();
        units(unit, (j, k) -> {
            List<Tensor> row = line.in(unit);
            for (int i = 0; i < columns.size(); i++) {
                putRow(blocks.get(j).get(i), k, row.get(i));
            }
        });
    }

    private static void putRow(Tensor block, int k, Tensor row) {
        int width = row.data().length;
        System.arraycopy(row.data(), 0, block.data(), k * width, width);
    }

    private static void putStrided(Tensor block, int from, int stride, Tensor values) {
        for (int i = 0; i < values.data().length; i++) {
            block.data()[from + i * stride] = values.data()[i];
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
