package org.wengert.random;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wengert.arrays.ArrayLaws;
import org.wengert.arrays.ArrayProgram;
import org.wengert.arrays.CountedArrays;
import org.wengert.op.Tensor;

/** The operations that are claimed of programs of arrays drawn at random are those of the interpreter. */
class RandomOperationCountsTest {

    @Test
    void countsAreThoseOfTheInterpreter() {
        Seeds seeds = new Seeds(100);
        seeds.check(ArrayGenerator::draw, RandomOperationCountsTest::broken);
        seeds.report("their operations are as many as is said");
    }

    private static Optional<String> broken(RandomProgram drawn, long seed) {
        String program = drawn.text();
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
            return Optional.empty();
        }
        try {
            CountedArrays.of(program).holds(x, Map.of(), random);
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(e.toString());
        }
    }
}
