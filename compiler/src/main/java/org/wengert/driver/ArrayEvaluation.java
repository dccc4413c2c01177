package org.wengert.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.Product;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.interpret.Tally;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Node;
import org.wengert.op.Tensor;
import org.wengert.source.BigStack;

/** Evaluates a function and its derivatives at one point, without compiling Java. */
public final class ArrayEvaluation {

    private final CompiledFunction function;
    private final Arguments arguments;

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
     * several results or an array for each of these two and a result, of the shape of the result followed by those of both.
     *
     * @param more the direction by active parameter, or the cotangent by result
     * @throws TooManyEntriesException if a matrix is too large
     */
    public List<Tensor> evaluate(Request request, List<Tensor> more) {
        if (function.isScalar() && (request.product() == Product.JACOBIAN || request.product() == Product.HESSIAN)) {
            double[] point =
                    arguments.arrays().stream().mapToDouble(Tensor::value).toArray();
            return Arrays.stream(function.evaluate(request, point))
                    .mapToObj(Tensor::scalar)
                    .toList();
        }
        return BigStack.call(() -> switch (request.product()) {
            case JACOBIAN -> jacobian(request);
            case HESSIAN -> function.hasOneNumber() ? hessian(request) : hessians(request);
            default -> direct(request, more);
        });
    }

    private List<Tensor> jacobian(Request request) {
        Blocks.check(results(), active(request));
        List<Tensor> outputs = direct(request, List.of());
        return join(
                outputs.subList(0, outputs.size() - 1),
                Blocks.of(outputs.get(outputs.size() - 1), results(), active(request)));
    }

    private List<Tensor> hessian(Request request) {
        Blocks.check(active(request), active(request));
        List<Tensor> outputs = direct(request, List.of());
        return join(
                outputs.subList(0, outputs.size() - 1),
                Blocks.of(outputs.get(outputs.size() - 1), active(request), active(request)));
    }

    private List<Tensor> hessians(Request request) {
        int m = results().size();
        List<int[]> pairs = results().stream()
                .flatMap(r -> active(request).stream().map(a -> Blocks.join(r, a)))
                .toList();
        Blocks.check(pairs, active(request));
        List<Tensor> outputs = direct(request, List.of());
        return join(
                join(outputs.subList(0, m), Blocks.of(outputs.get(m), results(), active(request))),
                Blocks.ofMatrices(outputs.get(m + 1), results(), active(request)));
    }

    private static List<Tensor> join(List<Tensor> first, List<Tensor> second) {
        List<Tensor> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** The outputs of a product without matrices of derivatives, each operation being told to {@code tally}. */
    public List<Tensor> evaluate(Request request, List<Tensor> more, Tally tally) {
        return BigStack.call(() -> direct(request, more, tally));
    }

    private List<Tensor> direct(Request request, List<Tensor> more) {
        return direct(request, more, Tally.NONE);
    }

    /** The outputs as the product's program gives them. */
    private List<Tensor> direct(Request request, List<Tensor> more, Tally tally) {
        List<Tensor> inputs = new ArrayList<>(arguments.arrays());
        inputs.addAll(more);
        return TensorInterpreter.evaluate(function.derived(request).graph(), inputs, arguments.sizes(), tally);
    }
}
