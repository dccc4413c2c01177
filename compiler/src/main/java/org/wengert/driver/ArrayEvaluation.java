package org.wengert.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.Product;
import org.wengert.elaborate.FunctionGraph.Request;
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
                .mapToInt(size -> Math.toIntExact(size.evaluate(symbol ->
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
        return BigStack.call(() -> switch (request.product()) {
            case JACOBIAN ->
                Blocks.jacobian((p, m) -> direct(request, p, m), active(request), results(), function.jacobians());
            case HESSIAN ->
                function.hasOneNumber()
                        ? Blocks.hessian((p, m) -> direct(request, p, m), active(request))
                        : Blocks.hessians((p, m) -> direct(request, p, m), active(request), results());
            default -> direct(request, request.product(), more);
        });
    }

    /** A product that is a program of its own, with respect to the parameters of {@code request}. */
    private List<Tensor> direct(Request request, Product product, List<Tensor> more) {
        Derivative derivative = function.derived(new Request(product, request.active(), request.span()));
        List<Tensor> inputs = new ArrayList<>(arguments.arrays());
        inputs.addAll(more);
        return TensorInterpreter.evaluate(derivative.graph(), inputs, arguments.sizes());
    }
}
