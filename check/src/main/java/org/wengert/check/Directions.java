package org.wengert.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wengert.elaborate.FunctionGraph.Request;

/**
 * The directions in which a test knows derivatives: each number of the parameters by itself where there are few, and some in
 * which all numbers move, for all parameters and for every choice of them that something is derived with respect to.
 */
final class Directions {

    /** More than these many numbers are not moved one by one, so that a test stays readable. */
    private static final int MOST_UNITS = 12;

    private static final int MOST_UNITS_OF_SECOND = 6;
    /** How many are drawn where numbers are not moved one by one. */
    static final int WITHOUT_UNITS = 3;

    private Directions() {}

    /**
     * Draws them.
     *
     * @param lengths how many numbers each parameter has
     * @param units whether each number is moved by itself too
     */
    static double[][] draw(List<Request> requests, int[] lengths, boolean units, Sampler sampler) {
        int n = Arrays.stream(lengths).sum();
        List<double[]> directions = new ArrayList<>();
        for (int i = 0; units && i < n; i++) {
            double[] unit = new double[n];
            unit[i] = 1;
            directions.add(unit);
        }
        Set<List<Integer>> choices = new LinkedHashSet<>();
        requests.forEach(r -> choices.add(r.active()));
        for (List<Integer> active : choices) {
            int count = Arrays.stream(moved(active, lengths)).sum();
            int drawn = units ? (count > 1 ? 1 : 0) : WITHOUT_UNITS;
            for (int k = 0; k < drawn; k++) {
                directions.add(all(active, lengths, sampler));
            }
        }
        return directions.toArray(double[][]::new);
    }

    /** Whether so many numbers can be moved one by one. */
    static boolean fewEnough(int numbers, boolean second) {
        return numbers <= (second ? MOST_UNITS_OF_SECOND : MOST_UNITS);
    }

    private static int[] moved(List<Integer> active, int[] lengths) {
        return active.stream().mapToInt(i -> lengths[i]).toArray();
    }

    private static double[] all(List<Integer> active, int[] lengths, Sampler sampler) {
        double[] direction = new double[Arrays.stream(lengths).sum()];
        int from = 0;
        for (int i = 0; i < lengths.length; i++) {
            for (int k = 0; active.contains(i) && k < lengths[i]; k++) {
                direction[from + k] = sampler.weight();
            }
            from += lengths[i];
        }
        return direction;
    }

    /** The part of a direction that belongs to some parameters; empty if others move too. */
    static Optional<double[]> within(double[] direction, List<Integer> active, int[] lengths) {
        double[] part = new double[Arrays.stream(moved(active, lengths)).sum()];
        int from = 0;
        int to = 0;
        for (int i = 0; i < lengths.length; i++) {
            for (int k = 0; k < lengths[i]; k++) {
                if (active.contains(i)) {
                    part[to++] = direction[from + k];
                } else if (direction[from + k] != 0) {
                    return Optional.empty();
                }
            }
            from += lengths[i];
        }
        return Optional.of(part);
    }
}
