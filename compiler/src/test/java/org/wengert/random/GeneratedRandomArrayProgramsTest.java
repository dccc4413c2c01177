package org.wengert.random;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wengert.arrays.ArrayProgram;
import org.wengert.arrays.GeneratedArrays;

/** The generated Java of programs of arrays drawn at random is the interpreter, bit for bit. */
class GeneratedRandomArrayProgramsTest {

    @Test
    void generatedJavaIsTheInterpreter() {
        Seeds seeds = new Seeds(40);
        seeds.check(ArrayGenerator::draw, GeneratedRandomArrayProgramsTest::broken);
        seeds.report("their Java is the interpreter");
    }

    private static Optional<String> broken(RandomProgram program, long seed) {
        Random random = new Random(seed);
        ArrayPoint point = ArrayPoint.draw(random, 0);
        if (point.sizes(ArrayProgram.of(program.text())).isEmpty()) {
            return Optional.empty();
        }
        try {
            GeneratedArrays.of(program.text()).holds(point.arrays(), point.integers(), random);
            return Optional.empty();
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            return Optional.of(
                    e + " " + Arrays.stream(e.getStackTrace()).limit(8).toList());
        }
    }
}
