package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.elaborate.SizeBinding;
import org.wengert.ir.Symbol;

/** What the sizes and integers of a call have to be, and what is said where they are not. */
class CallRequirementsTest {

    /**
     * Binds a call.
     *
     * @param arguments {@code 3x4} an array, {@code ()} a number, {@code 7} an integer
     */
    private static Map<Symbol, Long> bind(String program, String arguments) {
        FunctionGraph function = ArrayProgram.of(program.replace("\\n", "\n")).function();
        List<int[]> extents = new ArrayList<>();
        Map<Symbol, Long> integers = new HashMap<>();
        String[] given = arguments.split(" ", -1);
        for (int i = 0; i < given.length; i++) {
            if (function.isInteger(i)) {
                String name = function.syntax().parameters().get(i).name().text();
                integers.put(new Symbol(name), Long.parseLong(given[i]));
            } else {
                extents.add(
                        given[i].equals("()")
                                ? new int[0]
                                : Arrays.stream(given[i].split("x", -1))
                                        .mapToInt(Integer::parseInt)
                                        .toArray());
            }
        }
        return SizeBinding.of(function, extents, integers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    f(A: real[n,d], y: real[n]) = sum(A) + sum(y)    | 100x3 99     | size n: A has 100 rows, y has 99 elements
                    f(A: real[n,n]) = sum(A)                         | 2x1          | size n: A has 2 rows, A has 1 column
                    f(U: real[K,d,d], x: real[d]) = sum(U) + sum(x)  | 4x3x3 2      | size d: U has 3 along axis 1, x has 2 elements
                    f(x: real[3]) = sum(x)                           | 4            | size 3: x has 4 elements
                    f(x: real[n], y: real[2*n+1]) = sum(x) + sum(y)  | 4 8          | size 2*n+1 = 9: y has 8 elements
                    f(x: real[k], k: int) = sum(x)                   | 4 5          | size k: k is 5, x has 4 elements
                    f(A: real[n,d], c) = sum(A)*c                    | 4 ()         | A is [n,d], and is given [4]
                    f(A: real[n,d], c) = sum(A)*c                    | 4x3 2        | c is a number, and is given [2]
                    f(U: real[p,d], a: real[8]) = U*a                | 20x10 8      | U*a: U is [p,d] = [20,10], a is [8]: inner sizes 10 and 8 differ
                    f(x: real[n], y: real[m]) = 2*x - y              | 3 4          | 2*x - y: 2*x is [n] = [3], y is [m] = [4]: sizes 3 and 4 differ
                    f(x: real[n]) = x[3]                             | 3            | x[3]: x is [n] = [3]: index 3 is not in 0:3
                    f(x: real[n], k: int) = x[k:]                    | 3 4          | x[k:]: x is [n] = [3]: range 4:3 ends before it begins
                    f(x: real[n], k: int) = x[k - 1]                 | 3 0          | x[k - 1]: x is [n] = [3]: index -1 is not in 0:3
                    f(x: real[n]) = [x[i+1] for i in 0:n]            | 3            | x[i + 1]: x is [n] = [3]: index 3 is not in 0:3
                    f(x: real[n], K: int) = sum(x[i*i] for i in 0:K) | 10 5         | x[i*i]: x is [n] = [10]: index 16 is not in 0:10
                    f(x: real[n], c) = c > 0 ? x[2] : 0              | 2 ()         | x[2]: x is [n] = [2]: index 2 is not in 0:2
                    f(x: real[n]) = x[n/2]                           | 3            | n/2: 3/2 is no integer
                    f(x: real[n], m: int) = sum(x)*(m % n)          | 0 2          | m%n: a remainder by 0, which is not positive
                    f(m: int) = zeros(m)                             | -1           | the size -1 is negative
                    f(m: int) = [i for i in 1:m]                     | 0            | the range 1:0 ends before it begins
                    f(x: real[n]) = reshape(x, 2, 3)                 | 5            | reshape(x, 2, 3): x is [n] = [5]: 5 elements in a shape of 6
                    f(A: real[n,m]) = A^2                            | 2x3          | A^2: A is [n,m] = [2,3], which is not square
                    g(x: real[n]) = x[2]\\nf(y: real[m], z: real[k]) = g(concat(y, z)) | 1 1 | in g: x[2]: x is [n] = [2]: index 2 is not in 0:2
                    g(x: real[n], y: real[n]) = sum(x + y)\\nf(a: real[n], b: real[m]) = g(a, b) | 3 4 | g: n is 3 in x (a is [n] = [3]) and 4 in y (b is [m] = [4])
                    """)
    void isSaidWithItsNumbers(String program, String arguments, String message) {
        assertThatThrownBy(() -> bind(program, arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    f(A: real[n,d], y: real[n]) = sum(A) + sum(y)    | 100x3 100    | n 100 d 3
                    f(x: real[k], k: int) = sum(x)                   | 4 4          | k 4
                    f(x: real[n]) = [x[i+1] for i in 0:n-1]          | 1            | n 1
                    f(x: real[n], K: int) = sum(x[i*i] for i in 0:K) | 10 4         | n 10 K 4
                    f(x: real[n], m: int) = n > 3 ? x[3] : m         | 2 7          | n 2 m 7
                    f(x: real[n], m: int) = sum(x[i] for i in 2:m)   | 0 1          | n 0 m 1
                    """)
    void isBound(String program, String arguments, String sizes) {
        Map<Symbol, Long> expected = new HashMap<>();
        String[] words = sizes.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            expected.put(new Symbol(words[i]), Long.valueOf(words[i + 1]));
        }
        assertThat(bind(program, arguments)).isEqualTo(expected);
    }

