package org.wengert.op;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.pass.Rebuild;

/** What the body of a loop computes in each iteration, as arrays with one more axis. */
public final class Iterates {

    private Iterates() {}

    /**
     * Nodes of the body of a loop.
     *
     * @param loop the region; another one with the same states is made
     */
    public static List<Node> of(GraphBuilder g, Node loop, List<Node> nodes) {
        return of(g, loop, nodes, (inside, values) -> values);
    }

    /**
     * What is made of nodes of the body of a loop.
     *
     * @param make in the body that the nodes have been copied to
     */
    static List<Node> of(
            GraphBuilder g, Node tuple, List<Node> nodes, BiFunction<GraphBuilder, List<Node>, List<Node>> make) {
        Operation.Loop loop = (Operation.Loop) tuple.operation();
        Graph body = loop.body().graph();
        int carried = loop.carried();
        BodyBuilder builder = new BodyBuilder(g);
        Rebuild.Copy inside = new Rebuild.Copy(builder.graph());
        for (int k = 0; k < body.inputs().size(); k++) {
            Node input = body.inputs().get(k);
            Node outer = tuple.operand(loop.body().operands().get(k));
            inside.put(
                    input,
                    k < carried ? builder.state(input.name().orElse("s"), input.type()) : builder.capture(outer));
        }
        List<Node> wanted = new ArrayList<>(body.results().subList(0, carried));
        wanted.addAll(nodes);
        List<Node> copies = inside.results(body, wanted);
        List<Node> made = make.apply(builder.graph(), copies.subList(carried, copies.size()));
        List<Node> results = new ArrayList<>(copies.subList(0, carried));
        results.addAll(made);
        List<Role> roles = new ArrayList<>(loop.roles().subList(0, carried));
        made.forEach(node -> roles.add(Role.STACK));
        Node stacks =
                g.loop(loop.iterations(), tuple.operands().subList(0, carried), builder.buildResults(results), roles);
        return IntStream.range(0, made.size())
                .mapToObj(k -> g.item(stacks, carried + k))
                .toList();
    }
}
