package org.wengert.benchmarks.derivatives;

/**
 * The residuals of all observations and what is not zero in their Jacobian, in the order of ADBench: two rows of fifteen for each
 * observation, then a single entry for each weight.
 */
final class SparseBundle {

    private final BundleInputs at;
    private final double[] camera = new double[11];
    private final double[] point = new double[3];
    private final double[] feature = new double[2];
    private final double[] residual = new double[3];
    private final double[] block = new double[45];
    private final double[] errors;
    private final double[] entries;

    SparseBundle(BundleInputs at) {
        this.at = at;
        this.errors = new double[3 * at.observations()];
        this.entries = new double[31 * at.observations()];
    }

    /** The errors of projection, two for each observation, and behind them those of the weights. */
    double[] value(Residuals program) {
        for (int i = 0; i < at.observations(); i++) {
            select(i);
            program.value(camera, point, at.weights[i], feature, residual);
            store(i);
        }
        return errors;
    }

    double[] jacobian(Residuals program) {
        for (int i = 0; i < at.observations(); i++) {
            select(i);
            program.jacobian(camera, point, at.weights[i], feature, residual, block);
            store(i);
            System.arraycopy(block, 0, entries, 30 * i, 30);
            entries[30 * at.observations() + i] = block[44];
        }
        return entries;
    }

    private void select(int i) {
        System.arraycopy(at.cameras, i % at.n * 11, camera, 0, 11);
        System.arraycopy(at.points, i % at.m * 3, point, 0, 3);
        System.arraycopy(at.features, 2 * i, feature, 0, 2);
    }

    private void store(int i) {
        errors[2 * i] = residual[0];
        errors[2 * i + 1] = residual[1];
        errors[2 * at.observations() + i] = residual[2];
    }
}
