package org.wengert.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wengert.arrays.ArrayLaws;
import org.wengert.arrays.ArrayProgram;
import org.wengert.arrays.GeneratedArrays;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;

/** Programs of arrays drawn at random with numbers for their sizes, which are written out element by element, are what they are with loops. */
class RandomSmallArraysTest {

    private static final Map<String, Long> SIZES = Map.of("n", 2L, "m", 3L, "K", 2L, "i", 1L);

    private static final Map<Symbol, Long> SYMBOLS =
            Map.of(new Symbol("n"), 2L, new Symbol("m"), 3L, new Symbol("K"), 2L, new Symbol("i"), 1L);

    private int unrolled;

    @Test
    void smallArraysAreWhatLoopsAre() {
        Seeds seeds = new Seeds(20);
        seeds.check(ArrayGenerator::draw, this::broken);
        seeds.report(unrolled + " of them written out");
        assertThat(unrolled).isPositive();
    }

    private Optional<String> broken(RandomProgram program, long seed) {
        Random random = new Random(seed);
        List<Tensor> x = List.of(
                ArrayLaws.draw(random, 2),
                ArrayLaws.draw(random, 3),
                ArrayLaws.draw(random, 2, 3),
                ArrayLaws.draw(random, 2, 2),
                ArrayLaws.draw(random, 2, 2, 2),
                ArrayLaws.draw(random));
        try {
            ArrayProgram.of(program.text()).sizes(x, Map.of(new Symbol("i"), 1L));
        } catch (IllegalArgumentException notForTheseSizes) {
            return Optional.empty();
        }
        try {
            GeneratedArrays loops = GeneratedArrays.of(program.text());
            GeneratedArrays small = GeneratedArrays.of(withNumbers(program.text()));
            small.holds(x, Map.of(), new Random(seed));
            List<Tensor> values = loops.value(SYMBOLS, x);
            List<Tensor> bars = values.stream()
                    .map(y -> ArrayLaws.draw(random, y.extents()))
                    .toList();
            same(small.value(Map.of(), x), values);
            same(small.adjoint(Map.of(), x, bars), loops.adjoint(SYMBOLS, x, bars));
            if (small.source().lines().noneMatch(RandomSmallArraysTest::isLoop)) {
                synchronized (this) {
                    unrolled++;
                }
            }
            return Optional.empty();
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            return Optional.of(
                    e + " " + Arrays.stream(e.getStackTrace()).limit(8).toList());
        }
    }

    /** Whether a line is the head of a loop, but for the one over directions. */
    private static boolean isLoop(String line) {
        return line.contains("for (int") && !line.contains("directions");
    }

    /** The last function with its sizes and its integer as numbers; the one before it is for any size. */
    private static String withNumbers(String text) {
        int last = text.indexOf("f(x: ");
        String function = text.substring(last).replace(", i: int", "");
        for (Map.Entry<String, Long> size : SIZES.entrySet()) {
            function = function.replaceAll(
                    "\\b" + size.getKey() + "\\b", size.getValue().toString());
        }
        return text.substring(0, last) + function;
    }

    private static void same(List<Tensor> got, List<Tensor> expected) {
        assertThat(got).hasSameSizeAs(expected);
        for (int k = 0; k < got.size(); k++) {
            double[] a = got.get(k).data();
            double[] b = expected.get(k).data();
            double unit = 1 + Arrays.stream(b).map(Math::abs).max().orElse(0);
            for (int e = 0; e < b.length; e++) {
                if (Double.isFinite(b[e])) {
                    assertThat(Math.abs(a[e] - b[e]))
                            .as("output %s, element %s", k, e)
                            .isLessThan(1e-12 * unit);
                }
            }
        }
    }
}
