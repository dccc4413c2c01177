package org.wengert.differentiate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;

/** Where a sweep puts its nodes, and how it reads primal values there. */
abstract class Frame {

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
            if (known != null) {
                return known;
            }
            return isComparison(node) ? again(node) : input(node);
        }

        private static boolean isComparison(Node node) {
            return node.type().isBoolean() && node.operation() instanceof Operation.Apply;
        }

        /** A condition costs less to find again than to keep. */
        private Node again(Node node) {
            return builder()
                    .apply(
                            node.operator().orElseThrow(),
                            node.operands().stream().map(this::primal).toList());
        }

        private Node input(Node node) {
            Node input = builder().freshInput(node.name().orElse("p"), node.type());
            primals.put(node, input);
            return input;
        }

        /** The primal values of the body that are inputs here. */
        Map<Node, Node> primals() {
            return primals;
        }

        /** The input for the tangent or cotangent of {@code key}, which comes from outside. */
        Node seed(Object key, String name, Type type) {
            return seeds.computeIfAbsent(key, k -> builder().freshInput(name, type));
        }

        /** The tangents or cotangents that are inputs here. */
        Map<Object, Node> seeds() {
            return seeds;
        }
    }
}
