package org.wengert.samples;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.wengert.samples.generated.Spirals;

/**
 * Learns to tell two spirals apart, by gradients of all points and by gradients of batches of 16 in a random order, with relus and
 * with slopes that learn. Draws the loss after each pass over the points, of these points and of others.
 */
public final class SpiralTraining {

    static final int POINTS = 256;
    static final int BATCH = 16;

    /** The losses before the first pass and after each, and which part of the other points is right in the end. */
    static final class History {

        final double[] training;
        final double[] validation;
        double accuracy;

        History(int passes) {
            training = new double[passes + 1];
            validation = new double[passes + 1];
        }

        double last() {
            return training[training.length - 1];
        }
    }

    private final SpiralPoints training;
    private final SpiralPoints validation;
    private final int passes;

    SpiralTraining(int passes) {
        Random random = new Random(7);
        training = SpiralPoints.draw(random, POINTS);
        validation = SpiralPoints.draw(random, POINTS);
        this.passes = passes;
    }

    /** A folder for the picture may be given; it is target if not. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "target");
        new SpiralTraining(600).compare(folder);
    }

    /** Prints what each way of learning ends with, and draws two of them. */
    void compare(Path folder) throws IOException {
        History all = train(0, POINTS, 0.1);
        History batches = train(0, BATCH, 0.05);
        print("relu, all points", all);
        print("relu, batches", batches);
        print("prelu, all points", train(0.25, POINTS, 0.1));
        print("prelu, batches", train(0.25, BATCH, 0.05));

        Curves curves =
                new Curves("Two spirals: gradients of all points and of batches", "passes over the points", "loss");
        draw(curves, "all points", all, Curves.BLUE, Curves.LIGHT_BLUE);
        draw(curves, "batches of 16", batches, Curves.ORANGE, Curves.LIGHT_ORANGE);
        Files.createDirectories(folder);
        Path file = folder.resolve("spirals.png");
        curves.save(file);
        System.out.println("picture: " + file);
    }

    /** Every tenth pass, which keeps the numbers below the axis round. */
    private static void draw(Curves curves, String what, History history, Color training, Color validation) {
        curves.add(what + ", training", 0, 10, everyTenth(history.training), training, Curves.SOLID);
        curves.add(what + ", validation", 0, 10, everyTenth(history.validation), validation, Curves.SOLID);
    }

    private static double[] everyTenth(double[] values) {
        double[] tenth = new double[(values.length + 9) / 10];
        for (int i = 0; i < tenth.length; i++) {
            tenth[i] = values[10 * i];
        }
        return tenth;
    }

    private static void print(String what, History history) {
        System.out.printf(
                Locale.ROOT,
                "%-17s %d passes: loss %.4f, of other points %.4f, %.1f%% of them right%n",
                what,
                history.training.length - 1,
                history.last(),
                history.validation[history.validation.length - 1],
                100 * history.accuracy);
    }

    /** Trains a network with these slopes below 0 to begin with; the slope 0 stays. */
    History train(double slope, int size, double length) {
        SpiralNetwork network = SpiralNetwork.kaiming(new Random(11), 16, 2, slope);
        SpiralPoints batch = SpiralPoints.room(size);
        Spirals.loss batchLogistic = network.on(batch);
        Spirals.loss logistic = network.on(training);
        Random random = new Random(13);
        int[] order = new int[POINTS];
        for (int i = 0; i < POINTS; i++) {
            order[i] = i;
        }
        History history = new History(passes);
        for (int pass = 0; ; pass++) {
            history.training[pass] = network.gradient(logistic, training);
            history.validation[pass] = network.gradient(logistic, validation);
            if (pass == passes) {
                history.accuracy = network.accuracy(validation);
                return history;
            }
            shuffle(order, random);
            for (int from = 0; from < POINTS; from += size) {
                training.copy(order, from, batch);
                network.gradient(batchLogistic, batch);
                network.step(length, slope != 0);
            }
        }
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int number = order[i];
            order[i] = order[j];
            order[j] = number;
        }
    }
}
