package org.wengert.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

final class CheckTest {

    private static CheckReport check(String program, int points) {
        Compilation compilation = Compiler.compile(SourceText.of("test", program), CompilerOptions.named("f"));
        assertThat(compilation.diagnostics()).isEmpty();
        return Check.run(compilation.functions().get(compilation.functions().size() - 1), points, 7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y*log(x)+sqrt(y*log(x))",
                "x > 0 ? (y > 1 ? x^y : sin(x*y)) : exp(x)*y",
                "atan2(x, y)*hypot(x, y) + max(x, y)",
                "sigmoid(x)*softplus(y) + erf(x*y)",
                "diff(diff(sin(x*y), x), y)",
                "stop_gradient(x*y)*x + y",
                "f(x, y, z) = {\n return x*y, z^2*sin(x*y)\n}\nderive f: sparse jacobian, sparse jacobian(z, y)",
                "f(x, y, z) = x*y*exp(z)\nderive f: sparse hessian, sparse hessian(z, x)",
                "f(a, b) = {\n if a > b { c = a*b\n d = exp(a) } else { c = a/b\n d = b }\n return c, d*c\n}",
            })
    void findsNothingWrongWith(String program) {
        CheckReport report = check(program, 2);
        assertThat(report.findings()).filteredOn(Finding::failed).isEmpty();
        assertThat(report.points()).isEqualTo(2);
        assertThat(report.compared(Finding.Kind.FORMULA)).isGreaterThan(10);
    }

    @Test
    void countsThePointsOutsideOfTheDomain() {
        CheckReport report = check("log(x)", 20);
        assertThat(report.rejected()).isBetween(1, 40);
        assertThat(check("log(-1 - x^2)", 2).points()).isZero();
    }

    @Test
    void countsThePointsOnAnEdge() {
        assertThat(check("x == x ? x : 0", 3).kinks()).isPositive();
    }

    @Test
    void checksManyParametersAlongDirectionsAndSaysSo() {
        assertThat(check("a*b*c*d*e1*g", 1).notes()).hasSize(1);
        CheckReport seven = check("a*b*c*d*e1*g*h", 1);
        assertThat(seven.findings()).extracting(Finding::entry).contains("hessian[f][direction 1][direction 2]");
        assertThat(seven.notes())
                .contains("with 7 parameters along 2 directions at each point, to which every entry contributes,"
                        + " not entry by entry");
        CheckReport many = check(sumOfSquares(300), 20);
        assertThat(many.points()).isEqualTo(20);
        assertThat(many.failures()).isZero();
        assertThat(many.notes()).contains("the Hessian is checked by its products with vectors");
    }

    private static String sumOfSquares(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> "sin(x" + i + ")^2*" + (i + 1))
                .collect(Collectors.joining(" + "));
    }

    /** What the differences, the many digits or the bounds once took for faults. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "erf(1e4*w)",
                "log_normal_cdf(x)",
                "log_normal_cdf(10*x)",
                "sin(x)^2 + cos(x)^2",
                "(x + 1e10) - 1e10",
                "(x*1e6 + y)^2 - x^2*1e12 - 2e6*x*y",
                "floor(x)*x + floor(100*y)*y",
                "exp(x)*exp(-x)*y",
                "log(exp(-x^2*100)) + y",
                "exp(-exp(x*10))",
                "log_erfc(-10*x)",
                "x/(x*y)*y",
                "abs(x) - sqrt(x^2)",
                "cos(exp(x^2))",
            })
    void takesNoRoundingForAFault(String program) {
        CheckReport report = check(program, 20);
        assertThat(report.findings()).filteredOn(Finding::failed).isEmpty();
        assertThat(report.points()).isEqualTo(20);
    }
}
