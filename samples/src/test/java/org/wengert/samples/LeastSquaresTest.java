package org.wengert.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.wengert.samples.generated.LinearSystems;

class LeastSquaresTest {

    /** Matrices of a few normal numbers, whose condition is some tens. */
    private static final Offset<Double> ROUNDING = within(1e-12);

    private final Random random = new Random(29);
    private final double[] a = Start.normal(random, 4 * 4, 1);
    private final double[] b = Start.normal(random, 4, 1);
    private final double[] aDot = Start.normal(random, 4 * 4, 1);
    private final double[] bDot = Start.normal(random, 4, 1);

    private static double[] times(double[] matrix, double[] vector) {
        int rows = matrix.length / vector.length;
        double[] product = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < vector.length; j++) {
                product[i] += matrix[i * vector.length + j] * vector[j];
            }
        }
        return product;
    }

    private static double[] transposedTimes(double[] matrix, double[] vector) {
        int columns = matrix.length / vector.length;
        double[] product = new double[columns];
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < columns; j++) {
                product[j] += matrix[i * columns + j] * vector[i];
            }
        }
        return product;
    }

    private static double[] less(double[] x, double[] y) {
        double[] difference = x.clone();
        for (int i = 0; i < x.length; i++) {
            difference[i] -= y[i];
        }
        return difference;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** Of A*x = b the derivative is A*xDot = bDot - ADot*x. */
    @Test
    void theSolutionMovesAsItsEquationSays() {
        double[] x = new double[4];
        double[] xDot = new double[4];
        LinearSystems.solution solver = new LinearSystems.solution(4);
        solver.value(a, b, x);
        assertThat(times(a, x)).containsExactly(b, ROUNDING);
        solver.tangent(a, b, aDot, bDot, xDot);
        assertThat(times(a, xDot)).containsExactly(less(bDot, times(aDot, x)), ROUNDING);
    }

    @Test
    void theInverseGivesTheSameSolutionTangentAndAdjoint() {
        LinearSystems.solution solver = new LinearSystems.solution(4);
        LinearSystems.byInverse inverse = new LinearSystems.byInverse(4);
        double[] x = new double[4];
        double[] xBySolution = new double[4];
        solver.tangent(a, b, aDot, bDot, xBySolution);
        inverse.tangent(a, b, aDot, bDot, x);
        assertThat(x).containsExactly(xBySolution, ROUNDING);
        double[] aBar = new double[16];
        double[] bBar = new double[4];
        double[] aBarBySolution = new double[16];
        double[] bBarBySolution = new double[4];
        inverse.adjoint(a, b, bDot, x, aBar, bBar);
        solver.adjoint(a, b, bDot, xBySolution, aBarBySolution, bBarBySolution);
        assertThat(x).containsExactly(xBySolution, ROUNDING);
        assertThat(aBar).containsExactly(aBarBySolution, ROUNDING);
        assertThat(bBar).containsExactly(bBarBySolution, ROUNDING);
    }

    /** Of A'*A*x = A'*b the derivative is A'*A*xDot = ADot'*(b - A*x) + A'*(bDot - ADot*x). */
    @Test
    void theSolutionOfLeastSquaresMovesAsTheNormalEquationsSay() {
        double[] tall = Start.normal(random, 6 * 3, 1);
        double[] right = Start.normal(random, 6, 1);
        double[] tallDot = Start.normal(random, 6 * 3, 1);
        double[] rightDot = Start.normal(random, 6, 1);
        double[] x = new double[3];
        double[] xDot = new double[3];
        LinearSystems.leastSquares squares = new LinearSystems.leastSquares(6, 3);
        squares.value(tall, right, x);
        squares.tangent(tall, right, tallDot, rightDot, xDot);
        double[] moved = transposedTimes(tallDot, less(right, times(tall, x)));
        double[] pulled = transposedTimes(tall, less(rightDot, times(tallDot, x)));
        double[] expected = new double[3];
        for (int i = 0; i < 3; i++) {
            expected[i] = moved[i] + pulled[i];
        }
        assertThat(transposedTimes(tall, times(tall, xDot))).containsExactly(expected, ROUNDING);

        double[] cotangent = Start.normal(random, 3, 1);
        double[] tallBar = new double[18];
        double[] rightBar = new double[6];
        squares.adjoint(tall, right, cotangent, x, tallBar, rightBar);
        assertThat(dot(tallBar, tallDot) + dot(rightBar, rightDot)).isCloseTo(dot(cotangent, xDot), ROUNDING);
    }

    @Test
    void theObjectiveIsLeastWhereItsGradientIsZero() {
        double[] tall = Start.normal(random, 6 * 3, 1);
        double[] right = Start.normal(random, 6, 1);
        double[] x = new double[3];
        new LinearSystems.leastSquares(6, 3).value(tall, right, x);
        double[] gradient = new double[3];
        LinearSystems.objective residual = new LinearSystems.objective(6, 3);
        double least = residual.gradient(tall, right, x, gradient);
        assertThat(gradient).containsExactly(new double[3], ROUNDING);
        for (int i = 0; i < 3; i++) {
            double[] beside = x.clone();
            beside[i] += 1e-3;
            assertThat(residual.gradient(tall, right, beside, gradient)).isGreaterThan(least);
            beside[i] -= 2e-3;
            assertThat(residual.gradient(tall, right, beside, gradient)).isGreaterThan(least);
        }
    }

    /**
     * The first column of the inverse of the Hilbert matrix of order 3 (Hilbert, Acta Mathematica 18, 1894), and the slope of a line
     * with the derivative (t - mean)/sum((t - mean)^2) by each ordinate.
     */
    @Test
    void theNumbersPrintedAreTheKnownOnes() {
        assertThat(Printed.by(() -> LeastSquares.main(new String[0])))
                .contains(
                        "inv(A)*b              (9.000000000, -36.000000000, 30.000000000)",
                        "line of least squares (3.500000000, 1.400000000)",
                        "half the sum of squares 2.100000000000",
                        "the slope by the points (-0.300000000, -0.100000000, 0.100000000, 0.300000000)");
    }
}
