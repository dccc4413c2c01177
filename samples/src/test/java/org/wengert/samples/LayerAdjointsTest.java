package org.wengert.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.wengert.samples.generated.Backpropagation;

class LayerAdjointsTest {

    private static final int LAYERS = 4;
    private static final int NEURONS = 5;
    private static final int POINTS = 7;

    /** The numbers are about 1 and are sums of fewer than a hundred products. */
    private static final Offset<Double> ROUNDING = within(1e-13);

    private final Random random = new Random(17);
    private final double[] w = Start.normal(random, LAYERS * NEURONS * NEURONS, 1.0 / NEURONS);
    private final double[] b = Start.normal(random, LAYERS * NEURONS, 0.25);
    private final double[] x = Start.normal(random, NEURONS * POINTS, 1);
    private final double[] y = Start.normal(random, NEURONS * POINTS, 1);

    /**
     * Backpropagation as books have it. Forward x(l+1) = tanh(W(l)*x(l) + b(l)), for each point; backward from
     * dL/dx(K) = (x(K) - y)/M the errors d(l) = dL/dx(l+1).*(1 - x(l+1)^2), dL/dW(l) = d(l)*x(l)', dL/db(l) = the sum of d(l) over
     * the points, dL/dx(l) = W(l)'*d(l).
     */
    @Test
    void everyLayerHasTheDerivativesOfBackpropagation() {
        double[] e = new double[LAYERS * NEURONS * POINTS];
        double[] wBar = new double[w.length];
        double[] bBar = new double[b.length];
        double[] eBar = new double[e.length];
        double[] xBar = new double[x.length];
        new Backpropagation(LAYERS, NEURONS, POINTS).gradient(w, b, e, x, y, wBar, bBar, eBar, xBar);

        double[][] states = forward();
        double[] stateBar = new double[NEURONS * POINTS];
        for (int i = 0; i < stateBar.length; i++) {
            stateBar[i] = (states[LAYERS][i] - y[i]) / POINTS;
        }
        for (int l = LAYERS - 1; l >= 0; l--) {
            for (int i = 0; i < stateBar.length; i++) {
                assertThat(eBar[l * stateBar.length + i])
                        .as("output %d of layer %d", i, l)
                        .isCloseTo(stateBar[i], ROUNDING);
            }
            double[] error = new double[stateBar.length];
            for (int i = 0; i < error.length; i++) {
                error[i] = stateBar[i] * (1 - states[l + 1][i] * states[l + 1][i]);
            }
            for (int i = 0; i < NEURONS; i++) {
                double sum = 0;
                for (int m = 0; m < POINTS; m++) {
                    sum += error[i * POINTS + m];
                }
                assertThat(bBar[l * NEURONS + i])
                        .as("bias %d of layer %d", i, l)
                        .isCloseTo(sum, ROUNDING);
                for (int j = 0; j < NEURONS; j++) {
                    double product = 0;
                    for (int m = 0; m < POINTS; m++) {
                        product += error[i * POINTS + m] * states[l][j * POINTS + m];
                    }
                    assertThat(wBar[(l * NEURONS + i) * NEURONS + j])
                            .as("weight %d, %d of layer %d", i, j, l)
                            .isCloseTo(product, ROUNDING);
                }
            }
            stateBar = backward(l, error);
        }
        for (int i = 0; i < xBar.length; i++) {
            assertThat(xBar[i]).as("input %d", i).isCloseTo(stateBar[i], ROUNDING);
        }
    }

    private double[][] forward() {
        double[][] states = new double[LAYERS + 1][NEURONS * POINTS];
        states[0] = x;
        for (int l = 0; l < LAYERS; l++) {
            for (int i = 0; i < NEURONS; i++) {
                for (int m = 0; m < POINTS; m++) {
                    double sum = b[l * NEURONS + i];
                    for (int j = 0; j < NEURONS; j++) {
                        sum += w[(l * NEURONS + i) * NEURONS + j] * states[l][j * POINTS + m];
                    }
                    states[l + 1][i * POINTS + m] = Math.tanh(sum);
                }
            }
        }
        return states;
    }

    private double[] backward(int l, double[] error) {
        double[] stateBar = new double[NEURONS * POINTS];
        for (int j = 0; j < NEURONS; j++) {
            for (int m = 0; m < POINTS; m++) {
                for (int i = 0; i < NEURONS; i++) {
                    stateBar[j * POINTS + m] += w[(l * NEURONS + i) * NEURONS + j] * error[i * POINTS + m];
                }
            }
        }
        return stateBar;
    }

    @Test
    void everyLayerIsPrinted() {
        assertThat(Printed.by(() -> LayerAdjoints.main(new String[0])))
                .contains("inputs   |dL/dx|", "layer 1  |dL/dx|", "layer 4  |dL/dx|");
    }
}
