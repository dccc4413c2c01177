package org.wengert.interpret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
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
import org.wengert.op.Terms;

/** Evaluates a graph of arrays node by node with the arithmetic of the generated Java. */
public final class TensorInterpreter {

    private final Graph graph;
    private final Map<Symbol, Long> symbols;
    private final Tally tally;
    private final Map<Node, Tensor> values = new HashMap<>();
    private final Map<Node, List<Tensor>> tuples = new HashMap<>();

    /** Sums that some nodes are added to as they are made. */
    private final Map<Node, Tensor> sums = new HashMap<>();

    private TensorInterpreter(Graph graph, Map<Symbol, Long> symbols, Tally tally) {
        this.graph = graph;
        this.symbols = symbols;
        this.tally = tally;
    }

    /**
     * The outputs at a point.
     *
     * @param inputs in the order of the graph's
     * @param symbols sizes and integer parameters
     * @throws ArithmeticException if an integer expression has no value
     * @throws IndexOutOfBoundsException if an index is out of range
     * @throws CancellationException if the thread is interrupted
     */
    public static List<Tensor> evaluate(Graph graph, List<Tensor> inputs, Map<Symbol, Long> symbols) {
        return evaluate(graph, inputs, symbols, Tally.NONE);
    }

    /** The same, each operation of a graph without operators of whole arrays but kernels being told to {@code tally}. */
    public static List<Tensor> evaluate(Graph graph, List<Tensor> inputs, Map<Symbol, Long> symbols, Tally tally) {
        return new TensorInterpreter(graph, symbols, tally).evaluate(inputs, graph.results(), Map.of());
    }

