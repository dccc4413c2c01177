package org.wengert.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Iterations;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.pass.Rebuild;

/**
 * Keeps library calls of a loop for a later one that would call them again: a loop that goes back over the states of another one, of which it
 * reads what was kept for each iteration. What it computes of these as the other one did is known to be the same, and a call among it is read
 * instead. A number for each iteration costs less than a library call.
 */
final class KeptCalls implements Rebuild.Maker {

    private KeptCalls() {}

    static Graph apply(Graph graph) {
        return hasSeveral(graph) ? Rebuild.with(graph, new KeptCalls()) : graph;
    }

    /** Whether there are two loops beside each other anywhere. */
    private static boolean hasSeveral(Graph graph) {
        List<Node> regions = graph.nodes().stream().filter(Node::isRegion).toList();
        return regions.stream().filter(KeptCalls::isLoop).count() > 1
                || regions.stream()
                        .flatMap(region -> region.operation().bodies().stream())
                        .anyMatch(body -> hasSeveral(body.graph()));
    }

    private static boolean isLoop(Node node) {
        return node.operation() instanceof Operation.Loop;
    }

    private static Operation.Loop loop(Node node) {
        return (Operation.Loop) node.operation();
    }

    private static Graph body(Node loop) {
        return loop(loop).body().graph();
    }

    /** A value in the body of a loop. */
    private record Kept(Node loop, Node value) {}

    @Override
    public Level enter(Graph graph, List<Node> wanted, Liveness liveness) {
        Map<Node, Map<Node, Kept>> read = read(graph, liveness);
        if (read.isEmpty()) {
            return (node, copy) -> false;
        }
        Map<Node, List<Node>> kept = new LinkedHashMap<>();
        read.values()
                .forEach(calls -> calls.values().forEach(call -> {
                    List<Node> values = kept.computeIfAbsent(call.loop(), loop -> new ArrayList<>());
                    if (stack(call.loop(), call.value()).isEmpty() && !values.contains(call.value())) {
                        values.add(call.value());
                    }
                }));
        Map<Node, Node> tuples = new HashMap<>();
        return (node, copy) -> {
            if (kept.containsKey(node) || read.containsKey(node)) {
                List<Node> more = kept.getOrDefault(node, List.of());
                tuples.put(node, write(node, more, read.getOrDefault(node, Map.of()), kept, tuples, copy));
                return true;
            }
            if (node.operation() instanceof Operation.Item item && tuples.containsKey(node.operand(0))) {
                Node tuple = Optional.ofNullable(tuples.get(node.operand(0))).orElseThrow();
                copy.put(node, copy.builder().item(tuple, item.index()));
                return true;
            }
            return false;
        };
    }

    /** The result of a loop that is the array of {@code value}, if there is one. */
    private static Optional<Integer> stack(Node loop, Node value) {
        List<Node> results = body(loop).results();
        for (int k = 0; k < results.size(); k++) {
            if (results.get(k).equals(value) && loop(loop).roles().get(k) == Role.STACK) {
                return Optional.of(k);
            }
        }
        return Optional.empty();
    }

    /** By loop the calls in its body that an earlier loop has made. */
    private static Map<Node, Map<Node, Kept>> read(Graph graph, Liveness liveness) {
        Map<Node, Map<Node, Kept>> read = new LinkedHashMap<>();
        for (Node later : graph.nodes()) {
            if (isLoop(later) && liveness.isLive(later)) {
                Map<Node, Kept> calls = new LinkedHashMap<>();
                later.operands().stream()
                        .filter(operand -> operand.operation() instanceof Operation.Item)
                        .map(operand -> operand.operand(0))
                        .distinct()
                        .filter(earlier -> isLoop(earlier) && areAlike(loop(earlier), loop(later)))
                        .forEach(earlier -> new Alike(earlier, later).calls().forEach(calls::putIfAbsent));
                if (!calls.isEmpty()) {
                    read.put(later, calls);
                }
            }
        }
        return read;
    }

    private static boolean areAlike(Operation.Loop a, Operation.Loop b) {
        return a.from().equals(b.from())
                && a.to().equals(b.to())
                && a.iterations().checkpoints().isEmpty()
                && b.iterations().checkpoints().isEmpty();
    }

    /** What a loop computes as an earlier one does. */
    private static final class Alike {

        private final Node earlier;
        private final Node later;

        /** Values of the earlier body by what they are: the operation, and what it is applied to. */
        private final Map<List<Object>, Node> known = new HashMap<>();

        /** For values of the later body those of the earlier one. */
        private final Map<Node, Node> same = new HashMap<>();

        Alike(Node earlier, Node later) {
            this.earlier = earlier;
            this.later = later;
            Graph body = body(earlier);
            for (Node node : body.nodes()) {
                if (IterationBefore.isPlain(node)) {
                    known.putIfAbsent(IterationBefore.key(node.operation(), node.operands()), node);
                }
            }
            for (int k = loop(earlier).carried(); k < body.inputs().size(); k++) {
                known.putIfAbsent(List.of(outer(earlier, k)), body.inputs().get(k));
            }
        }

