package org.wengert.pass;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Iterations;
import org.wengert.ir.Label;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;

/**
 * Makes a graph anew through a {@link Rewriter}: only what reaches an output is made, results of regions that nobody reads
 * go, a region whose condition is known becomes the body chosen, and a result that both bodies merely pass on is passed on.
 */
public final class Rebuild {

    /** Where values are computed. */
    enum Placement {
        AS_WRITTEN,
        /** What only one conditional reads goes into its bodies. */
        SUNK
    }

    /** Makes some nodes otherwise than by copying them. */
    @FunctionalInterface
    public interface Maker {
        /** Copies all nodes as they are. */
        Maker NONE = (graph, wanted, liveness) -> (node, copy) -> false;

        /** For a graph, or a body, of which {@code wanted} are copied. */
        Level enter(Graph graph, List<Node> wanted, Liveness liveness);

        /** How a result of a loop is given, whose body has been copied. */
        default LoopResult finish(LoopResult result, Iterations iterations) {
            return result;
        }

        /** A value of a loop's body, and what its values become. */
        record LoopResult(Operation.Role role, Node value) {}

        /** A graph, or a body, on its way. */
        @FunctionalInterface
        interface Level {
            /** The order in which the nodes are made. */
            default List<Node> order(Graph graph) {
                return graph.nodes();
            }

            /** Puts the node into the copy, or leaves it out; false to have it copied. */
            boolean make(Node node, Copy copy);
        }
    }

    private Rebuild() {}

    /** The graph with the nodes that {@code maker} makes. */
    public static Graph with(Graph graph, Maker maker) {
        return apply(graph, Rewriter.NONE, Placement.AS_WRITTEN, node -> "", maker);
    }

    /** The graph with values moved into the only conditional that reads them; see {@link Sinking}. */
    public static Graph sink(Graph graph) {
        return apply(graph, Rewriter.NONE, Placement.SUNK, node -> "");
    }

    /** The graph without what reaches no output; itself if there is nothing to drop. */
    public static Graph prune(Graph graph) {
        return isPruned(graph) ? graph : apply(graph, Rewriter.NONE);
    }

    /** Of a graph without regions, whose bodies would have to be looked into. */
    private static boolean isPruned(Graph graph) {
        Liveness liveness = Liveness.of(graph);
        return graph.nodes().stream()
                .allMatch(node ->
                        node.operation() instanceof Operation.Input || (liveness.isLive(node) && !node.isRegion()));
    }

    public static Graph apply(Graph graph, Rewriter rewriter) {
        return apply(graph, rewriter, Placement.AS_WRITTEN, node -> "");
    }

    /** Made anew through both: what {@code maker} makes is rewritten too. */
    public static Graph apply(Graph graph, Rewriter rewriter, Maker maker) {
        return apply(graph, rewriter, Placement.AS_WRITTEN, node -> "", maker);
    }

    private static Graph apply(Graph graph, Rewriter rewriter, Placement placement, Function<Node, String> names) {
        return apply(graph, rewriter, placement, names, Maker.NONE);
    }

