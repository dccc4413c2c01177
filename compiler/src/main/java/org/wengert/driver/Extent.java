package org.wengert.driver;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.Arithmetic;

/** How much there is to be derived of a function, by which the time goes that this takes: an addition is the least of it. */
final class Extent {

    /** It takes some ten seconds to derive so much, and to write it. */
    static final long LARGEST = 250_000;

    private static final int OTHER = 3;

    private Extent() {}

    /** Reports the first function with which there is too much; what a program calls counts where it is called. */
    static void check(List<CompiledFunction> functions, Diagnostics diagnostics) {
        long extent = 0;
        for (CompiledFunction function : functions) {
            extent += of(function.primal());
            arrays(function.primal(), diagnostics);
            if (extent > LARGEST) {
                diagnostics.report(
                        Code.LIMIT,
                        function.source().syntax().name().span(),
                        "with '" + function.name() + "' there is more than is derived, its calls written out: " + extent
                                + ", where an addition counts 1 and any other operation 3, and at most " + LARGEST,
                        Optional.of("write what repeats as a loop, for k in 0:n, or as an array"));
                return;
            }
        }
    }

    /** Reports arrays of known sizes that have more elements than an array in Java. */
    private static void arrays(Graph graph, Diagnostics diagnostics) {
        for (Node node : graph.nodes()) {
            OptionalLong count = node.type().shape().count().constant();
            if (count.isPresent() && count.getAsLong() > Integer.MAX_VALUE) {
                diagnostics.report(
                        Code.LIMIT,
                        node.span(),
                        "this array has " + count.getAsLong() + " elements, and an array at most " + Integer.MAX_VALUE);
                return;
            }
            node.operation().bodies().forEach(body -> arrays(body.graph(), diagnostics));
        }
    }

    static long of(Graph graph) {
        long extent = 0;
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Operation.Apply apply) {
                extent += apply.operator().equals(Arithmetic.ADD)
                        ? 1
                        : Math.max(OTHER, node.operands().size());
            }
            for (Operation.Body body : node.operation().bodies()) {
                extent += OTHER + of(body.graph());
            }
        }
        return extent;
    }
}
