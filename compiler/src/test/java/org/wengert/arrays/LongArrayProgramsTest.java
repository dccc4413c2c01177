package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;

/** Programs over arrays that are too long for one method of Java. */
class LongArrayProgramsTest {

    /** {@code s7 = ...}, from values before. */
    private static String statement(int k, String element) {
        String before = "s" + (k - 1);
        String value = switch (k % 5) {
            case 0 -> "(%s > 0 ? sin(%s) : x[%d]) + 0.1*%s".formatted(before, before, k % 3, element);
            case 1 -> "cos(%s*x[%d])".formatted(before, k % 3);
            case 2 -> "%s + sum(x[i]*s%d for i in 0:n)/%d".formatted(before, k / 2, k);
            case 3 -> "tanh(%s) - dot(v, x)/%d".formatted(before, k + 100);
            default -> "%s/(1 + s%d^2)".formatted(before, k / 3);
        };
        return "s" + k + " = " + value + "\n";
    }

    private static String program(int length) {
        StringBuilder text = new StringBuilder("f(x: real[n], A: real[n,n]) = {\n  s0 = x[0]\n  v = A*x\n");
        for (int k = 1; k <= length; k++) {
            text.append("  ").append(statement(k, "v[0]"));
            if (k == length / 2) {
                text.append("  h = v*s").append(k).append("\n  for t in 0:n { h = tanh(A*h + x) }\n  w = h .* x\n");
            }
        }
        return text + "  return s" + length + " + sum(w)\n}\n";
    }

    @Test
    void areSeveralMethodsWithTheSameValues(@TempDir Path folder) throws IOException {
        GeneratedArrays generated = GeneratedArrays.of(program(150));
        Random random = new Random(3);
        generated.holds(List.of(ArrayLaws.draw(random, 4), ArrayLaws.draw(random, 4, 4)), Map.of(), random);
        generated.holds(List.<Tensor>of(ArrayLaws.draw(random, 3), ArrayLaws.draw(random, 3, 3)), Map.of(), random);
        assertThat(generated.source()).contains("gradientPart2(");
        assertThat(generated.methodSizes(folder).values()).allMatch(bytes -> bytes < 6_500);
    }

    /** A loop with a long body, in which are a conditional with long branches and another loop. */
    private static String loop(int length) {
        StringBuilder text = new StringBuilder("""
                f(x: real[n], A: real[n,n], K: int) = {
                  v = x
                  c = 0.5
                  for k in 0:K checkpoint(2) {
                    s0 = v[0] + c
                """);
        for (int k = 1; k <= length; k++) {
            text.append("    ").append(statement(k, "v[k % n]"));
        }
        text.append("    h = A*v\n    for t in 0:k { h = tanh(A*h + s1*x) }\n    if s")
                .append(length)
                .append(" > 0.3 {\n");
        text.append(branch("sin", length)).append("    } else {\n").append(branch("cos", length));
        return text + "    }\n    c = 0.1*w + c\n    v = 0.5*h + w*x/n\n  }\n  return sum(v)*c\n}\n";
    }

    private static String branch(String function, int length) {
        StringBuilder text = new StringBuilder("      " + function + "0 = c\n");
        for (int k = 1; k <= length; k++) {
            text.append("      %1$s%2$d = %1$s(%1$s%3$d*s%2$d + v[0])\n".formatted(function, k, k - 1));
        }
        return text + "      w = " + function + length + "\n";
    }

    @Test
    void longLoopsAndConditionalsAreSeveralMethodsToo(@TempDir Path folder) throws IOException {
        GeneratedArrays generated = GeneratedArrays.of(loop(50));
        Random random = new Random(4);
        for (long iterations : new long[] {0, 1, 4}) {
            List<Tensor> point = List.of(ArrayLaws.draw(random, 3), ArrayLaws.draw(random, 3, 3));
            generated.holds(point, Map.of(new Symbol("K"), iterations), random);
        }
        assertThat(generated.methodSizes(folder).values()).allMatch(bytes -> bytes < 6_500);
    }
}
