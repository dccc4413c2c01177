package org.wengert.elaborate;

import java.util.Optional;
import java.util.function.BiFunction;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Elementwise.Operand;
import org.wengert.elaborate.Requirements.Complaint;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.op.Algebra;
import org.wengert.op.LinearAlgebra;
import org.wengert.source.Span;

/** Makes the nodes of what is computed from the factors of a square matrix: {@code inv(A)}, {@code det(A)}, {@code A \ b}. */
final class SquareMatrices {

    private final Diagnostics diagnostics;
    private final Requirements requirements;

    SquareMatrices(Diagnostics diagnostics, Requirements requirements) {
        this.diagnostics = diagnostics;
        this.requirements = requirements;
    }

    /** What {@code body} makes of a square matrix. */
    Optional<Node> function(BiFunction<Algebra, Node, Node> body, Operand a, String what, Span span, Scope scope) {
        return square(a, what, span, scope).map(square -> {
            scope.builder().at(span);
            return body.apply(new Algebra(scope.builder()), square);
        });
    }

    /** {@code A \ b}, b being a vector or a matrix of several. */
    Optional<Node> solve(Operand a, Operand b, String what, Span span, Scope scope) {
        Optional<Node> square = square(a, what, span, scope);
        if (square.isEmpty()) {
            return Optional.empty();
        }
        Shape right = b.shape();
        Size n = square.get().type().shape().size(0);
        if (right.rank() != 1 && right.rank() != 2) {
            diagnostics.report(
                    Code.SHAPE_MISMATCH,
                    span,
                    what + ": " + b.description() + ", and the right side of a system is a vector or a matrix");
            return Optional.empty();
        }
        Message message = Message.of(
                what, ": ", a.description(), ", ", b.description(), ": sizes ", n, " and ", right.size(0), " differ");
        if (!requirements.equal(n, right.size(0), scope, new Complaint(Code.SHAPE_MISMATCH, span, message))) {
            return Optional.empty();
        }
        Shape fitted = right.rank() == 1 ? Shape.of(n) : Shape.of(n, right.size(1));
        scope.builder().at(span);
        return Optional.of(LinearAlgebra.solve(
                new Algebra(scope.builder()), square.get(), Elementwise.reshaped(b.node(), fitted, scope)));
    }

    /** The matrix in a shape that is square, which it has to have. */
    private Optional<Node> square(Operand a, String what, Span span, Scope scope) {
        if (a.shape().rank() != 2) {
            diagnostics.report(
                    Code.SHAPE_MISMATCH, span, what + ": " + a.description() + ", and only square matrices have that");
            return Optional.empty();
        }
        Size n = a.shape().size(0);
        Size columns = a.shape().size(1);
        Message message = Message.of(
                what, ": ", a.description(), ", which is not square: sizes ", n, " and ", columns, " differ");
        return requirements.equal(n, columns, scope, new Complaint(Code.SHAPE_MISMATCH, span, message))
                ? Optional.of(Elementwise.reshaped(a.node(), Shape.of(n, n), scope))
                : Optional.empty();
    }
}
