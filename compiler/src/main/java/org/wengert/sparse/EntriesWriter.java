package org.wengert.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Iterations;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
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

    /** A program that gives some values of the program and then the entries, one behind the other. */
    Graph write(List<Node> values, List<Rows> rows) {
        for (Node input : program.inputs()) {
            whole.put(input, whole.builder().input(((Operation.Input) input.operation()).name(), input.type()));
        }
        List<Node> needed = new ArrayList<>(values);
        externals(rows, needed);
        List<Node> all = whole.results(program, needed);
        List<Graph.Output> outputs = new ArrayList<>();
        for (int k = 0; k < values.size(); k++) {
            outputs.add(new Graph.Output("r" + k, all.get(k)));
        }
        outputs.add(new Graph.Output("r" + values.size(), vector(rows)));
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

    /** The entries of rows, a vector. */
    private Node vector(List<Rows> rows) {
        List<Node> parts = new ArrayList<>();
        for (Rows some : rows) {
            if (!SparsePattern.count(List.of(some.pattern())).equals(Size.ZERO)) {
                parts.add(some instanceof Rows.Each each ? loop(each) : row((Rows.Leaf) some));
            }
        }
        Algebra algebra = new Algebra(here());
        return parts.isEmpty()
                ? algebra.zero(Type.real(Shape.of(Size.ZERO)))
                : parts.size() == 1 ? parts.get(0) : Layout.concat(algebra, parts);
    }

    private Node loop(Rows.Each each) {
        SparsePattern.Each pattern = each.pattern();
        Size count = SparsePattern.count(pattern.parts());
        Size all = SparsePattern.count(List.of(pattern));
        BodyBuilder body = new BodyBuilder(here());
        bodies.add(body);
        Node one = vector(each.rows());
        boolean even = !count.contains(each.index());
        Node given = even ? one : placed(one, all, SparsePattern.before(pattern, Size.of(each.index())), count, body);
        bodies.remove(bodies.size() - 1);
        Node tuple = here().loop(
                        Iterations.forward(each.index(), each.from(), each.to()),
                        List.of(),
                        body.buildResults(List.of(given)),
                        List.of(even ? Role.STACK : Role.SUM));
        return new Algebra(here()).reshape(here().item(tuple, 0), Shape.of(all));
    }

    /** Zeros but for entries from a place on. */
    private static Node placed(Node entries, Size all, Size from, Size count, BodyBuilder body) {
        return body.graph().apply(Layout.scatter(Shape.of(all), List.of(Access.range(from, count))), entries);
    }

    private Node row(Rows.Leaf row) {
        Rebuild.Copy copy = new Rebuild.Copy(here());
        row.reads().forEach((box, input) -> copy.replace(input, read(box, input)));
        row.externals().forEach((node, input) -> copy.replace(input, outer(node)));
        List<Node> wanted = row.runs().stream()
                .flatMap(run -> run.terms().stream())
                .map(Rows.Term::derivative)
                .distinct()
                .toList();
        copy.results(row.derivatives(), wanted);
        List<Node> parts = row.runs().stream().map(run -> run(run, copy)).toList();
        Algebra algebra = new Algebra(here());
        Node entries = parts.stream().allMatch(part -> part.type().isScalar())
                ? algebra.apply(Layout.stack(parts.size()), parts.toArray(Node[]::new))
                : parts.size() == 1 ? parts.get(0) : Layout.concat(algebra, parts);
        here().name(entries, ENTRIES);
        here().relabel(entries, label(row));
        return entries;
    }

    private static Label label(Rows.Leaf row) {
        List<Label.Contribution> entries = row.runs().stream()
                .map(run -> Label.Contribution.of(row.entry() + run.by()))
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
