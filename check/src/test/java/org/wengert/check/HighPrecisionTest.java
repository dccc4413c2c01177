package org.wengert.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.GraphText;
import org.wengert.ir.Node;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Type;
import org.wengert.op.Catalogue;
import org.wengert.op.Interval;
import org.wengert.op.ScalarOperator;

final class HighPrecisionTest {

    private final HighPrecision high = HighPrecision.exact();

    private static Stream<ScalarOperator> operators() {
        return Stream.concat(Catalogue.all().stream(), Catalogue.familyMembers().stream());
    }

    @Test
    void knowsEveryOperatorOfTheCatalogue() {
        assertThat(operators().map(ScalarOperator::name).filter(n -> !high.knows(n)))
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> agreesWithTheKernelsInTheirDomain() {
        return operators().map(o -> DynamicTest.dynamicTest(o.name(), () -> agrees(o)));
    }

    /** The kernels are right to a few ulps; 1e-13 leaves room for those that lower to two or three operations. */
    private void agrees(ScalarOperator operator) {
        Graph graph = graph(operator);
        Random random = new Random(operator.name().hashCode());
        for (int k = 0; k < 3; k++) {
            double[] point = operator.operandTypes().stream()
                    .mapToDouble(t -> t.equals(Type.BOOLEAN) ? random.nextInt(2) : 0)
                    .toArray();
            for (int i = 0; i < point.length; i++) {
                Interval interval = operator.domain().get(i);
                if (operator.operandTypes().get(i).equals(Type.REAL)) {
                    point[i] = interval.low() + random.nextDouble() * (interval.high() - interval.low());
                }
            }
            double expected = operator.evaluate(point);
            double got =
                    high.evaluate(graph, high.point(point)).get(0).orElseThrow().doubleValue();
            assertThat(got).isCloseTo(expected, Offset.offset(1e-13 * Math.max(1e-3, Math.abs(expected))));
        }
    }

    private static Graph graph(ScalarOperator operator) {
        GraphBuilder g = new GraphBuilder(Rewriter.NONE);
        List<Node> inputs =
                operator.operandTypes().stream().map(t -> g.freshInput("x", t)).toList();
        return g.build("f", List.of(new Graph.Output("f", g.apply(operator, inputs))));
    }

    private static Graph read(String text) {
        return GraphText.read(text, Catalogue::named);
    }

    @Test
    void hasTheDerivativesOfACubeToThirtyDigits() {
        Graph cube = read("graph f {\n%0:x = input real x\n%1 = apply power[3] %0\noutput f %1\n}");
        assertThat(error(high.gradient(cube, high.point(7)).orElseThrow().get(0), 147))
                .isLessThan(1e-35);
        assertThat(error(
                        high.hessian(cube, 0, high.point(7))
                                .orElseThrow()
                                .get(0)
                                .get(0),
                        42))
                .isLessThan(1e-25);
    }

    private static double error(BigDecimal got, long expected) {
        BigDecimal exact = BigDecimal.valueOf(expected);
        return Math.abs(got.subtract(exact).divide(exact, HighPrecision.DIGITS).doubleValue());
    }

    @Test
    void hasNoDerivativeAtAKinkAndOneBesideIt() {
        Graph abs = read("graph f {\n%0:x = input real x\n%1 = apply abs %0\noutput f %1\n}");
        assertThat(high.gradient(abs, high.point(0))).isEmpty();
        assertThat(high.gradient(abs, high.point(-1e-300)).orElseThrow().get(0).doubleValue())
                .isEqualTo(-1);
    }

    @Test
    void holdsWhatStopGradientHolds() {
        Graph graph = read("graph f {\n%0:x = input real x\n%1 = apply stop_gradient %0\n"
                + "%2 = apply multiply %0 %1\noutput f %2\n}");
        assertThat(high.gradient(graph, high.point(5)).orElseThrow().get(0).doubleValue())
                .isEqualTo(5);
    }

    @Test
    void takesNoHarmFromABranchThatIsNotTaken() {
        Graph graph = read(String.format(
                Locale.ROOT,
                "graph f {%n%%0:x = input real x%n%%1 = constant 0%n%%2 = apply greater %%0 %%1%n"
                        + "%%3 = apply log %%0%n%%4 = apply select %%2 %%3 %%1%noutput f %%4%n}"));
        assertThat(high.evaluate(graph, high.point(-1)).get(0).orElseThrow().signum())
                .isZero();
    }
}
