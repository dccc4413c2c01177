package org.wengert.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apfloat.Apfloat;
import org.apfloat.FixedPrecisionApfloatHelper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Two libraries that know nothing of each other agree to all digits but those that the last of the argument moves. */
class ElementaryTest {

    private static final int POINTS = 24;

    private static final double LARGEST = 1e12;

    /** Exponentials of larger numbers have exponents that nobody wants. */
    private static final double LARGEST_EXPONENT = 1e6;

    /** Apfloat's is slow further out. */
    private static final double LARGEST_ERF = 25;

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
                agree("2^x", LARGEST_EXPONENT, x -> quick.pow(number(2), x), x -> slow.pow(new Apfloat(2), x)),
                agree(
                        "|x|^-2.375",
                        LARGEST,
                        x -> quick.pow(x.abs(), number(-2.375)),
                        x -> slow.pow(slow.abs(x), new Apfloat(number(-2.375)))));
    }

    private DynamicTest agree(
            String name, double largest, UnaryOperator<BigDecimal> one, UnaryOperator<Apfloat> other) {
        return DynamicTest.dynamicTest(name, () -> {
            Random random = new Random(name.hashCode());
            for (int k = 0; k < POINTS; k++) {
                double size = Math.min(largest, SIZES[k % SIZES.length]);
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
