package org.wengert.runtime;

import java.util.Arrays;

/**
 * Integrates an ordinary differential equation by its Taylor series, one for each step. The step is as long as the last two coefficients
 * allow (Jorba and Zou, A software package for the numerical integration of ODEs by means of high-order Taylor methods, Experimental
 * Mathematics 14, 2005), and is taken again with half of its length if the slope where it ends is not that of the series.
 *
 * <p>Time and states are kept with what rounding takes from them, so that over many steps errors of rounding go different ways. Nothing is allocated while it steps. An
 * instance serves one thread at a time.
 */
public final class TaylorIntegrator {

    /** The coefficients of a solution. */
    @FunctionalInterface
    public interface Jet {
        /**
         * Computes them.
         *
         * @param coefficients receives those of degree 0 of all states, which are the states, and of all events, then those of degree 1, and so on
         */
        void coefficients(double t, double[] state, double[] coefficients);
    }

    /** The coefficients of a solution, and their tangents. */
    @FunctionalInterface
    public interface TangentJet {
        /**
         * Computes both.
         *
         * @param direction the tangents of the states, and of the parameters behind them
         * @param coefficients receives the coefficients of the states by degree
         * @param tangents receives their tangents by degree
         */
        void coefficients(double t, double[] state, double[] direction, double[] coefficients, double[] tangents);
    }

    /** Which changes of sign are an event. */
    public enum Crossing {
        FALLING(-1),
        ANY(0),
        RISING(1);

        private final int direction;

        Crossing(int direction) {
            this.direction = direction;
        }
    }

    /** A slope at the end of a step may differ from that of the series by so many times the tolerance. */
    private static final double DEFECT = 1000;

    private static final double ROUNDING = 0x1p-53;

    /** An event that is closer to another one, as a part of a step, is at the same time. */
    private static final double HERE = 1e-9;

    private final int states;
    private final int blocks;
    private final int rows;
    private final int degree;
    private final Jet jet;
    private final Crossing[] crossings;

    /** The sign that an event comes from, 0 if that is not known. */
    private final double[] sides;

    /** Whether an event is where it has been reported, and is not reported again. */
    private final boolean[] atZero;

    private final FirstCrossing polynomial;

    private final double[] seeds;
    private final double[] state;
    private final double[] lost;
    private final double[] next;
    private final double[] nextLost;
    private final double[] lastLost;
    private double[] coefficients;
    private double[] last;

    private double tolerance = ROUNDING;
    private double time;
    private double timeLost;
    private double lastTime;
    private double lastTimeLost;
    private double lastStep;
    private boolean started;
    private long steps;

    /**
     * Of an equation with so many states.
     *
     * @param events how many functions the jet has besides, whose zeros {@link #untilEvent} looks for
     * @param degree the last coefficient of the jet
     */
    public TaylorIntegrator(int states, int events, int degree, Jet jet) {
        this(states, 1, events, degree, jet);
    }

    private TaylorIntegrator(int states, int blocks, int events, int degree, Jet jet) {
        if (states < 1 || events < 0 || degree < 1) {
            throw new IllegalArgumentException(
                    "states " + states + ", events " + events + ", degree " + degree + ": at least 1, 0 and 1");
        }
        this.states = states * blocks;
        this.blocks = blocks;
        this.rows = this.states + events;
        this.degree = degree;
        this.jet = jet;
        this.crossings = new Crossing[events];
        Arrays.fill(crossings, Crossing.ANY);
        this.sides = new double[events];
        this.atZero = new boolean[events];
        this.polynomial = new FirstCrossing(degree);
        this.seeds = new double[this.states];
        this.state = new double[this.states];
        this.lost = new double[this.states];
        this.next = new double[this.states];
        this.nextLost = new double[this.states];
        this.lastLost = new double[this.states];
        this.coefficients = new double[(degree + 1) * rows];
        this.last = new double[(degree + 1) * rows];
    }

