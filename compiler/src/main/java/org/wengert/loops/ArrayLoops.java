package org.wengert.loops;

import java.util.List;
import org.wengert.ir.Graph;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.pass.Rebuild;

/**
 * Writes operators of whole arrays as loops over elements. An array that is read element by element at one place alone is not
 * made: its elements are computed there.
 */
public final class ArrayLoops implements Rebuild.Maker {

    private final Indices indices;

    private ArrayLoops(Indices indices) {
        this.indices = indices;
    }

    /** The graph with loops; what is left of operators of whole arrays are calls of kernels, and parts of arrays. */
    public static Graph write(Graph graph) {
        return Rebuild.with(graph, new ArrayLoops(new Indices(graph)));
    }

    @Override
    public Level enter(Graph graph, List<Node> wanted, Liveness liveness) {
        return new LoopWriter(ReadInPlace.of(graph, wanted, liveness), indices);
    }
}
