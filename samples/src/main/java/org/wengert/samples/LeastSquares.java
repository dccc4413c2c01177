package org.wengert.samples;

import java.util.Arrays;
import java.util.Locale;
import org.wengert.samples.generated.LinearSystems;

/** Solutions of linear equations, exact and least squares, and how they move with the matrix and the right-hand side. */
public final class LeastSquares {

    private LeastSquares() {}

    public static void main(String[] args) {
        inverse();
        line();
    }

    /** The inverse of this Hilbert matrix has integers as its elements; its first column is (9, -36, 30). */
    private static void inverse() {
        double[] a = {1, 1.0 / 2, 1.0 / 3, 1.0 / 2, 1.0 / 3, 1.0 / 4, 1.0 / 3, 1.0 / 4, 1.0 / 5};
        double[] b = {1, 0, 0};
        double[] x = new double[3];
        new LinearSystems.byInverse(3).value(a, b, x);
        print("inv(A)*b             ", x);
        new LinearSystems.solution(3).value(a, b, x);
        print("A \\ b                ", x);
        double[] first = {1, 0, 0, 0, 0, 0, 0, 0, 0};
        double[] xDot = new double[3];
        new LinearSystems.byInverse(3).tangent(a, b, first, new double[3], xDot);
        print("its derivative by A11", xDot);
    }

    /** The line through (1, 6), (2, 5), (3, 7), (4, 10) is 3.5 + 1.4*t. */
    private static void line() {
        double[] a = {1, 1, 1, 2, 1, 3, 1, 4};
        double[] b = {6, 5, 7, 10};
        double[] x = new double[2];
        double[] aBar = new double[a.length];
        double[] bBar = new double[b.length];
        new LinearSystems.leastSquares(4, 2).adjoint(a, b, new double[] {0, 1}, x, aBar, bBar);
        print("line of least squares", x);
        double[] gradient = new double[2];
        double objective = new LinearSystems.objective(4, 2).gradient(a, b, x, gradient);
        System.out.printf(Locale.ROOT, "half the sum of squares %.12f%n", objective);
        System.out.printf(
                Locale.ROOT, "largest derivative there %.1e%n", Math.max(Math.abs(gradient[0]), Math.abs(gradient[1])));
        print("the slope by the points", bBar);
    }

    private static void print(String what, double[] x) {
        String numbers = String.join(
                ", ",
                Arrays.stream(x)
                        .mapToObj(v -> String.format(Locale.ROOT, "%.9f", v))
                        .toList());
        System.out.println(what + " (" + numbers + ")");
    }
}
