package org.wengert.check;

import java.util.List;

/**
 * One number of a derivative beside what it should be.
 *
 * @param entry which: {@code hessian[x][y]}
 * @param point by parameter; empty where {@code entry} says where it is
 * @param kind how {@code got} was computed
 * @param tolerance the largest error that is none: what rounding explains at this place
 */
public record Finding(String entry, Kind kind, List<Double> point, double got, double expected, double tolerance) {

    /** What is held against the differences. */
    public enum Kind {
        /** The derivative program at many digits: an error here is one of mathematics. */
        FORMULA("as a formula"),
        /** The derivative program in doubles, as it will run. */
        DOUBLES("in doubles"),
        /** The derivative program in doubles against differences in doubles. */
        DIFFERENCE("beside differences"),
        /** The two sides of the dot-product identity, in doubles. */
        DOT_PRODUCT("in the dot product"),
        /** The derivative programs in doubles at a special point, against each other. */
        MODES("between modes"),
        /** The derivative programs in doubles at a special point, against limits in many digits. */
        LIMIT("beside limits");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** With a larger tolerance. */
    Finding allowing(double more) {
        return new Finding(entry, kind, point, got, expected, tolerance + more);
    }

    public double error() {
        return Math.abs(got - expected);
    }

    /** Error over tolerance: beyond 1 it is a failure. */
    public double severity() {
        double ratio = error() / tolerance;
        return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
    }

    public boolean failed() {
        return severity() > 1;
    }

    public double ulps() {
        return error() / Math.ulp(expected);
    }

    public double relative() {
        return error() == 0 ? 0 : error() / Math.abs(expected);
    }
}
