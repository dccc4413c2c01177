package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.product.Derivative;

/**
 * What a generated method of a function of arrays takes.
 *
 * @param method its name
 * @param arguments in order, those that are written last
 */
public record ArrayCall(String method, List<Argument> arguments) {

    /**
     * One of them.
     *
     * @param shape of a scalar for a number; a scalar that is written is an array of one element
     */
    public record Argument(String name, Shape shape, boolean written) {}

    /** All methods of a function: of each product the form by name, and the flat one behind it if there is one. */
    public static List<ArrayCall> of(FunctionSource function) {
        List<ArrayCall> calls = new ArrayList<>();
        Members.products(function).forEach((name, derivative) -> {
            calls.add(of(function, name, derivative));
            FlatForm.of(function, derivative)
                    .ifPresent(flat -> calls.add(new ArrayCall(
                            name,
                            flat.arguments().stream()
                                    .map(a -> new Argument(a.wanted(), a.shape(), a.written()))
                                    .toList())));
        });
        return List.copyOf(calls);
    }

    private static ArrayCall of(FunctionSource function, String name, Derivative derivative) {
        ArraySignature signature = ArraySignature.of(function, derivative);
        List<Node> inputs = derivative.graph().inputs();
        List<Node> outputs = derivative.graph().results();
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            arguments.add(new Argument(
                    signature.arguments().get(i), inputs.get(i).type().shape(), false));
        }
        for (int i = ArraySignature.returns(derivative) ? 1 : 0; i < outputs.size(); i++) {
            arguments.add(new Argument(
                    signature.results().get(i), outputs.get(i).type().shape(), true));
        }
        return new ArrayCall(name, arguments);
    }
}
