package org.wengert.benchmarks.derivatives;

/** Where the perceptron is evaluated. */
final class PerceptronInputs {

    final int layers;

    final int width;

    final int n;

    /** The weights of all layers, layers by width by width. */
    final double[] W;

    /** The biases, layers by width. */
    final double[] b;

    /** The batch, width by n. */
    final double[] X;

    /** What the network should give, width by n. */
    final double[] Y;

    PerceptronInputs(int layers, int width, int n, double[] W, double[] b, double[] X, double[] Y) {
        this.layers = layers;
        this.width = width;
        this.n = n;
        this.W = W;
        this.b = b;
        this.X = X;
        this.Y = Y;
    }

    static PerceptronInputs of(int layers, int width, int n) {
        double[] b = new double[layers * width];
        for (int l = 0; l < layers; l++) {
            System.arraycopy(Uniform.fill(width, 50_000 + 64 * l, 0.25, -0.125), 0, b, l * width, width);
        }
        double[] X = columns(Uniform.fill(n * width, 60_000, 2, -1), n, width);
        double[] Y = columns(Uniform.fill(n * width, 70_000, 1, -0.5), n, width);
        return new PerceptronInputs(layers, width, n, Uniform.fill(layers * width * width, 0, 0.5, -0.25), b, X, Y);
    }

    /** The transpose of n rows. */
    private static double[] columns(double[] rows, int n, int width) {
        double[] columns = new double[rows.length];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < width; j++) {
                columns[j * n + i] = rows[i * width + j];
            }
        }
        return columns;
    }
}
