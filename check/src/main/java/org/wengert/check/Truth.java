package org.wengert.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wengert.ir.Graph;
import org.wengert.product.Block;
import org.wengert.product.Product;
import org.wengert.product.Product.Takes;

/**
 * What the derivatives of a program are at one point, by differences: along some directions, which may be those of its
 * parameters alone.
 *
 * @param jacobian by result and direction
 * @param hessians by result and two directions
 * @param direction that of tangents, as a sum of the directions: what it has of each
 */
record Truth(
        List<BigDecimal> values,
        List<List<BigDecimal>> jacobian,
        List<List<List<BigDecimal>>> hessians,
        List<Double> direction,
        List<Double> cotangent) {

    /** By parameter; absent where something has no value, or no derivative. */
    static Optional<Truth> at(
            HighPrecision high, Graph graph, double[] point, List<Double> direction, List<Double> cotangent) {
        BigDecimal[] x = high.point(point);
        List<BigDecimal> values = new ArrayList<>();
        high.evaluate(graph, x).forEach(v -> v.ifPresent(values::add));
        Optional<List<List<BigDecimal>>> jacobian = high.jacobian(graph, x);
        if (jacobian.isEmpty()) {
            return Optional.empty();
        }
        List<List<List<BigDecimal>>> hessians = new ArrayList<>();
        for (int j = 0; j < values.size(); j++) {
            Optional<List<List<BigDecimal>>> hessian = high.hessian(graph, j, x);
            if (hessian.isEmpty()) {
                return Optional.empty();
            }
            hessians.add(hessian.get());
        }
        return Optional.of(new Truth(values, jacobian.get(), hessians, direction, cotangent));
    }

    /** Along some directions, tangents being those of the first. */
    static Optional<Truth> along(
            HighPrecision high, Graph graph, double[] point, double[][] directions, List<Double> cotangent) {
        BigDecimal[] x = high.point(point);
        Optional<HighPrecision.Neighbour> centre = high.centre(graph, x);
        if (centre.isEmpty()) {
            return Optional.empty();
        }
        List<BigDecimal> values = centre.get().values();
        int count = directions.length;
        BigDecimal[][] first = new BigDecimal[values.size()][count];
        BigDecimal[][][] second = new BigDecimal[values.size()][count][count];
        for (int d = 0; d < count; d++) {
            BigDecimal[] one = high.point(directions[d]);
            Optional<List<BigDecimal>> slopes = high.along(graph, centre.get(), x, one);
            for (int e = 0; e <= d; e++) {
                Optional<List<BigDecimal>> bends = high.along(graph, centre.get(), x, one, high.point(directions[e]));
                if (slopes.isEmpty() || bends.isEmpty()) {
                    return Optional.empty();
                }
                for (int j = 0; j < first.length; j++) {
                    first[j][d] = slopes.get().get(j);
                    second[j][d][e] = bends.get().get(j);
                    second[j][e][d] = bends.get().get(j);
                }
            }
        }
        List<Double> direction = new ArrayList<>(Collections.nCopies(count, 0.0));
        direction.set(0, 1.0);
        return Optional.of(new Truth(
                values, rows(first), Arrays.stream(second).map(Truth::rows).toList(), direction, cotangent));
    }

    private static List<List<BigDecimal>> rows(BigDecimal[][] rows) {
        return Arrays.stream(rows).map(List::of).toList();
    }

    /** Whether doubles can hold all of it. */
    boolean isFinite() {
        return values.stream().allMatch(Truth::isFinite)
                && jacobian.stream().flatMap(List::stream).allMatch(Truth::isFinite)
                && hessians.stream().flatMap(List::stream).flatMap(List::stream).allMatch(Truth::isFinite);
    }

    private static boolean isFinite(BigDecimal x) {
        return Double.isFinite(x.doubleValue());
    }

    double largestValue() {
        return values.stream().mapToDouble(v -> Math.abs(v.doubleValue())).max().orElse(0);
    }

    /** The outputs of a product in its own order, with a direction in the place of each parameter. */
    List<BigDecimal> outputs(Product product) {
        return product.gives(false).stream()
                .flatMap(block -> outputs(block, product.takes() == Takes.COTANGENT).stream())
                .toList();
    }

    /** Derivatives of an order, of which the missing axes are summed over. */
    private List<BigDecimal> outputs(Block block, boolean weighted) {
        List<List<BigDecimal>> byResult = IntStream.range(0, values.size())
                .mapToObj(j -> switch (block.order()) {
                    case 0 -> List.of(values.get(j));
                    case 1 -> along(block, jacobian.get(j));
                    default -> along(block, flat(hessians.get(j)));
                })
                .toList();
        if (block.isByResult()) {
            return flat(byResult);
        }
        return weighted
                ? IntStream.range(0, byResult.get(0).size())
                        .mapToObj(i ->
                                dot(byResult.stream().map(row -> row.get(i)).toList(), cotangent))
                        .toList()
                : byResult.get(0);
    }

    /** Rows of directions, each summed over in the direction if the block lacks an axis. */
    private List<BigDecimal> along(Block block, List<BigDecimal> rows) {
        int n = direction.size();
        return block.directions() == block.order()
                ? rows
                : IntStream.range(0, block.directions() == 0 ? 1 : n)
                        .mapToObj(i -> dot(rows.subList(i * n, (i + 1) * n), direction))
                        .toList();
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
}
