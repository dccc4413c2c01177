package org.wengert.laws;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.wengert.check.HighPrecision;
import org.wengert.ir.Graph;

/**
 * Normalised Taylor coefficients of a function of one number at 0, from its values in 70 digits: the coefficients of the polynomial
 * through Chebyshev's points of some small intervals. What two polynomials of different degree agree in is known; which interval is
 * small enough for a function and not too small for a coefficient is found by looking.
 */
final class TaylorReference {

    private static final MathContext DIGITS = new MathContext(70);

    private final int points;
    private final double[] radii;
    private final double[] nodes;

    /** A coefficient, and what it may be wrong by. */
    record Coefficient(double value, double error) {}

    TaylorReference(int points, double... radii) {
        this.points = points;
        this.radii = radii.clone();
        this.nodes = ordered(points);
    }

    /** Chebyshev's points, each next one far from those before, so that the first ones are good points too. */
    private static double[] ordered(int points) {
        List<Double> left = new ArrayList<>(IntStream.range(0, points)
                .mapToObj(i -> Math.cos((2 * i + 1) * Math.PI / (2 * points)))
                .toList());
        List<Double> order = new ArrayList<>(List.of(left.remove(0)));
        while (!left.isEmpty()) {
            double next = left.stream()
                    .max((a, b) -> Double.compare(distance(a, order), distance(b, order)))
                    .orElseThrow();
            order.add(next);
            left.remove(next);
        }
        return order.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double distance(double from, List<Double> others) {
        return others.stream().mapToDouble(x -> Math.log(Math.abs(x - from))).sum();
    }

    /** The coefficients from 0 to {@code degree}; with an infinite error where nothing is known. */
    List<Coefficient> of(Graph function, int degree) {
        Coefficient[] best = new Coefficient[degree + 1];
        Arrays.fill(best, new Coefficient(Double.NaN, Double.POSITIVE_INFINITY));
        for (double radius : radii) {
            values(function, radius).ifPresent(values -> {
                BigDecimal[] newton = differences(values);
                BigDecimal[] many = polynomial(newton, points);
                BigDecimal[] fewer = polynomial(newton, points - points / 8);
                BigDecimal scale = BigDecimal.ONE;
                for (int k = 0; k <= degree; k++) {
                    double error = many[k].subtract(fewer[k])
                            .divide(scale, DIGITS)
                            .abs()
                            .doubleValue();
                    if (error < best[k].error()) {
                        best[k] = new Coefficient(many[k].divide(scale, DIGITS).doubleValue(), error);
                    }
                    scale = scale.multiply(new BigDecimal(radius), DIGITS);
                }
            });
        }
        return List.of(best);
    }

    private Optional<BigDecimal[]> values(Graph function, double radius) {
        HighPrecision precise = HighPrecision.exact();
        List<Optional<BigDecimal>> values = DoubleStream.of(nodes)
                .mapToObj(node ->
                        precise.evaluate(function, precise.point(node * radius)).get(0))
                .toList();
        return values.stream().allMatch(Optional::isPresent)
                ? Optional.of(values.stream().map(Optional::orElseThrow).toArray(BigDecimal[]::new))
                : Optional.empty();
    }

    /** Newton's divided differences at the nodes. */
    private BigDecimal[] differences(BigDecimal[] values) {
        BigDecimal[] all = values.clone();
        for (int j = 1; j < points; j++) {
            for (int i = points - 1; i >= j; i--) {
                BigDecimal distance = new BigDecimal(nodes[i]).subtract(new BigDecimal(nodes[i - j]));
                all[i] = all[i].subtract(all[i - 1]).divide(distance, DIGITS);
            }
        }
        return all;
    }

    /** The coefficients of the polynomial through the first nodes. */
    private BigDecimal[] polynomial(BigDecimal[] newton, int count) {
        BigDecimal[] p = new BigDecimal[count];
        Arrays.fill(p, BigDecimal.ZERO);
        for (int i = count - 1; i >= 0; i--) {
            BigDecimal node = new BigDecimal(nodes[i]);
            for (int k = count - 1; k >= 0; k--) {
                BigDecimal before = k > 0 ? p[k - 1] : newton[i];
                p[k] = before.subtract(p[k].multiply(node, DIGITS), DIGITS);
            }
        }
        return p;
    }
}
