package org.wengert.runtime;

/**
 * Finds where a polynomial first changes its sign in an interval, however close together its zeros are. The coefficients in the basis
 * of Bernstein have at least as many changes of sign as the polynomial has zeros there, and one more by an even number; halving the
 * interval (de Casteljau) leads to parts with none or one (Lane and Riesenfeld, Bounds on a polynomial, BIT 21, 1981). Nothing is allocated.
 */
final class FirstCrossing {

    /** An interval of this depth is as wide as the last bits of a double: zeros in it are one crossing, or none. */
    private static final int DEEPEST = 52;

    private final int degree;
    private final double[] powers;
    private final double[][] bernstein;

    FirstCrossing(int degree) {
        this.degree = degree;
        this.powers = new double[degree + 1];
        this.bernstein = new double[DEEPEST + 2][degree + 1];
    }

    /**
     * Reads a polynomial in t as one in {@code s = t/h}.
     *
     * @param coefficients of t^k at {@code first + k*stride}
     */
    void read(double[] coefficients, int first, int stride, double h) {
        double scale = 1;
        for (int k = 0; k <= degree; k++) {
            powers[k] = coefficients[first + k * stride] * scale;
            scale *= h;
        }
    }

    /** Takes the zero at s = 0 away if rounding alone keeps it from being one; answers whether there is one. */
    boolean leaveZero() {
        double largest = 0;
        for (int k = 1; k <= degree; k++) {
            largest = Math.max(largest, Math.abs(powers[k]));
        }
        if (Math.abs(powers[0]) <= 1e-9 * largest) {
            powers[0] = 0;
            return true;
        }
        return false;
    }

    /** Whether all coefficients are finite. */
    boolean isFinite() {
        double sum = 0;
        for (double power : powers) {
            sum += 0 * power;
        }
        return sum == 0;
    }

    /** The sign just behind s = 0; 0 of the polynomial that is 0. */
    double signBehindZero() {
        for (double power : powers) {
            if (power != 0) {
                return Math.signum(power);
            }
        }
        return 0;
    }

    /** The sign at s, or if that is a zero the one from which the polynomial comes there; 0 if it has none to speak of. */
    double signBefore(double s) {
        double size = 0;
        for (double power : powers) {
            size = Math.max(size, Math.abs(power));
        }
        double value = value(s);
        double slope = slope(s);
        return Math.abs(value) > 1e-12 * size
                ? Math.signum(value)
                : Math.abs(slope) > 1e-9 * size ? -Math.signum(slope) : 0;
    }

    /**
     * The first s in (0, 1) where the sign changes, NaN if there is none.
     *
     * @param direction 1 for changes to plus alone, -1 for those to minus alone, 0 for both
     */
    double first(int direction) {
        double[] b = bernstein[0];
        for (int i = 0; i <= degree; i++) {
            double sum = 0;
            double ratio = 1; // of the binomials i over k and degree over k
            for (int k = 0; k <= i; k++) {
                sum += ratio * powers[k];
                ratio *= (double) (i - k) / (degree - k);
            }
            b[i] = sum;
        }
        return first(0, 0, 1, direction);
    }

    private double first(int depth, double from, double to, int direction) {
        double[] b = bernstein[depth];
        int changes = changes(b);
        if (changes == 0) {
            return Double.NaN;
        }
        double before = firstSign(b);
        double after = lastSign(b);
        if (changes == 1 || depth == DEEPEST) {
            return before != after && fits(after, direction) ? refined(from, to, before) : Double.NaN;
        }
        double middle = 0.5 * (from + to);
        split(b, bernstein[depth + 1], true);
        double left = first(depth + 1, from, middle, direction);
        if (!Double.isNaN(left)) {
            return left;
        }
        split(b, bernstein[depth + 1], true);
        boolean zero = bernstein[depth + 1][degree] == 0;
        double leftEnds = lastSign(bernstein[depth + 1]);
        split(b, bernstein[depth + 1], false);
        double rightBegins = firstSign(bernstein[depth + 1]);
        if (zero && leftEnds * rightBegins < 0 && fits(rightBegins, direction)) {
            return middle;
        }
        return first(depth + 1, middle, to, direction);
    }

    private static boolean fits(double after, int direction) {
        return direction == 0 || after == direction;
    }

    private static int changes(double[] b) {
        int changes = 0;
        double last = 0;
        for (double value : b) {
            if (value != 0) {
                changes += last * Math.signum(value) < 0 ? 1 : 0;
                last = Math.signum(value);
            }
        }
        return changes;
    }

    private static double firstSign(double[] b) {
        for (double value : b) {
            if (value != 0) {
                return Math.signum(value);
            }
        }
        return 0;
    }

    private static double lastSign(double[] b) {
        for (int i = b.length - 1; i >= 0; i--) {
            if (b[i] != 0) {
                return Math.signum(b[i]);
            }
        }
        return 0;
    }

    /** The coefficients of one half. */
    private void split(double[] b, double[] half, boolean left) {
        System.arraycopy(b, 0, half, 0, degree + 1);
        for (int round = 1; round <= degree; round++) {
            if (left) {
                for (int i = degree; i >= round; i--) {
                    half[i] = 0.5 * (half[i - 1] + half[i]);
                }
            } else {
                for (int i = 0; i <= degree - round; i++) {
                    half[i] = 0.5 * (half[i] + half[i + 1]);
                }
            }
        }
    }

    private double value(double s) {
        double value = powers[degree];
        for (int k = degree - 1; k >= 0; k--) {
            value = value * s + powers[k];
        }
        return value;
    }

    private double slope(double s) {
        double slope = degree * powers[degree];
        for (int k = degree - 1; k >= 1; k--) {
            slope = slope * s + k * powers[k];
        }
        return slope;
    }

    /** The one crossing between two places, the sign before it being {@code before}: by Newton's method, or else by halving. */
    private double refined(double from, double to, double before) {
        double low = from;
        double high = to;
        double s = 0.5 * (low + high);
        for (int round = 0; round < 120 && low < s && s < high; round++) {
            double value = value(s);
            if (value == 0) {
                return s;
            }
            if (Math.signum(value) == before) {
                low = s;
            } else {
                high = s;
            }
            double next = s - value / slope(s);
            s = next > low && next < high && round < 60 ? next : 0.5 * (low + high);
        }
        return s;
    }
}
