package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Elementwise.Operand;
import org.wengert.elaborate.Requirements.Complaint;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.Arithmetic;
import org.wengert.op.Layout;
import org.wengert.op.Piecewise;
import org.wengert.op.ScalarOperator;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;

/** Makes the nodes of indexing, of literals, of comprehensions and of reductions over indices. */
final class ArrayElaborator {

    private final ExpressionElaborator expressions;
    private final Diagnostics diagnostics;
    private final Integers integers;
    private final Elementwise elementwise;

    ArrayElaborator(
            ExpressionElaborator expressions, Diagnostics diagnostics, Integers integers, Elementwise elementwise) {
        this.expressions = expressions;
        this.diagnostics = diagnostics;
        this.integers = integers;
        this.elementwise = elementwise;
    }

    /** {@code base[subscripts]}. */
    Optional<Node> index(Syntax.Index index, Scope scope) {
        Optional<Node> base = expressions.real(index.base(), scope);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        Operand array = Operand.of(base.get(), index.base());
        int rank = array.shape().rank();
        if (index.subscripts().size() > rank) {
            diagnostics.report(
                    Code.SHAPE_MISMATCH,
                    index.span(),
                    array.description() + ", so that it takes " + (rank == 0 ? "no index" : "at most " + rank));
            return Optional.empty();
        }
        List<Access> accesses = new ArrayList<>();
        Message what = Message.of(Operand.text(index), ": ", array.description());
        for (int axis = 0; axis < rank; axis++) {
            Size extent = array.shape().size(axis);
            Optional<Access> access = axis < index.subscripts().size()
                    ? access(index.subscripts().get(axis), extent, what, scope)
                    : Optional.of(Access.all(extent));
            access.ifPresent(accesses::add);
        }
        if (accesses.size() < rank) {
            return Optional.empty();
        }
        scope.builder().at(index.span());
        return Optional.of(new Algebra(scope.builder()).apply(Layout.get(accesses), array.node()));
    }

    /** What a subscript takes of an axis, in whose range it has to be. */
    private Optional<Access> access(Syntax.Subscript subscript, Size extent, Message array, Scope scope) {
        Span span = subscript.span();
        if (subscript instanceof Syntax.At at) {
            Optional<Size> index = integers.integer(at.index(), scope);
            return index.filter(i -> within(
                            i,
                            i.plus(1),
                            extent,
                            new Complaint(
                                    Code.INDEX_OUT_OF_RANGE,
                                    span,
                                    Message.of(array, ": index ", i, " is not in 0:", extent),
                                    fromTheEnd(i)),
                            scope))
                    .map(Access::at);
        }
        Syntax.Slice slice = (Syntax.Slice) subscript;
        Optional<Size> from = slice.from().map(e -> integers.integer(e, scope)).orElse(Optional.of(Size.ZERO));
        Optional<Size> to = slice.to().map(e -> integers.integer(e, scope)).orElse(Optional.of(extent));
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        Message range = Message.of(array, ": range ", from.get(), ":", to.get());
        boolean sound = within(
                        from.get(),
                        to.get(),
                        extent,
                        new Complaint(
                                Code.INDEX_OUT_OF_RANGE,
                                span,
                                Message.of(range, " is not in 0:", extent),
                                fromTheEnd(from.get()).or(() -> fromTheEnd(to.get()))),
                        scope)
                && integers.requirements()
                        .nonNegative(
                                to.get().minus(from.get()),
                                scope,
                                new Complaint(
                                        Code.INDEX_OUT_OF_RANGE, span, Message.of(range, " ends before it begins")));
        return sound ? Optional.of(Access.range(from.get(), to.get().minus(from.get()))) : Optional.empty();
    }

    private static Optional<String> fromTheEnd(Size index) {
        return index.constant().orElse(0) < 0
                ? Optional.of("indices count from 0; the last element of x: real[n] is x[n-1]")
                : Optional.empty();
    }

