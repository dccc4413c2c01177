package org.wengert.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

final class ArrayCheckTest {

    private static CheckReport check(String program, int points, Map<String, Long> sizes) {
        Compilation compilation = Compiler.compile(SourceText.of("test", program), CompilerOptions.named("f"));
        assertThat(compilation.diagnostics()).isEmpty();
        return ArrayCheck.run(
                compilation.functions().get(compilation.functions().size() - 1),
                new ArrayCheck.Wishes(points, 7, sizes, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: real[n], A: real[n,n]) = dot(x, sin(A*x))",
                "f(A: real[n,m], x: real[m]) = softmax(A*x)",
                "f(W: real[m,d], X: real[d,n], b: real[m]) = sum(tanh(W*X .+ b))",
                "f(x: real[n], k: int) = sum(x[i]^k for i in 0:n)",
                "f(x: real[n]) = [x[i]*x[i+1] for i in 0:n-1]",
                "f(x: real[n]) = sum(relu(x)) + logsumexp(x)",
                "f(x, K: int) = {\n s = x\n for k in 0:K { s = sin(s) + x }\n return s\n}",
            })
    void findsNothingWrongWith(String program) {
        CheckReport report = check(program, 8, Map.of());
        assertThat(report.findings()).filteredOn(Finding::failed).isEmpty();
        assertThat(report.points()).isEqualTo(8);
        assertThat(report.compared(Finding.Kind.DIFFERENCE)).isGreaterThan(10);
        assertThat(report.compared(Finding.Kind.DOT_PRODUCT)).isGreaterThanOrEqualTo(8);
    }

    @Test
    void takesTheSizesThatAreGiven() {
        CheckReport report = check("f(x: real[n], y: real[m]) = x[5]*y", 1, Map.of("n", 6L, "m", 2L));
        assertThat(report.compared(Finding.Kind.DIFFERENCE)).isEqualTo(2);
        assertThat(report.findings().get(1).entry()).isEqualTo("tangent[f[0]] at point 1 (m = 2, n = 6)");
        assertThat(report.notes()).containsExactly("in doubles, sizes and integers m = 2, n = 6");
    }

    @Test
    void saysThatNoSizesFit() {
        CheckReport report = check("f(x: real[n]) = x[20]", 1, Map.of());
        assertThat(report.points()).isZero();
        assertThat(report.notes()).contains("no sizes up to 4 fit: give them");
    }

    /** What is held constant changes in a difference, which so shows what a wrong derivative would. */
    @Test
    void seesADerivativeThatIsNone() {
        CheckReport report = check("f(x: real[n]) = sum(x .* stop_gradient(x))", 2, Map.of());
        assertThat(report.failures()).isPositive();
    }

    @Test
    void extrapolatesDifferencesToElevenDigitsAndSeesKinks() {
        Differences differences =
                Differences.of(h -> new double[] {Math.exp(h), Math.abs(h + 1e-3), Math.log(h + 0.01)});
        assertThat(differences.derivatives()[0]).isCloseTo(1, within(1e-11));
        assertThat(differences.derivatives()[2]).isCloseTo(100, within(1e-6));
        assertThat(Differences.of(h -> new double[] {Math.max(0, h) + h * h}).derivatives()[0])
                .isCloseTo(0.5, within(1e-9));
    }
}
