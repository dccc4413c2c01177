package org.wengert.benchmarks.derivatives;

import java.util.Arrays;
import org.wengert.runtime.GammaFunctions;

/** The posterior of the mixture of Gaussians and its gradient: all components at one point after the other. */
final class MixtureByHand {

    private final int K;
    private final int D;
    private final int N;
    private final int below;
    private final double[] diagonal;
    private final double[] sums;
    private final double[] centred;
    private final double[] y;
    private final double[] beta;

    MixtureByHand(int K, int D, int N) {
        this.K = K;
        this.D = D;
        this.N = N;
        this.below = D * (D - 1) / 2;
        this.diagonal = new double[K * D];
        this.sums = new double[K];
        this.centred = new double[K * D];
        this.y = new double[K * D];
        this.beta = new double[K];
    }

    double value(double[] alpha, double[] mu, double[] q, double[] l, double[] x, double gamma, double m) {
        prepare(q);
        double sum = 0;
        for (int i = 0; i < N; i++) {
            for (int k = 0; k < K; k++) {
                beta[k] = alpha[k] + logDensity(k, mu, l, x, i);
            }
            sum += normalize(beta, beta);
        }
        return sum - N * normalize(alpha, beta) + constant(gamma, m) - prior(q, l, gamma, m);
    }

    double gradient(
            double[] alpha,
            double[] mu,
            double[] q,
            double[] l,
            double[] x,
            double gamma,
            double m,
            double[] alphaBar,
            double[] muBar,
            double[] qBar,
            double[] lBar) {
        prepare(q);
        double sum = 0;
        double weights = normalize(alpha, beta);
        for (int k = 0; k < K; k++) {
            alphaBar[k] = -N * beta[k];
        }
        Arrays.fill(muBar, 0);
        for (int i = 0; i < K * D; i++) {
            qBar[i] = m - gamma * gamma * diagonal[i] * diagonal[i];
        }
        for (int i = 0; i < K * below; i++) {
            lBar[i] = -gamma * gamma * l[i];
        }
        for (int i = 0; i < N; i++) {
            for (int k = 0; k < K; k++) {
                beta[k] = alpha[k] + logDensity(k, mu, l, x, i);
            }
            sum += normalize(beta, beta);
            for (int k = 0; k < K; k++) {
                alphaBar[k] += beta[k];
                backward(k, l, muBar, qBar, lBar);
            }
        }
        return sum - N * weights + constant(gamma, m) - prior(q, l, gamma, m);
    }

    private void prepare(double[] q) {
        for (int k = 0; k < K; k++) {
            double sum = 0;
            for (int j = 0; j < D; j++) {
                sum += q[k * D + j];
                diagonal[k * D + j] = Math.exp(q[k * D + j]);
            }
            sums[k] = sum;
        }
    }

    /** Leaves x - mu and Q*(x - mu) of a component at point i in {@code centred} and {@code y}. */
    private double logDensity(int component, double[] mu, double[] l, double[] x, int i) {
        int at = component * D;
        for (int j = 0; j < D; j++) {
            centred[at + j] = x[i * D + j] - mu[at + j];
            y[at + j] = diagonal[at + j] * centred[at + j];
        }
        int entry = component * below;
        for (int c = 0; c < D - 1; c++) {
            double factor = centred[at + c];
            for (int j = c + 1; j < D; j++) {
                y[at + j] += l[entry + j - c - 1] * factor;
            }
            entry += D - c - 1;
        }
        double square = 0;
        for (int j = 0; j < D; j++) {
            square += y[at + j] * y[at + j];
        }
        return sums[component] - 0.5 * square;
    }

    /** Adds the derivatives of {@code beta[component]} times the weight that is there now. */
    private void backward(int component, double[] l, double[] muBar, double[] qBar, double[] lBar) {
        double weight = beta[component];
        int at = component * D;
        for (int j = 0; j < D; j++) {
            double yBar = -weight * y[at + j];
            y[at + j] = yBar;
            qBar[at + j] += weight + yBar * centred[at + j] * diagonal[at + j];
            muBar[at + j] -= yBar * diagonal[at + j];
        }
        int entry = component * below;
        for (int c = 0; c < D - 1; c++) {
            double factor = centred[at + c];
            double sum = 0;
            for (int j = c + 1; j < D; j++) {
                double yBar = y[at + j];
                lBar[entry + j - c - 1] += yBar * factor;
                sum += yBar * l[entry + j - c - 1];
            }
            muBar[at + c] -= sum;
            entry += D - c - 1;
        }
    }

    /** The logarithm of the sum of the exponentials; {@code weights} become those as parts of the sum. */
    private double normalize(double[] logarithms, double[] weights) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < K; k++) {
            max = Math.max(max, logarithms[k]);
        }
        double sum = 0;
        for (int k = 0; k < K; k++) {
            double term = Math.exp(logarithms[k] - max);
            weights[k] = term;
            sum += term;
        }
        for (int k = 0; k < K; k++) {
            weights[k] /= sum;
        }
        return max + Math.log(sum);
    }

    private double constant(double gamma, double m) {
        double n = D + m + 1;
        double multigamma = 0.25 * D * (D - 1) * Math.log(Math.PI);
        for (int j = 1; j <= D; j++) {
            multigamma += GammaFunctions.lgamma(n / 2 + 0.5 * (1 - j));
        }
        return -0.5 * N * D * Math.log(2 * Math.PI) + K * (n * D * (Math.log(gamma) - 0.5 * Math.log(2)) - multigamma);
    }

    private double prior(double[] q, double[] l, double gamma, double m) {
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < K * D; i++) {
            squares += diagonal[i] * diagonal[i];
            sum += q[i];
        }
        for (int i = 0; i < K * below; i++) {
            squares += l[i] * l[i];
        }
        return 0.5 * gamma * gamma * squares - m * sum;
    }
}
