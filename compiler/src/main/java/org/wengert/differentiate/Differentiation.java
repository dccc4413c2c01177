package org.wengert.differentiate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wengert.ir.AppliedRule;
import org.wengert.ir.Contribution;
import org.wengert.ir.ElementNames;
import org.wengert.ir.Ending;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Phrase;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.Layout;
import org.wengert.op.Series;
import org.wengert.rewrite.Identities;
import org.wengert.rewrite.Pipelines;

/** The sweeps of a function as passes from graph to graph, and what they are when one follows another. */
public final class Differentiation {

    private static final List<Ending> PARTS = List.of(Ending.KEPT, Ending.SUM, Ending.BRANCH);

    private final Graph primal;
    private final List<Integer> active;

    /**
     * Of a function.
     *
     * @param primal simplified and named; every parameter is an input
     * @param active indices of the parameters that vary
     */
    public Differentiation(Graph primal, List<Integer> active) {
        this.primal = primal;
        this.active = List.copyOf(active);
    }

    /** The tangents of the outputs in one direction, after the outputs themselves if they are wanted. */
    public Graph tangent(boolean withValues) {
        return direction(primal, withValues ? primal.outputs() : List.of(), IntStream.range(0, results()));
    }

    /** The outputs, and their adjoints with any cotangents. */
    public Graph adjoint() {
        AdjointSweep sweep = new AdjointSweep(Differentiation::bar);
        Linearization p = linearize(primal, sweep);
        Map<Integer, Node> seeds = new LinkedHashMap<>();
        for (int j = 0; j < p.results().size(); j++) {
            String name = bar(primal.outputs().get(j).name());
            seeds.put(j, p.builder().freshInput(name, p.results().get(j).type()));
        }
        return valuesAndAdjoints(p, sweep, seeds);
    }

    /** The first output, which is a number, and its adjoints with seed 1. */
    public Graph gradient() {
        return gradient("Bar");
    }

    /** The same, an adjoint being called as its value with {@code suffix} behind it. */
    public Graph gradient(String suffix) {
        AdjointSweep sweep = new AdjointSweep(name -> ElementNames.with(name, suffix));
        Linearization p = linearize(primal, sweep);
        return valuesAndAdjoints(p, sweep, Map.of(0, p.builder().constant(1)));
    }

    /** The tangent of the gradient in one direction, after value and gradient if they are wanted. */
    public Graph tangentOfGradient(boolean withGradient) {
        Graph gradient = simplified(gradient());
        return direction(
                gradient, withGradient ? gradient.outputs() : List.of(), IntStream.rangeClosed(1, active.size()));
    }

    /** The outputs, the adjoints with any cotangents, and the tangents of those in one direction. */
    public Graph tangentOfAdjoint() {
        Graph adjoint = simplified(adjoint());
        return direction(adjoint, adjoint.outputs(), IntStream.range(results(), results() + active.size()));
    }

    /** How derivatives that are found entry by entry are given. */
    public enum Form {
        /** An output for each. */
        ENTRIES,
        /** One array, with an axis for the results unless there is one, and one for each time that it is derived. */
        ARRAY
    }

    /** The outputs, then the derivatives of all of them by rows, each column a tangent sweep with a unit seed. */
    public Graph byColumns(Form form) {
        Linearization p = linearize(primal, new TangentSweep(name -> name, false));
        List<List<Node>> columns = new ArrayList<>();
        for (int i : active) {
            columns.add(results(p, column(p, input(p, primal, i), false)));
        }
        List<Node> outputs = new ArrayList<>(p.results());
        if (form == Form.ARRAY) {
            Algebra g = new Algebra(p.builder());
            List<Node> vectors =
                    columns.stream().map(column -> vector(g, column)).toList();
            outputs.add(g.apply(Layout.TRANSPOSE, g.apply(Layout.stack(vectors.size()), vectors.toArray(Node[]::new))));
        } else {
            for (int row = 0; row < p.results().size(); row++) {
                for (List<Node> column : columns) {
                    outputs.add(column.get(row));
                }
            }
        }
        return build(p.builder(), primal.name(), outputs);
    }

