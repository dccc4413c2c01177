package org.wengert.elaborate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Requirements.Complaint;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Iterations;
import org.wengert.ir.Node;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Size;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.Arithmetic;
import org.wengert.op.Piecewise;
import org.wengert.op.ScalarOperator;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;

/** Makes the loops of comprehensions, of reductions over indices and of {@code for}. */
final class Comprehensions {

    /** What a reduction over indices becomes. */
    @FunctionalInterface
    private interface Over {
        Optional<Node> at(Comprehensions c, Syntax.Reduction reduction, Scope scope);
    }

    private static final Map<String, Over> REDUCTIONS = new LinkedHashMap<>();

    static {
        REDUCTIONS.put(
                "sum",
                (c, reduction, scope) ->
                        c.summed(reduction, 0, Optional.empty(), scope).map(sums -> sums.get(0)));
        REDUCTIONS.put("prod", fold(Arithmetic.MULTIPLY, 1));
        REDUCTIONS.put("min", fold(Piecewise.MIN, Double.POSITIVE_INFINITY));
        REDUCTIONS.put("max", fold(Piecewise.MAX, Double.NEGATIVE_INFINITY));
        REDUCTIONS.put("mean", Comprehensions::mean);
        REDUCTIONS.put("logsumexp", (c, reduction, scope) -> c.logSumExp(reduction, 0, scope));
    }

    /** What is around a loop is looked at for each, in each derivative. */
    private static final int MOST_LOOPS = 100;

    private final ExpressionElaborator expressions;
    private final Diagnostics diagnostics;
    private final Integers integers;

    Comprehensions(ExpressionElaborator expressions, Diagnostics diagnostics, Integers integers) {
        this.expressions = expressions;
        this.diagnostics = diagnostics;
        this.integers = integers;
    }

    /**
     * A loop on its way: where it runs, and the scope of its body.
     *
     * @param end where the range ends, or where it begins if that is later; what is kept of the iterations has so many parts
     */
    record Bounds(Loop loop, Size end, Scope scope) {

        Node make(GraphBuilder g, List<Node> initial, List<Node> results, List<Role> roles) {
            return make(g, Optional.empty(), initial, results, roles);
        }

        Node make(
                GraphBuilder g, Optional<Size> checkpoints, List<Node> initial, List<Node> results, List<Role> roles) {
            Iterations iterations =
                    Iterations.forward(loop.index(), loop.from(), end).withCheckpoints(checkpoints);
            return g.loop(iterations, initial, scope.body().buildResults(results), roles);
        }
    }

