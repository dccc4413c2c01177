package org.wengert.op;

import static org.wengert.op.ArrayOperator.array;
import static org.wengert.op.Layout.require;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wengert.ir.Amount;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Type;
import org.wengert.op.ArrayOperator.Use;
import org.wengert.runtime.Matrices;
import org.wengert.runtime.Norms;
import org.wengert.runtime.Transposed;

/**
 * Products of vectors and matrices. Which factor is transposed is part of the operator, so that no transpose is ever formed.
 * Derivatives: M. B. Giles, Collected matrix derivative results for forward and reverse mode algorithmic differentiation,
 * 2008, section 2.2.2.
 */
public final class Products {

    private static final String GILES = "Giles 2008";

    /** The sum of the products of equal elements, of vectors or of matrices: {@code trace(a'*b)}. */
    public static final ArrayOperator DOT = array(
                    "dot",
                    "dot(a, b)",
                    types -> {
                        require(
                                types.size() == 2
                                        && types.get(0).equals(types.get(1))
                                        && types.get(0).isReal(),
                                types);
                        return Type.REAL;
                    },
                    (x, sizes) -> Tensor.scalar(Matrices.dot(
                            x.get(0).data().length, x.get(0).data(), 0, x.get(1).data(), 0)))
            .summary("sum of the products of equal elements, of vectors or matrices: trace(a'*b)")
            .reference("Matrices.dot; " + GILES)
            .linear("#*b", (g, x, y, v) -> g.multiply(v, x.get(1)))
            .linear("#*a", (g, x, y, v) -> g.multiply(v, x.get(0)))
            .java(KernelForm.of("Matrices.dot(#0, $0, $1)"), x -> twice(x.get(0).count()))
            .elements(Use.ONCE, (e, x, index) -> e.total(x, of -> e.algebra().multiply(of.get(0), of.get(1))))
            .identity(
                    "a unit vector picks an element",
                    (g, x) -> picked(g, x.get(0), x.get(1)).or(() -> picked(g, x.get(1), x.get(0))))
            .build();

    /** The element of {@code a} that the vector {@code b} picks, if it is a unit vector. */
    private static Optional<Node> picked(Algebra g, Node a, Node b) {
        return unit(g, b).map(index -> g.element(a, List.of(index)));
    }

    /** The index of the 1 of a unit vector; nothing if it is none. */
    private static Optional<Size> unit(Algebra g, Node vector) {
        Node meant = g.builder().meaning(vector);
        return ArrayOperator.in(meant)
                .flatMap(operator -> operator.regions(meant.type().shape()))
                .map(ArrayOperator.Regions::accesses)
                .filter(parts -> parts.size() == 1 && parts.get(0).size() == 1)
                .filter(parts ->
                        meant.operand(0).operation() instanceof Operation.Constant constant && constant.value() == 1)
                .map(parts -> parts.get(0).get(0))
                .filter(place -> place.count().isEmpty())
                .map(Access::from);
    }

    /** Column times row. */
    public static final ArrayOperator OUTER = array(
                    "outer",
                    "outer(a, b)",
                    types -> {
                        require(
                                types.size() == 2
                                        && types.get(0).shape().rank() == 1
                                        && types.get(1).shape().rank() == 1,
                                types);
                        return Type.real(Shape.of(
                                types.get(0).shape().size(0),
                                types.get(1).shape().size(0)));
                    },
                    (x, sizes) -> {
                        Tensor y = Tensor.zeros(x.get(0).extent(0), x.get(1).extent(0));
                        Matrices.outer(
                                y.extent(0),
                                y.extent(1),
                                x.get(0).data(),
                                0,
                                x.get(1).data(),
                                0,
                                y.data(),
                                0);
                        return y;
                    })
            .summary("column times row")
            .reference("Matrices.outer; " + GILES)
            .linear("#*b", (g, x, y, v) -> g.apply(Products.matrixVector(Side.PLAIN), v, x.get(1)))
            .linear("#'*a", (g, x, y, v) -> g.apply(Products.matrixVector(Side.TRANSPOSED), v, x.get(0)))
            .elements(
                    Use.REPEATS,
                    (e, x, index) -> e.algebra()
                            .multiply(e.of(x.get(0), List.of(index.get(0))), e.of(x.get(1), List.of(index.get(1)))))
            .build();

