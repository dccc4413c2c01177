package org.wengert.benchmarks.derivatives;

/** What is observed in a bundle adjustment: observation i is of point {@code i % m} by camera {@code i % n}. */
final class BundleInputs {

    final int n;

    final int m;

    /** N by 11. */
    final double[] cameras;

    /** M by 3. */
    final double[] points;

    /** One for each observation. */
    final double[] weights;

    /** Where the points were seen, 2 for each observation. */
    final double[] features;

    BundleInputs(int n, int m, double[] cameras, double[] points, double[] weights, double[] features) {
        this.n = n;
        this.m = m;
        this.cameras = cameras;
        this.points = points;
        this.weights = weights;
        this.features = features;
    }

    /** Inputs in the format of ADBench: one camera, point, weight and feature, which all are equal to. */
    static BundleInputs read(String name) {
        NumberFile file = NumberFile.open(name);
        int n = file.integer();
        int m = file.integer();
        int observations = file.integer();
        double[] camera = file.reals(11);
        double[] point = file.reals(3);
        double[] weight = file.reals(1);
        double[] feature = file.reals(2);
        return new BundleInputs(
                n, m, repeat(camera, n), repeat(point, m), repeat(weight, observations), repeat(feature, observations));
    }

    private static double[] repeat(double[] one, int times) {
        double[] all = new double[one.length * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = one[i % one.length];
        }
        return all;
    }

    int observations() {
        return weights.length;
    }
}
