package org.wengert.benchmarks.derivatives;

/** What is measured side by side is the same first: to within 1e-9, relative to the largest element. */
final class Agreement {

    private static final double TOLERANCE = 1e-9;

    private Agreement() {}

    static void check(double[] generated, double[] byHand) {
        double largest = 0;
        for (double element : byHand) {
            largest = Math.max(largest, Math.abs(element));
        }
        for (int i = 0; i < byHand.length; i++) {
            if (!(Math.abs(generated[i] - byHand[i]) <= TOLERANCE * largest)) {
                throw new IllegalStateException(
                        "element " + i + ": generated " + generated[i] + ", by hand " + byHand[i]);
            }
        }
    }
}
