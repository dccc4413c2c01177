package org.wengert.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Branch;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Indices;
import org.wengert.ir.Iterations;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Layout;
import org.wengert.pass.Rebuild;

/**
 * Makes one loop of several over the same indices, where each reads of the others only what they make in the same iteration.
 * What two of them compute is computed once then, and an array that nothing else reads is not stored.
 */
public final class Fusion {

    private final GraphBuilder g;
    private final Indices indices;
    private final Map<Node, Node> made = new HashMap<>();

    /** For a loop that was fused, which results of the whole its own are. */
    private final Map<Node, List<Integer>> places = new HashMap<>();

    private Fusion(GraphBuilder g, Indices indices) {
        this.g = g;
        this.indices = indices;
    }

    /** The graph with its loops, and those in their bodies, fused. */
    public static Graph fuse(Graph graph) {
        return fuse(graph, new Indices(graph));
    }

    private static Graph fuse(Graph graph, Indices indices) {
        GraphBuilder g = new GraphBuilder(Rewriter.NONE);
        Fusion fusion = new Fusion(g, indices);
        for (Node input : graph.inputs()) {
            fusion.put(input, g.input(((Operation.Input) input.operation()).name(), input.type()));
        }
        fusion.copy(graph);
        List<Graph.Output> outputs = graph.outputs().stream()
                .map(o -> new Graph.Output(o.name(), fusion.of(o.node())))
                .toList();
        return g.build(graph.name(), outputs);
    }

    private void put(Node original, Node copy) {
        made.put(original, copy);
        g.describeLike(copy, original);
    }

    private Node of(Node original) {
        return Optional.ofNullable(made.get(original)).orElseThrow();
    }

