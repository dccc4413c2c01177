package org.wengert.ssa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.wengert.driver.Arguments;
import org.wengert.driver.CompiledFunction;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;
import org.wengert.product.Product;

/**
 * The text of a list says all of it: it is read, written again as it was, and run, which gives the numbers of the interpreter: to the
 * last bit, unless an operator is more than the symbols that it is written with.
 */
public final class ListLaws {

    private static final List<Long> SIZES = List.of(5L, 3L, 4L, 2L, 6L, 1L);

    /** Of matrices of derivatives, which have the sizes in their squares and third powers. */
    private static final List<Long> SMALL_SIZES = List.of(2L, 3L, 4L, 5L, 6L, 1L);

    private static final double TOLERANCE = 1e-9;

    private ListLaws() {}

    /** Holds the list of a product against the interpreter. */
    public static void hold(CompiledFunction function, Product product) {
        WengertList list = function.list(function.request(product));
        String text = StepText.of(list);
        try {
            boolean plain = isPlain(list.graph());

            ListProgram program = new ListProgram(text, !plain);
            assertThat(program.toString()).isEqualTo(text);
            Arguments arguments = arguments(function, product.isMatrix() ? SMALL_SIZES : SIZES);
            Random random = new Random(1);
            Map<Symbol, Long> sizes = arguments.sizes();
            List<Tensor> inputs = list.graph().inputs().stream()
                    .map(input -> draw(input, sizes, random))
                    .toList();
            List<Tensor> expected = TensorInterpreter.evaluate(list.graph(), inputs, sizes);
            Map<String, Long> integers = new HashMap<>();
            sizes.forEach((symbol, size) -> integers.put(list.around().field(symbol), size));
            List<Tensor> got = program.run(inputs, integers);
            for (int i = 0; i < expected.size(); i++) {
                close(got.get(i).data(), expected.get(i).data(), plain ? 0 : TOLERANCE);
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(function.name() + " " + product + "\n" + text, e);
        }
    }

    private static void close(double[] got, double[] expected, double tolerance) {
        assertThat(got).hasSameSizeAs(expected);
        double largest = Arrays.stream(expected)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        for (int i = 0; i < got.length; i++) {
            boolean same = got[i] == expected[i] || (Double.isNaN(got[i]) && Double.isNaN(expected[i]));
            if (!same && !(Math.abs(got[i] - expected[i]) <= tolerance * Math.max(1, largest))) {
                assertThat(got).isEqualTo(expected);
            }
        }
    }

    /** Whether each operator is what its notation says, to the last bit. */
    private static boolean isPlain(Graph graph) {
        return graph.nodes().stream()
                .allMatch(node -> node.operator().map(TermValues::isPlain).orElse(true)
                        && node.operation().bodies().stream()
                                .map(Operation.Body::graph)
                                .allMatch(ListLaws::isPlain));
    }

    private static Arguments arguments(CompiledFunction function, List<Long> known) {
        for (long size : known) {
            for (long other : known) {
                Map<Symbol, Long> sizes = new HashMap<>();
                for (Symbol symbol : function.source().symbols()) {
                    sizes.put(symbol, sizes.isEmpty() ? size : other);
                }
                Optional<Arguments> zeros = Arguments.zeros(function.source(), sizes);
                if (zeros.isPresent()) {
                    return zeros.get();
                }
            }
        }
        throw new IllegalStateException("no sizes of " + function.source().symbols());
    }

    private static Tensor draw(Node input, Map<Symbol, Long> sizes, Random random) {
        int[] extents = input.type().shape().sizes().stream()
                .mapToInt(size -> Math.toIntExact(
                        size.evaluate(s -> Optional.ofNullable(sizes.get(s)).orElseThrow())))
                .toArray();
        Tensor drawn = Tensor.zeros(extents);
        Arrays.setAll(drawn.data(), i -> 0.25 + random.nextDouble());
        return drawn;
    }
}
