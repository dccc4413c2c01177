package org.wengert.laws;

import static org.wengert.laws.ArraySample.at;
import static org.wengert.laws.ArraySample.elements;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.wengert.ir.Size;
import org.wengert.ir.SizeText;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Catalogue;
import org.wengert.op.Euclidean;
import org.wengert.op.Layout;
import org.wengert.op.LinearAlgebra;
import org.wengert.op.Products;
import org.wengert.op.Products.Side;
import org.wengert.op.Tensor;

/** Every operator on arrays at shapes that tell its axes apart: n = 4, m = 3, p = 2, i = 1. */
final class ArraySamples {

    private static final double WELL = 3;
    private static final double ILL = 1e4;

    private static final Access I = Access.at(Size.of(new Symbol("i")));
    private static final Access ALL_M = Access.all(Size.of(new Symbol("m")));
    private static final Access ALL_P = Access.all(Size.of(new Symbol("p")));
    private static final Access SECOND = Access.at(Size.ONE);
    private static final Access MIDDLE = Access.range(Size.ONE, Size.of(2));

    private ArraySamples() {}

    static Stream<ArraySample> all() {
        return Stream.of(layout(), products(), norms(), linearAlgebra()).flatMap(List::stream);
    }

    private static List<ArraySample> layout() {
        return List.of(
                elements(Layout.TRANSPOSE, "n,m", "m,n", (x, e) -> at(x.get(0), e[1], e[0])),
                elements(Layout.get(List.of(I, ALL_M)), "n,m", "m", (x, e) -> at(x.get(0), 1, e[0])),
                elements(Layout.get(List.of(I, I)), "n,m", "", (x, e) -> at(x.get(0), 1, 1)),
                elements(
                        Layout.get(List.of(ALL_P, I, MIDDLE)),
                        "p,n,m",
                        "p,2",
                        (x, e) -> at(x.get(0), e[0], 1, 1 + e[1])),
                elements(
                        Layout.scatter(SizeText.shape("n,m"), List.of(I, ALL_M)),
                        "m",
                        "n,m",
                        (x, e) -> e[0] == 1 ? at(x.get(0), e[1]) : 0),
                elements(
                        Layout.scatter(SizeText.shape("n"), List.of(I)),
                        "",
                        "n",
                        (x, e) -> e[0] == 1 ? x.get(0).value() : 0),
                elements(
                        Layout.scatter(SizeText.shape("n,m"), List.of(MIDDLE, MIDDLE)),
                        "2,2",
                        "n,m",
                        (x, e) -> e[0] % 3 == 0 || e[1] == 0 ? 0 : at(x.get(0), e[0] - 1, e[1] - 1)),
                elements(Layout.broadcast(SizeText.shape("n,m"), List.of(0)), "n", "n,m", (x, e) -> at(x.get(0), e[0])),
                elements(Layout.broadcast(SizeText.shape("n,m"), List.of(1)), "m", "n,m", (x, e) -> at(x.get(0), e[1])),
                elements(
                        Layout.broadcast(SizeText.shape("n,m"), List.of()),
                        "",
                        "n,m",
                        (x, e) -> x.get(0).value()),
                elements(
                        Layout.broadcast(SizeText.shape("n,m,p"), List.of(0, 2)),
                        "n,p",
                        "n,m,p",
                        (x, e) -> at(x.get(0), e[0], e[2])),
                elements(Layout.sum(List.of(0)), "n,m", "m", (x, e) -> sum(4, k -> at(x.get(0), k, e[0]))),
                elements(Layout.sum(List.of(1)), "n,m", "n", (x, e) -> sum(3, k -> at(x.get(0), e[0], k))),
                elements(
                        Layout.sum(List.of(0, 1)),
                        "n,m",
                        "",
                        (x, e) -> sum(12, k -> x.get(0).data()[k])),
                elements(
                        Layout.sum(List.of(0, 2)),
                        "n,m,p",
                        "m",
                        (x, e) -> sum(8, k -> at(x.get(0), k / 2, e[0], k % 2))),
                elements(
                        Layout.reshape(SizeText.shape("n*m")),
                        "n,m",
                        "n*m",
                        (x, e) -> at(x.get(0), e[0] / 3, e[0] % 3)),
                elements(Layout.stack(2), "n,m|n,m", "2,n,m", (x, e) -> at(x.get(e[0]), e[1], e[2])),
                elements(Layout.stack(3), "||", "3", (x, e) -> x.get(e[0]).value()),
                elements(
                        Layout.concat(List.of(Optional.of(SizeText.size("n")), Optional.empty())),
                        "n|",
                        "n+1",
                        (x, e) -> e[0] < x.get(0).extent(0)
                                ? at(x.get(0), e[0])
                                : x.get(1).value()),
                elements(
                        Layout.accumulate(
                                SizeText.shape("n,m"), List.of(List.of(MIDDLE, MIDDLE), List.of(SECOND, MIDDLE))),
                        "2,2|2",
                        "n,m",
                        (x, e) -> (e[0] % 3 == 0 || e[1] == 0 ? 0 : at(x.get(0), e[0] - 1, e[1] - 1))
                                + (e[0] != 1 || e[1] == 0 ? 0 : at(x.get(1), e[1] - 1))));
    }

