package org.wengert.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wengert.op.Catalogue;

/** Programs drawn at random; {@code -Dwengert.random.programs=100000} draws more, {@code -Dwengert.random.seed=7} others. */
class RandomProgramsTest {

    private static final int COUNT = Integer.getInteger("wengert.random.programs", 150);
    private static final long SEED = Long.getLong("wengert.random.seed", 1);

    @Test
    void derivativesOfRandomProgramsAgreeWithEachOther() {
        long start = System.nanoTime();
        int[] totals = new int[2];
        Optional<Long> failing = LongStream.range(SEED, SEED + COUNT)
                .parallel()
                .filter(seed -> {
                    Laws laws = new Laws();
                    boolean broken = laws.broken(Generator.draw(seed, ""), seed).isPresent();
                    synchronized (totals) {
                        totals[0] += laws.compared;
                        totals[1] += laws.skipped;
                    }
                    return broken;
                })
                .boxed()
                .findFirst();
        failing.ifPresent(seed -> {
            throw new AssertionError("seed " + seed + ": "
                    + Shrinking.smallest(Generator.draw(seed, ""), p -> new Laws().broken(p, seed)));
        });
        if (COUNT != 150) {
            System.out.printf(
                    "%d programs from seed %d: %d comparisons, %d skipped, %.0f s%n",
                    COUNT, SEED, totals[0], totals[1], (System.nanoTime() - start) / 1e9);
        }
        assertThat(totals[1]).as("skipped of " + totals[0]).isLessThan(totals[0] / 10);
    }

    @Test
    void everyBuiltInIsDrawn() {
        String all = String.join(" ", Generator.FUNCTIONS) + String.join(" ", Generator.BINARY);
        List<String> missing = Catalogue.builtInNames().stream()
                .filter(name -> !all.contains(name + "("))
                .toList();
        assertThat(missing).isEmpty();
    }
}
