package org.wengert.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.wengert.samples.generated.Backpropagation;
import org.wengert.samples.generated.Relus;
import org.wengert.samples.generated.Spirals;

/**
 * What the first weights decide: whether signals keep their size through the layers, whether gradients do on their way back, and
 * whether the neurons of a layer can become different at all.
 */
public final class NetworkStart {

    static final int DEPTH = 30;
    private static final int NEURONS = 64;
    private static final int POINTS = 32;

    private final double[] x;
    private final double[] y;

    NetworkStart() {
        Random random = new Random(5);
        x = Start.normal(random, NEURONS * POINTS, 1);
        y = Start.normal(random, NEURONS * POINTS, 1);
    }

    /** A folder for the picture may be given; it is target if not. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "target");
        NetworkStart start = new NetworkStart();
        start.signals();
        symmetry();
        start.gradients(folder);
    }

    private static double[] weights(double variance) {
        return Start.normal(new Random(6), DEPTH * NEURONS * NEURONS, variance);
    }

    private void signals() {
        System.out.println("mean square of the outputs, of inputs with 1, after   1 layer   10 layers   30 layers");
        printSignals("relu, variance 1/n", 1.0 / NEURONS, 0);
        printSignals("relu, variance 2/n (Kaiming)", Start.kaiming(NEURONS, 0), 0);
        printSignals("slope 0.5, variance 2/n", Start.kaiming(NEURONS, 0), 0.5);
        printSignals("slope 0.5, variance 2/(1 + 0.5^2)/n (Kaiming)", Start.kaiming(NEURONS, 0.5), 0.5);
    }

    private void printSignals(String what, double variance, double slope) {
        System.out.printf(
                Locale.ROOT,
                "%-48s %11.1e %11.1e %11.1e%n",
                what,
                meanSquare(variance, slope, 1),
                meanSquare(variance, slope, 10),
                meanSquare(variance, slope, DEPTH));
    }

    double meanSquare(double variance, double slope, int layers) {
        double[] w = Arrays.copyOf(weights(variance), layers * NEURONS * NEURONS);
        return new Relus.meanSquare(layers, NEURONS, POINTS).value(w, x, slope);
    }

    private static void symmetry() {
        SpiralPoints points = SpiralPoints.draw(new Random(7), 256);
        SpiralNetwork alike = SpiralNetwork.symmetric(16, 2);
        double loss = descend(alike, points, 400);
        System.out.printf(
                Locale.ROOT,
                "neurons alike: loss %.4f after 400 steps, largest difference between two of a layer %.1e%n",
                loss,
                difference(alike));
        double different = descend(SpiralNetwork.kaiming(new Random(11), 16, 2, 0), points, 400);
        System.out.printf(Locale.ROOT, "neurons drawn: loss %.4f after 400 steps%n", different);
    }

    /** The loss after so many steps. */
    static double descend(SpiralNetwork network, SpiralPoints points, int steps) {
        Spirals.loss logistic = network.on(points);
        for (int step = 0; step < steps; step++) {
            network.gradient(logistic, points);
            network.step(0.1, false);
        }
        return network.gradient(logistic, points);
    }

    /** The largest difference between weights of two neurons of one layer. */
    static double difference(SpiralNetwork network) {
        double largest = 0;
        for (int i = 0; i < network.v.length; i++) {
            largest = Math.max(largest, Math.abs(network.v[i] - network.v[i % 2]));
        }
        int layer = network.out.length * network.out.length;
        for (int i = 0; i < network.w.length; i++) {
            largest = Math.max(largest, Math.abs(network.w[i] - network.w[i / layer * layer]));
        }
        for (double weight : network.out) {
            largest = Math.max(largest, Math.abs(weight - network.out[0]));
        }
        return largest;
    }

    private void gradients(Path folder) throws IOException {
        Curves curves = new Curves(
                "Gradients on their way back through 30 layers", "layer", "|dL/dx| by what the layer puts out");
        System.out.println("|dL/dx| by the outputs of layer                         1          15          30");
        draw(curves, "tanh, variance 1/(3n)", tanh(1.0 / (3 * NEURONS)), true);
        draw(curves, "tanh, variance 1/n", tanh(1.0 / NEURONS), true);
        draw(curves, "tanh, variance 2/n", tanh(2.0 / NEURONS), true);
        draw(curves, "relu, variance 1/(3n)", relu(1.0 / (3 * NEURONS)), false);
        draw(curves, "relu, variance 1/n", relu(1.0 / NEURONS), false);
        draw(curves, "relu, variance 2/n", relu(2.0 / NEURONS), false);
        Files.createDirectories(folder);
        Path file = folder.resolve("gradients.png");
        curves.save(file);
        System.out.println("picture: " + file);
    }

    private static void draw(Curves curves, String what, double[] norms, boolean tanh) {
        System.out.printf(
                Locale.ROOT,
                "%-48s %8.1e %11.1e %11.1e%n",
                what,
                norms[0],
                norms[norms.length / 2 - 1],
                norms[norms.length - 1]);
        var stroke = what.contains("2/n") ? Curves.SOLID : what.contains("3n") ? Curves.DOTTED : Curves.DASHED;
        curves.add(what, 1, 1, norms, tanh ? Curves.BLUE : Curves.ORANGE, stroke);
    }

    /** The length of the derivative of the loss by the outputs of each layer. */
    double[] tanh(double variance) {
        double[] w = weights(variance);
        double[] b = new double[DEPTH * NEURONS];
        double[] undisturbed = new double[DEPTH * NEURONS * POINTS];
        double[] outputsBar = new double[undisturbed.length];
        new Backpropagation(DEPTH, NEURONS, POINTS)
                .gradient(
                        w,
                        b,
                        undisturbed,
                        x,
                        y,
                        new double[w.length],
                        new double[b.length],
                        outputsBar,
                        new double[x.length]);
        return norms(outputsBar);
    }

    double[] relu(double variance) {
        double[] undisturbed = new double[DEPTH * NEURONS * POINTS];
        double[] outputsBar = new double[undisturbed.length];
        new Relus.loss(DEPTH, NEURONS, POINTS).gradient(weights(variance), undisturbed, x, y, 0, outputsBar);
        return norms(outputsBar);
    }

    private static double[] norms(double[] outputsBar) {
        double[] norms = new double[DEPTH];
        for (int l = 0; l < DEPTH; l++) {
            norms[l] = Start.norm(outputsBar, l * NEURONS * POINTS, NEURONS * POINTS);
        }
        return norms;
    }
}
