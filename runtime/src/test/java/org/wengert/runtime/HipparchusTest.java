package org.wengert.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;
import org.hipparchus.util.FastMath;
import org.junit.jupiter.api.Test;

/**
 * Every kernel that Hipparchus has too, against it: an oracle with none of our references, methods or coefficients.
 *
 * <p>The tolerances are its, not ours: its error functions iterate until a relative change of 1e-15 and then take exp
 * of a logarithm as large as x², its gamma function is a product or a Lanczos sum with exponents as large as its
 * logarithm, its digamma and trigamma are documented to 1e-8.
 */
class HipparchusTest {

    @Test
    void erfAgreesToTheConvergenceCriterionOfTheIncompleteGammaFunction() {
        assertAgree(ErrorFunctions::erf, Erf::erf, -6, 6, 2e-15);
    }

    @Test
    void erfcAgreesAsFarAsTheExponentialOfTheSquareAllows() {
        assertAgree(ErrorFunctions::erfc, Erf::erfc, -6, 26, 1e-15 + 26 * 26 * 0x1p-51);
    }

    @Test
    void normalCdfAgreesWithErfc() {
        assertAgree(
                NormalDistribution::normalCdf,
                x -> 0.5 * Erf.erfc(-x / Math.sqrt(2)),
                -35,
                8,
                1e-15 + 35 * 35 * 0x1p-51);
    }

    @Test
    void gammaAgreesAsFarAsLanczosExponentAllows() {
        assertAgree(GammaFunctions::gamma, Gamma::gamma, 0.013, 20, 2e-15);
        assertAgree(GammaFunctions::gamma, Gamma::gamma, 20, 140, 550 * 0x1p-51);
    }

    @Test
    void gammaAgreesBetweenThePoles() {
        // Within 0.1 of a pole the oracle's own recurrence loses digits.
        for (int pole = -1; pole >= -19; pole--) {
            assertAgree(GammaFunctions::gamma, Gamma::gamma, pole - 0.9, pole - 0.1, 1e-14);
        }
    }

    @Test
    void lgammaAgreesForPositiveArguments() {
        assertAgree(GammaFunctions::lgamma, Gamma::logGamma, 0.001, 100, 2e-15);
    }

    @Test
    void digammaAgreesToItsDocumentedTolerance() {
        assertAgree(PolygammaFunctions::digamma, Gamma::digamma, 0.01, 100, 1e-8, 1);
    }

    @Test
    void trigammaAgreesToItsDocumentedTolerance() {
        assertAgree(x -> PolygammaFunctions.polygamma(1, x), Gamma::trigamma, 0.01, 100, 1e-8);
    }

    @Test
    void inverseHyperbolicFunctionsAgree() {
        assertAgree(Logarithms::asinh, FastMath::asinh, -50, 50, 1e-15);
        assertAgree(Logarithms::acosh, FastMath::acosh, 1.1, 50, 1e-15);
        assertAgree(Logarithms::atanh, FastMath::atanh, -0.999, 0.999, 1e-15);
    }

    private static void assertAgree(
            DoubleUnaryOperator f, DoubleUnaryOperator oracle, double a, double b, double tolerance) {
        assertAgree(f, oracle, a, b, tolerance, 0);
    }

    /** Agreement within the tolerance relative to the value or to the scale, whichever is larger. */
    private static void assertAgree(
            DoubleUnaryOperator f, DoubleUnaryOperator oracle, double a, double b, double tolerance, double scale) {
        for (int i = 0; i <= 1000; i++) {
            double x = a + (b - a) * i / 1000;
            double y = oracle.applyAsDouble(x);
            assertThat(Math.abs(f.applyAsDouble(x) - y))
                    .as("at %s", x)
                    .isLessThanOrEqualTo(tolerance * Math.max(Math.abs(y), scale));
        }
    }
}
