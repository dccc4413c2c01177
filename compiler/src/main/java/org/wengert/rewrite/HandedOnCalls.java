package org.wengert.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
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
import org.wengert.op.Logic;
import org.wengert.pass.Rebuild;

/**
 * Hands on what an iteration of a loop has called to the next one, which would call it again: of {@code exp(x[i+1]) - exp(x[i])} the
 * first number is the second one of the next iteration. It becomes a state of the loop; the first iteration has it from before the loop, if
 * there is an iteration at all.
 */
final class HandedOnCalls implements Rebuild.Maker {

    private HandedOnCalls() {}

    static Graph apply(Graph graph) {
        return Hoisting.hasLoop(graph) ? Rebuild.with(graph, new HandedOnCalls()) : graph;
    }

    @Override
    public Level enter(Graph graph, List<Node> wanted, Liveness liveness) {
        Map<Node, Node> tuples = new HashMap<>();
        Map<Node, Integer> states = new HashMap<>();
        return (node, copy) -> {
            if (node.operation() instanceof Operation.Loop loop) {
                Map<Node, Node> again = loop.iterations().checkpoints().isPresent()
                        ? Map.of()
                        : IterationBefore.of(loop).handedOn();
                if (!again.isEmpty()) {
                    tuples.put(node, write(node, loop, again, copy));
                    states.put(node, again.size());
                    return true;
                }
            }
            if (node.operation() instanceof Operation.Item item && tuples.containsKey(node.operand(0))) {
                Node tuple = Optional.ofNullable(tuples.get(node.operand(0))).orElseThrow();
                int carried = ((Operation.Loop) node.operand(0).operation()).carried();
                int more = Optional.ofNullable(states.get(node.operand(0))).orElseThrow();
                copy.put(node, copy.builder().item(tuple, item.index() < carried ? item.index() : item.index() + more));
                return true;
            }
            return false;
        };
    }

    /**
     * A loop with more states.
     *
     * @param again for values of the body those that are the same in the next iteration
     */
    private Node write(Node node, Operation.Loop loop, Map<Node, Node> again, Rebuild.Copy copy) {
        Graph body = loop.body().graph();
        int carried = loop.carried();
        List<Node> first = first(node, loop, List.copyOf(again.keySet()), copy);
        BodyBuilder builder = new BodyBuilder(copy.builder());
        Rebuild.Copy inside = new Rebuild.Copy(builder.graph(), Map.of(), this);
        List<Node> initial = new ArrayList<>(copy.enter(node, body, k -> k < carried, inside, builder));
        for (Node value : again.keySet()) {
            inside.put(value, builder.state(value.name().orElse("t"), value.type()));
        }
        initial.addAll(first);
        copy.enter(node, body, k -> k >= carried, inside, builder);
        List<Node> wanted = new ArrayList<>(body.results().subList(0, carried));
        wanted.addAll(again.values());
        wanted.addAll(body.results().subList(carried, body.results().size()));
        List<Role> roles = new ArrayList<>(loop.roles());
        again.forEach((value, next) -> roles.add(carried, Role.CARRY));
        return copy.builder()
                .loop(loop.iterations(), initial, builder.buildResults(inside.results(body, wanted)), roles);
    }

    /** Values of the body in the first iteration; 0 if there is none, where they may read what is not there. */
    private static List<Node> first(Node node, Operation.Loop loop, List<Node> values, Rebuild.Copy copy) {
        GraphBuilder g = copy.builder();
        Iterations iterations = loop.iterations();
        Size index = iterations.backward() ? iterations.to().plus(-1) : iterations.from();
        BodyBuilder then = new BodyBuilder(g);
        Rebuild.Copy inside = new Rebuild.Copy(then.graph(), Map.of(iterations.index(), index));
        copy.enter(node, loop.body().graph(), k -> k >= loop.carried(), inside, then);
        List<Node> made = inside.results(loop.body().graph(), values);
        BodyBuilder otherwise = new BodyBuilder(g);
        List<Node> zeros =
                values.stream().map(value -> otherwise.graph().constant(0)).toList();
        Node there = g.apply(Logic.LESS, List.of(g.whole(iterations.from()), g.whole(iterations.tested())));
        Node tuple = g.cond(there, then.buildResults(made), otherwise.buildResults(zeros));
        List<Node> items = new ArrayList<>();
        for (int k = 0; k < values.size(); k++) {
            items.add(g.item(tuple, k));
        }
        return items;
    }
}
