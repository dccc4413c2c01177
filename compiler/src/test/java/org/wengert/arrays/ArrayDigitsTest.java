package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wengert.op.Tensor;

/** Sums of exponentials and products over arrays, however they are written, where as they are written they leave the range. */
class ArrayDigitsTest {

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static String body(String text) {
        return text.contains("return")
                ? "{\n" + text.replace(" ; ", "\n").replace("{", "{\n").replace("}", "\n}") + "\n}"
                : text;
    }

    private static void assertKeeps(String expression, String point, double value, String gradient) {
        ArrayProgram f = ArrayProgram.of("f(x: real[n]) = " + body(expression));
        double[] x = numbers(point);
        List<Tensor> inputs = List.of(new Tensor(new int[] {x.length}, x));
        List<Tensor> y = f.adjoint(f.sizes(inputs, Map.of()), inputs, List.of(Tensor.scalar(1)));
        assertThat(y.get(0).value()).as("value").isCloseTo(value, within(4e-16 * Math.abs(value)));
        double[] expected = numbers(gradient);
        for (int i = 0; i < expected.length; i++) {
            assertThat(y.get(1).data()[i])
                    .as("derivative " + i)
                    .isCloseTo(expected[i], within(2e-15 * Math.abs(expected[i])));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log(sum(exp(x[i]) for i in 0:n))
            log(sum([exp(x[i]) for i in 0:n]))
            log(sum(2*exp(x))/2)
            log(dot([1 for i in 0:n], exp(x)))
            log(mean(exp(x))) + log(2)
            log(exp(x[0] - 2000) + sum(exp(x)))
            log(sum(exp(x[i])*(1 + 0*i) for i in 0:n))
            s = 0 ; for i in 0:n { s = s + exp(x[i]) } ; return log(s)
            s = exp(x[0]) ; for i in 1:n { s = s + exp(x[i]) } ; return log(s)
            log(1 + sum(exp(x)))
            log1p(sum(exp(x[i]) for i in 0:n))
            """)
    void logarithmsOfSumsOfExponentials(String expression) {
        assertKeeps(expression, "1000 1000", 1000 + Math.log(2), "0.5 0.5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exp(x[0])/sum(exp(x[k]) for k in 0:n)
            [exp(x[i])/sum(exp(x[k]) for k in 0:n) for i in 0:n][0]
            e = exp(x) ; return e[0]/sum(e)
            s = 0 ; for i in 0:n { s = s + exp(x[i]) } ; return exp(x[0])/s
            sum((1 - i)*exp(x[i]) for i in 0:n)/sum(exp(x))
            """)
    void quotientsOfSumsOfExponentials(String expression) {
        assertKeeps(expression, "1000 1000", 0.5, "0.25 -0.25");
        assertKeeps(expression, "-1000 -1000", 0.5, "0.25 -0.25");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log(softmax(x)[0])                      | -1000 1000  | -2000 | 1 -1
            p = softmax(x) ; return log(p[0])       | -1000 1000  | -2000 | 1 -1
            log(exp(x[0])/sum(exp(x)))              | -1000 1000  | -2000 | 1 -1
            log(1 + sum(exp(x)))                    | -50 -800    | 1.9287498479639178e-22 | 1.9287498479639178e-22 0
            log(2 + sum(exp(x)))                    | -800 -800   | 0.6931471805599453 | 0 0
            log(sum(i*exp(x[i]) for i in 0:n))      | 700 -100    | -100  | 0 1
            log(sum((1 - 2*i)*exp(x[i]) for i in 0:n)) | 1000 0      | 1000  | 1 0
            log(mean(exp(x)))                       | 1e-10 1e-10 | 1e-10 | 0.5 0.5
            log(prod(x))                            | 1e200 1e200 | 921.0340371976183 | 1e-200 1e-200
            log(prod(x))                            | -2 -3       | 1.791759469228055 | -0.5 -0.3333333333333333
            log(prod(x))                            | 1e300 1e-300 | 0     | 1e-300 1e300
            log(prod(x[i] for i in 0:n))            | 1e-200 1e-200 | -921.0340371976182 | 1e200 1e200
            log(abs(prod(x)))                       | -1e200 1e200 | 921.0340371976183 | -1e-200 1e-200
            p = 1 ; for i in 0:n { p = p*x[i] } ; return log(p) | 1e200 1e200 | 921.0340371976183 | 1e-200 1e-200
            log(det(diag(x)))                       | 1e200 1e200 | 921.0340371976183 | 1e-200 1e-200
            log(abs(det(diag(x))))                  | -1e-200 1e-200 | -921.0340371976182 | -1e200 1e200
            """)
    void whatLeavesTheRange(String expression, String point, double value, String gradient) {
        assertKeeps(expression, point, value, gradient);
    }

    @ParameterizedTest
    @CsvSource({"log(prod(x)), 2 -3", "log(det(diag(x))), 2 -3", "log(det(diag(x))), 1e-200 -1e-200"})
    void logarithmsOfNegativeNumbersAreNone(String expression, String point) {
        ArrayProgram f = ArrayProgram.of("f(x: real[n]) = " + expression);
        double[] x = numbers(point);
        List<Tensor> inputs = List.of(new Tensor(new int[] {x.length}, x));
        assertThat(f.value(f.sizes(inputs, Map.of()), inputs).get(0).value()).isNaN();
    }
}
