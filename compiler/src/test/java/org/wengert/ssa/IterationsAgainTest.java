package org.wengert.ssa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wengert.runtime.Revolve;

class IterationsAgainTest {

    private static long counted(int steps, int kept) {
        Revolve schedule = new Revolve();
        schedule.start(steps, kept);
        for (int k = 0; k < steps; k++) {
            schedule.keeps(k);
        }
        long again = 0;
        for (int k = steps - 1; k >= 0; k--) {
            schedule.restore(k);
            for (int i = schedule.position(); i < k; i++) {
                schedule.keeps(i);
                again++;
            }
        }
        return again;
    }

    @Test
    void areAsManyAsTheScheduleTakes() {
        for (int kept = 1; kept <= 12; kept++) {
            for (int steps = -1; steps <= 300; steps++) {
                assertThat(IterationsAgain.number(steps, kept))
                        .as("%s steps, %s states", steps, kept)
                        .isEqualTo(counted(steps, kept));
            }
        }
    }

    @Test
    void areCountedWithoutBeingRun() {
        assertThat(IterationsAgain.number(100_000_000, 1)).isEqualTo(99_999_999L * 99_999_998 / 2);
        assertThat(IterationsAgain.number(Integer.MAX_VALUE, 50)).isPositive();
        assertThat(IterationsAgain.number(Integer.MAX_VALUE, Integer.MAX_VALUE)).isZero();
    }
}
