package org.example;

public final class Caller {

    private Caller() {}

    /** Where an array that is too short is found out. */
    public static StackTraceElement fail() {
        try {
            Loss.loss.gradient(2, 3, new double[1]);
        } catch (ArrayIndexOutOfBoundsException e) {
            return e.getStackTrace()[0];
        }
        throw new AssertionError();
    }
}
