package org.wengert.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.op.ScalarOperator;
import org.wengert.source.BigStack;

/**
 * The recurrences of every operator to order 30, at two points of its domain and at 0: {@code -Dtest=TaylorLawsCheck}. Where the
 * derivatives of a family are the kernels of its members the digits are those of these kernels at such orders, which are stated here.
 */
class TaylorLawsCheck {

    private static final TaylorReference REFERENCE = new TaylorReference(61, 0x1p-6, 0x1p-4, 0x1p-2, 1);

    private static final int DEGREE = 30;

    static Stream<ScalarOperator> smooth() {
        return TaylorLawsTest.smooth();
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void coefficientsAreThoseOfTheOperator(ScalarOperator operator) {
        List<double[]> points = new ArrayList<>(new OneOperator(operator).points(2));
        if (TaylorLawsTest.definedAtZero().anyMatch(operator::equals)) {
            points.add(new double[operator.operandTypes().size()]);
        }
        int degree = KERNELS.getOrDefault(operator.name().replaceAll("\\[.*", ""), DEGREE);
        for (double[] point : points) {
            Optional<Double> error =
                    BigStack.call(() -> new TaylorOfOperator(operator, point).error(REFERENCE, degree));
            error.ifPresent(e -> assertThat(e).as("%s", point).isLessThan(1e-6));
        }
    }

    /** Up to which order the kernels of high derivatives, or values that are differences of much larger ones, have six digits. */
    private static final Map<String, Integer> KERNELS = Map.ofEntries(
            Map.entry("bose_rest", 13),
            Map.entry("cot_rest", 20),
            Map.entry("langevin", 12),
            Map.entry("lgamma_step", 27),
            Map.entry("log_erfcx", 11),
            Map.entry("log_erfcx_slope", 9),
            Map.entry("log_exprel", 19),
            Map.entry("log_exprel_slope", 15),
            Map.entry("log_sinhc", 19),
            Map.entry("normal_hazard_bend", 14),
            Map.entry(
                    "power_step",
                    20), // a family of two numbers, whose coefficients up to 30 are more than 200,000 operations
            Map.entry("sinhc", 16));
}
