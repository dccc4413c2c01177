package org.wengert.differentiate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.wengert.ir.Contribution;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Indices;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Phrase;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.Layout;
import org.wengert.pass.Rebuild;
import org.wengert.rewrite.Hoisting;

/**
 * Puts matrices of derivatives of arrays together: loops over unit directions, or unit cotangents, around a program that gives
 * one line. What does not depend on the line is computed once.
 */
public final class LineByLine {

    private static final Symbol LINE = new Symbol("k");

    private final Graph line;
    private final Indices indices;
    private final Set<Symbol> lines = new HashSet<>();
    private final GraphBuilder g = new GraphBuilder(Rewriter.NONE);

    /** For each input that is known, its node. */
    private final Map<Node, Node> parameters = new LinkedHashMap<>();

    private LineByLine(Graph line, int parameters) {
        this.line = line;
        this.indices = new Indices(line);
        for (Node input : line.inputs().subList(0, parameters)) {
            this.parameters.put(input, g.input(((Operation.Input) input.operation()).name(), input.type()));
        }
    }

    /** What a line is made of, given a node for each input of the program. */
    @FunctionalInterface
    private interface Line {
        List<Node> of(GraphBuilder builder, Map<Node, Node> inputs);
    }

    /**
     * The values, then one matrix with a row for each element of the inputs behind the parameters, or its transpose.
     *
     * @param line gives the values, then what a row is made of
     * @param values how many outputs of {@code line} do not depend on the direction
     * @param seeds what the inputs behind the parameters are: directions of a tangent, or cotangents
     */
    public static Graph matrix(Graph line, int parameters, int values, Label.Role seeds, boolean transposed) {
        LineByLine lines = new LineByLine(line, parameters);
        List<Node> outputs = new ArrayList<>(lines.values(line.results().subList(0, values)));
        List<Node> row = line.results().subList(values, line.results().size());
        Node rows = lines.rows(
                        lines.g,
                        lines.parameters,
                        line.inputs().subList(parameters, line.inputs().size()),
                        seeds,
                        (body, inputs) -> List.of(Differentiation.line(body, lines.copy(body, inputs, row))))
                .get(0);
        outputs.add(transposed ? lines.g.apply(Layout.TRANSPOSE, rows) : rows);
        return lines.build(outputs);
    }

    /**
     * The results, then the first derivatives, a row for each element of the results, and the second ones, a matrix for each.
     *
     * @param line takes, behind the parameters, {@code results} cotangents and then a direction; it gives the results, the adjoints
     *     of the parameters, and the tangents of these
     */
    public static Graph matrices(Graph line, int parameters, int results) {
        LineByLine lines = new LineByLine(line, parameters);
        int directions = parameters + results;
        int active = line.inputs().size() - directions;
        List<Node> first = line.results().subList(results, results + active);
        List<Node> second =
                line.results().subList(results + active, line.results().size());
        List<Node> outputs = new ArrayList<>(lines.values(line.results().subList(0, results)));
        outputs.addAll(lines.rows(
                lines.g,
                lines.parameters,
                line.inputs().subList(parameters, directions),
                Label.Role.ADJOINT,
                (body, inputs) -> List.of(
                        Differentiation.line(body, lines.copy(body, inputs, first)),
                        lines.rows(
                                        body,
                                        inputs,
                                        line.inputs()
                                                .subList(
                                                        directions,
                                                        line.inputs().size()),
                                        Label.Role.TANGENT,
                                        (inner, all) ->
                                                List.of(Differentiation.line(inner, lines.copy(inner, all, second))))
                                .get(0))));
        return lines.build(outputs);
    }