    private static List<ArraySample> products() {
        List<ArraySample> samples = new ArrayList<>(List.of(
                elements(Products.DOT, "n|n", "", (x, e) -> sum(4, k -> at(x.get(0), k) * at(x.get(1), k))),
                elements(
                        Products.LOG_PRODUCT,
                        "n",
                        "",
                        (x, e) -> Math.log(at(x.get(0), 0) * at(x.get(0), 1) * at(x.get(0), 2) * at(x.get(0), 3))),
                elements(
                        Products.DOT,
                        "n,m|n,m",
                        "",
                        (x, e) -> sum(12, k -> x.get(0).data()[k] * x.get(1).data()[k])),
                elements(Products.OUTER, "n|m", "n,m", (x, e) -> at(x.get(0), e[0]) * at(x.get(1), e[1])),
                elements(
                        Products.matrixVector(Side.PLAIN),
                        "n,m|m",
                        "n",
                        (x, e) -> sum(3, k -> at(x.get(0), e[0], k) * at(x.get(1), k))),
                elements(
                        Products.matrixVector(Side.TRANSPOSED),
                        "n,m|n",
                        "m",
                        (x, e) -> sum(4, k -> at(x.get(0), k, e[0]) * at(x.get(1), k)))));
        for (Side left : Side.values()) {
            for (Side right : Side.values()) {
                boolean s = left == Side.TRANSPOSED;
                boolean t = right == Side.TRANSPOSED;
                samples.add(elements(
                        Products.matrixMatrix(left, right),
                        (s ? "m,n" : "n,m") + "|" + (t ? "p,m" : "m,p"),
                        "n,p",
                        (x, e) -> sum(
                                3,
                                k -> (s ? at(x.get(0), k, e[0]) : at(x.get(0), e[0], k))
                                        * (t ? at(x.get(1), e[1], k) : at(x.get(1), k, e[1])))));
            }
        }
        return samples;
    }

    private static List<ArraySample> norms() {
        return List.of(
                elements(Euclidean.NORM, "n", "", (x, e) -> length(x.get(0))),
                elements(Euclidean.NORM, "n,m", "", (x, e) -> length(x.get(0))),
                elements(named("unit"), "n", "n", (x, e) -> at(x.get(0), e[0]) / length(x.get(0))),
                elements(named("projection"), "n|n", "n", (x, e) -> {
                    double along = sum(4, k -> at(x.get(0), k) * at(x.get(1), k)) / length(x.get(0));
                    double unit = at(x.get(0), e[0]) / length(x.get(0));
                    return (at(x.get(1), e[0]) - unit * along) / length(x.get(0));
                }));
    }

    private static ArrayOperator named(String name) {
        return Catalogue.namedArray(name).orElseThrow();
    }

    private static double length(Tensor x) {
        return Math.sqrt(sum(x.data().length, k -> x.data()[k] * x.data()[k]));
    }

    private static List<ArraySample> linearAlgebra() {
        List<ArraySample> samples = new ArrayList<>();
        for (double condition : new double[] {WELL, ILL}) {
            for (Side side : Side.values()) {
                for (String right : List.of("n", "n,p")) {
                    samples.add(ArraySample.of(LinearAlgebra.solve(side), "n,n|" + right, x -> {
                                RealMatrix b = matrix(x.get(1));
                                return tensor(
                                        inverse(x.get(0), side).multiply(b),
                                        x.get(1).extents());
                            })
                            .conditioned(condition));
                }
                samples.add(ArraySample.of(
                                LinearAlgebra.inverse(side),
                                "n,n",
                                x -> tensor(inverse(x.get(0), side), x.get(0).extents()))
                        .conditioned(condition));
            }
            samples.add(ArraySample.of(named("cofactors"), "n,n", x -> {
                        RealMatrix turned = inverse(x.get(0), Side.TRANSPOSED);
                        return tensor(
                                turned.scalarMultiply(determinant(x.get(0))),
                                x.get(0).extents());
                    })
                    .conditioned(condition));
            samples.add(ArraySample.of(LinearAlgebra.DET, "n,n", x -> Tensor.scalar(determinant(x.get(0))))
                    .conditioned(condition));
            samples.add(ArraySample.of(
                            LinearAlgebra.LOGDET, "n,n", x -> Tensor.scalar(Math.log(Math.abs(determinant(x.get(0))))))
                    .conditioned(condition));
        }
        return samples;
    }

    private static double sum(int count, IntToDoubleFunction term) {
        return IntStream.range(0, count).mapToDouble(term).sum();
    }

    private static RealMatrix matrix(Tensor x) {
        int columns = x.rank() == 1 ? 1 : x.extent(1);
        RealMatrix matrix = new Array2DRowRealMatrix(x.extent(0), columns);
        for (int k = 0; k < x.data().length; k++) {
            matrix.setEntry(k / columns, k % columns, x.data()[k]);
        }
        return matrix;
    }

    private static Tensor tensor(RealMatrix matrix, int[] extents) {
        Tensor y = Tensor.zeros(extents);
        for (int k = 0; k < y.data().length; k++) {
            y.data()[k] = matrix.getEntry(k / matrix.getColumnDimension(), k % matrix.getColumnDimension());
        }
        return y;
    }

    private static RealMatrix inverse(Tensor a, Side side) {
        RealMatrix inverse = new LUDecomposition(matrix(a), 0).getSolver().getInverse();
        return side == Side.PLAIN ? inverse : inverse.transpose();
    }

    private static double determinant(Tensor a) {
        return new LUDecomposition(matrix(a), 0).getDeterminant();
    }

    /** What an operator of a family is known by. */
    static String family(ArrayOperator operator) {
        return operator.name().replaceAll("\\[.*]", "");
    }
}
