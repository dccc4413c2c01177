package org.wengert.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wengert.arrays.ArrayLaws;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Size;
import org.wengert.ir.Type;
import org.wengert.op.Tensor;

/** Derivatives as people write them; each is held to the law too. */
class DerivativeFormulaTest {

    private static final Map<String, Integer> SIZES = Map.of("n", 3, "m", 2);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    x                              | x^2*sin(x)               | 2*x*sin(x) + x^2*cos(x)
                    x                              | sin(x)/x                 | cos(x)/x - sin(x)/x^2
                    x                              | exp(-x^2)                | -2*x*exp(-x^2)
                    x                              | x/sqrt(1 + x^2)          | 1/sqrt(1 + x^2) - x^2/(x^2 + 1)^(3/2)
                    x                              | log(3*x)                 | 1/x
                    x                              | 2^x                      | 2^x*log(2)
                    x                              | x > 0 ? x^2 : sin(x)     | x > 0 ? 2*x : cos(x)
                    x                              | relu(x)^3                | 3*step(x)*relu(x)^2
                    x, y                           | x^y                      | y*x^(y - 1)
                    x, y                           | sqrt(x*y)                | y/(2*sqrt(x*y))
                    x: real[n], A: real[n,n]       | x'*A*x                   | (A + A')*x
                    x: real[n], A: real[n,n]       | x'*A*x/(x'*x)            | (A + A')*x/(x'*x) - 2*(x'*A*x)*x/(x'*x)^2
                    x: real[n], A: real[m,n]       | A*x                      | A
                    x: real[n], A: real[m,n]       | sigmoid(A*x)             | diag((1 - sigmoid(A*x)).*sigmoid(A*x))*A
                    x: real[n], A: real[m,n]       | sum(A*x)                 | sum(A, 0)
                    x: real[n], A: real[m,n]       | logsumexp(A*x)           | A'*softmax(A*x)
                    x: real[n], A: real[m,n], b: real[m] | sum((A*x-b).^2)    | 2*A'*(A*x - b)
                    x: real[n], A: real[m,n], b: real[m] | norm(A*x-b)        | A'*(A*x - b)/norm(A*x - b)
                    w: real[n], X: real[m,n], y: real[m] | sum(log(1+exp(-y.*(X*w)))) | -X'*(y.*sigmoid(-y.*(X*w)))
                    x: real[n]                     | sum(x)                   | ones(n)
                    x: real[n]                     | 1/sum(1./x)              | 1./(sum(1./x)^2*x.^2)
                    x: real[n]                     | softmax(x)               | diag(softmax(x)) - softmax(x)*softmax(x)'
                    x: real[n]                     | sum(x[i]^2 for i in 0:n) | [2*x[i] for i in 0:n]
                    x: real[n]                     | sum(relu(x))             | step(x)
                    A: real[n,n]                   | det(A)                   | det(A)*inv(A)'
                    x: real[n]                     | sum(0.*x)                | zeros(n)
                    x: real[n]                     | dot(x, mean(zeros(n, n), 0)) | zeros(n)
                    A: real[n,n]                   | log(det(A))              | inv(A)'
                    A: real[n,n], b: real[n]       | b'*inv(A)*b              | -(A' \\ b)*(A \\ b)'
                    b: real[n], A: real[n,n]       | A\\b                     | inv(A)
                    X: real[n,n], A: real[n,n], B: real[n,n] | trace(A*X*B)   | A'*B'
                    A: real[n,m]                   | trace(A*A')              | 2*A
                    X: real[m,n], v: real[n]       | sum((X .+ v').^2)        | 2*(X + ones(m)*v')
                    A, x                           | x'*A*x                   | x^2
                    x, A                           | x'*A*x                   | 2*A*x
                    c, x: real[n], y: real[n]      | -c*(x'*y)                | -(x'*y)
                    x, a, b                        | a*sin(b*x)               | a*b*cos(b*x)
                    x                              | pi*x^2                   | 2*pi*x
                    t, a: real[n]                  | t^2*a                    | 2*t*a
                    """)
    void isWhatPeopleWrite(String parameters, String expression, String formula) throws NoFormulaException {
        CompiledFunction f = FormulaLaw.compile("f(" + parameters + ") = " + expression);
        assertThat(DerivativeFormula.of(f.source(), 0, 0, 1).text()).isEqualTo(formula);
        assertThat(law(f).broken()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    x                        | exp(-x^2)            | 4*x^2*exp(-x^2) - 2*exp(-x^2)
                    x                        | x^5                  | 20*x^3
                    x: real[n], A: real[n,n] | x'*A*x               | A + A'
                    x: real[n]               | sum(exp(x))          | diag(exp(x))
                    x: real[n]               | logsumexp(x)         | diag(softmax(x)) - softmax(x)*softmax(x)'
                    """)
    void isDerivedAgain(String parameters, String expression, String formula) throws NoFormulaException {
        CompiledFunction f = FormulaLaw.compile("f(" + parameters + ") = " + expression);
        assertThat(DerivativeFormula.of(f.source(), 0, 0, 2).text()).isEqualTo(formula);
        assertThat(law(f).brokenHessian(0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    x: real[n]               | max(x)                             | has no closed formula
                    A: real[m,n], x: real[n] | A*x                                | has 3 axes
                    x: real[n]               | sum(x[i]*x[i+1] for i in 0:n-1)    | at other places than its index
                    x                        | digamma(x)                         | the language has no words for
                    """)
    void saysWhyThereIsNone(String parameters, String expression, String reason) {
        CompiledFunction f = FormulaLaw.compile("f(" + parameters + ") = " + expression);
        assertThatThrownBy(() -> DerivativeFormula.of(f.source(), 0, 0, 1))
                .isInstanceOf(NoFormulaException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void isOfOneOfSeveralResults() throws NoFormulaException {
        CompiledFunction f = FormulaLaw.compile("f(x, y) = {\n  a = x*y\n  b = a^2\n  return a, b\n}");
        assertThat(DerivativeFormula.of(f.source(), 1, 0, 1).text()).isEqualTo("2*x*y^2");
        assertThat(law(f).broken()).isEmpty();
    }

    private static FormulaLaw law(CompiledFunction f) {
        Random random = new Random(7);
        List<Tensor> x = new ArrayList<>();
        f.source().graph().inputs().forEach(input -> x.add(positive(random, input.type())));
        return new FormulaLaw(f, x, Map.of());
    }

    /** Within the domain of logarithms and roots; matrices with a positive determinant. */
    private static Tensor positive(Random random, Type type) {
        int[] extents = type.shape().sizes().stream()
                .mapToInt(DerivativeFormulaTest::extent)
                .toArray();
        Tensor tensor = ArrayLaws.draw(random, extents);
        for (int k = 0; k < tensor.data().length; k++) {
            boolean diagonal = extents.length == 2 && k / extents[1] == k % extents[1];
            tensor.data()[k] = 0.5 + Math.abs(tensor.data()[k]) + (diagonal ? 3 : 0);
        }
        return tensor;
    }

    private static int extent(Size size) {
        return Optional.ofNullable(SIZES.get(size.toString())).orElseThrow();
    }
}
