package org.wengert.corpora;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts which entries of a corpus are right by its acceptance rule, {@code |got - reference| <= 16*noise + 8*2^-53*|reference|},
 * entry by entry; the noise is what a plain evaluation loses.
 */
final class Scores {

    private static final double UNIT = 0x1p-53;

    /** What was counted of one product. */
    static final class Count {
        int entries;
        int passed;
    }

    /** An entry that is wrong. */
    record Miss(String id, String point, String product, int index, double got, double reference, double allowed) {

        String place() {
            return id + " at " + point;
        }

        @Override
        public String toString() {
            return place() + ": " + product + "[" + index + "] is " + got + ", not " + reference + ", off by "
                    + Math.abs(got - reference) + " where " + allowed + " is allowed";
        }
    }

    private final Map<String, Count> counts = new LinkedHashMap<>();
    private final List<Miss> misses = new ArrayList<>();
    private int cases;
    private int points;
    private int outside;
    private int undifferentiable;

    void startCase() {
        cases++;
    }

    void startPoint() {
        points++;
    }

    /** A point where the formula has no value: expects none. */
    void outside(String id, String point, double value) {
        outside++;
        if (Double.isFinite(value)) {
            misses.add(new Miss(id, point, "value", 0, value, Double.NaN, 0));
        }
    }

    void undifferentiable() {
        undifferentiable++;
    }

    /**
     * Checks the entries of {@code got} from {@code from} on.
     *
     * @param noise for each entry, or one for all
     * @param best what the conditioning of the function itself allows, for each entry or one for all; counts where it is larger
     */
    void check(
            String id,
            String point,
            String product,
            double[] got,
            int from,
            double[] reference,
            double[] noise,
            double[] best) {
        Count count = counts.computeIfAbsent(product, p -> new Count());
        for (int i = 0; i < reference.length; i++) {
            double allowed = 16 * orZero(noise[noise.length == 1 ? 0 : i]) + 8 * UNIT * Math.abs(reference[i]);
            if (best.length > 0) {
                allowed = Math.max(allowed, orZero(best[best.length == 1 ? 0 : i]));
            }
            count.entries++;
            // Results below the normal range have no more digits than the range gives them.
            if (got[from + i] == reference[i]
                    || Math.abs(got[from + i] - reference[i]) <= Math.max(allowed, 2 * Double.MIN_VALUE)) {
                count.passed++;
            } else {
                misses.add(new Miss(id, point, product, i, got[from + i], reference[i], allowed));
            }
        }
    }

    private static double orZero(double noise) {
        return Double.isNaN(noise) ? 0 : noise;
    }

    List<Miss> misses() {
        return misses;
    }

    Map<String, Count> counts() {
        return counts;
    }

    int cases() {
        return cases;
    }

    int points() {
        return points;
    }

    int outsideDomain() {
        return outside;
    }

    int withoutDerivative() {
        return undifferentiable;
    }
}
