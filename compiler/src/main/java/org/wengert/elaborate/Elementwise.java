package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Requirements.Complaint;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.Arithmetic;
import org.wengert.op.Layout;
import org.wengert.op.ScalarOperator;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;
import org.wengert.syntax.Unparser;

/** Makes the nodes of elementwise operators, whose operands have the same shape or are scalars, or are broadcast. */
final class Elementwise {

    private static final int MOST_CHARACTERS = 40;

    private final Diagnostics diagnostics;
    private final Requirements requirements;

    Elementwise(Diagnostics diagnostics, Requirements requirements) {
        this.diagnostics = diagnostics;
        this.requirements = requirements;
    }

    /** An operand with the words that an error calls it by. */
    record Operand(Node node, String text) {

        static Operand of(Node node, Syntax.Expression expression) {
            return new Operand(node, text(expression));
        }

        static String text(Syntax.Expression expression) {
            return Unparser.text(expression, MOST_CHARACTERS);
        }

        Shape shape() {
            return node.type().shape();
        }

        /** {@code U is [p,d]}. */
        Message description() {
            return Message.of(text, " is ", shape().isScalar() ? "a number" : shape());
        }
    }

    /**
     * {@code operator} at operands of one shape, scalars aside.
     *
     * @param what is written, {@code x + y}
     */
    Optional<Node> apply(ScalarOperator operator, String what, List<Operand> operands, Span span, Scope scope) {
        return fitted(operands, what, hint(operator), span, scope).map(nodes -> {
            scope.builder().at(span);
            return ExponentialsOfArrays.of(operator, nodes, scope)
                    .or(() -> LogarithmsOfProducts.of(operator, nodes, scope))
                    .orElseGet(() -> scope.builder().apply(operator, nodes));
        });
    }

    /** Operands of one shape, scalars aside. */
    Optional<List<Node>> fitted(List<Operand> operands, String what, Span span, Scope scope) {
        return fitted(operands, what, Optional.empty(), span, scope);
    }

    private Optional<List<Node>> fitted(
            List<Operand> operands, String what, Optional<String> hint, Span span, Scope scope) {
        Optional<Operand> like =
                operands.stream().filter(o -> !o.shape().isScalar()).findFirst();
        List<Node> nodes = new ArrayList<>();
        for (Operand operand : operands) {
            Optional<Node> fitted = like.isEmpty() || operand.shape().isScalar()
                    ? Optional.of(operand.node())
                    : same(like.get(), operand, what, hint, span, scope);
            if (fitted.isEmpty()) {
                return Optional.empty();
            }
            nodes.add(fitted.get());
        }
        return Optional.of(nodes);
    }

    private static Optional<String> hint(ScalarOperator operator) {
        return operator.equals(Arithmetic.ADD) || operator.equals(Arithmetic.SUBTRACT)
                ? Optional.of(
                        ".+ and .- repeat the smaller array along the axes that it lacks, which are the last ones")
                : Optional.empty();
    }

    /** {@code b} in the shape of {@code a}, which it has to have. */
    Optional<Node> same(Operand a, Operand b, String what, Span span, Scope scope) {
        return same(a, b, what, Optional.empty(), span, scope);
    }

    private Optional<Node> same(
            Operand a, Operand b, String what, Optional<String> ranksDiffer, Span span, Scope scope) {
        return isSame(a, b, a.shape(), what, ranksDiffer, span, scope)
                ? Optional.of(reshaped(b.node(), a.shape(), scope))
                : Optional.empty();
    }

    /** {@code b} in a shape that is that of {@code a} but for some axes. */
    Optional<Node> same(Operand a, Operand b, Shape shape, String what, Span span, Scope scope) {
        return isSame(a, b, shape, what, Optional.empty(), span, scope)
                ? Optional.of(reshaped(b.node(), shape, scope))
                : Optional.empty();
    }

