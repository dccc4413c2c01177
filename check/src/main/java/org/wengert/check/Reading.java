package org.wengert.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.product.Block;
import org.wengert.product.Product;

/**
 * A sum of the outputs of a product from {@code from} on, taken as a matrix between two vectors of weights: what it says along
 * directions.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reading(int from, double[] left, double[] right) {

    private static final double[] ONE = {1};

    /** Of a product of a function of numbers with {@code m} results, in its own order, with a direction for each parameter. */
    static List<Reading> of(Product product, int m, double[][] directions) {
        List<Reading> readings = new ArrayList<>();
        int n = directions.length == 0 ? 0 : directions[0].length;
        int from = 0;
        for (Block block : product.gives(false)) {
            int width = block.count(1, n);
            for (int j = 0; j < (block.isByResult() ? m : 1); j++) {
                for (double[] left : block.directions() == 2 ? directions : new double[][] {ONE}) {
                    for (double[] right : block.directions() == 0 ? new double[][] {ONE} : directions) {
                        readings.add(new Reading(from + j * width, left, right));
                    }
                }
            }
            from += block.count(m, n);
        }
        return readings;
    }

    /** What rounding may make of it. */
    double allowed(Spread spread) {
        return spread.dot(from, left, right);
    }

    /** The sum itself. */
    double of(double[] outputs) {
        return Spread.sum(outputs, from, left, right, false);
    }

    /** With many digits; absent where an output that matters is. */
    Optional<BigDecimal> of(List<Optional<BigDecimal>> outputs) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < left.length; i++) {
            for (int k = 0; k < right.length; k++) {
                BigDecimal weight = new BigDecimal(left[i]).multiply(new BigDecimal(right[k]));
                Optional<BigDecimal> output = outputs.get(from + i * right.length + k);
                if (weight.signum() != 0 && output.isEmpty()) {
                    return Optional.empty();
                }
                BigDecimal term = output.orElse(BigDecimal.ZERO).multiply(weight, HighPrecision.DIGITS);
                sum = sum.add(term, HighPrecision.DIGITS);
            }
        }
        return Optional.of(sum);
    }
}
