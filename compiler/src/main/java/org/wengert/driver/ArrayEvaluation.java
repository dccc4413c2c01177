package org.wengert.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.interpret.Tally;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Node;
import org.wengert.op.Tensor;
import org.wengert.product.Block;
import org.wengert.product.Derivative;
import org.wengert.source.BigStack;
import org.wengert.sparse.Places;

/** Evaluates a function and its derivatives at one point, without compiling Java. */
public final class ArrayEvaluation {

    private final CompiledFunction function;
    private final Arguments arguments;

    /** A product of the function in a form that runs. */
    @FunctionalInterface
    public interface Form {

        /**
         * What it gives.
         *
         * @param inputs the arrays of the call, and behind them the direction or the cotangent
         * @param extents of each output
         */
        List<Tensor> outputs(List<Tensor> inputs, List<int[]> extents);
    }

    ArrayEvaluation(CompiledFunction function, Arguments arguments) {
        this.function = function;
        this.arguments = arguments;
    }

    /** The extents of the results in order, which are those of cotangents. */
    public List<int[]> results() {
        return function.primal().results().stream().map(this::extents).toList();
    }

    private int[] extents(Node node) {
        return node.type().shape().sizes().stream()
                .mapToInt(size -> Tensor.fitting(size.evaluate(symbol ->
                        Optional.ofNullable(arguments.sizes().get(symbol)).orElseThrow())))
                .toArray();
    }

    /** The extents of the active parameters, which are those of directions. */
    public List<int[]> active(Request request) {
        return request.active().stream()
                .map(i -> arguments.arrays().get(i).extents())
                .toList();
    }

    /**
     * The outputs of a product in the order of {@link Derivative}, each an array. A Jacobian has one for each result and active
     * parameter, of the shape of the result followed by that of the parameter; a Hessian one for each two active parameters, and of
     * several results or an array for each of these two and a result, of the shape of the result followed by those of both. Entries of a
     * matrix that are there are three vectors: their rows, their columns and they themselves.
     *
     * @param more the direction by active parameter, or the cotangent by result
     * @throws TooManyEntriesException if a matrix is too large
     */
    public List<Tensor> evaluate(Request request, List<Tensor> more) {
        if (function.isScalar()
                && request.product().isMatrix()
                && !request.product().isSparse()) {
            double[] point =
                    arguments.arrays().stream().mapToDouble(Tensor::value).toArray();
            return Arrays.stream(function.evaluate(
                            request,
                            point,
                            more.stream().mapToDouble(Tensor::value).toArray()))
                    .mapToObj(Tensor::scalar)
                    .toList();
        }
        return BigStack.call(() -> whole(request, () -> direct(request, more, Tally.NONE)));
    }

    /** The same outputs from another form of a product of a function that is not static, such as compiled Java. */
    public List<Tensor> evaluate(Request request, List<Tensor> more, Form form) {
        return whole(request, () -> {
            Derivative derivative = function.derived(request);
            List<int[]> extents = derivative.isColoured()
                    ? new ColouredEvaluation(derivative, arguments.sizes()).extents()
                    : derivative.graph().results().stream().map(this::extents).toList();
            return form.outputs(inputs(more), extents);
        });
    }

    /** The outputs, matrices cut into a part for each two or three things that they are by. */
    private List<Tensor> whole(Request request, Supplier<List<Tensor>> program) {
        List<Block> blocks = request.product().gives(function.hasOneNumber());
        for (Block block : blocks) {
            if (block.isMatrix() && !block.isSparse()) {
                List<List<int[]>> axes = axes(block, request);
                Blocks.check(Blocks.pairs(axes.subList(0, axes.size() - 1)), axes.get(axes.size() - 1));
            }
        }
        List<Tensor> outputs = program.get();
        List<Tensor> all = new ArrayList<>();
        int from = 0;
        for (Block block : blocks) {
            if (block.isSparse()) {
                all.addAll(entries(request, outputs.subList(from, outputs.size())));
                from = outputs.size();
            } else if (block.isMatrix()) {
                all.addAll(Blocks.of(outputs.get(from++), axes(block, request)));
            } else {
                int count = axes(block, request).get(0).size();
                all.addAll(outputs.subList(from, from + count));
                from += count;
            }
        }
        return all;
    }

    /** Entries of a matrix, one array or as many numbers, behind the numbers of their rows and columns. */
    private List<Tensor> entries(Request request, List<Tensor> outputs) {
        Places places = function.pattern(request, arguments.sizes());
        double[] entries = outputs.stream()
                .flatMapToDouble(output -> Arrays.stream(output.data()))
                .toArray();
        return List.of(
                vector(places.rows()), vector(places.columns()), new Tensor(new int[] {entries.length}, entries));
    }

    private static Tensor vector(int[] numbers) {
        return new Tensor(
                new int[] {numbers.length},
                Arrays.stream(numbers).asDoubleStream().toArray());
    }

    /** The extents of what a block is by. */
    private List<List<int[]>> axes(Block block, Request request) {
        return block.along(results(), active(request), k -> new int[0]);
    }

    /** The outputs of a product without matrices of derivatives, each operation being told to {@code tally}. */
    public List<Tensor> evaluate(Request request, List<Tensor> more, Tally tally) {
        return BigStack.call(() -> direct(request, more, tally));
    }

    /** The outputs as the product's program gives them. */
    private List<Tensor> direct(Request request, List<Tensor> more, Tally tally) {
        Derivative derivative = function.derived(request);
        return derivative.isColoured()
                ? new ColouredEvaluation(derivative, arguments.sizes()).outputs(inputs(more), tally)
                : TensorInterpreter.evaluate(derivative.graph(), inputs(more), arguments.sizes(), tally);
    }

    private List<Tensor> inputs(List<Tensor> more) {
        List<Tensor> inputs = new ArrayList<>(arguments.arrays());
        inputs.addAll(more);
        return inputs;
    }
}
