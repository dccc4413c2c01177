package org.wengert.random;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.ScalarOperator;

/** Evaluates a graph of numbers with conditionals in values that say more than a number. */
abstract class Walk<V> {

    /** A constant, or a truth value as 1 or 0. */
    abstract V constant(double value);

    abstract V apply(ScalarOperator operator, List<V> x);

    abstract boolean isTrue(V condition);

    /** The outputs of {@code graph}. */
    final List<V> all(Graph graph, List<V> inputs) {
        Map<Node, V> values = new HashMap<>();
        Map<Node, List<V>> tuples = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i), inputs.get(i));
        }
        for (Node node : graph.nodes()) {
            Operation operation = node.operation();
            if (operation instanceof Operation.Constant c) {
                values.put(node, constant(c.value()));
            } else if (operation instanceof Operation.Truth t) {
                values.put(node, constant(t.value() ? 1 : 0));
            } else if (operation instanceof Operation.Cond cond) {
                Operation.Body body = isTrue(at(values, node.operand(0))) ? cond.then() : cond.otherwise();
                List<V> read = body.operands().stream()
                        .map(k -> at(values, node.operand(k)))
                        .toList();
                tuples.put(node, all(body.graph(), read));
            } else if (operation instanceof Operation.Item item) {
                values.put(
                        node,
                        Objects.requireNonNull(tuples.get(node.operand(0))).get(item.index()));
            } else if (operation instanceof Operation.Apply) {
                List<V> x = node.operands().stream().map(o -> at(values, o)).toList();
                values.put(node, apply(ScalarOperator.in(node).orElseThrow(), x));
            }
        }
        return graph.results().stream().map(r -> at(values, r)).toList();
    }

    private V at(Map<Node, V> values, Node node) {
        return Objects.requireNonNull(values.get(node));
    }
}
