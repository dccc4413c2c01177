package org.wengert.op;

import static org.wengert.op.ArrayOperator.array;
import static org.wengert.op.Layout.require;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Amount;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Type;
import org.wengert.op.Products.Side;
import org.wengert.runtime.LinearSystems;

/**
 * What is made of a square matrix and its factors. Every operator has both as operands, the matrix first and its
 * {@link #FACTOR} last: the value comes from the factors alone, and the derivative belongs to the matrix alone, so that the
 * factors count as constant. Derivatives are again made of the same two nodes, so that a matrix is factored once for values,
 * adjoints and derivatives of any order:
 *
 * <pre>
 * x = A \ b              %2:F = apply factor %0:A
 *                        %3:x = apply solve[n] %0:A %1:b %2:F
 * bBar = A' \ xBar       %5:bBar = apply solve[t] %0:A %4:xBar %2:F
 * </pre>
 *
 * Derivatives: M. B. Giles, Collected matrix derivative results for forward and reverse mode algorithmic differentiation,
 * 2008; those of solutions also U. Naumann, A note on adjoint linear algebra, arXiv 1905.00578, 2019. At a singular matrix
 * all of them but the first derivative of a determinant are NaN; so are solutions and inverses, see {@link LinearSystems}.
 */
public final class LinearAlgebra {

    private static final String GILES = "Giles 2008";

    /** LU factors of a square matrix, packed for {@link LinearSystems}; meaningless to any other operator. */
    public static final ArrayOperator FACTOR = array(
                    "factor",
                    "factor(x)",
                    types -> {
                        Type type = Layout.one(types);
                        require(isSquare(type), types);
                        return factors(type);
                    },
                    (x, sizes) -> {
                        int n = x.get(0).extent(0);
                        Tensor f = Tensor.zeros(LinearSystems.factorSize(n));
                        LinearSystems.factor(n, x.get(0).data(), 0, f.data(), 0);
                        return f;
                    })
            .java(KernelForm.of("LinearSystems.factor(#0.0, $0, $y)"), x -> cube(x.get(0), 2, 3))
            .leadingTerms()
            .summary("LU factors, for the operators below")
            .reference("LinearSystems.factor")
            .locallyConstant()
            .build();

    private static final ArrayOperator SOLVE = makeSolve(Side.PLAIN);
    private static final ArrayOperator SOLVE_TRANSPOSED = makeSolve(Side.TRANSPOSED);
    private static final ArrayOperator INVERSE = makeInverse(Side.PLAIN);
    private static final ArrayOperator INVERSE_TRANSPOSED = makeInverse(Side.TRANSPOSED);

    /** {@code det(a)*inv(a)'}, and its limit at a singular matrix; second derivatives of determinants are NaN there. */
    private static final ArrayOperator COFACTORS = array(
                    "cofactors",
                    "cofactors(a)",
                    types -> {
                        require(types.size() == 2 && isFactored(types.get(0), types.get(1)), types);
                        return types.get(0);
                    },
                    (x, sizes) -> {
                        Tensor y = Tensor.zeros(x.get(0).extents());
                        LinearSystems.cofactors(
                                y.extent(0), x.get(0).data(), 0, x.get(1).data(), 0, y.data(), 0);
                        return y;
                    })
            .java(KernelForm.of("LinearSystems.cofactors(#0.0, $0, $1, $y)"), x -> cube(x.get(0), 2, 1))
            .leadingTerms()
            .formula("det(a)*inv(a)'")
            .summary("det(a)*inv(a)', and the cofactors at a singular matrix too, where its own derivative is NaN")
            .reference("LinearSystems.cofactors; " + GILES)
            .rule(
                    "(dot(y, #)*inv(a)' - y*#'*inv(a)')",
                    (g, x, y, v) -> LinearAlgebra.ofCofactors(g, x, y, v),
                    "(dot(y, #)*inv(a)' - inv(a)'*#'*y)",
                    (g, x, y, v) -> LinearAlgebra.ofCofactors(g, x, y, v))
            .locallyConstant()
            .build();

