package org.wengert.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** First changes of sign of polynomials whose zeros are known. */
class FirstCrossingTest {

    private static FirstCrossing of(double sign, double... zeros) {
        double[] c = new double[zeros.length + 1];
        c[0] = sign;
        for (int i = 0; i < zeros.length; i++) {
            for (int k = i + 1; k >= 0; k--) {
                c[k] = (k > 0 ? c[k - 1] : 0) - zeros[i] * c[k];
            }
        }
        FirstCrossing polynomial = new FirstCrossing(zeros.length);
        polynomial.read(c, 0, 1, 1);
        return polynomial;
    }

    @Test
    void findsTheFirstOfManyZeros() {
        Random random = new Random(20261130);
        for (int round = 0; round < 2000; round++) {
            double[] zeros = random.doubles(1 + random.nextInt(6), -1, 2).toArray();
            double first =
                    Arrays.stream(zeros).filter(z -> z > 0 && z < 1).min().orElse(Double.NaN);
            double found = of(random.nextBoolean() ? 1 : -1, zeros).first(0);
            if (Double.isNaN(first)) {
                assertThat(found).as(Arrays.toString(zeros)).isNaN();
            } else {
                assertThat(found).as(Arrays.toString(zeros)).isCloseTo(first, within(1e-5));
            }
        }
    }

    @Test
    void tellsZerosThatAreCloseTogether() {
        FirstCrossing polynomial = of(1, 0.7, 0.7 + 1e-6, 0.9);
        assertThat(polynomial.first(0)).isCloseTo(0.7, within(1e-9));
        assertThat(polynomial.first(-1)).isCloseTo(0.7 + 1e-6, within(1e-9));
    }

    @Test
    void knowsWhichWayItCrosses() {
        assertThat(of(1, 0.25, 0.5, 0.75).first(1)).isCloseTo(0.25, within(1e-14));
        assertThat(of(1, 0.25, 0.5, 0.75).first(-1)).isCloseTo(0.5, within(1e-14));
        assertThat(of(-1, 0.25, 0.5, 0.75).first(1)).isCloseTo(0.5, within(1e-14));
    }

    @Test
    void doesNotCrossWhereItTouches() {
        assertThat(of(1, 0.5, 0.5).first(0)).isNaN();
        assertThat(of(1, 0.5, 0.5, 0.5).first(0)).isCloseTo(0.5, within(1e-4));
    }

    @Test
    void leavesAZeroAtTheStart() {
        FirstCrossing polynomial = new FirstCrossing(2);
        polynomial.read(new double[] {-1e-17, 1, -2}, 0, 1, 1);
        assertThat(polynomial.leaveZero()).isTrue();
        assertThat(polynomial.first(0)).isCloseTo(0.5, within(1e-15));
        polynomial.read(new double[] {-1e-3, 1, -2}, 0, 1, 1);
        assertThat(polynomial.leaveZero()).isFalse();
    }

    @Test
    void findsNothingOfZero() {
        FirstCrossing polynomial = new FirstCrossing(3);
        polynomial.read(new double[4], 0, 1, 1);
        assertThat(polynomial.first(0)).isNaN();
        assertThat(polynomial.signBehindZero()).isZero();
    }
}
