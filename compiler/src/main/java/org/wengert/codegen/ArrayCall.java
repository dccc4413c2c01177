package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.Product;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;

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

    /** All methods of a function. */
    public static List<ArrayCall> of(FunctionSource function) {
        return function.derivatives().stream().map(d -> of(function, d)).toList();
    }

    private static ArrayCall of(FunctionSource function, Derivative derivative) {
        ArraySignature signature = ArraySignature.of(function, derivative);
        List<Node> inputs = derivative.graph().inputs();
        List<Node> outputs = derivative.graph().results();
        boolean whole = derivative.shape() == Derivative.Shape.WHOLE;
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < (whole ? inputs.size() : derivative.parameters()); i++) {
            arguments.add(new Argument(
                    signature.arguments().get(i), inputs.get(i).type().shape(), false));
        }
        boolean slices = derivative.shape() == Derivative.Shape.SLICES;
        int end = whole ? outputs.size() : slices ? derivative.results() : ArrayMatrix.head(derivative);
        for (int i = ArraySignature.returns(derivative) ? 1 : 0; i < end; i++) {
            arguments.add(new Argument(
                    signature.results().get(i), outputs.get(i).type().shape(), true));
        }
        if (slices) {
            arguments.add(new Argument(Product.JACOBIAN.id(), ArrayTensor.jacobian(derivative), true));
            arguments.add(new Argument(derivative.product().id(), ArrayTensor.shape(derivative), true));
        } else if (!whole) {
            arguments.add(new Argument(derivative.product().id(), ArrayMatrix.shape(derivative), true));
        }
        return new ArrayCall(ClassWriter.methodName(derivative, function), arguments);
    }
}
