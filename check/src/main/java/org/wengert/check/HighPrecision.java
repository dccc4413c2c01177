package org.wengert.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.wengert.ir.Graph;
import org.wengert.source.BigStack;

/**
 * Programs at many digits, and their derivatives by central differences: an oracle that shares with the compiler only the
 * graph that it is given. With 70 digits and a relative step of 1e-20 a first difference is right to some 40 digits and a
 * second one, of 1e-14, to 25; a derivative that is no limit of differences (a kink, a jump, an edge of the domain within a
 * step) is absent.
 */
public final class HighPrecision {

    /** The digits of every operation. */
    static final MathContext DIGITS = new MathContext(70);

    private static final BigDecimal STEP = new BigDecimal("1e-20");

    /** Second differences lose the digits of its square, and of what is larger than their function on the way to it. */
    private static final BigDecimal SECOND_STEP = new BigDecimal("1e-14");

    /** How much the slopes of two sides differ at most, of themselves, where they are one. */
    private static final BigDecimal ONE_SLOPE = new BigDecimal("1e-6");

    /** Slopes below this are what bends, and what rounding leaves of differences. */
    private static final BigDecimal NO_SLOPE = new BigDecimal("1e-12");

    private final Precise arithmetic;
    private final PreciseOperators operators;
    private final UnaryOperator<BigDecimal> rounding;

    private HighPrecision(UnaryOperator<BigDecimal> rounding) {
        this.arithmetic = new Precise(DIGITS);
        this.operators = new PreciseOperators(arithmetic);
        this.rounding = rounding;
    }

    /** Exact for all that doubles can tell. */
    public static HighPrecision exact() {
        return new HighPrecision(x -> x);
    }

    /** With every result passed through {@code rounding}, to see what errors of that size grow to. */
    public static HighPrecision rounded(UnaryOperator<BigDecimal> rounding) {
        return new HighPrecision(rounding);
    }

    /** Whether {@code operator} has a meaning here. */
    public boolean knows(String operator) {
        return operators.named(operator).isPresent();
    }

    /** The numbers exactly. */
    public BigDecimal[] point(double... values) {
        return Arrays.stream(values).mapToObj(arithmetic::number).toArray(BigDecimal[]::new);
    }

    /** The outputs at a point; one that has no real value is absent. */
    public List<Optional<BigDecimal>> evaluate(Graph graph, BigDecimal... point) {
        return evaluate(graph, Decisions.atPoint(), point);
    }

    private List<Optional<BigDecimal>> evaluate(Graph graph, Decisions decisions, BigDecimal[] point) {
        List<Optional<BigDecimal>> inputs =
                Arrays.stream(point).map(Optional::of).toList();
        return BigStack.call(() -> new Evaluation(arithmetic, operators, rounding, decisions).outputs(graph, inputs));
    }

