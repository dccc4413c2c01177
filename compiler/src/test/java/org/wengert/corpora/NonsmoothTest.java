package org.wengert.corpora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.product.Product;
import org.wengert.source.SourceText;

/** Points where differentiators have been seen to go wrong, each with where; forward and reverse mode agree, NaN included. */
class NonsmoothTest {

    private static final double NAN = Double.NaN;
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static Arguments row(String formula, double[] point, double[] gradient, String seenIn) {
        return Arguments.of(formula, point, gradient, seenIn);
    }

    private static double[] at(double... x) {
        return x;
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                row("x > 0 ? sqrt(x) : 0", at(-1), at(0), "casadi#1805"),
                row("x > 0 ? sqrt(x) : 0", at(0), at(0), "jax#347"),
                row("where(x > 0, sqrt(x), 0)", at(-1), at(0), "jax#347"),
                row("x < 1 ? x : sqrt(x)", at(0), at(1), "jax#5798"),
                row("where(a == 0, 0, atan2(a, a))", at(0), at(0), "jax#1052"),
                row("x > 0 ? log(x) : 0", at(0), at(0), "JAX FAQ"),
                row("y > 1 ? x/y : 0", at(1, 1), at(0, 0), "CppAD#8"),
                row("y > 0 ? x/y : 0", at(1, 0), at(0, 0), "CppAD#8"),
                row("sqrt(max(0, x^2 - z^2))", at(1, 2), at(0, 0), "symforce#445"),
                row("x > 0 ? x : expm1(x)", at(1000), at(1), "jax#1538"),
                row("where(x > 0, x, expm1(x))", at(1000), at(1), "jax#1538"),
                row("log(1/max(1e-20, x))", at(0), at(0), "ForwardDiff#287"),
                row("sqrt(x^2)", at(0), at(0), "ForwardDiff#171"),
                row("sqrt(x*x)", at(0), at(0), "ForwardDiff#171"),
                row("sqrt((x - x)^2)", at(1.5), at(0), "stan math#21"),
                row("x^y", at(0, 2), at(0, 0), "ekmett/ad#54"),
                row("x^0.3*y^0.7", at(0, 0), at(NAN, NAN), "CppAD#43"),
                row("sqrt(x^2 + y^2 + z^2)", at(1, 0, 0), at(1, 0, 0), "ADOL-C#107"),
                row("log(normal_cdf(x))", at(-40), at(40.02496884720726), "stan#1357"),
                row("m > 0 ? exp(-t/10^s) : 0", at(0, -400, 1), at(0, 0, 0), "nanograv/discovery#91"),
                row("where(m > 0, exp(1e5*m), 0)", at(0), at(0), "nanograv/discovery#91"),
                // The conventions.
                row("abs(x)", at(0), at(0), "convention"),
                row("relu(x)", at(0), at(0), "convention"),
                row("step(x)", at(0), at(0), "convention"),
                row("sign(x)", at(0), at(0), "convention"),
                row("floor(x) + ceil(x)", at(2), at(0), "convention"),
                row("leaky_relu(x)", at(0), at(0.01), "convention"),
                row("max(x, y)", at(3, 3), at(1, 0), "convention"),
                row("min(x, y)", at(3, 3), at(1, 0), "convention"),
                row("max(x, y, z)", at(3, 3, 3), at(1, 0, 0), "convention"),
                row("hypot(x, y)", at(0, 0), at(0, 0), "convention"),
                row("sqrt(x)", at(0), at(INFINITE), "convention"),
                row("0*sqrt(x)", at(0), at(0), "convention"),
                row("cbrt(x)", at(0), at(INFINITE), "convention"),
                row("asin(x)", at(1), at(INFINITE), "convention"),
                row("sqrt(x)*x", at(0), at(0), "jax#654"),
                row("x*sqrt(y)", at(0, 0), at(0, 0), "jax#654"),
                row("x*exp(sqrt(y))", at(0, 0), at(1, 0), "jax#654"),
                row("x*cbrt(y)", at(0, 0), at(0, 0), "jax#654"),
                row("x*asin(y)", at(0, 1), at(Math.PI / 2, 0), "jax#654"),
                row("x*acos(y)", at(0, 1), at(0, 0), "jax#654"),
                row("x*acosh(y)", at(0, 1), at(0, 0), "jax#654"),
                row("diff(x^z, z)*y", at(0, 1, 0.5), at(NAN, 0, 0), "jax#654"),
                row("diff(diff(x^z, z), z)*y", at(0, 1, 0.5), at(NAN, 0, 0), "jax#654"),
                row("leaky_relu(x, y)", at(0.5, 0.3), at(1, 0), "convention"),
                row("leaky_relu(x, y)", at(0, 0.3), at(0.3, 0), "convention"),
                row("sqrt(x) + y", at(0, 1), at(INFINITE, 1), "jax#654"),
                row("asin(x) + y", at(1, 1), at(INFINITE, 1), "jax#654"),
                row("x^0.3*y^0.7", at(0, 1), at(INFINITE, 0), "jax#654"),
                row("x^z*y", at(0, 1, 0.5), at(INFINITE, 0, 0), "jax#654"),
                row("sqrt(x^2 + y^2)", at(0, 0), at(0, 0), "jax#654"),
                row("sqrt((x - y)^2 + 3*(y - z)^2)", at(2, 2, 2), at(0, 0, 0), "jax#654"),
                row("x == y ? 0 : z/sqrt((x - y)^2)", at(2, 2, 2), at(0, 0, 0), "jax#654"),
                row("where(x == y, 0, z/sqrt((x - y)^2 + 0*z))", at(2, 2, 2), at(0, 0, 0), "jax#654"),
                row("x^0", at(0), at(0), "convention"),
                row("x^1", at(0), at(1), "convention"),
                row("x^2", at(-3), at(-6), "convention"),
                row("x^3", at(0), at(0), "convention"),
                row("x^(-3)", at(-2), at(-0.1875), "convention"),
                row("stop_gradient(x)*x", at(3), at(3), "convention"));
    }

    private static List<String> variables(String formula) {
        return Stream.of("a", "m", "s", "t", "x", "y", "z")
                .filter(name -> formula.matches(".*\\b" + name + "\\b.*"))
                .toList();
    }

    @ParameterizedTest(name = "{0}, {3}")
    @MethodSource("rows")
    void gradientAndTangentAreRightAndAgree(String formula, double[] point, double[] expected, String seenIn) {
        Subject f = Subject.formula(formula, variables(formula));
        double[] gradient = Arrays.copyOfRange(f.evaluate(Product.GRADIENT, point), 1, 1 + point.length);
        double[] tangent = f.columns(Product.TANGENT, point);
        double[] hessian = Arrays.copyOfRange(f.evaluate(Product.HESSIAN, point), 1, 1 + point.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(gradient[i]).as("gradient, seen in %s", seenIn).isCloseTo(expected[i], near(expected[i]));
            assertThat(tangent[i]).as("tangent, seen in %s", seenIn).isCloseTo(expected[i], near(expected[i]));
            assertThat(hessian[i]).as("gradient with the Hessian").isCloseTo(expected[i], near(expected[i]));
        }
    }

    private static Offset<Double> near(double x) {
        return within(Double.isFinite(x) ? 1e-14 * Math.abs(x) : 0.0);
    }

    @Test
    void repeatedDerivativesOfACubeVanishAfterTheThird() {
        for (int n = 1; n <= 20; n++) {
            String formula = "diff(".repeat(n) + "x^3" + ", x)".repeat(n);
            double[] expected = {75, 30, 6};
            assertThat(Subject.formula(formula, List.of("x")).evaluate(Product.VALUE, at(5))[0])
                    .as(formula)
                    .isEqualTo(n <= 3 ? expected[n - 1] : 0);
        }
    }

    @Test
    void secondDerivativesOfAtan2AreFiniteOnTheAxis() {
        double[] second = Subject.formula("atan2(y, x)", List.of("x", "y")).evaluate(Product.HESSIAN, at(0, 1));
        assertThat(Arrays.copyOfRange(second, 3, 7)).containsExactly(at(0, 1, 1, 0), within(1e-15));
    }

    /** What the page of operators owns up to. */
    @Test
    void whereModesDifferIsAsDocumented() {
        Subject root = Subject.formula("x*y + sqrt(x*y)", List.of("x", "y"));
        assertThat(root.evaluate(Product.GRADIENT, at(0, 0))[2]).isNaN();
        assertThat(root.columns(Product.TANGENT, at(0, 0))[1]).isEqualTo(0);
    }

    /** A factor that is 0 wins over a tangent that is a sum, or comes out of a branch, as it does over a quotient alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {"x*(sqrt(y) + y)", "x*(x > 0 ? y : sqrt(y))", "x*exp(y + asin(1 - y))", "x*(y + cbrt(y))*y"})
    void aFactorOfZeroWinsOverASumAndABranch(String formula) {
        Subject sum = Subject.formula(formula, List.of("x", "y"));
        assertThat(sum.evaluate(Product.GRADIENT, at(0, 0))[2]).isEqualTo(0);
        assertThat(sum.columns(Product.TANGENT, at(0, 0))[1]).isEqualTo(0);
    }

    /** A radicand that stands still does so whatever is around the root. */
    @ParameterizedTest
    @ValueSource(strings = {"x < 1 ? sqrt(x*y) : 0", "sqrt(x < 1 ? x*y : 0)", "x < 1 ? (y > 0 ? sqrt(x*y) : 0) : 0"})
    void aRootWhoseArgumentStandsStillDoesSoTooInEveryMode(String formula) {
        Subject root = Subject.formula(formula, List.of("x", "y"));
        assertThat(root.evaluate(Product.GRADIENT, at(0, 1))[2]).isEqualTo(0);
        assertThat(root.columns(Product.TANGENT, at(0, 1))[1]).isEqualTo(0);
    }

    /** What comes out of the branch is 2*sqrt(y), whose 0 does not win: the derivative is 1, and NaN says that nobody knows. */
    @Test
    void aFactorAroundABranchDoesNotWinOverARootInside() {
        Subject square = Subject.formula("(x > 0 ? x : sqrt(y))^2", List.of("x", "y"));
        assertThat(square.evaluate(Product.GRADIENT, at(-1, 0))[2]).isNaN();
    }

    /** {@code x^(3/2)} has an infinite slope below a cube root that reverse mode does not see through. */
    @Test
    void aRootOfARootMayMoveWhereItsArgumentStandsStill() {
        Subject root = Subject.formula("cbrt(sqrt(x^3))", List.of("x"));
        assertThat(root.evaluate(Product.GRADIENT, at(0))[1]).isNaN();
        assertThat(root.columns(Product.TANGENT, at(0))[0]).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"entr(x^2 + y^4)", "xlogy(x^2, x) + y^2", "xlog1py(x^2*y, x - 1)"})
    void aLogarithmWhoseFactorStandsStillDoesSoTooInEveryMode(String formula) {
        Subject entropy = Subject.formula(formula, List.of("x", "y"));
        double[] gradient = entropy.evaluate(Product.GRADIENT, at(0, 0));
        assertThat(Arrays.copyOfRange(gradient, 1, 3)).containsExactly(at(0, 0), within(0.0));
        assertThat(entropy.columns(Product.TANGENT, at(0, 0))).containsExactly(at(0, 0), within(0.0));
    }

    /** The cube root of what stands still may move: its slope is 1, and NaN says that nobody knows. */
    @Test
    void aCubeRootWhoseArgumentStandsStillMayMove() {
        Subject root = Subject.formula("cbrt(x^3 - x^4)", List.of("x"));
        assertThat(root.evaluate(Product.GRADIENT, at(0))[1]).isNaN();
        assertThat(root.columns(Product.TANGENT, at(0))[0]).isNaN();
    }

    /** Second derivatives of a norm do not exist where it is 0, and NaN says so; those of magnitudes are 0 by convention. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {"hypot(x, y) = NaN", "sqrt(x^2 + y^2) = NaN", "abs(x) + abs(y) = 0"})
    void firstDerivativesOfANormAreZeroAtTheOriginAndSecondOnesNotANumber(String norm, double second) {
        double[] all = Subject.formula(norm, List.of("x", "y")).evaluate(Product.HESSIAN, at(0, 0));
        assertThat(Arrays.copyOf(all, 3)).containsOnly(0);
        assertThat(Arrays.copyOfRange(all, 3, 7)).containsOnly(second);
    }

    @Test
    void secondDerivativesOfHypotAreThoseOfTheNorm() {
        double[] second = Subject.formula("hypot(x, y)", List.of("x", "y")).evaluate(Product.HESSIAN, at(1, 1));
        double d = 0.5 / Math.sqrt(2);
        assertThat(Arrays.copyOfRange(second, 3, 7)).containsExactly(at(d, -d, -d, d), within(1e-15));
    }

    @Test
    void logOfSoftmaxAndLogOfSigmoidAreNotInterchanged() {
        List<String> names = List.of("x", "y");
        double[] softmax =
                Subject.formula("log(exp(x)/(exp(x) + exp(y)))", names).evaluate(Product.GRADIENT, at(1, 2));
        double[] sigmoid = Subject.formula("log(sigmoid(x))", names).evaluate(Product.GRADIENT, at(1, 2));
        double s = 1 / (1 + Math.exp(1));
        assertThat(softmax).containsExactly(at(Math.log(s), 1 - s, s - 1), within(1e-15));
        assertThat(sigmoid).containsExactly(at(-Math.log1p(Math.exp(-1)), 1 / (1 + Math.exp(1)), 0), within(1e-15));
    }

    @Test
    void aChainOfConditionsWithoutALastCaseIsAnError() {
        assertThat(Compiler.compile(
                                SourceText.of(
                                        "f.expr",
                                        "f(x) = {\n  if x > 1 { y = 1 } else if x > 0 { y = 2 }\n  return y\n}\n"),
                                CompilerOptions.named("f"))
                        .succeeded())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x*log(x)",
                "1/x",
                "exp(x) - x",
                "atan(x)/x",
                "x^1.5",
                "x^x",
                "cbrt(x)",
                "max(x, 1)",
                "abs(x)*x",
                "tanh(x) + sigmoid(x)",
                "x > 0 ? log(x) : x",
                "log(x)*x^2",
                "x^(-3)",
                "log1p(exp(x))",
                "asin(x)",
                "hypot(x, 1)",
                "lgamma(x)",
                "erf(x)/x",
                "log(normal_cdf(x))",
                "relu(x)/x"
            })
    void forwardAndReverseAgreeWhereverTheyAreNaNOrInfinite(String formula) {
        Subject f = Subject.formula(formula, List.of("x"));
        for (double x : at(NAN, INFINITE, -INFINITE, 0, -0.0, -1, 1, 2, 1e308, -1e308, 1e-100)) {
            double gradient = f.evaluate(Product.GRADIENT, at(x))[1];
            double tangent = f.evaluate(Product.TANGENT, at(x), 1)[0];
            assertThat(tangent).as("at %s", x).isCloseTo(gradient, near(gradient));
        }
    }
}
