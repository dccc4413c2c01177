package org.wengert.random;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wengert.arrays.ArrayLaws;
import org.wengert.arrays.ArrayProgram;
import org.wengert.arrays.GeneratedArrays;
import org.wengert.op.Tensor;

/**
 * The generated Java of programs of arrays drawn at random is the interpreter, bit for bit;
 * {@code -Dwengert.random.programs=10000} draws more, {@code -Dwengert.random.seed=7} others.
 */
class GeneratedRandomArrayProgramsTest {

    private static final int COUNT = Integer.getInteger("wengert.random.programs", 40);
    private static final long SEED = Long.getLong("wengert.random.seed", 1);

    @Test
    void generatedJavaIsTheInterpreter() {
        long start = System.nanoTime();
        Optional<Long> failing = LongStream.range(SEED, SEED + COUNT)
                .parallel()
                .filter(seed -> broken(ArrayGenerator.draw(seed), seed).isPresent())
                .boxed()
                .findFirst();
        failing.ifPresent(seed -> {
            throw new AssertionError(
                    "seed " + seed + ": " + Shrinking.smallest(ArrayGenerator.draw(seed), p -> broken(p, seed)));
        });
        if (COUNT != 40) {
            System.out.printf(
                    "Java of %d programs of arrays from seed %d, %.0f s%n",
                    COUNT, SEED, (System.nanoTime() - start) / 1e9);
        }
    }

    private static Optional<String> broken(RandomProgram program, long seed) {
        Random random = new Random(seed);
        int n = random.nextInt(4);
        int m = random.nextInt(4);
        List<Tensor> x = List.of(
                ArrayLaws.draw(random, n),
                ArrayLaws.draw(random, m),
                ArrayLaws.draw(random, n, m),
                ArrayLaws.draw(random, n, n),
                ArrayLaws.draw(random, random.nextInt(4), n, n),
                ArrayLaws.draw(random));
        try {
            ArrayProgram.of(program.text()).sizes(x, Map.of());
        } catch (IllegalArgumentException notForTheseSizes) {
            return Optional.empty();
        }
        try {
            GeneratedArrays.of(program.text()).holds(x, Map.of(), random);
            return Optional.empty();
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            return Optional.of(
                    e + " " + Arrays.stream(e.getStackTrace()).limit(8).toList());
        }
    }
}
