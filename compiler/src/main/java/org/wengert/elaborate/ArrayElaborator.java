package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Elementwise.Operand;
import org.wengert.elaborate.Requirements.Complaint;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.Layout;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;

/** Makes the nodes of indexing and of array literals. */
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
                    Operand.text(index) + ": " + array.description() + ", which has "
                            + (rank == 0 ? "no axis" : rank == 1 ? "one axis" : rank + " axes"));
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
                                    last(extent)),
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
                                Optional.of("a range ends before its second number: all of this axis is 0:" + extent)),
                        scope)
                && integers.requirements()
                        .nonNegative(
                                to.get().minus(from.get()),
                                scope,
                                new Complaint(
                                        Code.INDEX_OUT_OF_RANGE, span, Message.of(range, " ends before it begins")));
        return sound ? Optional.of(Access.range(from.get(), to.get().minus(from.get()))) : Optional.empty();
    }

    private static Optional<String> last(Size extent) {
        return extent.equals(Size.ZERO)
                ? Optional.empty()
                : Optional.of("indices count from 0; the last one here is " + extent.minus(Size.ONE));
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
                boolean fits = value.filter(v -> !literal.matrix() || isNumber(v, element))
                        .isPresent();
                sound &= fits;
                value.filter(v -> fits).ifPresent(v -> elements.add(Operand.of(v, element)));
            }
            Optional<Node> stacked = sound ? stack(elements, literal.span(), scope) : Optional.empty();
            sound &= stacked.isPresent();
            stacked.ifPresent(node -> rows.add(new Operand(node, "row " + rows.size())));
        }
        if (!sound) {
            return Optional.empty();
        }
        Node first = rows.get(0).node();
        int rank = first.type().shape().rank() + (literal.matrix() ? 1 : 0);
        if (rank > Parameters.MOST_AXES) {
            diagnostics.report(
                    Code.LIMIT,
                    literal.span(),
                    "arrays have at most " + Parameters.MOST_AXES + " axes, this has " + rank);
            return Optional.empty();
        }
        return literal.matrix() ? stack(rows, literal.span(), scope) : Optional.of(first);
    }

    private boolean isNumber(Node value, Syntax.Expression element) {
        if (!value.type().isScalar()) {
            diagnostics.report(
                    Code.SHAPE_MISMATCH,
                    element.span(),
                    "the elements of a matrix are numbers: "
                            + Operand.of(value, element).description(),
                    "[x, y] has vectors as its rows, concat(x, y) has one array behind the other");
        }
        return value.type().isScalar();
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
}
