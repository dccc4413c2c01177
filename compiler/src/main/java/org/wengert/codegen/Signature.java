package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.Product;

/**
 * What a generated method takes and gives beyond the point: the inputs after the parameters, and where each output goes.
 *
 * @param extra what the inputs after the parameters are called as an array; empty if there are none
 * @param extraIsScalar whether that is one double rather than an array
 * @param returns the output that is returned, or -1
 * @param arrays the arrays that outputs are written to
 */
record Signature(String extra, boolean extraIsScalar, int returns, List<Target> arrays) {

    /**
     * An array that the caller gives.
     *
     * @param name as a parameter
     * @param first the first output that it takes
     * @param count how many it takes, in order
     * @param meaning for the documentation
     */
    record Target(String name, int first, int count, String meaning) {}

    /** The signature of a derivative that is given whole. */
    static Signature of(Derivative derivative) {
        int m = derivative.results();
        int n = derivative.active().size();
        Product product = derivative.product();
        boolean scalar = m == 1;
        List<Target> arrays = new ArrayList<>();
        boolean hasValue = product != Product.TANGENT && product != Product.HVP;
        if (hasValue && !scalar) {
            arrays.add(new Target("results", 0, m, "receives the " + m + " results"));
        }
        switch (product) {
            case VALUE -> {}
            case TANGENT -> {
                if (!scalar) {
                    arrays.add(new Target("tangent", 0, m, "receives the tangents of the " + m + " results"));
                }
            }
            case ADJOINT ->
                arrays.add(new Target("adjoint", m, n, "receives the adjoints of the " + n + " parameters"));
            case GRADIENT -> arrays.add(new Target("gradient", m, n, "receives the " + n + " partial derivatives"));
            case JACOBIAN ->
                arrays.add(new Target("jacobian", m, m * n, "receives the " + m + " x " + n + " matrix by rows"));
            case HESSIAN -> {
                arrays.add(
                        scalar
                                ? new Target("gradient", m, n, "receives the " + n + " first derivatives")
                                : new Target(
                                        "jacobian",
                                        m,
                                        m * n,
                                        "receives the " + m + " x " + n + " first derivatives by rows"));
                arrays.add(new Target(
                        "hessian",
                        m + m * n,
                        m * n * n,
                        "receives the " + (scalar ? "" : m + " x ") + n + " x " + n + " second derivatives by rows"));
            }
            case HVP -> arrays.add(new Target("hvp", 0, n, "receives the " + n + " entries of the product"));
        }
        boolean seeded = product == Product.ADJOINT;
        boolean directed = product == Product.TANGENT || product == Product.HVP;
        return new Signature(
                seeded ? "cotangent" : directed ? "direction" : "",
                seeded && scalar,
                scalar && (hasValue || product == Product.TANGENT) ? 0 : -1,
                List.copyOf(arrays));
    }

    boolean hasExtra() {
        return !extra.isEmpty();
    }
}
