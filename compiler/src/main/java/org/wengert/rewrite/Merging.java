package org.wengert.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.Graph;
import org.wengert.ir.Iterations;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.pass.Rebuild;

/**
 * Computes once what several regions compute alike: loops over the same range that carry equal states, or that have none and give an
 * equal sum or array, become one loop, and in the body of a loop so do conditionals on one condition that have values in common. A tangent of a loop computes the states of its primal loop
 * again beside their tangents; here the primal loop becomes part of it.
 *
 * <p>States are equal if they begin with the same value and each iteration makes the same of them. All states that begin alike are taken
 * for equal at first, and those for which an iteration makes different values are told apart until nothing changes, as when the
 * states of an automaton are minimised (Hopcroft).
 */
final class Merging implements Rebuild.Maker {

    /** Of more regions that are alike, later ones begin a union of their own: the cost of finding unions grows with their squares. */
    private static final int MOST_MEMBERS = 16;

    private static final Symbol ANY = new Symbol("any index");

    /** Conditionals further inside of each other stay apart, for each is copied with all around it. */
    private static final int DEEPEST = 8;

    private final int depth;

    /** Where conditionals become one, however few unions there are around: lists without loops keep values apart from derivatives. */
    private final Set<Graph> inLoops = Collections.newSetFromMap(new IdentityHashMap<>());

    private Merging(Graph graph, int depth) {
        this.depth = depth;
        collect(graph, false);
    }

    private void collect(Graph graph, boolean inLoop) {
        if (inLoop) {
            inLoops.add(graph);
        }
        for (Node node : graph.nodes()) {
            boolean loop = inLoop || node.operation() instanceof Operation.Loop;
            node.operation().bodies().forEach(body -> collect(body.graph(), loop));
        }
    }

    static Graph apply(Graph graph) {
        return apply(graph, 0);
    }

    /**
     * The graph with fewer regions.
     *
     * @param depth how many unions it is in; outside of all and of loops, conditionals stay apart
     */
    static Graph apply(Graph graph, int depth) {
        if (!hasSeveral(graph)) {
            return graph;
        }
        Graph pruned = Rebuild.prune(graph);
        return Rebuild.with(pruned, new Merging(pruned, depth));
    }

    /** Whether there are two regions beside each other anywhere. */
    private static boolean hasSeveral(Graph graph) {
        List<Node> regions = graph.nodes().stream().filter(Node::isRegion).toList();
        return regions.size() > 1
                || regions.stream()
                        .flatMap(region -> region.operation().bodies().stream())
                        .anyMatch(body -> hasSeveral(body.graph()));
    }

    @Override
    public Level enter(Graph graph, List<Node> wanted, Liveness liveness) {
        Map<Node, Union> unions = unions(graph, liveness, inLoops.contains(graph) ? Math.max(depth, 1) : depth);
        if (unions.isEmpty()) {
            return (node, copy) -> false;
        }
        return new Level() {
            /** By the first member. */
            private final Map<Node, Node> tuples = new HashMap<>();

            @Override
            public List<Node> order(Graph g) {
                return sorted(g, unions).orElseThrow();
            }

            @Override
            public boolean make(Node node, Rebuild.Copy copy) {
                Node region = node.operation() instanceof Operation.Item ? node.operand(0) : node;
                Union union = unions.get(region);
                if (union == null) {
                    return false;
                }
                if (node.operation() instanceof Operation.Item item) {
                    Node tuple = tuples.computeIfAbsent(union.first(), first -> union.make(copy));
                    copy.put(node, copy.builder().item(tuple, union.position(region, item.index())));
                }
                return true;
            }
        };
    }

    /** For each region of the graph that becomes part of a union, that union. */
    private static Map<Node, Union> unions(Graph graph, Liveness liveness, int depth) {
        Map<Node, Union> unions = new LinkedHashMap<>();
        Map<Object, Node> last = new HashMap<>();
        for (Node node : graph.nodes()) {
            boolean conditional = node.operation() instanceof Operation.Cond;
            if (!node.isRegion() || !liveness.isLive(node) || (conditional && (depth == 0 || depth > DEEPEST))) {
                continue;
            }
            for (Object sign : signs(node)) {
                Node alike = last.put(sign, node);
                if (alike == null || members(node, unions).contains(alike)) {
                    continue;
                }
                List<Node> members = new ArrayList<>(members(alike, unions));
                members.addAll(members(node, unions));
                if (members.size() <= MOST_MEMBERS) {
                    Union.of(members, depth + 1)
                            .map(union -> with(unions, union))
                            .filter(all -> sorted(graph, all).isPresent())
                            .ifPresent(unions::putAll);
                }
            }
        }
        return unions;
    }

    private static List<Node> members(Node region, Map<Node, Union> unions) {
        return unions.containsKey(region) ? unions.get(region).members() : List.of(region);
    }

    private static Map<Node, Union> with(Map<Node, Union> unions, Union union) {
        Map<Node, Union> all = new LinkedHashMap<>(unions);
        union.members().forEach(member -> all.put(member, union));
        return all;
    }

    /** What regions have in common that may compute alike: of loops the range, and how a state begins and goes on or what is given. */
    private static List<Object> signs(Node region) {
        if (!(region.operation() instanceof Operation.Loop loop)) {
            return List.of(region.operand(0));
        }
        Map<Symbol, Size> anyIndex = Map.of(loop.index(), Size.of(ANY));
        Iterations range = loop.iterations().substitute(anyIndex);
        Map<Node, Integer> hashes = new HashMap<>();
        Graph body = loop.body().graph();
        for (int k = 0; k < body.inputs().size(); k++) {
            hashes.put(
                    body.inputs().get(k),
                    region.operand(loop.body().operands().get(k)).id());
        }
        for (Node node : body.nodes()) {
            if (!hashes.containsKey(node)) {
                List<Integer> operands =
                        node.operands().stream().map(hashes::get).toList();
                hashes.put(
                        node,
                        node.operator()
                                .map(operator -> Objects.hash(operator.substitute(anyIndex), operands))
                                .orElseGet(() -> node.isConstant()
                                        ? node.operation().hashCode()
                                        : node.type().isReal() ? 1 : 0));
            }
        }
        List<Object> signs = new ArrayList<>();
        for (int k = 0; k < loop.roles().size(); k++) {
            Object from = k < loop.carried() ? region.operand(k) : loop.roles().get(k);
            signs.add(List.of(range, from, hashes.get(body.results().get(k))));
        }
        return signs;
    }

    /** The nodes in an order in which the members of a union come one after the other, if there is one. */
    private static Optional<List<Node>> sorted(Graph graph, Map<Node, Union> unions) {
        List<Node> order = new ArrayList<>(graph.nodes().size());
        Set<Node> made = new HashSet<>();
        Map<Node, List<Node>> arrived = new HashMap<>();
        List<Node> waiting = graph.nodes();
        for (boolean changed = true; changed; ) {
            changed = false;
            List<Node> later = new ArrayList<>();
            for (Node node : waiting) {
                if (!made.containsAll(node.operands())) {
                    later.add(node);
                    continue;
                }
                Union union = unions.get(node);
                List<Node> ready = union == null
                        ? List.of(node)
                        : arrived.computeIfAbsent(union.first(), first -> new ArrayList<>());
                if (union != null) {
                    ready.add(node);
                }
                if (union == null || ready.size() == union.members().size()) {
                    order.addAll(ready);
                    made.addAll(ready);
                    changed |= union != null;
                }
            }
            waiting = later;
        }
        return order.size() == graph.nodes().size() ? Optional.of(order) : Optional.empty();
    }
}
