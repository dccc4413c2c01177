package org.wengert.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.op.ScalarOperator;
import org.wengert.source.BigStack;

/** The recurrences of every operator against its values in 70 digits; to order 30 in {@link TaylorLawsCheck}. */
class TaylorLawsTest {

    private static final TaylorReference REFERENCE = new TaylorReference(16, 0x1p-9);

    private static final int DEGREE = 5;

    /** Held constant by intent. */
    private static final Set<String> HELD = Set.of("stop_gradient", "shift");

    /** By its own convention 0 where an operand is. */
    private static final Set<String> SWITCHED = Set.of("vanishing_times");

    /** With a kink, a jump or a pole at 0. */
    private static final Set<String> SINGULAR = Set.of(
            "hypot",
            "hypot_part",
            "atan2",
            "abs",
            "sign",
            "step",
            "floor",
            "ceil",
            "relu",
            "leaky_relu",
            "max",
            "min",
            "hypot_less",
            "hypot_less_slope",
            "log_of_squares",
            "over_squares",
            "half_relu",
            "soft_tail",
            "soft_tail_slope",
            "hypot[3]",
            "hypot[5]",
            "hypot_part[3,0]",
            "hypot_part[4,1]");

    static Stream<ScalarOperator> smooth() {
        return OperatorLawsTest.differentiable().filter(o -> !HELD.contains(o.name()));
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void coefficientsAreThoseOfTheOperator(ScalarOperator operator) {
        double[] point = new OneOperator(operator).points(1).get(0);
        Optional<Double> error = BigStack.call(() -> new TaylorOfOperator(operator, point).error(REFERENCE, DEGREE));
        assertThat(error.orElseThrow()).isLessThan(1e-9);
    }

    static Stream<ScalarOperator> definedAtZero() {
        return smooth().filter(o -> !SWITCHED.contains(o.name()))
                .filter(o -> o.domain().stream().allMatch(interval -> interval.low() < 0 && interval.high() > 0));
    }

    /** Where it is smooth; kinks have their conventions, those of first and second derivatives. */
    @ParameterizedTest
    @MethodSource("definedAtZero")
    void andSoAtZero(ScalarOperator operator) {
        double[] origin = new double[operator.operandTypes().size()];
        Optional<Double> error = BigStack.call(() -> new TaylorOfOperator(operator, origin).error(REFERENCE, DEGREE));
        assertThat(error.isPresent()).isEqualTo(!SINGULAR.contains(operator.name()));
        error.ifPresent(e -> assertThat(e).isLessThan(1e-9));
    }
}
