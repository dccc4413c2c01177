package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.Program;
import org.wengert.Wengert;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;

/** A range that ends before it begins has no iterations, in a value, in its derivatives and in the storage of a class. */
class EmptyRangesTest {

    /** Of each {@code x} is a number and {@code n} an integer parameter; with {@code n = 0} no loop has an iteration. */
    private static final List<String> PROGRAMS = List.of(
            "f(x, n: int) = {\n s = x\n for k in 0:n { s = sin(s*x) }\n return s\n}",
            "f(x, n: int) = {\n s = x\n for k in 0:n checkpoint(2) { s = sin(s*x) }\n return s\n}",
            "f(x, n: int) = {\n s = x\n for k in 3:n+3 checkpoint(1) { s = exp(s)*x + k }\n return s\n}",
            "f(x, n: int) = {\n s = x\n for k in n:2*n { s = exp(s)*x + k }\n return s\n}",
            "f(x, n: int) = x*sum(sin(x*k) for k in 0:n)",
            "f(x, n: int) = x*prod(sin(x*k) for k in 0:n)",
            "f(x, n: int) = x/max(x*k for k in 0:n)",
            "f(x, n: int) = x/logsumexp(x*k for k in 0:n)",
            "f(x, n: int) = x + sum(exp(x*j)*prod(x*i*j for i in 0:n) for j in 0:n)",
            "f(x, n: int) = {\n s = x\n for i in 0:3 { for k in 0:n { s = sin(s*x)*exp(s) } }\n return s\n}",
            "f(x, n: int) = {\n s = x\n for i in 0:n { for k in 0:n+i { s = sin(s*x)*exp(s) } }\n return s\n}",
            "f(x, n: int) = {\n s = x\n for i in 0:n { for k in i:n checkpoint(1) { s = s*sin(s*x) } }\n return s\n}",
            "f(x, n: int) = {\n s = x\n for i in 0:n { s = s + sum([sin(s*j) for j in 0:n]) }\n return s\n}",
            "f(x, n: int) = {\n v = [x, x^2]\n for k in 0:n { v = sin(v)*x }\n return dot(v, v)\n}",
            "f(x, n: int) = {\n s = x\n for k in 0:n { s = x > k ? s*sin(s) : s }\n return diff(s, x)\n}",
            "f(x, n: int) = {\n s = x\n for k in 0:n { s = s - diff(sin(s)*exp(s*x), s) }\n return s*x\n}");

    private static Stream<Arguments> programs() {
        return PROGRAMS.stream().flatMap(p -> Stream.of(-1, -3, -100_000, 0, 2).map(n -> Arguments.of(p, n)));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void areTheSameInJavaAsInTheInterpreter(String program, int n) {
        Map<Symbol, Long> integers = Map.of(new Symbol("n"), (long) n);
        GeneratedArrays.of(program).holds(List.of(Tensor.scalar(0.7)), integers, new Random(1));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void areTheSameAsThatOfNoIterations(String program, int n) {
        Program compiled = Wengert.compile(program);
        for (String product : List.of("value", "gradient", "hessian")) {
            Object none = compiled.evaluate(product, Map.of("x", 0.7, "n", 0));
            assertThat(compiled.evaluate(product, Map.of("x", 0.7, "n", Math.min(0, n))))
                    .isEqualTo(none);
        }
    }
}
