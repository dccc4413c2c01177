package org.wengert.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.GraphText;
import org.wengert.ir.GraphVerifier;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;
import org.wengert.ir.Rewriter;
import org.wengert.op.Algebra;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Catalogue;
import org.wengert.op.Identity;
import org.wengert.op.Tensor;
import org.wengert.pass.Rebuild;

/** Every identity of every operator on arrays fires in a sample, and keeps the sample's value. */
class ArrayIdentitiesTest {

    /** Applies identities, and notes which. */
    private static final class Recorder implements Rewriter {
        private final Set<String> fired = new LinkedHashSet<>();

        @Override
        public Optional<Node> rewrite(GraphBuilder g, Operator operator, List<Node> operands) {
            if (!(operator instanceof ArrayOperator array)) {
                return Optional.empty();
            }
            for (Identity identity : array.identities()) {
                Optional<Node> simpler = identity.rewriting().at(new Algebra(g), operands);
                if (simpler.isPresent()) {
                    fired.add(key(array, identity));
                    return simpler;
                }
            }
            return Optional.empty();
        }
    }

    private static String key(ArrayOperator operator, Identity identity) {
        return ArraySamples.family(operator) + ": " + identity.text();
    }

    /** Inputs A of order n, B n by m, v of n numbers, w of m and the number s, and 1; the last node is the output. */
    static Stream<String> samples() {
        return Stream.of(
                "transpose B; transpose %0",
                "factor A; inverse[n] A %0; transpose %1",
                "factor A; inverse[t] A %0; transpose %1",
                "get[0:n;0:m] B",
                "broadcast[n,m|] s; get[i;1] %0",
                "scatter[n,m|0:n;0:m] B",
                "broadcast[n,m|0,1] B",
                "sum[] B",
                "scatter[n|1] 1; dot v %0",
                "scatter[n|1] 1; matvec[n] A %0",
                "scatter[n|1] 1; matvec[t] A %0",
                "reshape[n,m] B",
                "reshape[1] s",
                "transpose B; matvec[t] %0 w",
                "transpose B; matvec[n] %0 v",
                "transpose B; matmul[nn] A B",
                "transpose B; matmul[nn] %0 B",
                "transpose B; matmul[nt] %0 %0",
                "transpose B; matmul[tn] %0 %0",
                "transpose B; matmul[nn] B %0",
                "transpose B; matmul[nt] A %0",
                "factor A; inverse[n] A %0; matvec[n] %1 v",
                "factor A; inverse[n] A %0; matvec[t] %1 v",
                "factor A; inverse[t] A %0; matvec[n] %1 v",
                "factor A; inverse[t] A %0; matvec[t] %1 v",
                "factor A; inverse[n] A %0; matmul[nn] %1 B",
                "factor A; inverse[n] A %0; matmul[tn] %1 B",
                "factor A; inverse[t] A %0; matmul[nn] %1 B",
                "factor A; inverse[t] A %0; matmul[tn] %1 B",
                "factor A; inverse[n] A %0; matmul[nt] %1 A",
                "transpose A; factor %0; solve[n] %0 v %1",
                "transpose A; factor %0; solve[t] %0 B %1",
                "transpose A; factor %0; inverse[n] %0 %1",
                "transpose A; factor %0; inverse[t] %0 %1",
                "transpose A; factor %0; det %0 %1",
                "transpose A; factor %0; logdet %0 %1",
                "sqrt v; norm %0",
                "stack[2] s 1; norm %0");
    }

    private static Graph graph(String sample) {
        StringBuilder text = new StringBuilder("""
                graph f {
                  %0:A = input real[n,n] A
                  %1:B = input real[n,m] B
                  %2:v = input real[n] v
                  %3:w = input real[m] w
                  %4:s = input real s
                  %5 = constant 1
                """);
        int inputs = 6;
        int next = inputs;
        for (String application : sample.split("; ", -1)) {
            text.append("  %").append(next++).append(" = apply ");
            String[] words = application.split(" ", -1);
            text.append(words[0]);
            for (int i = 1; i < words.length; i++) {
                int input = "ABvws1".indexOf(words[i]);
                text.append(" %").append(input >= 0 ? input : inputs + Integer.parseInt(words[i].substring(1)));
            }
            text.append('\n');
        }
        return GraphText.read(text + "  output f %" + (next - 1) + "\n}\n", Catalogue::anyNamed);
    }

    @Test
    void everyIdentityFires() {
        Recorder recorder = new Recorder();
        samples().forEach(sample -> Rebuild.apply(graph(sample), recorder));
        Set<String> all = new TreeSet<>();
        Catalogue.arrays().forEach(o -> o.identities().forEach(i -> all.add(key(o, i))));
        assertThat(new TreeSet<>(recorder.fired)).isEqualTo(all);
    }

    /** Up to the rounding of sums of four products of numbers near one; the factored matrix has condition number 3. */
    @ParameterizedTest
    @MethodSource("samples")
    void keepsTheValue(String sample) {
        Graph before = graph(sample);
        Graph after = Rebuild.apply(before, new Recorder());
        GraphVerifier.verify(after);
        Random random = new Random(20_260_113);
        List<Tensor> x =
                ArraySample.random(before.inputs().stream().map(Node::type).toList(), random);
        x.set(0, ArraySample.matrix(4, 3, random));
        Tensor expected =
                TensorInterpreter.evaluate(before, x, ArraySample.SIZES).get(0);
        Tensor actual = TensorInterpreter.evaluate(after, x, ArraySample.SIZES).get(0);
        assertThat(actual.extents()).isEqualTo(expected.extents());
        assertThat(actual.data()).containsExactly(expected.data(), within(1e-13));
    }
}
