package org.wengert.loops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Elements;
import org.wengert.op.Layout;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Terms;
import org.wengert.pass.Rebuild;
import org.wengert.simplify.Identities;

/**
 * A program of arrays of small sizes that are numbers, written out as a program of numbers: a value for each element, loops
 * iteration by iteration. Its derivatives have no zeros of arrays in them, and what some elements share is computed once.
 */
public final class Unrolling {

    /** No program of more operations is written out: loops are easier to read. */
    private static final int MOST_NODES = 400;

    private final Graph arrays;
    private final Graph numbers;

    private Unrolling(Graph arrays, Graph numbers) {
        this.arrays = arrays;
        this.numbers = numbers;
    }

    /** What there is no program of numbers for. */
    private static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super(null, null, false, false);
        }
    }

    /** The program written out; none if it is too long for that, or solves equations, or has a size that the call decides. */
    public static Optional<Unrolling> of(Graph arrays) {
        GraphBuilder g = new GraphBuilder(new UnitArrays(new Identities()));
        Level level = new Level(g, new int[1], Map.of());
        try {
            for (Node input : arrays.inputs()) {
                List<Node> cells = new ArrayList<>();
                g.at(input);
                for (String name : names(input.name().orElse("x"), level.extents(input))) {
                    cells.add(g.freshInput(name, Type.REAL));
                }
                level.cells.put(input, cells);
            }
            level.write(arrays, arrays.results());
            List<Graph.Output> outputs = new ArrayList<>();
            for (Graph.Output output : arrays.outputs()) {
                List<Node> cells = level.of(output.node());
                List<String> names = names(output.name(), level.extents(output.node()));
                for (int k = 0; k < cells.size(); k++) {
                    outputs.add(new Graph.Output(names.get(k), UnitArrays.plain(g, cells.get(k))));
                }
            }
            return Optional.of(new Unrolling(arrays, Rebuild.name(g.build(arrays.name(), outputs))));
        } catch (TooLarge e) {
            return Optional.empty();
        }
    }

    /** {@code x_0, x_1}; of a matrix {@code A_0_0, A_0_1}; of a number its name alone. */
    private static List<String> names(String name, int[] extents) {
        List<String> names = List.of(name);
        for (int extent : extents) {
            names = names.stream()
                    .flatMap(n -> IntStream.range(0, extent).mapToObj(k -> n + "_" + k))
                    .toList();
        }
        return names;
    }

    /** The program of numbers: its inputs are the elements of all inputs in order, its outputs those of all outputs. */
    public Graph numbers() {
        return numbers;
    }

    /** The inputs of the program of numbers that are elements of some inputs. */
    public List<Integer> elements(List<Integer> inputs) {
        List<Integer> elements = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < arrays.inputs().size(); i++) {
            int count = count(arrays.inputs().get(i).type().shape());
            if (inputs.contains(i)) {
                IntStream.range(next, next + count).forEach(elements::add);
            }
            next += count;
        }
        return elements;
    }

    /**
     * A program of numbers as one that takes and gives arrays.
     *
     * @param inputs what it takes, whose elements its inputs are
     * @param outputs the shapes of what it gives, whose elements its outputs are
     */
    public Graph ofArrays(Graph program, List<Node> inputs, List<Shape> outputs) {
        GraphBuilder g = new GraphBuilder(Rewriter.NONE);
        Algebra algebra = new Algebra(g);
        Rebuild.Copy copy = new Rebuild.Copy(g);
        int next = 0;
        for (Node input : inputs) {
            Shape shape = input.type().shape();
            Node array = g.freshInput(input.name().orElse("x"), input.type());
            for (List<Size> index : indices(shape)) {
                Node number = program.inputs().get(next++);
                if (index.isEmpty()) {
                    copy.put(number, array);
                } else {
                    copy.put(number, algebra.element(array, index));
                }
            }
        }
        List<Node> cells = copy.results(program, program.results());
        List<Graph.Output> results = new ArrayList<>();
        int from = 0;
        for (Shape shape : outputs) {
            int count = count(shape);
            List<Node> part = cells.subList(from, from + count);
            Node result = shape.isScalar() ? part.get(0) : algebra.reshape(g.apply(Layout.stack(count), part), shape);
            results.add(new Graph.Output("r" + results.size(), result));
            from += count;
        }
        return g.build(program.name(), results);
    }

    private static int count(Shape shape) {
        return (int) shape.count().constant().orElseThrow();
    }

    private static List<List<Size>> indices(Shape shape) {
        List<List<Size>> indices = List.of(List.of());
        for (Size size : shape.sizes()) {
            long extent = size.constant().orElseThrow();
            List<List<Size>> longer = new ArrayList<>();
            for (List<Size> index : indices) {
                for (long k = 0; k < extent; k++) {
                    List<Size> more = new ArrayList<>(index);
                    more.add(Size.of(k));
                    longer.add(more);
                }
            }
            indices = longer;
        }
        return indices;
    }

    /** A graph, or a body, on its way. */
    private static final class Level {
        private final GraphBuilder g;
        private final int[] spent;
        private final Map<Symbol, Size> symbols;
        private final Map<Node, List<Node>> cells = new HashMap<>();
        private final Map<Node, List<List<Node>>> tuples = new HashMap<>();

        Level(GraphBuilder g, int[] spent, Map<Symbol, Size> symbols) {
            this.g = g;
            this.spent = spent;
            this.symbols = symbols;
        }

        private List<Node> of(Node node) {
            return Optional.ofNullable(cells.get(node)).orElseThrow();
        }

        private Shape shape(Node node) {
            return node.type().shape().substitute(symbols);
        }

        /** The extents of an array, all of them positive numbers. */
        int[] extents(Node node) throws TooLarge {
            int[] extents = new int[node.type().shape().rank()];
            long count = 1;
            for (int axis = 0; axis < extents.length; axis++) {
                long extent = shape(node).size(axis).constant().orElseThrow(TooLarge::new);
                count *= Math.min(extent, MOST_NODES + 1);
                if (extent < 1 || count > MOST_NODES) {
                    throw new TooLarge();
                }
                extents[axis] = (int) extent;
            }
            return extents;
        }

        void write(Graph graph, List<Node> wanted) throws TooLarge {
            Liveness liveness = Liveness.of(graph, wanted);
            for (Node node : graph.nodes()) {
                if (liveness.isLive(node) && !cells.containsKey(node)) {
                    g.at(node);
                    write(node);
                }
            }
        }

        private void write(Node node) throws TooLarge {
            if (node.operation() instanceof Operation.Loop loop) {
                tuples.put(node, loop(node, loop));
            } else if (node.operation() instanceof Operation.Cond cond) {
                tuples.put(node, choose(node, cond));
            } else if (node.operation() instanceof Operation.Item item) {
                put(
                        node,
                        Optional.ofNullable(tuples.get(node.operand(0)))
                                .orElseThrow()
                                .get(item.index()));
            } else if (node.isConstant()) {
                put(node, List.of(g.constantLike(node)));
            } else if (node.operation() instanceof Operation.Whole whole) {
                Size value = whole.value().substitute(symbols);
                value.constant().orElseThrow(TooLarge::new);
                put(node, List.of(g.whole(value)));
            } else {
                put(
                        node,
                        node.operator().orElseThrow() instanceof ScalarOperator scalar
                                ? elementwise(node, scalar)
                                : array(node, (ArrayOperator)
                                        node.operator().orElseThrow().substitute(symbols)));
            }
        }

        private void put(Node node, List<Node> values) throws TooLarge {
            cells.put(node, values);
            spent[0] += values.size();
            if (spent[0] > MOST_NODES) {
                throw new TooLarge();
            }
            if (node.name().isPresent()) {
                List<String> names = names(node.name().get(), extents(node));
                for (int k = 0; k < names.size(); k++) {
                    if (!values.get(k).isConstant()) {
                        g.name(values.get(k), names.get(k));
                    }
                }
            }
        }

        private List<Node> elementwise(Node node, ScalarOperator operator) throws TooLarge {
            int count = Arrays.stream(extents(node)).reduce(1, (a, b) -> a * b);
            List<Node> values = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                int at = k;
                values.add(g.apply(
                        operator,
                        node.operands().stream()
                                .map(x -> of(x).get(x.type().isScalar() ? 0 : at))
                                .toList()));
            }
            return values;
        }

        private List<Node> array(Node node, ArrayOperator operator) throws TooLarge {
            extents(node);
            Optional<ArrayOperator.Regions> regions = operator.regions(shape(node));
            Optional<Elements.Rule> rule = operator.entries();
            if (regions.isPresent()) {
                return sumOfParts(node, regions.get().accesses());
            }
            if (Terms.isReshape(node)) {
                return of(node.operand(0));
            }
            if (rule.isEmpty()) {
                throw new TooLarge();
            }
            Cells elements = new Cells();
            List<Node> values = new ArrayList<>();
            for (List<Size> index : indices(shape(node))) {
                values.add(rule.get().at(elements, node.operands(), index));
            }
            return values;
        }

        private List<Node> sumOfParts(Node node, List<List<Access>> parts) {
            Algebra algebra = new Algebra(g);
            Shape shape = shape(node);
            boolean unit = parts.size() == 1 && of(node.operand(0)).stream().allMatch(Node::isConstant);
            Node zero = unit ? UnitArrays.zero(g) : algebra.constant(0);
            List<Node> sum = new ArrayList<>(Collections.nCopies(count(shape), zero));
            boolean[] isSet = new boolean[sum.size()];
            for (int i = 0; i < parts.size(); i++) {
                List<Node> term = of(node.operand(i));
                List<List<Size>> places = indices(Access.shape(parts.get(i)));
                for (int k = 0; k < term.size(); k++) {
                    int at = offset(Access.within(parts.get(i), places.get(k)), shape);
                    sum.set(at, isSet[at] ? algebra.add(sum.get(at), term.get(k)) : term.get(k));
                    isSet[at] = true;
                }
            }
            return sum;
        }

        private static int offset(List<Size> index, Shape shape) {
            int offset = 0;
            for (int axis = 0; axis < index.size(); axis++) {
                offset = offset * (int) shape.size(axis).constant().orElseThrow()
                        + (int) index.get(axis).constant().orElseThrow();
            }
            return offset;
        }

        private final class Cells implements Elements {
            @Override
            public Algebra algebra() {
                return new Algebra(g);
            }

            @Override
            public Node of(Node array, List<Size> index) {
                return Level.this
                        .of(array)
                        .get(offset(
                                index.stream().map(i -> i.substitute(symbols)).toList(), shape(array)));
            }

            @Override
            public Node sum(Size count, Function<Size, Node> term) {
                long terms = count.substitute(symbols).constant().orElseThrow();
                Node sum = term.apply(Size.ZERO);
                for (long k = 1; k < terms; k++) {
                    sum = algebra().add(sum, term.apply(Size.of(k)));
                }
                return sum;
            }

            @Override
            public Node total(List<Node> arrays, Function<List<Node>, Node> term) {
                return sum(
                        shape(arrays.get(0)).count(),
                        k -> term.apply(arrays.stream()
                                .map(array -> Level.this.of(array).get((int)
                                        k.constant().orElseThrow()))
                                .toList()));
            }
        }

        /** The results of a conditional. */
        private List<List<Node>> choose(Node node, Operation.Cond cond) throws TooLarge {
            Node condition = of(node.operand(0)).get(0);
            if (condition.operation() instanceof Operation.Truth truth) {
                Operation.Body body = truth.value() ? cond.then() : cond.otherwise();
                Level inside = new Level(g, spent, symbols);
                for (int k = 0; k < body.operands().size(); k++) {
                    inside.cells.put(
                            body.graph().inputs().get(k),
                            of(node.operand(body.operands().get(k))));
                }
                return inside.results(body.graph());
            }
            BodyBuilder then = new BodyBuilder(g);
            BodyBuilder otherwise = new BodyBuilder(g);
            List<List<Node>> first = body(node, cond.then(), then);
            List<List<Node>> second = body(node, cond.otherwise(), otherwise);
            Node tuple = g.cond(condition, then.buildResults(flat(first)), otherwise.buildResults(flat(second)));
            List<List<Node>> results = new ArrayList<>();
            int next = 0;
            for (List<Node> result : first) {
                int from = next;
                results.add(IntStream.range(from, from + result.size())
                        .mapToObj(k -> g.item(tuple, k))
                        .toList());
                next += result.size();
            }
            return results;
        }

        private List<List<Node>> body(Node node, Operation.Body body, BodyBuilder builder) throws TooLarge {
            Level inside = new Level(builder.graph(), spent, symbols);
            for (int k = 0; k < body.operands().size(); k++) {
                inside.cells.put(
                        body.graph().inputs().get(k),
                        of(node.operand(body.operands().get(k))).stream()
                                .map(cell -> builder.capture(UnitArrays.plain(g, cell)))
                                .toList());
            }
            return inside.results(body.graph()).stream()
                    .map(cells -> cells.stream()
                            .map(cell -> UnitArrays.plain(builder.graph(), cell))
                            .toList())
                    .toList();
        }

        private static List<Node> flat(List<List<Node>> values) {
            return values.stream().flatMap(List::stream).toList();
        }

        private List<List<Node>> results(Graph graph) throws TooLarge {
            write(graph, graph.results());
            return graph.results().stream().map(this::of).toList();
        }

        /** The results of a loop, iteration by iteration. */
        private List<List<Node>> loop(Node node, Operation.Loop loop) throws TooLarge {
            long from = loop.from().substitute(symbols).constant().orElseThrow(TooLarge::new);
            long to = loop.to().substitute(symbols).constant().orElseThrow(TooLarge::new);
            if (to - from > MOST_NODES) {
                throw new TooLarge();
            }
            Graph body = loop.body().graph();
            List<List<Node>> given = loop.body().operands().stream()
                    .map(k -> of(node.operand(k)))
                    .toList();
            List<List<Node>> states = new ArrayList<>(given.subList(0, loop.carried()));
            List<List<List<Node>>> values = new ArrayList<>();
            for (long step = 0; step < to - from; step++) {
                Map<Symbol, Size> inner = new HashMap<>(symbols);
                inner.put(loop.index(), Size.of(loop.backward() ? to - 1 - step : from + step));
                Level inside = new Level(g, spent, inner);
                for (int k = 0; k < given.size(); k++) {
                    inside.cells.put(body.inputs().get(k), k < loop.carried() ? states.get(k) : given.get(k));
                }
                List<List<Node>> results = inside.results(body);
                states = new ArrayList<>(results.subList(0, loop.carried()));
                values.add(results);
            }
            if (loop.backward()) {
                Collections.reverse(values);
            }
            List<List<Node>> results = new ArrayList<>(states);
            for (int i = loop.carried(); i < loop.roles().size(); i++) {
                int result = i;
                List<List<Node>> all = values.stream().map(v -> v.get(result)).toList();
                if (all.isEmpty()) {
                    throw new TooLarge();
                }
                results.add(
                        loop.roles().get(i) == Operation.Role.STACK
                                ? flat(all)
                                : sum(loop.backward() ? reversed(all) : all));
            }
            return results;
        }

        private static List<List<Node>> reversed(List<List<Node>> values) {
            List<List<Node>> reversed = new ArrayList<>(values);
            Collections.reverse(reversed);
            return reversed;
        }

        private List<Node> sum(List<List<Node>> terms) {
            Algebra algebra = new Algebra(g);
            List<Node> sum = new ArrayList<>(terms.get(0));
            for (List<Node> term : terms.subList(1, terms.size())) {
                for (int k = 0; k < sum.size(); k++) {
                    sum.set(k, algebra.add(sum.get(k), term.get(k)));
                }
            }
            return sum;
        }
    }
}
