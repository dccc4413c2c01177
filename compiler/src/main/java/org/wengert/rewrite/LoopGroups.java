package org.wengert.rewrite;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.op.Access;
import org.wengert.op.ArrayOperator;

/** Which loops of a graph become one. */
final class LoopGroups {

    /** A loop is compared with no more groups than these, the latest ones. */
    private static final int MOST_COMPARED = 20;

    private final Graph graph;
    private final List<List<Node>> groups = new ArrayList<>();
    private final Map<Node, List<Node>> groupOf = new HashMap<>();

    private LoopGroups(Graph graph) {
        this.graph = graph;
    }

    static LoopGroups of(Graph graph) {
        LoopGroups found = new LoopGroups(graph);
        graph.nodes().stream().filter(LoopGroups::isLoop).forEach(found::place);
        return found;
    }

    private static boolean isLoop(Node node) {
        return node.operation() instanceof Operation.Loop;
    }

    private static Operation.Loop loop(Node node) {
        return (Operation.Loop) node.operation();
    }

    boolean isFused(Node node) {
        return members(node).size() > 1;
    }

    /** The loops that become one with {@code node}, in order. */
    List<Node> members(Node node) {
        return groupOf.getOrDefault(node, List.of());
    }

    /** What has to be made before {@code node}. */
    Set<Node> needs(Node node) {
        List<Node> members = members(node);
        if (members.size() < 2) {
            return new LinkedHashSet<>(node.operands());
        }
        Set<Node> needs = new LinkedHashSet<>();
        members.forEach(member ->
                member.operands().stream().filter(o -> !isItemOf(o, members)).forEach(needs::add));
        return needs;
    }

    private static boolean isItemOf(Node node, List<Node> loops) {
        return node.operation() instanceof Operation.Item && loops.contains(node.operand(0));
    }

    private void place(Node node) {
        int compared = 0;
        for (int k = groups.size() - 1; k >= 0 && compared < MOST_COMPARED; k--) {
            List<Node> group = groups.get(k);
            if (isAlike(node, group)) {
                compared++;
                if (readsInStep(node, group) && !dependsOn(node, group)) {
                    group.add(node);
                    groupOf.put(node, group);
                    return;
                }
            }
        }
        List<Node> alone = new ArrayList<>(List.of(node));
        groups.add(alone);
        groupOf.put(node, alone);
    }

    /** Whether the iterations are the same, and can be in one order. */
    private static boolean isAlike(Node node, List<Node> group) {
        Operation.Loop loop = loop(node);
        Operation.Loop first = loop(group.get(0));
        return loop.from().equals(first.from())
                && loop.to().equals(first.to())
                && (loop.carried() == 0
                        || group.stream()
                                .map(LoopGroups::loop)
                                .allMatch(other -> other.carried() == 0 || other.backward() == loop.backward()));
    }

    /** Whether {@code node} reads of the group's results only elements of this iteration. */
    private static boolean readsInStep(Node node, List<Node> group) {
        Operation.Loop loop = loop(node);
        for (int i = 0; i < loop.carried(); i++) {
            if (isItemOf(node.operand(i), group)) {
                return false;
            }
        }
        for (int k = loop.carried(); k < loop.body().operands().size(); k++) {
            Node operand = node.operand(loop.body().operands().get(k));
            if (isItemOf(operand, group)) {
                Role role = loop(operand.operand(0)).roles().get(((Operation.Item) operand.operation()).index());
                Node input = loop.body().graph().inputs().get(k);
                if (role != Role.STACK || !isReadInStep(input, loop)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isReadInStep(Node input, Operation.Loop loop) {
        Graph body = loop.body().graph();
        Access now = Access.at(loop.iterations().position());
        return !body.results().contains(input)
                && body.nodes().stream()
                        .filter(reader -> reader.operands().contains(input))
                        .allMatch(reader -> reader.operator()
                                .flatMap(o -> o instanceof ArrayOperator array ? array.taken() : Optional.empty())
                                .filter(part -> part.get(0).equals(now))
                                .isPresent());
    }

    /** Whether {@code node} needs what is computed from results of the group, which are not complete in an iteration. */
    private boolean dependsOn(Node node, List<Node> group) {
        BitSet reached = new BitSet();
        Set<Node> members = new HashSet<>(group);
        List<Node> between = graph.nodes().subList(firstAffected(group), node.id());
        for (int before = -1; before != reached.cardinality(); ) {
            before = reached.cardinality();
            for (Node next : between) {
                if (!reached.get(next.id())
                        && (members.contains(next) || needs(next).stream().anyMatch(o -> reached.get(o.id())))) {
                    reached.set(next.id());
                }
            }
        }
        return node.operands().stream().anyMatch(o -> !isItemOf(o, group) && reached.get(o.id()));
    }

    /** Nothing before can need a result of the group: only what is made with a later loop comes after it. */
    private int firstAffected(List<Node> group) {
        int first = group.get(0).id();
        for (int k = groups.size() - 1; k >= 0; k--) {
            List<Node> other = groups.get(k);
            if (other.get(0).id() < first && other.get(other.size() - 1).id() >= first) {
                first = other.get(0).id();
            }
        }
        return first;
    }
}
