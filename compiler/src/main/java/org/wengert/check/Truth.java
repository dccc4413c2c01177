package org.wengert.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.differentiate.Product;
import org.wengert.ir.Graph;

/**
 * What the derivatives of a program are at one point, by differences, with a direction and a cotangent.
 *
 * @param hessians by result; absent where they were not asked for
 */
record Truth(
        List<BigDecimal> values,
        List<List<BigDecimal>> jacobian,
        Optional<List<List<List<BigDecimal>>>> hessians,
        List<Double> direction,
        List<Double> cotangent) {

    /** Absent where something has no value, or no derivative. */
    static Optional<Truth> at(
            HighPrecision high,
            Graph graph,
            boolean second,
            double[] point,
            List<Double> direction,
            List<Double> cotangent) {
        BigDecimal[] x = high.point(point);
        List<BigDecimal> values = new ArrayList<>();
        high.evaluate(graph, x).forEach(v -> v.ifPresent(values::add));
        Optional<List<List<BigDecimal>>> jacobian = high.jacobian(graph, x);
        if (jacobian.isEmpty()) {
            return Optional.empty();
        }
        List<List<List<BigDecimal>>> hessians = new ArrayList<>();
        for (int j = 0; second && j < values.size(); j++) {
            Optional<List<List<BigDecimal>>> hessian = high.hessian(graph, j, x);
            if (hessian.isEmpty()) {
                return Optional.empty();
            }
            hessians.add(hessian.get());
        }
        return Optional.of(new Truth(
                values, jacobian.get(), second ? Optional.of(hessians) : Optional.empty(), direction, cotangent));
    }

    /** Whether doubles can hold all of it. */
    boolean isFinite() {
        return values.stream().allMatch(Truth::isFinite)
                && jacobian.stream().flatMap(List::stream).allMatch(Truth::isFinite)
                && hessians.stream()
                        .flatMap(List::stream)
                        .flatMap(List::stream)
                        .flatMap(List::stream)
                        .allMatch(Truth::isFinite);
    }

    private static boolean isFinite(BigDecimal x) {
        return Double.isFinite(x.doubleValue());
    }

    double largestValue() {
        return values.stream().mapToDouble(v -> Math.abs(v.doubleValue())).max().orElse(0);
    }

    boolean knows(Product product) {
        return hessians.isPresent() || (product != Product.HESSIAN && product != Product.HVP);
    }

    /** The outputs of a product in its own order. */
    List<BigDecimal> outputs(Product product) {
        return switch (product) {
            case VALUE -> values;
            case TANGENT -> jacobian.stream().map(row -> dot(row, direction)).toList();
            case ADJOINT -> join(values, pulledBack());
            case GRADIENT -> join(values, jacobian.get(0));
            case JACOBIAN -> join(values, flat(jacobian));
            case HESSIAN ->
                join(
                        join(values, flat(jacobian)),
                        hessians.orElseThrow().stream()
                                .map(Truth::flat)
                                .flatMap(List::stream)
                                .toList());
            case HVP ->
                hessians.orElseThrow().get(0).stream()
                        .map(row -> dot(row, direction))
                        .toList();
        };
    }

    private List<BigDecimal> pulledBack() {
        List<BigDecimal> adjoints = new ArrayList<>();
        for (int i = 0; i < direction.size(); i++) {
            int column = i;
            adjoints.add(dot(jacobian.stream().map(row -> row.get(column)).toList(), cotangent));
        }
        return adjoints;
    }

    private static BigDecimal dot(List<BigDecimal> a, List<Double> b) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < b.size(); i++) {
            sum = sum.add(a.get(i).multiply(new BigDecimal(b.get(i)), HighPrecision.DIGITS), HighPrecision.DIGITS);
        }
        return sum;
    }

    private static List<BigDecimal> flat(List<List<BigDecimal>> rows) {
        return rows.stream().flatMap(List::stream).toList();
    }

    private static List<BigDecimal> join(List<BigDecimal> a, List<BigDecimal> b) {
        List<BigDecimal> joined = new ArrayList<>(a);
        joined.addAll(b);
        return joined;
    }
}