    /** Whether {@code b} has {@code shape}, which comes from {@code a}, or may have it at a call. */
    private boolean isSame(
            Operand a, Operand b, Shape shape, String what, Optional<String> ranksDiffer, Span span, Scope scope) {
        Message shapes = Message.of(what, ": ", a.description(), ", ", b.description());
        if (shape.rank() != b.shape().rank()) {
            diagnostics.report(Code.SHAPE_MISMATCH, span, shapes + ": the shapes differ", ranksDiffer);
            return false;
        }
        boolean same = true;
        for (int axis = 0; same && axis < shape.rank(); axis++) {
            Size m = shape.size(axis);
            Size n = b.shape().size(axis);
            Message message = Message.of(shapes, ": sizes ", m, " and ", n, " differ");
            same = requirements.equal(m, n, scope, new Complaint(Code.SHAPE_MISMATCH, span, message));
        }
        return same;
    }

    /** A matrix that has to have as many columns as rows. */
    Optional<Node> square(Operand a, String what, Span span, Scope scope) {
        Size n = a.shape().size(0);
        Message message = Message.of(what, ": ", a.description(), ", which is not square");
        return requirements.equal(n, a.shape().size(1), scope, new Complaint(Code.SHAPE_MISMATCH, span, message))
                ? Optional.of(reshaped(a.node(), Shape.of(n, n), scope))
                : Optional.empty();
    }

    /** The same elements as an array of {@code shape}, whose sizes are equal at every call that is let through. */
    static Node reshaped(Node node, Shape shape, Scope scope) {
        return node.type().shape().equals(shape) ? node : scope.builder().apply(Layout.reshape(shape), node);
    }

    /** {@code operator} at operands that are repeated along axes that they lack, or that have size 1. */
    Optional<Node> broadcast(ScalarOperator operator, String what, Operand a, Operand b, Span span, Scope scope) {
        if (a.shape().isScalar() || b.shape().isScalar()) {
            return apply(operator, what, List.of(a, b), span, scope);
        }
        List<Size> sizes = new ArrayList<>();
        for (int axis = 0; axis < Math.max(a.shape().rank(), b.shape().rank()); axis++) {
            Size m = axis < a.shape().rank() ? a.shape().size(axis) : Size.ONE;
            Size n = axis < b.shape().rank() ? b.shape().size(axis) : Size.ONE;
            Message message = Message.of(
                    what, ": ", a.description(), ", ", b.description(), ": sizes ", m, " and ", n, " differ");
            Optional<String> hint = Optional.of("axes are matched from the first one on");
            boolean one = m.equals(Size.ONE) || n.equals(Size.ONE);
            if (!one && !requirements.equal(m, n, scope, new Complaint(Code.SHAPE_MISMATCH, span, message, hint))) {
                return Optional.empty();
            }
            sizes.add(m.equals(Size.ONE) ? n : m);
        }
        Shape shape = new Shape(sizes);
        scope.builder().at(span);
        return Optional.of(
                scope.builder().apply(operator, stretched(a.node(), shape, scope), stretched(b.node(), shape, scope)));
    }

    private static Node stretched(Node node, Shape shape, Scope scope) {
        Shape own = node.type().shape();
        List<Integer> axes = IntStream.range(0, own.rank())
                .filter(axis ->
                        !own.size(axis).equals(Size.ONE) || shape.size(axis).equals(Size.ONE))
                .boxed()
                .toList();
        List<Access> accesses = new ArrayList<>();
        for (int axis = 0; axis < own.rank(); axis++) {
            accesses.add(axes.contains(axis) ? Access.all(own.size(axis)) : Access.at(Size.ZERO));
        }
        Algebra g = new Algebra(scope.builder());
        Node squeezed = axes.size() == own.rank() ? node : g.apply(Layout.get(accesses), node);
        Shape target = new Shape(axes.stream().map(shape::size).toList());
        Node fitted = reshaped(squeezed, target, scope);
        return target.equals(shape) ? fitted : g.apply(Layout.broadcast(shape, axes), fitted);
    }
}
