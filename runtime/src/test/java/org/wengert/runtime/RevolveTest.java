package org.wengert.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RevolveTest {

    /**
     * A loop and its way back, in which the state before an iteration is its number.
     *
     * @return how often an iteration was computed before its reversal, the last iteration of the loop left out
     */
    private static long advances(Revolve revolve, int steps, int checkpoints) {
        int[] storage = new int[Math.min(checkpoints, Math.max(steps, 1)) + 1];
        Arrays.fill(storage, -1);
        long count = 0;
        revolve.start(steps, checkpoints);
        int state = 0;
        for (int k = 0; k < steps; k++) {
            if (revolve.keeps(k)) {
                storage[revolve.slot()] = state;
            }
            state++;
            count += k < steps - 1 ? 1 : 0;
        }
        for (int k = steps - 1; k >= 0; k--) {
            revolve.restore(k);
            state = storage[revolve.slot()];
            assertEquals(revolve.position(), state);
            for (int i = revolve.position(); i < k; i++) {
                if (revolve.keeps(i)) {
                    storage[revolve.slot()] = state;
                }
                state++;
                count++;
            }
            assertEquals(k, state, "the state before iteration " + k);
        }
        return count;
    }

    /** Griewank and Walther, 2000, equation (2): r*steps - binomial(checkpoints + r, r - 1). */
    private static long formula(int steps, int checkpoints) {
        int r = 0;
        while (binomial(checkpoints + r, checkpoints) < steps) {
            r++;
        }
        return r * (long) steps - (r == 0 ? 0 : binomial(checkpoints + r, r - 1));
    }

    private static long binomial(int n, int k) {
        long product = 1;
        for (int i = 1; i <= Math.min(k, n - k); i++) {
            product = product * (n - i + 1) / i;
        }
        return product;
    }

    @Test
    void iterationsAreComputedAgainAsRarelyAsPossible() {
        Revolve revolve = new Revolve();
        for (int checkpoints = 1; checkpoints <= 12; checkpoints++) {
            for (int steps = 1; steps <= 200; steps++) {
                assertEquals(
                        formula(steps, checkpoints),
                        advances(revolve, steps, checkpoints),
                        steps + " steps with " + checkpoints + " states");
            }
        }
    }

    @Test
    void nothingLessIsPossible() {
        int most = 60;
        long[][] least = new long[8][most + 1];
        for (int steps = 2; steps <= most; steps++) {
            least[1][steps] = steps * (steps - 1L) / 2;
        }
        for (int states = 2; states < least.length; states++) {
            for (int steps = 2; steps <= most; steps++) {
                least[states][steps] = Long.MAX_VALUE;
                for (int first = 1; first < steps; first++) {
                    long cost = first + least[states - 1][steps - first] + least[states][first];
                    least[states][steps] = Math.min(least[states][steps], cost);
                }
            }
            for (int steps = 1; steps <= most; steps++) {
                assertEquals(least[states][steps], formula(steps, states), steps + " steps with " + states);
            }
        }
    }

    @Test
    void longLoopsNeedFewStates() {
        assertEquals(375_196, formula(100_000, 50));
        assertEquals(375_196, advances(new Revolve(), 100_000, 50));
    }

    @Test
    void loopsWithoutIterationsNeedNone() {
        assertEquals(0, advances(new Revolve(), 0, 3));
        assertEquals(0, advances(new Revolve(), -2, 3));
        assertThrows(IllegalArgumentException.class, () -> new Revolve().start(5, 0));
    }
}
