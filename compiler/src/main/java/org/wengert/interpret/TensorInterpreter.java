package org.wengert.interpret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.wengert.ir.Graph;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.ArrayOperator;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Tensor;

/** Evaluates a graph of arrays node by node with the arithmetic of the generated Java. */
public final class TensorInterpreter {

    private final Graph graph;
    private final Map<Symbol, Long> symbols;
    private final Map<Node, Tensor> values = new HashMap<>();
    private final Map<Node, List<Tensor>> tuples = new HashMap<>();

    private TensorInterpreter(Graph graph, Map<Symbol, Long> symbols) {
        this.graph = graph;
        this.symbols = symbols;
    }

    /**
     * The outputs at a point.
     *
     * @param inputs in the order of the graph's
     * @param symbols sizes and integer parameters
     * @throws ArithmeticException if an integer expression has no value
     * @throws IndexOutOfBoundsException if an index is out of range
     */
    public static List<Tensor> evaluate(Graph graph, List<Tensor> inputs, Map<Symbol, Long> symbols) {
        return evaluate(graph, inputs, symbols, graph.results());
    }

    private static List<Tensor> evaluate(
            Graph graph, List<Tensor> inputs, Map<Symbol, Long> symbols, List<Node> wanted) {
        TensorInterpreter interpreter = new TensorInterpreter(graph, symbols);
        for (int i = 0; i < inputs.size(); i++) {
            interpreter.values.put(graph.inputs().get(i), inputs.get(i));
        }
        interpreter.run(wanted);
        return wanted.stream().map(interpreter::value).toList();
    }

    private void run(List<Node> wanted) {
        Liveness liveness = Liveness.of(graph, wanted);
        for (Node node : graph.nodes()) {
            if (!liveness.isLive(node)) {
                continue;
            }
            if (node.operation() instanceof Operation.Apply apply) {
                List<Tensor> x = node.operands().stream().map(this::value).toList();
                values.put(node, apply(apply.operator(), x));
            } else if (node.operation() instanceof Operation.Constant constant) {
                values.put(node, Tensor.scalar(constant.value()));
            } else if (node.operation() instanceof Operation.Truth truth) {
                values.put(node, Tensor.scalar(truth.value() ? 1 : 0));
            } else if (node.operation() instanceof Operation.Whole whole) {
                values.put(node, Tensor.scalar((double) integer(whole.value())));
            } else if (node.operation() instanceof Operation.Cond cond) {
                Operation.Body body = value(node.operand(0)).value() != 0 ? cond.then() : cond.otherwise();
                tuples.put(node, body(node, body, liveness.items(node)));
            } else if (node.operation() instanceof Operation.Loop loop) {
                tuples.put(node, loop(node, loop, liveness.items(node)));
            } else if (node.operation() instanceof Operation.Item item) {
                values.put(
                        node,
                        Optional.ofNullable(tuples.get(node.operand(0)))
                                .orElseThrow()
                                .get(item.index()));
            }
        }
    }

    private Tensor value(Node node) {
        return Optional.ofNullable(values.get(node)).orElseThrow(() -> new IllegalStateException("bug: no " + node));
    }

    private long integer(Size size) {
        return size.evaluate(symbol -> Optional.ofNullable(symbols.get(symbol))
                .orElseThrow(() -> new IllegalStateException("bug: no value of " + symbol)));
    }

    private int[] extents(Shape shape) {
        return shape.sizes().stream().mapToInt(s -> Math.toIntExact(integer(s))).toArray();
    }

    private Tensor apply(Operator operator, List<Tensor> x) {
        ToLongFunction<Size> sizes = this::integer;
        return operator instanceof ArrayOperator array
                ? array.evaluate(x, sizes)
                : elementwise((ScalarOperator) operator, x);
    }

    private static Tensor elementwise(ScalarOperator operator, List<Tensor> x) {
        Tensor like = x.stream().filter(t -> t.rank() > 0).findFirst().orElse(x.get(0));
        Tensor y = Tensor.zeros(like.extents());
        double[] operands = new double[x.size()];
        for (int k = 0; k < y.data().length; k++) {
            for (int i = 0; i < operands.length; i++) {
                operands[i] = x.get(i).data()[x.get(i).rank() == 0 ? 0 : k];
            }
            y.data()[k] = operator.evaluate(operands);
        }
        return y;
    }

    /** The wanted results; nothing in the places of the others. */
    private List<Tensor> body(Node region, Operation.Body body, BitSet wanted) {
        List<Tensor> inputs = body.operands().stream()
                .map(i -> values.getOrDefault(region.operand(i), Tensor.zeros(0)))
                .toList();
        return spread(body.graph(), wanted, evaluate(body.graph(), inputs, symbols, picked(body.graph(), wanted)));
    }

    private static List<Node> picked(Graph graph, BitSet wanted) {
        return wanted.stream().mapToObj(i -> graph.outputs().get(i).node()).toList();
    }

    private static List<Tensor> spread(Graph graph, BitSet wanted, List<Tensor> results) {
        List<Tensor> all = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < graph.outputs().size(); i++) {
            all.add(wanted.get(i) ? results.get(next++) : Tensor.zeros(0));
        }
        return all;
    }

    private List<Tensor> loop(Node node, Operation.Loop loop, BitSet wanted) {
        Graph body = loop.body().graph();
        List<Node> picked = picked(body, wanted);
        Tensor[] inputs = loop.body().operands().stream()
                .map(i -> values.getOrDefault(node.operand(i), Tensor.zeros(0)))
                .toArray(Tensor[]::new);
        long from = integer(loop.from());
        long to = Math.max(from, integer(loop.to()));
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < loop.roles().size(); i++) {
            boolean state = i < loop.carried();
            results.add(state ? inputs[i] : wanted.get(i) ? start(loop, i) : Tensor.zeros(0));
        }
        Map<Symbol, Long> inside = new HashMap<>(symbols);
        for (long k = 0; k < to - from; k++) {
            long index = loop.backward() ? to - 1 - k : from + k;
            inside.put(loop.index(), index);
            List<Tensor> values = spread(body, wanted, evaluate(body, Arrays.asList(inputs.clone()), inside, picked));
            for (int i = 0; i < loop.roles().size(); i++) {
                if (wanted.get(i)) {
                    Tensor value = values.get(i);
                    switch (loop.roles().get(i)) {
                        case CARRY -> {
                            inputs[i] = value;
                            results.set(i, value);
                        }
                        case STACK -> {
                            double[] stack = results.get(i).data();
                            int at = Math.toIntExact((index - from) * value.data().length);
                            System.arraycopy(value.data(), 0, stack, at, value.data().length);
                        }
                        case SUM -> add(results.get(i).data(), value.data());
                    }
                }
            }
        }
        return results;
    }

    private Tensor start(Operation.Loop loop, int result) {
        return Tensor.zeros(extents(loop.type(result).shape()));
    }

    private static void add(double[] sum, double[] term) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += term[i];
        }
    }
}
