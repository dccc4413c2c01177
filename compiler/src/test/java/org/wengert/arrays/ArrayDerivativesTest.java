package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphText;
import org.wengert.ir.GraphVerifier;
import org.wengert.ir.Operation;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.op.Catalogue;
import org.wengert.op.Tensor;
import org.wengert.product.Derivative;
import org.wengert.product.Derivatives;
import org.wengert.product.Product;
import org.wengert.rewrite.ArrayLoops;
import org.wengert.rewrite.Fusion;
import org.wengert.rewrite.Pipelines;

/** Laws of derivatives of graphs with arrays and loops. */
class ArrayDerivativesTest {

    private static final Map<Symbol, Long> SIZES =
            Map.of(new Symbol("n"), 3L, new Symbol("m"), 4L, new Symbol("K"), 5L);

    static Stream<String> graphs() {
        return Stream.of("""
                graph layer {
                  %0:U = input real[n,m] U
                  %1:a = input real[m] a
                  %2:V = input real[n] V
                  %3:z = apply matvec[n] %0 %1
                  %4:s = apply sigmoid %3
                  %5:y = apply dot %2 %4
                  output layer %5
                }
                """, """
                graph scaled {
                  %0:c = input real c
                  %1:x = input real[n] x
                  %2 = apply multiply %0 %1
                  %3 = apply exp %2
                  %4 = apply add %3 %0
                  %5 = apply sum[0] %4
                  %6 = apply multiply %5 %0
                  output scaled %6
                }
                """, """
                graph products {
                  %0:A = input real[n,m] A
                  %1:B = input real[n,m] B
                  %2 = apply matmul[nt] %0 %1
                  %3 = apply tanh %2
                  %4 = apply matmul[tn] %0 %3
                  %5 = apply transpose %4
                  %6 = apply matmul[nn] %0 %4
                  %7 = apply dot %6 %2
                  output products %7
                  output second %5
                }
                """, """
                graph iterated {
                  %0:x = input real[n] x
                  %1:U = input real[K,n,n] U
                  %2 = loop k 0 K forward all 1 carry,sum,stack %0 %1
                    body 0 1
                    graph body {
                      %0:s = input real[n] s
                      %1:W = input real[K,n,n] W
                      %2 = apply get[k;0:n;0:n] %1
                      %3 = apply matvec[n] %2 %0
                      %4 = apply tanh %3
                      %5 = apply add %0 %4
                      %6 = apply dot %5 %4
                      output r0 %5
                      output r1 %6
                      output r2 %6
                    }
                  %3 = item 0 %2
                  %4 = item 1 %2
                  %5 = item 2 %2
                  %6 = apply dot %3 %3
                  %7 = apply multiply %6 %4
                  output iterated %7
                  output stack %5
                }
                """, """
                graph triangle {
                  %0:x = input real[n] x
                  %1 = loop i 0 n forward all 0 sum %0
                    body 0
                    graph body {
                      %0:x = input real[n] x
                      %1 = apply get[i] %0
                      %2 = loop j 0 i+1 forward all 0 sum %1 %0
                        body 0 1
                        graph body {
                          %0:a = input real a
                          %1:x = input real[n] x
                          %2 = apply get[j] %1
                          %3 = whole i-j
                          %4 = apply multiply %2 %3
                          %5 = apply sin %4
                          %6 = apply multiply %5 %0
                          output r0 %6
                        }
                      %3 = item 0 %2
                      %4 = apply exp %1
                      %5 = apply multiply %3 %4
                      output r0 %5
                    }
                  %2 = item 0 %1
                  output triangle %2
                }
                """, """
                graph branches {
                  %0:x = input real[m] x
                  %1 = loop i 0 m-1 backward all 0 stack %0
                    body 0
                    graph body {
                      %0:x = input real[m] x
                      %1 = apply get[i+1] %0
                      %2 = constant 0
                      %3 = apply greater %1 %2
                      %4 = cond %3 %0 %1
                        then 1
                        graph body {
                          %0:x = input real[m] x
                          %1 = apply exp %0
                          %2 = apply dot %1 %0
                          output r0 %2
                        }
                        else 2
                        graph body {
                          %0:a = input real a
                          %1 = apply square %0
                          output r0 %1
                        }
                      %5 = item 0 %4
                      output r0 %5
                    }
                  %2 = item 0 %1
                  %3 = apply scatter[m|0:m-1] %2
                  %4 = apply broadcast[m,n|0] %3
                  %5 = apply sin %4
                  %6 = apply sum[0] %5
                  %7 = apply dot %6 %6
                  output branches %7
                }
                """.replace("square", "power[2]"));
    }

