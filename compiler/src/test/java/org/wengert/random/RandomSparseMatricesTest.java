package org.wengert.random;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.wengert.source.BigStack;
import org.wengert.sparse.NoPatternException;
import org.wengert.sparse.Places;
import org.wengert.sparse.SparsePattern;

/** The entries of sparse matrices of programs drawn at random are those of the whole matrices, and no other one is missing. */
class RandomSparseMatricesTest {

    private static final double CLOSE = 1e-8;

    private int held;
    private int refused;

    @Test
    void sparseMatricesAreTheWholeOnes() {
        Seeds seeds = new Seeds(20);
        seeds.check(ArrayGenerator::draw, this::broken);
        seeds.report(held + " matrices, " + refused + " refused");
        assertThat(held).as("held").isGreaterThan(refused / 2);
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
        Tensor matrix = last(simple(BigStack.call(() -> derivatives.of(whole)).graph()), x, sizes);
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
                        + " is " + got[k] + ", " + dense[at] + " in the whole matrix; " + sizes + "\n"
                        + pattern.lines());
            }
            dense[at] = 0;
        }
        for (int at = 0; at < dense.length; at++) {
            boolean counts = sparse == Product.SPARSE_JACOBIAN || at % columns <= at / columns;
            if (counts && Double.isFinite(dense[at]) && dense[at] != 0) {
                return Optional.of(sparse + " has no entry in row " + at / columns + ", column " + at % columns
                        + ", which is " + dense[at] + "; " + sizes + "\n" + pattern.lines());
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
