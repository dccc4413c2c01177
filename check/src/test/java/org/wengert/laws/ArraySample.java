package org.wengert.laws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Shape;
import org.wengert.ir.SizeText;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.op.ArrayOperator;
import org.wengert.op.LinearAlgebra;
import org.wengert.op.Products;
import org.wengert.op.Tensor;

/**
 * One operator at parameters of some shapes, with a reference for its value.
 *
 * @param condition the condition number of the first parameter, if that is a matrix which is factored; 1 if nothing is
 */
record ArraySample(ArrayOperator operator, List<Type> types, double condition, Reference reference) {

    static final Map<Symbol, Long> SIZES =
            Map.of(new Symbol("n"), 4L, new Symbol("m"), 3L, new Symbol("p"), 2L, new Symbol("i"), 1L);

    /** The value computed in another way. */
    @FunctionalInterface
    interface Reference {
        Tensor of(List<Tensor> x);
    }

    /** An element of the value. */
    @FunctionalInterface
    interface Element {
        double of(List<Tensor> x, int... index);
    }

    static ArraySample of(ArrayOperator operator, String shapes, Reference reference) {
        return new ArraySample(operator, types(shapes), 1, reference);
    }

    /** The reference being a formula for every element of a value of shape {@code result}. */
    static ArraySample elements(ArrayOperator operator, String shapes, String result, Element element) {
        int[] extents = extents(types(result).get(0));
        return of(operator, shapes, x -> {
            Tensor y = Tensor.zeros(extents);
            int[] index = new int[extents.length];
            for (int k = 0; k < y.data().length; k++) {
                int rest = k;
                for (int axis = extents.length - 1; axis >= 0; axis--) {
                    index[axis] = rest % extents[axis];
                    rest /= extents[axis];
                }
                y.data()[k] = element.of(x, index);
            }
            return y;
        });
    }

    ArraySample conditioned(double number) {
        return new ArraySample(operator, types, number, reference);
    }

    /** {@code n,m|m}: one shape for each parameter. */
    private static List<Type> types(String shapes) {
        return Arrays.stream(shapes.split("\\|", -1))
                .map(s -> Type.real(SizeText.shape(s)))
                .toList();
    }

    static double at(Tensor x, int... index) {
        int offset = 0;
        for (int axis = 0; axis < index.length; axis++) {
            offset = offset * x.extent(axis) + index[axis];
        }
        return x.data()[offset];
    }

    /** The program that is this operator at its parameters; factors are computed beside it. */
    Graph graph(Rewriter rewriter) {
        GraphBuilder g = new GraphBuilder(rewriter);
        List<Node> operands = new ArrayList<>();
        for (Type type : types) {
            operands.add(g.input(String.valueOf("abc".charAt(operands.size())), type));
        }
        if (condition > 1) {
            operands.add(g.apply(LinearAlgebra.FACTOR, operands.get(0)));
        }
        return g.build("f", List.of(new Graph.Output("f", g.apply(operator, operands))));
    }

    List<Tensor> point(Random random) {
        List<Tensor> point = random(types, random);
        if (condition > 1) {
            point.set(0, matrix(extents(types.get(0))[0], condition, random));
        }
        if (operator.equals(Products.LOG_PRODUCT)) {
            // Negative products have no logarithm.
            double[] x = point.get(0).data();
            Arrays.setAll(x, i -> Math.abs(x[i]));
        }
        return point;
    }

    static List<Tensor> random(List<Type> types, Random random) {
        List<Tensor> tensors = new ArrayList<>();
        for (Type type : types) {
            int[] extents = extents(type);
            tensors.add(new Tensor(
                    extents, random.doubles(Tensor.count(extents), -1, 1).toArray()));
        }
        return tensors;
    }

    /** Two reflections and between them singular values from 1 down to 1/condition, evenly in their logarithm. */
    static Tensor matrix(int n, double condition, Random random) {
        Tensor a = Tensor.zeros(n, n);
        double[][] left = reflection(n, random);
        double[][] right = reflection(n, random);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    a.data()[i * n + j] += left[i][k] * Math.pow(condition, -k / (n - 1.0)) * right[k][j];
                }
            }
        }
        return a;
    }

    private static double[][] reflection(int n, Random random) {
        double[] v = random.doubles(n, -1, 1).toArray();
        double square = Arrays.stream(v).map(x -> x * x).sum();
        double[][] h = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                h[i][j] = (i == j ? 1 : 0) - 2 * v[i] * v[j] / square;
            }
        }
        return h;
    }

    static int[] extents(Type type) {
        return extents(type.shape());
    }

    private static int[] extents(Shape shape) {
        return shape.sizes().stream()
                .mapToInt(s -> (int) s.evaluate(symbol -> SIZES.getOrDefault(symbol, -1L)))
                .toArray();
    }

    @Override
    public String toString() {
        return operator + " at " + types + (condition > 1 ? ", condition " + condition : "");
    }
}
