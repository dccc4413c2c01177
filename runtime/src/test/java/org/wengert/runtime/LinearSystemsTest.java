package org.wengert.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Factorisations by what they solve, by an elimination written out, and by Hipparchus. */
class LinearSystemsTest {

    private static final long SEED = 20_260_105;
    private static final double EPS = 0x1p-52;

    private static double[] random(Random random, int length) {
        return random.doubles(length, -1, 1).toArray();
    }

    private static double[] factors(int n, double[] a) {
        double[] f = new double[LinearSystems.factorSize(n)];
        LinearSystems.factor(n, a, 0, f, 0);
        return f;
    }

    private static double largest(double[] x) {
        return Arrays.stream(x).map(Math::abs).max().orElse(0);
    }

    /**
     * The residual {@code a*x - b}, for which Higham, Accuracy and Stability of Numerical Algorithms, chapter 9, gives
     * 3*n*eps times |L|*|U|*|x|, the growth of U being small for the matrices here.
     */
    private static void assertSolves(Transposed transposed, int n, int columns, double[] a, double[] x, double[] b) {
        double[] product = new double[n * columns];
        Matrices.multiply(transposed, n, columns, n, a, 0, x, 0, product, 0);
        double bound = 3 * n * EPS * (n * largest(a) * largest(x) + largest(b)) * 4;
        for (int i = 0; i < n * columns; i++) {
            assertThat(product[i]).isCloseTo(b[i], within(bound));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 15, 16, 17, 31, 33, 50, 100})
    void solvesForVectorsAndMatricesAndTransposed(int n) {
        Random random = new Random(SEED + n);
        for (int columns : new int[] {0, 1, 2, 3, 4, 7, n}) {
            double[] a = random(random, n * n);
            double[] b = random(random, n * columns);
            double[] f = factors(n, a);
            double[] x = new double[n * columns];
            LinearSystems.solve(n, columns, f, 0, b, 0, x, 0);
            assertSolves(Transposed.NEITHER, n, columns, a, x, b);
            LinearSystems.solveTransposed(n, columns, f, 0, b, 0, x, 0);
            assertSolves(Transposed.LEFT, n, columns, a, x, b);
        }
    }

    /** Hilbert's matrix of order 10 has the condition number 1.6e13; the residual is small all the same. */
    @Test
    void theResidualIsSmallHoweverIllConditionedTheMatrix() {
        int n = 10;
        double[] a = IntStream.range(0, n * n)
                .mapToDouble(e -> 1.0 / (e / n + e % n + 1))
                .toArray();
        double[] b = random(new Random(SEED), n);
        double[] x = new double[n];
        LinearSystems.solve(n, 1, factors(n, a), 0, b, 0, x, 0);
        assertSolves(Transposed.NEITHER, n, 1, a, x, b);
        assertThat(largest(x)).isGreaterThan(1e6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 16, 17, 40})
    void theInverseIsTheSolutionForTheIdentity(int n) {
        double[] a = random(new Random(SEED + n), n * n);
        double[] f = factors(n, a);
        double[] identity = new double[n * n];
        IntStream.range(0, n).forEach(i -> identity[i * n + i] = 1);
        double[] expected = new double[n * n];
        double[] actual = new double[n * n];
        LinearSystems.solve(n, n, f, 0, identity, 0, expected, 0);
        LinearSystems.inverse(n, f, 0, actual, 0);
        assertThat(actual).containsExactly(expected);
        LinearSystems.solveTransposed(n, n, f, 0, identity, 0, expected, 0);
        LinearSystems.inverseTransposed(n, f, 0, actual, 0);
        assertThat(actual).containsExactly(expected);
    }

