package org.wengert.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wengert.samples.generated.Spirals;

class SpiralTrainingTest {

    private final SpiralTraining spirals = new SpiralTraining(100);

    @Test
    void batchesLearnTheSpiralsInFewerPassesThanAllPointsAtOnce() {
        SpiralTraining.History all = spirals.train(0, SpiralTraining.POINTS, 0.1);
        SpiralTraining.History batches = spirals.train(0, SpiralTraining.BATCH, 0.05);
        assertThat(all.training[0]).isEqualTo(batches.training[0]);
        assertThat(all.last()).isLessThan(0.75 * all.training[0]);
        assertThat(batches.last()).isLessThan(all.last() / 4);
        assertThat(batches.accuracy).isGreaterThan(0.95);
    }

    @Test
    void slopesThatLearnLearnTheSpiralsToo() {
        assertThat(spirals.train(0.25, SpiralTraining.BATCH, 0.05).accuracy).isGreaterThan(0.95);
    }

    /**
     * Without biases the logits are as many times larger as the weights of any one layer are (the neurons are positively homogeneous), so
     * that by Euler's theorem the weights of each layer times their gradient make the same number.
     */
    @Test
    void everyLayerHasTheSameProductOfWeightsAndGradient() {
        SpiralPoints points = SpiralPoints.draw(new Random(3), 32);
        SpiralNetwork network = SpiralNetwork.kaiming(new Random(4), 8, 3, 0.25);
        double[] vBar = new double[8 * 2];
        double[] wBar = new double[3 * 64];
        double[] outBar = new double[8];
        network.on(points)
                .gradient(
                        network.v,
                        network.w,
                        network.b,
                        network.out,
                        network.slopes,
                        points.x,
                        points.y,
                        vBar,
                        wBar,
                        new double[network.b.length],
                        outBar,
                        new double[network.slopes.length]);
        double product = dot(network.v, vBar, 0, 16);
        assertThat(Math.abs(product)).isGreaterThan(1e-3);
        for (int k = 0; k < 3; k++) {
            assertThat(dot(network.w, wBar, 64 * k, 64)).isCloseTo(product, within(1e-14));
        }
        assertThat(dot(network.out, outBar, 0, 8)).isCloseTo(product, within(1e-14));
    }

    private static double dot(double[] x, double[] y, int from, int count) {
        return IntStream.range(from, from + count).mapToDouble(i -> x[i] * y[i]).sum();
    }

    /** A batch of all points in another order has the same loss and gradient but for rounding. */
    @Test
    void theOrderOfThePointsDoesNotMatter() {
        SpiralPoints points = SpiralPoints.draw(new Random(1), 32);
        SpiralPoints reversed = SpiralPoints.room(32);
        points.copy(IntStream.range(0, 32).map(i -> 31 - i).toArray(), 0, reversed);
        double[] start = SpiralNetwork.kaiming(new Random(2), 8, 2, 0.25).w;
        SpiralNetwork one = SpiralNetwork.kaiming(new Random(2), 8, 2, 0.25);
        SpiralNetwork other = SpiralNetwork.kaiming(new Random(2), 8, 2, 0.25);
        Spirals.loss logistic = one.on(points);
        assertThat(one.gradient(logistic, points)).isCloseTo(other.gradient(logistic, reversed), within(1e-14));
        one.step(1, true);
        other.step(1, true);
        assertThat(one.w).isNotEqualTo(start);
        assertThat(one.w).containsExactly(other.w, within(1e-14));
        assertThat(one.slopes).containsExactly(other.slopes, within(1e-14));
    }

    /** The slopes of all layers at once, against a central difference, whose error is about 1e-10. */
    @Test
    void theSlopesBelowZeroHaveTheirDerivative() {
        SpiralPoints points = SpiralPoints.draw(new Random(5), 32);
        SpiralNetwork network = SpiralNetwork.kaiming(new Random(6), 8, 2, 0.25);
        Spirals.loss logistic = network.on(points);
        double[] before = network.slopes.clone();
        network.gradient(logistic, points);
        double[] unmoved = network.w.clone();
        network.step(1, true);
        double expected =
                Arrays.stream(before).sum() - Arrays.stream(network.slopes).sum();

        SpiralNetwork beside = SpiralNetwork.kaiming(new Random(6), 8, 2, 0.25);
        assertThat(beside.w).isEqualTo(unmoved);
        Arrays.fill(beside.slopes, 0.25 + 1e-5);
        double above = beside.gradient(logistic, points);
        Arrays.fill(beside.slopes, 0.25 - 1e-5);
        double below = beside.gradient(logistic, points);
        assertThat(expected).isCloseTo((above - below) / 2e-5, within(1e-8));
    }

    @Test
    void thePictureHasACurveForEachLoss(@TempDir Path folder) throws Exception {
        String printed = Printed.by(() ->
                assertThatCode(() -> new SpiralTraining(30).compare(folder)).doesNotThrowAnyException());
        assertThat(printed).contains("relu, all points  30 passes", "prelu, batches    30 passes", "spirals.png");
        BufferedImage picture = ImageIO.read(folder.resolve("spirals.png").toFile());
        for (Color curve : List.of(Curves.BLUE, Curves.LIGHT_BLUE, Curves.ORANGE, Curves.LIGHT_ORANGE)) {
            assertThat(pixels(picture, curve.getRGB())).as("%s", curve).isGreaterThan(200);
        }
    }

    private static long pixels(BufferedImage picture, int colour) {
        return IntStream.range(0, picture.getWidth() * picture.getHeight())
                .filter(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) == colour)
                .count();
    }
}
