package org.wengert.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.interpret.Interpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.GraphText;
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
import org.wengert.source.SourceText;

/** Every identity of every operator fires in a sample, and keeps the sample's value where both sides are defined. */
class IdentitiesTest {

    private static final int POINTS = 200;

    /** One program for an identity or two. */
    private static final List<String> PROGRAMS = List.of(
            "x + -y",
            "-x + y",
            "x - -y",
            "(x + y) - 0",
            "1 - sigmoid(x)",
            "exp(x) - 1",
            "1*x",
            "x*1",
            "-1*x",
            "x*-1",
            "x*x",
            "1/(1 + exp(x))",
            "1/(exp(x) + 1)",
            "exp(x)/(exp(x) + exp(y))",
            "exp(x)/(exp(y) + exp(2*x) + exp(z))",
            "x/1",
            "x/-1",
            "-(-x)",
            "sqrt(x^2)",
            "sqrt(x*x)",
            "x^3",
            "x^-2",
            "x^0",
            "x^1",
            "x^0.5",
            "e^x",
            "(-x)^2",
            "(-x)^4",
            "abs(x)^2",
            "abs(x)^8",
            "(-x)^-2",
            "abs(x)^-4",
            "(-x)^-4",
            "abs(x)^-2",
            "abs(x)^4",
            "(-x)^8",
            "log(1 + x)",
            "log(x + 1)",
            "log(1 - x)",
            "log(cosh(x))",
            "log(exp(x) + exp(y))",
            "log(exp(x) + exp(-y) + exp(x*y) + exp(z))",
            "log(1 - sigmoid(x))",
            "log(sigmoid(x))",
            "log(normal_cdf(x))",
            "log1p(exp(x))",
            "log(1 + exp(x))",
            "abs(-x)",
            "x > 0 and 1 < 2 ? x : y",
            "1 < 2 and x > 0 ? x : y",
            "x > 0 or 1 > 2 ? x : y",
            "1 > 2 or x > 0 ? x : y",
            "not not (x > 0) ? x : y");

    /** What only derivatives write. */
    private static final List<String> GRAPHS = List.of("""
            graph f {
              %0:x = input real x
              %1 = constant 3
              %2 = apply guarded_divide %1 %0
              output f %2
            }
            """, """
            graph f {
              %0:x = input real x
              %1 = truth true
              %2 = constant 3
              %3 = apply select %1 %0 %2
              output f %3
            }
            """, """
            graph f {
              %0:x = input real x
              %1 = constant 3
              %2 = apply less %0 %1
              %3 = apply select %2 %0 %0
              output f %3
            }
            """, """
            graph f {
              %0:x = input real x
              %1 = constant 0
              %2 = apply less %0 %1
              %3 = apply not %2
              %4 = apply select %3 %0 %1
              output f %4
            }
            """, """
            graph f {
              %0:x = input real x
              %1 = apply power[0] %0
              %2 = apply power[1] %0
              %3 = apply add %1 %2
              output f %3
            }
            """);

    /** Applies identities, and notes which. */
    private static final class Recorder implements Rewriter {
        private final Set<String> fired = new LinkedHashSet<>();

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
                    fired.add(key(scalar, identity));
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

    private static Graph graph(String program) {
        Compilation compilation = Compiler.compile(SourceText.of("f", program), CompilerOptions.named("f"));
        assertThat(compilation.diagnostics()).as(program).isEmpty();
        return compilation.functions().get(0).source().graph();
    }

    private static void assertSameValues(String what, Graph before, Graph after, double low, double high) {
        Random random = new Random(7);
        for (int k = 0; k < POINTS; k++) {
            double[] point = random.doubles(before.inputs().size(), low, high).toArray();
            double expected = new Interpreter(before).evaluate(point)[0];
            double got = new Interpreter(after).evaluate(point)[0];
            if (!Double.isNaN(expected)) {
                assertThat(Math.abs(got - expected))
                        .as("%s at %s: %s, then %s", what, Arrays.toString(point), expected, got)
                        .isLessThanOrEqualTo(1e-13 * Math.max(1, Math.abs(expected)));
            }
        }
    }

    @Test
    void everyIdentityFiresAndKeepsTheValue() {
        Recorder recorder = new Recorder();
        List<Graph> samples = new ArrayList<>();
        PROGRAMS.forEach(p -> samples.add(graph(p)));
        GRAPHS.forEach(t -> samples.add(GraphText.read(t, Catalogue::named)));
        for (Graph sample : samples) {
            Graph after = Rebuild.apply(sample, recorder);
            GraphVerifier.verify(after);
            assertSameValues(sample.toString(), sample, after, 0.05, 0.95);
            assertSameValues(sample.toString(), sample, after, -3, 3);
        }
        Set<String> declared = new HashSet<>();
        Stream.of(Catalogue.all(), Catalogue.familyMembers())
                .flatMap(List::stream)
                .forEach(o -> o.identities().forEach(i -> declared.add(key(o, i))));
        declared.removeAll(recorder.fired);
        assertThat(declared).as("identities without a sample").isEmpty();
    }
}