    private static final ArrayOperator MATRIX_VECTOR = makeMatrixVector(Side.PLAIN);
    private static final ArrayOperator TRANSPOSED_VECTOR = makeMatrixVector(Side.TRANSPOSED);

    private Products() {}

    /** How a factor enters. */
    public enum Side {
        PLAIN("n", ""),
        TRANSPOSED("t", "'");

        private final String id;
        private final String mark;

        Side(String id, String mark) {
            this.id = id;
            this.mark = mark;
        }

        boolean isTransposed() {
            return this == TRANSPOSED;
        }

        Side other() {
            return this == PLAIN ? TRANSPOSED : PLAIN;
        }

        /** As names of operators have it. */
        String id() {
            return id;
        }

        /** As formulas have it. */
        String mark() {
            return mark;
        }

        static Optional<Side> named(String id) {
            return Arrays.stream(values()).filter(side -> side.id.equals(id)).findFirst();
        }
    }

    /** A product with a vector as the runtime has it. */
    @FunctionalInterface
    private interface VectorKernel {
        void run(int rows, int columns, double[] a, int fromA, double[] x, int fromX, double[] y, int fromY);

        default void run(List<Tensor> x, Tensor y) {
            Tensor a = x.get(0);
            run(a.extent(0), a.extent(1), a.data(), 0, x.get(1).data(), 0, y.data(), 0);
        }
    }

    /** {@code a*b}, or {@code a'*b}, with a vector b. */
    public static ArrayOperator matrixVector(Side side) {
        return side == Side.PLAIN ? MATRIX_VECTOR : TRANSPOSED_VECTOR;
    }

    private static ArrayOperator makeMatrixVector(Side side) {
        boolean t = side.isTransposed();
        VectorKernel set = t ? Matrices::transposedTimesVector : Matrices::timesVector;
        VectorKernel add = t ? Matrices::addTransposedTimesVector : Matrices::addTimesVector;
        return array(
                        "matvec[" + side.id + "]",
                        "a" + side.mark + "*b",
                        types -> {
                            require(types.size() == 2 && types.get(0).shape().rank() == 2, types);
                            require(types.get(1).shape().equals(Shape.of(inner(types.get(0), t))), types);
                            return Type.real(Shape.of(inner(types.get(0), !t)));
                        },
                        (x, sizes) -> {
                            Tensor y = Tensor.zeros(x.get(0).extent(t ? 1 : 0));
                            set.run(x, y);
                            return y;
                        })
                .identity(
                        "a unit vector picks a " + (t ? "row" : "column"),
                        (g, x) -> unit(g, x.get(1)).map(index -> {
                            Access all = Access.all(x.get(0).type().shape().size(t ? 1 : 0));
                            Access at = Access.at(index);
                            return g.apply(Layout.get(t ? List.of(at, all) : List.of(all, at)), x.get(0));
                        }))
                .java(
                        KernelForm.adding(
                                "Matrices." + (t ? "transposedTimesVector" : "timesVector")
                                        + "(#0.0, #0.1, $0, $1, $y)",
                                "Matrices." + (t ? "addTransposedTimesVector" : "addTimesVector")
                                        + "(#0.0, #0.1, $0, $1, $y)"),
                        x -> twice(x.get(0).count()))
                .adding((x, sizes, y) -> add.run(x, y))
                .entries((e, x, index) -> e.sum(
                        inner(x.get(0).type(), t),
                        k -> e.algebra().multiply(of(e, x.get(0), t, index.get(0), k), e.of(x.get(1), List.of(k)))))
                .summary("matrix times vector")
                .reference("Matrices." + (t ? "transposedTimesVector; " : "timesVector; ") + GILES)
                .linear(
                        t ? "outer(b, #)" : "outer(#, b)",
                        (g, x, y, v) -> t ? g.apply(OUTER, x.get(1), v) : g.apply(OUTER, v, x.get(1)))
                .linear(
                        "a" + side.other().mark + "*#",
                        (g, x, y, v) -> g.apply(matrixVector(side.other()), x.get(0), v))
                .identity(
                        "(a')*b",
                        (g, x) -> Layout.operand(x.get(0), Layout.TRANSPOSE)
                                .map(a -> g.apply(matrixVector(side.other()), a, x.get(1))))
                .identity("inv(a)*b = solve(a, b)", (g, x) -> LinearAlgebra.solution(g, x.get(0), side, x.get(1)))
                .build();
    }

