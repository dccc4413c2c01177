package org.wengert.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormsTest {

    private static double ulps(double norm, double... x) {
        BigDecimal squares = DoubleStream.of(x)
                .mapToObj(number -> new BigDecimal(number).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal right = squares.sqrt(new MathContext(40));
        BigDecimal ulp = new BigDecimal(Math.ulp(right.doubleValue()));
        return new BigDecimal(norm)
                .subtract(right)
                .abs()
                .divide(ulp, MathContext.DECIMAL64)
                .doubleValue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-600, 1, 0x1p900})
    void isExactToTheStatedUlpsOverTheWholeRange(double scale) {
        Random random = new Random(11);
        for (int i = 0; i < 3_000; i++) {
            double a = scale * (1 + random.nextDouble());
            double b = Math.scalb(scale * (1 + random.nextDouble()), -random.nextInt(8));
            double c = Math.scalb(scale * (1 + random.nextDouble()), -random.nextInt(8));
            assertThat(ulps(Norms.hypot(a, b), a, b)).isLessThanOrEqualTo(1.2);
            assertThat(ulps(Norms.hypot(a, b, c), a, b, c)).isLessThanOrEqualTo(1.6);
            assertThat(ulps(Norms.norm(3, new double[] {a, b, c}, 0), a, b, c)).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void saysWhatIsNoNumberAndWhatIsInfinite() {
        assertThat(Norms.norm(0, new double[0], 0)).isZero();
        assertThat(Norms.norm(2, new double[2], 0)).isZero();
        assertThat(Norms.norm(2, new double[] {Double.NaN, 1}, 0)).isNaN();
        assertThat(Norms.norm(2, new double[] {Double.NEGATIVE_INFINITY, 1}, 0)).isInfinite();
        assertThat(Norms.norm(1, new double[] {Double.MIN_VALUE}, 0)).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void theUnitIsTheGradientAndZeroAtZero() {
        double[] unit = new double[2];
        Norms.unit(2, new double[] {3e200, 4e200}, 0, unit, 0);
        assertThat(unit).containsExactly(new double[] {0.6, 0.8}, within(1e-15));
        Norms.unit(2, new double[] {Double.MAX_VALUE, Double.MAX_VALUE}, 0, unit, 0);
        assertThat(unit).containsExactly(new double[] {Math.sqrt(0.5), Math.sqrt(0.5)}, within(1e-15));
        Norms.unit(2, new double[2], 0, unit, 0);
        assertThat(unit).containsExactly(0, 0);
    }

    @Test
    void theProjectionKeepsItsDigitsNearAnAxisAndIsUnknownAtZero() {
        double[] y = new double[2];
        Norms.project(2, new double[] {1, 1e-9}, 0, new double[] {1, 0}, 0, y, 0);
        assertThat(y[0]).isCloseTo(1e-18, within(1e-32));
        assertThat(y[1]).isCloseTo(-1e-9, within(1e-23));
        Norms.project(2, new double[2], 0, new double[] {0, 1}, 0, y, 0);
        assertThat(y).containsOnly(Double.NaN);
        Norms.project(2, new double[2], 0, new double[2], 0, y, 0);
        assertThat(y).containsExactly(0, 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-300, 0.5, 3.9, 4.1, 99, 101, 350})
    void functionsOfRootsAreSolutionsOfTheirEquations(double x) {
        for (int k = 0; k < 4; k++) {
            double cosines = 4 * x * RootFunctions.cosRoot(k + 2, x) + (4 * k + 2) * RootFunctions.cosRoot(k + 1, x);
            assertThat(cosines).isCloseTo(-RootFunctions.cosRoot(k, x), within(1e-13));
            double cosh = 4 * x * RootFunctions.coshRoot(k + 2, x) + (4 * k + 2) * RootFunctions.coshRoot(k + 1, x);
            assertThat(cosh / RootFunctions.coshRoot(k, x)).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void cosinesOfNormsWhoseSquaresAreNoDoublesAreReadFromTheNorm() {
        assertThat(RootFunctions.cosNorm(0, Double.POSITIVE_INFINITY, 1e300)).isEqualTo(Math.cos(1e300));
        assertThat(RootFunctions.cosNorm(1, Double.POSITIVE_INFINITY, 1e300)).isEqualTo(-Math.sin(1e300) / 2e300);
        assertThat(RootFunctions.cosNorm(2, Double.POSITIVE_INFINITY, 1e300)).isNaN();
        assertThat(RootFunctions.cosNorm(1, 4, 2)).isEqualTo(RootFunctions.cosRoot(1, 4));
        assertThat(RootFunctions.cosNorm(0, 4, Double.NaN)).isNaN();
    }

    /** The derivatives of y, of which acos(x)^2 is y and acosh(x)^2 is -y, by the equation of y near 1 and beyond. */
    @ParameterizedTest
    @ValueSource(doubles = {-0.9, -1e-9, 1e-9, 0.5, 0.999, 1, 1.001, 1.5, 1.999, 2.001, 100})
    void squaresOfArcsAreSolutionsOfTheirEquation(double x) {
        for (int k = 0; k < 4; k++) {
            double rest = (2 * k + 1) * x * arcSquare(k + 1, x) + (k == 0 ? 2 : k * k * arcSquare(k, x));
            assertThat((1 - x * x) * arcSquare(k + 2, x) - rest)
                    .isCloseTo(0, within(1e-12 * (1 + Math.abs(arcSquare(k + 1, x) * x))));
        }
    }

    private static double arcSquare(int k, double x) {
        return x <= 1 ? ArcSquares.acosSquare(k, x) : -ArcSquares.acoshSquare(k, x);
    }
}
