package org.wengert.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Contribution;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Iterations;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Phrase;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Type;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.Layout;
import org.wengert.pass.Rebuild;

/** Writes the entries of rows as a program: loops over what is alike. */
final class EntriesWriter {

    private static final String ENTRIES = "entries";

    private final Graph program;
    private final List<Node> active;
    private final Rebuild.Copy whole = new Rebuild.Copy(new GraphBuilder(Rewriter.NONE));
    private final List<BodyBuilder> bodies = new ArrayList<>();

    EntriesWriter(Graph program, List<Node> active) {
        this.program = program;
        this.active = active;
    }

    /**
     * The rows of a result.
     *
     * @param value the result, if the program is to give it
     */
    record Line(Optional<Node> value, List<Rows> rows) {

        /** Whether the rows say the value as well as the program does, and as cheaply. */
        boolean isValueByRows() {
            return value.isPresent() && rows.stream().allMatch(Rows::sayTheirValue);
        }
    }

    /** A program that gives the values of some results and then the entries of all, one behind the other. */
    Graph write(List<Line> lines) {
        for (Node input : program.inputs()) {
            whole.put(input, whole.builder().input(((Operation.Input) input.operation()).name(), input.type()));
        }
        List<Node> needed = new ArrayList<>();
        for (Line line : lines) {
            line.value().filter(value -> !line.isValueByRows()).ifPresent(needed::add);
            externals(line.rows(), needed);
        }
        whole.results(program, needed);
        List<Graph.Output> outputs = new ArrayList<>();
        List<Node> entries = new ArrayList<>();
        for (Line line : lines) {
            Made made = all(line.rows(), line.isValueByRows());
            entries.addAll(made.entries());
            line.value()
                    .map(value -> line.isValueByRows()
                            ? new Algebra(here())
                                    .reshape(joined(made.values()), value.type().shape())
                            : whole.of(value))
                    .ifPresent(value -> outputs.add(new Graph.Output("r" + outputs.size(), value)));
        }
        Node all = entries.isEmpty() ? new Algebra(here()).zero(Type.real(Shape.of(Size.ZERO))) : joined(entries);
        outputs.add(new Graph.Output("r" + outputs.size(), all));
        return whole.builder().build(program.name(), outputs);
    }

    private static void externals(List<Rows> rows, List<Node> all) {
        for (Rows some : rows) {
            if (some instanceof Rows.Each each) {
                externals(each.rows(), all);
            } else {
                ((Rows.Leaf) some)
                        .externals().keySet().stream()
                                .filter(node -> !all.contains(node))
                                .forEach(all::add);
            }
        }
    }

    private GraphBuilder here() {
        return bodies.isEmpty()
                ? whole.builder()
                : bodies.get(bodies.size() - 1).graph();
    }

    private Node outer(Node node) {
        Node inside = whole.of(node);
        for (BodyBuilder body : bodies) {
            inside = body.capture(inside);
        }
        return inside;
    }

    /** What rows give, in parts that are one behind the other. */
    private record Made(List<Node> values, List<Node> entries) {}

    /**
     * What some rows give.
     *
     * @param withValues whether their values are wanted
     */
    private Made all(List<Rows> rows, boolean withValues) {
        Made all = new Made(new ArrayList<>(), new ArrayList<>());
        for (Rows some : rows) {
            boolean withEntries = !SparsePattern.count(List.of(some.pattern())).equals(Size.ZERO);
            if (withValues || withEntries) {
                Made made = some instanceof Rows.Each each
                        ? loop(each, withValues)
                        : row((Rows.Leaf) some, withValues, withEntries);
                all.values().addAll(made.values());
                all.entries().addAll(made.entries());
            }
        }
        return all;
    }

    /** Parts one behind the other. */
    private Node joined(List<Node> parts) {
        return parts.size() == 1 ? parts.get(0) : Layout.concat(new Algebra(here()), parts);
    }

