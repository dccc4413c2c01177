package org.wengert.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wengert.ir.ElementNames;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Size;
import org.wengert.op.Algebra;
import org.wengert.pass.Rebuild;
import org.wengert.simplify.Identities;
import org.wengert.simplify.Passes;

/**
 * Derives the products of a function: all are compositions of the two sweeps, so that a Hessian is the tangents of the
 * gradient, and a Hessian-vector product its tangent in one direction.
 */
public final class Derivatives {

    /** A matrix is written out entry by entry up to this many nodes (of the program, times its columns). */
    private static final long LARGEST_WHOLE = 20_000;

    private final Graph primal;
    private final List<Integer> active;
    private final long largestWhole;

    /**
     * @param primal simplified and named; every parameter is an input
     * @param active indices of the parameters that vary
     */
    public Derivatives(Graph primal, List<Integer> active) {
        this(primal, active, LARGEST_WHOLE);
    }

    private Derivatives(Graph primal, List<Integer> active, long largestWhole) {
        this.primal = primal;
        this.active = List.copyOf(active);
        this.largestWhole = largestWhole;
    }

    /** Of a function of arrays, whose Jacobian and Hessian have as many entries as a call decides: no matrix is written out. */
    public static Derivatives ofArrays(Graph primal, List<Integer> active) {
        return new Derivatives(primal, active, -1);
    }

    private boolean isOfArrays() {
        return largestWhole < 0;
    }

    /** The product before the final passes. */
    public Derivative of(Product product) {
        return switch (product) {
            case VALUE -> whole(Product.VALUE, primal);
            case TANGENT -> whole(product, tangent());
            case ADJOINT -> whole(product, adjoint());
            case GRADIENT -> whole(product, gradient());
            case JACOBIAN -> jacobian(fewerDirections());
            case HESSIAN -> hessian();
            case HVP -> whole(product, gradientAndItsTangent(false));
        };
    }

    private Derivative derivative(Product product, Graph graph, Derivative.Shape shape) {
        return new Derivative(product, graph, results(), active, shape);
    }

    private Derivative whole(Product product, Graph graph) {
        return derivative(product, graph, Derivative.Shape.WHOLE);
    }

    private int parameters() {
        return primal.inputs().size();
    }

    private int results() {
        return primal.outputs().size();
    }

    /** {@code graph} made ready in a builder of its own, the inputs at {@code varying} varying. */
    private static Linearization linearize(Graph graph, List<Integer> varying, Sweep sweep, Rewriter rewriter) {
        Linearization linearization = new Linearization(new GraphBuilder(rewriter), sweep);
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
        return ElementNames.with(name, "Dot");
    }

    private static String bar(String name) {
        return ElementNames.with(name, "Bar");
    }

    /** The tangents of the outputs in one direction. */
    private Graph tangent() {
        return direction(primal, List.of(), IntStream.range(0, primal.outputs().size()));
    }

    private Graph valuesAndTangent() {
        return direction(
                primal, primal.outputs(), IntStream.range(0, primal.outputs().size()));
    }

