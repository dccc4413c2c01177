package org.wengert.ssa;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.ir.Graph;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.op.Access;
import org.wengert.op.ArrayOperator;

/**
 * A loop whose states can be computed again instead of being kept, because one loop alone reads them, each in the iteration
 * that it belongs to, and goes the other way.
 *
 * @param loop the one that makes the states
 * @param reverse the one that reads them
 * @param kept arrays of the values of a state, with the state
 * @param states all that are needed to compute those again
 */
record Reversal(Node loop, Node reverse, Map<Node, Integer> kept, BitSet states) {

    /** Those of the loops of a graph for which that was asked. */
    static List<Reversal> of(Graph graph) {
        List<Reversal> found = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Operation.Loop loop
                    && loop.iterations().checkpoints().isPresent()) {
                of(node, loop, graph).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Reversal> of(Node node, Operation.Loop loop, Graph graph) {
        Map<Node, Integer> kept = kept(node, loop, graph);
        List<Node> readers = graph.nodes().stream()
                .filter(n -> kept.keySet().stream().anyMatch(n.operands()::contains))
                .toList();
        boolean isReversed = !loop.backward()
                && readers.size() == 1
                && graph.results().stream().noneMatch(kept::containsKey)
                && readers.get(0).operation() instanceof Operation.Loop reverse
                && reverse.iterations().from().equals(loop.from())
                && reverse.iterations().to().equals(loop.to())
                && reverse.backward()
                && kept.keySet().stream().allMatch(k -> isReadInStep(readers.get(0), reverse, k));
        if (!isReversed) {
            return Optional.empty();
        }
        BitSet states = needed(loop, kept);
        boolean real = states.stream()
                .allMatch(k -> loop.body().graph().inputs().get(k).type().isReal());
        return real ? Optional.of(new Reversal(node, readers.get(0), kept, states)) : Optional.empty();
    }

    /** The results that are states before the iterations. */
    static Map<Node, Integer> kept(Node node, Operation.Loop loop, Graph graph) {
        Map<Node, Integer> kept = new LinkedHashMap<>();
        for (Node item : graph.nodes()) {
            if (item.operation() instanceof Operation.Item result
                    && item.operand(0).equals(node)) {
                Node value = loop.body().graph().outputs().get(result.index()).node();
                int state = loop.body().graph().inputs().indexOf(value);
                if (loop.roles().get(result.index()) == Role.STACK && state >= 0 && state < loop.carried()) {
                    kept.put(item, state);
                }
            }
        }
        return kept;
    }

    private static boolean isReadInStep(Node reverse, Operation.Loop loop, Node kept) {
        int operand = reverse.operands().indexOf(kept);
        return operand < 0
                || (operand >= loop.carried()
                        && isReadInStep(
                                loop.body(),
                                operand,
                                Access.at(loop.iterations().position())));
    }

    /** Whether a body reads of an operand of its region only what lies at {@code now}. */
    private static boolean isReadInStep(Operation.Body body, int operand, Access now) {
        int index = body.operands().indexOf(operand);
        if (index < 0) {
            return true;
        }
        Node input = body.graph().inputs().get(index);
        return !body.graph().results().contains(input)
                && body.graph().nodes().stream()
                        .filter(reader -> reader.operands().contains(input))
                        .allMatch(reader -> isInStep(reader, input, now));
    }

    private static boolean isInStep(Node reader, Node input, Access now) {
        if (reader.isRegion()) {
            int operand = reader.operands().indexOf(input);
            boolean state = reader.operation() instanceof Operation.Loop loop && operand < loop.carried();
            return !state && reader.operation().bodies().stream().allMatch(body -> isReadInStep(body, operand, now));
        }
        return reader.operator()
                .flatMap(o -> o instanceof ArrayOperator array ? array.taken() : Optional.empty())
                .filter(part -> part.get(0).equals(now))
                .isPresent();
    }

    private static BitSet needed(Operation.Loop loop, Map<Node, Integer> kept) {
        Graph body = loop.body().graph();
        BitSet needed = new BitSet();
        kept.values().forEach(needed::set);
        for (int before = -1; before != needed.cardinality(); ) {
            before = needed.cardinality();
            List<Node> wanted = needed.stream().mapToObj(body.results()::get).toList();
            Liveness liveness = Liveness.of(body, wanted);
            for (int k = 0; k < loop.carried(); k++) {
                if (liveness.isLive(body.inputs().get(k))) {
                    needed.set(k);
                }
            }
        }
        return needed;
    }
}
