package org.wengert.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.arrays.ArrayLaws;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphText;
import org.wengert.ir.GraphVerifier;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Catalogue;
import org.wengert.op.LinearAlgebra;
import org.wengert.op.Tensor;
import org.wengert.product.Derivatives;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;

/**
 * What holds for every operator on arrays. Rounding errors of sums of a dozen products are some 1e-15 of the largest terms;
 * what is made with factors multiplies that by the condition number, and once more for each derivative.
 */
class ArrayLawsTest {

    private static final double ROUNDING = 1e-13;
    private static final long SEED = 20_260_112;

    static Stream<ArraySample> samples() {
        return ArraySamples.all();
    }

    @Test
    void everyOperatorHasASample() {
        List<String> sampled = samples()
                .map(ArraySample::operator)
                .map(ArraySamples::family)
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        sampled.add(LinearAlgebra.FACTOR.name()); // by those that take factors
        assertThat(sampled)
                .containsExactlyInAnyOrderElementsOf(Catalogue.arrays().stream()
                        .map(ArraySamples::family)
                        .distinct()
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isDocumentedAndFoundByItsName(ArraySample sample) {
        ArrayOperator operator = sample.operator();
        assertThat(operator.summary()).isNotEmpty();
        assertThat(Catalogue.namedArray(operator.name()).map(Operator::name)).contains(operator.name());
        assertThat(operator.rules())
                .hasSize(sample.graph(Rewriter.NONE).results().get(0).operands().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"solve", "solve[x]", "inverse[nn]", "matvec[]", "matmul[n]", "matmul[nx]", "factors"})
    void noOtherNameIsFound(String name) {
        assertThat(Catalogue.namedArray(name)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theValueIsThatOfTheReference(ArraySample sample) {
        for (int trial = 0; trial < 10; trial++) {
            List<Tensor> x = sample.point(new Random(SEED + trial));
            Graph graph = sample.graph(Rewriter.NONE);
            Tensor y = run(graph, x).get(0);
            Tensor expected = sample.reference().of(x);
            assertThat(y.extents())
                    .isEqualTo(ArraySample.extents(graph.results().get(0).type()));
            assertThat(y.extents()).isEqualTo(expected.extents());
            double bound = ROUNDING * sample.condition() * largest(List.of(expected));
            for (int k = 0; k < y.data().length; k++) {
                assertThat(y.data()[k]).isCloseTo(expected.data()[k], within(bound));
            }
        }
    }

    /**
     * Central differences at three steps, extrapolated: with a step of 1/100 of the distance to a singular matrix, what is
     * left is below 1e-9 of the derivative.
     */
    @ParameterizedTest
    @MethodSource("samples")
    void theTangentIsTheDerivative(ArraySample sample) {
        Random random = new Random(SEED);
        Graph graph = sample.graph(Rewriter.NONE);
        List<Tensor> x = sample.point(random);
        List<Tensor> xDot = ArraySample.random(sample.types(), random);
        double[] tangent = run(derive(graph, Product.TANGENT), x, xDot).get(0).data();
        double h = 0.01 / sample.condition();
        double[] d1 = difference(graph, x, xDot, h);
        double[] d2 = difference(graph, x, xDot, h / 2);
        double[] d3 = difference(graph, x, xDot, h / 4);
        double bound = 1e-8 * (1 + Arrays.stream(tangent).map(Math::abs).max().orElse(0));
        for (int k = 0; k < tangent.length; k++) {
            double first = d2[k] + (d2[k] - d1[k]) / 3;
            double second = d3[k] + (d3[k] - d2[k]) / 3;
            assertThat(tangent[k]).isCloseTo(second + (second - first) / 15, within(bound));
        }
    }

    private static double[] difference(Graph graph, List<Tensor> x, List<Tensor> direction, double h) {
        double[] plus = run(graph, ArrayLaws.moved(x, direction, h)).get(0).data();
        double[] minus = run(graph, ArrayLaws.moved(x, direction, -h)).get(0).data();
        return IntStream.range(0, plus.length)
                .mapToDouble(k -> (plus[k] - minus[k]) / (2 * h))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theAdjointIsTheTransposeOfTheTangent(ArraySample sample) {
        assertTransposed(sample, sample.graph(Rewriter.NONE), sample.condition());
    }

    /** The adjoint is a program of the same operators, to which the same law applies; so is the adjoint of that. */
    @ParameterizedTest
    @MethodSource("samples")
    void secondAndThirdDerivativesObeyTheSameLaw(ArraySample sample) {
        Graph adjoint = primal(derive(sample.graph(Rewriter.NONE), Product.ADJOINT));
        assertTransposed(sample, adjoint, sample.condition() * sample.condition());
        Graph second = primal(derive(adjoint, Product.ADJOINT));
        assertTransposed(sample, second, Math.pow(sample.condition(), 3));
    }

    private static void assertTransposed(ArraySample sample, Graph graph, double condition) {
        Random random = new Random(SEED);
        List<Tensor> x = point(sample, graph, random);
        List<Tensor> xDot = ArraySample.random(types(graph.inputs()), random);
        List<Tensor> yBar = ArraySample.random(types(graph.results()), random);
        Graph adjoint = derive(graph, Product.ADJOINT);
        int outputs = yBar.size();
        List<Node> adjoints =
                adjoint.results().subList(outputs, adjoint.results().size());
        assertThat(types(adjoints)).isEqualTo(types(graph.inputs()));
        List<Tensor> yDot = run(derive(graph, Product.TANGENT), x, xDot);
        List<Tensor> all = run(adjoint, x, yBar);
        List<Tensor> xBar = all.subList(outputs, all.size());
        double bound = ROUNDING * condition * (magnitude(yBar, yDot) + magnitude(xBar, xDot));
        assertThat(dot(yBar, yDot)).isCloseTo(dot(xBar, xDot), within(bound));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void secondDerivativesAreSymmetric(ArraySample sample) {
        Graph adjoint = primal(derive(sample.graph(Rewriter.NONE), Product.ADJOINT));
        List<Integer> active = IntStream.range(0, sample.types().size()).boxed().toList();
        Graph second = Pipelines.run(
                Pipelines.FINAL,
                new Derivatives(adjoint, active).of(Product.TANGENT).graph());
        Random random = new Random(SEED);
        List<Tensor> x = point(sample, adjoint, random);
        List<Tensor> u = ArraySample.random(sample.types(), random);
        List<Tensor> v = ArraySample.random(sample.types(), random);
        List<Tensor> hu = run(second, x, u);
        List<Tensor> hv = run(second, x, v);
        hu = hu.subList(1, hu.size());
        hv = hv.subList(1, hv.size());
        double condition = sample.condition() * sample.condition();
        double bound = ROUNDING * condition * (magnitude(v, hu) + magnitude(u, hv));
        assertThat(dot(v, hu)).isCloseTo(dot(u, hv), within(bound));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sizesCanBeReplaced(ArraySample sample) {
        Map<Symbol, Size> larger =
                Map.of(new Symbol("n"), Size.of(new Symbol("k")).plus(1), new Symbol("i"), Size.of(new Symbol("j")));
        List<Type> operands = types(sample.graph(Rewriter.NONE).results().get(0).operands());
        Operator replaced = sample.operator().substitute(larger);
        assertThat(replaced.resultType(
                        operands.stream().map(t -> t.substitute(larger)).toList()))
                .isEqualTo(sample.operator().resultType(operands).substitute(larger));
        assertThat(Catalogue.namedArray(replaced.name())).contains((ArrayOperator) replaced);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void derivativesAreWrittenAndReadBack(ArraySample sample) {
        Graph adjoint = derive(sample.graph(Rewriter.NONE), Product.ADJOINT);
        GraphVerifier.verify(adjoint);
        assertThat(GraphText.read(adjoint.toString(), Catalogue::anyNamed)).isEqualTo(adjoint);
    }

    private static List<Tensor> point(ArraySample sample, Graph graph, Random random) {
        List<Tensor> x = sample.point(random);
        List<Type> rest = types(graph.inputs()).subList(x.size(), graph.inputs().size());
        List<Tensor> all = new ArrayList<>(x);
        all.addAll(ArraySample.random(rest, random));
        return all;
    }

    private static Graph primal(Graph graph) {
        return Pipelines.run(List.of(Pipelines.SIMPLIFY, Pipelines.NAME), graph);
    }

    private static Graph derive(Graph graph, Product product) {
        List<Integer> all = IntStream.range(0, graph.inputs().size()).boxed().toList();
        Graph derivative = new Derivatives(primal(graph), all).of(product).graph();
        return Pipelines.run(Pipelines.FINAL, derivative);
    }

    private static List<Type> types(List<Node> nodes) {
        return nodes.stream().map(Node::type).toList();
    }

    private static List<Tensor> run(Graph graph, List<Tensor> x) {
        return run(graph, x, List.of());
    }

    private static List<Tensor> run(Graph graph, List<Tensor> x, List<Tensor> seeds) {
        return TensorInterpreter.evaluate(
                graph, Stream.of(x, seeds).flatMap(List::stream).toList(), ArraySample.SIZES);
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

    /** A bound of the terms of the dot product. */
    private static double magnitude(List<Tensor> a, List<Tensor> b) {
        return largest(a) * largest(b);
    }

    private static double largest(List<Tensor> x) {
        return x.stream()
                .flatMapToDouble(t -> Arrays.stream(t.data()))
                .map(Math::abs)
                .max()
                .orElse(0);
    }
}
