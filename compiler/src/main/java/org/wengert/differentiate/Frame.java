package org.wengert.differentiate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;

/** Where a sweep puts its nodes, and how it reads primal values there. */
abstract class Frame {

    /**
     * A body that is further inside computes again what its derivative reads. What is kept becomes a result of all regions
     * around, and of a chain of a thousand conditionals each would have thousands.
     */
    private static final int DEEPEST_KEPT = 8;

    private final GraphBuilder builder;

    private Frame(GraphBuilder builder) {
        this.builder = builder;
    }

    GraphBuilder builder() {
        return builder;
    }

    Algebra algebra() {
        return new Algebra(builder);
    }

    /** Whether the derivative of a body computes primal values again rather than that they are kept. */
    static boolean isDeep(GraphBuilder body) {
        return body.depth() > DEEPEST_KEPT;
    }

    /** The value here of a primal node. */
    abstract Node primal(Node node);

    /** The frame of a whole program: derivatives stand behind the primal nodes in one graph. */
    static Frame beside(GraphBuilder builder) {
        return new Frame(builder) {
            @Override
            Node primal(Node node) {
                return node;
            }
        };
    }

    /** The frame of the derivative of a body, whose primal values and seeds are inputs made when first asked for. */
    static final class OfBody extends Frame {
        private final Map<Node, Node> primals = new LinkedHashMap<>();
        private final Map<Node, Node> again = new HashMap<>();
        private final Map<Object, Node> seeds = new LinkedHashMap<>();

        OfBody(GraphBuilder builder) {
            super(builder);
        }

        @Override
        Node primal(Node node) {
            if (node.isConstant()) {
                return builder().constantLike(node);
            }
            Node known = primals.get(node);
            if (known == null) {
                known = again.get(node);
            }
            if (known != null) {
                return known;
            }
            return isComputedAgain(node, builder()) ? again(node) : input(node);
        }

        /** A condition costs less to find again than to keep; everything does behind many conditionals. */
        private static boolean isComputedAgain(Node node, GraphBuilder builder) {
            return node.operation() instanceof Operation.Apply && (node.type().isBoolean() || isDeep(builder));
        }

        /** Computes {@code node} and what it is computed from, operands first. */
        private Node again(Node node) {
            NavigableMap<Integer, Node> missing = new TreeMap<>(Map.of(node.id(), node));
            Deque<Node> open = new ArrayDeque<>(missing.values());
            while (!open.isEmpty()) {
                for (Node operand : open.pop().operands()) {
                    if (isComputedAgain(operand, builder())
                            && !again.containsKey(operand)
                            && missing.put(operand.id(), operand) == null) {
                        open.push(operand);
                    }
                }
            }
            missing.values().forEach(this::copy);
            return primal(node);
        }

        private void copy(Node node) {
            Node copy = builder()
                    .apply(
                            node.operator().orElseThrow(),
                            node.operands().stream().map(this::primal).toList());
            builder().describeLike(copy, node);
            again.put(node, copy);
        }

        private Node input(Node node) {
            Node input = builder().standsFor(Optional.of(node), node.name().orElse("p"), node.type());
            primals.put(node, input);
            return input;
        }

        /** The primal values of the body that are inputs here. */
        Map<Node, Node> primals() {
            return primals;
        }

        /** The input for the tangent or cotangent of {@code key}, whose value comes from outside; a number needs none. */
        Node seed(Object key, Optional<Node> value, String name, Type type) {
            Optional<Node> number = value.filter(Node::isConstant);
            if (number.isPresent()) {
                return builder().constantLike(number.get());
            }
            return seeds.computeIfAbsent(key, k -> builder().standsFor(value, name, type));
        }

        /** The tangents or cotangents that are inputs here. */
        Map<Object, Node> seeds() {
            return seeds;
        }
    }
}
