package org.wengert.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import java.util.function.DoubleConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Laws that tie the kernels to one another; tolerances in ulps of the largest term, each side being exact to 2 or 3.
 */
class IdentitiesTest {

    private static final long SEED = 20_240_229;

    @Test
    void erfcOfMinusXIsTwoLessErfc() {
        forEach(0, 6, x -> assertClose(ErrorFunctions.erfc(-x), 2 - ErrorFunctions.erfc(x), 2, 2));
    }

    @Test
    void erfAndErfcSumToOne() {
        forEach(-6, 6, x -> assertClose(ErrorFunctions.erf(x) + ErrorFunctions.erfc(x), 1, 2, 2));
    }

    @Test
    void normalCdfIsHalfOfErfc() {
        // The rounding of x/√2 is worth up to 2x² ulps.
        forEach(
                -8,
                8,
                x -> assertClose(
                        NormalDistribution.normalCdf(x),
                        0.5 * ErrorFunctions.erfc(-x * Math.sqrt(0.5)),
                        3 + 2 * x * x,
                        0));
    }

    @Test
    void exponentialOfLogNormalCdfIsNormalCdf() {
        forEach(
                -37,
                8,
                x -> assertClose(
                        Math.exp(NormalDistribution.logNormalCdf(x)), NormalDistribution.normalCdf(x), 4 + x * x, 0));
    }

    @Test
    void normalHazardIsTheDensityOverTheDistribution() {
        forEach(
                -37,
                8,
                x -> assertClose(
                        NormalDistribution.normalHazard(x) * NormalDistribution.normalCdf(x),
                        Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI),
                        4 + x * x,
                        0));
    }

    @Test
    void normalHazardIsTheSlopeOfLogNormalCdf() {
        forEach(-30, 5, x -> {
            double h = 1e-5;
            double slope = (NormalDistribution.logNormalCdf(x + h) - NormalDistribution.logNormalCdf(x - h)) / (2 * h);
            double size = Math.abs(NormalDistribution.logNormalCdf(x)) + 1;
            assertThat(NormalDistribution.normalHazard(x)).isCloseTo(slope, within(1e-10 * size));
        });
    }

    @Test
    void gammaFollowsItsRecurrence() {
        forEach(-20, 100, x -> assertClose(GammaFunctions.gamma(x) * x, GammaFunctions.gamma(x + 1), 4 + shift(x), 0));
    }

    /**
     * What rounding x + 1 costs where it is a rounding, near a pole in particular: the relative change of Γ, in ulps.
     */
    private static double shift(double x) {
        return Math.abs(PolygammaFunctions.digamma(x + 1)) * Math.max(1, Math.abs(x));
    }

    @Test
    void gammaFollowsItsReflection() {
        forEach(
                0,
                1,
                x -> assertClose(
                        GammaFunctions.gamma(x) * GammaFunctions.gamma(1 - x),
                        Math.PI / Math.sin(Math.PI * x),
                        8 + 1 / (1 - x),
                        0));
    }

    @Test
    void lgammaIsTheLogarithmOfGamma() {
        forEach(
                -20,
                170,
                x -> assertClose(GammaFunctions.lgamma(x), Math.log(Math.abs(GammaFunctions.gamma(x))), 3, 1));
    }

    @Test
    void digammaFollowsItsRecurrence() {
        forEach(
                0,
                50,
                x -> assertClose(PolygammaFunctions.digamma(x + 1), PolygammaFunctions.digamma(x) + 1 / x, 3, 1 / x));
    }

    @Test
    void digammaIsTheSlopeOfLgamma() {
        forEach(0.5, 50, x -> {
            double h = 1e-5;
            double slope = (GammaFunctions.lgamma(x + h) - GammaFunctions.lgamma(x - h)) / (2 * h);
            assertThat(PolygammaFunctions.digamma(x)).isCloseTo(slope, within(1e-8));
        });
    }

    @Test
    void digammaFollowsItsReflection() {
        forEach(
                0.001,
                0.5,
                x -> assertClose(
                        PolygammaFunctions.digamma(1 - x) - PolygammaFunctions.digamma(x),
                        Math.PI / Math.tan(Math.PI * x),
                        4,
                        2 / x));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 12, 20})
    void polygammaFollowsItsRecurrence(int n) {
        forEach(0.01, 40, x -> {
            double step = Math.exp(GammaFunctions.lgamma(n + 1) - (n + 1) * Math.log(x)) * (n % 2 == 0 ? 1 : -1);
            double value = PolygammaFunctions.polygamma(n, x);
            assertClose(PolygammaFunctions.polygamma(n, x + 1), value + step, 60 + 10 * n, Math.abs(value));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 7, 12, 19})
    void polygammaIsTheSlopeOfTheOneBelow(int n) {
        for (double x : new double[] {0.3, 0.9, 1.5, 1.99, 2.01, 7.5, 30, -0.3, -1.7, -12.4}) {
            double h = 1e-4 * Math.min(1, Math.abs(x));
            double slope = (PolygammaFunctions.polygamma(n, x - 2 * h)
                            - 8 * PolygammaFunctions.polygamma(n, x - h)
                            + 8 * PolygammaFunctions.polygamma(n, x + h)
                            - PolygammaFunctions.polygamma(n, x + 2 * h))
                    / (12 * h);
            double next = PolygammaFunctions.polygamma(n + 1, x);
            assertThat(slope).as("at %s", x).isCloseTo(next, withinPercentage(1e-5));
        }
    }

    @Test
    void inverseHyperbolicFunctionsInvertTheHyperbolicOnes() {
        forEach(-20, 20, x -> assertClose(Logarithms.asinh(Math.sinh(x)), x, 6, 1));
        forEach(0.5, 20, x -> assertClose(Logarithms.acosh(Math.cosh(x)), x, 8, 1));
        forEach(-1.5, 1.5, x -> assertClose(Logarithms.atanh(Math.tanh(x)), x, 12, 1));
    }

    @Test
    void oddFunctionsAreOddToTheLastBit() {
        forEach(-3, 3, x -> assertThat(ErrorFunctions.erf(-x)).isEqualTo(-ErrorFunctions.erf(x)));
        forEach(-3, 3, x -> assertThat(Logarithms.asinh(-x)).isEqualTo(-Logarithms.asinh(x)));
        forEach(-1, 1, x -> assertThat(Logarithms.atanh(-x)).isEqualTo(-Logarithms.atanh(x)));
    }

    private static void forEach(double a, double b, DoubleConsumer law) {
        Random random = new Random(SEED);
        for (int i = 0; i < 2000; i++) {
            law.accept(a + (b - a) * random.nextDouble());
        }
    }

    private static void assertClose(double left, double right, double ulps, double scale) {
        double tolerance = ulps * Math.ulp(Math.max(Math.abs(right), scale));
        assertThat(Math.abs(left - right)).as("%s and %s", left, right).isLessThanOrEqualTo(tolerance);
    }
}
