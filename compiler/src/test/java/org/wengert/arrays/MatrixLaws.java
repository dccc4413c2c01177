package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.wengert.driver.Arguments;
import org.wengert.driver.CompiledFunction;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Graph;
import org.wengert.op.Tensor;
import org.wengert.product.Derivatives;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;
import org.wengert.source.BigStack;

/**
 * What matrices of derivatives have to do with the products that need none: a Jacobian times a direction is a tangent, a Hessian times
 * a direction an hvp, and second derivatives of several results times a direction are the tangent of the Jacobian's program.
 */
final class MatrixLaws {

    private final CompiledFunction function;
    private final Arguments point;
    private final Random random;

    private MatrixLaws(CompiledFunction function, Arguments point, Random random) {
        this.function = function;
        this.point = point;
        this.random = random;
    }

    /**
     * Checks the outputs of a product, if it is a matrix.
     *
     * @param outputs those of the product's program
     */
    static void hold(CompiledFunction function, Product product, Arguments point, List<Tensor> outputs, Random random) {
        new MatrixLaws(function, point, random).hold(product, outputs);
    }

    private void hold(Product product, List<Tensor> outputs) {
        if (product == Product.JACOBIAN || product == Product.HESSIAN) {
            Tensor matrix = outputs.get(outputs.size() - 1);
            List<Tensor> direction = point.arrays().stream()
                    .map(x -> ArrayLaws.draw(random, x.extents()))
                    .toList();
            close(product, matrix.data(), flat(direction), flat(times(product, direction)));
            blocks(product, outputs, function.at(point).evaluate(function.request(product), List.of()));
        }
    }

    private List<Tensor> times(Product product, List<Tensor> direction) {
        if (product == Product.JACOBIAN) {
            return evaluate(
                    function.derivative(function.request(Product.TANGENT)).graph(), direction);
        }
        if (function.hasOneNumber()) {
            return evaluate(function.derivative(function.request(Product.HVP)).graph(), direction);
        }
        Graph jacobian = Pipelines.run(
                List.of(Pipelines.SIMPLIFY, Pipelines.NAME),
                function.derivative(function.request(Product.JACOBIAN)).graph());
        List<Integer> all = IntStream.range(0, direction.size()).boxed().toList();
        List<Tensor> tangents =
                evaluate(Derivatives.ofArrays(jacobian, all).of(Product.TANGENT).graph(), direction);
        return tangents.subList(tangents.size() - 1, tangents.size());
    }

    private List<Tensor> evaluate(Graph graph, List<Tensor> direction) {
        List<Tensor> inputs = new ArrayList<>(point.arrays());
        inputs.addAll(direction);
        return BigStack.call(() -> TensorInterpreter.evaluate(graph, inputs, point.sizes()));
    }

    private void close(Product product, double[] matrix, double[] direction, double[] expected) {
        for (int row = 0; row < expected.length; row++) {
            double sum = 0;
            double size = 1 + Math.abs(expected[row]);
            for (int k = 0; k < direction.length; k++) {
                double term = matrix[row * direction.length + k] * direction[k];
                sum += term;
                size += Math.abs(term);
            }
            same(product + ", row " + row, sum, expected[row], size);
        }
    }

    /** Where one is not finite, the two ways may differ. */
    private void same(String what, double got, double expected, double size) {
        if (Double.isFinite(got) && Double.isFinite(expected)) {
            assertThat(got).as("%s of %s", what, function.formula()).isCloseTo(expected, within(1e-12 * size));
        }
    }

    /** Whether what is cut into blocks by result and parameter has the same entries, those of all rows in order. */
    private void blocks(Product product, List<Tensor> outputs, List<Tensor> cut) {
        int n = point.arrays().size();
        boolean hessians = product == Product.HESSIAN && !function.hasOneNumber();
        int head = outputs.size() - (hessians ? 2 : 1);
        List<Tensor> rows = product == Product.HESSIAN && !hessians ? point.arrays() : cut.subList(0, head);
        int matrices = hessians ? head + rows.size() * n : head;
        double[] all = rows(rows, n, cut.subList(head, head + rows.size() * n));
        entries(product, outputs.get(head).data(), all);
        if (hessians) {
            entries(product, outputs.get(head + 1).data(), ofMatrices(rows, n, cut.subList(matrices, cut.size())));
        }
    }

    private void entries(Product product, double[] whole, double[] cut) {
        assertThat(cut).hasSameSizeAs(whole);
        double unit = 1
                + Arrays.stream(whole)
                        .map(Math::abs)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0);
        for (int k = 0; k < whole.length; k++) {
            same(product + ", entry " + k, cut[k], whole[k], unit);
        }
    }

    /** Blocks by result and parameter as one matrix. */
    private double[] rows(List<Tensor> results, int n, List<Tensor> blocks) {
        DoubleStream all = DoubleStream.empty();
        for (int j = 0; j < results.size(); j++) {
            for (int row = 0; row < results.get(j).data().length; row++) {
                for (int i = 0; i < n; i++) {
                    all = DoubleStream.concat(all, part(blocks.get(j * n + i), row, size(i)));
                }
            }
        }
        return all.toArray();
    }

    /** Blocks by result and two parameters as one array of matrices. */
    private double[] ofMatrices(List<Tensor> results, int n, List<Tensor> blocks) {
        List<double[]> all = new ArrayList<>();
        for (int j = 0; j < results.size(); j++) {
            for (int row = 0; row < results.get(j).data().length; row++) {
                int at = row;
                int first = j * n * n;
                List<Tensor> matrix = IntStream.range(0, n * n)
                        .mapToObj(b -> vector(part(blocks.get(first + b), at, size(b / n) * size(b % n))
                                .toArray()))
                        .toList();
                all.add(rows(point.arrays(), n, matrix));
            }
        }
        return all.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private int size(int parameter) {
        return point.arrays().get(parameter).data().length;
    }

    private static DoubleStream part(Tensor block, int k, int count) {
        return Arrays.stream(block.data(), k * count, (k + 1) * count);
    }

    private static Tensor vector(double[] data) {
        return new Tensor(new int[] {data.length}, data);
    }

    private static double[] flat(List<Tensor> tensors) {
        return tensors.stream().flatMapToDouble(t -> Arrays.stream(t.data())).toArray();
    }
}
