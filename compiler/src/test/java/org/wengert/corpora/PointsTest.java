package org.wengert.corpora;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.op.Tensor;

/** Programs at points where differentiators go wrong: every product that gives a number gives the right one, and so does diff. */
class PointsTest {

    /** Rounding of a few operations. */
    private static final double RELATIVE = 2e-14;

    /**
     * Where coefficients have no number that second derivatives have: those of a value on the way are no doubles, as
     * {@code 3/x^4} at 1e90 is none; {@code sqrt(abs(x))} at 0 stands still as its argument does by convention.
     */
    private static final Set<String> WITHOUT_COEFFICIENTS = Set.of("h15", "h16", "h17", "h18", "r06");

    static Stream<Case> points() {
        return Stream.of("points", "more-points").flatMap(Case::all);
    }

    @ParameterizedTest
    @MethodSource("points")
    void isRightInEveryMode(Case point) {
        assertThat(wrong(point)).as("%s", point).isEmpty();
    }

    static List<String> wrong(Case point) {
        EveryMode program = new EveryMode(point.program(), point.at());
        List<String> wrong = new ArrayList<>();
        point.want().forEach((by, wanted) -> {
            List<EveryMode.Found> found = switch (by.size()) {
                case 0 -> program.value();
                case 1 -> program.first(by.get(0));
                default -> program.second(by.get(0), by.get(1));
            };
            for (EveryMode.Found one : found) {
                boolean known = !(one.how().equals("taylor inside") && WITHOUT_COEFFICIENTS.contains(point.id()));
                if (known && !agrees(one.numbers().data(), wanted)) {
                    wrong.add(one.how() + " by " + by + " is "
                            + Arrays.toString(one.numbers().data()) + ", right is " + Arrays.toString(wanted.data()));
                }
            }
        });
        return wrong;
    }

    private static boolean agrees(double[] found, Tensor wanted) {
        if (found.length != wanted.data().length) {
            return false;
        }
        for (int i = 0; i < found.length; i++) {
            double right = wanted.data()[i];
            boolean same = Double.compare(found[i] + 0.0, right + 0.0) == 0;
            if (!same && !(Math.abs(found[i] - right) <= RELATIVE * Math.abs(right))) {
                return false;
            }
        }
        return true;
    }
}
