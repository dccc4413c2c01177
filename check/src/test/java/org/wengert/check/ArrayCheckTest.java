package org.wengert.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

final class ArrayCheckTest {

    private static CheckReport check(String program, int points, Map<String, Long> sizes) {
        return ArrayCheck.run(function(program), wishes(points, sizes));
    }

    private static CompiledFunction function(String program) {
        Compilation compilation = Compiler.compile(SourceText.of("test", program), CompilerOptions.named("f"));
        assertThat(compilation.diagnostics()).isEmpty();
        return compilation.functions().get(compilation.functions().size() - 1);
    }

    private static ArrayCheck.Wishes wishes(int points, Map<String, Long> sizes) {
        return new ArrayCheck.Wishes(points, 7, sizes, done -> {});
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
                "f(x: real[n], s) = [s*x[i+1]*x[i] for i in 0:n-1]\nderive f: sparse jacobian, sparse jacobian(x), sparse jacobian(s)",
                "f(x: real[n], y: real[m]) = sum(x[i+1]*exp(x[i]*y[0]) for i in 0:n-1)\nderive f: sparse hessian, sparse hessian(y, x)",
                "f(x: real[n], s) = {\n y = s\n for i in 0:n { y = sin(y + x[i]) }\n return y*x, y\n}\nderive f: sparse jacobian(x)",
                "f(x: real[n]) = {\n y = 1\n for i in 0:n { y = y*x[i] }\n return y\n}\nderive f: sparse hessian",
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
        assertThat(report.compared(Finding.Kind.DIFFERENCE)).isEqualTo(4);
        assertThat(report.findings().get(1).entry()).isEqualTo("tangent[f[0]] at point 1 (m = 2, n = 6)");
        assertThat(report.notes())
                .containsExactly(
                        "at 1 special point too (zeros, ties, whole numbers)",
                        "in doubles, sizes and integers m = 2, n = 6");
    }

    @Test
    void holdsEntriesToTheProductThatHasNoMatrix() {
        CheckReport report =
                check("f(x: real[n]) = [x[i+1]*x[i] for i in 0:n-1]\nderive f: sparse jacobian", 1, Map.of("n", 4L));
        assertThat(report.findings())
                .extracting(Finding::entry)
                .contains("sparse jacobian*direction, row 2 at point 1 (n = 4)");
    }

    @Test
    void saysThatEntriesAreForLargerSizes() {
        String program = "f(x: real[n]) = sum(x[i]^2*x[(i+n-2) % n] for i in 0:n)\nderive f: sparse hessian";
        assertThat(check(program, 2, Map.of("n", 3L)).notes())
                .contains("no sparse hessian: it is for larger sizes, which --size gives");
        assertThat(check(program, 2, Map.of("n", 9L)).notes()).noneMatch(note -> note.contains("larger sizes"));
    }

    @Test
    void saysThatNoSizesFit() {
        CheckReport report = check("f(x: real[n]) = x[20]", 1, Map.of());
        assertThat(report.points()).isZero();
        assertThat(report.notes()).contains("no sizes up to 4 fit: give them");
        assertThat(check("f(x: real[n]) = x[20]", 1, Map.of("n", 3L)).notes())
                .contains("no sizes fit with those that are given");
    }

    /** What is held constant changes in a difference, which so shows what a wrong derivative would. */
    @Test
    void seesADerivativeThatIsNone() {
        CheckReport report =
                ArrayCheck.run(function("f(x: real[n]) = sum(x .* stop_gradient(x))"), wishes(2, Map.of()), true);
        assertThat(report.failures()).isPositive();
    }

    @Test
    void extrapolatesDifferencesToElevenDigitsAndSeesKinks() {
        Differences differences = differences(h -> new double[] {Math.exp(h), Math.abs(h + 1e-3), Math.log(h + 0.01)});
        assertThat(differences.derivatives()[0]).isCloseTo(1, within(1e-11));
        assertThat(differences.derivatives()[2]).isCloseTo(100, within(1e-6));
        assertThat(differences(h -> new double[] {Math.max(0, h) + h * h}).derivatives()[0])
                .isCloseTo(0.5, within(1e-9));
    }

    private static Differences differences(DoubleFunction<double[]> f) {
        return Differences.of(h -> new Differences.Moved(f.apply(h), new Way())).orElseThrow();
    }

    /** What the differences or the bounds once took for faults. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(y: real[n]) = dot(y, y .^ -1)",
                "f(x: real[n]) = sum(floor(100*x) .* x)",
                "f(x: real[n]) = sum(ceil(7*x) .* abs(x)) + max(x[0], 0.3*x[0] + 0.01)",
                "f(x: real[n]) = sum(x[i] > 0.1*i ? x[i]^2 : -x[i] for i in 0:n)",
                "f(x: real[n]) = sum(sin(x).^2 + cos(x).^2)",
                "f(x: real[n]) = sum(log_normal_cdf(20*x))",
                "f(x: real[n]) = sum((x .+ 1e8) - x)",
            })
    void takesNoRoundingAndNoJumpForAFault(String program) {
        CheckReport report = check(program, 20, Map.of());
        assertThat(report.findings()).filteredOn(Finding::failed).isEmpty();
        assertThat(report.points()).isEqualTo(20);
    }

    /** Kinks, edges of domains and singular matrices. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(A: real[n,n]) = det(A)",
                "f(A: real[n,n], b: real[n]) = dot(b, A \\ b)",
                "f(x: real[n]) = norm(x) + max(x) + sum(abs(x))",
                "f(x: real[n], y: real[n]) = sum(sqrt(x) .* y) + hypot(x[0], y[0])",
                "f(x: real[n]) = sum(x[i] > 0 ? x[i]^2 : x[i] for i in 0:n)",
                "f(x: real[n], k: int) = sum(x[i]^k for i in 0:n)",
                "f(x: real[n]) = prod(x)",
                "f(x: real[n]) = softmax(x)",
            })
    void findsNothingWrongAtSpecialPointsOf(String program) {
        CheckReport report = check(program, 27, Map.of());
        assertThat(report.findings()).filteredOn(Finding::failed).isEmpty();
        assertThat(report.notes().get(0)).matches("at \\d+ special points too .*");
    }

    @Test
    void oneStopGradientDoesNotStopTheDifferencesOfOtherFunctions() {
        String program =
                "g(x: real[n]) = sum(stop_gradient(x) .* x)\nh(x: real[n]) = g(x)\nf(x: real[n]) = sum(x .* x)";
        assertThat(check(program, 2, Map.of()).compared(Finding.Kind.DIFFERENCE))
                .isPositive();
        CheckReport held = check(program.substring(0, program.lastIndexOf('\n')), 2, Map.of());
        assertThat(held.compared(Finding.Kind.DIFFERENCE)).isZero();
        assertThat(held.compared(Finding.Kind.DOT_PRODUCT)).isPositive();
        assertThat(held.failures()).isZero();
    }
}
