package org.wengert.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wengert.ir.Graph;

/**
 * First derivatives as limits of differences in many digits, from all sides where a program has values. They are known where all
 * of them agree and are linear, so that there is a derivative, and where the program is on no kink, whose derivative is a
 * convention.
 */
final class Limits {

    private static final BigDecimal STEP = new BigDecimal("1e-30");
    private static final BigDecimal SMALLER_STEP = new BigDecimal("1e-33");

    /** Of a derivative, or beside it where it is 0. */
    static final double ERROR = 1e-12;

    static final double FLOOR = 1e-20;

    private final HighPrecision exact;
    private final Graph graph;
    private final Sampler sampler;

    Limits(HighPrecision exact, Graph graph, Sampler sampler) {
        this.exact = exact;
        this.graph = graph;
        this.sampler = sampler;
    }

    /** By result and parameter. */
    Optional<BigDecimal[][]> at(double[] point) {
        BigDecimal[] x = exact.point(point);
        Optional<HighPrecision.Neighbour> centre = exact.centre(graph, x);
        if (centre.isEmpty()) {
            return Optional.empty();
        }
        int n = point.length;
        int m = centre.get().values().size();
        BigDecimal[][] limits = new BigDecimal[m][n];
        BigDecimal[] mixed = new BigDecimal[n];
        for (int i = 0; i < n; i++) {
            BigDecimal[] along = exact.point(new double[n]);
            along[i] = x[i].abs().max(BigDecimal.ONE);
            mixed[i] = along[i].multiply(new BigDecimal(sampler.weight()));
            Optional<List<BigDecimal>> slopes = along(centre.get(), x, along);
            if (slopes.isEmpty()) {
                return Optional.empty();
            }
            for (int j = 0; j < m; j++) {
                limits[j][i] = slopes.get().get(j).divide(along[i], HighPrecision.DIGITS);
            }
        }
        return along(centre.get(), x, mixed)
                .filter(slopes -> IntStream.range(0, m).allMatch(j -> agree(slopes.get(j), sum(limits[j], mixed))))
                .map(slopes -> limits);
    }

    private static BigDecimal sum(BigDecimal[] limits, BigDecimal[] direction) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < limits.length; i++) {
            sum = sum.add(limits[i].multiply(direction[i], HighPrecision.DIGITS), HighPrecision.DIGITS);
        }
        return sum;
    }

    /** Of all results, from the sides that there are. */
    private Optional<List<BigDecimal>> along(HighPrecision.Neighbour centre, BigDecimal[] x, BigDecimal[] direction) {
        List<List<BigDecimal>> found = new ArrayList<>();
        for (int side : new int[] {1, -1}) {
            List<List<BigDecimal>> steps = new ArrayList<>();
            for (BigDecimal step : List.of(STEP, SMALLER_STEP)) {
                exact.rise(graph, centre, x, direction, step.multiply(BigDecimal.valueOf(side)))
                        .ifPresent(steps::add);
            }
            if (steps.size() == 1) {
                return Optional.empty();
            }
            found.addAll(steps);
        }
        boolean agree = !found.isEmpty()
                && found.stream()
                        .allMatch(other -> IntStream.range(0, other.size())
                                .allMatch(j -> agree(found.get(found.size() - 1).get(j), other.get(j))));
        return agree ? Optional.of(found.get(found.size() - 1)) : Optional.empty();
    }

    private static boolean agree(BigDecimal a, BigDecimal b) {
        BigDecimal allowed = a.abs().multiply(BigDecimal.valueOf(ERROR)).add(BigDecimal.valueOf(FLOOR));
        return a.subtract(b).abs().compareTo(allowed) <= 0;
    }
}
