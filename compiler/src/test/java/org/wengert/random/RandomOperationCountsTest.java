package org.wengert.random;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wengert.arrays.ArrayLaws;
import org.wengert.arrays.ArrayProgram;
import org.wengert.arrays.CountedArrays;
import org.wengert.op.Tensor;

/**
 * The operations that are claimed of programs of arrays drawn at random are those of the interpreter;
 * {@code -Dwengert.random.programs=10000} draws more, {@code -Dwengert.random.seed=7} others.
 */
class RandomOperationCountsTest {

    private static final int COUNT = Integer.getInteger("wengert.random.programs", 100);
    private static final long SEED = Long.getLong("wengert.random.seed", 1);

    @Test
    void countsAreThoseOfTheInterpreter() {
        LongStream.range(SEED, SEED + COUNT).parallel().forEach(RandomOperationCountsTest::holds);
    }

    private static void holds(long seed) {
        String program = ArrayGenerator.draw(seed).text();
        Random random = new Random(seed);
        int n = 1 + random.nextInt(4);
        int m = 1 + random.nextInt(4);
        List<Tensor> x = List.of(
                ArrayLaws.draw(random, n),
                ArrayLaws.draw(random, m),
                ArrayLaws.draw(random, n, m),
                ArrayLaws.draw(random, n, n),
                ArrayLaws.draw(random, 1 + random.nextInt(3), n, n),
                ArrayLaws.draw(random));
        try {
            ArrayProgram.of(program).sizes(x, Map.of());
        } catch (IllegalArgumentException notForTheseSizes) {
            return;
        }
        try {
            CountedArrays.of(program).holds(x, Map.of(), random);
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError("seed " + seed + ":\n" + program, broken);
        }
    }
}
