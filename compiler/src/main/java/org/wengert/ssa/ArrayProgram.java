package org.wengert.ssa;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Size;
import org.wengert.op.Terms;

/**
 * A graph of arrays in the order in which it is computed, with the places of its arrays.
 *
 * @param arguments for each input that is an array its storage; nothing for a scalar
 * @param results for each output that is an array its storage; nothing for a scalar
 * @param inlined scalars without a line of their own
 * @param outer for an input of a body the value outside of it
 * @param places of the arrays that are no views of others
 * @param names of the values with a line of their own
 * @param buffers names of storage
 * @param indices names of the indices of loops, each the same object as in the steps
 * @param checkpoints schedules of what is kept of loops
 * @param storedInFull loops of which all states are kept although fewer were asked for
 * @param outputs names of the outputs; of a scalar, that of an array of one element which it is written to
 * @param taken all names, and those that nothing may have
 * @param around the names of the class that it is in
 */
public record ArrayProgram(
        Graph graph,
        List<Optional<Buffer>> arguments,
        List<Optional<Buffer>> results,
        List<Step> steps,
        Set<Node> inlined,
        Map<Node, Node> outer,
        Map<Node, Place> places,
        Map<Node, String> names,
        Map<Buffer, String> buffers,
        IdentityHashMap<Step.Loop, String> indices,
        List<Checkpoints> checkpoints,
        List<Operation.Loop> storedInFull,
        List<String> outputs,
        Set<String> taken,
        ClassNames around)
        implements Values {

    @Override
    public Node resolve(Node node) {
        return outer.getOrDefault(node, node);
    }

    @Override
    public boolean isInlined(Node node) {
        return inlined.contains(node);
    }

    /** The sum so far that {@code node} adds to, if that has a line of its own. */
    public Optional<Node> accumulates(Node node) {
        return Accumulation.predecessor(node).filter(names::containsKey);
    }

    /** Whether an expression is the same in all iterations of all loops. */
    public boolean isFixed(Size size) {
        return indices.keySet().stream().noneMatch(loop -> size.contains(loop.index()));
    }

    /** Where an array lies. */
    public Place place(Node node) {
        return place(node, places, outer);
    }

    static Place place(Node given, Map<Node, Place> places, Map<Node, Node> outer) {
        Size offset = Size.ZERO;
        Node node = outer.getOrDefault(given, given);
        while (!places.containsKey(node)) {
            offset = offset.plus(Terms.viewOffset(node)
                    .orElseThrow(() -> new IllegalStateException("bug: no place of " + given + " (S2)")));
            node = outer.getOrDefault(node.operand(0), node.operand(0));
        }
        return Optional.ofNullable(places.get(node)).orElseThrow().plus(offset);
    }
}
