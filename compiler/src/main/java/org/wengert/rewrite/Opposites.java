package org.wengert.rewrite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.ir.Graph;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Origin;
import org.wengert.op.Algebra;
import org.wengert.op.Arithmetic;
import org.wengert.pass.Rebuild;

/**
 * Writes the opposite of a multiple as a multiple where nobody else reads that: of {@code b = -400*a}, {@code -b} is {@code 400*a}, bit for
 * bit. With another reader there would be two products.
 */
final class Opposites implements Rebuild.Maker {

    @Override
    public Level enter(Graph graph, List<Node> wanted, Liveness liveness) {
        Map<Node, Integer> readers = new HashMap<>();
        wanted.forEach(node -> readers.merge(node, 1, Integer::sum));
        for (Node node : graph.nodes()) {
            if (liveness.isLive(node)) {
                node.operands().forEach(operand -> readers.merge(operand, 1, Integer::sum));
            }
        }
        return (node, copy) -> {
            Optional<Node> multiple = operand(node)
                    .filter(of -> readers.getOrDefault(of, 0) == 1 && !isNamedByTheProgram(of))
                    .filter(of -> of.operator().equals(Optional.of(Arithmetic.MULTIPLY)));
            Optional<Node> factor = multiple.flatMap(
                    of -> of.operands().stream().filter(Node::isConstant).findFirst());
            if (factor.isEmpty()) {
                return false;
            }
            Algebra g = new Algebra(copy.builder());
            Node product = multiple.get();
            Node other = product.operand(product.operand(0).equals(factor.get()) ? 1 : 0);
            copy.put(node, g.multiply(g.negate(copy.of(factor.get())), copy.of(other)));
            return true;
        };
    }

    private static Optional<Node> operand(Node node) {
        return node.operator().equals(Optional.of(Arithmetic.NEGATE)) ? Optional.of(node.operand(0)) : Optional.empty();
    }

    /** Such a value keeps its line. */
    private static boolean isNamedByTheProgram(Node node) {
        return node.label().isEmpty()
                && node.name().isPresent()
                && node.origin().map(Origin::name).equals(node.name());
    }
}
