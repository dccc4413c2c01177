package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.Product;
import org.wengert.ir.Node;

/**
 * What a method over arrays takes and gives.
 *
 * @param arguments names of the inputs, the parameters first
 * @param results names of the outputs
 */
record ArraySignature(List<String> arguments, List<String> results) {

    static ArraySignature of(FunctionSource function, Derivative derivative) {
        List<String> active =
                derivative.active().stream().map(function.parameters()::get).toList();
        List<String> arguments = new ArrayList<>(function.parameters());
        List<String> results = new ArrayList<>();
        Product product = derivative.product();
        if (product == Product.ADJOINT) {
            arguments.addAll(with(function.results(), "Bar"));
        }
        if (product == Product.TANGENT || product == Product.HVP) {
            arguments.addAll(with(active, "Dot"));
        }
        if (product != Product.TANGENT && product != Product.HVP) {
            results.addAll(function.results());
        }
        switch (product) {
            case VALUE -> {}
            case TANGENT -> results.addAll(with(function.results(), "Dot"));
            case ADJOINT, GRADIENT -> results.addAll(with(active, "Bar"));
            case HVP -> results.addAll(with(active, "BarDot"));
            case JACOBIAN -> results.add(product.id());
            case HESSIAN -> {
                results.addAll(hasJacobian(derivative) ? List.of(Product.JACOBIAN.id()) : with(active, "Bar"));
                results.add(product.id());
            }
        }
        return new ArraySignature(List.copyOf(arguments), List.copyOf(results));
    }

    /** Whether a Hessian comes with first derivatives as a matrix: those of an array, or of several results. */
    static boolean hasJacobian(Derivative derivative) {
        return derivative.product() == Product.HESSIAN
                && derivative.graph().outputs().size() == derivative.results() + 2
                && derivative
                                .graph()
                                .results()
                                .get(derivative.results() + 1)
                                .type()
                                .shape()
                                .rank()
                        == 3;
    }

    /** Whether the first output is returned: it is a number, and not a part of a Hessian times a direction. */
    static boolean returns(Derivative derivative) {
        List<Node> outputs = derivative.graph().results();
        return !outputs.isEmpty()
                && derivative.product() != Product.HVP
                && outputs.get(0).type().isScalar();
    }

    private static List<String> with(List<String> names, String suffix) {
        return names.stream().map(name -> name + suffix).toList();
    }
}
