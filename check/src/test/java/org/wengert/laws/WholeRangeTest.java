package org.wengert.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.op.Catalogue;
import org.wengert.product.Product;

/** Operators of one argument keep their digits from the smallest double to the largest, and so do two derivatives; see operators.py. */
class WholeRangeTest {

    /** What value, first and second derivative hold to, in units of 2^-52 of themselves. */
    private static final List<Double> ULPS = List.of(8.0, 16.0, 40.0);

    /** So many times as much where derivatives are the third ones of log_normal_cdf and log_erfc. */
    private static final Map<String, Double> MORE = Map.of("normal_excess", 10.0, "erfc_hazard", 30.0);

    /** A line of the table. */
    record Line(double x, List<Double> truth) {}

    record Table(String operator, List<Line> lines) {
        @Override
        public String toString() {
            return operator;
        }
    }

    static Stream<Table> tables() {
        try (InputStream in = WholeRangeTest.class.getResourceAsStream("operators.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            Map<String, List<Line>> byOperator = text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", -1))
                    .collect(Collectors.groupingBy(
                            words -> words[0],
                            LinkedHashMap::new,
                            Collectors.mapping(WholeRangeTest::line, Collectors.toList())));
            return byOperator.entrySet().stream().map(e -> new Table(e.getKey(), e.getValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String[] words) {
        List<Double> numbers = Arrays.stream(words).skip(1).map(Double::valueOf).toList();
        return new Line(numbers.get(0), numbers.subList(1, numbers.size()));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void valueAndDerivativesKeepTheirDigits(Table table) {
        OneOperator f = new OneOperator(Catalogue.named(table.operator()).orElseThrow());
        for (Line line : table.lines()) {
            double[] got = f.evaluate(Product.HESSIAN, new double[] {line.x()});
            for (int i = 0; i < got.length; i++) {
                double expected = line.truth().get(i);
                double more = MORE.getOrDefault(table.operator(), 1.0);
                // Below the normal doubles there are fewer digits to keep.
                double unit = Math.max(Math.abs(expected), Double.MIN_NORMAL) * 0x1p-52;
                double allowed = ULPS.get(i) * more;
                assertThat(got[i] == expected ? 0 : Math.abs(got[i] - expected) / unit)
                        .as("error of derivative %s of %s at %s: %s for %s", i, table, line.x(), got[i], expected)
                        .isLessThanOrEqualTo(allowed);
            }
        }
    }

    /** Second derivatives at infinities are their limits; NaN where the function is not defined. */
    @ParameterizedTest
    @CsvSource({
        "erf, 0, 0",
        "erfc, 0, 0",
        "atan, 0, 0",
        "asinh, 0, 0",
        "normal_cdf, 0, 0",
        "log_normal_cdf, 0, -1",
        "tanh, 0, 0",
        "sigmoid, 0, 0",
        "softplus, 0, 0",
        "log_cosh, 0, 0",
        "acosh, 0, NaN",
        "log_sigmoid, 0, 0",
        "log1mexp, NaN, 0",
        "log_erfc, -2, 0",
        "sinc, 0, 0",
        "exprel, Infinity, 0",
        "erfcx, 0, Infinity"
    })
    void secondDerivativesAtInfinitiesAreLimits(String operator, double right, double left) {
        OneOperator f = new OneOperator(Catalogue.named(operator).orElseThrow());
        double atRight = f.evaluate(Product.HESSIAN, new double[] {Double.POSITIVE_INFINITY})[2];
        double atLeft = f.evaluate(Product.HESSIAN, new double[] {Double.NEGATIVE_INFINITY})[2];
        if (!Double.isNaN(right)) {
            assertThat(atRight + 0.0).as("at inf").isEqualTo(right);
        }
        if (!Double.isNaN(left)) {
            assertThat(atLeft + 0.0).as("at -inf").isEqualTo(left);
        }
    }
}
