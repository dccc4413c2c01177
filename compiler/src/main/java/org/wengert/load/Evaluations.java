package org.wengert.load;

/**
 * The products of a loaded program over arrays, each calling the generated method directly. Outputs that the method returns
 * are returned here, the others go into arrays. What was not generated throws {@link UnsupportedOperationException}.
 *
 * <p>Public because loaded classes implement it; programs use {@code org.wengert.Program}.
 */
public interface Evaluations {

    /** The value of a function of one result. */
    default double value(double[] point) {
        throw missing("value");
    }

    /** The results of a function of several. */
    default void value(double[] point, double[] results) {
        throw missing("value");
    }

    default double tangent(double[] point, double[] direction) {
        throw missing("tangent");
    }

    default void tangent(double[] point, double[] direction, double[] tangent) {
        throw missing("tangent");
    }

    default double adjoint(double[] point, double cotangent, double[] adjoint) {
        throw missing("adjoint");
    }

    default void adjoint(double[] point, double[] cotangent, double[] results, double[] adjoint) {
        throw missing("adjoint");
    }

    default double gradient(double[] point, double[] gradient) {
        throw missing("gradient");
    }

    default double jacobian(double[] point, double[] jacobian) {
        throw missing("jacobian");
    }

    default void jacobian(double[] point, double[] results, double[] jacobian) {
        throw missing("jacobian");
    }

    default double hessian(double[] point, double[] gradient, double[] hessian) {
        throw missing("hessian");
    }

    default void hessian(double[] point, double[] results, double[] jacobian, double[] hessian) {
        throw missing("hessian");
    }

    default void hvp(double[] point, double[] direction, double[] hvp) {
        throw missing("hvp");
    }

    private static UnsupportedOperationException missing(String product) {
        return new UnsupportedOperationException("'" + product
                + "' was not generated: ask for it with the option derive, and see whether this program has one or several"
                + " results");
    }
}