    /**
     * Values, then tangents in one direction.
     *
     * @param values the outputs to give as they are
     * @param tangents indices of the outputs whose tangents to give
     */
    private Graph direction(Graph graph, List<Graph.Output> values, IntStream tangents) {
        TangentSweep sweep = new TangentSweep(Derivatives::dot);
        Linearization p = linearize(graph, active, sweep, new Identities());
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

    private static List<Node> results(Linearization primal, Map<Node, Node> derivatives) {
        return primal.results().stream()
                .map(r -> orZero(primal.builder(), derivatives.get(r), r))
                .toList();
    }

    private Graph adjoint() {
        AdjointSweep sweep = new AdjointSweep(Derivatives::bar);
        Linearization p = linearize(primal, active, sweep, new Identities());
        Map<Integer, Node> seeds = new LinkedHashMap<>();
        for (int j = 0; j < p.results().size(); j++) {
            String name = bar(primal.outputs().get(j).name());
            seeds.put(j, p.builder().freshInput(name, p.results().get(j).type()));
        }
        return valuesAndAdjoints(p, sweep, seeds);
    }

    private Graph gradient() {
        AdjointSweep sweep = new AdjointSweep(Derivatives::bar);
        Linearization p = linearize(primal, active, sweep, new Identities());
        return valuesAndAdjoints(p, sweep, Map.of(0, p.builder().constant(1)));
    }

    private Graph valuesAndAdjoints(Linearization p, AdjointSweep sweep, Map<Integer, Node> seeds) {
        AdjointSweep.Adjoints adjoints = sweep.run(p, Frame.beside(p.builder()), seeds);
        List<Node> outputs = new ArrayList<>(p.results());
        active.forEach(i -> {
            Node input = input(p, primal, i);
            outputs.add(orZero(p.builder(), adjoints.get(input), input));
        });
        return build(p.builder(), primal.name(), outputs);
    }

    /**
     * The way that usually takes fewer directions: of a function of arrays, whose sizes are not known, forward unless the results
     * are of a size that is known and less than that of the parameters.
     */
    public JacobianMode fewerDirections() {
        boolean forward = isOfArrays()
                ? !hasFewerRows()
                : active.size() <= primal.outputs().size();
        return forward ? JacobianMode.FORWARD : JacobianMode.REVERSE;
    }

    /** Whether one of the two ways takes one direction alone. */
    public boolean takeOneDirection() {
        return Math.min(primal.outputs().size(), active.size()) <= 1;
    }

    /** Whether Jacobians of both ways are written out entry by entry. */
    public boolean areBothSmall() {
        return isSmall(JacobianMode.FORWARD) && isSmall(JacobianMode.REVERSE);
    }

    private boolean isSmall(JacobianMode mode) {
        int rows = primal.outputs().size();
        int columns = active.size();
        long directions = mode == JacobianMode.FORWARD ? columns : rows;
        return isSmall((long) rows * columns + primal.nodes().size() * directions);
    }

    /**
     * The Jacobian.
     *
     * @param mode forward or in reverse
     */
    public Derivative jacobian(JacobianMode mode) {
        boolean forward = mode == JacobianMode.FORWARD;
        if (isOfArrays()) {
            Graph line = forward ? valuesAndTangent() : adjoint();
            return whole(Product.JACOBIAN, LineByLine.matrix(line, parameters(), results(), forward));
        }
        if (!isSmall(mode)) {
            return forward
                    ? derivative(Product.JACOBIAN, valuesAndTangent(), Derivative.Shape.COLUMNS)
                    : derivative(Product.JACOBIAN, adjoint(), Derivative.Shape.ROWS);
        }
        return whole(Product.JACOBIAN, forward ? byColumns(primal, active) : byRows());
    }

    /** Whether a Jacobian has few rows whatever the sizes are, and more columns, or as many as a call decides. */
    private boolean hasFewerRows() {
        OptionalLong rows = count(primal.results()).constant();
        OptionalLong columns =
                count(active.stream().map(primal.inputs()::get).toList()).constant();
        return rows.isPresent() && (columns.isEmpty() || rows.getAsLong() < columns.getAsLong());
    }

    private static Size count(List<Node> arrays) {
        return arrays.stream().map(a -> a.type().shape().count()).reduce(Size.ZERO, Size::plus);
    }

    private boolean isSmall(long nodes) {
        return nodes <= largestWhole;
    }

    /** The results, then the derivatives of all of them by rows, each column a tangent sweep with a unit seed. */
    private static Graph byColumns(Graph graph, List<Integer> varying) {
        Linearization primal = linearize(graph, varying, new TangentSweep(name -> name), new Identities());
        List<List<Node>> columns = new ArrayList<>();
        for (int i : varying) {
            Node input = input(primal, graph, i);
            TangentSweep sweep = new TangentSweep(suffix(input));
            Map<Node, Node> seed = Map.of(input, primal.builder().constant(1));
            columns.add(results(primal, sweep.run(primal, Frame.beside(primal.builder()), seed)));
        }
        List<Node> outputs = new ArrayList<>(primal.results());
        for (int row = 0; row < primal.results().size(); row++) {
            for (List<Node> column : columns) {
                outputs.add(column.get(row));
            }
        }
        return build(primal.builder(), graph.name(), outputs);
    }

    private Graph byRows() {
        AdjointSweep all = new AdjointSweep(name -> name);
        Linearization p = linearize(primal, active, all, new Identities());
        List<Node> outputs = new ArrayList<>(p.results());
        for (int j = 0; j < p.results().size(); j++) {
            String result = primal.outputs().get(j).name();
            AdjointSweep sweep = all.named(name -> name + "Bar_" + result);
            AdjointSweep.Adjoints adjoints = sweep.run(
                    p, Frame.beside(p.builder()), Map.of(j, p.builder().constant(1)));
            active.forEach(i -> {
                Node input = input(p, primal, i);
                outputs.add(orZero(p.builder(), adjoints.get(input), input));
            });
        }
        return build(p.builder(), primal.name(), outputs);
    }

    private static UnaryOperator<String> suffix(Node input) {
        return name -> name + "_" + input.name().orElse("x");
    }

    /** Tangents of the first derivatives; of the symmetric matrix the upper half is derived and used twice. */
    private Derivative hessian() {
        if (isOfArrays()) {
            return whole(Product.HESSIAN, hessianOfArrays());
        }
        int results = results();
        int n = active.size();
        if (results == 1 && !isSmall((long) n * n + 3L * n * primal.nodes().size())) {
            return derivative(Product.HESSIAN, gradientAndItsTangent(true), Derivative.Shape.COLUMNS);
        }
        Graph first = Rebuild.name(Passes.SIMPLIFY.step().apply(results == 1 ? gradient() : firstDerivatives()));
        Linearization p = linearize(first, active, new TangentSweep(name -> name), new Identities());
        Map<List<Integer>, Node> entries = new HashMap<>();
        for (int column = 0; column < n; column++) {
            Node input = input(p, first, active.get(column));
            TangentSweep sweep = new TangentSweep(suffix(input));
            Map<Node, Node> tangents = sweep.run(
                    p, Frame.beside(p.builder()), Map.of(input, p.builder().constant(1)));
            for (int result = 0; result < results; result++) {
                for (int row = 0; row <= column; row++) {
                    Node entry = orZero(
                            p.builder(),
                            tangents.get(p.results().get(results + result * n + row)),
                            p.results().get(results + result * n + row));
                    entries.put(List.of(result, row, column), entry);
                    entries.put(List.of(result, column, row), entry);
                }
            }
        }
        List<Node> outputs = new ArrayList<>(p.results());
        for (int result = 0; result < results; result++) {
            for (int row = 0; row < n; row++) {
                for (int column = 0; column < n; column++) {
                    outputs.add(Optional.ofNullable(entries.get(List.of(result, row, column)))
                            .orElseThrow());
                }
            }
        }
        return whole(Product.HESSIAN, build(p.builder(), primal.name(), outputs));
    }

    private Graph hessianOfArrays() {
        return results() == 1 && primal.results().get(0).type().isScalar()
                ? LineByLine.matrix(gradientAndItsTangent(true), parameters(), 1 + active.size(), false)
                : LineByLine.matrices(adjointAndItsTangent(), parameters(), results());
    }

    private Graph firstDerivatives() {
        return active.size() <= primal.outputs().size() ? byColumns(primal, active) : byRows();
    }

    /** The results, the adjoints with any cotangents, and the tangents of those in one direction. */
    private Graph adjointAndItsTangent() {
        Graph adjoint = Rebuild.name(Passes.SIMPLIFY.step().apply(adjoint()));
        int results = primal.outputs().size();
        return direction(adjoint, adjoint.outputs(), IntStream.range(results, results + active.size()));
    }

    /** The tangent of the gradient in one direction, after value and gradient if they are wanted. */
    private Graph gradientAndItsTangent(boolean withGradient) {
        Graph gradient = Rebuild.name(Passes.SIMPLIFY.step().apply(gradient()));
        return direction(
                gradient, withGradient ? gradient.outputs() : List.of(), IntStream.rangeClosed(1, active.size()));
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
