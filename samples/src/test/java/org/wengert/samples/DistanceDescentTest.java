package org.wengert.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wengert.samples.generated.Backpropagation;
import org.wengert.samples.generated.DeepNetwork;

class DistanceDescentTest {

    private static final int LAYERS = 5;
    private static final int WIDTH = 3;
    private static final int LAYER = WIDTH * WIDTH + WIDTH;

    private final Random random = new Random(23);
    private final double[] theta = Start.normal(random, LAYERS * LAYER, 0.5);
    private final double[] x = Start.normal(random, WIDTH, 1);
    private final double[] y = Start.normal(random, WIDTH, 1);

    /** The derivative of L^2/2 is L times that of L; another program has it for the same network on one point. */
    @Test
    void theGradientOfTheDistanceIsThatOfHalfItsSquareOverIt() {
        double[] thetaBar = new double[theta.length];
        double distance = new DeepNetwork.distance(LAYERS, WIDTH).gradient(theta, x, y, thetaBar);

        double[] w = new double[LAYERS * WIDTH * WIDTH];
        double[] b = new double[LAYERS * WIDTH];
        for (int l = 0; l < LAYERS; l++) {
            System.arraycopy(theta, l * LAYER, w, l * WIDTH * WIDTH, WIDTH * WIDTH);
            System.arraycopy(theta, l * LAYER + WIDTH * WIDTH, b, l * WIDTH, WIDTH);
        }
        double[] e = new double[LAYERS * WIDTH];
        double[] wBar = new double[w.length];
        double[] bBar = new double[b.length];
        double half = new Backpropagation(LAYERS, WIDTH, 1)
                .gradient(w, b, e, x, y, wBar, bBar, new double[e.length], new double[WIDTH]);

        assertThat(distance * distance / 2).isCloseTo(half, within(1e-14));
        for (int l = 0; l < LAYERS; l++) {
            for (int i = 0; i < WIDTH * WIDTH; i++) {
                assertThat(distance * thetaBar[l * LAYER + i]).isCloseTo(wBar[l * WIDTH * WIDTH + i], within(1e-14));
            }
            for (int i = 0; i < WIDTH; i++) {
                assertThat(distance * thetaBar[l * LAYER + WIDTH * WIDTH + i])
                        .isCloseTo(bBar[l * WIDTH + i], within(1e-14));
            }
        }
    }

    /** dL = (f - y)/L*df. */
    @Test
    void theGradientIsTheAdjointOfTheNetworkAtTheUnitResidual() {
        double[] thetaBar = new double[theta.length];
        double distance = new DeepNetwork.distance(LAYERS, WIDTH).gradient(theta, x, y, thetaBar);
        DeepNetwork.network layers = new DeepNetwork.network(LAYERS, WIDTH);
        double[] output = new double[WIDTH];
        layers.value(theta, x, output);
        double[] cotangent = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            cotangent[i] = (output[i] - y[i]) / distance;
        }
        double[] expected = new double[theta.length];
        layers.adjoint(theta, x, cotangent, output, expected);
        assertThat(thetaBar).containsExactly(expected, within(1e-15));
    }

    @Test
    void whereTheDistanceIsZeroItsGradientIsZeroByConvention() {
        double[] output = new double[WIDTH];
        new DeepNetwork.network(LAYERS, WIDTH).value(theta, x, output);
        double[] thetaBar = new double[theta.length];
        assertThat(new DeepNetwork.distance(LAYERS, WIDTH).gradient(theta, x, output, thetaBar))
                .isZero();
        assertThat(thetaBar).containsOnly(0);
    }

    @Test
    void thirtyStepsBringTheOutputNear() {
        String output = Printed.by(() -> DistanceDescent.main(new String[0]));
        String last = output.substring(output.indexOf("30 steps: distance ") + "30 steps: distance ".length());
        assertThat(Double.parseDouble(last)).isLessThan(1e-3);
    }
}
