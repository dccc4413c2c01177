package org.wengert.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.pass.Rebuild;

/** Sums of squares that a loop makes, as the squares of the elements of one array: their root is its norm. */
final class LoopNorms {

    private LoopNorms() {}

    /** The array of what is squared, if {@code sum} adds up squares and nothing else to what it starts with. */
    static Node squared(GraphBuilder g, Node sum) {
        return stacked(g, made(sum));
    }

    /** Whether a number is the sum that a loop makes of squares. */
    static boolean isOfSquares(Node sum) {
        return isSum(made(sum));
    }

    private static Node made(Node sum) {
        return Radicand.isTotal(sum) ? sum.operand(0) : sum;
    }

    /** What a loop begins to add squares to, unless that is 0. */
    static Optional<Node> start(Node sum) {
        return sum.operation() instanceof Operation.Item item
                        && sum.operand(0).operation() instanceof Operation.Loop loop
                        && item.index() < loop.carried()
                ? Optional.of(sum.operand(0).operand(item.index())).filter(start -> !start.isConstant(0))
                : Optional.empty();
    }

    private static boolean isSum(Node sum) {
        return sum.operation() instanceof Operation.Item item
                && sum.operand(0).operation() instanceof Operation.Loop loop
                && term(sum.operand(0), loop, item.index())
                        .filter(term -> Euclidean.squared(term).isPresent() || isSum(term))
                        .isPresent();
    }

    /** What an iteration adds to the result. */
    private static Optional<Node> term(Node tuple, Operation.Loop loop, int index) {
        Graph body = loop.body().graph();
        Node given = body.results().get(index);
        boolean total =
                tuple.operation() instanceof Operation.Loop && given.type().isScalar();
        if (loop.roles().get(index) == Role.SUM) {
            return total ? Optional.of(given) : Optional.empty();
        }
        if (loop.roles().get(index) == Role.STACK) {
            return Optional.of(given);
        }
        if (index >= loop.carried() || !total) {
            return Optional.empty();
        }
        Node state = body.inputs().get(index);
        return given.operator().filter(Arithmetic.ADD::equals).isPresent()
                        && given.operands().contains(state)
                ? Optional.of(given.operand(given.operand(0) == state ? 1 : 0))
                : Optional.empty();
    }

    private static Node stacked(GraphBuilder g, Node sum) {
        Node tuple = sum.operand(0);
        Operation.Loop loop = (Operation.Loop) tuple.operation();
        Graph body = loop.body().graph();
        BodyBuilder builder = new BodyBuilder(g);
        Rebuild.Copy inside = new Rebuild.Copy(builder.graph());
        for (int k = 0; k < body.inputs().size(); k++) {
            Node input = body.inputs().get(k);
            Node outer = tuple.operand(loop.body().operands().get(k));
            inside.put(
                    input,
                    k < loop.carried()
                            ? builder.state(input.name().orElse("s"), input.type())
                            : builder.capture(outer));
        }
        Node term =
                term(tuple, loop, ((Operation.Item) sum.operation()).index()).orElseThrow();
        Optional<Match.Scaled> squared = Euclidean.squared(term);
        List<Node> wanted = new ArrayList<>(body.results().subList(0, loop.carried()));
        wanted.add(squared.map(Match.Scaled::value).orElse(term));
        List<Node> results = new ArrayList<>(inside.results(body, wanted));
        Node last = results.remove(loop.carried());
        Node root = squared.map(u -> Euclidean.times(new Algebra(builder.graph()), new Match.Scaled(u.factor(), last)))
                .orElseGet(() -> stacked(builder.graph(), last));
        results.add(even(builder.graph(), root, loop));
        List<Role> roles = new ArrayList<>(loop.roles().subList(0, loop.carried()));
        roles.add(Role.STACK);
        Node made = g.loop(
                loop.iterations(), tuple.operands().subList(0, loop.carried()), builder.buildResults(results), roles);
        return g.item(made, loop.carried());
    }

    /** Itself, or its norm where it has another size in each iteration. */
    private static Node even(GraphBuilder g, Node squared, Operation.Loop loop) {
        boolean ragged = squared.type().shape().sizes().stream()
                .anyMatch(size -> size.symbols().contains(loop.index()));
        return ragged ? g.apply(Euclidean.NORM, squared) : squared;
    }
}
