package org.wengert.interpret;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.wengert.ir.Graph;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.ScalarOperator;

/** Evaluates a graph node by node with the arithmetic of the generated Java; can be used from many threads. */
public final class Interpreter {

    private final Graph graph;
    private final DoubleUnaryOperator each;
    private final List<Node> order = new ArrayList<>();
    private final Map<Node, Bodies> bodies = new HashMap<>();
    private final int depth;

    private record Bodies(Interpreter then, Interpreter otherwise) {
        int depth() {
            return Math.max(then.depth, otherwise.depth);
        }
    }

    public Interpreter(Graph graph) {
        this(graph, DoubleUnaryOperator.identity());
    }

    /**
     * An interpreter of {@code graph}.
     *
     * @param each what becomes of every real number that is computed, and of constants that are no whole numbers and so may be
     *     rounded, to see what errors grow to
     */
    public Interpreter(Graph graph, DoubleUnaryOperator each) {
        this.graph = graph;
        this.each = each;
        Liveness liveness = Liveness.of(graph);
        for (Node node : graph.nodes()) {
            if (liveness.isLive(node) && !(node.operation() instanceof Operation.Input)) {
                order.add(node);
                if (node.operation() instanceof Operation.Cond cond) {
                    bodies.put(
                            node,
                            new Bodies(
                                    new Interpreter(cond.then().graph(), each),
                                    new Interpreter(cond.otherwise().graph(), each)));
                }
            }
        }
        depth = 1 + bodies.values().stream().mapToInt(Bodies::depth).max().orElse(0);
    }

    /** How many levels of conditionals there are: what an evaluation needs of the stack grows with it. */
    public int depth() {
        return depth;
    }

    /**
     * The outputs at a point.
     *
     * @param inputs a value for each input in order; conditions are 1 and 0
     */
    public double[] evaluate(double... inputs) {
        double[] values = new double[graph.nodes().size()];
        Map<Node, double[]> tuples = new HashMap<>();
        for (int i = 0; i < inputs.length; i++) {
            values[graph.inputs().get(i).id()] = inputs[i];
        }
        for (Node node : order) {
            if (node.operation() instanceof Operation.Apply) {
                double value = apply(node, values);
                values[node.id()] = node.type().isReal() ? each.applyAsDouble(value) : value;
            } else if (node.operation() instanceof Operation.Constant constant) {
                double value = constant.value();
                values[node.id()] = value == Math.rint(value) ? value : each.applyAsDouble(value);
            } else if (node.operation() instanceof Operation.Truth truth) {
                values[node.id()] = truth.value() ? 1 : 0;
            } else if (node.operation() instanceof Operation.Cond cond) {
                tuples.put(node, region(node, cond, values));
            } else if (node.operation() instanceof Operation.Item item) {
                values[node.id()] =
                        Optional.ofNullable(tuples.get(node.operand(0))).orElseThrow()[item.index()];
            }
        }
        return outputs(values);
    }

    private double[] outputs(double[] values) {
        double[] outputs = new double[graph.outputs().size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = values[graph.outputs().get(i).node().id()];
        }
        return outputs;
    }

    private static double apply(Node node, double[] values) {
        double[] operands = new double[node.operands().size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = values[node.operand(i).id()];
        }
        return ScalarOperator.in(node).orElseThrow().evaluate(operands);
    }

    private double[] region(Node node, Operation.Cond cond, double[] values) {
        Bodies both = Optional.ofNullable(bodies.get(node)).orElseThrow();
        boolean holds = values[node.operand(0).id()] != 0;
        Operation.Body body = holds ? cond.then() : cond.otherwise();
        double[] inputs = body.operands().stream()
                .mapToDouble(i -> values[node.operand(i).id()])
                .toArray();
        return (holds ? both.then() : both.otherwise()).evaluate(inputs);
    }
}
