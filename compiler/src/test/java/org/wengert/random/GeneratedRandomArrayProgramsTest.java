package org.wengert.random;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wengert.arrays.ArrayLaws;
import org.wengert.arrays.ArrayProgram;
import org.wengert.arrays.GeneratedArrays;
import org.wengert.op.Tensor;

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
