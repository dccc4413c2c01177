package org.wengert.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
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

    @Test
    void thePictureHasItsCurves(@TempDir Path folder) throws Exception {
        Curves curves = new Curves("title", "across", "upwards");
        curves.add("one", 0, 10, new double[] {1, 0.1, 0.01}, Curves.BLUE, Curves.SOLID);
        curves.add("two", 0, 10, new double[] {1, 0.5, 0.2}, Curves.ORANGE, Curves.SOLID);
        Path file = folder.resolve("curves.png");
        curves.save(file);
        BufferedImage picture = ImageIO.read(file.toFile());
        assertThat(pixels(picture, Curves.BLUE.getRGB())).isGreaterThan(500);
        assertThat(pixels(picture, Curves.ORANGE.getRGB())).isGreaterThan(500);
    }

    private static long pixels(BufferedImage picture, int colour) {
        return IntStream.range(0, picture.getWidth() * picture.getHeight())
                .filter(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) == colour)
                .count();
    }
}
