package org.wengert.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialValuesTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    @Test
    void nanGivesNan() {
        List<DoubleUnaryOperator> kernels = List.of(
                ErrorFunctions::erf,
                ErrorFunctions::erfc,
                NormalDistribution::normalCdf,
                NormalDistribution::logNormalCdf,
                NormalDistribution::normalHazard,
                GammaFunctions::gamma,
                GammaFunctions::lgamma,
                PolygammaFunctions::digamma,
                x -> PolygammaFunctions.polygamma(1, x),
                x -> PolygammaFunctions.polygamma(2, x),
                x -> PolygammaFunctions.polygamma(3, x),
                Logarithms::asinh,
                Logarithms::acosh,
                Logarithms::atanh,
                Logarithms::log2);
        assertThat(kernels).allSatisfy(f -> assertThat(f.applyAsDouble(NAN)).isNaN());
    }

    @Test
    void errorFunctionsAtZeroAndInfinity() {
        assertValue(ErrorFunctions.erf(0.0), 0.0);
        assertValue(ErrorFunctions.erf(-0.0), -0.0);
        assertValue(ErrorFunctions.erf(INFINITY), 1);
        assertValue(ErrorFunctions.erf(-INFINITY), -1);
        assertValue(ErrorFunctions.erfc(0.0), 1);
        assertValue(ErrorFunctions.erfc(-0.0), 1);
        assertValue(ErrorFunctions.erfc(INFINITY), 0.0);
        assertValue(ErrorFunctions.erfc(-INFINITY), 2);
    }

    @Test
    void erfcUnderflowsGradually() {
        assertThat(ErrorFunctions.erfc(26.5)).isGreaterThan(Double.MIN_NORMAL);
        assertThat(ErrorFunctions.erfc(26.6)).isBetween(Double.MIN_VALUE, Double.MIN_NORMAL);
        assertValue(ErrorFunctions.erfc(27.226), Double.MIN_VALUE);
        assertValue(ErrorFunctions.erfc(27.23), 0.0);
        assertValue(ErrorFunctions.erfc(1e300), 0.0);
    }

    @Test
    void normalDistributionAtZeroAndInfinity() {
        assertValue(NormalDistribution.normalCdf(0.0), 0.5);
        assertValue(NormalDistribution.normalCdf(-0.0), 0.5);
        assertValue(NormalDistribution.normalCdf(INFINITY), 1);
        assertValue(NormalDistribution.normalCdf(-INFINITY), 0.0);
        assertValue(NormalDistribution.logNormalCdf(0), -Math.log(2));
        assertValue(NormalDistribution.logNormalCdf(INFINITY), -0.0);
        assertValue(NormalDistribution.logNormalCdf(-INFINITY), -INFINITY);
        assertValue(NormalDistribution.normalHazard(0), Math.sqrt(2 / Math.PI));
        assertValue(NormalDistribution.normalHazard(INFINITY), 0.0);
        assertValue(NormalDistribution.normalHazard(-INFINITY), INFINITY);
    }

    @Test
    void normalDistributionFarOut() {
        assertValue(NormalDistribution.normalCdf(-38.5), 0.0);
        assertValue(NormalDistribution.normalCdf(40), 1);
        assertValue(NormalDistribution.logNormalCdf(-1e160), -INFINITY);
        assertValue(NormalDistribution.logNormalCdf(-1.7e154), -0.5 * 1.7e154 * 1.7e154);
        assertValue(NormalDistribution.normalHazard(-Double.MAX_VALUE), Double.MAX_VALUE);
        assertValue(NormalDistribution.normalHazard(1e300), 0.0);
    }

    @Test
    void gammaOfAnIntegerIsTheFactorial() {
        double factorial = 1;
        for (int n = 1; n <= 23; n++) {
            assertThat(GammaFunctions.gamma(n)).as("Γ(%s)", n).isEqualTo(factorial);
            factorial *= n;
        }
    }

    @Test
    void gammaAtPolesAndInfinity() {
        assertValue(GammaFunctions.gamma(0.0), INFINITY);
        assertValue(GammaFunctions.gamma(-0.0), -INFINITY);
        assertValue(GammaFunctions.gamma(-1), NAN);
        assertValue(GammaFunctions.gamma(-1e300), NAN);
        assertValue(GammaFunctions.gamma(INFINITY), INFINITY);
        assertValue(GammaFunctions.gamma(-INFINITY), NAN);
    }

    @Test
    void gammaOverflowsAndUnderflows() {
        assertThat(GammaFunctions.gamma(171.62)).isFinite();
        assertValue(GammaFunctions.gamma(171.63), INFINITY);
        assertValue(GammaFunctions.gamma(1e300), INFINITY);
        assertValue(GammaFunctions.gamma(Double.MIN_VALUE), INFINITY);
        assertValue(GammaFunctions.gamma(-Double.MIN_VALUE), -INFINITY);
        assertThat(GammaFunctions.gamma(6e-309)).isFinite();
        assertValue(GammaFunctions.gamma(-184.5), -0.0);
        assertValue(GammaFunctions.gamma(-1000.5), -0.0);
        assertValue(GammaFunctions.gamma(-1001.5), 0.0);
    }

    @Test
    void lgammaAtZerosPolesAndInfinity() {
        assertValue(GammaFunctions.lgamma(1), 0.0);
        assertValue(GammaFunctions.lgamma(2), 0.0);
        assertValue(GammaFunctions.lgamma(0.0), INFINITY);
        assertValue(GammaFunctions.lgamma(-0.0), INFINITY);
        assertValue(GammaFunctions.lgamma(-3), INFINITY);
        assertValue(GammaFunctions.lgamma(INFINITY), INFINITY);
        assertValue(GammaFunctions.lgamma(-INFINITY), INFINITY);
        assertValue(GammaFunctions.lgamma(Double.MAX_VALUE), INFINITY);
        assertThat(GammaFunctions.lgamma(2.5e305)).isFinite();
    }

    @Test
    void digammaAtPolesAndInfinity() {
        assertValue(PolygammaFunctions.digamma(0.0), -INFINITY);
        assertValue(PolygammaFunctions.digamma(-0.0), INFINITY);
        assertValue(PolygammaFunctions.digamma(Double.MIN_VALUE), -INFINITY);
        assertValue(PolygammaFunctions.digamma(-Double.MIN_VALUE), INFINITY);
        assertValue(PolygammaFunctions.digamma(-2), NAN);
        assertValue(PolygammaFunctions.digamma(INFINITY), INFINITY);
        assertValue(PolygammaFunctions.digamma(-INFINITY), NAN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 20, 21, 1000, 1001})
    void polygammaAtPolesAndInfinity(int n) {
        boolean odd = n % 2 == 1;
        assertValue(PolygammaFunctions.polygamma(n, 0.0), odd ? INFINITY : -INFINITY);
        assertValue(PolygammaFunctions.polygamma(n, -0.0), INFINITY);
        assertValue(PolygammaFunctions.polygamma(n, 1e-308), odd ? INFINITY : -INFINITY);
        assertValue(PolygammaFunctions.polygamma(n, -1e-308), INFINITY);
        assertValue(PolygammaFunctions.polygamma(n, -5), odd ? INFINITY : NAN);
        assertValue(PolygammaFunctions.polygamma(n, INFINITY), odd ? 0.0 : -0.0);
        assertValue(PolygammaFunctions.polygamma(n, -INFINITY), NAN);
    }

    @Test
    void polygammaOfHighOrderOverflowsAndUnderflowsButIsNeverNan() {
        assertValue(PolygammaFunctions.polygamma(1001, 1), INFINITY);
        assertValue(PolygammaFunctions.polygamma(1000, -0.25), INFINITY);
        assertValue(PolygammaFunctions.polygamma(1001, 1e10), 0.0);
        assertThat(PolygammaFunctions.polygamma(1001, 300)).isBetween(1.0, Double.MAX_VALUE);
        assertThat(PolygammaFunctions.polygamma(Integer.MAX_VALUE, 1)).isEqualTo(INFINITY);
    }

    @Test
    void polygammaOfOrderZeroIsDigamma() {
        assertThat(PolygammaFunctions.polygamma(0, -2.7)).isEqualTo(PolygammaFunctions.digamma(-2.7));
    }

    @Test
    void polygammaRefusesANegativeOrder() {
        assertThatThrownBy(() -> PolygammaFunctions.polygamma(-1, 2.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("order -1");
    }

    @Test
    void log2IsExactAtEveryPowerOfTwo() {
        for (int k = -1074; k <= 1023; k++) {
            assertThat(Logarithms.log2(Math.scalb(1.0, k))).isEqualTo(k);
        }
    }

    @Test
    void logarithmsAtTheEndsOfTheirDomains() {
        assertValue(Logarithms.log2(0.0), -INFINITY);
        assertValue(Logarithms.log2(-0.0), -INFINITY);
        assertValue(Logarithms.log2(-1), NAN);
        assertValue(Logarithms.log2(INFINITY), INFINITY);
        assertValue(Logarithms.asinh(0.0), 0.0);
        assertValue(Logarithms.asinh(-0.0), -0.0);
        assertValue(Logarithms.asinh(INFINITY), INFINITY);
        assertValue(Logarithms.asinh(-INFINITY), -INFINITY);
        assertThat(Logarithms.asinh(Double.MAX_VALUE)).isFinite();
        assertValue(Logarithms.acosh(1), 0.0);
        assertValue(Logarithms.acosh(Math.nextDown(1.0)), NAN);
        assertValue(Logarithms.acosh(-INFINITY), NAN);
        assertValue(Logarithms.acosh(INFINITY), INFINITY);
        assertThat(Logarithms.acosh(Double.MAX_VALUE)).isFinite();
        assertValue(Logarithms.atanh(0.0), 0.0);
        assertValue(Logarithms.atanh(-0.0), -0.0);
        assertValue(Logarithms.atanh(1), INFINITY);
        assertValue(Logarithms.atanh(-1), -INFINITY);
        assertValue(Logarithms.atanh(Math.nextUp(1.0)), NAN);
    }

    /** Equality of doubles with NaN equal to itself and +0 different from -0. */
    private static void assertValue(double actual, double expected) {
        assertThat(Double.valueOf(actual)).isEqualTo(Double.valueOf(expected));
    }
}