    /**
     * Of an equation with its tangents: behind the states come, for each direction, the derivatives of the states in it. Each of them has a
     * part in the length of a step.
     *
     * @param directions each with the tangents of the states at the start, and of the parameters behind them
     */
    public static TaylorIntegrator ofTangents(int states, int degree, TangentJet jet, double[]... directions) {
        double[][] given = new double[directions.length][];
        for (int d = 0; d < given.length; d++) {
            given[d] = directions[d].clone();
            if (given[d].length < states) {
                throw new IllegalArgumentException(
                        "direction " + d + " has " + given[d].length + " numbers, and there are " + states + " states");
            }
        }
        int columns = states * (1 + given.length);
        double[] point = new double[states];
        double[] one = new double[(degree + 1) * states];
        double[] tangents = new double[(degree + 1) * states];
        Jet all = (t, state, coefficients) -> {
            System.arraycopy(state, 0, point, 0, states);
            for (int d = 0; d < given.length; d++) {
                System.arraycopy(state, (d + 1) * states, given[d], 0, states);
                jet.coefficients(t, point, given[d], one, tangents);
                for (int k = 0; k <= degree; k++) {
                    System.arraycopy(tangents, k * states, coefficients, k * columns + (d + 1) * states, states);
                }
            }
            for (int k = 0; k <= degree; k++) {
                System.arraycopy(one, k * states, coefficients, k * columns, states);
            }
        };
        if (given.length == 0) {
            throw new IllegalArgumentException("a direction is missing");
        }
        TaylorIntegrator integrator = new TaylorIntegrator(states, 1 + given.length, 0, degree, all);
        for (int d = 0; d < given.length; d++) {
            System.arraycopy(given[d], 0, integrator.seeds, (d + 1) * states, states);
        }
        return integrator;
    }

    /**
     * How large the last terms of the series may be, beside the largest state; 2^-53 if nothing is said. A degree of about {@code -0.5*log(tolerance)} takes the least
     * time: 20 for the default, 12 for 1e-10, 8 for 1e-6.
     */
    public TaylorIntegrator tolerance(double relative) {
        if (!(relative > 0 && relative < 1)) {
            throw new IllegalArgumentException("a tolerance is between 0 and 1, this is " + relative);
        }
        tolerance = relative;
        return this;
    }

    /** Which changes of sign of event number {@code index} count; all, if nothing is said. */
    public TaylorIntegrator crossing(int index, Crossing which) {
        crossings[index] = which;
        return this;
    }

