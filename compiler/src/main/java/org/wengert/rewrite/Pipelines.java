package org.wengert.rewrite;

import java.util.List;
import java.util.function.BiConsumer;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphVerifier;
import org.wengert.ir.Origin;
import org.wengert.pass.Pass;
import org.wengert.pass.Rebuild;

/** All passes, and which of them run when. */
public final class Pipelines {

    public static final Pass SIMPLIFY = new Pass(
            "simplify",
            "folds constants and applies the operators' identities",
            g -> Rebuild.apply(g, Identities.ofAuthors()));

    public static final Pass PRUNE = new Pass("prune", "drops what reaches no output", Rebuild::prune);

    public static final Pass SINK =
            new Pass("sink", "moves what only one conditional reads into its bodies", Rebuild::sink);

    public static final Pass NAME =
            new Pass("name", "gives every value a name, so that a derivative can speak of it", Pipelines::named);

    public static final Pass LOWER = new Pass(
            "lower",
            "applies the identities, and replaces operators that Java lacks by what they are made of",
            g -> Rebuild.apply(g, new Lowering(), new Opposites()));

    public static final Pass HOIST = new Pass(
            "hoist", "moves calls and kernels that are the same in all iterations before the loop", Hoisting::apply);

    public static final Pass MERGE =
            new Pass("merge", "computes once what several loops or conditionals compute alike", Merging::apply);

    public static final Pass SPARSE_LINES = new Pass(
            "sparse-lines",
            "gives the terms of a sum, each of which reads few elements, the few lines of a matrix that they are in",
            SparseLines::apply);

    public static final Pass KEEP =
            new Pass("keep", "reads what a loop has called in a later loop that would call it again", KeptCalls::apply);

    public static final Pass HAND_ON = new Pass(
            "hand-on",
            "hands what an iteration has called on to the next one, which would call it again",
            HandedOnCalls::apply);

    /** What a sweep has made is spoken of by the sweep that follows. */
    public static final Pass NAME_AGAIN = new Pass(
            "name-again", "gives what a sweep has made a name, so that the next sweep can speak of it", Rebuild::name);

    public static final Pass LOOPS =
            new Pass("loops", "writes operators of whole arrays as loops over elements", ArrayLoops::write);

    public static final Pass FUSE = new Pass("fuse", "makes one loop of several over the same indices", Fusion::fuse);

    public static final List<Pass> PRIMAL = List.of(SIMPLIFY, SINK, NAME);

    public static final List<Pass> INNER = List.of(SIMPLIFY, SINK);

    public static final List<Pass> ROW = List.of(SIMPLIFY, SINK, NAME_AGAIN);

    public static final List<Pass> SPLICED = List.of(SIMPLIFY);

    public static final List<Pass> BETWEEN = List.of(SIMPLIFY, NAME_AGAIN);

    public static final List<Pass> FINAL = List.of(LOWER, HOIST, MERGE, PRUNE);

    public static final List<Pass> ARRAYS =
            List.of(SPARSE_LINES, LOOPS, FUSE, LOWER, HOIST, MERGE, KEEP, HAND_ON, PRUNE);

    /**
     * Passes in the order in which they run.
     *
     * @param way from what to what they lead
     */
    public record Pipeline(String name, String way, List<Pass> passes) {}

    /** All of them. */
    public static final List<Pipeline> ALL = List.of(
            new Pipeline("primal", "from what the author wrote to what is differentiated", PRIMAL),
            new Pipeline(
                    "inner", "from what the author wrote to what `diff` differentiates inside of a function", INNER),
            new Pipeline("row", "from an element of a result to what a row of a sparse matrix is derived of", ROW),
            new Pipeline(
                    "spliced",
                    "from a derivative inside of a function to what is put in the place of the call",
                    SPLICED),
            new Pipeline("between", "from what one sweep has made to what the next one differentiates", BETWEEN),
            new Pipeline("final", "from a derivative to what is interpreted, and of numbers what is scheduled", FINAL),
            new Pipeline("arrays", "from there to what is scheduled of arrays", ARRAYS));

    private Pipelines() {}

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
        return run(passes, graph, (pass, after) -> {});
    }

    /** The same, each graph being shown to {@code watcher}. */
    public static Graph run(List<Pass> passes, Graph graph, BiConsumer<Pass, Graph> watcher) {
        Graph current = graph;
        for (Pass pass : passes) {
            Graph before = current;
            current = pass.step().apply(before);
            if (!isSame(before, current)) {
                verify(pass, current);
            }
            watcher.accept(pass, current);
        }
        return current;
    }
}
