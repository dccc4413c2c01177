package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.diagnostic.Code;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphText;
import org.wengert.ir.Operator;
import org.wengert.op.Catalogue;
import org.wengert.op.Tensor;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;

/** Programs that solve, invert and take determinants, from their text to second derivatives. */
class LinearAlgebraProgramsTest {

    /** At A = (1, 2; 3, 5), whose determinant is -1, and b = (1, 4). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    det(A)              | -1
                    logdet(A)           | 0
                    logdet(3*A)         | 2.1972245773362196
                    log(det(A))         | NaN
                    inv(A)              | -5 2 3 -1
                    inv(inv(A))         | 1 2 3 5
                    A \\ b              | 3 -1
                    solve(A, b)         | 3 -1
                    A' \\ b             | 7 -2
                    inv(A)'*b           | 7 -2
                    A \\ A              | 1 0 0 1
                    2*A \\ b            | 1.5 -0.5
                    (A \\ b)'*b         | -1
                    A^2 \\ b            | -17 10
                    inv(A)*b - A \\ b   | 0 0
                    det(A*A) + det(A')  | 0
                    diff(det(A), A)     | 5 -3 -2 1
                    diff(logdet(A), A)  | -5 3 2 -1
                    jacobian(A \\ b, b) | -5 2 3 -1
                    """)
    void isWhatItsFormulaSays(String expression, String expected) {
        ArrayProgram f = ArrayProgram.of("f(A: real[n,n], b: real[n]) = " + expression);
        List<Tensor> inputs = List.of(
                new Tensor(new int[] {2, 2}, new double[] {1, 2, 3, 5}),
                new Tensor(new int[] {2}, new double[] {1, 4}));
        double[] numbers = Arrays.stream(expected.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(f.value(f.sizes(inputs, Map.of()), inputs).get(0).data()).containsExactly(numbers, within(1e-13));
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                # The density of a normal distribution, up to a constant.
                f(A: real[n,n], b: real[n]) = {
                  S = A*A' + eye(n)
                  return -0.5*b'*(S \\ b) - 0.5*logdet(S)
                }
                """, """
                # Regularised least squares, and how large the solution is.
                f(A: real[n,n], b: real[n]) = {
                  x = (A'*A + eye(n)) \\ (A'*b)
                  return dot(x, x), norm(A*x - b)
                }
                """, """
                # A filter: the gain is a solution for a matrix, in every step from the state before.
                f(A: real[n,n], b: real[n]) = {
                  P = eye(n)
                  x = b
                  for k in 0:3 {
                    M = A*P*A' + 2*eye(n)
                    K = (M \\ P)'
                    x = A*x - K*x
                    P = P - K*P
                  }
                  return sum(x) + trace(P)
                }
                """, """
                f(A: real[n,n], b: real[n]) = {
                  B = A + 4*eye(n)
                  y = b[0] > 2 ? det(B) : dot(B' \\ b, inv(B)*b)
                  return y + sum(det(B + i*eye(n)) for i in 0:2)
                }
                """, """
                f(A: real[n,n], b: real[n]) = sum(inv(A + 4*eye(n))') + sum(solve((A + 4*eye(n))', A) .* A)
                """})
    void obeysTheLaws(String text) {
        ArrayProgram program = ArrayProgram.of(text);
        Random random = new Random(5);
        List<Tensor> x = List.of(ArrayLaws.draw(random, new int[] {3, 3}), ArrayLaws.draw(random, new int[] {3}));
        ArrayLaws laws = new ArrayLaws(program.sizes(x, Map.of()), random);
        assertThat(laws.broken(program, x)).isEmpty();
        assertThat(laws.skipped()).isZero();
        Graph adjoint = ArrayProgram.derive(program.primal(), Product.ADJOINT);
        assertThat(GraphText.read(adjoint.toString(), Catalogue::anyNamed)).isEqualTo(adjoint);
    }

    private static List<String> operators(Graph graph) {
        return graph.nodes().stream()
                .flatMap(node -> node.operator().stream())
                .map(Operator::name)
                .toList();
    }

    @Test
    void oneFactorisationServesAllThatIsMadeOfAMatrix() {
        ArrayProgram f = ArrayProgram.of(
                "f(A: real[n,n], b: real[n]) = det(A) + logdet(A') + dot(b, A \\ b) + sum(inv(A)*b) + sum(inv(A)'*b)");
        assertThat(operators(f.primal())).containsOnlyOnce("factor");
    }

    @Test
    void theTraceOfATransposedProductIsADotProduct() {
        ArrayProgram f = ArrayProgram.of("f(A: real[n,m], B: real[n,m]) = trace(A'*B)");
        assertThat(operators(Pipelines.run(List.of(Pipelines.PRUNE), f.primal())))
                .containsExactly("dot");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    f(A: real[2,3]) = det(A)             | det(A): A is [2,3], which is not square: sizes 2 and 3 differ
                    f(A: real[2,3]) = inv(2*A)           | inv(2*A): 2*A is [2,3], which is not square: sizes 2 and 3 differ
                    f(x: real[2]) = logdet(x)            | logdet(x): x is [2], and only square matrices have that
                    f(A: real[2,2], b: real[3]) = A \\ b | A \\ b: A is [2,2], b is [3]: sizes 2 and 3 differ
                    f(A: real[2,2], b) = A \\ b          | A \\ b: b is a number, and the right side of a system is a vector or a matrix
                    """)
    void saysWhichMatrixDoesNotFit(String program, String message) {
        assertThat(ArrayProgram.diagnostics(program)).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo(Code.SHAPE_MISMATCH);
            assertThat(d.message()).isEqualTo(message);
        });
    }

    @Test
    void sizesThatOnlyTheCallTellsAreCheckedThere() {
        ArrayProgram f = ArrayProgram.of("f(A: real[n,m]) = det(A)");
        assertThatThrownBy(() -> f.sizes(List.of(Tensor.zeros(2, 3)), Map.of()))
                .hasMessageContaining("det(A): A is [n,m] = [2,3], which is not square: sizes 2 and 3 differ");
    }
}
