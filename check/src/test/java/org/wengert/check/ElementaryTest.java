package org.wengert.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apfloat.Apfloat;
import org.apfloat.FixedPrecisionApfloatHelper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Series and a library that know nothing of each other agree to all digits but those that the last of the argument moves. */
class ElementaryTest {

    private static final int POINTS = 24;

    /** Of functions for which Apfloat takes a quarter of a second at each. */
    private static final int FEW = 6;

    private static final double LARGEST = 1e12;

    /** Exponentials of larger numbers have exponents that nobody wants. */
    private static final double LARGEST_EXPONENT = 1e6;

    /** Apfloat's is slow further out. */
    private static final double LARGEST_ERF = 25;

    /** Further out gamma functions have many digits before the point. */
    private static final double LARGEST_GAMMA = 300;

    /** Arguments of all sizes that are still moderate, near 0, 1 and the multiples of pi/2 too. */
    private static final double[] SIZES = {1e-14, 1e-7, 0.01, 0.5, 1, Math.PI / 2, Math.PI, 20, 300, 690, 1e5, LARGEST};

    private final Elementary quick = new Elementary(HighPrecision.DIGITS);
    private final FixedPrecisionApfloatHelper slow =
            new FixedPrecisionApfloatHelper(HighPrecision.DIGITS.getPrecision() + 30);

    @TestFactory
    Stream<DynamicTest> agreeWithApfloat() {
        return Stream.of(
                agree("exp", LARGEST_EXPONENT, quick::exp, slow::exp),
                agree("expm1", LARGEST_EXPONENT, quick::expm1, x -> slow.subtract(slow.exp(x), Apfloat.ONE)),
                agree("log1p", LARGEST, x -> quick.log1p(x.abs()), x -> slow.log(slow.add(slow.abs(x), Apfloat.ONE))),
                agree("log", LARGEST, x -> quick.log(x.abs()), x -> slow.log(slow.abs(x))),
                agree("erf", LARGEST_ERF, quick::erf, slow::erf),
                agree("erfc", LARGEST_ERF, quick::erfc, slow::erfc),
                agree("sin", LARGEST, quick::sin, slow::sin),
                agree("cos", LARGEST, quick::cos, slow::cos),
                agree("tan", LARGEST, quick::tan, slow::tan),
                agree("sinh", LARGEST_EXPONENT, quick::sinh, slow::sinh),
                agree("cosh", LARGEST_EXPONENT, quick::cosh, slow::cosh),
                agree("tanh", LARGEST, quick::tanh, slow::tanh),
                agree("atan", LARGEST, quick::atan, slow::atan),
                agree("asin", 1, quick::asin, slow::asin),
                agree("acos", 1, quick::acos, slow::acos),
                agree("asinh", LARGEST, quick::asinh, slow::asinh),
                agree("acosh", LARGEST, x -> quick.acosh(aboveOne(x)), x -> slow.acosh(aboveOne(x))),
                agree("atanh", 0.99, quick::atanh, slow::atanh),
                agree("cbrt", LARGEST, quick::cbrt, slow::cbrt),
                agree("atan2(x, -3)", LARGEST, y -> quick.atan2(y, number(-3)), y -> slow.atan2(y, new Apfloat(-3))),
                agree("atan2(2, x)", LARGEST, x -> quick.atan2(number(2), x), x -> slow.atan2(new Apfloat(2), x)),
                agree("2^x", LARGEST_EXPONENT, x -> quick.pow(number(2), x), x -> slow.pow(new Apfloat(2), x)),
                agree(
                        "|x|^-2.375",
                        LARGEST,
                        x -> quick.pow(x.abs(), number(-2.375)),
                        x -> slow.pow(slow.abs(x), new Apfloat(number(-2.375)))));
    }

    private static BigDecimal aboveOne(BigDecimal x) {
        return BigDecimal.ONE.add(x.abs());
    }

    private Apfloat aboveOne(Apfloat x) {
        return slow.add(Apfloat.ONE, slow.abs(x));
    }

    /** Apfloat's derivatives lose all digits at some negative arguments. */
    @TestFactory
    Stream<DynamicTest> gammaFunctionsAgreeWithApfloat() {
        return Stream.of(
                agree(FEW, "gamma", LARGEST_GAMMA, x -> quick.gamma(inner(x)), x -> slow.gamma(inner(x))),
                agree(
                        FEW,
                        "lgamma",
                        LARGEST_GAMMA,
                        x -> quick.lgamma(inner(x)),
                        x -> slow.log(slow.abs(slow.gamma(inner(x))))),
                agreePolygamma(0),
                agreePolygamma(2));
    }

    private DynamicTest agreePolygamma(int k) {
        return agree(
                FEW,
                "polygamma(" + k + ", x)",
                LARGEST_GAMMA,
                x -> quick.polygamma(k, x.abs()),
                x -> slow.polygamma(k, slow.abs(x)));
    }

    /** No integer, where there may be a pole. */
    private static BigDecimal inner(BigDecimal x) {
        return x.add(number(x.signum() * 0.375));
    }

    private Apfloat inner(Apfloat x) {
        return slow.add(x, new Apfloat(number(x.signum() * 0.375)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.375, 0.999, 2.0625, 17.6, 298.75})
    void derivativesOfTheGammaFunctionAreReflected(double x) {
        BigDecimal pi = quick.pi();
        BigDecimal cotangent = BigDecimal.ONE.divide(quick.tan(pi.multiply(number(x))), HighPrecision.DIGITS);
        BigDecimal square = BigDecimal.ONE.add(cotangent.multiply(cotangent)).multiply(pi.multiply(pi));
        BigDecimal mirrored = number(1 - x);
        assertEqual(quick.digamma(mirrored).subtract(quick.digamma(number(x))), pi.multiply(cotangent));
        assertEqual(quick.polygamma(1, mirrored).add(quick.polygamma(1, number(x))), square);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -17, -300})
    void gammaFunctionsHaveNoValueAtTheirPoles(int x) {
        assertThatThrownBy(() -> quick.gamma(number(x))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> quick.lgamma(number(x))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> quick.digamma(number(x))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> quick.polygamma(3, number(x))).isInstanceOf(ArithmeticException.class);
    }

    private static void assertEqual(BigDecimal one, BigDecimal other) {
        assertThat(one.subtract(other).divide(other, HighPrecision.DIGITS).abs())
                .isLessThan(new BigDecimal("1e-60"));
    }

    private DynamicTest agree(
            String name, double largest, UnaryOperator<BigDecimal> one, UnaryOperator<Apfloat> other) {
        return agree(POINTS, name, largest, one, other);
    }

    private DynamicTest agree(
            int points, String name, double largest, UnaryOperator<BigDecimal> one, UnaryOperator<Apfloat> other) {
        return DynamicTest.dynamicTest(name, () -> {
            Random random = new Random(name.hashCode());
            int stride = Math.max(1, SIZES.length / points);
            for (int k = 0; k < points; k++) {
                double size = Math.min(largest, SIZES[k * stride % SIZES.length]);
                double x = (random.nextBoolean() ? size : -size) * (random.nextInt(4) == 0 ? 1 : random.nextDouble());
                Apfloat expected = other.apply(new Apfloat(number(x)));
                BigDecimal error = one.apply(number(x)).subtract(new BigDecimal(expected.toString()));
                assertThat(Math.abs(error.doubleValue()))
                        .as("%s at %s", name, x)
                        .isLessThanOrEqualTo(1e-66 * Math.abs(expected.doubleValue()));
            }
        });
    }

    private static BigDecimal number(double x) {
        return new BigDecimal(x);
    }
}
