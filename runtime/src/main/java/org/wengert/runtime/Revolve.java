package org.wengert.runtime;

import java.util.Arrays;

/**
 * Which states of a loop are kept so that its iterations can be gone through backward, when there is room for fewer states
 * than there are iterations: binomial checkpointing, which computes the least possible number of iterations again. A. Griewank
 * and A. Walther, Algorithm 799: Revolve, ACM Transactions on Mathematical Software 26 (2000), pages 19 to 45.
 *
 * <p>It says where states are stored and has none itself. The loop asks {@link #keeps} before each iteration; on the way back
 * {@link #restore} says which state to begin with, and the iterations from {@link #position} to the wanted one are computed
 * again, each after asking {@link #keeps}. Slots are numbered from 0; one more than there are checkpoints is used, for the
 * state before the last iteration.
 */
public final class Revolve {

    private int[] positions = new int[0];
    private int steps;
    private int states;
    private int kept;
    private int target;
    private int next;
    private boolean hasLast;
    private int slot;
    private int position;

    /** Makes a schedule, which has to be started. */
    public Revolve() {}

    /**
     * Begins a loop.
     *
     * @param number how many iterations it has
     * @param checkpoints how many states are kept at most besides the last one, at least 1
     * @throws IllegalArgumentException if {@code checkpoints} is less than 1
     */
    public void start(int number, int checkpoints) {
        if (checkpoints < 1) {
            throw new IllegalArgumentException("at least one state has to be kept, not " + checkpoints);
        }
        steps = number;
        states = Math.min(checkpoints, Math.max(1, number));
        if (positions.length < states) {
            positions = Arrays.copyOf(positions, states);
        }
        kept = 0;
        target = steps - 1;
        next = 0;
        hasLast = false;
    }

    /** Whether the state before iteration {@code step}, counted from 0, is to be stored in {@link #slot}. */
    public boolean keeps(int step) {
        if (step == next && (step < target || step == 0)) {
            slot = kept++;
            positions[slot] = step;
            plan(step);
            return true;
        }
        boolean last = step == steps - 1 && step == target;
        if (last) {
            hasLast = true;
            slot = states;
        }
        return last;
    }

    /** The slot of the state that the last call was about. */
    public int slot() {
        return slot;
    }

    /** Finds the last state that is kept at or before iteration {@code step}, the next one to be reversed. */
    public void restore(int step) {
        target = step;
        if (hasLast) {
            hasLast = false;
            slot = states;
            position = step;
            return;
        }
        slot = kept - 1;
        position = positions[slot];
        if (position == step) {
            kept--;
        } else {
            plan(position);
        }
    }

    /** The iteration before which the state was that {@link #restore} has found. */
    public int position() {
        return position;
    }

    /** Where the next state is kept behind one at {@code from}, of which {@code kept} are there already. */
    private void plan(int from) {
        int length = target - from + 1;
        int free = states - kept + 1;
        next = free > 1 && length > 1 ? from + split(length, free) : Integer.MAX_VALUE;
    }

    /**
     * After how many of {@code length} iterations the second of {@code free} states is best kept.
     *
     * @return from 1 to {@code length - 1}
     */
    private static int split(int length, int free) {
        // The greatest number of iterations for which each is computed again at most r times is binomial(free + r,
        // free).
        int r = 0;
        while (binomial(free + r, free) < length) {
            r++;
        }
        long later = binomial(free - 1 + r, free - 1);
        long least = r >= 2 ? binomial(free + r - 2, free) : 1;
        return (int) Math.max(Math.max(1, least), length - later);
    }

    /** The binomial coefficient, or the greatest {@code int} if that is less. */
    private static long binomial(int n, int k) {
        long product = 1;
        for (int i = 1; i <= Math.min(k, n - k); i++) {
            product = product * (n - i + 1) / i;
            if (product >= Integer.MAX_VALUE) {
                return Integer.MAX_VALUE;
            }
        }
        return product;
    }
}
