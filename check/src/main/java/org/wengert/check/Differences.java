package org.wengert.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * The derivatives at 0 of several functions of one variable, by central differences in doubles that are extrapolated to a step
 * of 0: of the entries of Neville's table the one that differs least from its neighbours (C. J. F. Ridders, "Accurate computation
 * of F'(x) and F'(x)F''(x)", Advances in Engineering Software 4(2), 1982).
 *
 * @param derivatives NaN where no difference is a number
 * @param errors how far the best entries are from their neighbours
 */
@SuppressWarnings("ArrayRecordComponent") // a value on its way, never compared
record Differences(double[] derivatives, double[] errors) {

    private static final int STEPS = 12;
    private static final double FIRST_STEP = 0.125;
    private static final double LAST_FIRST_STEP = 0x1p-20;

    /** A program moved by a number: its outputs, and which way it went. */
    record Moved(double[] outputs, Way way) {}

    /**
     * Of what goes the way of {@code f} at 0, so that a difference does not reach over a kink or a jump: the steps begin where
     * both sides do; absent where they do not.
     */
    static Optional<Differences> of(DoubleFunction<Moved> f) {
        Way way = f.apply(0).way();
        List<double[]> rows = new ArrayList<>();
        double h = FIRST_STEP;
        for (; rows.size() < STEPS && (h >= LAST_FIRST_STEP || !rows.isEmpty()); h /= 2) {
            Moved above = f.apply(h);
            Moved below = f.apply(-h);
            if (!above.way().agreesWith(way) || !below.way().agreesWith(way)) {
                rows.clear();
                continue;
            }
            double[] row = new double[above.outputs().length];
            for (int k = 0; k < row.length; k++) {
                row[k] = (above.outputs()[k] - below.outputs()[k]) / (2 * h);
            }
            rows.add(row);
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(extrapolated(rows));
    }

    private static Differences extrapolated(List<double[]> rows) {
        double[] derivatives = new double[rows.get(0).length];
        double[] errors = new double[derivatives.length];
        for (int k = 0; k < derivatives.length; k++) {
            int entry = k;
            double[] best =
                    extrapolate(rows.stream().mapToDouble(row -> row[entry]).toArray());
            derivatives[k] = best[0];
            errors[k] = best[1];
        }
        return new Differences(derivatives, errors);
    }

    /** The limit of differences whose steps are halved, and its error. */
    private static double[] extrapolate(double[] differences) {
        double best = Double.NaN;
        double error = Double.POSITIVE_INFINITY;
        double[] before = new double[0];
        for (int i = 0; i < differences.length; i++) {
            double[] row = new double[i + 1];
            row[0] = differences[i];
            double factor = 4;
            for (int j = 1; j <= i; j++) {
                row[j] = row[j - 1] + (row[j - 1] - before[j - 1]) / (factor - 1);
                factor *= 4;
                double distance = Math.max(Math.abs(row[j] - row[j - 1]), Math.abs(row[j] - before[j - 1]));
                if (distance < error) {
                    error = distance;
                    best = row[j];
                }
            }
            before = row;
        }
        return new double[] {best, error};
    }
}
