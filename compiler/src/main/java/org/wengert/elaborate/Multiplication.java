package org.wengert.elaborate;

import java.util.List;
import java.util.Optional;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Elementwise.Operand;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.op.Algebra;
import org.wengert.op.Arithmetic;
import org.wengert.op.Layout;
import org.wengert.op.Products;
import org.wengert.op.Products.Side;
import org.wengert.source.Span;

/**
 * Makes the nodes of {@code *} and {@code '}. A row is the transpose of a vector, an array of one row that remembers its vector:
 * {@code x'*y} is a dot product, {@code x*y'} an outer one, {@code x'*A} is the row of {@code A'*x}.
 */
final class Multiplication {

    private final Diagnostics diagnostics;
    private final Requirements requirements;
    private final Elementwise elementwise;

    Multiplication(Diagnostics diagnostics, Requirements requirements, Elementwise elementwise) {
        this.elementwise = elementwise;
        this.diagnostics = diagnostics;
        this.requirements = requirements;
    }

    /** {@code x'}. */
    Optional<Node> transpose(Operand x, Span span, Scope scope) {
        Algebra g = new Algebra(scope.builder());
        scope.builder().at(span);
        return switch (x.shape().rank()) {
            case 0 -> Optional.of(x.node());
            case 1 -> Optional.of(row(x.node(), g));
            case 2 -> Optional.of(vectorOf(x.node()).orElseGet(() -> g.apply(Layout.TRANSPOSE, x.node())));
            default -> {
                diagnostics.report(
                        Code.SHAPE_MISMATCH, span, "only vectors and matrices are transposed: " + x.description());
                yield Optional.empty();
            }
        };
    }

    private static Node row(Node vector, Algebra g) {
        Shape shape = Shape.of(Size.ONE, vector.type().shape().size(0));
        return g.apply(Layout.broadcast(shape, List.of(1)), vector);
    }

    /** The vector that a row is the transpose of. */
    private static Optional<Node> vectorOf(Node node) {
        boolean row = node.type().shape().rank() == 2
                && node.type().shape().size(0).equals(Size.ONE)
                && node.operator()
                        .filter(Layout.broadcast(node.type().shape(), List.of(1))::equals)
                        .isPresent();
        return row ? Optional.of(node.operand(0)) : Optional.empty();
    }

    /** {@code a*b}. */
    Optional<Node> multiply(Operand a, Operand b, String what, Span span, Scope scope) {
        Algebra g = new Algebra(scope.builder());
        scope.builder().at(span);
        if (a.shape().isScalar() || b.shape().isScalar()) {
            return Optional.of(scaled(a.node(), b.node(), g));
        }
        Optional<Node> left = vectorOf(a.node());
        Optional<Node> right = vectorOf(b.node());
        int m = left.isPresent() ? 1 : a.shape().rank();
        int n = right.isPresent() ? 1 : b.shape().rank();
        if (left.isEmpty() && m == 1 && right.isPresent()) {
            return Optional.of(g.apply(Products.OUTER, a.node(), right.get()));
        }
        boolean fits = m <= 2 && n <= 2 && (m == 2 || left.isPresent()) && (n == 2 || right.isEmpty());
        if (!fits) {
            diagnostics.report(
                    Code.SHAPE_MISMATCH,
                    span,
                    what + ": " + a.description() + ", " + b.description() + ": no matrix product",
                    "a' * b is the dot product of two vectors, a .* b the elementwise product");
            return Optional.empty();
        }
        Size inner = a.shape().size(a.shape().rank() - 1);
        Size other = b.shape().size(0);
        Message message = Message.of(
                what, ": ", a.description(), ", ", b.description(), ": inner sizes ", inner, " and ", other, " differ");
        if (!requirements.equal(inner, other, scope, new Requirements.Complaint(Code.SHAPE_MISMATCH, span, message))) {
            return Optional.empty();
        }
        return Optional.of(product(left, a.node(), b.node(), inner, g, scope));
    }

    private static Node product(Optional<Node> row, Node a, Node b, Size inner, Algebra g, Scope scope) {
        Shape shape = b.type().shape();
        Node right =
                Elementwise.reshaped(b, shape.rank() == 1 ? Shape.of(inner) : Shape.of(inner, shape.size(1)), scope);
        if (row.isPresent()) {
            return shape.rank() == 1
                    ? g.apply(Products.DOT, row.get(), right)
                    : row(g.apply(Products.matrixVector(Side.TRANSPOSED), right, row.get()), g);
        }
        return shape.rank() == 1
                ? g.apply(Products.matrixVector(Side.PLAIN), a, right)
                : g.apply(Products.matrixMatrix(Side.PLAIN, Side.PLAIN), a, right);
    }

    private static Node scaled(Node a, Node b, Algebra g) {
        Optional<Node> left = vectorOf(a);
        Optional<Node> right = vectorOf(b);
        return left.isPresent()
                ? row(g.multiply(left.get(), b), g)
                : right.isPresent() ? row(g.multiply(a, right.get()), g) : g.apply(Arithmetic.MULTIPLY, a, b);
    }

    /**
     * {@code a^exponent} of a square matrix: by repeated squaring where the exponent is known, else by a loop, whose trips the
     * call decides.
     */
    Optional<Node> power(Operand a, Size exponent, String what, Span span, Scope scope) {
        Message negative = Message.of(what, ": the exponent ", exponent, " is negative");
        Optional<Node> base = elementwise.square(a, what, span, scope);
        if (base.isEmpty()
                || !requirements.nonNegative(
                        exponent, scope, new Requirements.Complaint(Code.NOT_AN_INTEGER, span, negative))) {
            return Optional.empty();
        }
        scope.builder().at(span);
        ArrayFunctions g = ArrayFunctions.in(scope);
        return Optional.of(
                exponent.constant().isPresent()
                        ? squared(base.get(), exponent.constant().getAsLong(), g)
                        : iterated(base.get(), exponent, g));
    }

    private static Node squared(Node base, long exponent, ArrayFunctions g) {
        if (exponent == 0) {
            return g.identity(base.type().shape().size(0));
        }
        Node half = exponent == 1 ? base : squared(base, exponent / 2, g);
        Node even = exponent == 1 ? base : product(half, half, g.algebra());
        return exponent == 1 || exponent % 2 == 0 ? even : product(even, base, g.algebra());
    }

    private static Node product(Node a, Node b, Algebra g) {
        return g.apply(Products.matrixMatrix(Side.PLAIN, Side.PLAIN), a, b);
    }

    private static Node iterated(Node base, Size exponent, ArrayFunctions g) {
        BodyBuilder body = new BodyBuilder(g.g());
        Node state = body.state("P", base.type());
        Node next = product(state, body.capture(base), new Algebra(body.graph()));
        Node start = g.identity(base.type().shape().size(0));
        return g.loop(g.symbols().fresh("k"), exponent, List.of(start), body, next, Role.CARRY);
    }
}
