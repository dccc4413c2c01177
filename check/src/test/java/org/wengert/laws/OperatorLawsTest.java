package org.wengert.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.ir.Type;
import org.wengert.op.Catalogue;
import org.wengert.op.Powers;
import org.wengert.op.Rule;
import org.wengert.op.ScalarOperator;
import org.wengert.product.Product;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

/** What holds of every operator, read from its declaration. */
class OperatorLawsTest {

    private static final int POINTS = 12;

    /** Held constant by intent. */
    private static final Set<String> HELD = Set.of("stop_gradient", "shift");

    static Stream<ScalarOperator> all() {
        return Stream.of(
                        Catalogue.all(),
                        Catalogue.familyMembers(),
                        // Identities leave none of these two, but derivatives of derivatives are taken before any is
                        // applied.
                        List.of(Powers.power(0), Powers.power(1)))
                .flatMap(List::stream);
    }

    static Stream<ScalarOperator> differentiable() {
        return all().filter(o -> !o.rules().isEmpty() && o.resultType().equals(Type.REAL));
    }

    /** Richardson's extrapolation of central differences, right to about 1e-10 of the function's size. */
    private static double slope(DoubleUnaryOperator f, double x) {
        double[] d = new double[4];
        for (int k = 0; k < d.length; k++) {
            double h = 0.02 / (1 << k);
            d[k] = (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
        }
        for (int order = 1; order < d.length; order++) {
            double factor = Math.pow(4, order);
            for (int k = d.length - 1; k >= order; k--) {
                d[k] += (d[k] - d[k - 1]) / (factor - 1);
            }
        }
        return d[d.length - 1];
    }

    private static double[] moved(double[] point, int index, double to) {
        double[] moved = point.clone();
        moved[index] = to;
        return moved;
    }

    private static void assertClose(double got, double expected, double relative, String what, double[] point) {
        assertThat(got)
                .as("%s at %s", what, Arrays.toString(point))
                .isCloseTo(expected, within(relative * Math.max(1, Math.abs(expected))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void valueIsThatOfManyDigits(ScalarOperator operator) {
        OneOperator f = new OneOperator(operator);
        List<double[]> points = f.points(5 * POINTS);
        List<Double> expected = f.precisely(points);
        for (int k = 0; k < points.size(); k++) {
            double[] point = points.get(k);
            assertClose(f.value(point), expected.get(k), 1e-13, "value", point);
            if (operator.resultType().equals(Type.REAL)) {
                assertClose(f.evaluate(Product.VALUE, point)[0], f.value(point), 4e-16, "lowered value", point);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void tangentIsTheSlopeOfTheValue(ScalarOperator operator) {
        OneOperator f = new OneOperator(operator);
        for (double[] point : f.points(POINTS)) {
            for (int i = 0; i < f.arity(); i++) {
                int index = i;
                double expected =
                        HELD.contains(operator.name()) ? 0 : slope(t -> f.value(moved(point, index, t)), point[i]);
                double[] direction = new double[f.arity()];
                direction[i] = 1;
                assertClose(f.evaluate(Product.TANGENT, point, direction)[0], expected, 1e-7, "derivative " + i, point);
                assertClose(f.mixed(point, i), expected, 1e-7, "derivative without identities " + i, point);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void adjointIsTheTransposeOfTheTangent(ScalarOperator operator) {
        OneOperator f = new OneOperator(operator);
        Random random = new Random(1);
        for (double[] point : f.points(POINTS)) {
            double[] direction = random.doubles(f.arity(), -1, 1).toArray();
            double cotangent = 2 * random.nextDouble() - 1;
            double forward = cotangent * f.evaluate(Product.TANGENT, point, direction)[0];
            double[] adjoint = f.evaluate(Product.ADJOINT, point, cotangent);
            double backward = 0;
            double size = 0;
            for (int i = 0; i < f.arity(); i++) {
                backward += adjoint[1 + i] * direction[i];
                size += Math.abs(adjoint[1 + i] * direction[i]);
            }
            assertThat(backward).as(Arrays.toString(point)).isCloseTo(forward, within(1e-13 * size));
        }
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void secondDerivativesAreSymmetricAndTheSlopesOfTheFirst(ScalarOperator operator) {
        OneOperator f = new OneOperator(operator);
        int n = f.arity();
        for (double[] point : f.points(POINTS)) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    int row = i;
                    int column = j;
                    double second = f.mixed(point, i, j);
                    double expected = slope(t -> f.mixed(moved(point, column, t), row), point[j]);
                    assertClose(second, expected, 1e-6, "derivative " + i + ", " + j, point);
                    assertClose(second, f.mixed(point, j, i), 1e-11, "symmetry " + i + ", " + j, point);
                    assertClose(f.evaluate(Product.HESSIAN, point)[1 + n + i * n + j], second, 1e-11, "Hessian", point);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void thirdDerivativesAreTheSlopesOfTheSecond(ScalarOperator operator) {
        OneOperator f = new OneOperator(operator);
        for (double[] point : f.points(3)) {
            for (int i = 0; i < f.arity(); i++) {
                int index = i;
                double third = f.mixed(point, i, i, i);
                double expected = slope(t -> f.mixed(moved(point, index, t), index, index), point[i]);
                assertClose(third, expected, 1e-5, "third derivative " + i, point);
            }
        }
    }

    /** The same bits either way round, but not declared so: a tie would go to the other argument, and equality costs nothing. */
    private static final Set<String> SYMMETRIC = Set.of("max", "min", "equal", "not_equal");

    static Stream<ScalarOperator> ofTwoAlike() {
        return all().filter(o -> o.operandTypes().size() == 2
                && o.operandTypes().get(0).equals(o.operandTypes().get(1)));
    }

    @ParameterizedTest
    @MethodSource("ofTwoAlike")
    void aCommutativeOperatorHasTheSameBitsEitherWayRound(ScalarOperator operator) {
        double[] values = {0.0, -0.0, 1, -1, 0.3, 2.7, 1e300, Double.POSITIVE_INFINITY, Double.NaN};
        boolean same = true;
        for (double a : values) {
            for (double b : values) {
                same &= Double.doubleToLongBits(operator.evaluate(a, b))
                        == Double.doubleToLongBits(operator.evaluate(b, a));
            }
        }
        assertThat(operator.commutative()).isEqualTo(same && !SYMMETRIC.contains(operator.name()));
    }

    @Test
    void aZeroDividendWinsOverAZeroDivisor() {
        OneOperator f = new OneOperator(Catalogue.named("guarded_divide").orElseThrow());
        double[] origin = {0, 0};
        assertThat(f.evaluate(Product.TANGENT, origin, 0, 1)[0]).isZero();
        assertThat(Arrays.stream(f.evaluate(Product.ADJOINT, origin, 0)).map(Math::abs))
                .containsOnly(0.0);
        assertThat(Math.abs(f.mixed(origin, 1))).isZero();
    }

    /** Choices and tests look at NaN and answer, {@code x^0} does not look at all; the shift of an exponential sum leaves it to the exponentials, what lowering makes to the other operand. */
    private static final Set<String> ANSWER_NAN = Set.of(
            "step",
            "shift",
            "select",
            "power[0]",
            "over_squares_of",
            "sech_square_of",
            "sigmoid_of",
            "sigmoid_slope_of",
            "expm1_of",
            "exp_step_of",
            "one_minus_cos_of",
            "cosh_less_one_of",
            "half_tanh_of");

    @ParameterizedTest
    @MethodSource("differentiable")
    void notANumberPropagates(ScalarOperator operator) {
        if (ANSWER_NAN.contains(operator.name())) {
            return;
        }
        OneOperator f = new OneOperator(operator);
        double[] point = f.points(1).get(0);
        for (int i = 0; i < f.arity(); i++) {
            boolean unread = operator.name().equals("leaky_relu") && i == 1 && point[0] > 0;
            boolean otherForm = operator.name().matches("root_of_.*|norm_power.*|log(2|10)?_or_.*|place") && i > 0;
            if (unread || otherForm) {
                continue;
            }
            assertThat(f.value(moved(point, i, Double.NaN)))
                    .as("operand " + i + " of " + Arrays.toString(point))
                    .isNaN();
        }
    }

    private static final Pattern CALLED = Pattern.compile("(\\w+)\\(");

    /** Whether a rule names an operator that authors cannot call. */
    private static boolean isOutsideTheLanguage(Rule rule) {
        return rule.text().contains("[")
                || rule.text().contains("d/d")
                || CALLED.matcher(rule.text())
                        .results()
                        .anyMatch(call -> Catalogue.builtIn(call.group(1)).isEmpty()
                                && all().anyMatch(o ->
                                        o.name().replaceAll("\\[.*", "").equals(call.group(1))));
    }

    @ParameterizedTest
    @MethodSource("differentiable")
    void theTextOfARuleIsTheRule(ScalarOperator operator) {
        if (operator.rules().stream().anyMatch(OperatorLawsTest::isOutsideTheLanguage)
                || operator.name().equals("select")) {
            return;
        }
        OneOperator f = new OneOperator(operator);
        for (int i = 0; i < f.arity(); i++) {
            Rule rule = operator.rules().get(i);
            List<String> names = Stream.concat(operator.operandNames().stream(), Stream.of("y", "v_"))
                    .toList();
            Compilation text = Compiler.compile(
                    SourceText.of("rule", rule.text().replace("#", "v_")),
                    CompilerOptions.named("rule").withParameters(names));
            assertThat(text.diagnostics()).as(rule.text()).isEmpty();
            FunctionGraph.Request value = new FunctionGraph.Request(Product.VALUE, List.of(), Span.NONE);
            for (double[] point : f.points(POINTS)) {
                double[] inputs = Arrays.copyOf(point, f.arity() + 2);
                inputs[f.arity()] = f.value(point);
                inputs[f.arity() + 1] = 0.75;
                double[] direction = new double[f.arity()];
                direction[i] = 0.75;
                assertClose(
                        f.evaluate(Product.TANGENT, point, direction)[0],
                        text.functions().get(0).evaluate(value, inputs)[0],
                        1e-13,
                        rule.text(),
                        point);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theDeclarationIsComplete(ScalarOperator operator) {
        assertThat(operator.summary()).isNotBlank().doesNotEndWith(".");
        assertThat(operator.formula()).isNotBlank();
        assertThat(operator.notation()).isNotBlank();
        assertThat(operator.java().isPresent()).isNotEqualTo(operator.lowering().isPresent());
        assertThat(operator.rules())
                .hasSize(
                        operator.resultType().equals(Type.REAL)
                                ? operator.operandTypes().size()
                                : 0);
        assertThat(operator.domain()).hasSameSizeAs(operator.operandTypes());
        assertThat(Catalogue.named(operator.name())).contains(operator);
        operator.java().ifPresent(form -> {
            for (int i = 0; i < operator.operandTypes().size(); i++) {
                assertThat(form.template()).contains("$" + i);
            }
        });
        boolean locallyConstant =
                !operator.rules().isEmpty() && operator.rules().stream().allMatch(Rule::isZero);
        if (locallyConstant && operator.visible() && !operator.name().equals("stop_gradient")) {
            assertThat(operator.kink()).isPresent();
        }
    }
}