    private static List<Tensor> random(List<Type> types, Random random) {
        List<Tensor> tensors = new ArrayList<>();
        for (Type type : types) {
            int[] extents = type.shape().sizes().stream()
                    .mapToInt(s -> (int) s.evaluate(SIZES::get))
                    .toArray();
            Tensor tensor = Tensor.zeros(extents);
            for (int k = 0; k < tensor.data().length; k++) {
                tensor.data()[k] = random.nextDouble() * 2 - 1;
            }
            tensors.add(tensor);
        }
        return tensors;
    }

    private static List<Type> inputTypes(Graph graph) {
        return graph.inputs().stream().map(n -> n.type()).toList();
    }

    private static List<Tensor> run(Graph graph, List<List<Tensor>> inputs) {
        return TensorInterpreter.evaluate(
                graph, inputs.stream().flatMap(List::stream).toList(), SIZES);
    }

    private static double dot(List<Tensor> a, List<Tensor> b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            for (int k = 0; k < a.get(i).data().length; k++) {
                sum += a.get(i).data()[k] * b.get(i).data()[k];
            }
        }
        return sum;
    }

    private static Graph derive(Graph graph, Product product) {
        List<Integer> all = IntStream.range(0, graph.inputs().size()).boxed().toList();
        Derivative derivative = new Derivatives(graph, all).of(product);
        return Pipelines.run(Pipelines.FINAL, derivative.graph());
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void adjointIsTheTransposeOfTheTangent(String text) {
        Graph graph = Pipelines.run(Pipelines.PRIMAL, GraphText.read(text, Catalogue::anyNamed));
        check(graph);
    }

    /** The gradient of a scalar is a program of arrays again; so is its gradient. */
    @ParameterizedTest
    @MethodSource("graphs")
    void secondDerivativesObeyTheSameLaws(String text) {
        Graph graph = Pipelines.run(Pipelines.PRIMAL, GraphText.read(text, Catalogue::anyNamed));
        check(Pipelines.run(List.of(Pipelines.SIMPLIFY, Pipelines.NAME), derive(graph, Product.ADJOINT)));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void theTextOfAGraphReadsBack(String text) {
        Graph graph = GraphText.read(text, Catalogue::anyNamed);
        assertThat(graph.toString()).isEqualTo(text);
        Graph adjoint = derive(Pipelines.run(Pipelines.PRIMAL, graph), Product.ADJOINT);
        assertThat(GraphText.read(adjoint.toString(), Catalogue::anyNamed)).isEqualTo(adjoint);
    }

    private static void check(Graph graph) {
        Random random = new Random(7);
        List<Tensor> x = random(inputTypes(graph), random);
        List<Tensor> xDot = random(inputTypes(graph), random);
        List<Type> outputs = graph.results().stream().map(n -> n.type()).toList();
        List<Tensor> yBar = random(outputs, random);

        Graph tangent = derive(graph, Product.TANGENT);
        assertThat(tangent.inputs().stream().map(i -> ((Operation.Input) i.operation()).name()))
                .doesNotHaveDuplicates();
        List<Tensor> yDot = run(tangent, List.of(x, xDot));
        List<Tensor> all = run(derive(graph, Product.ADJOINT), List.of(x, yBar));
        List<Tensor> xBar = all.subList(outputs.size(), all.size());
        double forward = dot(yBar, yDot);
        assertThat(dot(xBar, xDot)).isCloseTo(forward, within(1e-12 * (1 + Math.abs(forward))));

        double h = 1e-5;
        List<Tensor> plus = run(graph, List.of(ArrayLaws.moved(x, xDot, h)));
        List<Tensor> minus = run(graph, List.of(ArrayLaws.moved(x, xDot, -h)));
        double difference = (dot(yBar, plus) - dot(yBar, minus)) / (2 * h);
        assertThat(forward).isCloseTo(difference, within(1e-7 * (1 + Math.abs(difference))));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void loopsHaveTheSameValues(String text) {
        Graph graph = Pipelines.run(Pipelines.PRIMAL, GraphText.read(text, Catalogue::anyNamed));
        checkLoops(graph);
        Graph adjoint = derive(graph, Product.ADJOINT);
        checkLoops(adjoint);
        checkLoops(derive(Pipelines.run(List.of(Pipelines.SIMPLIFY, Pipelines.NAME), adjoint), Product.ADJOINT));
    }

    private static void checkLoops(Graph graph) {
        List<Tensor> x = random(inputTypes(graph), new Random(7));
        List<Tensor> expected = run(graph, List.of(x));
        Graph loops = ArrayLoops.write(graph);
        for (Graph written : List.of(loops, Fusion.fuse(loops))) {
            GraphVerifier.verify(written);
            List<Tensor> got = run(written, List.of(x));
            for (int i = 0; i < expected.size(); i++) {
                assertThat(got.get(i).data()).containsExactly(expected.get(i).data(), within(1e-13));
            }
        }
    }
}
