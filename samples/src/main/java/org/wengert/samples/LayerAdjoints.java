package org.wengert.samples;

import java.util.Locale;
import java.util.Random;
import org.wengert.samples.generated.Backpropagation;

/** One backward sweep through a perceptron gives the derivative of the loss by the weights and by the output of every layer. */
public final class LayerAdjoints {

    private static final int LAYERS = 4;
    private static final int NEURONS = 5;
    private static final int POINTS = 8;

    private LayerAdjoints() {}

    public static void main(String[] args) {
        Random random = new Random(3);
        double[] w = Start.normal(random, LAYERS * NEURONS * NEURONS, 1.0 / NEURONS);
        double[] b = Start.normal(random, LAYERS * NEURONS, 0.1);
        double[] x = Start.normal(random, NEURONS * POINTS, 1);
        double[] y = Start.normal(random, NEURONS * POINTS, 0.25);
        double[] undisturbed = new double[LAYERS * NEURONS * POINTS];
        double[] wBar = new double[w.length];
        double[] bBar = new double[b.length];
        double[] outputsBar = new double[undisturbed.length];
        double[] xBar = new double[x.length];
        double loss = new Backpropagation(LAYERS, NEURONS, POINTS)
                .gradient(w, b, undisturbed, x, y, wBar, bBar, outputsBar, xBar);
        System.out.printf(Locale.ROOT, "loss of %d layers %.6f%n", LAYERS, loss);
        System.out.printf(Locale.ROOT, "inputs   |dL/dx| %.6f%n", Start.norm(xBar, 0, xBar.length));
        for (int l = 0; l < LAYERS; l++) {
            System.out.printf(
                    Locale.ROOT,
                    "layer %d  |dL/dx| %.6f  |dL/dW| %.6f  |dL/db| %.6f%n",
                    l + 1,
                    Start.norm(outputsBar, l * NEURONS * POINTS, NEURONS * POINTS),
                    Start.norm(wBar, l * NEURONS * NEURONS, NEURONS * NEURONS),
                    Start.norm(bBar, l * NEURONS, NEURONS));
        }
    }
}
