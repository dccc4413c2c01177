package org.wengert.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Graph;
import org.wengert.ir.Iterations;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Declared;
import org.wengert.pass.Rebuild;

/**
 * Moves what is worth it and the same in all iterations of a loop before the loop: numbers, calls, kernels and regions, with what they
 * are computed from. Arrays that arithmetic alone makes stay, for they cost less than being kept, and so does a loop that keeps some
 * of its states only, together with the loop that goes back over them.
 *
 * <p>A loop may have no iterations, and then what is in it may be impossible: nothing is moved that reads or writes a part of an array,
 * which may not be there, or makes an array whose size may be negative.
 */
public final class Hoisting implements Rebuild.Maker {

    private final Set<Symbol> unconditional;

    private Hoisting(Set<Symbol> unconditional) {
        this.unconditional = unconditional;
    }

    /**
     * The graph with less in its loops.
     *
     * @param unconditional indices of loops whose bodies are possible even if there is no iteration
     */
    public static Graph apply(Graph graph, Set<Symbol> unconditional) {
        return hasLoop(graph) ? new Hoisting(unconditional).hoist(Rebuild.prune(graph)) : graph;
    }

    /** For a graph in which everything reaches an output. */
    private Graph hoist(Graph graph) {
        return Rebuild.with(graph, this);
    }

    static Graph apply(Graph graph) {
        return apply(graph, Set.of());
    }

    static boolean hasLoop(Graph graph) {
        return graph.nodes().stream()
                .anyMatch(node -> node.operation() instanceof Operation.Loop
                        || node.operation().bodies().stream().anyMatch(body -> hasLoop(body.graph())));
    }

    @Override
    public Level enter(Graph graph, List<Node> wanted, Liveness liveness) {
        Map<Node, Node> tuples = new HashMap<>();
        return (node, copy) -> {
            if (node.operation() instanceof Operation.Loop loop) {
                tuples.put(node, loop(node, loop, copy));
                return true;
            }
            if (node.operation() instanceof Operation.Item item && tuples.containsKey(node.operand(0))) {
                copy.put(node, copy.builder().item(tuples.get(node.operand(0)), item.index()));
                return true;
            }
            return false;
        };
    }

    private Node loop(Node node, Operation.Loop loop, Rebuild.Copy copy) {
        Graph body = split(hoist(loop.body().graph()), loop);
        List<Node> hoisted =
                same(body, loop).stream().filter(Hoisting::isWorthIt).toList();
        Rebuild.Copy before = new Rebuild.Copy(copy.builder());
        BodyBuilder builder = new BodyBuilder(copy.builder());
        Rebuild.Copy inside = new Rebuild.Copy(builder.graph());
        List<Node> initial = copy.enter(node, body, k -> true, inside, builder);
        for (int k = loop.carried(); k < body.inputs().size(); k++) {
            before.replace(
                    body.inputs().get(k),
                    copy.of(node.operand(loop.body().operands().get(k))));
        }
        List<Node> values = before.results(body, hoisted);
        for (int i = 0; i < hoisted.size(); i++) {
            inside.replace(hoisted.get(i), builder.capture(values.get(i)));
        }
        return copy.builder()
                .loop(
                        loop.iterations(),
                        initial,
                        builder.buildResults(inside.results(body, body.results())),
                        loop.roles());
    }

    /** With loops of which a part is the same as two, where regions can be moved. */
    private Graph split(Graph body, Operation.Loop loop) {
        if (!unconditional.contains(loop.index())) {
            return body;
        }
        Set<Node> same = new HashSet<>(same(body, loop));
        same.addAll(body.inputs().subList(loop.carried(), body.inputs().size()));
        return Rebuild.prune(Splitting.apply(body, same, loop.index()));
    }

    /** What of the body could move, in its order; what it is computed from, and nothing else reads, goes with it. */
    private List<Node> same(Graph body, Operation.Loop loop) {
        Liveness liveness = Liveness.of(body);
        List<Node> captured =
                body.inputs().subList(loop.carried(), body.inputs().size());
        Set<Node> same = new HashSet<>(captured);
        Predicate<Node> possible =
                unconditional.contains(loop.index()) ? node -> true : node -> isPossible(node, captured);
        List<Node> all = new ArrayList<>();
        for (Node node : body.nodes()) {
            boolean isSame = liveness.isLive(node)
                    && !(node.operation() instanceof Operation.Input)
                    && same.containsAll(node.operands())
                    && !mentions(node, loop.index())
                    && possible.test(node);
            if (isSame) {
                same.add(node);
                all.add(node);
            }
        }
        return all;
    }

    private static boolean isPossible(Node node, List<Node> captured) {
        boolean parts = node.operator()
                .filter(operator -> operator instanceof ArrayOperator array
                        && (array.taken().isPresent()
                                || array.regions(node.type().shape())
                                        .filter(regions -> !regions.cover())
                                        .isPresent()))
                .isPresent();
        boolean known = node.type().shape().sizes().stream()
                .allMatch(size -> size.isSumOf(symbol -> isExtent(Size.of(symbol), captured)));
        return !parts && known && node.operation().bodies().isEmpty();
    }

    private static boolean isExtent(Size size, List<Node> arrays) {
        return arrays.stream().anyMatch(array -> array.type().shape().sizes().contains(size));
    }

    static boolean mentions(Iterations iterations, Symbol index) {
        return iterations.from().contains(index) || iterations.to().contains(index);
    }

    static boolean mentions(Node node, Symbol index) {
        if (node.operation() instanceof Operation.Whole whole) {
            return whole.value().contains(index);
        }
        if (node.type().shape().sizes().stream().anyMatch(size -> size.contains(index))) {
            return true;
        }
        if (node.operation() instanceof Operation.Loop loop) {
            return loop.iterations().checkpoints().isPresent()
                    || mentions(loop.iterations(), index)
                    || mentions(loop.body().graph(), index);
        }
        if (node.operator().isPresent()) {
            Operator operator = node.operator().get();
            return !operator.substitute(Map.of(index, Size.of(new Symbol(index.name() + " elsewhere"))))
                    .equals(operator);
        }
        return node.operation().bodies().stream().anyMatch(body -> mentions(body.graph(), index));
    }

    private static boolean mentions(Graph body, Symbol index) {
        return body.nodes().stream().anyMatch(node -> mentions(node, index));
    }

    private static boolean isWorthIt(Node node) {
        if (node.operation() instanceof Operation.Item) {
            return true;
        }
        boolean number = node.type().isReal() && node.type().shape().isScalar();
        return node.operator()
                .filter(operator -> operator instanceof ArrayOperator array
                        ? number
                                || array.isCostly()
                                || (array.elements().isPresent() && !array.use().isFree())
                        : number || Declared.of(operator).isCostly())
                .isPresent();
    }
}
