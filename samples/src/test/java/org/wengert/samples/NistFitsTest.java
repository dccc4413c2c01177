package org.wengert.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NistFitsTest {

    /** Half a unit in the last of eleven digits can be 5e-11 of a parameter, so that more than ten cannot be expected. */
    private static final int CERTIFIED_DIGITS = 10;

    private static final List<NistProblem> PROBLEMS = NistProblem.all();

    static Stream<NistProblem> problems() {
        return PROBLEMS.stream();
    }

    /**
     * That of Lanczos1 is 1e-25: its residuals are the rounding of responses near 1, and the eleven digits that are certified of the
     * parameters leave larger ones.
     */
    @ParameterizedTest
    @MethodSource("problems")
    void theSumOfSquaresIsTheCertifiedOneAtTheCertifiedParameters(NistProblem problem) {
        double[] r = new double[problem.observations()];
        problem.evaluate(problem.certified(), r, new double[r.length * problem.parameters()]);
        double sum = 0;
        for (double entry : r) {
            sum += entry * entry;
        }
        assertThat(sum)
                .isCloseTo(
                        problem.certifiedSum(),
                        within(problem.name().equals("Lanczos1") ? 1e-20 : 1e-9 * problem.certifiedSum()));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void bothStartsLeadToTheCertifiedParameters(NistProblem problem) {
        for (int start = 1; start <= 2; start++) {
            NistFit fit = new NistFit(problem, problem.start(start));
            assertThat(fit.digitsOfLevenbergMarquardt()).isGreaterThan(4);
            assertThat(fit.digits()).isGreaterThanOrEqualTo(CERTIFIED_DIGITS);
        }
    }

    @Test
    void thePageSaysWhatTheFitsReach() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (NistProblem problem : PROBLEMS) {
            rows.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %d | %s | %d | %d |%n",
                    problem.name(),
                    problem.difficulty(),
                    problem.observations(),
                    problem.parameters(),
                    problem.certifiedSum(),
                    digits(problem, 1),
                    digits(problem, 2)));
        }
        String text = PAGE + rows;
        Path page = Path.of("..", "docs", "nist.md");
        if (Boolean.getBoolean("wengert.update")) {
            Files.writeString(page, text);
        }
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("docs/nist.md, rewritten by mvn verify -Dwengert.update=true")
                .isEqualTo(text);
    }

    private static int digits(NistProblem problem, int start) {
        return (int) Math.min(CERTIFIED_DIGITS, new NistFit(problem, problem.start(start)).digits());
    }

    @Test
    void theMainPrintsALineForEachFit() {
        assertThat(Printed.by(() -> NistFits.main(new String[0])).lines())
                .hasSize(1 + 2 * PROBLEMS.size())
                .anyMatch(line -> line.startsWith("MGH10"));
    }

    private static final String PAGE = """
            # Fits of the NIST regressions

            Written by a test (`mvn verify -Dwengert.update=true`). The nonlinear regressions of the NIST Statistical Reference Datasets, whose
            parameters are certified to eleven digits, fitted from both starts by `NistFits` of the samples. Residuals and Jacobians are
            generated from [NistModels.expr](../samples/src/main/expr/NistModels.expr), a function for each model, all observations at once.

            Levenberg–Marquardt of Hipparchus, with tolerances of 1e-12, comes near from every start, and ends with 5 to 11 digits of the
            parameters, the fewest with ENSO: around its minimum the sum of squares is flat, so that it no longer changes long before the
            parameters are right. Steps of Gauss and Newton follow, as long as they become shorter: each solves for the residuals by a QR factorisation of the Jacobian, with columns of length 1, and does not look at the sum. A few steps are enough
            where the model fits closely or is nearly linear, some 45 are taken where it is neither (ENSO, MGH09, Thurber).

            Digits are those in which the worst parameter agrees, -log10 of its relative error, rounded down. Ten is all that eleven certified
            digits can show, as half a unit in the last of them can be 5e-11 of the parameter; every fit reaches it. Of Lanczos1 the
            parameters do, but the sum of squares, 1.4e-25, has three digits only: its residuals, 1e-13, are differences of numbers near 1,
            which are rounded to 1e-16.

            | data set | difficulty | observations | parameters | certified sum of squares | digits, start 1 | digits, start 2 |
            | --- | --- | ---: | ---: | ---: | ---: | ---: |
            """;
}