    /**
     * The values, then the product of a matrix with one direction: behind the parameters there is one input, for all elements of the
     * inputs behind the parameters of {@code line}, and one output for what is behind the values.
     *
     * @param values how many outputs of {@code line} do not depend on the direction
     */
    public static Graph product(Graph line, int parameters, int values) {
        LineByLine lines = new LineByLine(line, parameters);
        List<Node> seeds = line.inputs().subList(parameters, line.inputs().size());
        Size count = seeds.stream().map(seed -> seed.type().shape().count()).reduce(Size.ZERO, Size::plus);
        Node direction = lines.g.freshInput("direction", Type.real(Shape.of(count)));
        Map<Node, Node> inputs = new LinkedHashMap<>(lines.parameters);
        parts(lines.g, direction, seeds, inputs);
        List<Node> made = lines.copy(lines.g, inputs, line.results());
        List<Node> outputs = new ArrayList<>(made.subList(0, values));
        outputs.add(Differentiation.line(lines.g, made.subList(values, made.size())));
        return lines.build(outputs);
    }

    private List<Node> values(List<Node> wanted) {
        return copy(g, parameters, wanted);
    }

    private List<Node> copy(GraphBuilder builder, Map<Node, Node> inputs, List<Node> wanted) {
        Rebuild.Copy copy = new Rebuild.Copy(builder);
        inputs.forEach(copy::replace);
        return copy.results(line, wanted);
    }

    private Graph build(List<Node> results) {
        return Hoisting.apply(
                g.build(
                        line.name(),
                        IntStream.range(0, results.size())
                                .mapToObj(i -> new Graph.Output("r" + i, results.get(i)))
                                .toList()),
                lines);
    }

    /** What {@code line} gives, with one more axis: for each element of {@code seeds} where that is 1 and the others are 0. */
    private List<Node> rows(GraphBuilder builder, Map<Node, Node> known, List<Node> seeds, Label.Role role, Line of) {
        Size count = seeds.stream().map(seed -> seed.type().shape().count()).reduce(Size.ZERO, Size::plus);
        if (count.constant().equals(OptionalLong.of(1))) {
            Map<Node, Node> inputs = new LinkedHashMap<>(known);
            seeds.forEach(seed -> inputs.put(seed, ones(builder, seed)));
            return of.of(builder, inputs).stream()
                    .map(value -> new Algebra(builder)
                            .reshape(value, value.type().shape().stacked(Size.ONE)))
                    .toList();
        }
        Symbol index = indices.like(LINE);
        lines.add(index);
        return UnitDirections.each(builder, index, count, (body, unit) -> {
            Map<Node, Node> inputs = new LinkedHashMap<>();
            known.forEach((input, node) -> inputs.put(input, body.capture(node)));
            describe(body.graph(), unit, seeds, role);
            parts(body.graph(), unit, seeds, inputs);
            return of.of(body.graph(), inputs);
        });
    }

    /** Adds for each seed its part of a vector. */
    private static void parts(GraphBuilder builder, Node vector, List<Node> seeds, Map<Node, Node> inputs) {
        Algebra algebra = new Algebra(builder);
        Size from = Size.ZERO;
        for (Node seed : seeds) {
            Shape shape = seed.type().shape();
            Node part = algebra.apply(Layout.get(List.of(Access.range(from, shape.count()))), vector);
            inputs.put(seed, shape.isScalar() ? algebra.element(vector, List.of(from)) : algebra.reshape(part, shape));
            from = from.plus(shape.count());
        }
    }

    /** Says which part of a unit vector is which seed; if it is the only one, it is called so. */
    private static void describe(GraphBuilder builder, Node unit, List<Node> seeds, Label.Role role) {
        if (seeds.size() == 1) {
            builder.name(unit, Notation.name(seeds.get(0)).toString());
            return;
        }
        List<Contribution> parts = new ArrayList<>();
        Size from = Size.ZERO;
        for (Node seed : seeds) {
            Shape shape = seed.type().shape();
            Size to = from.plus(shape.count());
            parts.add(Contribution.of(Notation.name(seed)
                    .then(" = ", Phrase.of("unit[" + (shape.isScalar() ? from : from + ":" + to) + "]"))));
            from = to;
        }
        builder.label(unit, "unit", new Label(role, "unit", Optional.empty(), parts, Optional.empty()));
    }

    /** The only element of {@code seed} being 1. */
    private static Node ones(GraphBuilder builder, Node seed) {
        Algebra algebra = new Algebra(builder);
        return algebra.broadcast(algebra.constant(1), seed.type().shape());
    }
}
