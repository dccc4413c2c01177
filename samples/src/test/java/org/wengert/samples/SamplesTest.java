package org.wengert.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.wengert.samples.generated.ResidualNetwork;
import org.wengert.samples.generated.TwoLayers;

class SamplesTest {

    static String printed(Runnable main) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            main.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theLectureExamplesHaveTheirKnownGradients() {
        assertThat(printed(() -> LectureExamples.main(new String[0])))
                .contains("3.521468428280719, gradient (2.020101259531911, 0.933484994993426)");
    }

    @Test
    void everyNeuronAndEveryWeightHasItsDerivative() {
        String output = printed(() -> NeuronGraph.main(new String[0]));
        assertThat(output).contains("dL/dz1", "dL/dz6", "dL/dw1 ", "dL/dw56", "loss");
    }

    @Test
    void newtonReachesTheMinimumInEightSteps() {
        assertThat(printed(() -> RosenbrockDescent.main(new String[0])))
                .containsPattern("Newton's method, +8 steps: f\\(1\\.000000000, 1\\.000000000\\)");
    }

    /** The closed forms, from Hull, Options, Futures, and Other Derivatives. */
    @Test
    void theGreeksAreThoseOfTheClosedForm() {
        double d1 = (Math.log(100.0 / 105) + (0.05 + 0.02)) / 0.2;
        double density = Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
        String output = printed(() -> OptionGreeks.main(new String[0]));
        assertThat(output).contains(String.format(java.util.Locale.ROOT, "gamma      % .12f", density / (100 * 0.2)));
        assertThat(output).contains(String.format(java.util.Locale.ROOT, "vega       % .12f", 100 * density));
    }

    @Test
    void differencesAreNeverAsGoodAsTheGradient() {
        assertThat(printed(() -> FiniteDifferences.main(new String[0]))).contains("1e-15");
    }

    @Test
    void theNetworksHaveTheGradientsOfTheClosedFormAndLearn() {
        String output = printed(() -> NetworkTraining.main(new String[0]));
        assertThat(output).containsPattern("closed form: \\d\\.\\de-1[3-9]");
        assertThat(lossAfter(output, "two layers, 2000 steps: loss "))
                .isLessThan(lossAfter(output, "two layers,    0 steps: loss ") / 4);
        assertThat(lossAfter(output, "residual network, 200 steps: distance ")).isLessThan(1e-6);
    }

    private static double lossAfter(String output, String words) {
        int at = output.indexOf(words) + words.length();
        return Double.parseDouble(output.substring(at, output.indexOf('\n', at)));
    }

    /** A gradient of arrays needs no memory but that of its instance. */
    @Test
    void aCallAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] u = new double[8 * 2];
        double[] v = new double[8];
        double[] a = new double[50 * 2];
        double[] y = new double[50];
        double[] uBar = new double[u.length];
        double[] vBar = new double[v.length];
        TwoLayers.loss squares = new TwoLayers.loss(8, 2, 50);
        ResidualNetwork residual = new ResidualNetwork(5, 2, 4);
        double[] weights = new double[5 * 4 * 2];
        double[] state = new double[2];
        double[] uLayers = new double[weights.length];
        double[] vLayers = new double[weights.length];
        long before = 0;
        for (int call = 0; call < 200; call++) {
            if (call == 100) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            squares.gradient(u, v, a, y, uBar, vBar);
            residual.gradient(weights, weights, state, state, uLayers, vLayers);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
    }
}