    /** 0 at a singular matrix. */
    public static final ArrayOperator DET = array(
                    "det",
                    "det(a)",
                    LinearAlgebra::numberOf,
                    (x, sizes) -> Tensor.scalar(LinearSystems.determinant(
                            x.get(0).extent(0), x.get(1).data(), 0)))
            .java(KernelForm.of("LinearSystems.determinant(#0.0, $1)"), x -> Operations.flops(order(x.get(0))))
            .summary("determinant; at a singular matrix 0, and the derivative the matrix of cofactors")
            .reference("LinearSystems.determinant; " + GILES)
            .rule(
                    "dot(cofactors(a), #)",
                    (g, x, y, v) -> g.apply(Products.DOT, g.apply(COFACTORS, x.get(0), x.get(1)), v),
                    "#*cofactors(a)",
                    (g, x, y, v) -> g.multiply(v, g.apply(COFACTORS, x.get(0), x.get(1))))
            .locallyConstant()
            .identity("det(a') = det(a)", (g, x) -> untransposed(x).map(a -> determinant(g, a)))
            .build();

    /** The logarithm of the magnitude, whatever the sign; -inf at a singular matrix, and its derivative NaN. */
    public static final ArrayOperator LOGDET = array(
                    "logdet",
                    "logdet(a)",
                    LinearAlgebra::numberOf,
                    (x, sizes) -> Tensor.scalar(LinearSystems.logDeterminant(
                            x.get(0).extent(0), x.get(1).data(), 0)))
            .java(
                    KernelForm.of("LinearSystems.logDeterminant(#0.0, $1)"),
                    x -> new Operations(order(x.get(0)).times(2), order(x.get(0))))
            .summary("log of the magnitude of det(a); -inf where that is 0, and the derivative NaN")
            .reference("LinearSystems.logDeterminant; " + GILES)
            .rule(
                    "dot(inv(a)', #)",
                    (g, x, y, v) -> g.apply(Products.DOT, inverseTransposed(g, x), v),
                    "#*inv(a)'",
                    (g, x, y, v) -> g.multiply(v, inverseTransposed(g, x)))
            .locallyConstant()
            .identity("logdet(a') = logdet(a)", (g, x) -> untransposed(x).map(a -> logDeterminant(g, a)))
            .build();

    private LinearAlgebra() {}

    /** The solution of {@code a*x = b}, b being a vector or a matrix of several. */
    public static Node solve(Algebra g, Node a, Node b) {
        return g.apply(SOLVE, a, b, g.apply(FACTOR, a));
    }

    public static Node inverse(Algebra g, Node a) {
        return g.apply(INVERSE, a, g.apply(FACTOR, a));
    }

    public static Node determinant(Algebra g, Node a) {
        return g.apply(DET, a, g.apply(FACTOR, a));
    }

    /** {@code log(abs(det(a)))}, where the determinant may be beyond the range of numbers. */
    public static Node logDeterminant(Algebra g, Node a) {
        return g.apply(LOGDET, a, g.apply(FACTOR, a));
    }

    /** Operands are the matrix, the right side and the factors of the matrix. */
    public static ArrayOperator solve(Side side) {
        return side == Side.PLAIN ? SOLVE : SOLVE_TRANSPOSED;
    }

    /** Operands are the matrix and its factors. */
    public static ArrayOperator inverse(Side side) {
        return side == Side.PLAIN ? INVERSE : INVERSE_TRANSPOSED;
    }