    /** All outputs at a point with the way they were computed; absent if one has no value. */
    private Optional<Neighbour> visit(Graph graph, Decisions decisions, BigDecimal[] point) {
        List<BigDecimal> values = new ArrayList<>();
        for (Optional<BigDecimal> value : evaluate(graph, decisions, point)) {
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(new Neighbour(values, decisions));
    }

    /** Values with the way they were computed. */
    record Neighbour(List<BigDecimal> values, Decisions decisions) {}

    /** The first derivatives of the first output by input. */
    public Optional<List<BigDecimal>> gradient(Graph graph, BigDecimal... point) {
        return jacobian(graph, point).map(rows -> rows.get(0));
    }

    /** The first derivatives, a row by output. */
    public Optional<List<List<BigDecimal>>> jacobian(Graph graph, BigDecimal... point) {
        Optional<Neighbour> centre = visit(graph, Decisions.atPoint(), point);
        if (centre.isEmpty() || centre.get().decisions().onEdge()) {
            return Optional.empty();
        }
        List<List<BigDecimal>> rows = rows(graph);
        for (int i = 0; i < point.length; i++) {
            BigDecimal step = step(STEP, point[i]);
            Optional<Neighbour> above = beside(graph, centre.get(), moved(point, i, step));
            Optional<Neighbour> below = beside(graph, centre.get(), moved(point, i, step.negate()));
            if (above.isEmpty() || below.isEmpty()) {
                return Optional.empty();
            }
            for (int j = 0; j < rows.size(); j++) {
                BigDecimal rise = subtract(
                        above.get().values().get(j), below.get().values().get(j));
                rows.get(j).add(divide(rise, multiply(arithmetic.number(2), step)));
            }
        }
        return Optional.of(rows);
    }

    /** The second derivatives of output {@code j}: row {@code i} of the matrix. */
    public Optional<List<List<BigDecimal>>> hessian(Graph graph, int j, BigDecimal... point) {
        Optional<Neighbour> centre = centre(graph, point);
        if (centre.isEmpty()) {
            return Optional.empty();
        }
        int n = point.length;
        BigDecimal[] axes = new BigDecimal[n];
        BigDecimal[][] entries = new BigDecimal[n][n];
        for (int i = 0; i < n; i++) {
            BigDecimal h = step(SECOND_STEP, point[i]);
            Optional<BigDecimal> axis = bend(graph, centre.get(), j, moved(point, i, h), moved(point, i, h.negate()));
            if (axis.isEmpty()) {
                return Optional.empty();
            }
            axes[i] = axis.get();
            entries[i][i] = divide(axes[i], multiply(h, h));
            for (int k = 0; k < i; k++) {
                BigDecimal l = step(SECOND_STEP, point[k]);
                Optional<BigDecimal> both = bend(
                        graph,
                        centre.get(),
                        j,
                        moved(moved(point, i, h), k, l),
                        moved(moved(point, i, h.negate()), k, l.negate()));
                if (both.isEmpty()) {
                    return Optional.empty();
                }
                BigDecimal mixed = subtract(subtract(both.get(), axes[i]), axes[k]);
                entries[i][k] = divide(mixed, multiply(arithmetic.number(2), multiply(h, l)));
                entries[k][i] = entries[i][k];
            }
        }
        return Optional.of(Arrays.stream(entries).map(List::of).toList());
    }

    /** {@code f(above) - 2*f + f(below)} of output {@code j}. */
    private Optional<BigDecimal> bend(Graph graph, Neighbour centre, int j, BigDecimal[] above, BigDecimal[] below) {
        Optional<Neighbour> up = beside(graph, centre, above);
        Optional<Neighbour> down = up.isEmpty() ? Optional.empty() : beside(graph, centre, below);
        return up.flatMap(u -> down.map(d -> {
            BigDecimal here = centre.values().get(j);
            return add(subtract(u.values().get(j), here), subtract(d.values().get(j), here));
        }));
    }

    /** Which way the program goes at a point; absent where it has no value there, or is exactly where two pieces meet. */
    Optional<List<Integer>> path(Graph graph, BigDecimal... point) {
        return centre(graph, point).map(Neighbour::decisions).map(Decisions::path);
    }

    /** What is at a point that has neighbours on all sides; absent where the program has no value there or is at a kink. */
    Optional<Neighbour> centre(Graph graph, BigDecimal... point) {
        return visit(graph, Decisions.atPoint(), point)
                .filter(centre -> !centre.decisions().onEdge());
    }

    /** The first derivatives of all outputs along a direction whose numbers are about 1; absent where both sides have others. */
    Optional<List<BigDecimal>> along(Graph graph, Neighbour centre, BigDecimal[] point, BigDecimal[] direction) {
        return beside(graph, centre, point, direction, STEP)
                .filter(sides -> isSmooth(centre, sides))
                .map(values -> quotients(values, List.of(1, -1), multiply(arithmetic.number(2), STEP)));
    }

    /** Whether both sides of a point have one slope: a norm at its origin goes one way as a program, and has two. */
    private boolean isSmooth(Neighbour centre, List<Neighbour> sides) {
        List<BigDecimal> after = quotients(List.of(sides.get(0), centre), List.of(1, -1), STEP);
        List<BigDecimal> before = quotients(List.of(centre, sides.get(1)), List.of(1, -1), STEP);
        return IntStream.range(0, after.size()).allMatch(j -> {
            BigDecimal larger = after.get(j).abs().max(before.get(j).abs());
            return subtract(after.get(j), before.get(j)).abs().compareTo(multiply(ONE_SLOPE, larger)) <= 0
                    || larger.compareTo(NO_SLOPE) < 0;
        });
    }

    /** The second derivatives of all outputs along two directions. */
    Optional<List<BigDecimal>> along(
            Graph graph, Neighbour centre, BigDecimal[] point, BigDecimal[] direction, BigDecimal[] other) {
        BigDecimal[] sum = direction.clone();
        BigDecimal[] difference = direction.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] = arithmetic.add(direction[i], other[i]);
            difference[i] = subtract(direction[i], other[i]);
        }
        Optional<List<Neighbour>> like = beside(graph, centre, point, sum, SECOND_STEP);
        Optional<List<Neighbour>> unlike =
                like.isEmpty() ? Optional.empty() : beside(graph, centre, point, difference, SECOND_STEP);
        if (like.isEmpty() || unlike.isEmpty()) {
            return Optional.empty();
        }
        List<Neighbour> all = new ArrayList<>(like.get());
        all.addAll(unlike.get());
        return Optional.of(quotients(
                all, List.of(1, 1, -1, -1), multiply(arithmetic.number(4), multiply(SECOND_STEP, SECOND_STEP))));
    }

    /** A difference from the point itself to a step along a direction, over the step; absent unless that goes the same way. */
    Optional<List<BigDecimal>> rise(
            Graph graph, Neighbour centre, BigDecimal[] point, BigDecimal[] direction, BigDecimal step) {
        return beside(graph, centre, moved(point, direction, step))
                .map(there -> quotients(List.of(there, centre), List.of(1, -1), step));
    }

    /** The program a step along a direction and a step against it; absent unless both go the way of the point itself. */
    private Optional<List<Neighbour>> beside(
            Graph graph, Neighbour centre, BigDecimal[] point, BigDecimal[] direction, BigDecimal step) {
        List<Neighbour> neighbours = new ArrayList<>();
        for (int sign : new int[] {1, -1}) {
            BigDecimal by = multiply(arithmetic.number(sign), step);
            Optional<Neighbour> neighbour = beside(graph, centre, moved(point, direction, by));
            if (neighbour.isEmpty()) {
                return Optional.empty();
            }
            neighbours.add(neighbour.get());
        }
        return Optional.of(neighbours);
    }

    /** The values of neighbours with their signs, added up by output, over {@code divisor}. */
    private List<BigDecimal> quotients(List<Neighbour> neighbours, List<Integer> signs, BigDecimal divisor) {
        List<BigDecimal> quotients = new ArrayList<>();
        for (int j = 0; j < neighbours.get(0).values().size(); j++) {
            BigDecimal sum = arithmetic.number(0);
            for (int k = 0; k < signs.size(); k++) {
                BigDecimal value = neighbours.get(k).values().get(j);
                sum = signs.get(k) > 0 ? arithmetic.add(sum, value) : subtract(sum, value);
            }
            quotients.add(divide(sum, divisor));
        }
        return quotients;
    }

    private Optional<Neighbour> beside(Graph graph, Neighbour centre, BigDecimal[] point) {
        return visit(graph, centre.decisions().beside(), point)
                .filter(n -> n.decisions().agreesWith(centre.decisions()));
    }

    private static List<List<BigDecimal>> rows(Graph graph) {
        List<List<BigDecimal>> rows = new ArrayList<>();
        graph.outputs().forEach(o -> rows.add(new ArrayList<>()));
        return rows;
    }

    private BigDecimal step(BigDecimal unit, BigDecimal x) {
        return x.signum() == 0 ? unit : multiply(unit, x.abs());
    }

    private BigDecimal[] moved(BigDecimal[] point, BigDecimal[] direction, BigDecimal by) {
        BigDecimal[] moved = point.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] = add(point[i], multiply(by, direction[i]));
        }
        return moved;
    }

    private BigDecimal[] moved(BigDecimal[] point, int i, BigDecimal by) {
        BigDecimal[] moved = point.clone();
        moved[i] = arithmetic.add(point[i], by);
        return moved;
    }

    private BigDecimal add(BigDecimal a, BigDecimal b) {
        return arithmetic.add(a, b);
    }

    private BigDecimal subtract(BigDecimal a, BigDecimal b) {
        return arithmetic.subtract(a, b);
    }

    private BigDecimal multiply(BigDecimal a, BigDecimal b) {
        return arithmetic.multiply(a, b);
    }

    private BigDecimal divide(BigDecimal a, BigDecimal b) {
        return arithmetic.divide(a, b);
    }
}