    /** The same, each row an adjoint sweep with a unit seed; of numbers. */
    public Graph byRows(Form form) {
        AdjointSweep sweeps = new AdjointSweep(name -> name);
        Linearization p = linearize(primal, sweeps);
        Algebra g = new Algebra(p.builder());
        List<Node> outputs = new ArrayList<>(p.results());
        List<Node> entries = new ArrayList<>();
        for (int j = 0; j < p.results().size(); j++) {
            String suffix =
                    results() == 1 ? "Bar" : "Bar_" + primal.outputs().get(j).name();
            AdjointSweep sweep = sweeps.named(name -> ElementNames.with(name, suffix));
            entries.addAll(adjoints(p, sweep, Map.of(j, g.constant(1))));
        }
        if (form == Form.ARRAY) {
            Node all = line(p.builder(), entries);
            Size columns = active.stream()
                    .map(i -> primal.inputs().get(i).type().shape().count())
                    .reduce(Size.ZERO, Size::plus);
            outputs.add(g.reshape(all, Shape.of(Size.of(results()), columns)));
        } else {
            outputs.addAll(entries);
        }
        return build(p.builder(), primal.name(), outputs);
    }

    /**
     * The outputs of first derivatives, then a Hessian by result: tangents of the first derivatives. Of the symmetric matrix the
     * upper half is derived and used twice.
     *
     * @param first derivatives of the function entry by entry, as {@link #byColumns} and {@link #byRows} give them
     */
    public Graph hessians(Graph first, Form form) {
        int results = results();
        int n = active.size();
        Graph simple = simplified(first);
        Linearization p = linearize(simple, new TangentSweep(name -> name, true));
        Algebra g = new Algebra(p.builder());
        Node[][][] entries = new Node[results][n][n];
        for (int column = 0; column < n; column++) {
            Map<Node, Node> tangents = column(p, input(p, simple, active.get(column)), true);
            for (int result = 0; result < results; result++) {
                for (int row = 0; row <= column; row++) {
                    Node slope = p.results().get(results + result * n + row);
                    Node entry = orZero(p.builder(), tangents.get(slope), slope);
                    entries[result][row][column] = entry;
                    entries[result][column][row] = entry;
                }
            }
        }
        List<Node> outputs = new ArrayList<>(p.results());
        if (form == Form.ENTRIES) {
            Arrays.stream(entries)
                    .flatMap(Arrays::stream)
                    .flatMap(Arrays::stream)
                    .forEach(outputs::add);
        } else {
            List<Size> square = List.of(Size.of(n), Size.of(n));
            if (results > 1) {
                List<Node> slopes = outputs.subList(results, outputs.size());
                Node matrix = g.reshape(vector(g, slopes), Shape.of(Size.of(results), Size.of(n)));
                slopes.clear();
                outputs.add(matrix);
            }
            Node all = vector(
                    g,
                    Arrays.stream(entries)
                            .flatMap(Arrays::stream)
                            .flatMap(Arrays::stream)
                            .toList());
            Shape matrix = new Shape(square);
            outputs.add(g.reshape(all, results > 1 ? matrix.stacked(Size.of(results)) : matrix));
        }
        return build(p.builder(), primal.name(), outputs);
    }

    /** The elements of some arrays, one after the other. */
    static Node vector(Algebra g, List<Node> arrays) {
        if (arrays.isEmpty()) {
            return g.zero(Type.real(Shape.of(Size.ZERO)));
        }
        if (arrays.stream().allMatch(array -> array.type().isScalar())) {
            return g.apply(Layout.stack(arrays.size()), arrays.toArray(Node[]::new));
        }
        return arrays.size() == 1
                ? g.reshape(arrays.get(0), Shape.of(arrays.get(0).type().shape().count()))
                : Layout.joined(g, arrays);
    }

    /** Derivatives one after the other, a line of a matrix. */
    static Node line(GraphBuilder builder, List<Node> derivatives) {
        Node line = vector(new Algebra(builder), derivatives);
        if (derivatives.size() > 1) {
            List<Contribution> parts = derivatives.stream()
                    .map(one -> new Contribution(
                            Phrase.of("row"),
                            AppliedRule.added("row", Notation.name(one)),
                            Optional.empty(),
                            List.of()))
                    .toList();
            builder.label(line, "row", new Label(Label.Role.LINE, "row", Optional.empty(), parts, Optional.empty()));
        }
        return line;
    }

    /** Coefficients of more operations take minutes to compile. */
    private static final int MOST_NODES = 200_000;

