package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wengert.diagnostic.Diagnostic;

/** What is said of shapes, indices and sizes that cannot be right, whole. */
class ArrayDiagnosticsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    f(U: real[p,10], a: real[8]) = U*a              | U*a: U is [p,10], a is [8]: inner sizes 10 and 8 differ
                    f(A: real[3,2], B: real[2,3]) = A*B'            | A*B': A is [3,2], B' is [3,2]: inner sizes 2 and 3 differ
                    f(x: real[n], A: real[n,m]) = x*A               | x*A: x is [n], A is [n,m]: no matrix product
                    f(x: real[n], y: real[n]) = x*y                 | x*y: x is [n], y is [n]: no matrix product
                    f(x: real[3], y: real[4]) = 2*x + y - x         | 2*x + y: 2*x is [3], y is [4]: sizes 3 and 4 differ
                    f(W: real[m,n], b: real[m]) = W + b             | W + b: W is [m,n], b is [m]: the shapes differ
                    f(A: real[2,3], b: real[3]) = A .+ b            | A .+ b: A is [2,3], b is [3]: sizes 2 and 3 differ
                    f(x: real[n], A: real[n,m]) = A/x               | A/x: x is [n], and only numbers divide
                    f(x: real[n]) = x^2                             | x^2: x is [n], 2 is a number
                    f(A: real[2,3]) = A^2                           | A^2: A is [2,3], which is not square
                    f(A: real[2,3]) = trace(A)                      | trace(A): A is [2,3], which is not square
                    f(A: real[2,3]) = diag(A)                       | diag(A): A is [2,3], which is not square
                    f(A: real[n,n]) = A^-1                          | A^-1: the exponent -1 is negative
                    f(A: real[n,n,n]) = A'                          | only vectors and matrices are transposed: A is [n,n,n]
                    f(x: real[3]) = x[3]                            | x[3]: x is [3]: index 3 is not in 0:3
                    f(A: real[n,3]) = A[0, 4]                       | A[0, 4]: A is [n,3]: index 4 is not in 0:3
                    f(x: real[n]) = x[-1]                           | x[-1]: x is [n]: index -1 is not in 0:n
                    f(x: real[n]) = x[n]                            | x[n]: x is [n]: index n is not in 0:n
                    f(x: real[3]) = x[1:5]                          | x[1:5]: x is [3]: range 1:5 is not in 0:3
                    f(x: real[n]) = x[2:1]                          | x[2:1]: x is [n]: range 2:1 ends before it begins
                    f(x: real[3]) = [x[2*i] for i in 0:3]           | x[2*i]: x is [3]: index 4 is not in 0:3
                    f(x: real[3]) = sum(x[i*i] for i in 0:3)        | x[i*i]: x is [3]: index 4 is not in 0:3
                    f(x: real[3], c) = c > 0 ? x[5] : 0             | x[5]: x is [3]: index 5 is not in 0:3
                    f(x: real[n]) = x[0, 1]                         | x[0, 1]: x is [n], which has one axis
                    f(x) = x[0]                                     | x[0]: x is a number, which has no axis
                    f(x: real[n]) = x[1.5]                          | expected an integer
                    f(x: real[n], k) = x[k]                         | expected an integer, 'k' is a real value
                    f(x: real[n], index: int) = x[indx]             | unknown name 'indx'
                    f(x: real[n]) = sum(x[i] for i in 0:m)          | unknown name 'm'
                    f(x: real[n]) = softmx(x)                       | unknown function 'softmx'
                    f(x: real[n*m]) = sum(x)                        | no argument says what the size 'm' is
                    f(x: real[k], k) = sum(x)                       | the size 'k' is a parameter that is a real value
                    f(x: real[-1]) = sum(x)                         | a size of -1
                    f(x: real[a,b,c,d,e]) = sum(x)                  | arrays have at most 4 axes
                    f(n: int) = zeros(n, n, n, n, n)                | arrays have at most 4 axes
                    f() = zeros(2 - 3)                              | the size -1 is negative
                    f() = [i for i in 3:1]                          | the range 3:1 ends before it begins
                    f(x: real[n]) = [x[:i] for i in 0:n]            | the size i of an element depends on the index i
                    f(a, b) = [a, b; a]                             | a row of 1 elements below one of 2
                    f(a, b) = [a, [a, b]; a, b]                     | the elements of a matrix are numbers: [a, b] is [2]
                    f(x: real[n], a) = [x, a]                       | [...]: x is [n], a is a number: the shapes differ
                    f(x: real[n]) = x > 0 ? 1 : 2                   | expected one value, found an array: x > 0 is [n]
                    f(x: real[n]) = sum(x, 1)                       | sum(x, 1): x is [n], which has only axis 0
                    f(x: real[4]) = reshape(x, 2, 3)                | reshape(x, 2, 3): x is [4]: 4 elements in a shape of 6
                    f(A: real[2,3], x: real[3]) = concat(A, x)      | concat(A, x): A is [2,3], x is [3]: the shapes differ
                    f(x: real[n]) = median(x[i] for i in 0:n)       | no reduction 'median' over an index
                    f(x: real[n]) = diff(x, x)                      | diff(x, x): x is [n], x is [n]: diff is of a number, or with respect to one
                    f(x: real[n]) = sum(diff(x, x) for i in 0:n)    | diff(x, x): x is [n], x is [n]: diff is of a number, or with respect to one
                    f(x: real[n], k: int) = x[k % 0]                | k%0: a remainder by 0, which is not positive
                    f() = zeros(7/2)                                | no integer: 7/2 is not a whole number
                    """)
    void isSaid(String program, String message) {
        assertThat(ArrayProgram.diagnostics(program))
                .extracting(Diagnostic::message)
                .containsExactly(message);
    }

    @Test
    void aDerivativeInALoopIsWithRespectToWhatIsGivenInIt() {
        String program = """
                f(x, c) = {
                  y = x
                  for k in 0:3 { y = y*sum(diff(y*x*i, x) for i in 0:2) }
                  return y
                }
                """;
        assertThat(ArrayProgram.diagnostics(program))
                .extracting(Diagnostic::message)
                .containsExactly(
                        "'x' is given outside of this loop, whose states may depend on it through iterations before");
        assertThat(ArrayProgram.diagnostics(program.replace("x*i, x)", "x*i, y)")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    f(W: real[m,n], b: real[m]) = W + b    | .+ and .- repeat the smaller array along the axes that it lacks, which are the last ones
                    f(A: real[2,3], b: real[3]) = A .+ b   | axes are matched from the first one on
                    f(x: real[n], y: real[n]) = x*y        | a' * b is the dot product of two vectors, a .* b the elementwise product
                    f(x: real[n]) = x^2                    | the powers of elements are written .^; a square matrix has integer powers
                    f(x: real[n]) = x[-1]                  | indices count from 0; the last one here is n-1
                    f(x: real[n]) = x[n]                   | indices count from 0; the last one here is n-1
                    f(A: real[n,3]) = A[0, 4]              | indices count from 0; the last one here is 2
                    f(x: real[n]) = sum(x[1:n+1])          | a range ends before its second number: all of this axis is 0:n
                    f(x: real[n], k) = x[k]                | an integer parameter is declared k: int
                    f(x: real[n], index: int) = x[indx]    | did you mean 'index'?
                    f(x: real[n]) = softmx(x)              | did you mean 'softmax'?
                    f(x: real[n*m]) = sum(x)               | a size is given where it stands alone, as in y: real[m], or by a parameter m: int
                    f(x: real[n]) = x > 0 ? 1 : 2          | where(c, a, b) chooses for each element
                    f(x: real[n]) = [x[:i] for i in 0:n]   | rows of different lengths are no matrix; sums of them are numbers
                    f(x: real[n]) = {\\n y = 2*x\\n return y, y\\n}  | a result is called what is returned: give this one a name of its own first, y2 = y
                    """)
    void isMended(String program, String hint) {
        assertThat(ArrayProgram.diagnostics(program.replace("\\n", "\n")))
                .extracting(d -> d.hint().orElse(""))
                .containsExactly(hint);
    }

    /** Functions with a body, or with others above them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    g(x: real[n], y: real[n]) = dot(x, y)\\nf(a: real[3], b: real[4]) = g(a, b)     | g: n is 3 in x (a is [3]) and 4 in y (b is [4])
                    g(x: real[n,m]) = sum(x)\\nf(a: real[3]) = g(a)                                 | g: x is [n,m], a is [3]
                    g(x: real[n,2*n]) = sum(x)\\nf(A: real[3,5]) = g(A)                             | g: x is [n,2*n] = [3,6], A is [3,5]: sizes 6 and 5 differ
                    g(x: real[n]) = x[3]\\nf(a: real[2]) = g(a)                                     | in g: x[3]: x is [n] = [2]: index 3 is not in 0:2
                    g(x: real[n], k: int) = x[k]\\nf(a: real[2], t) = g(a, t)                       | expected an integer, 't' is a real value
                    f(x: real[n]) = {\\n y = 0\\n for i in 0:n { y = x }\\n return y\\n}            | 'y' is a number before an iteration and [n] after it
                    f(x: real[n]) = {\\n if sum(x) > 0 { y = x } else { y = 1 }\\n return y\\n}     | 'y' is [n] in one branch and a number in the other one
                    f(x: real[n]) = {\\n for i in 0:n { y = x[i] }\\n return x\\n}                  | this loop gives no name that is there after it a value
                    """)
    void isSaidOf(String program, String message) {
        List<Diagnostic> said = ArrayProgram.diagnostics(program.replace("\\n", "\n"));
        assertThat(said).extracting(Diagnostic::message).containsExactly(message);
    }
}
