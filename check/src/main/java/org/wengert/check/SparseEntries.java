package org.wengert.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.driver.CompiledFunction;
import org.wengert.elaborate.FunctionGraph.Request;
import org.wengert.ir.Symbol;
import org.wengert.product.Derivative;
import org.wengert.sparse.Places;
import org.wengert.sparse.SparsePattern;

/**
 * Where the entries of a matrix are that are there, at some sizes: what they are is held to the whole matrix by its product with a direction
 * in which all parameters move, to which every entry contributes, and every one that is missing.
 *
 * @param isTriangle whether each entry below the diagonal stands for two
 */
@SuppressWarnings("ArrayRecordComponent") // made for one point, never compared
record SparseEntries(int[] rowStarts, int[] columns, boolean isTriangle) {

    /** Empty at sizes for which it is not known which there are. */
    static Optional<SparseEntries> of(CompiledFunction function, Request request, Map<Symbol, Long> sizes) {
        Derivative derivative = function.derivative(request);
        boolean known = derivative.pattern().map(SparsePattern::conditions).orElse(List.of()).stream()
                .allMatch(condition -> condition.evaluate(
                                symbol -> Optional.ofNullable(sizes.get(symbol)).orElseThrow())
                        >= 0);
        return known
                ? Optional.of(
                        of(function.pattern(request, sizes), request.product().order() == 2))
                : Optional.empty();
    }

    static SparseEntries of(Places places, boolean isTriangle) {
        return new SparseEntries(places.rowStarts(), places.columns(), isTriangle);
    }

    /** Whether the columns of each row ascend, so that none is there twice. */
    boolean areInOrder() {
        for (int row = 0; row < rows(); row++) {
            for (int k = rowStarts[row] + 1; k < rowStarts[row + 1]; k++) {
                if (columns[k - 1] >= columns[k]) {
                    return false;
                }
            }
        }
        return true;
    }

    int rows() {
        return rowStarts.length - 1;
    }

    /** The matrix times a direction. */
    double[] times(double[] entries, double[] direction) {
        double[] product = new double[rows()];
        for (int row = 0; row < rows(); row++) {
            for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
                product[row] += entries[k] * direction[columns[k]];
                if (isTriangle && columns[k] != row) {
                    product[columns[k]] += entries[k] * direction[row];
                }
            }
        }
        return product;
    }
}
