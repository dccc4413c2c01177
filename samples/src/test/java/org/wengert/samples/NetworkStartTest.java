package org.wengert.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkStartTest {

    private final NetworkStart start = new NetworkStart();

    @Test
    void signalsKeepTheirSizeWithTheVarianceOfKaiming() {
        assertThat(start.meanSquare(Start.kaiming(64, 0), 0, 30)).isBetween(0.1, 10.0);
        assertThat(start.meanSquare(Start.kaiming(64, 0.5), 0.5, 30)).isBetween(0.1, 10.0);
    }

    /** A layer multiplies the mean square by its variance, whatever the slope: 30 layers by the power. */
    @Test
    void anyOtherVarianceChangesThemByItsRatioInEveryLayer() {
        double kept = start.meanSquare(Start.kaiming(64, 0), 0, 30);
        assertThat(start.meanSquare(1.0 / 64, 0, 30)).isCloseTo(kept / Math.pow(2, 30), withinPercentage(1e-10));
        double learned = start.meanSquare(Start.kaiming(64, 0.5), 0.5, 30);
        assertThat(start.meanSquare(2.0 / 64, 0.5, 30))
                .isCloseTo(learned * Math.pow(1.25, 30), withinPercentage(1e-10));
    }

    @Test
    void gradientsVanishThroughThirtyLayersOfTanhAndNotThroughRelusWithTheVarianceOfKaiming() {
        double[] tanh = start.tanh(1.0 / (3 * 64));
        double[] relu = start.relu(2.0 / 64);
        assertThat(tanh).hasSize(NetworkStart.DEPTH);
        assertThat(tanh[0]).isLessThan(1e-6 * tanh[29]);
        assertThat(relu[0]).isBetween(relu[29] / 10, relu[29] * 10);
    }

    /** Relus vanish too where the weights are too small: it is not the function alone. */
    @Test
    void gradientsVanishThroughRelusOfSmallWeights() {
        double[] relu = start.relu(1.0 / 64);
        assertThat(relu[0]).isLessThan(1e-3 * relu[29]);
    }

    @Test
    void neuronsThatBeginAlikeStayAlikeAndLearnLess() {
        SpiralPoints points = SpiralPoints.draw(new Random(7), 256);
        SpiralNetwork alike = SpiralNetwork.symmetric(16, 2);
        SpiralNetwork drawn = SpiralNetwork.kaiming(new Random(11), 16, 2, 0);
        double lossOfAlike = NetworkStart.descend(alike, points, 300);
        double lossOfDrawn = NetworkStart.descend(drawn, points, 300);
        assertThat(NetworkStart.difference(alike)).isZero();
        assertThat(NetworkStart.difference(drawn)).isGreaterThan(0.1);
        assertThat(lossOfAlike).isGreaterThan(2 * lossOfDrawn);
    }

    @Test
    void thePictureIsWrittenWhereItIsSaid(@TempDir Path folder) {
        String printed = Printed.by(() -> assertThatCode(() -> NetworkStart.main(new String[] {folder.toString()}))
                .doesNotThrowAnyException());
        assertThat(printed).contains("largest difference between two of a layer 0.0e+00", "gradients.png");
        assertThat(folder.resolve("gradients.png")).isNotEmptyFile();
    }
}