    Optional<Bounds> bounds(Syntax.Name name, Syntax.Expression from, Syntax.Expression to, Scope scope) {
        if (scope.facts().loops().size() >= MOST_LOOPS) {
            diagnostics.report(
                    Code.LIMIT,
                    name.span(),
                    "there are more than " + MOST_LOOPS + " loops around this",
                    "let a function with a loop in it be called in a loop; an index can run over what several would");
            return Optional.empty();
        }
        Optional<Size> first = integers.integer(from, scope);
        Optional<Size> end = integers.integer(to, scope);
        if (first.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        Loop loop = new Loop(scope.symbols().fresh(name.text()), first.get(), end.get());
        boolean ordered = scope.facts().imply(loop.count());
        Size last = ordered ? loop.to() : loop.to().apply(Size.Function2.MAX, loop.from());
        return Optional.of(new Bounds(loop, last, scope.inside(name.text(), loop)));
    }

    private Optional<Bounds> bounds(Syntax.Range range, Scope scope) {
        return bounds(range.index(), range.from(), range.to(), scope);
    }

    /** What is made in the scope of a body. */
    @FunctionalInterface
    private interface Element {
        Optional<Node> in(Scope scope);
    }

    /** {@code [element for i in from:to, j in ...]}: an axis for each range. */
    Optional<Node> comprehension(Syntax.Comprehension comprehension, Scope scope) {
        Optional<Node> array = stacked(
                comprehension.ranges(),
                scope,
                inside -> expressions.any(comprehension.element(), inside),
                comprehension);
        int rank = array.map(a -> a.type().shape().rank()).orElse(0);
        if (rank > Parameters.MOST_AXES) {
            diagnostics.report(
                    Code.LIMIT,
                    comprehension.span(),
                    "arrays have at most " + Parameters.MOST_AXES + " axes, this has " + rank);
            return Optional.empty();
        }
        return array;
    }

    private Optional<Node> stacked(List<Syntax.Range> ranges, Scope scope, Element element, Syntax.Expression whole) {
        if (ranges.isEmpty()) {
            return element.in(scope);
        }
        Optional<Bounds> bounds = bounds(ranges.get(0), scope);
        if (bounds.isEmpty()) {
            return Optional.empty();
        }
        Optional<Node> value =
                stacked(ranges.subList(1, ranges.size()), bounds.get().scope(), element, whole);
        Loop loop = bounds.get().loop();
        Message message = Message.of("the range ", loop.from(), ":", loop.to(), " ends before it begins");
        Complaint complaint =
                new Complaint(Code.INDEX_OUT_OF_RANGE, ranges.get(0).span(), message);
        boolean fits = integers.requirements().nonNegative(loop.count(), scope, complaint);
        Bounds ordered = new Bounds(loop, loop.to(), bounds.get().scope());
        return value.filter(v -> fits && isRegular(v, loop, whole.span()))
                .map(v -> item(ordered, List.of(), List.of(v), Role.STACK, whole.span(), scope));
    }

    private boolean isRegular(Node element, Loop loop, Span span) {
        Optional<Size> depending = element.type().shape().sizes().stream()
                .filter(size -> size.contains(loop.index()))
                .findFirst();
        depending.ifPresent(size -> diagnostics.report(
                Code.SHAPE_MISMATCH,
                span,
                "the size " + size + " of an element depends on the index " + loop.index(),
                "rows of different lengths are no matrix; sums of them are numbers"));
        return depending.isEmpty();
    }

    /** The first result of a loop whose results all have one role. */
    private static Node item(Bounds bounds, List<Node> initial, List<Node> results, Role role, Span span, Scope scope) {
        return scope.builder().item(tuple(bounds, initial, results, role, span, scope), 0);
    }

    private static Node tuple(
            Bounds bounds, List<Node> initial, List<Node> results, Role role, Span span, Scope scope) {
        scope.builder().at(span);
        return bounds.make(scope.builder(), initial, results, Collections.nCopies(results.size(), role));
    }

    /** {@code sum(element for i in from:to)}, and the other folds. */
    Optional<Node> reduction(Syntax.Reduction reduction, Scope scope) {
        String name = reduction.function().text();
        Optional<Over> over = Optional.ofNullable(REDUCTIONS.get(name));
        if (over.isEmpty()) {
            diagnostics.report(
                    Code.UNKNOWN_NAME,
                    reduction.function().span(),
                    "no reduction '" + name + "' over an index",
                    "reductions are " + String.join(", ", REDUCTIONS.keySet()).replaceFirst(", (?=[^,]*$)", " and "));
        }
        return over.flatMap(o -> o.at(this, reduction, scope));
    }

    private Optional<Node> mean(Syntax.Reduction reduction, Scope scope) {
        return summed(reduction, 0, Optional.of(Size.ONE), scope)
                .map(sums -> new Algebra(scope.builder()).divide(sums.get(0), sums.get(1)));
    }

    /**
     * The sums over the ranges from {@code range} on.
     *
     * @param counted what is summed beside the element
     */
    private Optional<List<Node>> summed(Syntax.Reduction reduction, int range, Optional<Size> counted, Scope scope) {
        if (range == reduction.ranges().size()) {
            return expressions
                    .real(reduction.element(), scope)
                    .map(e -> Stream.concat(Stream.of(e), counted.stream().map(scope.builder()::whole))
                            .toList());
        }
        Optional<Bounds> bounds = bounds(reduction.ranges().get(range), scope);
        return bounds.flatMap(b -> summed(reduction, range + 1, counted, b.scope())
                .filter(terms -> isRegular(terms.get(0), b.loop(), reduction.span()))
                .map(terms -> {
                    Node tuple = tuple(b, List.of(), terms, Role.SUM, reduction.span(), scope);
                    return Stream.iterate(0, i -> i < terms.size(), i -> i + 1)
                            .map(i -> scope.builder().item(tuple, i))
                            .toList();
                }));
    }

    private static Over fold(ScalarOperator operator, double start) {
        return (c, reduction, scope) ->
                c.fold(operator, reduction, 0, scope.builder().constant(start), scope);
    }

    /** The state {@code soFar} after all iterations of the ranges from {@code range} on. */
    private Optional<Node> fold(
            ScalarOperator operator, Syntax.Reduction reduction, int range, Node soFar, Scope scope) {
        if (range == reduction.ranges().size()) {
            Optional<Node> element = expressions.scalar(reduction.element(), scope);
            return element.map(e -> scope.builder().apply(operator, List.of(soFar, e)));
        }
        Optional<Bounds> bounds = bounds(reduction.ranges().get(range), scope);
        return bounds.flatMap(b -> {
            Node state = b.scope().body().state("r", Type.REAL);
            return fold(operator, reduction, range + 1, state, b.scope())
                    .map(v -> item(b, List.of(soFar), List.of(v), Role.CARRY, reduction.span(), scope));
        });
    }

    /** Of several ranges that of the inner ones, for each value of the first index. */
    private Optional<Node> logSumExp(Syntax.Reduction reduction, int range, Scope scope) {
        if (range == reduction.ranges().size()) {
            return expressions.scalar(reduction.element(), scope);
        }
        Optional<Bounds> bounds = bounds(reduction.ranges().get(range), scope);
        return bounds.flatMap(b -> logSumExp(reduction, range + 1, b.scope())
                .map(term -> item(b, List.of(), List.of(term), Role.STACK, reduction.span(), scope))
                .map(x -> ArrayFunctions.in(scope).logSumExp(x)));
    }
}
