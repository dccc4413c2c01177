package org.wengert.random;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wengert.arrays.ArrayProgram;
import org.wengert.arrays.CountedArrays;

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
        ArrayPoint point = ArrayPoint.draw(random, 1);
        if (point.sizes(ArrayProgram.of(program)).isEmpty()) {
            return Optional.empty();
        }
        try {
            CountedArrays.of(program).holds(point.arrays(), point.integers(), random);
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(e.toString());
        }
    }
}
