package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.codegen.MethodCount;
import org.wengert.codegen.OperationTable;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;
import org.wengert.product.Product;

/** Numbers of operations as functions of the sizes are what the interpreter counts. */
class ArrayOperationCountsTest {

    private static final String LOOP = """
            f(x: real[n], K: int) = {
              s = x
              for k in 0:K %s { s = sin(s) + s*x[0] }
              return dot(s, x)
            }
            """;

    private static Arguments program(String text, Map<Symbol, Long> integers, int[]... extents) {
        Random random = new Random(7);
        List<Tensor> x = Stream.of(extents).map(e -> ArrayLaws.draw(random, e)).toList();
        return Arguments.of(text, x, integers);
    }

    private static Stream<Arguments> programs() {
        int[] number = {};
        Map<Symbol, Long> none = Map.of();
        return Stream.of(
                program(
                        "loss(w: real[d], A: real[n,d], y: real[n]) = {\n r = A*w - y\n return dot(r, r)/n\n}",
                        none,
                        new int[] {4},
                        new int[] {6, 4},
                        new int[] {6}),
                program(
                        "f(U: real[p,d], V: real[p], A: real[n,d], y: real[n]) = {\n"
                                + " r = [dot(V, sigmoid(U*A[i,:])) - y[i] for i in 0:n]\n return dot(r, r)\n}",
                        none,
                        new int[] {3, 2},
                        new int[] {3},
                        new int[] {5, 2},
                        new int[] {5}),
                program("f(x: real[n]) = sum(sum(x[i]*exp(x[j]) for j in i+1:n) for i in 0:n)", none, new int[] {7}),
                program(
                        "f(x: real[n]) = sum(sum(sum(x[i]*x[j]*x[k] for k in i:j) for j in i:n) for i in 0:n)",
                        none,
                        new int[] {6}),
                program("f(x: real[n]) = sum(sum(exp(x[j]) for j in 0:min(i, 3)) for i in 0:n)", none, new int[] {8}),
                program("f(x: real[n]) = sum(sum(x[i]*x[j] for j in i+3:n) for i in 0:n)", none, new int[] {7}),
                program(LOOP.formatted(""), Map.of(new Symbol("K"), 5L), new int[] {4}),
                program(
                        "f(A: real[n,n], b: real[n]) = {\n x = A \\ b\n return logdet(A) + dot(x, b) + det(A)\n}",
                        none,
                        new int[] {6, 6},
                        new int[] {6}),
                program(
                        "f(A: real[n,m], B: real[m,k], c: real) = tanh(c*A*B)",
                        none,
                        new int[] {2, 3},
                        new int[] {3, 4},
                        number),
                program("f(x: real[n], c: real) = [c*x[i]/(i + 1) for i in 0:n]", none, new int[] {5}, number),
                program(
                        "f(x: real[n], c: real) = sum(c > 0 ? exp(x[i])*c : sin(x[i]) for i in 0:n)",
                        none,
                        new int[] {5},
                        number));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void countsAreThoseOfTheInterpreter(String program, List<Tensor> x, Map<Symbol, Long> integers) {
        CountedArrays.of(program).holds(x, integers, new Random(1));
    }

    @Test
    void sumsOverTrianglesArePolynomials() {
        CountedArrays f = CountedArrays.of("f(x: real[n]) = sum(sum(x[i]*exp(x[j]) for j in i+1:n) for i in 0:n)");
        assertThat(f.count(Product.VALUE).counted().operations().calls()).hasToString("n^2/2 - n/2");
    }

    @Test
    void whatIsNoPolynomialIsASum() {
        CountedArrays f = CountedArrays.of("f(x: real[n]) = sum(sum(exp(x[j]) for j in 0:min(i, 3)) for i in 0:n)");
        assertThat(f.count(Product.VALUE).counted().operations().calls()).hasToString("sum(min(i, 3) for i in 0:n)");
    }

    @Test
    void loopsThatMayNotRunCountZeroThen() {
        CountedArrays f = CountedArrays.of("f(x: real[n]) = sum(exp(x[i]) for i in 2:n)");
        assertThat(f.count(Product.VALUE).counted().operations().calls()).hasToString("max(n - 2, 0)");
        assertThat(f.claimed(Product.VALUE, Map.of(new Symbol("n"), 1L))).contains(0);
    }

    /** Griewank and Walther, 2000, equation (2), less the first pass. */
    private static long again(int steps, int states) {
        int r = 0;
        while (binomial(states + r, states) < steps) {
            r++;
        }
        return r * (long) steps - (r == 0 ? 0 : binomial(states + r, r - 1)) - (steps - 1);
    }

    private static long binomial(int n, int k) {
        long product = 1;
        for (int i = 1; i <= Math.min(k, n - k); i++) {
            product = product * (n - i + 1) / i;
        }
        return product;
    }

    @Test
    void iterationsThatAreComputedAgainCount() {
        CountedArrays all = CountedArrays.of(LOOP.formatted(""));
        CountedArrays some = CountedArrays.of(LOOP.formatted("checkpoint(3)"));
        for (long steps = 1; steps < 40; steps++) {
            Map<Symbol, Long> sizes = Map.of(new Symbol("n"), 4L, new Symbol("K"), steps);
            double[] kept = all.claimed(Product.GRADIENT, sizes);
            double[] computed = some.claimed(Product.GRADIENT, sizes);
            long more = again((int) steps, 3);
            // An iteration takes a sine, a product and a sum for each element.
            assertThat(computed).containsExactly(kept[0] + 2 * 4 * more, kept[1] + 4 * more);
        }
    }

    @Test
    void theTableSaysWhatIsComputedAgainAndWhatCounts() {
        CountedArrays f = CountedArrays.of(LOOP.formatted("checkpoint(3)"));
        List<MethodCount> counts = List.of(f.count(Product.VALUE), f.count(Product.GRADIENT));
        assertThat(String.join("\n", OperationTable.lines(counts))).isEqualTo("""
                        value     2*K*n + 2*n flops, K*n library calls
                        gradient  7*K*n + 2*again(K, 3)*n + K + 4*n flops, 2*K*n + again(K, 3)*n library calls;
                                  2.84, 6.15 times the value""");
        assertThat(String.join("\n", OperationTable.notes(counts))).isEqualTo("""
                        Times the value is by work, a library call being 10 flops, where all sizes are 10, and where all are 100.
                        A fused multiplication and addition are two flops.
                        Sizes and integer parameters are taken to be at least 1.
                        again(K, 3) is how many iterations of the loop over k are computed again, because 3 of its K states are kept.""");
    }

    @Test
    void theHeaderOfTheClassHasCountsConventionsAndWhoseItIs() {
        assertThat(GeneratedArrays.of("f(A: real[n,m], x: real[m]) = sum(abs(A*x))")
                        .source())
                .contains("\n * <p>Arrays of several axes are read and written by rows.\n")
                .contains("\n * <p>Operations of one call:\n *\n * <pre>{@code\n * value     2*m*n + 2*n flops\n")
                .contains("\n * <p>Where it is not smooth: abs'(0) = 0.\n")
                .contains("\n * Generated code belongs to whoever wrote the source.\n");
    }
}
