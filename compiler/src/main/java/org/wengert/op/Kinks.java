package org.wengert.op;

import java.util.Set;
import java.util.TreeSet;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;

/** The conventions that hold where a program is not differentiable. */
public final class Kinks {

    private Kinks() {}

    /** Those of the operators of a graph, in alphabetical order. */
    public static Set<String> of(Graph graph) {
        Set<String> kinks = new TreeSet<>();
        collect(graph, kinks);
        return kinks;
    }

    private static void collect(Graph graph, Set<String> kinks) {
        for (Node node : graph.nodes()) {
            ScalarOperator.in(node).flatMap(ScalarOperator::kink).ifPresent(kinks::add);
            for (Operation.Body body : node.operation().bodies()) {
                collect(body.graph(), kinks);
            }
        }
    }
}