    private static Graph apply(
            Graph graph, Rewriter rewriter, Placement placement, Function<Node, String> names, Maker maker) {
        GraphBuilder g = new GraphBuilder(rewriter);
        Copy copy = new Copy(g, placement, names, Map.of(), maker);
        for (Node input : graph.inputs()) {
            copy.put(input, g.input(((Operation.Input) input.operation()).name(), input.type()));
        }
        List<Node> results = copy.results(graph, graph.results());
        List<Graph.Output> outputs = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            outputs.add(new Graph.Output(graph.outputs().get(i).name(), results.get(i)));
        }
        return g.build(graph.name(), outputs);
    }

    /** The graph with a name for every value that has none, {@code v1, v2, …}, so that a derivative can speak of it. */
    public static Graph name(Graph graph) {
        return name(graph, "v");
    }

    /**
     * The graph with a name for every value that has none: what a branch gives a result is called like that, another value {@code letter}
     * with a number.
     */
    public static Graph name(Graph graph, String letter) {
        Set<String> taken = graph.names();
        Map<Node, Node> results = new HashMap<>();
        branches(graph, results);
        Map<Node, String> names = new HashMap<>();
        int[] last = {0};
        return apply(graph, Rewriter.NONE, Placement.AS_WRITTEN, node -> {
            Node result = node;
            while (results.containsKey(result)) {
                result = results.get(result);
            }
            Node named = result;
            return named.name()
                    .orElseGet(() -> names.computeIfAbsent(named, r -> {
                        String name = letter + ++last[0];
                        while (taken.contains(name)) {
                            name = letter + ++last[0];
                        }
                        return name;
                    }));
        });
    }

    /** Finds for what a branch computes the result of the conditional that it becomes. */
    private static void branches(Graph graph, Map<Node, Node> results) {
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Operation.Item item
                    && node.operand(0).operation() instanceof Operation.Cond cond) {
                for (Operation.Body branch : cond.bodies()) {
                    Node value = branch.graph().results().get(item.index());
                    if (!(value.operation() instanceof Operation.Input)) {
                        results.putIfAbsent(value, node);
                    }
                }
            }
            node.operation().bodies().forEach(body -> branches(body.graph(), results));
        }
    }

    /** The copy of a graph, or of a body, in a builder. */
    public static final class Copy {
        private final GraphBuilder g;
        private final Map<Node, Node> made = new HashMap<>();
        private final Map<Node, List<Node>> tuples = new HashMap<>();
        private final Placement placement;
        private final Function<Node, String> names;
        private final Map<Symbol, Size> symbols;
        private final Label.Indices indices;
        private final Maker maker;
        private Sinking sinking = Sinking.none();

        public Copy(GraphBuilder g) {
            this(g, Map.of());
        }

        /** A copy with other expressions for symbols; for the index of a loop, another index. */
        public Copy(GraphBuilder g, Map<Symbol, Size> symbols) {
            this(g, Placement.AS_WRITTEN, node -> "", symbols, Maker.NONE);
        }

        /** A copy with other expressions for symbols, of which {@code maker} makes some nodes. */
        public Copy(GraphBuilder g, Map<Symbol, Size> symbols, Maker maker) {
            this(g, Placement.AS_WRITTEN, node -> "", symbols, maker);
        }

        private Copy(
                GraphBuilder g,
                Placement placement,
                Function<Node, String> names,
                Map<Symbol, Size> symbols,
                Maker maker) {
            this(g, placement, names, symbols, Label.Indices.of(symbols), maker);
        }

        private Copy(
                GraphBuilder g,
                Placement placement,
                Function<Node, String> names,
                Map<Symbol, Size> symbols,
                Label.Indices indices,
                Maker maker) {
            this.g = g;
            this.placement = placement;
            this.names = names;
            this.symbols = symbols;
            this.indices = indices;
            this.maker = maker;
        }

        /** The builder that it is copied to. */
        public GraphBuilder builder() {
            return g;
        }

        /** Says that {@code copy} stands for {@code original}. */
        public void put(Node original, Node copy) {
            made.put(original, copy);
            g.describeLike(copy, original, indices);
            if (copy.name().isEmpty() && copy.type().isReal() && !copy.isConstant()) {
                String name = names.apply(original);
                if (!name.isEmpty()) {
                    g.name(copy, name);
                }
            }
        }

        /** Says that {@code original} is computed elsewhere: {@code other} has its value, and a name of its own. */
        public void replace(Node original, Node other) {
            made.put(original, other);
        }

        /** Copies what {@code wanted} need, in the order of the graph, and answers their copies. */
        public List<Node> results(Graph graph, List<Node> wanted) {
            Liveness liveness = wanted.equals(graph.results()) ? Liveness.of(graph) : Liveness.of(graph, wanted);
            if (placement == Placement.SUNK) {
                sinking = Sinking.of(graph, wanted, liveness);
            }
            Maker.Level level = maker.enter(graph, wanted, liveness);
            for (Node node : level.order(graph)) {
                if (liveness.isLive(node) && !made.containsKey(node) && !sinking.isSunk(node)) {
                    g.at(node);
                    if (!level.make(node, this)) {
                        copy(node, liveness);
                    }
                }
            }
            return wanted.stream().map(this::of).toList();
        }

        /** The copy of {@code original}. */
        public Node of(Node original) {
            return Optional.ofNullable(made.get(original))
                    .orElseThrow(() -> new IllegalStateException("bug: " + original + " is not made yet (G1)"));
        }

        private List<Node> copies(List<Node> originals) {
            List<Node> copies = new ArrayList<>(originals.size());
            for (Node original : originals) {
                copies.add(of(original));
            }
            return copies;
        }

        private void copy(Node node, Liveness liveness) {
            if (node.isConstant()) {
                put(node, g.constantLike(node));
            } else if (node.operation() instanceof Operation.Apply apply) {
                put(node, g.apply(apply.operator().substitute(symbols), copies(node.operands())));
            } else if (node.operation() instanceof Operation.Whole whole) {
                put(node, g.whole(whole.value().substitute(symbols)));
            } else if (node.operation() instanceof Operation.Loop loop) {
                tuples.put(node, loop(node, loop, liveness));
            } else if (node.operation() instanceof Operation.Cond cond) {
                tuples.put(node, region(node, cond, liveness));
            } else if (node.operation() instanceof Operation.Item item) {
                put(
                        node,
                        Optional.ofNullable(tuples.get(node.operand(0)))
                                .orElseThrow()
                                .get(item.index()));
            } else {
                throw new IllegalStateException("bug: free input " + node + " (R1)");
            }
        }

        /** The results of a region by index; those that nobody reads are whatever is at hand. */
        private List<Node> region(Node node, Operation.Cond cond, Liveness outside) {
            int[] wanted = outside.items(node).stream().toArray();
            Node condition = of(node.operand(0));
            if (condition.operation() instanceof Operation.Truth truth) {
                return spread(
                        cond.then().graph(),
                        condition,
                        wanted,
                        inline(node, truth.value() ? cond.then() : cond.otherwise(), wanted));
            }
            BodyBuilder then = new BodyBuilder(g);
            BodyBuilder otherwise = new BodyBuilder(g);
            List<Node> first = body(node, cond.then(), wanted, then, outside);
            List<Node> second = body(node, cond.otherwise(), wanted, otherwise, outside);
            Node tuple = g.cond(condition, then.buildResults(first), otherwise.buildResults(second));
            List<Node> results = new ArrayList<>();
            for (int k = 0; k < wanted.length; k++) {
                Optional<Node> passed = then.passedOn(first.get(k), g);
                results.add(
                        passed.isPresent() && passed.equals(otherwise.passedOn(second.get(k), g))
                                ? passed.get()
                                : g.item(tuple, k));
            }
            return spread(cond.then().graph(), condition, wanted, results);
        }

        /** The results of a loop by index; a state that no wanted result needs goes. */
        private List<Node> loop(Node node, Operation.Loop loop, Liveness outside) {
            int[] wanted = outside.items(node).stream().toArray();
            Graph graph = loop.body().graph();
            List<Node> picked = pick(graph, wanted);
            BodyBuilder builder = new BodyBuilder(g);
            Copy inside = new Copy(builder.graph(), placement, names, symbols, indices, maker);
            Liveness liveness = Liveness.of(graph, picked);
            Set<Integer> states = Arrays.stream(wanted).boxed().collect(Collectors.toSet());
            List<Node> initial = enter(
                    node,
                    graph,
                    k -> k < loop.carried()
                            ? states.contains(k)
                            : liveness.isLive(graph.inputs().get(k)),
                    inside,
                    builder);
            List<Node> results = inside.results(graph, picked);
            Iterations iterations = loop.iterations().substitute(symbols);
            List<Maker.LoopResult> given = new ArrayList<>();
            for (int k = 0; k < wanted.length; k++) {
                Maker.LoopResult result = new Maker.LoopResult(loop.roles().get(wanted[k]), results.get(k));
                given.add(maker.finish(result, iterations));
            }
            Node tuple = g.loop(
                    iterations,
                    initial,
                    builder.buildResults(
                            given.stream().map(Maker.LoopResult::value).toList()),
                    given.stream().map(Maker.LoopResult::role).toList());
            List<Node> items = new ArrayList<>();
            for (int k = 0; k < wanted.length; k++) {
                items.add(g.item(tuple, k));
            }
            return spread(graph, items.isEmpty() ? tuple : items.get(0), wanted, items);
        }

        /**
         * Gives a copy of a loop's body its inputs: states, and what it reads from here.
         *
         * @param body with the inputs of the loop's own
         * @param wanted which of the inputs there are
         * @param inside the copy, in {@code builder}
         * @return what the states begin with
         */
        public List<Node> enter(Node node, Graph body, IntPredicate wanted, Copy inside, BodyBuilder builder) {
            Operation.Loop loop = (Operation.Loop) node.operation();
            List<Node> initial = new ArrayList<>();
            for (int k = 0; k < body.inputs().size(); k++) {
                if (wanted.test(k)) {
                    Node input = body.inputs().get(k);
                    Node outer = of(node.operand(loop.body().operands().get(k)));
                    if (k < loop.carried()) {
                        initial.add(outer);
                        Type type = input.type().substitute(inside.symbols);
                        inside.put(input, builder.state(input.name().orElse("s"), type));
                    } else {
                        inside.put(input, builder.capture(outer));
                    }
                }
            }
            return initial;
        }

        private List<Node> inline(Node node, Operation.Body body, int[] wanted) {
            Copy inside = new Copy(g, placement, names, symbols, indices, maker);
            List<Node> picked = pick(body.graph(), wanted);
            Liveness liveness = Liveness.of(body.graph(), picked);
            for (int k = 0; k < body.operands().size(); k++) {
                Node input = body.graph().inputs().get(k);
                if (liveness.isLive(input)) {
                    inside.put(input, of(node.operand(body.operands().get(k))));
                }
            }
            return inside.results(body.graph(), picked);
        }

        private List<Node> body(Node node, Operation.Body body, int[] wanted, BodyBuilder builder, Liveness outside) {
            Copy inside = new Copy(builder.graph(), placement, names, symbols, indices, maker);
            List<Node> picked = pick(body.graph(), wanted);
            Liveness liveness = wanted.length == body.graph().outputs().size()
                    ? Liveness.of(body.graph())
                    : Liveness.of(body.graph(), picked);
            Set<Node> needed = new HashSet<>();
            for (int k = 0; k < body.operands().size(); k++) {
                if (liveness.isLive(body.graph().inputs().get(k))) {
                    needed.add(node.operand(body.operands().get(k)));
                }
            }
            moveInto(inside, sinking.into(node), needed, builder, outside);
            for (int k = 0; k < body.operands().size(); k++) {
                Node input = body.graph().inputs().get(k);
                if (liveness.isLive(input)) {
                    inside.put(input, inside.of(node.operand(body.operands().get(k))));
                }
            }
            return inside.results(body.graph(), picked);
        }

        /** Makes {@code needed}, values of this graph, known inside: those that go there are computed, others captured. */
        private void moveInto(
                Copy inside,
                NavigableMap<Integer, Node> sunk,
                Set<Node> needed,
                BodyBuilder builder,
                Liveness outside) {
            for (Node moved : sunk.descendingMap().values()) {
                if (needed.contains(moved)) {
                    // A region may have operands that only results nobody reads need.
                    moved.operands().stream().filter(outside::isLive).forEach(needed::add);
                }
            }
            needed.stream()
                    .filter(outer -> !sunk.containsKey(outer.id()))
                    .sorted(Comparator.comparingInt(Node::id))
                    .forEach(outer -> inside.replace(outer, builder.capture(of(outer))));
            for (Node moved : sunk.values()) {
                if (needed.contains(moved)) {
                    inside.copy(moved, outside);
                }
            }
        }

        private static List<Node> pick(Graph graph, int[] wanted) {
            List<Node> results = graph.results();
            return Arrays.stream(wanted).mapToObj(results::get).toList();
        }

        private static List<Node> spread(Graph body, Node filler, int[] wanted, List<Node> results) {
            List<Node> all = new ArrayList<>(Collections.nCopies(body.outputs().size(), filler));
            for (int k = 0; k < wanted.length; k++) {
                all.set(wanted[k], results.get(k));
            }
            return all;
        }
    }
}
