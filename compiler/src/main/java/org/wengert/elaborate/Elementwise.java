package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.Layout;
import org.wengert.op.ScalarOperator;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;
import org.wengert.syntax.Unparser;

/** Makes the nodes of elementwise operators, whose operands have the same shape or are scalars, or are broadcast. */
final class Elementwise {

    private static final int MOST_CHARACTERS = 40;

    private final Diagnostics diagnostics;
    private final Integers integers;

    Elementwise(Diagnostics diagnostics, Integers integers) {
        this.diagnostics = diagnostics;
        this.integers = integers;
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
        String description() {
            return text + " is " + (shape().isScalar() ? "a number" : shape());
        }
    }

    /** {@code operator} at operands of one shape, scalars aside. */
    Optional<Node> apply(ScalarOperator operator, String symbol, List<Operand> operands, Span span, Scope scope) {
        Optional<Operand> like =
                operands.stream().filter(o -> !o.shape().isScalar()).findFirst();
        List<Node> nodes = new ArrayList<>();
        for (Operand operand : operands) {
            Optional<Node> fitted = like.isEmpty() || operand.shape().isScalar()
                    ? Optional.of(operand.node())
                    : same(like.get(), operand, symbol, span, scope);
            if (fitted.isEmpty()) {
                return Optional.empty();
            }
            nodes.add(fitted.get());
        }
        scope.builder().at(span);
        return Optional.of(scope.builder().apply(operator, nodes));
    }

    /** {@code b} in the shape of {@code a}, which it has to have. */
    Optional<Node> same(Operand a, Operand b, String symbol, Span span, Scope scope) {
        boolean fits = a.shape().rank() == b.shape().rank();
        String what = symbol + ": " + a.description() + ", " + b.description() + ": ";
        for (int axis = 0; fits && axis < a.shape().rank(); axis++) {
            Size m = a.shape().size(axis);
            Size n = b.shape().size(axis);
            fits = integers.requireEqual(m, n, scope, span, what + "sizes " + m + " and " + n + " differ");
        }
        if (!fits) {
            boolean prefix = a.shape().rank() != b.shape().rank();
            diagnostics.report(
                    Code.SHAPE_MISMATCH,
                    span,
                    what + "the shapes differ",
                    prefix
                            ? Optional.of("to repeat the smaller one along the trailing axes, write ." + symbol)
                            : Optional.empty());
            return Optional.empty();
        }
        return Optional.of(reshaped(b.node(), a.shape(), scope));
    }

    /** The same elements as an array of {@code shape}, whose sizes are equal at every call that is let through. */
    static Node reshaped(Node node, Shape shape, Scope scope) {
        return node.type().shape().equals(shape) ? node : scope.builder().apply(Layout.reshape(shape), node);
    }

    /** {@code operator} at operands that are repeated along axes that they lack, or that have size 1. */
    Optional<Node> broadcast(ScalarOperator operator, String symbol, Operand a, Operand b, Span span, Scope scope) {
        if (a.shape().isScalar() || b.shape().isScalar()) {
            return apply(operator, symbol, List.of(a, b), span, scope);
        }
        List<Size> sizes = new ArrayList<>();
        String what = symbol + ": " + a.description() + ", " + b.description() + ": ";
        for (int axis = 0; axis < Math.max(a.shape().rank(), b.shape().rank()); axis++) {
            Size m = axis < a.shape().rank() ? a.shape().size(axis) : Size.ONE;
            Size n = axis < b.shape().rank() ? b.shape().size(axis) : Size.ONE;
            if (!m.equals(Size.ONE)
                    && !n.equals(Size.ONE)
                    && !integers.requireEqual(m, n, scope, span, what + "sizes " + m + " and " + n + " differ")) {
                diagnostics.report(
                        Code.SHAPE_MISMATCH,
                        span,
                        what + "sizes " + m + " and " + n + " differ",
                        "axes are matched from the first one on");
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
