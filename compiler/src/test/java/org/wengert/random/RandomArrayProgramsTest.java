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
import org.wengert.ir.Symbol;

/** The derivatives of programs of arrays drawn at random agree with each other. */
class RandomArrayProgramsTest {

    private int compared;
    private int skipped;

    @Test
    void derivativesOfRandomProgramsOfArraysAgreeWithEachOther() {
        Seeds seeds = new Seeds(100);
        seeds.check(ArrayGenerator::draw, this::broken);
        seeds.report(compared + " comparisons, " + skipped + " skipped");
        assertThat(skipped).as("skipped of " + compared).isLessThan(compared / 10);
    }

    private Optional<String> broken(RandomProgram program, long seed) {
        ArrayProgram compiled;
        try {
            compiled = ArrayProgram.of(program.text());
        } catch (IllegalArgumentException e) {
            return Optional.of(Shrinking.DOES_NOT_COMPILE + ": " + e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of(thrown(e));
        }
        try {
            return laws(compiled, new Random(seed));
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.of(thrown(e));
        }
    }

    private static String thrown(Throwable e) {
        return "throws " + e + " " + Arrays.stream(e.getStackTrace()).limit(6).toList();
    }

    /** The laws at random sizes, which may be 0. What the generated Java computes belongs here too, when there is any. */
    private Optional<String> laws(ArrayProgram f, Random random) {
        ArrayPoint point = ArrayPoint.draw(random, 0);
        Optional<Map<Symbol, Long>> sizes = point.sizes(f);
        if (sizes.isEmpty()) {
            return Optional.empty();
        }
        ArrayLaws laws = new ArrayLaws(sizes.get(), random);
        List<String> broken = laws.broken(f, point.arrays());
        synchronized (this) {
            compared += laws.compared();
            skipped += laws.skipped();
        }
        return broken.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", broken) + "\nwith " + sizes.get());
    }
}