    /** There are more operations in coefficients of Taylor series than there may be. */
    public static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super("more than " + MOST_NODES + " operations", null, false, false);
        }
    }

    /**
     * The normalised Taylor coefficients 0 to {@code degree} of the outputs, along the line in the direction that the inputs behind the
     * parameters say: those of degree 0 of all outputs, then those of degree 1. As an array it has an axis for the degrees and, unless there is
     * one number, one for the elements of all outputs.
     */
    public Graph taylor(int degree, Form form) {
        GraphBuilder g = new GraphBuilder(new Identities());
        List<Node> byOutput = coefficients(
                g, degree, TaylorSweep.Names.GIVEN, input -> g.freshInput(dot(nameOf(input)), input.type()));
        List<List<Node>> byDegree = IntStream.rangeClosed(0, degree)
                .mapToObj(k -> IntStream.range(0, results())
                        .mapToObj(j -> byOutput.get(j * (degree + 1) + k))
                        .toList())
                .toList();
        return byDegree(g, byDegree, form);
    }

    /** The coefficients of all degrees, those of one degree together. */
    private Graph byDegree(GraphBuilder g, List<List<Node>> byDegree, Form form) {
        if (form == Form.ENTRIES) {
            return build(
                    g, primal.name(), byDegree.stream().flatMap(List::stream).toList());
        }
        Algebra algebra = new Algebra(g);
        boolean number = results() == 1 && byDegree.get(0).get(0).type().isScalar();
        List<Node> rows = byDegree.stream()
                .map(all -> number ? all.get(0) : vector(algebra, all))
                .toList();
        return build(g, primal.name(), List.of(g.apply(Layout.stack(rows.size()), rows)));
    }

    /**
     * The normalised Taylor coefficients of the solution of {@code x' = f(x, t)} in time: the active inputs are the states, whose slopes
     * the first outputs are; what outputs are left has its own coefficients along the solution. The time is the number that is called
     * {@value #TIME}, if it is no state. The coefficients stand as those of {@link #taylor} do.
     */
    public Graph solution(int degree, Form form) {
        return solution(active, degree, form);
    }

    /** The same and, behind it, its tangent in a direction of all active inputs, of which the first are the states. */
    public Graph tangentOfSolution(int degree, Form form) {
        Graph solution = simplified(solution(active.subList(0, results()), degree, form));
        return direction(
                solution,
                solution.outputs(),
                IntStream.range(0, solution.outputs().size()));
    }

    private Graph solution(List<Integer> states, int degree, Form form) {
        Graph right = BothBranches.of(primal);
        GraphBuilder g = new GraphBuilder(new Identities());
        List<Node> inputs = inputs(g);
        TaylorSweep sweep = new TaylorSweep(degree, MOST_NODES, TaylorSweep.Names.GIVEN);
        List<Series> all = sweep.solution(right, g, inputs, states, time(states));
        List<List<Node>> byDegree = IntStream.rangeClosed(0, degree)
                .mapToObj(k -> IntStream.range(0, results())
                        .mapToObj(j ->
                                coefficient(g, all.get(j), k, right.results().get(j)))
                        .toList())
                .toList();
        return byDegree(g, byDegree, form);
    }

    /** What a right-hand side calls the time. */
    public static final String TIME = "t";

    /** The input that is the time. */
    private OptionalInt time(List<Integer> states) {
        return IntStream.range(0, primal.inputs().size())
                .filter(i ->
                        !states.contains(i) && nameOf(primal.inputs().get(i)).equals(TIME))
                .filter(i -> primal.inputs().get(i).type().isScalar())
                .findFirst();
    }

    private static Node coefficient(GraphBuilder g, Series series, int k, Node like) {
        return series.at(k).orElseGet(() -> new Algebra(g).zero(like.type()));
    }

    private List<Node> inputs(GraphBuilder g) {
        List<Node> inputs = new ArrayList<>();
        for (Node input : primal.inputs()) {
            Node copy = g.input(nameOf(input), input.type());
            g.describeLike(copy, input);
            inputs.add(copy);
        }
        return inputs;
    }

    /** The coefficients of the only output in an active number {@code x}, along {@code x + t}, as one array with a new first axis. */
    public Graph taylorOfNumber(int degree) {
        GraphBuilder g = new GraphBuilder(new Identities());
        List<Node> all = coefficients(g, degree, TaylorSweep.Names.NONE, input -> g.constant(1));
        return build(g, primal.name(), List.of(g.apply(Layout.stack(all.size()), all)));
    }

    private static String nameOf(Node input) {
        return ((Operation.Input) input.operation()).name();
    }

    /** By output, from 0 on; {@code seed} says how an active input moves. */
    private List<Node> coefficients(GraphBuilder g, int degree, TaylorSweep.Names names, UnaryOperator<Node> seed) {
        List<Node> inputs = inputs(g);
        Map<Integer, Node> seeds = new LinkedHashMap<>();
        active.forEach(i -> seeds.put(i, seed.apply(inputs.get(i))));
        List<Series> series = new TaylorSweep(degree, MOST_NODES, names).run(primal, g, inputs, seeds);
        List<Node> all = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            Node result = primal.results().get(i);
            for (int k = 0; k <= degree; k++) {
                all.add(coefficient(g, series.get(i), k, result));
            }
        }
        return all;
    }

    private int results() {
        return primal.outputs().size();
    }

    private static Graph simplified(Graph graph) {
        return Pipelines.run(Pipelines.BETWEEN, graph);
    }

    /** {@code graph} made ready in a builder of its own, the active inputs varying. */
    private Linearization linearize(Graph graph, Sweep sweep) {
        Linearization linearization = new Linearization(new GraphBuilder(new Identities()), sweep);
        Set<Integer> varying = Set.copyOf(active);
        for (int i = 0; i < graph.inputs().size(); i++) {
            Node input = graph.inputs().get(i);
            String name = ((Operation.Input) input.operation()).name();
            linearization.put(input, linearization.builder().input(name, input.type()), varying.contains(i));
        }
        linearization.copy(graph, graph.results());
        return linearization;
    }

    private static Node input(Linearization linearization, Graph graph, int index) {
        return linearization.of(graph.inputs().get(index));
    }

    private static String dot(String name) {
        return derivative(name, "Dot");
    }

    /**
     * What is behind the name of what loops and conditionals give stays there: {@code vDotKept} of {@code vKept}, and {@code aBarDotSum} of
     * {@code aBarSum}.
     */
    private static String derivative(String name, String suffix) {
        return PARTS.stream()
                .filter(ending -> ending.isOf(name))
                .filter(ending -> ending == Ending.KEPT || ending.without(name).endsWith("Bar"))
                .findFirst()
                .map(ending -> ending.on(ElementNames.with(ending.without(name), suffix)))
                .orElseGet(() -> ElementNames.with(name, suffix));
    }

    private static String bar(String name) {
        return ElementNames.with(name, "Bar");
    }

    /**
     * Values, then tangents in one direction.
     *
     * @param values the outputs to give as they are
     * @param tangents indices of the outputs whose tangents to give
     */
    @SuppressWarnings("ReferenceEquality") // whether it is the program itself or a derivative of it
    private Graph direction(Graph graph, List<Graph.Output> values, IntStream tangents) {
        TangentSweep sweep = new TangentSweep(Differentiation::dot, graph != primal);
        Linearization p = linearize(graph, sweep);
        Map<Node, Node> seeds = new LinkedHashMap<>();
        for (int i : active) {
            Node input = input(p, graph, i);
            seeds.put(input, p.builder().freshInput(sweep.nameOf(input), input.type()));
        }
        List<Node> results = results(p, sweep.run(p, Frame.beside(p.builder()), seeds));
        List<Node> outputs = new ArrayList<>();
        values.forEach(value -> outputs.add(p.of(value.node())));
        tangents.forEach(i -> outputs.add(results.get(i)));
        return build(p.builder(), graph.name(), outputs);
    }

    /** The tangents in the direction of one input, which their names say. */
    private static Map<Node, Node> column(Linearization p, Node input, boolean ofDerivatives) {
        UnaryOperator<String> names =
                name -> derivative(name, "_" + input.name().orElse("x"));
        return new TangentSweep(names, ofDerivatives)
                .run(p, Frame.beside(p.builder()), Map.of(input, p.builder().constant(1)));
    }

    private static List<Node> results(Linearization primal, Map<Node, Node> derivatives) {
        return primal.results().stream()
                .map(r -> orZero(primal.builder(), derivatives.get(r), r))
                .toList();
    }

    private Graph valuesAndAdjoints(Linearization p, AdjointSweep sweep, Map<Integer, Node> seeds) {
        List<Node> outputs = new ArrayList<>(p.results());
        outputs.addAll(adjoints(p, sweep, seeds));
        return build(p.builder(), primal.name(), outputs);
    }

    /** By active input. */
    private List<Node> adjoints(Linearization p, AdjointSweep sweep, Map<Integer, Node> seeds) {
        Adjoints adjoints = sweep.run(p, Frame.beside(p.builder()), seeds);
        List<Node> all = new ArrayList<>();
        for (int i : active) {
            Node input = input(p, primal, i);
            all.add(orZero(p.builder(), adjoints.get(input), input));
        }
        return all;
    }

    /** The derivative of a value, or by it. */
    private static Node orZero(GraphBuilder g, @Nullable Node derivative, Node value) {
        if (derivative != null) {
            return derivative;
        }
        g.at(value);
        return new Algebra(g).zero(value.type());
    }

    private static Graph build(GraphBuilder g, String name, List<Node> results) {
        List<Graph.Output> outputs = new ArrayList<>();
        for (Node result : results) {
            outputs.add(new Graph.Output("r" + outputs.size(), result));
        }
        return g.build(name, outputs);
    }
}
