package org.wengert.ir;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A closed program: inputs, interned nodes in an order where operands come first, and named outputs. Equality is by
 * structure (operations, operand ids and outputs; names that only help reading do not count).
 */
public final class Graph {

    private final String name;
    private final List<Node> nodes;
    private final List<Node> inputs;
    private final List<Output> outputs;
    private final List<Node> results;
    private final long size;

    /** 0 until it is asked for, which it is of bodies alone. */
    private int hash;

    /** Empty until they are asked for; a graph without any is small. */
    private Set<Operator> operators = Set.of();

    private final Map<BitSet, Liveness> liveness = new ConcurrentHashMap<>();

    /** A result: the same node may be several. */
    public record Output(String name, Node node) {}

    Graph(String name, List<Node> nodes, List<Node> inputs, List<Output> outputs) {
        this.name = name;
        this.nodes = List.copyOf(nodes);
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.results = this.outputs.stream().map(Output::node).toList();
        long all = nodes.size();
        for (Node node : nodes) {
            for (Operation.Body body : node.operation().bodies()) {
                all += body.graph().size;
            }
        }
        this.size = all;
    }

    public String name() {
        return name;
    }

    public List<Node> nodes() {
        return nodes;
    }

    public List<Node> inputs() {
        return inputs;
    }

    public List<Output> outputs() {
        return outputs;
    }

    /** The same nodes with more outputs, behind those that there are. */
    public Graph withOutputs(List<Node> more) {
        List<Output> all = new ArrayList<>(outputs);
        more.forEach(node -> all.add(new Output("r" + all.size(), node)));
        return new Graph(name, nodes, inputs, all);
    }

    /** The same nodes with other outputs. */
    public Graph with(List<Node> results) {
        return new Graph(name, nodes, inputs, List.of()).withOutputs(results);
    }

    /** The same nodes with the last output alone. */
    public Graph withLastOutput() {
        return new Graph(name, nodes, inputs, outputs.subList(outputs.size() - 1, outputs.size()));
    }

    /** The nodes of {@link #outputs()}. */
    public List<Node> results() {
        return results;
    }

    /** How many nodes there are, those of the regions' bodies included. */
    public long size() {
        return size;
    }

    /** The operators that are applied, those in the regions' bodies included; found once, for bodies in bodies. */
    public Set<Operator> operators() {
        Set<Operator> all = operators;
        if (all.isEmpty()) {
            all = new HashSet<>();
            for (Node node : nodes) {
                node.operator().ifPresent(all::add);
                for (Operation.Body body : node.operation().bodies()) {
                    all.addAll(body.graph().operators());
                }
            }
            operators = all;
        }
        return all;
    }

    /** The liveness of some outputs, found by {@code finder} once: loops in loops ask again and again. */
    Liveness liveness(BitSet some, Supplier<Liveness> finder) {
        Liveness known = liveness.get(some);
        if (known == null) {
            known = finder.get();
            liveness.put((BitSet) some.clone(), known);
        }
        return known;
    }

    /** All author's and reading names of this graph and the regions in it. */
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        collectNames(names);
        return names;
    }

    private void collectNames(Set<String> names) {
        for (Node node : nodes) {
            node.name().ifPresent(names::add);
            node.operation().bodies().forEach(body -> body.graph().collectNames(names));
        }
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Graph g)
                || hashCode() != g.hashCode()
                || nodes.size() != g.nodes.size()
                || outputs.size() != g.outputs.size()) {
            return false;
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (!sameNode(nodes.get(i), g.nodes.get(i))) {
                return false;
            }
        }
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).node().id() != g.outputs.get(i).node().id()) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameNode(Node a, Node b) {
        if (!Objects.equals(a.operation(), b.operation())
                || a.operands().size() != b.operands().size()) {
            return false;
        }
        for (int i = 0; i < a.operands().size(); i++) {
            if (a.operand(i).id() != b.operand(i).id()) {
                return false;
            }
        }
        return true;
    }

    private static int operandHash(Node node) {
        int h = 0;
        for (Node operand : node.operands()) {
            h = 17 * h + operand.id();
        }
        return h;
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = outputs.size();
            for (Node node : nodes) {
                h = 31 * h + node.operation().hashCode() + operandHash(node);
            }
            hash = h;
        }
        return h;
    }

    /** The graph text. */
    @Override
    public String toString() {
        return GraphText.write(this);
    }
}
