package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wengert.Options;
import org.wengert.Program;
import org.wengert.Wengert;
import org.wengert.op.Tensor;
import org.wengert.product.JacobianMode;

/** Jacobians are computed the cheaper way, or as they were asked for, and are the same either way. */
class JacobianModeTest {

    private static final String NUMBERS = "f(x, y, z) = {\n p = x*exp(y)\n q = sin(p)*z\n return p, q\n}";

    private static final String ARRAYS =
            "f(A: real[m,n], x: real[n], c) = {\n y = tanh(c*A*x)\n return y, dot(y, y)*x, c*sum(y)\n}";

    private static Program program(String text, String mode, String... derive) {
        return Wengert.compile(text, Options.DEFAULT.jacobian(mode).derive(derive));
    }

    @ParameterizedTest
    @EnumSource(JacobianMode.class)
    void generatedMatricesOfAllModesHoldToTheInterpreter(JacobianMode mode) {
        Random random = new Random(3);
        for (int[] size : List.of(new int[] {2, 3}, new int[] {4, 1}, new int[] {0, 2}, new int[] {2, 0})) {
            List<Tensor> x = List.of(
                    ArrayLaws.draw(random, size[0], size[1]), ArrayLaws.draw(random, size[1]), ArrayLaws.draw(random));
            GeneratedArrays.of(ARRAYS, mode).holds(x, Map.of(), random);
        }
    }

    @Test
    void matricesOfNumbersAreTheSameInAllModes() {
        double[] point = {0.3, -0.7, 1.9};
        double[] expected = {Math.exp(-0.7), 0.3 * Math.exp(-0.7), 0, 0, 0, 0};
        double p = 0.3 * Math.exp(-0.7);
        expected[3] = 1.9 * Math.cos(p) * Math.exp(-0.7);
        expected[4] = 1.9 * Math.cos(p) * p;
        expected[5] = Math.sin(p);
        for (String mode : JacobianMode.ids()) {
            double[] jacobian = new double[6];
            program(NUMBERS, mode, "jacobian").jacobian(point, new double[2], jacobian);
            assertThat(jacobian).usingComparatorWithPrecision(1e-14).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "r(b: real[2], x: real[m]) = b[0]*exp(b[1]*x); jacobian(b); forward, by columns",
                "f(x: real[n]) = [dot(x, x), sum(exp(x)), x[0]]; jacobian; in reverse, by rows",
                "f(x: real[n]) = dot(x, exp(x)); jacobian; in reverse, by rows",
                "f(x: real[9]) = [dot(x, x), sum(exp(x))]; jacobian; in reverse, by rows",
                "f(c, x: real[n]) = exp(c*x); jacobian(c); forward, by columns",
            })
    void theCheaperWayIsTaken(String program, String product, String way) {
        assertThat(program(program, "counted", product).source()).contains(" is computed " + way + ": that is work ");
    }

    @Test
    void theHeaderSaysThatTheChoiceDependsOnTheSizes() {
        assertThat(program("r(b: real[2], x: real[m]) = b[0]*exp(b[1]*x)", "counted", "jacobian(b)")
                        .source()
                        .replace("\n * ", " "))
                .contains(
                        "jacobian is computed forward, by columns: that is work 22*m, and in reverse, by rows it would be"
                                + " 6*m^2 + 14*m, which is more where all sizes are 100, though not everywhere.");
    }

    @Test
    void whatIsAskedForIsTaken() {
        for (String text : List.of(NUMBERS, ARRAYS)) {
            assertThat(program(text, "forward", "jacobian").source())
                    .contains("jacobian is computed forward, by columns, as asked for.");
            assertThat(program(text, "reverse", "jacobian").source())
                    .contains("jacobian is computed in reverse, by rows, as asked for.");
        }
        assertThatThrownBy(() -> Options.DEFAULT.jacobian("sideways"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "jacobian: 'sideways' is no way to compute a Jacobian; it is one of counted, forward, reverse");
    }

    @Test
    void evaluateTakesWhatIsAskedForToo() {
        Map<String, Object> point =
                Map.of("A", new double[][] {{1, 2}, {3, 4}, {5, 6}}, "x", new double[] {0.1, -0.2}, "c", 0.5);
        List<String> matrices = Stream.of("forward", "reverse")
                .map(mode -> rounded(program(ARRAYS, mode, "jacobian").evaluate("jacobian", point)))
                .distinct()
                .toList();
        assertThat(matrices).hasSize(1);
    }

    private static String rounded(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> e.getKey() + "=" + rounded(e.getValue()))
                    .toList()
                    .toString();
        }
        if (value instanceof Object[] rows) {
            return Stream.of(rows).map(JacobianModeTest::rounded).toList().toString();
        }
        return value instanceof double[] row
                ? Arrays.stream(row)
                        .mapToObj(JacobianModeTest::rounded)
                        .toList()
                        .toString()
                : String.format(Locale.ROOT, "%.12f", (Double) value + 0.0);
    }

    @Test
    void whatIsTheSameInAllDirectionsIsComputedOnce() {
        String java = program(
                        "f(x: real[n], t) = { r = sqrt(dot(x, x))\n return exp(-r)*x/r }", "counted", "jacobian(x)")
                .source();
        String jacobian = java.substring(java.indexOf("void jacobian("));
        String loop = jacobian.substring(jacobian.indexOf("for (int"));
        assertThat(Pattern.compile("Math.exp").matcher(jacobian).results().count())
                .isEqualTo(1);
        assertThat(loop).doesNotContain("Math.exp").doesNotContain("Math.sqrt");
    }

    /** The form of a function of a vector that may be empty. */
    public interface Sum {
        double jacobian(double[] x, double[] jacobian);
    }

    @Test
    void aMatrixWithoutLinesHasTheValue() {
        Program program = program("f(x: real[n]) = sum(x) + 3", "forward", "jacobian");
        assertThat(program.at(Map.of("n", 0)).as(Sum.class).jacobian(new double[0], new double[0]))
                .isEqualTo(3);
        assertThat(program.at(Map.of("n", 2)).as(Sum.class).jacobian(new double[] {1, 2}, new double[2]))
                .isEqualTo(6);
    }
}
