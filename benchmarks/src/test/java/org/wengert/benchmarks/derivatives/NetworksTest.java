package org.wengert.benchmarks.derivatives;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wengert.benchmarks.generated.Perceptron;
import org.wengert.benchmarks.generated.TwoLayerNetwork;

/** Against values and gradients that were computed in extended precision. */
class NetworksTest {

    /** Value, sum of the gradient g, sum of {@code g[i]*(u(5000 + i) - 0.5)}, first and last element of g. */
    private static void check(double value, double[] g, double... expected) {
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < g.length; i++) {
            sum += g[i];
            weighted += g[i] * (Uniform.at(5000 + i) - 0.5);
        }
        Close.check(new double[] {value, sum, weighted, g[0], g[g.length - 1]}, expected);
    }

    private static final double[] SMALL = {
        12.995754011734835, 377.96261336300506, 9.144527326846058, -0.08224464360829618, 18.04289656510977
    };

    private static final double[] LARGE = {
        32.54864770896833, -2665.5760516161718, -5.213450728891048, 0.11168213569645526, -24.55959425056051
    };

    private static final double[] PERCEPTRON = {
        385.21787553003946, -258.682618267928, 1082.9078796030685, -0.877028325462147, -0.2827521709754788
    };

    @Test
    void theLossOfASmallNetworkOfTwoLayers() {
        twoLayers(TwoLayerInputs.of(100, 10, 20), SMALL);
    }

    @Test
    void theLossOfALargeNetworkOfTwoLayers() {
        twoLayers(TwoLayerInputs.of(256, 64, 128), LARGE);
    }

    private static void twoLayers(TwoLayerInputs at, double[] expected) {
        double[] uBar = new double[at.U.length];
        double[] vBar = new double[at.v.length];
        TwoLayerNetwork generated = new TwoLayerNetwork(at.p, at.d, at.n);
        Close.check(generated.value(at.U, at.v, at.A, at.y), expected[0]);
        check(generated.gradient(at.U, at.v, at.A, at.y, uBar, vBar), Close.join(uBar, vBar), expected);

        TwoLayersByHand byHand = new TwoLayersByHand(at.p, at.d, at.n);
        Close.check(byHand.value(at.U, at.v, at.A, at.y), expected[0]);
        check(byHand.gradient(at.U, at.v, at.A, at.y, uBar, vBar), Close.join(uBar, vBar), expected);
    }

    @Test
    void theLossOfTwoLayersInterpreted() {
        TwoLayerInputs at = TwoLayerInputs.of(100, 10, 20);
        Map<String, Object> point = Map.of(
                "U",
                Interpreted.nested(at.U, at.p, at.d),
                "v",
                at.v,
                "A",
                Interpreted.nested(at.A, at.n, at.d),
                "y",
                at.y);
        Interpreted program = Interpreted.of("TwoLayerNetwork.expr", "loss");
        check(program.value(point), program.gradient(point, "U", "v"), SMALL);
    }

    @Test
    void theLossOfAPerceptron() {
        PerceptronInputs at = PerceptronInputs.of(6, 64, 32);
        double[] wBar = new double[at.W.length];
        double[] bBar = new double[at.b.length];
        Perceptron generated = new Perceptron(at.layers, at.width, at.n);
        Close.check(generated.value(at.W, at.b, at.X, at.Y), PERCEPTRON[0]);
        check(generated.gradient(at.W, at.b, at.X, at.Y, wBar, bBar), byLayers(at, wBar, bBar), PERCEPTRON);

        PerceptronByHand byHand = new PerceptronByHand(at.layers, at.width, at.n);
        Close.check(byHand.value(at.W, at.b, at.X, at.Y), PERCEPTRON[0]);
        check(byHand.gradient(at.W, at.b, at.X, at.Y, wBar, bBar), byLayers(at, wBar, bBar), PERCEPTRON);
    }

    /** Weights and biases of the first layer, then those of the next one, as the reference has them. */
    private static double[] byLayers(PerceptronInputs at, double[] wBar, double[] bBar) {
        double[] all = new double[wBar.length + bBar.length];
        int weights = at.width * at.width;
        for (int l = 0; l < at.layers; l++) {
            int layer = l * (weights + at.width);
            System.arraycopy(wBar, l * weights, all, layer, weights);
            System.arraycopy(bBar, l * at.width, all, layer + weights, at.width);
        }
        return all;
    }
}