        private static Node outer(Node loop, int input) {
            return loop.operand(loop(loop).body().operands().get(input));
        }

        Map<Node, Kept> calls() {
            Graph body = body(later);
            Map<Node, Node> arrays = new HashMap<>();
            for (int k = loop(later).carried(); k < body.inputs().size(); k++) {
                Node input = body.inputs().get(k);
                Node outer = outer(later, k);
                if (outer.operation() instanceof Operation.Item item
                        && outer.operand(0).equals(earlier)
                        && loop(earlier).roles().get(item.index()) == Role.STACK) {
                    arrays.put(input, body(earlier).results().get(item.index()));
                }
                Optional.ofNullable(known.get(List.<Object>of(outer))).ifPresent(found -> same.put(input, found));
            }
            Map<Node, Kept> calls = new LinkedHashMap<>();
            for (Node node : body.nodes()) {
                find(node, arrays).ifPresent(found -> {
                    same.put(node, found);
                    if (node.type().equals(Type.REAL)
                            && node.operation() instanceof Operation.Apply
                            && Splitting.isCall(node)) {
                        calls.put(node, new Kept(earlier, found));
                    }
                });
            }
            return calls;
        }

        private Optional<Node> find(Node node, Map<Node, Node> arrays) {
            if (!IterationBefore.isPlain(node)) {
                return Optional.empty();
            }
            if (node.operands().size() == 1 && arrays.containsKey(node.operand(0)) && isElement(node)) {
                return Optional.ofNullable(arrays.get(node.operand(0)));
            }
            List<Node> operands = new ArrayList<>();
            for (Node operand : node.operands()) {
                Node found = same.get(operand);
                if (found == null) {
                    return Optional.empty();
                }
                operands.add(found);
            }
            return Optional.ofNullable(known.get(IterationBefore.key(inEarlier(node.operation()), operands)));
        }

        /** Whether it is the element of its operand for this iteration. */
        private boolean isElement(Node node) {
            Node array = node.operand(0);
            if (array.type().shape().rank() != 1) {
                return false;
            }
            GraphBuilder g = new GraphBuilder(org.wengert.ir.Rewriter.NONE);
            Node element = new Algebra(g)
                    .element(
                            g.input("x", array.type()),
                            List.of(loop(later).iterations().position()));
            return element.operation().equals(node.operation());
        }

        private Operation inEarlier(Operation operation) {
            Map<Symbol, Size> index =
                    Map.of(loop(later).index(), Size.of(loop(earlier).index()));
            if (operation instanceof Operation.Apply apply) {
                return new Operation.Apply(apply.operator().substitute(index));
            }
            return operation instanceof Operation.Whole whole
                    ? new Operation.Whole(whole.value().substitute(index))
                    : operation;
        }
    }

    /**
     * A loop with some more results.
     *
     * @param more values of the body that are kept
     * @param calls in its body that are read instead
     */
    private Node write(
            Node node,
            List<Node> more,
            Map<Node, Kept> calls,
            Map<Node, List<Node>> kept,
            Map<Node, Node> tuples,
            Rebuild.Copy copy) {
        Operation.Loop loop = loop(node);
        Graph body = loop.body().graph();
        Iterations iterations = loop.iterations();
        BodyBuilder builder = new BodyBuilder(copy.builder());
        Rebuild.Maker maker = (graph, wanted, liveness) -> {
            Level level = enter(graph, wanted, liveness);
            return (value, inside) -> {
                Kept call = graph.equals(body) ? calls.get(value) : null;
                if (call == null) {
                    return level.make(value, inside);
                }
                Node array = copy.builder()
                        .item(Optional.ofNullable(tuples.get(call.loop())).orElseThrow(), position(call, kept));
                inside.put(
                        value,
                        new Algebra(builder.graph()).element(builder.capture(array), List.of(iterations.position())));
                return true;
            };
        };
        Rebuild.Copy inside = new Rebuild.Copy(builder.graph(), Map.of(), maker);
        List<Node> initial = copy.enter(node, body, k -> true, inside, builder);
        List<Node> wanted = new ArrayList<>(body.results());
        wanted.addAll(more);
        List<Role> roles = new ArrayList<>(loop.roles());
        more.forEach(value -> roles.add(Role.STACK));
        return copy.builder().loop(iterations, initial, builder.buildResults(inside.results(body, wanted)), roles);
    }

    /** Which result of its loop the array of a call is. */
    private static int position(Kept call, Map<Node, List<Node>> kept) {
        return stack(call.loop(), call.value())
                .orElseGet(() -> body(call.loop()).results().size()
                        + Optional.ofNullable(kept.get(call.loop()))
                                .orElseThrow()
                                .indexOf(call.value()));
    }
}