    /** A matrix of columns is solved as each of them is, to the last bit. */
    @Test
    void theColumnsOfARightSideDoNotMeet() {
        int n = 37;
        int columns = 6;
        Random random = new Random(SEED);
        double[] f = factors(n, random(random, n * n));
        double[] b = random(random, n * columns);
        double[] x = new double[n * columns];
        LinearSystems.solve(n, columns, f, 0, b, 0, x, 0);
        for (int j = 0; j < columns; j++) {
            int column = j;
            double[] bj = IntStream.range(0, n)
                    .mapToDouble(i -> b[i * columns + column])
                    .toArray();
            double[] xj = new double[n];
            LinearSystems.solve(n, 1, f, 0, bj, 0, xj, 0);
            assertThat(xj)
                    .containsExactly(IntStream.range(0, n)
                            .mapToDouble(i -> x[i * columns + column])
                            .toArray());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16, 17, 48, 49, 70})
    void theFactorsAreThoseOfAnEliminationWithoutBlocks(int n) {
        double[] a = random(new Random(SEED + n), n * n);
        double[] f = factors(n, a);
        double[][] rows = new double[n][];
        IntStream.range(0, n).forEach(i -> rows[i] = Arrays.copyOfRange(a, i * n, i * n + n));
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                pivot = Math.abs(rows[i][k]) > Math.abs(rows[pivot][k]) ? i : pivot;
            }
            double[] row = rows[pivot];
            rows[pivot] = rows[k];
            rows[k] = row;
            assertThat(f[n * n + k]).isEqualTo(pivot);
            for (int i = k + 1; i < n; i++) {
                rows[i][k] /= -row[k];
                for (int j = k + 1; j < n; j++) {
                    rows[i][j] = Math.fma(rows[i][k], row[j], rows[i][j]);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            assertThat(Arrays.copyOfRange(f, i * n, i * n + n)).containsExactly(rows[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 9, 20})
    void theDeterminantIsThatOfHipparchus(int n) {
        for (int trial = 0; trial < 20; trial++) {
            double[] a = random(new Random(SEED + 100L * n + trial), n * n);
            double[][] rows = new double[n][];
            IntStream.range(0, n).forEach(i -> rows[i] = Arrays.copyOfRange(a, i * n, i * n + n));
            double expected = new LUDecomposition(new Array2DRowRealMatrix(rows), 0).getDeterminant();
            double[] inverse = new double[n * n];
            double[] f = factors(n, a);
            LinearSystems.inverse(n, f, 0, inverse, 0);
            // relative error up to n*eps times the condition number, for either of the two
            double relative = 4 * n * EPS * n * n * largest(a) * largest(inverse);
            assertThat(LinearSystems.determinant(n, f, 0)).isCloseTo(expected, within(relative * Math.abs(expected)));
            assertThat(LinearSystems.logDeterminant(n, f, 0))
                    .isCloseTo(Math.log(Math.abs(expected)), within(relative + 4 * n * EPS));
        }
    }

    @Test
    void exchangedRowsChangeTheSignOfTheDeterminant() {
        double[] cycle = {0, 1, 0, 0, 0, 1, 1, 0, 0};
        double[] swap = {0, 1, 0, 1, 0, 0, 0, 0, 2};
        assertThat(LinearSystems.determinant(3, factors(3, cycle), 0)).isEqualTo(1);
        assertThat(LinearSystems.determinant(3, factors(3, swap), 0)).isEqualTo(-2);
        assertThat(LinearSystems.logDeterminant(3, factors(3, swap), 0)).isEqualTo(Math.log(2));
        assertThat(LinearSystems.determinant(0, new double[0], 0)).isEqualTo(1);
        assertThat(LinearSystems.logDeterminant(0, new double[0], 0)).isZero();
    }

    /** The last one has a right side for which some unknowns have a value; they are NaN all the same. */
    @Test
    void ofASingularMatrixTheDeterminantIsZeroAndTheRestNotANumber() {
        double[][] singular = {
            new double[9],
            {1, 2, 3, 0, 0, 0, 4, 5, 7},
            {1, 2, 4, 2, 4, 8, 1, 1, 1},
            {1, 0, 5, 2, 0, 5, 3, 0, 7},
            {1, 0, 0, 0, 0, 0, 0, 0, 1},
        };
        for (double[] a : singular) {
            double[] f = factors(3, a);
            assertThat(LinearSystems.determinant(3, f, 0)).isZero();
            assertThat(LinearSystems.logDeterminant(3, f, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
            double[] x = new double[3];
            LinearSystems.solve(3, 1, f, 0, new double[] {1, 0, 1}, 0, x, 0);
            assertThat(x).containsExactly(Double.NaN, Double.NaN, Double.NaN);
            LinearSystems.solveTransposed(3, 1, f, 0, new double[3], 0, x, 0);
            assertThat(x).containsExactly(Double.NaN, Double.NaN, Double.NaN);
            double[] inverse = new double[9];
            LinearSystems.inverse(3, f, 0, inverse, 0);
            assertThat(inverse).containsOnly(Double.NaN);
        }
    }

    /** In a matrix without zeros, everything has to do with everything. */
    @Test
    void whatIsNotANumberInTheMatrixSpreads() {
        for (int n = 1; n < 20; n++) {
            double[] b = random(new Random(SEED), n);
            for (int at = 0; at < n * n; at++) {
                double[] a = random(new Random(SEED + n), n * n);
                a[at] = Double.NaN;
                double[] f = factors(n, a);
                double[] x = new double[n];
                assertThat(LinearSystems.determinant(n, f, 0)).isNaN();
                assertThat(LinearSystems.logDeterminant(n, f, 0)).isNaN();
                LinearSystems.solve(n, 1, f, 0, b, 0, x, 0);
                assertThat(x).containsOnly(Double.NaN);
                LinearSystems.solveTransposed(n, 1, f, 0, b, 0, x, 0);
                assertThat(x).containsOnly(Double.NaN);
            }
        }
    }

    @Test
    void aNanBelowAPivotOfZeroIsFound() {
        double[] f = factors(2, new double[] {0, 1, Double.NaN, 1});
        assertThat(LinearSystems.determinant(2, f, 0)).isNaN();
    }

    @Test
    void worksOnSlicesAndInPlaceOfTheRightSide() {
        int n = 21;
        int size = LinearSystems.factorSize(n);
        Random random = new Random(SEED);
        double[] a = random(random, n * n);
        double[] b = random(random, n);
        double[] expected = new double[n];
        LinearSystems.solve(n, 1, factors(n, a), 0, b, 0, expected, 0);

        double[] work = new double[n * n + 2 + size + 3 + n + 1];
        Arrays.fill(work, 7);
        System.arraycopy(a, 0, work, 2, n * n);
        int fAt = n * n + 5;
        System.arraycopy(b, 0, work, fAt + size, n);
        LinearSystems.factor(n, work, 2, work, fAt);
        LinearSystems.solve(n, 1, work, fAt, work, fAt + size, work, fAt + size);
        assertThat(Arrays.copyOfRange(work, fAt + size, fAt + size + n)).containsExactly(expected);
        assertThat(Arrays.copyOfRange(work, 2, 2 + n * n)).containsExactly(a);
        assertThat(work[0] + work[1] + work[2 + n * n] + work[fAt - 1] + work[work.length - 1])
                .isEqualTo(35);
    }

    @Test
    void aSliceOutsideItsArrayIsRefusedBeforeAnythingIsWritten() {
        double[] four = {1, 2, 3, 4};
        double[] six = new double[6];
        assertThatThrownBy(() -> LinearSystems.factor(2, four, 0, six, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> LinearSystems.factor(2, four, 1, six, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> LinearSystems.solve(2, 1, four, 0, six, 0, six, 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> LinearSystems.inverse(2, six, 0, four, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(four).containsExactly(1, 2, 3, 4);
        assertThat(six).containsOnly(0);
    }
}
