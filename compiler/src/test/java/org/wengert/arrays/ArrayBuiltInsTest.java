package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;

/** What the built-ins of arrays are, at x = (1, 2, 4) and A = (1, 2; 3, 5). */
class ArrayBuiltInsTest {

    private static final Tensor X = new Tensor(new int[] {3}, new double[] {1, 2, 4});
    private static final Tensor A = new Tensor(new int[] {2, 2}, new double[] {1, 2, 3, 5});

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    zeros(2)                                | 0 0
                    ones(2, n - 2)                          | 1 1
                    eye(2)                                  | 1 0 0 1
                    reshape(A, 4)                           | 1 2 3 5
                    reshape(x, 1, n)                        | 1 2 4
                    concat(x, 7, x[1:])                     | 1 2 4 7 2 4
                    concat(A, A[1:])                        | 1 2 3 5 3 5
                    concat(A[0], x)                         | 1 2 1 2 4
                    rows(A) + 10*cols(A) + 100*rows(x)      | 322
                    x[rows(A)]                              | 4
                    [i for i in 0:cols(A) + 1]              | 0 1 2
                    sum(A, 0)                               | 4 7
                    sum(A, 1)                               | 3 8
                    mean(A, 0)                              | 2 3.5
                    prod(A, 0)                              | 3 10
                    prod(A, 1)                              | 2 15
                    exp(logsumexp(log(A), 0))               | 4 7
                    exp(logsumexp(log(x)))                  | 7
                    cumsum(x)                               | 1 3 7
                    cumsum(A, 0)                            | 1 2 4 7
                    cumsum(A, 1)                            | 1 3 3 8
                    softmax(log(x))*7                       | 1 2 4
                    softmax(log(A)) .* [3; 8]               | 1 2 3 5
                    softmax(log(A), 0) .* [4, 7]'           | 1 2 3 5
                    exp(log_softmax(log(A))) .* [3; 8]      | 1 2 3 5
                    trace(A)                                | 6
                    diag(A)                                 | 1 5
                    diag([1, 2])                            | 1 0 0 2
                    outer(A[0], x)                          | 1 2 4 2 4 8
                    dot(x, x)                               | 21
                    norm([3, 4])                            | 5
                    norm1(-x)                               | 7
                    norminf(-x)                             | 4
                    max(A)                                  | 5
                    max(x, 3)                               | 3 3 4
                    min(A, 2)                               | 1 2 2 2
                    A*A                                     | 7 12 18 31
                    A^2                                     | 7 12 18 31
                    A^0                                     | 1 0 0 1
                    A^k                                     | 43 74 111 191
                    A^(k - 3)                               | 1 0 0 1
                    A .^ 2                                  | 1 4 9 25
                    2 .^ x                                  | 2 4 16
                    x .^ x                                  | 1 4 256
                    x^0 + 2                                 | error
                    x'*x                                    | 21
                    x*x'                                    | 1 2 4 2 4 8 4 8 16
                    A[0]'*A                                 | 7 12
                    [1, 2; 3, 5] - A                        | 0 0 0 0
                    sum(i*j for i in 0:3, j in 0:i)         | 2
                    prod(x[i] for i in 0:n)                 | 8
                    mean(x[i]*x[j] for i in 0:n, j in 0:i)  | 4.666666666666667
                    max(-x[i] for i in 0:n)                 | -1
                    min(x[i] for i in 2:2)                  | inf
                    exp(logsumexp(log(x[j]) for i in 0:n, j in 0:i+1)) | 11
                    [x[i % 2] for i in 0:4]                 | 1 2 1 2
                    [i % 3 for i in 0:5]                    | 0 1 2 0 1
                    sum(i % 2 == 0 ? x[i/2] : 0 for i in 0:4) | 3
                    where(x > 1, x, -x)                     | -1 2 4
                    sum(x .* x)                             | 21
                    diff(sum(x .* x), x)                    | 2 4 8
                    diff(sum(A*A), A)                       | 7 12 10 15
                    diff(x*t, t)                            | 1 2 4
                    jacobian(x*x[0], x)                     | 2 0 0 2 1 0 4 0 1
                    jacobian(A*x[1:], x)                    | 0 1 2 0 3 5
                    jacobian(x*t, t)                        | 1 2 4
                    hessian(x[0]*x[1]^2 + x[2]^3, x)        | 0 4 0 4 2 0 0 0 24
                    hessian(t^3, t)                         | 18
                    diff(sum(hessian(sum(x .^ 3), x)), x)   | 6 6 6
                    diff(t*sum(diff(sum(x .^ 3), x)), t)    | 63
                    """)
    void isWhatItsFormulaSays(String expression, String expected) {
        String program = "f(x: real[n], A: real[m,m], t, k: int) = " + expression;
        if (expected.equals("error")) {
            assertThat(ArrayProgram.diagnostics(program)).isNotEmpty();
            return;
        }
        ArrayProgram f = ArrayProgram.of(program);
        List<Tensor> inputs = List.of(X, A, Tensor.scalar(3));
        Tensor value =
                f.value(f.sizes(inputs, Map.of(new Symbol("k"), 3L)), inputs).get(0);
        double[] numbers = Arrays.stream(expected.split(" ", -1))
                .mapToDouble(s -> s.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(s))
                .toArray();
        assertThat(value.data()).containsExactly(numbers, within(1e-13));
    }
}
