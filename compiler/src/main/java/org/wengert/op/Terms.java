package org.wengert.op;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Size;

/**
 * Arrays that are nothing but a term of a sum: they are added to the sum element by element as they are made, term by term if
 * they are sums themselves. That decides how sums are rounded, so whatever evaluates a graph asks here.
 */
public final class Terms {

    private final Map<Node, Integer> readers = new HashMap<>();

    private Terms(Graph graph) {
        for (Node node : graph.nodes()) {
            node.operands().forEach(operand -> readers.merge(operand, 1, Integer::sum));
        }
        graph.results().forEach(result -> readers.merge(result, 1, Integer::sum));
    }

    /** Of a graph without dead nodes. */
    public static Terms of(Graph graph) {
        return new Terms(graph);
    }

    /** The node that makes the elements of {@code output}, if nothing else reads them. */
    public Optional<Node> maker(Node output) {
        Node maker = output;
        while (isReadOnce(maker) && isReshape(maker)) {
            maker = maker.operand(0);
        }
        return isReadOnce(maker) && makes(maker) ? Optional.of(maker) : Optional.empty();
    }

    private boolean isReadOnce(Node node) {
        return readers.getOrDefault(node, 0) == 1;
    }

    /** Whether {@code node} is an array with elements of its own. */
    public static boolean makes(Node node) {
        boolean made = node.operation() instanceof Operation.Item || node.operation() instanceof Operation.Apply;
        return made && !node.type().isScalar() && viewOffset(node).isEmpty();
    }

    /**
     * Whether {@code node} is an array of zeros that comes out of a loop, such as what a branch gives for a derivative that it adds
     * nothing to. It is not added to a sum at all, which changes none of its bits: a sum was cleared before anything was added to it,
     * and one that began with 0 is never -0.
     */
    public static boolean isZeros(Node node) {
        if (node.operation() instanceof Operation.Item item
                && node.operand(0).operation() instanceof Operation.Loop loop
                && loop.roles().equals(List.of(Operation.Role.STACK))) {
            Node value = loop.body().graph().outputs().get(item.index()).node();
            boolean zero = value.operation() instanceof Operation.Constant constant && constant.value() == 0;
            return zero || isZeros(value);
        }
        return false;
    }

    /** Whether {@code output}, whoever else reads it, is an array of such zeros, in any shape. */
    public static boolean addsNothing(Node output) {
        Node maker = output;
        while (isReshape(maker)) {
            maker = maker.operand(0);
        }
        return isZeros(maker);
    }

    /** Whether {@code node} has all elements of its operand, in the same order. */
    public static boolean isReshape(Node node) {
        return viewOffset(node).filter(Size.ZERO::equals).isPresent()
                && node.type()
                        .shape()
                        .count()
                        .equals(node.operand(0).type().shape().count());
    }

    /** How far behind the beginning of its operand the value of {@code node} begins, if it lies there. */
    public static Optional<Size> viewOffset(Node node) {
        return node.operator().isPresent()
                        && node.operator().get() instanceof ArrayOperator array
                        && node.operands().size() == 1
                ? array.view(node.operand(0).type())
                : Optional.empty();
    }
}