    /** A product of matrices as the runtime has it. */
    @FunctionalInterface
    private interface MatrixKernel {
        void run(
                Transposed sides,
                int m,
                int n,
                int k,
                double[] a,
                int fromA,
                double[] b,
                int fromB,
                double[] y,
                int fromY);

        default void run(Transposed sides, List<Tensor> x, Tensor y) {
            Tensor a = x.get(0);
            int inner = a.extent(sides == Transposed.LEFT || sides == Transposed.BOTH ? 0 : 1);
            run(sides, y.extent(0), y.extent(1), inner, a.data(), 0, x.get(1).data(), 0, y.data(), 0);
        }
    }

    private static KernelForm multiplication(Side left, Side right) {
        boolean s = left.isTransposed();
        String arguments = "(Transposed." + transposed(left, right).name() + ", " + (s ? "#0.1" : "#0.0") + ", "
                + (right.isTransposed() ? "#1.0" : "#1.1") + ", " + (s ? "#0.0" : "#0.1") + ", $0, $1, $y)";
        return KernelForm.adding("Matrices.multiply" + arguments, "Matrices.addMultiply" + arguments);
    }

    /** {@code a*b} with either factor, or both, transposed. */
    public static ArrayOperator matrixMatrix(Side left, Side right) {
        boolean s = left.isTransposed();
        boolean t = right.isTransposed();
        Transposed sides = transposed(left, right);
        MatrixKernel set = Matrices::multiply;
        MatrixKernel add = Matrices::addMultiply;
        return array(
                        "matmul[" + left.id + right.id + "]",
                        "a" + left.mark + "*b" + right.mark,
                        types -> {
                            require(
                                    types.size() == 2
                                            && types.get(0).shape().rank() == 2
                                            && types.get(1).shape().rank() == 2,
                                    types);
                            require(inner(types.get(0), s).equals(inner(types.get(1), !t)), types);
                            return Type.real(Shape.of(inner(types.get(0), !s), inner(types.get(1), t)));
                        },
                        (x, sizes) -> {
                            Tensor y = Tensor.zeros(
                                    x.get(0).extent(s ? 1 : 0), x.get(1).extent(t ? 0 : 1));
                            set.run(sides, x, y);
                            return y;
                        })
                .java(
                        multiplication(left, right),
                        x -> twice(x.get(0).count().times(x.get(1).size(t ? 0 : 1))))
                .adding((x, sizes, y) -> add.run(sides, x, y))
                .entries((e, x, index) -> e.sum(
                        inner(x.get(0).type(), s),
                        k -> e.algebra()
                                .multiply(of(e, x.get(0), s, index.get(0), k), of(e, x.get(1), t, k, index.get(1)))))
                .summary("product of matrices")
                .reference("Matrices.multiply; " + GILES)
                .linear(
                        s ? "b" + right.mark + "*#'" : "#*b" + right.other().mark,
                        (g, x, y, v) -> s
                                ? g.apply(matrixMatrix(right, Side.TRANSPOSED), x.get(1), v)
                                : g.apply(matrixMatrix(Side.PLAIN, right.other()), v, x.get(1)))
                .linear(
                        t ? "#'*a" + left.mark : "a" + left.other().mark + "*#",
                        (g, x, y, v) -> t
                                ? g.apply(matrixMatrix(Side.TRANSPOSED, left), v, x.get(0))
                                : g.apply(matrixMatrix(left.other(), Side.PLAIN), x.get(0), v))
                .identity(
                        "(a')*b",
                        (g, x) -> Layout.operand(x.get(0), Layout.TRANSPOSE)
                                .map(a -> g.apply(matrixMatrix(left.other(), right), a, x.get(1))))
                .identity(
                        "a*(b')",
                        (g, x) -> Layout.operand(x.get(1), Layout.TRANSPOSE)
                                .map(b -> g.apply(matrixMatrix(left, right.other()), x.get(0), b)))
                .identity(
                        "inv(a)*b = solve(a, b)",
                        (g, x) -> right == Side.PLAIN
                                ? LinearAlgebra.solution(g, x.get(0), left, x.get(1))
                                : Optional.empty())
                .build();
    }

