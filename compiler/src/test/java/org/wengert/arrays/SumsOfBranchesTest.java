package org.wengert.arrays;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.op.Tensor;

/** A sum of a loop or a state that goes on, in a branch, in the variable of what the branch gives. */
class SumsOfBranchesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: real[n], a, b) = sum(b > 0 ? x : a*(a*x))",
                "f(x: real[n], a, b) = sum(b > 0 ? x : a*x*a)",
                "f(x: real[n], a, b) = b > 0 ? a : a^2 + sum(a*sin(x))",
                "f(x: real[n], a, b) = b*(b > 0 ? sin(a) : a^2*sum(sin(a*x[i]) for i in 0:n))",
                "f(x: real[n], a, b) = sum(x[0] > b ? a*a*x[i] : sum(a*x*a) for i in 0:n)",
                "f(x: real[n], a, b) = {\n if a > b {\n w = sin(a)\n z = x\n } else {\n w = exp(a)\n z = a*x\n }\n"
                        + " return w*sum(z) + a\n}",
                "f(x: real[n], a, b) = {\n s = a\n for k in 0:3 { s = b > s ? sin(s) : s^2 + sum(s*x*s) }\n return s\n}"
            })
    void compileAndHold(String program) {
        GeneratedArrays generated = GeneratedArrays.of(program);
        Random random = new Random(6);
        for (int n : new int[] {1, 3}) {
            for (double b : new double[] {-2, 2}) {
                List<Tensor> x = new ArrayList<>(List.of(ArrayLaws.draw(random, n), ArrayLaws.draw(random)));
                x.add(Tensor.scalar(b));
                generated.holds(x, Map.of(), random);
            }
        }
    }
}