    private boolean within(Size from, Size to, Size extent, Complaint complaint, Scope scope) {
        return integers.requirements().nonNegative(from, scope, complaint)
                && integers.requirements().nonNegative(extent.minus(to), scope, complaint);
    }

    /** {@code [a, b; c, d]}. */
    Optional<Node> literal(Syntax.ArrayLiteral literal, Scope scope) {
        List<Operand> rows = new ArrayList<>();
        boolean sound = true;
        int columns = literal.rows().get(0).size();
        for (List<Syntax.Expression> row : literal.rows()) {
            if (row.size() != columns) {
                diagnostics.report(
                        Code.SHAPE_MISMATCH,
                        row.isEmpty() ? literal.span() : row.get(0).span(),
                        "a row of " + row.size() + " elements below one of " + columns);
                return Optional.empty();
            }
            List<Operand> elements = new ArrayList<>();
            for (Syntax.Expression element : row) {
                Optional<Node> value = expressions.real(element, scope);
                sound &= value.isPresent();
                value.ifPresent(v -> elements.add(Operand.of(v, element)));
            }
            Optional<Node> stacked = sound ? stack(elements, literal.span(), scope) : Optional.empty();
            sound &= stacked.isPresent();
            stacked.ifPresent(node -> rows.add(new Operand(node, "row " + rows.size())));
        }
        if (!sound) {
            return Optional.empty();
        }
        return literal.matrix()
                ? stack(rows, literal.span(), scope)
                : Optional.of(rows.get(0).node());
    }

    private Optional<Node> stack(List<Operand> elements, Span span, Scope scope) {
        List<Node> fitted = new ArrayList<>();
        for (Operand element : elements) {
            Optional<Node> node = elementwise.same(elements.get(0), element, "[...]", span, scope);
            if (node.isEmpty()) {
                return Optional.empty();
            }
            fitted.add(node.get());
        }
        scope.builder().at(span);
        return Optional.of(scope.builder().apply(Layout.stack(fitted.size()), fitted));
    }

    /** {@code [element for i in from:to, j in ...]}: an axis for each range. */
    Optional<Node> comprehension(Syntax.Comprehension comprehension, Scope scope) {
        return loops(
                comprehension.ranges(),
                scope,
                inside -> expressions.any(comprehension.element(), inside),
                Role.STACK,
                comprehension.span());
    }

    /** What is made in the scope of a body. */
    @FunctionalInterface
    private interface Element {
        Optional<Node> in(Scope scope);
    }

    private Optional<Node> loops(List<Syntax.Range> ranges, Scope scope, Element element, Role role, Span span) {
        if (ranges.isEmpty()) {
            return element.in(scope);
        }
        Optional<Bounds> bounds = bounds(
                ranges.get(0).index(), ranges.get(0).from(), ranges.get(0).to(), scope);
        if (bounds.isEmpty()) {
            return Optional.empty();
        }
        Scope inside = bounds.get().scope();
        Optional<Node> value = loops(ranges.subList(1, ranges.size()), inside, element, role, span);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (role == Role.STACK) {
            for (Size size : value.get().type().shape().sizes()) {
                if (size.contains(bounds.get().loop().index())) {
                    diagnostics.report(
                            Code.SHAPE_MISMATCH,
                            span,
                            "the size " + size + " of an element depends on the index "
                                    + bounds.get().loop().index(),
                            "rows of different lengths are no matrix; a sum of them is one number");
                    return Optional.empty();
                }
            }
            Loop loop = bounds.get().loop();
            Message message = Message.of("range ", loop.from(), ":", loop.to(), " ends before it begins");
            if (!integers.requirements()
                    .nonNegative(
                            loop.count(),
                            scope,
                            new Complaint(Code.INDEX_OUT_OF_RANGE, ranges.get(0).span(), message))) {
                return Optional.empty();
            }
        }
        scope.builder().at(span);
        Node tuple = bounds.get().make(scope.builder(), List.of(), List.of(value.get()), List.of(role));
        return Optional.of(scope.builder().item(tuple, 0));
    }

