package org.wengert.benchmarks.derivatives;

import java.util.Arrays;

/** The loss of the perceptron and its gradient; the outputs of all layers are kept for the way back. */
final class PerceptronByHand {

    private final int layers;
    private final int width;
    private final int n;
    private final double[] h;
    private final double[] transposed;
    private final double[] zBar;
    private final double[] hBar;

    PerceptronByHand(int layers, int width, int n) {
        this.layers = layers;
        this.width = width;
        this.n = n;
        this.h = new double[(layers + 1) * width * n];
        this.transposed = new double[n * width];
        this.zBar = new double[width * n];
        this.hBar = new double[width * n];
    }

    double value(double[] W, double[] b, double[] X, double[] Y) {
        forward(W, b, X);
        int last = layers * width * n;
        double loss = 0;
        for (int i = 0; i < width * n; i++) {
            double r = h[last + i] - Y[i];
            loss += r * r;
        }
        return loss;
    }

    double gradient(double[] W, double[] b, double[] X, double[] Y, double[] wBar, double[] bBar) {
        forward(W, b, X);
        int last = layers * width * n;
        double loss = 0;
        for (int i = 0; i < width * n; i++) {
            double r = h[last + i] - Y[i];
            loss += r * r;
            hBar[i] = 2 * r;
        }
        Arrays.fill(wBar, 0);
        for (int l = layers - 1; l >= 0; l--) {
            backward(l, W, wBar, bBar);
        }
        return loss;
    }

    private void forward(double[] W, double[] b, double[] X) {
        System.arraycopy(X, 0, h, 0, width * n);
        for (int l = 0; l < layers; l++) {
            int in = l * width * n;
            int out = in + width * n;
            for (int j = 0; j < width; j++) {
                int row = out + j * n;
                Arrays.fill(h, row, row + n, b[l * width + j]);
                for (int k = 0; k < width; k++) {
                    double w = W[(l * width + j) * width + k];
                    int from = in + k * n;
                    for (int i = 0; i < n; i++) {
                        h[row + i] += w * h[from + i];
                    }
                }
                for (int i = 0; i < n; i++) {
                    h[row + i] = Math.tanh(h[row + i]);
                }
            }
        }
    }

    /** From the derivatives by the outputs of layer l to those by its inputs. */
    private void backward(int l, double[] W, double[] wBar, double[] bBar) {
        int in = l * width * n;
        int out = in + width * n;
        for (int k = 0; k < width; k++) {
            for (int i = 0; i < n; i++) {
                transposed[i * width + k] = h[in + k * n + i];
            }
        }
        for (int j = 0; j < width; j++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double y = h[out + j * n + i];
                double bar = hBar[j * n + i] * (1 - y * y);
                zBar[j * n + i] = bar;
                sum += bar;
            }
            bBar[l * width + j] = sum;
        }
        Arrays.fill(hBar, 0);
        for (int j = 0; j < width; j++) {
            int row = (l * width + j) * width;
            for (int i = 0; i < n; i++) {
                double bar = zBar[j * n + i];
                for (int k = 0; k < width; k++) {
                    wBar[row + k] += bar * transposed[i * width + k];
                }
            }
            for (int k = 0; k < width; k++) {
                double w = W[row + k];
                for (int i = 0; i < n; i++) {
                    hBar[k * n + i] += w * zBar[j * n + i];
                }
            }
        }
    }
}
