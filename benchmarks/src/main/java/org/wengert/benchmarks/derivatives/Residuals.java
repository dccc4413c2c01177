package org.wengert.benchmarks.derivatives;

import org.wengert.benchmarks.generated.BundleAdjustment;
import org.wengert.benchmarks.generated.Observation;

/** The residual of one observation and its Jacobian, 3 by 15, as several programs compute it. */
interface Residuals {

    void value(double[] camera, double[] point, double weight, double[] feature, double[] residual);

    void jacobian(
            double[] camera, double[] point, double weight, double[] feature, double[] residual, double[] jacobian);

    /** Generated from arrays. */
    static Residuals ofArrays() {
        BundleAdjustment program = new BundleAdjustment();
        return inParts(program::value, program::jacobian);
    }

    /** Generated from numbers. */
    static Residuals ofNumbers() {
        double[] at = new double[17];
        return new Residuals() {
            @Override
            public void value(double[] camera, double[] point, double weight, double[] feature, double[] residual) {
                gather(camera, point, weight, feature);
                Observation.value(at, residual);
            }

            @Override
            public void jacobian(
                    double[] camera,
                    double[] point,
                    double weight,
                    double[] feature,
                    double[] residual,
                    double[] jacobian) {
                gather(camera, point, weight, feature);
                Observation.jacobian(at, residual, jacobian);
            }

            private void gather(double[] camera, double[] point, double weight, double[] feature) {
                System.arraycopy(camera, 0, at, 0, 11);
                System.arraycopy(point, 0, at, 11, 3);
                at[14] = weight;
                System.arraycopy(feature, 0, at, 15, 2);
            }
        };
    }

    static Residuals byHand() {
        ResidualByHand program = new ResidualByHand();
        return inParts(program::value, program::jacobian);
    }

    /** A residual in two parts: those of the feature, and that of the weight. */
    interface ValueInParts {
        void of(double[] camera, double[] point, double weight, double[] feature, double[] e, double[] last);
    }

    /** The same with the whole Jacobian. */
    interface JacobianInParts {
        void of(
                double[] camera,
                double[] point,
                double weight,
                double[] feature,
                double[] e,
                double[] last,
                double[] jacobian);
    }

    private static Residuals inParts(ValueInParts values, JacobianInParts jacobians) {
        double[] e = new double[2];
        double[] last = new double[1];
        return new Residuals() {
            @Override
            public void value(double[] camera, double[] point, double weight, double[] feature, double[] residual) {
                values.of(camera, point, weight, feature, e, last);
                join(residual);
            }

            @Override
            public void jacobian(
                    double[] camera,
                    double[] point,
                    double weight,
                    double[] feature,
                    double[] residual,
                    double[] jacobian) {
                jacobians.of(camera, point, weight, feature, e, last, jacobian);
                join(residual);
            }

            private void join(double[] residual) {
                residual[0] = e[0];
                residual[1] = e[1];
                residual[2] = last[0];
            }
        };
    }
}