    private void copy(Graph graph) {
        LoopGroups groups = LoopGroups.of(graph);
        List<Node> waiting = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (made.containsKey(node)) {
                continue;
            }
            if (!isReady(node, groups)) {
                waiting.add(node);
                continue;
            }
            make(node, groups);
            if (groups.isFused(node)) {
                boolean progress = true;
                while (progress) {
                    List<Node> ready =
                            waiting.stream().filter(w -> isReady(w, groups)).toList();
                    ready.forEach(w -> {
                        if (!made.containsKey(w)) {
                            make(w, groups);
                        }
                    });
                    waiting.removeIf(made::containsKey);
                    progress = !ready.isEmpty();
                }
            }
        }
        if (!waiting.isEmpty()) {
            throw new IllegalStateException("bug: loops that wait for each other: " + waiting);
        }
    }

    /** Whether all that {@code node}, or the loops that it is made with, need is there. */
    private boolean isReady(Node node, LoopGroups groups) {
        return groups.needs(node).stream().allMatch(made::containsKey);
    }

    private void make(Node node, LoopGroups groups) {
        g.at(node.span());
        if (groups.isFused(node)) {
            new FusedLoop(groups.members(node)).make();
        } else if (node.isConstant()) {
            put(node, g.constantLike(node));
        } else if (node.operation() instanceof Operation.Whole whole) {
            put(node, g.whole(whole.value()));
        } else if (node.operation() instanceof Operation.Apply apply) {
            put(
                    node,
                    g.apply(
                            apply.operator(),
                            node.operands().stream().map(this::of).toList()));
        } else if (node.operation() instanceof Operation.Item item) {
            Node loop = node.operand(0);
            List<Integer> place = places.get(loop);
            put(node, g.item(of(loop), place == null ? item.index() : place.get(item.index())));
        } else if (node.operation() instanceof Operation.Cond cond) {
            put(node, g.cond(of(node.operand(0)), branch(node, cond.then()), branch(node, cond.otherwise())));
        } else if (node.operation() instanceof Operation.Loop loop) {
            List<Node> initial = node.operands().subList(0, loop.carried()).stream()
                    .map(this::of)
                    .toList();
            Branch all = branch(node, loop.body());
            Branch body = new Branch(
                    all.graph(),
                    all.captured().subList(loop.carried(), all.captured().size()));
            put(node, g.loop(loop.iterations(), initial, body, loop.roles()));
        }
    }

    private Branch branch(Node region, Operation.Body body) {
        List<Node> captured =
                body.operands().stream().map(i -> of(region.operand(i))).toList();
        return new Branch(fuse(body.graph(), indices), captured);
    }

    /** Several loops as one. */
    private final class FusedLoop {
        private final List<Node> loops;
        private final BodyBuilder builder = new BodyBuilder(g);
        private final Map<Node, List<Node>> values = new HashMap<>();

        /** No loop in any of the bodies has this index. */
        private final Symbol index;

        FusedLoop(List<Node> loops) {
            this.loops = loops;
            this.index = indices.like(loop(loops.get(0)).index());
        }

        void make() {
            Operation.Loop first = loop(loops.get(0));
            boolean backward = loops.stream().anyMatch(l -> loop(l).carried() > 0 && loop(l).backward());
            Map<Node, Rebuild.Copy> copies = new HashMap<>();
            List<Node> initial = new ArrayList<>();
            for (Node node : loops) {
                Operation.Loop loop = loop(node);
                Map<Symbol, Size> symbols = Map.of(loop.index(), Size.of(index));
                Rebuild.Copy copy = new Rebuild.Copy(
                        builder.graph(), symbols, (graph, wanted, liveness) -> (n, c) -> sameIteration(node, n, c));
                copies.put(node, copy);
                for (int k = 0; k < loop.carried(); k++) {
                    Node input = loop.body().graph().inputs().get(k);
                    copy.put(
                            input,
                            builder.state(input.name().orElse("s"), input.type().substitute(symbols)));
                    initial.add(of(node.operand(k)));
                }
            }
            for (Node node : loops) {
                body(node, Optional.ofNullable(copies.get(node)).orElseThrow());
            }
            result(first, backward, initial);
        }

        private static Operation.Loop loop(Node node) {
            return (Operation.Loop) node.operation();
        }

        private void body(Node node, Rebuild.Copy copy) {
            Operation.Body body = loop(node).body();
            for (int k = loop(node).carried(); k < body.operands().size(); k++) {
                Node around = node.operand(body.operands().get(k));
                if (!isMember(around)) {
                    copy.put(body.graph().inputs().get(k), builder.capture(of(around)));
                }
            }
            values.put(node, copy.results(body.graph(), body.graph().results()));
        }

        private boolean isMember(Node item) {
            return item.operation() instanceof Operation.Item && loops.contains(item.operand(0));
        }

        /** What another loop of these makes in this iteration, instead of what it has stored. */
        private boolean sameIteration(Node loop, Node node, Rebuild.Copy copy) {
            if (node.operation() instanceof Operation.Input) {
                return true;
            }
            if (node.operands().size() != 1 || !(node.operand(0).operation() instanceof Operation.Input)) {
                return false;
            }
            Operation.Body body = loop(loop).body();
            int input = body.graph().inputs().indexOf(node.operand(0));
            if (input < loop(loop).carried()) {
                return false;
            }
            Node item = loop.operand(body.operands().get(input));
            if (!isMember(item)) {
                return false;
            }
            Node value = Optional.ofNullable(values.get(item.operand(0)))
                    .orElseThrow()
                    .get(((Operation.Item) item.operation()).index());
            builder.graph().describeLike(value, item);
            List<Access> rest = ArrayOperator.in(node).orElseThrow().taken().orElseThrow();
            rest = rest.subList(1, rest.size());
            boolean whole = rest.equals(
                    value.type().shape().sizes().stream().map(Access::all).toList());
            copy.put(
                    node,
                    whole
                            ? value
                            : builder.graph()
                                    .apply(
                                            Layout.get(rest)
                                                    .substitute(
                                                            Map.of(loop(loop).index(), Size.of(index))),
                                            value));
            return true;
        }

        /** The states first, as loops have them; what several loops give is given once. */
        private void result(Operation.Loop first, boolean backward, List<Node> initial) {
            List<Result> results = new ArrayList<>();
            for (boolean carried : new boolean[] {true, false}) {
                for (Node node : loops) {
                    for (int k = 0; k < loop(node).roles().size(); k++) {
                        Role role = loop(node).roles().get(k);
                        if (carried == (role == Role.CARRY)) {
                            Result result = new Result(
                                    role,
                                    Optional.ofNullable(values.get(node))
                                            .orElseThrow()
                                            .get(k));
                            int known = carried ? -1 : results.indexOf(result);
                            if (known < 0) {
                                results.add(result);
                            }
                            places.computeIfAbsent(node, n -> new ArrayList<>())
                                    .add(known < 0 ? results.size() - 1 : known);
                        }
                    }
                }
            }
            Optional<Size> checkpoints = loops.stream()
                    .flatMap(l -> loop(l).iterations().checkpoints().stream())
                    .findFirst();
            Branch all =
                    builder.buildResults(results.stream().map(Result::value).toList());
            // What two of them compute alike in loops of their own is one loop before that is fused with others.
            Branch body = new Branch(fuse(Merging.apply(all.graph()), indices), all.captured());
            Node tuple = g.loop(
                    new Iterations(index, first.from(), first.to(), backward, checkpoints),
                    initial,
                    body,
                    results.stream().map(Result::role).toList());
            loops.forEach(node -> made.put(node, tuple));
        }

        private record Result(Role role, Node value) {}
    }
}
