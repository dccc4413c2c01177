package org.wengert.interpret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
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

    /** In the place of what nobody needs. */
    private static final Tensor NOTHING = Tensor.zeros(0);

    private final Plan plan;
    private final Map<Symbol, Long> symbols;
    private final Tally tally;
    private final Plans plans;
    private final @Nullable Tensor[] values;
    private final Map<Node, List<Tensor>> tuples = new HashMap<>();

    /** Sums that some nodes are added to as they are made. */
    private final Map<Node, Tensor> sums = new HashMap<>();

    /** An output is nothing that counts, or made where it is added, or else added when it is there. */
    private record Adding(boolean nothing, @Nullable Node maker) {}

    /** What is the same in all evaluations of some outputs of a graph. */
    private static final class Plan {
        private final Graph graph;
        private final List<Node> wanted;
        private final Liveness liveness;
        private final List<Node> nodes;
        private @Nullable List<Adding> adding;

        Plan(Graph graph, List<Node> wanted) {
            this.graph = graph;
            this.wanted = wanted;
            this.liveness = Liveness.of(graph, wanted);
            this.nodes = graph.nodes().stream().filter(liveness::isLive).toList();
        }

        /** How each output is added to a sum. */
        List<Adding> adding() {
            if (adding == null) {
                Terms terms = Terms.of(graph);
                adding = wanted.stream()
                        .map(output -> Terms.addsNothing(output)
                                ? new Adding(true, null)
                                : new Adding(false, terms.maker(output).orElse(null)))
                        .toList();
            }
            return adding;
        }
    }

    /** The plans of an evaluation: bodies of loops are evaluated again and again. */
    private static final class Plans {
        private final IdentityHashMap<Graph, Map<BitSet, Plan>> plans = new IdentityHashMap<>();

        Plan of(Graph body, BitSet wanted) {
            Map<BitSet, Plan> known = plans.computeIfAbsent(body, b -> new HashMap<>());
            Plan plan = known.get(wanted);
            if (plan == null) {
                plan = new Plan(
                        body,
                        wanted.stream()
                                .mapToObj(i -> body.outputs().get(i).node())
                                .toList());
                known.put((BitSet) wanted.clone(), plan);
            }
            return plan;
        }
    }

    private TensorInterpreter(Plan plan, Map<Symbol, Long> symbols, Tally tally, Plans plans) {
        this.plan = plan;
        this.symbols = symbols;
        this.tally = tally;
        this.plans = plans;
        this.values = new Tensor[plan.graph.nodes().size()];
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
        return new TensorInterpreter(new Plan(graph, graph.results()), symbols, tally, new Plans())
                .evaluate(inputs, Map.of());
    }

    /**
     * The wanted values.
     *
     * @param into by position among them, what a value is added to rather than given
     */
    private List<Tensor> evaluate(List<Tensor> inputs, Map<Integer, Tensor> into) {
        List<Node> wanted = plan.wanted;
        Map<Integer, Tensor> rest = into.isEmpty() ? into : new HashMap<>(into);
        if (!into.isEmpty()) {
            into.forEach((i, sum) -> {
                Adding adding = plan.adding().get(i);
                Node maker = adding.maker();
                if (maker != null) {
                    sums.put(maker, new Tensor(extents(maker.type().shape()), sum.data()));
                }
                if (adding.nothing() || maker != null) {
                    rest.remove(i);
                }
            });
        }
        for (int i = 0; i < inputs.size(); i++) {
            put(plan.graph.inputs().get(i), inputs.get(i));
        }
        plan.nodes.forEach(this::run);
        rest.forEach((i, sum) -> add(value(wanted.get(i)), sum));
        List<Tensor> results = new ArrayList<>(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            Tensor sum = into.get(i);
            results.add(sum == null ? value(wanted.get(i)) : sum);
        }
        return results;
    }

    private void put(Node node, Tensor value) {
        values[node.id()] = value;
    }

    private void add(Tensor term, Tensor sum) {
        sum.add(term);
        tally.added(sum.data().length);
    }

    private void run(Node node) {
        Operation operation = node.operation();
        if (operation instanceof Operation.Apply apply) {
            apply(node, apply.operator());
        } else if (operation instanceof Operation.Constant constant) {
            put(node, Tensor.scalar(constant.value()));
        } else if (operation instanceof Operation.Truth truth) {
            put(node, Tensor.scalar(truth.value() ? 1 : 0));
        } else if (operation instanceof Operation.Whole whole) {
            put(node, Tensor.scalar((double) integer(whole.value())));
        } else if (operation instanceof Operation.Cond cond) {
            Operation.Body body = value(node.operand(0)).value() != 0 ? cond.then() : cond.otherwise();
            tuples.put(node, body(node, body, plan.liveness.items(node), sumsOf(node)));
        } else if (operation instanceof Operation.Loop loop) {
            tuples.put(node, loop(node, loop, plan.liveness.items(node), sumsOf(node)));
        } else if (operation instanceof Operation.Item item) {
            put(
                    node,
                    Optional.ofNullable(tuples.get(node.operand(0)))
                            .orElseThrow()
                            .get(item.index()));
        }
    }

    private void apply(Node node, Operator operator) {
        Tensor[] operands = new Tensor[node.operands().size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = value(node.operand(i));
        }
        List<Tensor> x = Arrays.asList(operands);
        Tensor sum = sums.isEmpty() ? null : sums.get(node);
        if (sum == null) {
            put(node, apply(operator, x));
            tally(operator, x, node.type().shape());
        } else if (operator instanceof ArrayOperator array) {
            array.evaluateInto(x, this::integer, sum, node.type().shape());
            tallyInto(array, x, node.type().shape(), sum);
            put(node, sum);
        } else {
            add(apply(operator, x), sum);
            put(node, sum);
        }
        tally.computed(node, x, value(node));
    }

    private void tally(Operator operator, List<Tensor> x, Shape shape) {
        if (isSilent()) {
            return;
        }
        Optional<ArrayOperator.Regions> regions =
                operator instanceof ArrayOperator array ? array.regions(shape) : Optional.empty();
        if (regions.isEmpty()) {
            tally.applied(operator, x);
        } else if (!regions.get().cover() && x.size() > 1) {
            x.forEach(term -> tally.added(term.data().length));
        }
    }

    @SuppressWarnings("ReferenceEquality") // there is one of it
    private boolean isSilent() {
        return tally == Tally.NONE;
    }

    private void tallyInto(ArrayOperator operator, List<Tensor> x, Shape shape, Tensor sum) {
        if (isSilent()) {
            return;
        }
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
        if (sums.isEmpty()) {
            return Map.of();
        }
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
        Tensor value = values[node.id()];
        if (value == null) {
            throw new IllegalStateException("bug: no " + node);
        }
        return value;
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
        Tensor like = x.get(0);
        for (Tensor operand : x) {
            like = operand.rank() > 0 ? operand : like;
        }
        double[] operands = new double[x.size()];
        if (like.rank() == 0) {
            for (int i = 0; i < operands.length; i++) {
                operands[i] = x.get(i).data()[0];
            }
            return Tensor.scalar(operator.evaluate(operands));
        }
        Tensor y = Tensor.zeros(like.extents());
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
        return body(body.graph(), inputs(region, body), symbols, wanted, into);
    }

    /** What a body is given; nothing where it does not need it. */
    private Tensor[] inputs(Node region, Operation.Body body) {
        Tensor[] inputs = new Tensor[body.operands().size()];
        for (int k = 0; k < inputs.length; k++) {
            Tensor value = values[region.operand(body.operands().get(k)).id()];
            inputs[k] = value == null ? NOTHING : value;
        }
        return inputs;
    }

    private List<Tensor> body(
            Graph body, Tensor[] inputs, Map<Symbol, Long> inside, BitSet wanted, Map<Integer, Tensor> into) {
        Map<Integer, Tensor> added = into.isEmpty() ? into : new HashMap<>();
        int count = 0;
        for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
            Tensor sum = into.get(i);
            if (sum != null) {
                added.put(count, sum);
            }
            count++;
        }
        List<Tensor> results = new TensorInterpreter(plans.of(body, wanted), inside, tally, plans)
                .evaluate(Arrays.asList(inputs), added);
        Tensor[] all = new Tensor[body.outputs().size()];
        Arrays.fill(all, NOTHING);
        int next = 0;
        for (int i = wanted.nextSetBit(0); i >= 0; i = wanted.nextSetBit(i + 1)) {
            all[i] = results.get(next++);
        }
        return Arrays.asList(all);
    }

    private List<Tensor> loop(Node node, Operation.Loop loop, BitSet wanted, Map<Integer, Tensor> into) {
        Tensor[] inputs = inputs(node, loop.body());
        long from = integer(loop.from());
        long to = Math.max(from, integer(loop.to()));
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < loop.roles().size(); i++) {
            results.add(
                    i < loop.carried()
                            ? inputs[i]
                            : into.containsKey(i) ? into.get(i) : wanted.get(i) ? start(loop, i) : NOTHING);
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
