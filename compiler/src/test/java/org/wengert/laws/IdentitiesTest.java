package org.wengert.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wengert.interpret.Interpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.GraphVerifier;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.Catalogue;
import org.wengert.op.Identity;
import org.wengert.op.ScalarOperator;
import org.wengert.pass.Rebuild;
import org.wengert.simplify.Passes;

/** Every identity of every operator fires in a sample, and keeps the sample's value where both sides are defined. */
class IdentitiesTest {

    private static final int POINTS = 200;

    /** Applies identities, and notes which. */
    private static final class Recorder implements Rewriter {
        private final Set<String> fired = new LinkedHashSet<>();
        private String last = "";

        @Override
        public Optional<Node> rewrite(GraphBuilder g, Operator operator, List<Node> operands) {
            ScalarOperator scalar = (ScalarOperator) operator;
            if (operands.stream().allMatch(Node::isConstant)) {
                double value = scalar.evaluate(operands.stream()
                        .mapToDouble(n -> n.operation() instanceof Operation.Constant c
                                ? c.value()
                                : ((Operation.Truth) n.operation()).value() ? 1 : 0)
                        .toArray());
                return Optional.of(scalar.resultType().equals(Type.BOOLEAN) ? g.truth(value != 0) : g.constant(value));
            }
            for (Identity identity : scalar.identities()) {
                Optional<Node> simpler = identity.rewriting().at(new Algebra(g), operands);
                if (simpler.isPresent()) {
                    last = key(scalar, identity);
                    fired.add(last);
                    return simpler;
                }
            }
            return Optional.empty();
        }
    }

    /** Members of a family share their identities. */
    private static String key(ScalarOperator operator, Identity identity) {
        return operator.name().replaceAll("\\[.*]", "[n]") + ": " + identity.text();
    }

    private static void assertSameValues(String what, Graph before, Graph after, double low, double high) {
        Random random = new Random(7);
        Interpreter first = new Interpreter(before);
        Interpreter second = new Interpreter(after);
        for (int k = 0; k < POINTS; k++) {
            double[] point = random.doubles(before.inputs().size(), low, high).toArray();
            double expected = first.evaluate(point)[0];
            double got = second.evaluate(point)[0];
            if (!Double.isNaN(expected)) {
                assertThat(Math.abs(got - expected))
                        .as("%s at %s: %s, then %s", what, Arrays.toString(point), expected, got)
                        .isLessThanOrEqualTo(1e-13 * Math.max(1, Math.abs(expected)));
            }
        }
    }

    private static void assertKeepsTheValue(Graph sample, Rewriter rewriter) {
        Graph after = Rebuild.apply(sample, rewriter);
        GraphVerifier.verify(after);
        assertSameValues(sample.toString(), sample, after, 0.05, 0.95);
        assertSameValues(sample.toString(), sample, after, -3, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "sqrt(x^2) = abs(x)",
                "log(1 - sigmoid(x)) = -softplus(x)",
                "log(sigmoid(x)) = -softplus(-x)",
                "(-x)^2 = x^2",
                "(-x)^-2 = x^-2",
                "(-x)^4 = x^4",
                "(-x)^-4 = x^-4",
                "(-x)^8 = x^8",
                "abs(x)^2 = x^2",
                "abs(x)^-2 = x^-2",
                "abs(x)^4 = x^4",
                "abs(x)^-4 = x^-4",
                "abs(x)^8 = x^8"
            })
    void bothSidesAreOneGraph(String left, String right) {
        assertThat(simplified(left)).isEqualTo(simplified(right));
    }

    private static Graph simplified(String program) {
        return Passes.run(List.of(Passes.SIMPLIFY, Passes.PRUNE), IdentitySamples.graph(program));
    }

    /** Relative to another exponent than the largest one, a term overflows or all of them vanish. */
    @ParameterizedTest
    @CsvSource({"1000, -1000", "-1000, 1000", "-1000, -1001", "1001, 1000"})
    void sumsOfExponentialsAreRelativeToTheLargest(double x, double y) {
        Graph sum = simplified("log(exp(x) + exp(y))");
        Graph first = simplified("exp(x)/(exp(x) + exp(y))");
        Graph second = simplified("exp(y)/(exp(x) + exp(y))");
        double smaller = Math.exp(-Math.abs(x - y));
        assertThat(new Interpreter(sum).evaluate(x, y)[0])
                .isCloseTo(Math.max(x, y) + Math.log1p(smaller), within(1e-12));
        assertThat(new Interpreter(first).evaluate(x, y)[0])
                .isCloseTo((x > y ? 1 : smaller) / (1 + smaller), within(1e-15));
        assertThat(new Interpreter(second).evaluate(x, y)[0])
                .isCloseTo((x > y ? smaller : 1) / (1 + smaller), within(1e-15));
    }

    @Test
    void whatOnlyLooksLikeAnIdentityKeepsItsValue() {
        IdentitySamples.nearMisses().forEach(sample -> assertKeepsTheValue(sample, new Recorder()));
    }

    @Test
    void everyIdentityFiresAndKeepsTheValue() {
        Recorder recorder = new Recorder();
        for (Graph sample : IdentitySamples.all()) {
            recorder.last = "";
            assertKeepsTheValue(sample, recorder);
            assertThat(recorder.last).as("what fires in %s", sample).isNotEmpty();
        }
        Set<String> declared = new HashSet<>();
        Stream.of(Catalogue.all(), Catalogue.familyMembers())
                .flatMap(List::stream)
                .forEach(o -> o.identities().forEach(i -> declared.add(key(o, i))));
        declared.removeAll(recorder.fired);
        assertThat(declared).as("identities without a sample").isEmpty();
    }
}
