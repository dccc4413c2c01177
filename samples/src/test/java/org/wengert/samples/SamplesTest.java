package org.wengert.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static String printed(Runnable main) {
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
}