    private static ArrayOperator makeSolve(Side side) {
        boolean t = side.isTransposed();
        return array(
                        "solve[" + side.id() + "]",
                        "solve(a" + side.mark() + ", b)",
                        types -> {
                            require(types.size() == 3 && isFactored(types.get(0), types.get(2)), types);
                            Shape right = types.get(1).shape();
                            require(types.get(1).isReal() && (right.rank() == 1 || right.rank() == 2), types);
                            require(right.size(0).equals(types.get(0).shape().size(0)), types);
                            return types.get(1);
                        },
                        (x, sizes) -> solved(t, x.get(1), x.get(2)))
                .java(
                        KernelForm.of("LinearSystems.solve" + (t ? "Transposed" : "") + "(#0.0, #1.1, $2, $1, $y)"),
                        x -> Operations.flops(order(x.get(0))
                                .times(Amount.of(x.get(1).count()))
                                .times(2)))
                .leadingTerms()
                .summary(t ? "solution of a'*x = b; b is a vector or a matrix" : "solution of a*x = b")
                .reference("LinearSystems.solve" + (t ? "Transposed; " : "; ") + GILES)
                .rule(
                        "-solve(a" + side.mark() + ", #" + side.mark() + "*y)",
                        (g, x, y, v) ->
                                g.negate(g.apply(solve(side), x.get(0), Products.times(g, v, side, y), x.get(2))),
                        t ? "-y*solve(a, #)'" : "-solve(a', #)*y'",
                        (g, x, y, v) -> {
                            Node bBar = g.apply(solve(side.other()), x.get(0), v, x.get(2));
                            return g.negate(
                                    t ? Products.timesTransposed(g, y, bBar) : Products.timesTransposed(g, bBar, y));
                        })
                .linear(
                        "solve(a" + side.other().mark() + ", #)",
                        (g, x, y, v) -> g.apply(solve(side.other()), x.get(0), v, x.get(2)))
                .series(Recurrence.always((e, k) -> {
                    Coefficients c = e.sums();
                    Algebra g = c.algebra();
                    Optional<Node> taken =
                            c.convolution((a, y) -> Products.times(g, a, side, y), e.operand(0), e.value(), 1, k, k);
                    List<Node> x = e.operands(i -> 0);
                    return c.subtract(e.operand(1).at(k), taken)
                            .map(rest -> g.apply(solve(side), x.get(0), rest, x.get(2)));
                }))
                .locallyConstant()
                .identity(
                        "solve((a')', b) = solve(a, b)",
                        (g, x) ->
                                untransposed(x).map(a -> g.apply(solve(side.other()), a, x.get(1), g.apply(FACTOR, a))))
                .build();
    }

    private static Tensor solved(boolean transposed, Tensor b, Tensor factors) {
        int n = b.extent(0);
        int columns = b.rank() == 1 ? 1 : b.extent(1);
        Tensor x = Tensor.zeros(b.extents());
        if (transposed) {
            LinearSystems.solveTransposed(n, columns, factors.data(), 0, b.data(), 0, x.data(), 0);
        } else {
            LinearSystems.solve(n, columns, factors.data(), 0, b.data(), 0, x.data(), 0);
        }
        return x;
    }

    private static ArrayOperator makeInverse(Side side) {
        boolean t = side.isTransposed();
        return array(
                        "inverse[" + side.id() + "]",
                        "inv(a)" + side.mark(),
                        types -> {
                            require(types.size() == 2 && isFactored(types.get(0), types.get(1)), types);
                            return types.get(0);
                        },
                        (x, sizes) -> {
                            Tensor y = Tensor.zeros(x.get(0).extents());
                            if (t) {
                                LinearSystems.inverseTransposed(
                                        y.extent(0), x.get(1).data(), 0, y.data(), 0);
                            } else {
                                LinearSystems.inverse(y.extent(0), x.get(1).data(), 0, y.data(), 0);
                            }
                            return y;
                        })
                .java(
                        KernelForm.of("LinearSystems.inverse" + (t ? "Transposed" : "") + "(#0.0, $1, $y)"),
                        x -> cube(x.get(0), 2, 1))
                .leadingTerms()
                .summary(t ? "transpose of the inverse" : "inverse")
                .reference("LinearSystems.inverse" + (t ? "Transposed; " : "; ") + GILES)
                .rule(
                        "-y*#" + side.mark() + "*y",
                        (g, x, y, v) ->
                                g.negate(product(g, product(g, y, Side.PLAIN, v, side), Side.PLAIN, y, Side.PLAIN)),
                        t ? "-y*#'*y" : "-y'*#*y'",
                        (g, x, y, v) ->
                                g.negate(product(g, product(g, y, side.other(), v, side), Side.PLAIN, y, side.other())))
                .series(Recurrence.always((e, k) -> {
                    Algebra g = e.sums().algebra();
                    Node inverse = e.value().at(0).orElseThrow();
                    return e.sums()
                            .convolution((a, y) -> product(g, a, side, y, Side.PLAIN), e.operand(0), e.value(), 1, k, k)
                            .map(taken -> g.negate(product(g, inverse, Side.PLAIN, taken, Side.PLAIN)));
                }))
                .locallyConstant()
                .identity(
                        "inv(a') = inv(a)'",
                        (g, x) -> untransposed(x).map(a -> g.apply(inverse(side.other()), a, g.apply(FACTOR, a))))
                .build();
    }

