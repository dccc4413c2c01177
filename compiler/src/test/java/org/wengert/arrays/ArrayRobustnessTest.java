package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostic;

/** Short files that would be exponentially large, or deep, if something were made twice. */
class ArrayRobustnessTest {

    private static String nested(int depth, String innermost, UnaryOperator<String> around) {
        return Stream.iterate(innermost, around).skip(depth).findFirst().orElseThrow();
    }

    /** A function of x whose lines give v1, v2, … from v0, each from the one before. */
    private static String chain(int length, String line) {
        return IntStream.range(0, length)
                .mapToObj(i -> " v" + (i + 1) + " = " + line.replace("v", "v" + i))
                .collect(Collectors.joining(
                        "\n", "f(x: real[n], k: int) = {\n v0 = k*1\n", "\n return x[v" + length + "]\n}"));
    }

    private static String arrays(int length, String line) {
        return chain(length, line).replace("v0 = k*1", "v0 = x").replace("x[v" + length + "]", "v" + length);
    }

    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of(nested(60, "x[0]", e -> "mean(" + e + " for i in 0:n)"), ""),
                Arguments.of(nested(60, "x[0]", e -> "logsumexp(" + e + " for i in 0:n)"), ""),
                Arguments.of(nested(60, "x[0]", e -> "prod(1 + " + e + " for i in 0:n)"), ""),
                Arguments.of(nested(60, "x", e -> "softmax([" + e + ", x])[0]"), ""),
                Arguments.of(nested(40, "x", e -> "where(x > 0, log(" + e + "), x)"), ""),
                Arguments.of(nested(200, "1", e -> "(n > 3 ? " + e + "*x[3] : 0)"), ""),
                Arguments.of(nested(300, "x", e -> e + "'"), ""),
                Arguments.of(nested(8, "x", e -> "[" + e + "]"), "arrays have at most 4 axes, this has 5"),
                Arguments.of(
                        "sum(x[" + nested(50, "i", e -> "(" + e + "*n + i)") + "] for i in 0:n)",
                        "no integer: an integer expression of more than 32 parts"));
    }

    @ParameterizedTest
    @MethodSource("programs")
    @Timeout(60)
    void expressionsAreMadeOnce(String expression, String said) {
        assertThat(ArrayProgram.diagnostics("f(x: real[n]) = " + expression))
                .extracting(Diagnostic::message)
                .isEqualTo(said.isEmpty() ? List.of() : List.of(said));
    }

    static Stream<String> chains() {
        return Stream.of(
                arrays(60, "where(v > 0, log(v), v .* v)"),
                arrays(60, "where(x > 0, log(v), 0) + v"),
                arrays(40, "softmax(v) .* v + [v[i]*v[i] for i in 0:n]"),
                arrays(60, "concat(v[1:], v[0:1])"),
                "f(A: real[n,n]) = A^1000000000000");
    }

    @ParameterizedTest
    @MethodSource("chains")
    @Timeout(60)
    void namesAreReadAndNotWrittenOut(String program) {
        assertThat(ArrayProgram.diagnostics(program)).isEmpty();
    }

    static Stream<String> tooLarge() {
        return Stream.of(chain(200, "min(v + k, v*k)"), chain(200, "v*v + n"), arrays(100, "concat(v, v)"));
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    @Timeout(60)
    void integersThatAreTooLargeAreReported(String program) {
        assertThat(ArrayProgram.diagnostics(program))
                .extracting(Diagnostic::code)
                .isNotEmpty()
                .isSubsetOf(Code.LIMIT, Code.NOT_AN_INTEGER);
    }
}
