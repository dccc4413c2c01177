package org.wengert.rewrite;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Graph;
import org.wengert.ir.Indices;
import org.wengert.ir.Iterations;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.op.Access;
import org.wengert.op.ArrayOperator;
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

    /** A sum of arrays that are zero but for the row of the index is the array of these rows. */
    @Override
    public LoopResult finish(LoopResult result, Iterations iterations) {
        Shape shape = result.value().type().shape();
        Optional<List<List<Access>>> parts = result.value()
                .operator()
                .flatMap(o -> o instanceof ArrayOperator array ? array.regions(shape) : Optional.empty())
                .map(ArrayOperator.Regions::accesses);
        boolean rows = result.role() == Operation.Role.SUM
                && parts.filter(List.of(Access.slice(Size.of(iterations.index()), shape))::equals)
                        .isPresent()
                && iterations.from().equals(Size.ZERO)
                && iterations.to().equals(shape.size(0));
        return rows ? new LoopResult(Operation.Role.STACK, result.value().operand(0)) : result;
    }
}