    private static Amount order(Shape square) {
        return Amount.of(square.size(0));
    }

    private static Operations cube(Shape square, long factor, long divisor) {
        Amount n = order(square);
        return Operations.flops(n.times(n).times(n).times(factor).over(divisor));
    }

    private static Node product(Algebra g, Node a, Side left, Node b, Side right) {
        return g.apply(Products.matrixMatrix(left, right), a, b);
    }

    /** The second derivatives of a determinant are symmetric, so that tangent and adjoint are one. */
    private static Node ofCofactors(Algebra g, List<Node> x, Node y, Node v) {
        Node inverse = inverseTransposed(g, x);
        Node turned = product(g, product(g, y, Side.PLAIN, v, Side.TRANSPOSED), Side.PLAIN, inverse, Side.PLAIN);
        return g.subtract(g.multiply(g.apply(Products.DOT, y, v), inverse), turned);
    }

    private static Node inverseTransposed(Algebra g, List<Node> x) {
        return g.apply(INVERSE_TRANSPOSED, x.get(0), x.get(1));
    }

    /** {@code inv(a)*b}, {@code side} being how the inverse enters, as a solution; nothing where it is no inverse. */
    static Optional<Node> solution(Algebra g, Node inverse, Side side, Node b) {
        return inverseSide(inverse)
                .map(own -> g.apply(
                        solve(side == Side.PLAIN ? own : own.other()), inverse.operand(0), b, inverse.operand(1)));
    }

    /** The transpose of an inverse, where {@code node} is one. */
    static Optional<Node> transposedInverse(Algebra g, Node node) {
        return inverseSide(node).map(own -> g.apply(inverse(own.other()), node.operand(0), node.operand(1)));
    }

    private static Optional<Side> inverseSide(Node node) {
        Operator operator = node.operator().orElse(FACTOR);
        return operator.equals(INVERSE)
                ? Optional.of(Side.PLAIN)
                : operator.equals(INVERSE_TRANSPOSED) ? Optional.of(Side.TRANSPOSED) : Optional.empty();
    }

    /** What the matrix is the transpose of, if its factors are not used elsewhere already, as an input of a body is. */
    private static Optional<Node> untransposed(List<Node> x) {
        boolean factored = Layout.operand(x.get(x.size() - 1), FACTOR).isPresent();
        return factored ? Layout.operand(x.get(0), Layout.TRANSPOSE) : Optional.empty();
    }

    private static Type numberOf(List<Type> types) {
        require(types.size() == 2 && isFactored(types.get(0), types.get(1)), types);
        return Type.REAL;
    }

    private static boolean isSquare(Type type) {
        Shape shape = type.shape();
        return type.isReal() && shape.rank() == 2 && shape.size(0).equals(shape.size(1));
    }

    private static boolean isFactored(Type matrix, Type factors) {
        return isSquare(matrix) && factors.equals(factors(matrix));
    }

    private static Type factors(Type matrix) {
        Size n = matrix.shape().size(0);
        return Type.real(Shape.of(n.times(n).plus(n)));
    }

    static Optional<ArrayOperator> named(String family, String attributes) {
        return switch (family) {
            case "factor" -> Optional.of(FACTOR);
            case "cofactors" -> Optional.of(COFACTORS);
            case "det" -> Optional.of(DET);
            case "logdet" -> Optional.of(LOGDET);
            case "solve" -> Side.named(attributes).map(LinearAlgebra::solve);
            case "inverse" -> Side.named(attributes).map(LinearAlgebra::inverse);
            default -> Optional.empty();
        };
    }

    static final List<ArrayOperator> ALL =
            List.of(FACTOR, SOLVE, SOLVE_TRANSPOSED, INVERSE, INVERSE_TRANSPOSED, COFACTORS, DET, LOGDET);
}
