package org.wengert.benchmarks.derivatives;

import java.util.Arrays;

/** The loss of the character model and its gradient; what the gates give is kept for the way back. */
final class LstmByHand {

    /** What is kept of a unit at a time: forget, input, output, change, tanh of the cell, hidden state, cell. */
    private static final int KEPT = 7;

    private final int L;
    private final int b;
    private final int c;
    private final double[] units;
    private final double[] first;
    private final double[] predicted;
    private final double[] logarithms;
    private final double[] xBar;
    private final double[] hiddenBar;
    private final double[] cellBar;

    LstmByHand(int L, int b, int c) {
        this.L = L;
        this.b = b;
        this.c = c;
        this.units = new double[c * L * KEPT * b];
        this.first = new double[b];
        this.predicted = new double[c * b];
        this.logarithms = new double[c];
        this.xBar = new double[b];
        this.hiddenBar = new double[L * b];
        this.cellBar = new double[L * b];
    }

    /** Where a kept part of layer k begins after t characters; those of 0 are the initial state. */
    private int at(int t, int k, int part) {
        return ((t * L + k) * KEPT + part) * b;
    }

    double value(double[] main, double[] extra, double[] state, double[] text) {
        for (int k = 0; k < L; k++) {
            System.arraycopy(state, 2 * k * b, units, at(0, k, 5), b);
            System.arraycopy(state, (2 * k + 1) * b, units, at(0, k, 6), b);
        }
        double total = 0;
        for (int t = 0; t < c - 1; t++) {
            for (int i = 0; i < b; i++) {
                first[i] = text[t * b + i] * extra[i];
            }
            for (int k = 0; k < L; k++) {
                layer(t, k, main);
            }
            total += score(t, extra, text);
        }
        return -total / ((c - 1) * b);
    }

    private void layer(int t, int k, double[] main) {
        double[] x = k == 0 ? first : units;
        int in = k == 0 ? 0 : at(t + 1, k - 1, 5);
        int now = at(t, k, 0);
        int next = at(t + 1, k, 0);
        int weights = k * 8 * b;
        int biases = weights + 4 * b;
        for (int i = 0; i < b; i++) {
            double hidden = units[now + 5 * b + i];
            double forget = sigmoid(x[in + i] * main[weights + i] + main[biases + i]);
            double input = sigmoid(hidden * main[weights + b + i] + main[biases + b + i]);
            double output = sigmoid(x[in + i] * main[weights + 2 * b + i] + main[biases + 2 * b + i]);
            double change = Math.tanh(hidden * main[weights + 3 * b + i] + main[biases + 3 * b + i]);
            double cell = units[now + 6 * b + i] * forget + input * change;
            double squashed = Math.tanh(cell);
            units[next + i] = forget;
            units[next + b + i] = input;
            units[next + 2 * b + i] = output;
            units[next + 3 * b + i] = change;
            units[next + 4 * b + i] = squashed;
            units[next + 5 * b + i] = output * squashed;
            units[next + 6 * b + i] = cell;
        }
    }

    private double score(int t, double[] extra, double[] text) {
        int x = at(t + 1, L - 1, 5);
        double sum = 2;
        for (int i = 0; i < b; i++) {
            double y = units[x + i] * extra[b + i] + extra[2 * b + i];
            double exp = Math.exp(y);
            first[i] = y;
            predicted[t * b + i] = exp;
            sum += exp;
        }
        double logarithm = Math.log(sum);
        logarithms[t] = sum;
        double score = 0;
        for (int i = 0; i < b; i++) {
            score += text[(t + 1) * b + i] * (first[i] - logarithm);
        }
        return score;
    }

    double gradient(double[] main, double[] extra, double[] state, double[] text, double[] mainBar, double[] extraBar) {
        double loss = value(main, extra, state, text);
        Arrays.fill(mainBar, 0);
        Arrays.fill(extraBar, 0);
        Arrays.fill(hiddenBar, 0);
        Arrays.fill(cellBar, 0);
        for (int t = c - 2; t >= 0; t--) {
            scoreBackward(t, extra, text, extraBar);
            for (int k = L - 1; k >= 0; k--) {
                layerBackward(t, k, main, extra, text, mainBar);
            }
            for (int i = 0; i < b; i++) {
                extraBar[i] += xBar[i] * text[t * b + i];
            }
        }
        return loss;
    }

    private void scoreBackward(int t, double[] extra, double[] text, double[] extraBar) {
        double factor = -1.0 / ((c - 1) * b);
        double bits = 0;
        for (int i = 0; i < b; i++) {
            bits += text[(t + 1) * b + i];
        }
        int x = at(t + 1, L - 1, 5);
        for (int i = 0; i < b; i++) {
            double yBar = factor * (text[(t + 1) * b + i] - bits * predicted[t * b + i] / logarithms[t]);
            xBar[i] = yBar * extra[b + i];
            extraBar[b + i] += yBar * units[x + i];
            extraBar[2 * b + i] += yBar;
        }
    }

    /** From the derivatives by the outputs of layer k to those by its inputs. */
    private void layerBackward(int t, int k, double[] main, double[] extra, double[] text, double[] mainBar) {
        int below = k == 0 ? 0 : at(t + 1, k - 1, 5);
        int now = at(t, k, 0);
        int next = at(t + 1, k, 0);
        int weights = k * 8 * b;
        int biases = weights + 4 * b;
        for (int i = 0; i < b; i++) {
            double forget = units[next + i];
            double input = units[next + b + i];
            double output = units[next + 2 * b + i];
            double change = units[next + 3 * b + i];
            double squashed = units[next + 4 * b + i];
            double hidden = units[now + 5 * b + i];
            double cell = units[now + 6 * b + i];
            double x = k == 0 ? text[t * b + i] * extra[i] : units[below + i];
            double outBar = xBar[i] + hiddenBar[k * b + i];
            double sBar = cellBar[k * b + i] + outBar * output * (1 - squashed * squashed);
            double outputBar = outBar * squashed * output * (1 - output);
            double forgetBar = sBar * cell * forget * (1 - forget);
            double inputBar = sBar * change * input * (1 - input);
            double changeBar = sBar * input * (1 - change * change);
            cellBar[k * b + i] = sBar * forget;
            mainBar[weights + i] += forgetBar * x;
            mainBar[weights + b + i] += inputBar * hidden;
            mainBar[weights + 2 * b + i] += outputBar * x;
            mainBar[weights + 3 * b + i] += changeBar * hidden;
            mainBar[biases + i] += forgetBar;
            mainBar[biases + b + i] += inputBar;
            mainBar[biases + 2 * b + i] += outputBar;
            mainBar[biases + 3 * b + i] += changeBar;
            xBar[i] = forgetBar * main[weights + i] + outputBar * main[weights + 2 * b + i];
            hiddenBar[k * b + i] = inputBar * main[weights + b + i] + changeBar * main[weights + 3 * b + i];
        }
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