    /**
     * The wanted values.
     *
     * @param into by position among them, what a value is added to rather than given
     */
    private List<Tensor> evaluate(List<Tensor> inputs, List<Node> wanted, Map<Integer, Tensor> into) {
        Map<Integer, Tensor> rest = new HashMap<>(into);
        if (!into.isEmpty()) {
            Terms terms = Terms.of(graph);
            into.forEach((i, sum) -> {
                Optional<Node> maker = terms.maker(wanted.get(i));
                boolean nothing = Terms.addsNothing(wanted.get(i));
                maker.filter(m -> !nothing)
                        .ifPresent(m -> sums.put(m, new Tensor(extents(m.type().shape()), sum.data())));
                if (nothing || maker.isPresent()) {
                    rest.remove(i);
                }
            });
        }
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i), inputs.get(i));
        }
        run(wanted);
        rest.forEach((i, sum) -> add(value(wanted.get(i)), sum));
        return IntStream.range(0, wanted.size())
                .mapToObj(i -> into.containsKey(i) ? into.get(i) : value(wanted.get(i)))
                .toList();
    }

    private void add(Tensor term, Tensor sum) {
        sum.add(term);
        tally.added(sum.data().length);
    }

    private void run(List<Node> wanted) {
        Liveness liveness = Liveness.of(graph, wanted);
        for (Node node : graph.nodes()) {
            if (!liveness.isLive(node)) {
                continue;
            }
            if (node.operation() instanceof Operation.Apply apply) {
                List<Tensor> x = node.operands().stream().map(this::value).toList();
                Tensor sum = sums.get(node);
                if (sum == null) {
                    values.put(node, apply(apply.operator(), x));
                    tally(apply.operator(), x, node.type().shape());
                } else if (apply.operator() instanceof ArrayOperator array) {
                    array.evaluateInto(x, this::integer, sum, node.type().shape());
                    tallyInto(array, x, node.type().shape(), sum);
                    values.put(node, sum);
                } else {
                    add(apply(apply.operator(), x), sum);
                    values.put(node, sum);
                }
                tally.computed(node, x, value(node));
            } else if (node.operation() instanceof Operation.Constant constant) {
                values.put(node, Tensor.scalar(constant.value()));
            } else if (node.operation() instanceof Operation.Truth truth) {
                values.put(node, Tensor.scalar(truth.value() ? 1 : 0));
            } else if (node.operation() instanceof Operation.Whole whole) {
                values.put(node, Tensor.scalar((double) integer(whole.value())));
            } else if (node.operation() instanceof Operation.Cond cond) {
                Operation.Body body = value(node.operand(0)).value() != 0 ? cond.then() : cond.otherwise();
                tuples.put(node, body(node, body, liveness.items(node), sumsOf(node)));
            } else if (node.operation() instanceof Operation.Loop loop) {
                tuples.put(node, loop(node, loop, liveness.items(node), sumsOf(node)));
            } else if (node.operation() instanceof Operation.Item item) {
                values.put(
                        node,
                        Optional.ofNullable(tuples.get(node.operand(0)))
                                .orElseThrow()
                                .get(item.index()));
            }
        }
    }

    private void tally(Operator operator, List<Tensor> x, Shape shape) {
        Optional<ArrayOperator.Regions> regions =
                operator instanceof ArrayOperator array ? array.regions(shape) : Optional.empty();
        if (regions.isEmpty()) {
            tally.applied(operator, x);
        } else if (!regions.get().cover() && x.size() > 1) {
            x.forEach(term -> tally.added(term.data().length));
        }
    }

    private void tallyInto(ArrayOperator operator, List<Tensor> x, Shape shape, Tensor sum) {
        if (operator.regions(shape).isPresent()) {
            x.forEach(term -> tally.added(term.data().length));
        } else {
            tally.applied(operator, x);
            if (!operator.canAdd()) {
                tally.added(sum.data().length);
            }
        }
    }

    /** By item of a region, what it is added to. */
    private Map<Integer, Tensor> sumsOf(Node region) {
        Map<Integer, Tensor> found = new HashMap<>();
        sums.forEach((node, sum) -> {
            if (node.operation() instanceof Operation.Item item && isSame(node.operand(0), region)) {
                found.put(item.index(), sum);
            }
        });
        return found;
    }

    @SuppressWarnings("ReferenceEquality") // nodes are the same or different
    private static boolean isSame(Node a, Node b) {
        return a == b;
    }

    private Tensor value(Node node) {
        return Optional.ofNullable(values.get(node)).orElseThrow(() -> new IllegalStateException("bug: no " + node));
    }

    private long integer(Size size) {
        return size.evaluate(symbol -> Optional.ofNullable(symbols.get(symbol))
                .orElseThrow(() -> new IllegalStateException("bug: no value of " + symbol)));
    }

    private int[] extents(Shape shape) {
        return shape.sizes().stream().mapToInt(s -> Tensor.fitting(integer(s))).toArray();
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
    private List<Tensor> body(Node region, Operation.Body body, BitSet wanted, Map<Integer, Tensor> into) {
        Tensor[] inputs = body.operands().stream()
                .map(i -> values.getOrDefault(region.operand(i), Tensor.zeros(0)))
                .toArray(Tensor[]::new);
        return body(body.graph(), inputs, symbols, wanted, into);
    }

    private List<Tensor> body(
            Graph body, Tensor[] inputs, Map<Symbol, Long> inside, BitSet wanted, Map<Integer, Tensor> into) {
        int[] positions = wanted.stream().toArray();
        List<Node> picked = Arrays.stream(positions)
                .mapToObj(i -> body.outputs().get(i).node())
                .toList();
        Map<Integer, Tensor> added = new HashMap<>();
        for (int k = 0; k < positions.length; k++) {
            Tensor sum = into.get(positions[k]);
            if (sum != null) {
                added.put(k, sum);
            }
        }
        List<Tensor> results =
                new TensorInterpreter(body, inside, tally).evaluate(Arrays.asList(inputs.clone()), picked, added);
        List<Tensor> all = new ArrayList<>(Collections.nCopies(body.outputs().size(), Tensor.zeros(0)));
        for (int k = 0; k < positions.length; k++) {
            all.set(positions[k], results.get(k));
        }
        return all;
    }

    private List<Tensor> loop(Node node, Operation.Loop loop, BitSet wanted, Map<Integer, Tensor> into) {
        Tensor[] inputs = loop.body().operands().stream()
                .map(i -> values.getOrDefault(node.operand(i), Tensor.zeros(0)))
                .toArray(Tensor[]::new);
        long from = integer(loop.from());
        long to = Math.max(from, integer(loop.to()));
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < loop.roles().size(); i++) {
            results.add(
                    i < loop.carried()
                            ? inputs[i]
                            : into.containsKey(i) ? into.get(i) : wanted.get(i) ? start(loop, i) : Tensor.zeros(0));
        }
        Map<Symbol, Long> inside = new HashMap<>(symbols);
        for (long k = 0; k < to - from; k++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the evaluation was ended");
            }
            long index = loop.backward() ? to - 1 - k : from + k;
            inside.put(loop.index(), index);
            iterate(loop, inside, Math.toIntExact(index - from), inputs, results, wanted, into.keySet());
        }
        for (int i = 0; i < loop.carried(); i++) {
            if (into.containsKey(i)) {
                add(results.get(i), into.get(i));
            }
        }
        return results;
    }

    private void iterate(
            Operation.Loop loop,
            Map<Symbol, Long> inside,
            int at,
            Tensor[] inputs,
            List<Tensor> results,
            BitSet wanted,
            Set<Integer> added) {
        Map<Integer, Tensor> into = new HashMap<>();
        for (int i = loop.carried(); i < loop.roles().size(); i++) {
            boolean sum = loop.roles().get(i) == Operation.Role.SUM;
            if (wanted.get(i) && (sum || added.contains(i))) {
                into.put(i, sum ? results.get(i) : row(results.get(i), at));
            }
        }
        List<Tensor> values = body(loop.body().graph(), inputs, inside, wanted, into);
        for (int i = 0; i < loop.roles().size(); i++) {
            if (wanted.get(i) && i < loop.carried()) {
                inputs[i] = values.get(i);
                results.set(i, values.get(i));
            } else if (wanted.get(i) && loop.roles().get(i) == Operation.Role.STACK) {
                double[] row = values.get(i).data();
                System.arraycopy(row, 0, results.get(i).data(), at * row.length, row.length);
            }
        }
    }

    /** What lies at {@code index} of the first axis. */
    private static Tensor row(Tensor x, int index) {
        int[] extents = Arrays.copyOfRange(x.extents(), 1, x.rank());
        int count = Tensor.count(extents);
        return new Tensor(extents, Arrays.copyOfRange(x.data(), index * count, (index + 1) * count));
    }

    private Tensor start(Operation.Loop loop, int result) {
        return Tensor.zeros(extents(loop.type(result).shape()));
    }
}
