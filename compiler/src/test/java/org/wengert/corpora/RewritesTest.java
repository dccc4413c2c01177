package org.wengert.corpora;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.product.Product;
import org.wengert.source.SourceText;

/** Formulas as people write them keep the digits that they have where they are written well; see rewrites.py. */
class RewritesTest {

    /** A double has no more. */
    private static final double ALL_DIGITS = 16;

    /** What the rounding of a few operations may cost. */
    private static final double LESS = 1;

    /**
     * A row of the table.
     *
     * @param digits to be right in the value, the worst entry of the gradient and the worst entry of the Hessian
     */
    record Row(
            String formula,
            List<String> variables,
            List<Double> point,
            List<Double> digits,
            List<Double> value,
            List<Double> gradient,
            List<Double> hessian) {

        static Row of(String line) {
            String[] parts = line.split(" \\| ", -1);
            return new Row(
                    parts[0],
                    List.of(parts[1].split(", ", -1)),
                    numbers(parts[2], ","),
                    numbers(parts[3], " "),
                    numbers(parts[4], ","),
                    numbers(parts[5], ","),
                    numbers(parts[6], ","));
        }

        private static List<Double> numbers(String text, String separator) {
            return Arrays.stream(text.split(separator, -1))
                    .map(word -> word.trim().replace("inf", "Infinity"))
                    .map(Double::valueOf)
                    .toList();
        }

        @Override
        public String toString() {
            return formula + " at " + point;
        }
    }

    static Stream<Row> rows() {
        try (InputStream in = RewritesTest.class.getResourceAsStream("rewrites.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).map(Row::of).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fewest digits of all numbers; relative to the smallest normal double where a number is below it. */
    private static double digits(double[] got, List<Double> expected) {
        double fewest = ALL_DIGITS;
        for (int i = 0; i < expected.size(); i++) {
            double size = Math.max(Math.abs(expected.get(i)), Double.MIN_NORMAL);
            double want = expected.get(i);
            boolean same = got[i] == want;
            double digits = same ? ALL_DIGITS : -Math.log10(Math.abs(got[i] - expected.get(i)) / size);
            fewest = digits >= fewest ? fewest : digits;
            if (Double.isNaN(digits)) {
                return Double.NaN;
            }
        }
        return fewest;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aFormulaKeepsItsDigits(Row row) {
        CompiledFunction f = Compiler.compile(
                        SourceText.of("f", row.formula()),
                        CompilerOptions.named("f").withParameters(row.variables()))
                .functions()
                .get(0);
        double[] point = row.point().stream().mapToDouble(Double::doubleValue).toArray();
        int n = point.length;
        double[] all = f.evaluate(f.request(Product.HESSIAN), point);
        double[] gradient = f.evaluate(f.request(Product.GRADIENT), point);
        assertKeeps("value", row, 0, f.evaluate(f.request(Product.VALUE), point), row.value());
        assertKeeps("gradient", row, 1, Arrays.copyOfRange(gradient, 1, 1 + n), row.gradient());
        assertKeeps("gradient beside a Hessian", row, 1, Arrays.copyOfRange(all, 1, 1 + n), row.gradient());
        assertKeeps("Hessian", row, 2, Arrays.copyOfRange(all, 1 + n, 1 + n + n * n), row.hessian());
    }

    /** What {@code diff} takes the derivative of is rewritten before. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "diff(log(1 + exp(x)), x) | 800 | 1",
                "diff(log(normal_cdf(x)), x) | -40 | 40.02496884720726",
                "diff(diff(log(1 - sigmoid(x)), x), x) | 40 | -4.248354255291589e-18",
                "diff(log(1 - exp(x)), x) | -1e-10 | -9999999999.5",
                "diff(diff(abs(x)^2, x), x) | 0 | 2"
            })
    void derivativesInsideOfFormulasKeepTheirDigits(String formula, double x, double expected) {
        CompiledFunction f = Compiler.compile(SourceText.of("f", formula), CompilerOptions.named("f"))
                .functions()
                .get(0);
        double value = f.evaluate(f.request(Product.VALUE), new double[] {x})[0];
        assertThat(digits(new double[] {value}, List.of(expected))).isGreaterThanOrEqualTo(ALL_DIGITS - LESS);
    }

    private static void assertKeeps(String what, Row row, int index, double[] got, List<Double> expected) {
        assertThat(digits(got, expected))
                .as("digits of the %s of %s: %s for %s", what, row, Arrays.toString(got), expected)
                .isGreaterThanOrEqualTo(row.digits().get(index) - LESS);
    }
}
