package org.wengert.check;

import static org.assertj.core.api.Assertions.assertThat;

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
    void saysWhetherSecondDerivativesWereChecked() {
        assertThat(check("a*b*c*d*e1*g", 1).secondDerivatives()).isTrue();
        assertThat(check("a*b*c*d*e1*g*h", 1).secondDerivatives()).isFalse();
    }
}
