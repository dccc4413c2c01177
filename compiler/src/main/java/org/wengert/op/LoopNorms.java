package org.wengert.op;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;

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
        Node term =
                term(tuple, loop, ((Operation.Item) sum.operation()).index()).orElseThrow();
        Optional<Match.Scaled> squared = Euclidean.squared(term);
        return Iterates.of(g, tuple, List.of(squared.map(Match.Scaled::value).orElse(term)), (inside, copy) -> {
                    Node root = squared.map(u ->
                                    Euclidean.times(new Algebra(inside), new Match.Scaled(u.factor(), copy.get(0))))
                            .orElseGet(() -> stacked(inside, copy.get(0)));
                    return List.of(even(inside, root, loop));
                })
                .get(0);
    }

    /** Itself, or its norm where it has another size in each iteration. */
    private static Node even(GraphBuilder g, Node squared, Operation.Loop loop) {
        boolean ragged = squared.type().shape().sizes().stream()
                .anyMatch(size -> size.symbols().contains(loop.index()));
        return ragged ? g.apply(Euclidean.NORM, squared) : squared;
    }
}
