package org.wengert.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void theLectureExamplesHaveTheirKnownGradients() {
        assertThat(Printed.by(() -> LectureExamples.main(new String[0])))
                .contains("3.521468428280719, gradient (2.020101259531911, 0.933484994993426)");
    }

    @Test
    void everyNeuronAndEveryWeightHasItsDerivative() {
        String output = Printed.by(() -> NeuronGraph.main(new String[0]));
        assertThat(output).contains("dL/dz1", "dL/dz6", "dL/dw1 ", "dL/dw56", "loss");
    }

    @Test
    void newtonReachesTheMinimumInEightSteps() {
        assertThat(Printed.by(() -> RosenbrockDescent.main(new String[0])))
                .containsPattern("Newton's method, +8 steps: f\\(1\\.000000000, 1\\.000000000\\)");
    }

    /** The closed forms, from Hull, Options, Futures, and Other Derivatives. */
    @Test
    void theGreeksAreThoseOfTheClosedForm() {
        double d1 = (Math.log(100.0 / 105) + (0.05 + 0.02)) / 0.2;
        double density = Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
        String output = Printed.by(() -> OptionGreeks.main(new String[0]));
        assertThat(output).contains(String.format(java.util.Locale.ROOT, "gamma      % .12f", density / (100 * 0.2)));
        assertThat(output).contains(String.format(java.util.Locale.ROOT, "vega       % .12f", 100 * density));
    }

    @Test
    void differencesAreNeverAsGoodAsTheGradient() {
        assertThat(Printed.by(() -> FiniteDifferences.main(new String[0]))).contains("1e-15");
    }

    @Test
    void theNetworksHaveTheGradientsOfTheClosedFormAndLearn() {
        String output = Printed.by(() -> NetworkTraining.main(new String[0]));
        assertThat(output).containsPattern("closed form: \\d\\.\\de-1[3-9]");
        assertThat(lossAfter(output, "two layers, 2000 steps: loss "))
                .isLessThan(lossAfter(output, "two layers,    0 steps: loss ") / 4);
        assertThat(lossAfter(output, "residual network, 200 steps: distance ")).isLessThan(1e-6);
    }

    private static double lossAfter(String output, String words) {
        int at = output.indexOf(words) + words.length();
        return Double.parseDouble(output.substring(at, output.indexOf('\n', at)));
    }

    /** Blocks that begin with the name of a sample are what it prints. */
    @Test
    void theDocumentShowsWhatTheSamplesPrint() throws Exception {
        Matcher blocks = Pattern.compile("(?ms)^```text (\\w+)\n(.*?)^```$")
                .matcher(Files.readString(Path.of("../docs/samples.md")));
        int shown = 0;
        while (blocks.find()) {
            Method main =
                    Class.forName("org.wengert.samples." + blocks.group(1)).getMethod("main", String[].class);
            assertThat(Printed.by(() -> assertThatCode(() -> main.invoke(null, (Object) new String[0]))
                            .doesNotThrowAnyException()))
                    .isEqualTo(blocks.group(2));
            shown++;
        }
        assertThat(shown).isEqualTo(4);
    }

    @Test
    void theDocumentNamesEverySampleAndItsProgram() throws Exception {
        String document = Files.readString(Path.of("../docs/samples.md"));
        try (Stream<Path> programs = Files.list(Path.of("src/main/expr"));
                Stream<Path> sources = Files.list(Path.of("src/main/java/org/wengert/samples"))) {
            for (Path file : Stream.concat(programs, sources).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".expr") || Files.readString(file).contains("void main(")) {
                    assertThat(document).contains("`" + name.replace(".java", "") + "`");
                }
            }
        }
    }
}
