package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;

/** Points where differentiators of arrays go wrong; forward and reverse mode agree. */
class ArrayNonsmoothTest {

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    norm(x)                                      | 1 0 0   | 1 0 0
                    norm(x)                                      | 0 0 0   | 0 0 0
                    sqrt(sum(x .* x))                            | 0 0 0   | 0 0 0
                    sqrt(dot(x, x))*x[0]                         | 0 0 0   | 0 0 0
                    sqrt(dot(x, x) + x[0]^2)                     | 0 0 0   | 0 0 0
                    sqrt(sum([2*x[i]^2 for i in 0:n]))           | 0 0 0   | 0 0 0
                    sqrt(1 + dot(x, x))                          | 0 0 0   | 0 0 0
                    sqrt(sum([x[i]^2 for i in 0:n]))             | 1e200 0 0   | 1 0 0
                    sqrt(dot(x, x) + x[0]^2 + x[1]^2)            | 0 1e200 0   | 0 1.4142135623730951 0
                    sqrt(sum(x .^ 2)/2)                          | 0 0 -1e-200 | 0 0 -0.7071067811865476
                    sqrt(norm(x)^2 + 3*x[2]^2)                   | 0 0 1e-200  | 0 0 2
                    sqrt(trace(outer(x, x)*outer(x, x)'))        | 1e80 0 0    | 2e80 0 0
                    norm1(x)                                     | 0 2 -3  | 0 1 -1
                    norminf(x)                                   | 3 -3 3  | 1 0 0
                    max(x)                                       | 1 3 3   | 0 1 0
                    min(x)                                       | 2 2 3   | 1 0 0
                    max(x[i] for i in 0:n)                       | 1 3 3   | 0 1 0
                    sum(max(x, 0))                               | -1 0 2  | 0 1 1
                    sum(relu(x))                                 | -1 0 2  | 0 0 1
                    sum(abs(x))                                  | -1 0 2  | -1 0 1
                    prod(x)                                      | 0 2 3   | 6 0 0
                    prod(x)                                      | 0 0 3   | 0 0 0
                    sum(where(x > 0, sqrt(x), 0))                | -1 0 4  | 0 0 0.25
                    sum(where(x > 0, log(x), 0))                 | -1 0 4  | 0 0 0.25
                    sum(where(x > 0, where(x > 1, log(x), 1 ./ x), 0)) | -1 0 4 | 0 0 0.25
                    sum(where(x > 0, [log(x[i]) for i in 0:n], 0))  | -1 0 4 | 0 0 0.25
                    sum(where([x, x] > 0, log([x, x]), 0))       | -1 0 4  | 0 0 0.5
                    sum(x[i] > 0 ? sqrt(x[i]) : 0 for i in 0:n)  | -1 0 4  | 0 0 0.25
                    sum(x .^ 0)                                  | -1 0 4  | 0 0 0
                    sum(x .^ 2)                                  | -1 0 4  | -2 0 8
                    logsumexp(x)                                 | 1e4 0 0 | 1 0 0
                    logsumexp(x[i] for i in 0:n)                 | 1e4 0 0 | 1 0 0
                    log_softmax(x)[1]                            | 1e4 0 0 | -1 1 0
                    sum(stop_gradient(x) .* x)                   | -1 0 4  | -1 0 4
                    """)
    void gradientAndTangentAreRightAndAgree(String expression, String point, String gradient) {
        ArrayProgram f = ArrayProgram.of("f(x: real[n]) = " + expression);
        double[] x = numbers(point);
        List<Tensor> inputs = List.of(new Tensor(new int[] {x.length}, x));
        Map<Symbol, Long> sizes = f.sizes(inputs, Map.of());
        double[] expected = numbers(gradient);
        assertThat(f.adjoint(sizes, inputs, List.of(Tensor.scalar(1))).get(1).data())
                .as("gradient")
                .containsExactly(expected, within(1e-14));
        for (int i = 0; i < x.length; i++) {
            Tensor direction = Tensor.zeros(x.length);
            direction.data()[i] = 1;
            assertThat(f.tangent(sizes, inputs, List.of(direction)).get(0).value())
                    .as("tangent")
                    .isCloseTo(expected[i], within(1e-14));
        }
    }

    /** A loop may begin with a square, and sums with what is no array. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    s = x[0]^2 ; for i in 1:n { s = s + x[i]^2 }   | 3e200 4e200  | 5e200  | 0.6 0.8
                    s = 4 ; for i in 0:n { s = s + 2*x[i]^2 }      | 1e200 1e200  | 2e200  | 1 1
                    s = 0 ; for i in 0:n { s = s + x[i]*x[i]/2 }   | 1e-200 1e-200 | 1e-200 | 0.5 0.5
                    s = x[0]^2 ; for i in 1:n { s = s + x[i]^2 }   | 0 0          | 0      | 0 0
                    """)
    void sumsOfSquaresInLoopsAreNorms(String loop, String point, double value, String gradient) {
        ArrayProgram f = ArrayProgram.of("f(x: real[n]) = {\n"
                + loop.replace(" ; ", "\n").replace("{", "{\n").replace("}", "\n}") + "\nreturn sqrt(s)\n}");
        double[] x = numbers(point);
        List<Tensor> inputs = List.of(new Tensor(new int[] {x.length}, x));
        List<Tensor> y = f.adjoint(f.sizes(inputs, Map.of()), inputs, List.of(Tensor.scalar(1)));
        assertThat(y.get(0).value()).isCloseTo(value, within(1e-15 * value));
        assertThat(y.get(1).data()).containsExactly(numbers(gradient), within(1e-15));
    }

    /** Where an array is 0 and a constant or another number beside it is not, there are second derivatives. */
    @Test
    void normsOfArraysAndNumbersHaveSecondDerivatives() {
        ArrayProgram f = ArrayProgram.of("f(x: real[n]) = sqrt(dot(x, x) + 4)");
        List<Tensor> inputs = List.of(Tensor.zeros(2));
        Tensor direction = new Tensor(new int[] {2}, new double[] {1, 0});
        List<Tensor> h = f.gradientTangent(f.sizes(inputs, Map.of()), inputs, List.of(direction));
        assertThat(h.get(h.size() - 1).data()).containsExactly(0.5, 0);
    }

    /** https://github.com/stan-dev/stanc3/issues/1684 and 1109. */
    @Test
    void productsAndLogarithmsAreNotMistakenForOthers() {
        ArrayProgram f = ArrayProgram.of(
                "f(A: real[n,n], B: real[n,n], v: real[n]) = {\n return A*(B .* B) + A, log(softmax(v)), log(sigmoid(v))\n}");
        Tensor a = new Tensor(new int[] {2, 2}, new double[] {1, 2, 3, 4});
        Tensor b = new Tensor(new int[] {2, 2}, new double[] {0, 1, 2, 3});
        List<Tensor> inputs = List.of(a, b, new Tensor(new int[] {2}, new double[] {0, Math.log(3)}));
        List<Tensor> y = f.value(f.sizes(inputs, Map.of()), inputs);
        assertThat(y.get(0).data()).containsExactly(9, 21, 19, 43);
        assertThat(y.get(1).data()).containsExactly(new double[] {Math.log(0.25), Math.log(0.75)}, within(1e-15));
        assertThat(y.get(2).data()).containsExactly(new double[] {Math.log(0.5), Math.log(0.75)}, within(1e-15));
    }
}
