package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import org.wengert.ir.Node;
import org.wengert.product.Block;
import org.wengert.product.Derivative;
import org.wengert.ssa.Schedule;

/** What a method over arrays takes and gives. */
final class ArraySignature {

    private ArraySignature() {}

    /** The names of the inputs, the parameters first, and of the outputs. */
    static Schedule.Names of(FunctionSource function, Derivative derivative) {
        List<String> active = MethodDocs.activeNames(function, derivative);
        List<String> arguments = new ArrayList<>(function.parameters());
        arguments.addAll(
                switch (derivative.takes()) {
                    case NOTHING -> List.of();
                    case DIRECTION -> derivative.isColoured() ? List.of("direction") : with(active, "Dot");
                    case COTANGENT -> with(function.results(), "Bar");
                });
        List<String> results = new ArrayList<>();
        for (Block block : derivative.blocks()) {
            results.addAll(
                    block.isMatrix()
                            ? List.of(derivative.isColoured() ? "product" : block.name())
                            : with(block.names(function.results(), active).get(0), block.suffix()));
        }
        return new Schedule.Names(List.copyOf(arguments), List.copyOf(results));
    }

    /** Whether the first output is returned: it is a number, and that of a result. */
    static boolean returns(Derivative derivative) {
        List<Node> outputs = derivative.graph().results();
        return derivative.blocks().get(0).isByResult()
                && !outputs.isEmpty()
                && outputs.get(0).type().isScalar();
    }

    private static List<String> with(List<String> names, String suffix) {
        return names.stream().map(name -> name + suffix).toList();
    }
}
