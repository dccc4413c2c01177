package org.wengert.check;

/**
 * The outputs of a program and the errors that they had in some runs, in the units of an error of an ulp in each operation.
 */
@SuppressWarnings("ArrayRecordComponent") // a value on its way, never compared
record Spread(double[] outputs, double[][] errors) {

    private static final double OF_TERMS = 1e-13;
    private static final int TIMES_SPREAD = 256;

    /** What output {@code i} is allowed. */
    double of(int i) {
        return dot(i, new double[] {1});
    }

    /** What a combination of the outputs from {@code from} on is allowed. */
    double dot(int from, double[] weights) {
        return dot(from, new double[] {1}, weights);
    }

    /** What a combination of the entries of a matrix is allowed. */
    double dot(int from, double[] left, double[] right) {
        double worst = 0;
        for (double[] error : errors) {
            worst = Math.max(worst, Math.abs(sum(error, from, left, right, false)));
        }
        double allowed = OF_TERMS * sum(outputs, from, left, right, true) + TIMES_SPREAD * worst;
        // A product that is no number has nothing to do with rounding: the test is to see it.
        return Double.isNaN(allowed) ? 0 : allowed;
    }

    /** A combination of the entries of a matrix, or of their sizes. */
    static double sum(double[] outputs, int from, double[] left, double[] right, boolean absolute) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            for (int k = 0; k < right.length; k++) {
                double weight = left[i] * right[k];
                double term = weight == 0 ? 0 : weight * outputs[from + i * right.length + k];
                sum += absolute ? Math.abs(term) : term;
            }
        }
        return sum;
    }
}