    /** A loop on its way: where it runs, and the scope of its body. */
    record Bounds(Loop loop, Scope scope) {

        Node make(GraphBuilder g, List<Node> initial, List<Node> results, List<Role> roles) {
            return g.loop(
                    loop.index(),
                    loop.from(),
                    loop.to(),
                    false,
                    initial,
                    scope.body().buildResults(results),
                    roles);
        }
    }

    Optional<Bounds> bounds(Syntax.Name name, Syntax.Expression from, Syntax.Expression to, Scope scope) {
        Optional<Size> first = integers.integer(from, scope);
        Optional<Size> end = integers.integer(to, scope);
        if (first.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        Loop loop = new Loop(scope.symbols().fresh(name.text()), first.get(), end.get());
        return Optional.of(new Bounds(loop, scope.inside(name.text(), loop)));
    }

    /** {@code sum(element for i in from:to)}, and the other folds. */
    Optional<Node> reduction(Syntax.Reduction reduction, Scope scope) {
        String name = reduction.function().text();
        Element element = inside -> expressions.real(reduction.element(), inside);
        return switch (name) {
            case "sum" -> loops(reduction.ranges(), scope, element, Role.SUM, reduction.span());
            case "mean" -> {
                Optional<Node> sum = loops(reduction.ranges(), scope, element, Role.SUM, reduction.span());
                Optional<Node> count = loops(
                        reduction.ranges(),
                        scope,
                        inside -> Optional.of(inside.builder().constant(1)),
                        Role.SUM,
                        reduction.span());
                yield sum.isEmpty() || count.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Algebra(scope.builder()).divide(sum.get(), count.get()));
            }
            case "prod", "min", "max" -> fold(reduction, 0, start(name, scope), scope);
            default -> {
                diagnostics.report(
                        Code.UNKNOWN_NAME,
                        reduction.function().span(),
                        "no reduction '" + name + "' over an index",
                        "reductions are sum, prod, min, max and mean");
                yield Optional.empty();
            }
        };
    }

    private static Node start(String name, Scope scope) {
        double value = switch (name) {
            case "prod" -> 1;
            case "min" -> Double.POSITIVE_INFINITY;
            default -> Double.NEGATIVE_INFINITY;
        };
        return scope.builder().constant(value);
    }

    /** The state {@code so far} after all iterations of the ranges from {@code range} on. */
    private Optional<Node> fold(Syntax.Reduction reduction, int range, Node soFar, Scope scope) {
        ScalarOperator operator = switch (reduction.function().text()) {
            case "prod" -> Arithmetic.MULTIPLY;
            case "min" -> Piecewise.MIN;
            default -> Piecewise.MAX;
        };
        if (range == reduction.ranges().size()) {
            Optional<Node> element = expressions.scalar(reduction.element(), scope);
            return element.map(e -> scope.builder().apply(operator, List.of(soFar, e)));
        }
        Syntax.Range over = reduction.ranges().get(range);
        Optional<Bounds> bounds = bounds(over.index(), over.from(), over.to(), scope);
        if (bounds.isEmpty()) {
            return Optional.empty();
        }
        Scope inside = bounds.get().scope();
        Node state = inside.body().state("r", Type.REAL);
        Optional<Node> value = fold(reduction, range + 1, state, inside);
        scope.builder().at(reduction.span());
        return value.map(v -> scope.builder()
                .item(bounds.get().make(scope.builder(), List.of(soFar), List.of(v), List.of(Role.CARRY)), 0));
    }

    /** Fresh indices for the loops of a graph that is written out in this scope. */
    static void renameIndices(Graph graph, Scope scope, Map<Symbol, Size> replacements) {
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Operation.Loop loop) {
                replacements.computeIfAbsent(
                        loop.index(), i -> Size.of(scope.symbols().fresh(i.name())));
            }
            node.operation().bodies().forEach(body -> renameIndices(body.graph(), scope, replacements));
        }
    }
}
