package org.wengert.ir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a body of a region: what it reads from the graph around it becomes an input when it is first asked for. */
public final class BodyBuilder {

    private final GraphBuilder inner;
    private final Map<Node, Node> captures = new LinkedHashMap<>();

    /** A body for a region of {@code outer}'s graph. */
    public BodyBuilder(GraphBuilder outer) {
        this.inner = outer.child();
    }

    public GraphBuilder graph() {
        return inner;
    }

    /** A state of a loop, before an iteration; states come before anything is captured. */
    public Node state(String hint, Type type) {
        if (!captures.isEmpty()) {
            throw new IllegalStateException("bug: a state behind a captured value (R3)");
        }
        return inner.standsFor(Optional.empty(), hint, type);
    }

    /** The value inside of {@code outer}, a node of the graph around. */
    public Node capture(Node outer) {
        return outer.isConstant()
                ? inner.constantLike(outer)
                : captures.computeIfAbsent(
                        outer, o -> inner.standsFor(Optional.of(o), o.name().orElse("p"), o.type()));
    }

    /**
     * The node of {@code outer} whose value {@code inner} has without any computation in the body: what it captured, or the
     * same constant.
     */
    public Optional<Node> passedOn(Node inner, GraphBuilder outer) {
        if (inner.isConstant()) {
            return Optional.of(outer.constantLike(inner));
        }
        return captures.entrySet().stream()
                .filter(e -> e.getValue() == inner)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    public Branch build(List<Graph.Output> outputs) {
        return new Branch(inner.build("body", outputs), new ArrayList<>(captures.keySet()));
    }

    /** With outputs named by their position. */
    public Branch buildResults(List<Node> results) {
        List<Graph.Output> outputs = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            outputs.add(new Graph.Output("r" + i, results.get(i)));
        }
        return build(outputs);
    }
}
