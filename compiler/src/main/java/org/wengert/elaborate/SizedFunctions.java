package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Elementwise.Operand;
import org.wengert.elaborate.Requirements.Complaint;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.Layout;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;

/** Makes the nodes of the built-ins whose results have a shape of their own: {@code zeros(n, m)}, {@code concat(x, y)}. */
final class SizedFunctions {

    private final ExpressionElaborator expressions;
    private final Diagnostics diagnostics;
    private final Elementwise elementwise;

    SizedFunctions(ExpressionElaborator expressions, Diagnostics diagnostics, Elementwise elementwise) {
        this.expressions = expressions;
        this.diagnostics = diagnostics;
        this.elementwise = elementwise;
    }

    /** {@code zeros(n, m)}, {@code ones(n)}. */
    Optional<Node> filled(double value, Syntax.Call call, Scope scope) {
        return shape(call, call.arguments(), scope)
                .map(shape ->
                        new Algebra(scope.builder()).broadcast(scope.builder().constant(value), shape));
    }

    /** {@code eye(n)}. */
    Optional<Node> identity(Syntax.Call call, Scope scope) {
        return shape(call, call.arguments(), scope)
                .map(shape -> ArrayFunctions.in(scope).identity(shape.size(0)));
    }

    /** {@code reshape(x, n, m)}. */
    Optional<Node> reshape(Syntax.Call call, Scope scope) {
        Optional<Operand> x = expressions.operand(call.arguments().get(0), scope);
        Optional<Shape> shape =
                shape(call, call.arguments().subList(1, call.arguments().size()), scope);
        if (x.isEmpty() || shape.isEmpty()) {
            return Optional.empty();
        }
        Size given = x.get().shape().count();
        Size wanted = shape.get().count();
        Message message = Message.of(
                Operand.text(call), ": ", x.get().description(), ": ", given, " elements in a shape of ", wanted);
        boolean fits = expressions
                .integers()
                .requirements()
                .equal(given, wanted, scope, new Complaint(Code.SHAPE_MISMATCH, call.span(), message));
        scope.builder().at(call.span());
        return fits
                ? Optional.of(scope.builder()
                        .apply(Layout.reshape(shape.get()), x.get().node()))
                : Optional.empty();
    }

    /** The sizes that arguments are. */
    private Optional<Shape> shape(Syntax.Call call, List<Syntax.Expression> arguments, Scope scope) {
        List<Size> sizes = new ArrayList<>();
        for (Syntax.Expression argument : arguments) {
            expressions
                    .integers()
                    .integer(argument, scope)
                    .filter(size -> isSize(size, argument, scope))
                    .ifPresent(sizes::add);
        }
        if (arguments.size() > Parameters.MOST_AXES) {
            diagnostics.report(Code.LIMIT, call.span(), "arrays have at most " + Parameters.MOST_AXES + " axes");
            return Optional.empty();
        }
        scope.builder().at(call.span());
        return sizes.size() == arguments.size() ? Optional.of(new Shape(sizes)) : Optional.empty();
    }

    private boolean isSize(Size size, Syntax.Expression argument, Scope scope) {
        Message message = Message.of("the size ", size, " is negative");
        return expressions
                .integers()
                .requirements()
                .nonNegative(size, scope, new Complaint(Code.SHAPE_MISMATCH, argument.span(), message));
    }

    /** {@code concat(x, y)}: one array behind the other along the first axis; a number is a vector of one element. */
    Optional<Node> concat(Syntax.Call call, Scope scope) {
        List<Operand> parts = new ArrayList<>();
        for (Syntax.Expression argument : call.arguments()) {
            expressions.operand(argument, scope).ifPresent(part -> parts.add(vector(part, scope)));
        }
        if (parts.size() < call.arguments().size()) {
            return Optional.empty();
        }
        List<Node> fitted = new ArrayList<>();
        String what = Operand.text(call);
        for (Operand part : parts) {
            fitted(what, call.span(), parts.get(0), part, scope).ifPresent(fitted::add);
        }
        return fitted.size() == parts.size() ? Optional.of(joined(fitted, scope)) : Optional.empty();
    }

    private static Operand vector(Operand part, Scope scope) {
        return part.shape().isScalar()
                ? new Operand(scope.builder().apply(Layout.reshape(Shape.of(Size.ONE)), part.node()), part.text())
                : part;
    }

    /** {@code part} with the axes of {@code first} but for their own first one. */
    private Optional<Node> fitted(String what, Span span, Operand first, Operand part, Scope scope) {
        List<Size> sizes = new ArrayList<>(first.shape().sizes());
        if (part.shape().rank() > 0 && sizes.size() == part.shape().rank()) {
            sizes.set(0, part.shape().size(0));
        }
        return elementwise.same(first, part, new Shape(sizes), what, span, scope);
    }

    private static Node joined(List<Node> parts, Scope scope) {
        Size total = Size.ZERO;
        for (Node part : parts) {
            total = total.plus(part.type().shape().size(0));
        }
        Algebra g = new Algebra(scope.builder());
        List<Size> inner = parts.get(0).type().shape().sizes().stream().skip(1).toList();
        Shape shape = new Shape(inner).stacked(total);
        Size from = Size.ZERO;
        Optional<Node> all = Optional.empty();
        for (Node part : parts) {
            Size count = part.type().shape().size(0);
            List<Access> accesses = new ArrayList<>(List.of(Access.range(from, count)));
            inner.forEach(size -> accesses.add(Access.all(size)));
            Node placed = g.apply(Layout.scatter(shape, accesses), part);
            all = Optional.of(all.map(before -> g.add(before, placed)).orElse(placed));
            from = from.plus(count);
        }
        return all.orElseThrow();
    }

    /** {@code rows(A)}, {@code cols(A)}. */
    Optional<Node> extent(int axis, Syntax.Call call, Scope scope) {
        Optional<Operand> x = expressions.operand(call.arguments().get(0), scope);
        if (x.isPresent() && x.get().shape().rank() <= axis) {
            diagnostics.report(
                    Code.SHAPE_MISMATCH,
                    call.span(),
                    Operand.text(call) + ": " + x.get().description());
            return Optional.empty();
        }
        return x.map(a -> scope.builder().whole(a.shape().size(axis)));
    }
}