    private Made loop(Rows.Each each, boolean withValues) {
        SparsePattern.Each pattern = each.pattern();
        Size count = SparsePattern.count(pattern.parts());
        Size all = SparsePattern.count(List.of(pattern));
        BodyBuilder body = new BodyBuilder(here());
        bodies.add(body);
        Made one = all(each.rows(), withValues);
        List<Node> given = new ArrayList<>();
        List<Role> roles = new ArrayList<>();
        if (withValues) {
            given.add(joined(one.values()));
            roles.add(Role.STACK);
        }
        if (!one.entries().isEmpty()) {
            Node entries = joined(one.entries());
            boolean even = !count.contains(each.index());
            given.add(
                    even
                            ? entries
                            : placed(entries, all, SparsePattern.before(pattern, Size.of(each.index())), count, body));
            roles.add(even ? Role.STACK : Role.SUM);
        }
        bodies.remove(bodies.size() - 1);
        Node tuple = here().loop(
                        Iterations.forward(each.index(), each.from(), each.to()),
                        List.of(),
                        body.buildResults(given),
                        roles);
        List<Node> results = IntStream.range(0, given.size())
                .mapToObj(k -> {
                    Node result = here().item(tuple, k);
                    return new Algebra(here())
                            .reshape(result, Shape.of(result.type().shape().count()));
                })
                .toList();
        return new Made(results.subList(0, withValues ? 1 : 0), results.subList(withValues ? 1 : 0, results.size()));
    }

    /** Zeros but for entries from a place on. */
    private static Node placed(Node entries, Size all, Size from, Size count, BodyBuilder body) {
        return body.graph().apply(Layout.scatter(Shape.of(all), List.of(Access.range(from, count))), entries);
    }

    private Made row(Rows.Leaf row, boolean withValue, boolean withEntries) {
        Rebuild.Copy copy = new Rebuild.Copy(here());
        row.reads().forEach((box, input) -> copy.replace(input, read(box, input)));
        row.externals().forEach((node, input) -> copy.replace(input, outer(node)));
        List<Node> wanted = new ArrayList<>();
        if (withValue) {
            wanted.add(row.derivatives().results().get(0));
        }
        row.runs().stream()
                .flatMap(run -> run.terms().stream())
                .map(Rows.Term::derivative)
                .filter(derivative -> !wanted.contains(derivative))
                .forEach(wanted::add);
        List<Node> made = copy.results(row.derivatives(), wanted);
        return new Made(
                withValue ? List.of(made.get(0)) : List.of(), withEntries ? List.of(entries(row, copy)) : List.of());
    }

    private Node entries(Rows.Leaf row, Rebuild.Copy copy) {
        List<Node> parts = row.runs().stream().map(run -> run(run, copy)).toList();
        Algebra algebra = new Algebra(here());
        Node entries = parts.stream().allMatch(part -> part.type().isScalar())
                ? algebra.apply(Layout.stack(parts.size()), parts.toArray(Node[]::new))
                : joined(parts);
        here().name(entries, ENTRIES);
        here().relabel(entries, label(row));
        return entries;
    }

    private static Label label(Rows.Leaf row) {
        List<Contribution> entries = row.runs().stream()
                .map(run -> Contribution.of(Phrase.of(row.entry() + run.by())))
                .toList();
        return new Label(Label.Role.ENTRY, ENTRIES, Optional.empty(), entries, Optional.empty());
    }

    /** What a row reads of a parameter; an element is called as in the row. */
    private Node read(Box box, Node input) {
        Node array = outer(active.get(box.parameter()));
        if (box.read().isEmpty()) {
            return array;
        }
        Node part = here().apply(Layout.get(box.read().get()), array);
        if (box.isElement()) {
            input.name().ifPresent(name -> here().name(part, name));
        }
        return part;
    }

    /** The entries of a run, a number or a vector. */
    private Node run(Rows.Run run, Rebuild.Copy copy) {
        Algebra algebra = new Algebra(here());
        if (run.isOne()) {
            return run.terms().stream()
                    .map(term -> copy.of(term.derivative()))
                    .reduce(algebra::add)
                    .orElseThrow();
        }
        Node all = terms(run, copy, algebra);
        return run.count().equals(run.box().count())
                ? all
                : algebra.apply(Layout.get(List.of(Access.range(Size.ZERO, run.count()))), all);
    }

    private static Node terms(Rows.Run run, Rebuild.Copy copy, Algebra algebra) {
        Size count = run.box().count();
        Rows.Term first = run.terms().get(0);
        if (run.terms().size() == 1 && first.box().equals(run.box())) {
            return algebra.reshape(copy.of(first.derivative()), Shape.of(count));
        }
        List<List<Access>> places = new ArrayList<>();
        List<Node> values = new ArrayList<>();
        for (Rows.Term term : run.terms()) {
            Node value = copy.of(term.derivative());
            Size from = term.box().offset().minus(run.box().offset());
            Size length = term.box().count();
            boolean number = value.type().isScalar();
            places.add(List.of(number ? Access.at(from) : Access.range(from, length)));
            values.add(number ? value : algebra.reshape(value, Shape.of(length)));
        }
        return algebra.apply(Layout.accumulate(Shape.of(count), places), values.toArray(Node[]::new));
    }
}
