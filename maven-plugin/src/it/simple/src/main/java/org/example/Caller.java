package org.example;

public final class Caller {

    private Caller() {}

    /** The value of the loss at (0, 3) and its derivatives. */
    public static double[] call() {
        double[] gradient = new double[2];
        double value = Loss.gradient(new double[] {0, 3}, gradient);
        return new double[] {value, gradient[0], gradient[1]};
    }
}
