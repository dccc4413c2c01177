package org.wengert.rewrite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.ElementNames;
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

    /** Says why there is no program of numbers. */
    public static final class NotWrittenException extends Exception {
        private static final long serialVersionUID = 1;

        public NotWrittenException(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * What an array is called.
     *
     * @param first indices before its own
     */
    private record Named(String name, List<Long> first) {}

    /** How elements are called, those of a loop by its index first; no name twice, so that a derivative can speak of each. */
    private static final class Spelling {
        private final BiFunction<String, List<Long>, String> element;
        private final Set<String> taken;

        private Spelling(BiFunction<String, List<Long>, String> element, Set<String> taken) {
            this.element = element;
            this.taken = new HashSet<>(taken);
        }

        /** {@code x[0], x[1]}, as the language reads elements. */
        static Spelling forReading() {
            return new Spelling(ElementNames::of, Set.of());
        }

        /** {@code x_0, x_1}; of a matrix {@code A_0_0, A_0_1}; of a number its name alone. */
        static Spelling java() {
            return new Spelling(
                    (array, indices) ->
                            array + indices.stream().map(index -> "_" + index).collect(Collectors.joining()),
                    Set.of());
        }

        /** The same for names that have nothing to do with those there are. */
        Spelling afresh() {
            return new Spelling(element, Set.of());
        }

        /** Of the values of one of two branches, which may be called as those of the other one are. */
        Spelling branch() {
            return new Spelling(element, taken);
        }

        List<String> names(Named array, int[] extents) {
            List<String> names = names(array.name(), array.first(), extents);
            for (int k = 2; !Collections.disjoint(taken, names); k++) {
                names = names(array.name() + "_" + k, array.first(), extents);
            }
            taken.addAll(names);
            return names;
        }

        private List<String> names(String array, List<Long> first, int[] extents) {
            List<List<Long>> indices = List.of(first);
            for (int extent : extents) {
                indices = indices.stream()
                        .flatMap(index -> IntStream.range(0, extent).mapToObj(k -> with(index, k)))
                        .toList();
            }
            return indices.stream().map(index -> element.apply(array, index)).toList();
        }
    }

    private static List<Long> with(List<Long> indices, long next) {
        List<Long> all = new ArrayList<>(indices);
        all.add(next);
        return all;
    }

    /** The program written out; none if it is too long for that, or solves equations, or has a size that the call decides. */
    public static Optional<Unrolling> of(Graph arrays) {
        return of(arrays, MOST_NODES);
    }

    /** The same with so many operations at most. */
    public static Optional<Unrolling> of(Graph arrays, int mostNodes) {
        try {
            return Optional.of(of(arrays, Map.of(), Spelling.java(), "v", mostNodes));
        } catch (NotWrittenException e) {
            return Optional.empty();
        }
    }

    /**
     * The program written out for people, at some sizes. Elements are called {@code a[0,1]}; a value of a loop has the index of
     * the iteration first; what has no name is called {@code w1, w2}; no name stands for two values, but in two branches.
     */
    public static Unrolling forReading(Graph arrays, Map<Symbol, Long> sizes) throws NotWrittenException {
        Map<Symbol, Size> symbols = new HashMap<>();
        sizes.forEach((symbol, size) -> symbols.put(symbol, Size.of(size)));
        return of(arrays, symbols, Spelling.forReading(), "w", MOST_NODES);
    }

    private static Unrolling of(Graph given, Map<Symbol, Size> symbols, Spelling spelling, String letter, int mostNodes)
            throws NotWrittenException {
        Graph arrays = Rebuild.prune(given); // a conditional has operands that only results nobody reads need
        GraphBuilder g = new GraphBuilder(new UnitArrays(new Identities()));
        Level level = new Level(g, new Budget(mostNodes), symbols, spelling, List.of());
        for (Node input : arrays.inputs()) {
            List<Node> cells = new ArrayList<>();
            g.at(input);
            Named named = new Named(input.name().orElse("x"), List.of());
            for (String name : spelling.names(named, level.extents(input))) {
                cells.add(g.freshInput(name, Type.REAL));
            }
            level.cells.put(input, cells);
        }
        level.write(arrays, arrays.results());
        List<Graph.Output> outputs = new ArrayList<>();
        Spelling results = spelling.afresh();
        for (Graph.Output output : arrays.outputs()) {
            List<Node> cells = level.of(output.node());
            List<String> names = results.names(new Named(output.name(), List.of()), level.extents(output.node()));
            for (int k = 0; k < cells.size(); k++) {
                outputs.add(new Graph.Output(names.get(k), UnitArrays.plain(g, cells.get(k))));
            }
        }
        return new Unrolling(arrays, Rebuild.name(g.build(arrays.name(), outputs), letter));
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

    /** How many operations there may be. */
    private static final class Budget {
        private final int most;
        private int spent;

        Budget(int most) {
            this.most = most;
        }

        void spend(int operations) throws NotWrittenException {
            spent += operations;
            allow(spent);
        }

        void allow(long operations) throws NotWrittenException {
            if (operations > most) {
                throw new NotWrittenException("it takes more than " + most + " operations");
            }
        }
    }

    /** A graph, or a body, on its way. */
    private static final class Level {
        private final GraphBuilder g;
        private final Budget budget;
        private final Map<Symbol, Size> symbols;
        private final Spelling spelling;
        private final List<Long> iterations;
        private final Map<Node, List<Node>> cells = new HashMap<>();
        private final Map<Node, List<List<Node>>> tuples = new HashMap<>();

        /** What is called as the array of which it is an element. */
        private final Map<Node, Named> parts = new HashMap<>();

        Level(GraphBuilder g, Budget budget, Map<Symbol, Size> symbols, Spelling spelling, List<Long> iterations) {
            this.g = g;
            this.budget = budget;
            this.symbols = symbols;
            this.spelling = spelling;
            this.iterations = iterations;
        }

        private Optional<Named> called(Node node) {
            return Optional.ofNullable(parts.get(node)).or(() -> node.name().map(name -> new Named(name, iterations)));
        }

        private List<Node> of(Node node) {
            return Optional.ofNullable(cells.get(node)).orElseThrow();
        }

        private Shape shape(Node node) {
            return node.type().shape().substitute(symbols);
        }

        /** The extents of an array, all of them positive numbers. */
        int[] extents(Node node) throws NotWrittenException {
            int[] extents = new int[node.type().shape().rank()];
            long count = 1;
            for (int axis = 0; axis < extents.length; axis++) {
                long extent = number(shape(node).size(axis));
                count *= Math.min(extent, budget.most + 1);
                if (extent < 1) {
                    throw new NotWrittenException("an array is empty");
                }
                budget.allow(count);
                extents[axis] = (int) extent;
            }
            return extents;
        }

        void write(Graph graph, List<Node> wanted) throws NotWrittenException {
            Liveness liveness = Liveness.of(graph, wanted);
            for (Node node : graph.nodes()) {
                if (liveness.isLive(node) && !cells.containsKey(node)) {
                    g.at(node);
                    write(graph, node);
                }
            }
        }

        private long number(Size size) throws NotWrittenException {
            return size.substitute(symbols)
                    .constant()
                    .orElseThrow(() -> new NotWrittenException("the size " + size + " is not known"));
        }

        private void write(Graph graph, Node node) throws NotWrittenException {
            if (node.operation() instanceof Operation.Loop loop) {
                tuples.put(node, loop(node, loop, stacked(graph, node, loop)));
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
                put(node, List.of(g.whole(Size.of(number(whole.value())))));
            } else {
                put(
                        node,
                        node.operator().orElseThrow() instanceof ScalarOperator scalar
                                ? elementwise(node, scalar)
                                : array(node, (ArrayOperator)
                                        node.operator().orElseThrow().substitute(symbols)));
            }
        }

        private void put(Node node, List<Node> values) throws NotWrittenException {
            cells.put(node, values);
            budget.spend(values.size());
            boolean unnamed = values.stream()
                    .anyMatch(value -> !value.isConstant() && value.name().isEmpty());
            Optional<Named> called = called(node);
            if (unnamed && called.isPresent()) {
                List<String> names = spelling.names(called.get(), extents(node));
                for (int k = 0; k < names.size(); k++) {
                    if (!values.get(k).isConstant()) {
                        g.name(values.get(k), names.get(k));
                    }
                }
            }
        }

        private List<Node> elementwise(Node node, ScalarOperator operator) throws NotWrittenException {
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

        private List<Node> array(Node node, ArrayOperator operator) throws NotWrittenException {
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
                throw new NotWrittenException(
                        "there is no formula for the elements of what " + operator.name() + " gives");
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
        private List<List<Node>> choose(Node node, Operation.Cond cond) throws NotWrittenException {
            Node condition = of(node.operand(0)).get(0);
            if (condition.operation() instanceof Operation.Truth truth) {
                Operation.Body body = truth.value() ? cond.then() : cond.otherwise();
                Level inside = new Level(g, budget, symbols, spelling, iterations);
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

        private List<List<Node>> body(Node node, Operation.Body body, BodyBuilder builder) throws NotWrittenException {
            Level inside = new Level(builder.graph(), budget, symbols, spelling.branch(), iterations);
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

        private List<List<Node>> results(Graph graph) throws NotWrittenException {
            write(graph, graph.results());
            return graph.results().stream().map(this::of).toList();
        }

        /** What the arrays are called that a loop makes element by element, by the values in its body. */
        private Map<Node, Named> stacked(Graph graph, Node node, Operation.Loop loop) {
            Map<Node, Named> stacked = new HashMap<>();
            for (Node item : graph.nodes()) {
                if (item.operation() instanceof Operation.Item read
                        && item.operand(0) == node
                        && loop.roles().get(read.index()) == Operation.Role.STACK) {
                    Node part = loop.body().graph().results().get(read.index());
                    called(item).ifPresent(array -> stacked.putIfAbsent(part, array));
                }
            }
            return stacked;
        }

        /** The results of a loop, iteration by iteration. */
        private List<List<Node>> loop(Node node, Operation.Loop loop, Map<Node, Named> stacked)
                throws NotWrittenException {
            long from = number(loop.from());
            long to = number(loop.to());
            budget.allow(to - from);
            Graph body = loop.body().graph();
            List<List<Node>> given = loop.body().operands().stream()
                    .map(k -> of(node.operand(k)))
                    .toList();
            List<List<Node>> states = new ArrayList<>(given.subList(0, loop.carried()));
            List<List<List<Node>>> values = new ArrayList<>();
            for (long step = 0; step < to - from; step++) {
                Map<Symbol, Size> inner = new HashMap<>(symbols);
                long index = loop.backward() ? to - 1 - step : from + step;
                inner.put(loop.index(), Size.of(index));
                Level inside = new Level(g, budget, inner, spelling, with(iterations, index));
                stacked.forEach((part, array) ->
                        inside.parts.put(part, new Named(array.name(), with(array.first(), index - from))));
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
                    throw new NotWrittenException("a loop has no iterations");
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
