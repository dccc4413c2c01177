package org.wengert.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.differentiate.Product;

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
        if (product != Product.HVP) {
            for (int j = 0; j < m; j++) {
                readings.add(new Reading(j, ONE, ONE));
            }
        }
        int n = directions.length == 0 ? 0 : directions[0].length;
        int rows = switch (product) {
            case VALUE, TANGENT -> 0;
            case ADJOINT, GRADIENT, HVP -> 1;
            case JACOBIAN, HESSIAN -> m;
        };
        int values = readings.size();
        for (int j = 0; j < rows; j++) {
            for (double[] direction : directions) {
                readings.add(new Reading(values + j * n, ONE, direction));
            }
        }
        for (int j = 0; j < m && product == Product.HESSIAN; j++) {
            for (double[] left : directions) {
                for (double[] right : directions) {
                    readings.add(new Reading(m + m * n + j * n * n, left, right));
                }
            }
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
