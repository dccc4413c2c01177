package org.wengert.check;

import java.util.Arrays;
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

    /** {@code f} moved by a number. */
    static Differences of(DoubleFunction<double[]> f) {
        double[][] rows = new double[STEPS][];
        double h = FIRST_STEP;
        for (int i = 0; i < STEPS; i++) {
            double[] above = f.apply(h);
            double[] below = f.apply(-h);
            rows[i] = new double[above.length];
            for (int k = 0; k < above.length; k++) {
                rows[i][k] = (above[k] - below[k]) / (2 * h);
            }
            h /= 2;
        }
        double[] derivatives = new double[rows[0].length];
        double[] errors = new double[rows[0].length];
        for (int k = 0; k < derivatives.length; k++) {
            int entry = k;
            double[] best = extrapolate(
                    Arrays.stream(rows).mapToDouble(row -> row[entry]).toArray());
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
