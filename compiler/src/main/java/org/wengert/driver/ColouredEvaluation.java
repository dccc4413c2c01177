package org.wengert.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.interpret.Tally;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;
import org.wengert.product.Derivative;
import org.wengert.runtime.ColouredMatrix;
import org.wengert.sparse.Places;

/** Evaluates a matrix that is known by its products with directions, at some sizes. */
final class ColouredEvaluation {

    private final Derivative derivative;
    private final Map<Symbol, Long> sizes;
    private final int columns;
    private final ColouredMatrix matrix;

    ColouredEvaluation(Derivative derivative, Map<Symbol, Long> sizes) {
        this.derivative = derivative;
        this.sizes = sizes;
        Graph reach = derivative.coloured().orElseThrow().reach();
        this.columns = extents(reach.inputs().get(0))[0];
        int rows = extents(reach.results().get(0))[0];
        ColouredMatrix.Product product = (direction, reached) -> {
            Tensor given = new Tensor(new int[] {columns}, direction.clone());
            double[] found = TensorInterpreter.evaluate(reach, List.of(given), sizes)
                    .get(0)
                    .data();
            System.arraycopy(found, 0, reached, 0, rows);
        };
        this.matrix = derivative.product().order() == 2
                ? ColouredMatrix.lowerTriangle(rows, product)
                : ColouredMatrix.of(rows, columns, product);
    }

    private int[] extents(Node node) {
        return node.type().shape().sizes().stream()
                .mapToInt(size -> Tensor.fitting(size.evaluate(
                        symbol -> Optional.ofNullable(sizes.get(symbol)).orElseThrow())))
                .toArray();
    }

    Places places() {
        return new Places(columns, matrix.rowStarts(), matrix.columns());
    }

    int colours() {
        return matrix.colours();
    }

    /** The direction in which all moves. */
    Tensor everywhere() {
        double[] ones = new double[columns];
        Arrays.fill(ones, 1);
        return new Tensor(new int[] {columns}, ones);
    }

    /** Those of the outputs. */
    List<int[]> extents() {
        List<Node> values = values();
        List<int[]> all = new ArrayList<>(values.stream().map(this::extents).toList());
        all.add(new int[] {matrix.count()});
        return all;
    }

    private List<Node> values() {
        List<Node> results = derivative.graph().results();
        return results.subList(0, results.size() - 1);
    }

    private Graph line() {
        return matrix.isByRows()
                ? derivative.coloured().flatMap(Derivative.Coloured::transposed).orElseThrow()
                : derivative.graph();
    }

    /** The values, if the product gives them, then the entries. */
    List<Tensor> outputs(List<Tensor> inputs, Tally tally) {
        double[] entries = new double[matrix.count()];
        List<Tensor> outputs = List.of();
        for (int colour = 0; colour < matrix.products(); colour++) {
            List<Tensor> given = new ArrayList<>();
            inputs.forEach(
                    input -> given.add(new Tensor(input.extents(), input.data().clone())));
            double[] direction = matrix.direction(colour).clone();
            given.add(new Tensor(new int[] {direction.length}, direction));
            outputs = TensorInterpreter.evaluate(line(), given, sizes, tally);
            double[] product = outputs.get(outputs.size() - 1).data();
            System.arraycopy(product, 0, matrix.product(), 0, product.length);
            matrix.take(colour, entries);
        }
        List<Tensor> all = new ArrayList<>(outputs.subList(0, outputs.size() - 1));
        all.add(new Tensor(new int[] {entries.length}, entries));
        return all;
    }
}
