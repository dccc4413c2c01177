package org.wengert.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wengert.arrays.ArrayProgram;
import org.wengert.ir.Graph;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;
import org.wengert.product.Derivative;
import org.wengert.product.Derivatives;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;
import org.wengert.runtime.ColouredMatrix;
import org.wengert.source.BigStack;
import org.wengert.sparse.NoPatternException;
import org.wengert.sparse.Places;
import org.wengert.sparse.SparsePattern;

/** The entries of sparse matrices of programs drawn at random are those of the whole matrices, and no other one is missing. */
class RandomSparseMatricesTest {

    private static final double CLOSE = 1e-8;

    private int held;
    private int coloured;
    private int refused;

    @Test
    void sparseMatricesAreTheWholeOnes() {
        Seeds seeds = new Seeds(20);
        seeds.check(ArrayGenerator::draw, this::broken);
        seeds.report(held + " matrices, " + coloured + " by colours, " + refused + " refused");
        assertThat(refused).as("refused").isLessThan(held / 2);
    }

    private Optional<String> broken(RandomProgram program, long seed) {
        Random random = new Random(seed);
        ArrayPoint point = ArrayPoint.draw(random, 1);
        ArrayProgram compiled;
        try {
            compiled = ArrayProgram.of(program.text());
        } catch (IllegalArgumentException e) {
            return Optional.of(Shrinking.DOES_NOT_COMPILE + ": " + e.getMessage());
        }
        Optional<Map<Symbol, Long>> sizes = point.sizes(compiled);
        if (sizes.isEmpty()) {
            return Optional.empty();
        }
        try {
            Graph primal = compiled.primal();
            return broken(primal, Product.SPARSE_JACOBIAN, Product.JACOBIAN, point.arrays(), sizes.get())
                    .or(() -> Derivatives.isOneNumber(primal.results())
                            ? broken(primal, Product.SPARSE_HESSIAN, Product.HESSIAN, point.arrays(), sizes.get())
                            : Optional.empty());
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of(
                    e + " " + Arrays.stream(e.getStackTrace()).limit(8).toList());
        }
    }

    private Optional<String> broken(
            Graph primal, Product sparse, Product whole, List<Tensor> x, Map<Symbol, Long> sizes) {
        List<Integer> all = IntStream.range(0, primal.inputs().size()).boxed().toList();
        Derivatives derivatives = Derivatives.ofArrays(primal, all);
        Derivative entries;
        try {
            entries = BigStack.call(() -> derivatives.of(sparse));
        } catch (NoPatternException refusal) {
            count(false);
            return Optional.empty();
        }
        if (entries.isColoured()) {
            return coloured(entries, whole(derivatives, whole, x, sizes), x, sizes);
        }
        SparsePattern pattern = entries.pattern().orElseThrow();
        ToLongFunction<Symbol> known =
                symbol -> Optional.ofNullable(sizes.get(symbol)).orElseThrow();
        if (pattern.conditions().stream().anyMatch(condition -> condition.evaluate(known) < 0)) {
            count(false);
            return Optional.empty();
        }
        count(true);
        Places places = pattern.at(known);
        double[] got = last(Pipelines.run(Pipelines.ARRAYS, simple(entries.graph())), x, sizes)
                .data();
        return broken(sparse, places, got, whole(derivatives, whole, x, sizes), sizes + "\n" + pattern.lines());
    }

    private static Tensor whole(Derivatives derivatives, Product whole, List<Tensor> x, Map<Symbol, Long> sizes) {
        return last(simple(BigStack.call(() -> derivatives.of(whole)).graph()), x, sizes);
    }

    /** The entries by colours, of operators of whole arrays and of loops. */
    private Optional<String> coloured(Derivative derivative, Tensor whole, List<Tensor> x, Map<Symbol, Long> sizes) {
        synchronized (this) {
            coloured++;
        }
        Graph reach = simple(derivative.coloured().orElseThrow().reach());
        int rows = whole.extent(0);
        int columns = whole.extent(1);
        Graph loops = Pipelines.run(Pipelines.ARRAYS, reach);
        ColouredMatrix.Product product = (direction, reached) -> {
            double[] found = last(reach, List.of(vector(direction)), sizes).data();
            double[] inLoops = last(loops, List.of(vector(direction)), sizes).data();
            for (int row = 0; row < rows; row++) {
                assertThat(inLoops[row] > 0).isEqualTo(found[row] > 0);
            }
            System.arraycopy(found, 0, reached, 0, found.length);
        };
        ColouredMatrix matrix = derivative.product() == Product.SPARSE_HESSIAN
                ? ColouredMatrix.lowerTriangle(rows, product)
                : ColouredMatrix.of(rows, columns, product);
        Graph graph = matrix.isByRows()
                ? derivative.coloured().orElseThrow().transposed().orElseThrow()
                : derivative.graph();
        Graph line = Pipelines.run(Pipelines.ARRAYS, simple(graph));
        double[] entries = new double[matrix.count()];
        for (int colour = 0; colour < matrix.products(); colour++) {
            List<Tensor> inputs = new ArrayList<>(x);
            inputs.add(vector(matrix.direction(colour)));
            double[] found = last(line, inputs, sizes).data();
            System.arraycopy(found, 0, matrix.product(), 0, found.length);
            matrix.take(colour, entries);
        }
        Places places = new Places(columns, matrix.rowStarts(), matrix.columns());
        return broken(derivative.product(), places, entries, whole, sizes + ", by colours");
    }

    private static Tensor vector(double[] numbers) {
        return new Tensor(new int[] {numbers.length}, numbers.clone());
    }

    private static Optional<String> broken(Product sparse, Places places, double[] got, Tensor matrix, String where) {
        int columns = matrix.extent(1);
        double[] dense = matrix.data().clone();
        int[] rows = places.rows();
        for (int k = 0; k < got.length; k++) {
            int at = rows[k] * columns + places.columns()[k];
            boolean ordered = k == 0 || at > rows[k - 1] * columns + places.columns()[k - 1];
            boolean close =
                    !Double.isFinite(dense[at]) || Math.abs(dense[at] - got[k]) <= CLOSE * (1 + Math.abs(dense[at]));
            if (!ordered || !close) {
                return Optional.of(sparse + " entry " + k + " in row " + rows[k] + ", column " + places.columns()[k]
                        + " is " + got[k] + ", " + dense[at] + " in the whole matrix; " + where);
            }
            dense[at] = 0;
        }
        for (int at = 0; at < dense.length; at++) {
            boolean counts = sparse == Product.SPARSE_JACOBIAN || at % columns <= at / columns;
            if (counts && Double.isFinite(dense[at]) && dense[at] != 0) {
                return Optional.of(sparse + " has no entry in row " + at / columns + ", column " + at % columns
                        + ", which is " + dense[at] + "; " + where);
            }
        }
        return Optional.empty();
    }

    private synchronized void count(boolean there) {
        if (there) {
            held++;
        } else {
            refused++;
        }
    }

    private static Graph simple(Graph graph) {
        return Pipelines.run(Pipelines.FINAL, graph);
    }

    private static Tensor last(Graph graph, List<Tensor> x, Map<Symbol, Long> sizes) {
        List<Tensor> outputs = ArrayProgram.run(graph, sizes, x);
        return outputs.get(outputs.size() - 1);
    }
}
