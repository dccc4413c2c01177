package org.wengert.ir;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the wanted nodes of a graph need, through regions: a region needs only the operands that its bodies need for the
 * results that are read.
 */
public final class Liveness {

    private final BitSet live = new BitSet();
    private final Map<Node, BitSet> items = new HashMap<>();

    private Liveness() {}

    public static Liveness of(Graph graph, List<Node> wanted) {
        Liveness liveness = new Liveness();
        wanted.forEach(node -> liveness.live.set(node.id()));
        for (int id = liveness.live.length() - 1; id >= 0; id--) {
            if (liveness.live.get(id)) {
                liveness.need(graph.nodes().get(id));
            }
        }
        return liveness;
    }

    /** What the outputs of {@code graph} need. */
    public static Liveness of(Graph graph) {
        BitSet all = new BitSet();
        all.set(0, graph.outputs().size());
        return graph.liveness(all, () -> of(graph, graph.results()));
    }

    public boolean isLive(Node node) {
        return live.get(node.id());
    }

    /** The indices of the results of {@code region} that are read. */
    public BitSet items(Node region) {
        return items.getOrDefault(region, new BitSet());
    }

    private void need(Node node) {
        if (node.operation() instanceof Operation.Cond cond) {
            live.set(node.operand(0).id());
            need(node, cond.then());
            need(node, cond.otherwise());
            return;
        }
        if (node.operation() instanceof Operation.Loop loop) {
            carry(node, loop);
            need(node, loop.body());
            for (int i = items(node).nextSetBit(0);
                    i >= 0 && i < loop.carried();
                    i = items(node).nextSetBit(i + 1)) {
                live.set(node.operand(i).id());
            }
            return;
        }
        if (node.operation() instanceof Operation.Item item) {
            items.computeIfAbsent(node.operand(0), n -> new BitSet()).set(item.index());
        }
        node.operands().forEach(operand -> live.set(operand.id()));
    }

    /** A state that some result needs is needed after each iteration too. */
    private void carry(Node region, Operation.Loop loop) {
        BitSet read = items.computeIfAbsent(region, n -> new BitSet());
        for (int before = -1; before != read.cardinality(); ) {
            before = read.cardinality();
            Liveness inside = inside(loop.body(), read);
            for (int i = 0; i < loop.carried(); i++) {
                if (inside.isLive(loop.body().graph().inputs().get(i))) {
                    read.set(i);
                }
            }
        }
    }

    private static Liveness inside(Operation.Body body, BitSet read) {
        Graph graph = body.graph();
        return graph.liveness(
                read,
                () -> of(
                        graph,
                        read.stream()
                                .mapToObj(i -> graph.outputs().get(i).node())
                                .toList()));
    }

    private void need(Node region, Operation.Body body) {
        Liveness inside = inside(body, items(region));
        for (int k = 0; k < body.operands().size(); k++) {
            if (inside.isLive(body.graph().inputs().get(k))) {
                live.set(region.operand(body.operands().get(k)).id());
            }
        }
    }
}
