package org.wengert.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.differentiate.Differentiation;
import org.wengert.op.ScalarOperator;
import org.wengert.source.BigStack;

/**
 * The recurrences of every operator to order 30, at two points of its domain and at 0: {@code -Dtest=TaylorLawsCheck}. Where the
 * derivatives of a family are the kernels of its members the digits are those of these kernels at such orders.
 */
class TaylorLawsCheck {

    private static final TaylorReference REFERENCE = new TaylorReference(61, 0x1p-6, 0x1p-4, 0x1p-2, 1);

    /** Of an operator the first one to which it has six digits. */
    private static final List<Integer> DEGREES = List.of(30, 20, 13, 9);

    /** So many have less than the first one: kernels of high derivatives lose digits, coefficients may take too many operations. */
    private static final int MOST_SHORTER = 12;

    private static final Map<String, Integer> SHORTER = new TreeMap<>();

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
        Optional<Integer> degree = DEGREES.stream()
                .filter(d -> points.stream().allMatch(point -> hasSixDigits(operator, point, d)))
                .findFirst();
        assertThat(degree).isPresent();
        degree.filter(d -> d < DEGREES.get(0)).ifPresent(d -> SHORTER.put(operator.name(), d));
    }

    @AfterAll
    static void fewHaveLess() {
        System.out.println("to less than order " + DEGREES.get(0) + ": " + SHORTER);
        assertThat(SHORTER).hasSizeLessThanOrEqualTo(MOST_SHORTER);
    }

    private static boolean hasSixDigits(ScalarOperator operator, double[] point, int degree) {
        try {
            return BigStack.call(() -> new TaylorOfOperator(operator, point).error(REFERENCE, degree))
                    .filter(error -> error >= 1e-6)
                    .isEmpty();
        } catch (Differentiation.TooLarge tooLarge) {
            return false;
        }
    }
}
