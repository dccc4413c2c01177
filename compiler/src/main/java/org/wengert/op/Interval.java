package org.wengert.op;

/** The open interval from which tests and {@code check} draw an argument. */
public record Interval(double low, double high) {

    static final Interval REALS = new Interval(-4, 4);
    static final Interval POSITIVE = new Interval(0, 6);
    static final Interval UNIT = new Interval(-1, 1);
}