    private static Node of(Elements e, Node matrix, boolean transposed, Size row, Size column) {
        return e.of(matrix, transposed ? List.of(column, row) : List.of(row, column));
    }

    private static Operations twice(Size products) {
        return Operations.flops(Amount.of(products).times(2));
    }

    /** {@code a*b} with a vector or a matrix b. */
    static Node times(Algebra g, Node a, Side side, Node b) {
        ArrayOperator product = b.type().shape().rank() == 1 ? matrixVector(side) : matrixMatrix(side, Side.PLAIN);
        return g.apply(product, a, b);
    }

    /** {@code a*b'} with vectors or matrices. */
    static Node timesTransposed(Algebra g, Node a, Node b) {
        ArrayOperator product = b.type().shape().rank() == 1 ? OUTER : matrixMatrix(Side.PLAIN, Side.TRANSPOSED);
        return g.apply(product, a, b);
    }

    private static Transposed transposed(Side left, Side right) {
        return left.isTransposed()
                ? right.isTransposed() ? Transposed.BOTH : Transposed.LEFT
                : right.isTransposed() ? Transposed.RIGHT : Transposed.NEITHER;
    }

    /** The number of columns, or of rows. */
    private static Size inner(Type matrix, boolean rows) {
        return matrix.shape().size(rows ? 0 : 1);
    }

    static Optional<ArrayOperator> named(String family, String attributes) {
        return switch (family) {
            case "log_product" -> Optional.of(LOG_PRODUCT);
            case "dot" -> Optional.of(DOT);
            case "outer" -> Optional.of(OUTER);
            case "matvec" -> Side.named(attributes).map(Products::matrixVector);
            case "matmul" ->
                ALL.stream()
                        .filter(operator -> operator.name().equals("matmul[" + attributes + "]"))
                        .findFirst();
            default -> Optional.empty();
        };
    }

    /** The logarithm of the product of all elements. */
    public static final ArrayOperator LOG_PRODUCT = array(
                    "log_product",
                    "log_product(x)",
                    types -> Type.REAL,
                    (x, sizes) -> Tensor.scalar(
                            Norms.logProduct(x.get(0).data().length, x.get(0).data(), 0)))
            .summary("logarithm of the product of all elements, without overflow")
            .reference("Norms.logProduct")
            .rule(
                    "sum(#/x)",
                    (g, x, y, v) -> g.sumTo(g.divide(v, x.get(0)), Shape.SCALAR),
                    "#/x, 0 where # is",
                    (g, x, y, v) -> g.guardedDivide(v, x.get(0)))
            .java(
                    KernelForm.of("Norms.logProduct(#0, $0)"),
                    x -> new Operations(Amount.of(x.get(0).count()).times(2), Amount.of(1)))
            .build();

    static final List<ArrayOperator> ALL = List.of(
            LOG_PRODUCT,
            DOT,
            OUTER,
            matrixVector(Side.PLAIN),
            matrixVector(Side.TRANSPOSED),
            matrixMatrix(Side.PLAIN, Side.PLAIN),
            matrixMatrix(Side.PLAIN, Side.TRANSPOSED),
            matrixMatrix(Side.TRANSPOSED, Side.PLAIN),
            matrixMatrix(Side.TRANSPOSED, Side.TRANSPOSED));
}
