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
        boolean column = derivative.shape() == Derivative.Shape.COLUMNS;
        boolean slice = derivative.shape() == Derivative.Shape.SLICES;
        boolean directed = product == Product.TANGENT || product == Product.HVP || column || slice;
        boolean seeded = product == Product.ADJOINT || derivative.shape() == Derivative.Shape.ROWS || slice;
        if (seeded) {
            arguments.addAll(with(function.results(), "Bar"));
        }
        if (directed) {
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
            case JACOBIAN -> results.addAll(column ? with(function.results(), "Dot") : with(active, "Bar"));
            case HESSIAN -> {
                results.addAll(with(active, "Bar"));
                results.addAll(with(active, "BarDot"));
            }
        }
        return new ArraySignature(List.copyOf(arguments), List.copyOf(results));
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