    /** Loops and conditions on integers say enough. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(x: real[n]) = sum(x[i] for i in 0:n)",
                "f(x: real[n]) = sum(x[i] - x[i-1] for i in 1:n)",
                "f(x: real[n]) = [i > 0 ? x[i-1] : x[i] for i in 0:n]",
                "f(x: real[n]) = [i == 0 ? x[i] : x[i-1] for i in 0:n]",
                "f(x: real[n]) = [i > 0 and i + 1 < n ? x[i-1] + x[i+1] : 0 for i in 0:n]",
                "f(x: real[n]) = [not (i >= 1) or i == n - 1 ? 0 : x[i-1] + x[i+1] for i in 0:n]",
                "f(x: real[n]) = sum(x[j]*x[i-j] for i in 0:n, j in 0:i+1)",
                "f(x: real[n]) = sum(x[i-1] for i in 0:n, j in 0:i)",
                "f(A: real[n,m]) = sum(A[i,j] for j in 0:m, i in 0:n)",
                "f(x: real[2*n+1], n: int) = sum(x[2*i+1] for i in 0:n)",
                "f(x: real[n]) = sum(x[max(0, i-1)]*x[min(i+1, n-1)] for i in 0:n)",
                "f(x: real[n]) = sum(x[(i + k) % n] for i in 0:n, k in 0:n)",
                "f(x: real[n]) = n > 3 ? x[3] : 0",
                "f(x: real[n], y: real[m]) = n == m ? dot(x, y) : 0",
                "f(x: real[n]) = sum(i % 2 == 0 ? x[i/2] : 0 for i in 0:n)",
                "g(x: real[n], k: int) = x[k]\nf(y: real[m]) = sum(g(y, i) for i in 0:m)",
                "g(x: real[n], k: int) = k > 0 ? x[k-1] : 0\nf(y: real[m]) = sum(g(y, i) for i in 0:m+1)",
                "g(x: real[n]) = sum(x[i+1] - x[i] for i in 0:n-1)\nf(A: real[m,k]) = sum(g(A[i]) for i in 0:m)",
            })
    void nothingIsLeftToCheckAtTheCall(String program) {
        assertThat(ArrayProgram.of(program).function().requirements()).isEmpty();
    }
}
