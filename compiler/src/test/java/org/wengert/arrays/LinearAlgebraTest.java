package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphText;
import org.wengert.ir.Operator;
import org.wengert.ir.Symbol;
import org.wengert.op.Catalogue;
import org.wengert.op.Tensor;
import org.wengert.product.Derivatives;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;

/** What is made of one factorisation, and what comes out where there is none. */
class LinearAlgebraTest {

    /** The log density of a normal distribution up to a constant: b'*inv(A)*b + log|det A|. */
    private static final String NORMAL = """
            graph normal {
              %0:A = input real[n,n] A
              %1:b = input real[n] b
              %2:F = apply factor %0
              %3:x = apply solve[n] %0 %1 %2
              %4:q = apply dot %1 %3
              %5:l = apply logdet %0 %2
              %6:y = apply add %4 %5
              output normal %6
            }
            """;

    private static Graph read(String text) {
        return Pipelines.run(Pipelines.PRIMAL, GraphText.read(text, Catalogue::anyNamed));
    }

    private static Graph derive(Graph graph, Product product) {
        List<Integer> all = IntStream.range(0, graph.inputs().size()).boxed().toList();
        return Pipelines.run(
                Pipelines.FINAL, new Derivatives(graph, all).of(product).graph());
    }

    private static List<String> operators(Graph graph) {
        return graph.nodes().stream()
                .flatMap(node -> node.operator().stream())
                .map(Operator::name)
                .sorted()
                .toList();
    }

    @Test
    void theGradientReusesTheFactorsOfTheValue() {
        assertThat(operators(derive(read(NORMAL), Product.GRADIENT)))
                .containsExactly(
                        "add",
                        "add",
                        "dot",
                        "factor",
                        "inverse[t]",
                        "logdet",
                        "outer",
                        "solve[n]",
                        "solve[t]",
                        "subtract");
    }

    @Test
    void soDoesAHessianVectorProduct() {
        assertThat(operators(derive(read(NORMAL), Product.HVP)))
                .contains("solve[n]", "solve[t]")
                .containsOnlyOnce("factor")
                .containsOnlyOnce("inverse[t]");
    }

    private static final String HEAD = """
            graph f {
              %0:A = input real[n,n] A
              %1:b = input real[n] b
            """;

    @Test
    void anInverseTimesAVectorIsASolution() {
        Graph graph = read(HEAD + """
                  %2 = apply factor %0
                  %3 = apply inverse[n] %0 %2
                  %4:y = apply matvec[n] %3 %1
                  output f %4
                }
                """);
        assertThat(operators(Pipelines.run(List.of(Pipelines.PRUNE), graph))).containsExactly("factor", "solve[n]");
    }

    /** Of a singular matrix it is no number, and of an ill-conditioned one not the matrix. */
    @Test
    void anInverseOfAnInverseStays() {
        Graph graph = read(HEAD + """
                  %2 = apply factor %0
                  %3 = apply inverse[n] %0 %2
                  %4 = apply factor %3
                  %5:y = apply inverse[n] %3 %4
                  output f %5
                }
                """);
        assertThat(operators(graph)).containsExactly("factor", "factor", "inverse[n]", "inverse[n]");
    }

    /** log(det(A)) has no value where det(A) < 0, logdet(A) has. */
    @Test
    void theLogarithmOfADeterminantIsWhatItIsWrittenAs() {
        Graph graph = read("""
                graph f {
                  %0:A = input real[n,n] A
                  %1 = apply factor %0
                  %2 = apply det %0 %1
                  %3 = apply log %2
                  %4 = apply logdet %0 %1
                  output f %3
                  output g %4
                }
                """);
        List<Tensor> values = evaluate(graph, 2, new double[] {0, 1, 3, 0});
        assertThat(values.get(0).value()).isNaN();
        assertThat(values.get(1).value()).isEqualTo(Math.log(3));
    }

    @Test
    void theGradientOfADeterminantIsThatOfTheAdjugate() {
        Graph gradient = derive(read(determinant()), Product.GRADIENT);
        List<Tensor> values = evaluate(gradient, 2, new double[] {1, 2, 3, 4});
        assertThat(values.get(0).value()).isCloseTo(-2, within(1e-15));
        assertThat(values.get(1).data()).containsExactly(new double[] {4, -3, -2, 1}, within(1e-14));
    }

    /** The cofactors are known where the inverse is not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0,0,0,0 | 0,0,0,0", "1,0,0,0 | 0,0,0,1", "1,2,2,4 | 4,-2,-2,1"})
    void atASingularMatrixTheDeterminantIsZeroAndItsGradientTheCofactors(String matrix, String cofactors) {
        List<Tensor> values = evaluate(derive(read(determinant()), Product.GRADIENT), 2, numbers(matrix));
        assertThat(values.get(0).value()).isZero();
        assertThat(values.get(1).data()).containsExactly(numbers(cofactors), within(1e-15));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    private static String determinant() {
        return """
                graph f {
                  %0:A = input real[n,n] A
                  %1 = apply factor %0
                  %2:y = apply det %0 %1
                  output f %2
                }
                """;
    }

    private static List<Tensor> evaluate(Graph graph, int n, double[] a) {
        return TensorInterpreter.evaluate(
                graph, List.of(new Tensor(new int[] {n, n}, a)), Map.of(new Symbol("n"), (long) n));
    }
}
