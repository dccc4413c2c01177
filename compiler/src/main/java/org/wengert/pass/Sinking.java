package org.wengert.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.wengert.ir.Graph;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;

/**
 * Finds the values that only the bodies of one conditional read: {@code a = log(x)}, {@code return x > 0 ? a : 0} means
 * {@code x > 0 ? log(x) : 0}, where the logarithm is evaluated and differentiated only if it is chosen.
 */
final class Sinking {

    /** For a value that goes, the conditional that it goes into. */
    private final Map<Node, Node> target = new HashMap<>();

    private final Map<Node, TreeMap<Integer, Node>> sunk = new HashMap<>();

    private Sinking() {}

    static Sinking none() {
        return new Sinking();
    }

    static Sinking of(Graph graph, List<Node> results, Liveness liveness) {
        Sinking sinking = new Sinking();
        Map<Node, List<Node>> users = users(graph, liveness);
        for (int id = graph.nodes().size() - 1; id >= 0; id--) {
            Node node = graph.nodes().get(id);
            if (liveness.isLive(node) && movable(node) && !results.contains(node)) {
                sinking.destination(node, users.getOrDefault(node, List.of()))
                        .ifPresent(c -> sinking.target.put(node, c));
            }
        }
        sinking.settle();
        return sinking;
    }

    boolean isSunk(Node node) {
        return target.containsKey(node);
    }

    /** What goes into {@code region}, by id. */
    NavigableMap<Integer, Node> into(Node region) {
        return sunk.getOrDefault(region, new TreeMap<>());
    }

    /** A result of a region stays with its region. */
    private void settle() {
        target.keySet()
                .removeIf(node -> node.operation() instanceof Operation.Item && !target.containsKey(node.operand(0)));
        target.forEach((node, region) ->
                sunk.computeIfAbsent(region, r -> new TreeMap<>()).put(node.id(), node));
    }

    private static Map<Node, List<Node>> users(Graph graph, Liveness liveness) {
        Map<Node, List<Node>> users = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (liveness.isLive(node)) {
                node.operands()
                        .forEach(o -> users.computeIfAbsent(o, k -> new ArrayList<>(2))
                                .add(node));
            }
        }
        return users;
    }

    private static boolean movable(Node node) {
        return !node.isConstant() && !(node.operation() instanceof Operation.Input);
    }

    private Optional<Node> destination(Node node, List<Node> users) {
        Optional<Node> common = Optional.empty();
        for (Node user : users) {
            Node into = target.get(user);
            if (into == null && user.operation() instanceof Operation.Cond && user.operand(0) != node) {
                into = user;
            }
            if (into == null || (common.isPresent() && common.get() != into)) {
                return Optional.empty();
            }
            common = Optional.of(into);
        }
        return common;
    }
}
