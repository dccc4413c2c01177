package org.wengert.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.product.Product;

/** Every line of generated Java that computes something is known by what it comes from. */
class LineOriginTest {

    @Test
    void saysForEachLineWhereTheAuthorWroteWhatItComputes() {
        String program = "f(x, y) = {\n a = exp(x)*y\n return sin(a)\n}";
        GeneratedSource source = Generated.of(program, "gradient");
        assertThat(listing(program, source)).containsExactly("""
                double v1 = Math.exp(x);   # v1 gradient v1 exp(x)""", """
                double a = v1 * y;   # a gradient a exp(x)*y""", """
                double f = Math.sin(a);   # f gradient f sin(a)""", """
                double aBar = Math.cos(a);   # aBar gradient f sin(a)""", """
                double v1Bar = aBar * y;   # v1Bar gradient a exp(x)*y""", """
                double yBar = aBar * v1;   # yBar gradient a exp(x)*y""", """
                double xBar = v1Bar * v1;   # xBar gradient v1 exp(x)""", """
                gradient[0] = xBar;   # xBar gradient v1 exp(x)""", """
                gradient[1] = yBar;   # yBar gradient a exp(x)*y""", """
                return f;   # f gradient f sin(a)""");
    }

    @Test
    void holdsInTheBranchesOfAConditional() {
        String program = "f(x) = x > 0 ? exp(x) : sin(x)";
        assertThat(listing(program, Generated.of(program, "value")))
                .containsExactly(
                        "double f;   # f value f " + program.substring(7),
                        "if (x > 0) {   # f value f " + program.substring(7),
                        "f = Math.exp(x);   # f value f exp(x)",
                        "f = Math.sin(x);   # f value f sin(x)",
                        "return f;   # f value f " + program.substring(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: real[n], A: real[m,n]) = sum(exp(A*x))",
                "f(x: real[n]) = {\n s = 1.0\n for i in 0:n {\n s = s*sin(x[i])\n }\n return s\n}",
                "f(x: real[n], y) = sum((x[i] > 0 ? x[i]*y : sin(x[i])) for i in 0:n)"
            })
    void holdsInFunctionsOfArrays(String program) {
        GeneratedSource source = Generated.of(program, "value", "gradient");
        List<String> lines = source.text().lines().toList();
        Map<Integer, LineOrigin> origins =
                source.lines().stream().collect(Collectors.toMap(LineOrigin::line, Function.identity()));
        List<String> commented = IntStream.rangeClosed(1, lines.size())
                .filter(i -> lines.get(i - 1).contains(":  ") && !origins.containsKey(i))
                .mapToObj(i -> lines.get(i - 1))
                .toList();
        assertThat(origins).hasSizeGreaterThan(4);
        assertThat(commented).isEmpty();
        assertThat(source.lines()).allSatisfy(line -> {
            assertThat(line.primal()).isNotEmpty();
            assertThat(line.span().end()).isGreaterThan(line.span().start());
        });
    }

    @Test
    void holdsInMethodsThatAreCut() {
        StringBuilder program = new StringBuilder("f(x, y) = {\n v_0 = x\n");
        for (int i = 1; i <= 2000; i++) {
            program.append(" v_" + i + " = sin(v_" + (i - 1) + ")*y\n");
        }
        program.append(" return v_2000\n}");
        GeneratedSource source = Generated.of(program.toString(), "gradient");
        List<String> lines = source.text().lines().toList();
        assertThat(source.text()).contains("gradient2(").doesNotContainPattern("[\\uFDD0-\\uFDEF]");
        assertThat(source.lines())
                .filteredOn(line -> line.value().equals("v_1500Bar"))
                .allSatisfy(line -> assertThat(lines.get(line.line() - 1)).contains("v_1500Bar"))
                .hasSizeGreaterThan(0);
    }

    @Test
    void takesTheCharactersOfMarksOutOfTheAuthorsComments() {
        GeneratedSource source = Generated.of("# a \uFDD0\uFDE7\uFDD1 b \uE000\nf(x) = x^2", "value");
        assertThat(source.text()).contains("a     b \uE000");
        assertThat(source.lines()).allSatisfy(line -> assertThat(line.product()).isEqualTo(Product.VALUE));
    }

    private static List<String> listing(String program, GeneratedSource source) {
        List<String> lines = source.text().lines().toList();
        return source.lines().stream()
                .map(o -> lines.get(o.line() - 1).strip().replaceFirst(" //.*", "") + "   # " + o.value() + " "
                        + o.product() + " " + o.primal().get(0).name() + " "
                        + program.substring(o.span().start(), o.span().end()))
                .toList();
    }
}
