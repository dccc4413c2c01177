package org.wengert.simplify;

import java.util.List;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphVerifier;
import org.wengert.ir.Origin;
import org.wengert.pass.Pass;
import org.wengert.pass.Rebuild;

/** The pipelines. */
public final class Passes {

    public static final Pass SIMPLIFY = new Pass(
            "simplify",
            "folds constants and applies the operators' identities",
            g -> Rebuild.apply(g, Identities.ofAuthors()));

    public static final Pass PRUNE = new Pass("prune", "drops what reaches no output", Rebuild::prune);

    public static final Pass SINK =
            new Pass("sink", "moves what only one conditional reads into its bodies", Rebuild::sink);

    public static final Pass NAME =
            new Pass("name", "gives every value a name, so that a derivative can speak of it", Passes::named);

    public static final Pass LOWER = new Pass(
            "lower",
            "applies the identities, and replaces operators that Java lacks by what they are made of",
            g -> Rebuild.apply(g, new Lowering()));

    public static final Pass HOIST = new Pass(
            "hoist", "moves calls and kernels that are the same in all iterations before the loop", Hoisting::apply);

    public static final Pass MERGE =
            new Pass("merge", "computes once what several loops or conditionals compute alike", Merging::apply);

    /** From what the author wrote to what is differentiated. */
    public static final List<Pass> PRIMAL = List.of(SIMPLIFY, SINK, NAME);

    /** From what the author wrote to what {@code diff} differentiates inside of a function. */
    public static final List<Pass> INNER = List.of(SIMPLIFY, SINK);

    /** From a derivative to what is scheduled. */
    public static final List<Pass> FINAL = List.of(LOWER, HOIST, MERGE, PRUNE);

    private Passes() {}

    private static Graph named(Graph graph) {
        Graph named = Rebuild.name(graph);
        Origin.number(named);
        return named;
    }

    @SuppressWarnings("ReferenceEquality") // whether the pass had nothing to do
    private static boolean isSame(Graph before, Graph after) {
        return before == after;
    }

    private static void verify(Pass pass, Graph graph) {
        try {
            GraphVerifier.verify(graph);
        } catch (GraphVerifier.Broken broken) {
            throw new IllegalStateException("after pass " + pass.name() + " of " + graph.name(), broken);
        }
    }

    /** Applies {@code passes} in order, and verifies the graph after each. */
    public static Graph run(List<Pass> passes, Graph graph) {
        Graph current = graph;
        for (Pass pass : passes) {
            Graph before = current;
            current = pass.step().apply(before);
            if (!isSame(before, current)) {
                verify(pass, current);
            }
        }
        return current;
    }
}