    /**
     * Begins at a time.
     *
     * @param values the states; of an integrator of tangents these may be the states alone, whose tangents then are those of the directions
     */
    public TaylorIntegrator start(double t, double... values) {
        int plain = states / blocks;
        if (values.length != states && values.length != plain) {
            throw new IllegalArgumentException("there are " + plain + " states, these are " + values.length);
        }
        if (!(Math.abs(t) <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("it begins at a finite time, this is " + t);
        }
        Arrays.fill(atZero, false);
        System.arraycopy(seeds, 0, state, 0, states);
        place(t, values);
        return this;
    }

    /** Goes on from other states at the same time: what an event does to them. The zero where it stopped is not met again. */
    public TaylorIntegrator change(double... values) {
        if (values.length != states) {
            throw new IllegalArgumentException("there are " + states + " states, these are " + values.length);
        }
        double remembered = timeLost;
        place(time, values);
        timeLost = remembered;
        return this;
    }

    private void place(double t, double[] values) {
        System.arraycopy(values, 0, state, 0, values.length);
        Arrays.fill(lost, 0);
        Arrays.fill(sides, 0);
        time = t;
        timeLost = 0;
        lastTime = t;
        lastTimeLost = 0;
        lastStep = 0;
        started = true;
        jet.coefficients(time, state, coefficients);
        System.arraycopy(coefficients, 0, last, 0, last.length);
    }

    /** The time that it has come to. */
    public double time() {
        return time;
    }

    /** Where the last step began. */
    public double lastTime() {
        return lastTime;
    }

    /** How many steps it has taken. */
    public long steps() {
        return steps;
    }

    /** A state, and behind the states their tangents direction by direction. */
    public double state(int index) {
        return state[index];
    }

    /** All of them. */
    public double[] state() {
        return state.clone();
    }

    /** The states somewhere in the last step, by its series. */
    public void at(double t, double[] result) {
        double from = Math.min(lastTime, time);
        double to = Math.max(lastTime, time);
        if (!(t >= from && t <= to)) {
            throw new IllegalArgumentException(
                    "the last step went from " + lastTime + " to " + time + ", this is " + t);
        }
        double s = (t - lastTime) - lastTimeLost;
        for (int i = 0; i < states; i++) {
            result[i] = last[i] + increment(last, i, s);
        }
    }

    /** Integrates to a time, forward or backward, and ends at it exactly. */
    public void until(double end) {
        run(end, false);
    }

    /**
     * Integrates to the next event.
     *
     * @return its number, or -1 if there is none before {@code end}, where it stops then
     */
    public int untilEvent(double end) {
        return run(end, true);
    }

    private int run(double end, boolean events) {
        if (!started) {
            throw new IllegalStateException("it has not been started");
        }
        if (!(Math.abs(end) <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("it ends at a finite time, this is " + end);
        }
        while (true) {
            double remaining = (end - time) - timeLost;
            if (remaining == 0) {
                return -1;
            }
            step(remaining, end);
            if (!events) {
                Arrays.fill(atZero, false);
                Arrays.fill(sides, 0);
            } else {
                int found = firstEvent();
                if (found >= 0) {
                    return found;
                }
            }
        }
    }

    /** One step, which does not go beyond {@code end}. */
    private void step(double remaining, double end) {
        double most = Math.abs(remaining);
        double allowed = length();
        double smallest = Math.ulp(time);
        if (!(allowed > 0.25 * smallest || allowed >= most)) {
            throw stuck(allowed);
        }
        double h = Math.copySign(Math.min(allowed, most), remaining);
        boolean isPolynomial = allowed == Double.POSITIVE_INFINITY;
        while (true) {
            boolean reaches = Math.abs(h) >= most;
            advance(h);
            double t = reaches ? end : time + (timeLost + h);
            double[] other = last;
            boolean interior = !isPolynomial || fitsInside(h, other);
            jet.coefficients(t, next, other);
            if (interior && fits(h, other)) {
                accept(h, t, reaches, other);
                return;
            }
            if (Math.abs(h) <= smallest) {
                if (isFinite(other, rows, 2 * rows) && isFinite(next, 0, states)) {
                    accept(h, t, reaches, other); // over a kink, as far as time can tell
                    return;
                }
                throw stuck(Math.abs(h));
            }
            h *= 0.5;
        }
    }

    private void accept(double h, double t, boolean reaches, double[] other) {
        lastTime = time;
        lastTimeLost = timeLost;
        lastStep = h;
        if (reaches) {
            timeLost = 0;
        } else {
            double step = h + timeLost;
            double back = t - time;
            timeLost = (time - (t - back)) + (step - back);
        }
        time = t;
        System.arraycopy(next, 0, state, 0, states);
        System.arraycopy(lost, 0, lastLost, 0, states);
        System.arraycopy(nextLost, 0, lost, 0, states);
        last = coefficients;
        coefficients = other;
        steps++;
    }

    /** Puts the states behind a step into {@code next}, with what is lost of them. */
    private void advance(double h) {
        for (int i = 0; i < states; i++) {
            double x = state[i];
            double step = increment(coefficients, i, h) + lost[i];
            double sum = x + step;
            double back = sum - x;
            next[i] = sum;
            nextLost[i] = (x - (sum - back)) + (step - back);
        }
    }

    private double increment(double[] c, int row, double h) {
        double sum = 0;
        for (int k = degree; k >= 1; k--) {
            sum = (sum + c[k * rows + row]) * h;
        }
        return sum;
    }

    private double slope(double[] c, int row, double h) {
        double sum = degree * c[degree * rows + row];
        for (int k = degree - 1; k >= 1; k--) {
            sum = sum * h + k * c[k * rows + row];
        }
        return sum;
    }

    /** A series that seems to end is looked at once more, within the step. */
    private boolean fitsInside(double h, double[] other) {
        double inside = 0.381966 * h;
        advance(inside);
        jet.coefficients(time + (timeLost + inside), next, other);
        boolean fits = fits(inside, other);
        advance(h);
        return fits;
    }

    /** Whether the slope behind a step is that of the series, as far as the tolerance goes. */
    private boolean fits(double h, double[] behind) {
        int block = states / blocks;
        for (int from = 0; from < states; from += block) {
            double scale = 0;
            double defect = 0;
            for (int i = from; i < from + block; i++) {
                double slope = behind[rows + i];
                double difference = Math.abs((slope - slope(coefficients, i, h)) * h);
                if (!(difference <= Double.MAX_VALUE)) {
                    return false;
                }
                defect = Math.max(defect, difference);
                scale = Math.max(scale, Math.max(Math.abs(state[i]), Math.abs(next[i])));
                scale = Math.max(scale, Math.abs(slope * h));
            }
            if (defect > DEFECT * Math.max(tolerance, ROUNDING) * scale) {
                return false;
            }
        }
        return true;
    }

    /** How long a step may be by the last two coefficients. */
    private double length() {
        if (!isFinite(coefficients, 0, coefficients.length)) {
            return Double.NaN;
        }
        double length = Double.POSITIVE_INFINITY;
        int block = states / blocks;
        for (int from = 0; from < states; from += block) {
            length = Math.min(length, length(from, from + block));
        }
        return length;
    }

    private double length(int from, int to) {
        int first = 0;
        double size = norm(first, from, to);
        while (size == 0 && first < degree) {
            size = norm(++first, from, to);
        }
        int top = degree;
        double length = Double.POSITIVE_INFINITY;
        while (top > Math.max(first, degree / 2) && length == Double.POSITIVE_INFINITY) {
            for (int k = top; k > Math.max(first, Math.max(0, top - 2)); k--) {
                double norm = norm(k, from, to);
                if (norm > 0) {
                    length = Math.min(length, Math.pow(tolerance * (size / norm), 1.0 / (k - first)));
                }
            }
            top -= 2;
        }
        return degree > 1 ? length * Math.exp(-0.7 / (degree - 1)) : length;
    }

    private double norm(int k, int from, int to) {
        double norm = 0;
        for (int i = from; i < to; i++) {
            norm = Math.max(norm, Math.abs(coefficients[k * rows + i]));
        }
        return norm;
    }

    private static boolean isFinite(double[] numbers, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += 0 * numbers[i];
        }
        return sum == 0;
    }

    /** What is in the way; the last step is none any more. */
    private ArithmeticException stuck(double length) {
        lastTime = time;
        lastTimeLost = timeLost;
        lastStep = 0;
        System.arraycopy(coefficients, 0, last, 0, last.length);
        String where = "at t = " + time + ", states " + Arrays.toString(state);
        for (int i = 0; i < states; i++) {
            if (!(Math.abs(coefficients[rows + i]) <= Double.MAX_VALUE)) {
                return new ArithmeticException(
                        "the slope of state " + i + " is " + coefficients[rows + i] + " " + where);
            }
        }
        return new ArithmeticException(
                !Double.isNaN(length)
                        ? "the step has become too small, " + length + ", " + where + ": there may be a pole"
                        : "a coefficient of the series is no number or too large " + where
                                + ": there may be a singularity, or another unit of time may be needed");
    }

    /** The first event in the last step, which is cut off there; -1 if there is none. */
    private int firstEvent() {
        int found = -1;
        double at = Double.POSITIVE_INFINITY;
        for (int e = 0; e < crossings.length; e++) {
            read(e);
            double behind = polynomial.signBehindZero();
            boolean atStart = sides[e] * behind < 0 && isCounted(e, behind);
            double s = atStart ? 0 : polynomial.first(crossings[e].direction);
            if (s < at) {
                at = s;
                found = e;
            }
        }
        for (int e = 0; e < crossings.length; e++) {
            read(e);
            atZero[e] = e == found || (atZero[e] && at < HERE);
            double side = polynomial.signBefore(Math.min(at, 1));
            sides[e] = atZero[e] ? 0 : side == 0 ? sides[e] : side;
        }
        if (found >= 0) {
            cut(at);
        }
        return found;
    }

    /** Reads the series of an event in the last step; the zero where it has just stopped is none. */
    private void read(int e) {
        polynomial.read(last, states + e, rows, lastStep);
        if (!polynomial.isFinite()) {
            throw new ArithmeticException("event " + e + " has no series between t = " + lastTime + " and " + time);
        }
        atZero[e] = atZero[e] && polynomial.leaveZero();
    }

    private boolean isCounted(int e, double after) {
        return crossings[e].direction == 0 || crossings[e].direction == after;
    }

    /** Goes back to a part of the last step. */
    private void cut(double part) {
        double h = part * lastStep;
        System.arraycopy(last, 0, state, 0, states);
        System.arraycopy(lastLost, 0, lost, 0, states);
        double[] other = coefficients;
        coefficients = last;
        advance(h);
        time = lastTime;
        timeLost = lastTimeLost;
        double t = time + (timeLost + h);
        jet.coefficients(t, next, other);
        accept(h, t, false, other);
        steps--;
    }
}
