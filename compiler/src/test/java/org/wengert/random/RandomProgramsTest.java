package org.wengert.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The derivatives of programs drawn at random agree with each other. */
class RandomProgramsTest {

    @Test
    void derivativesOfRandomProgramsAgreeWithEachOther() {
        Seeds seeds = new Seeds(150);
        int[] totals = new int[2];
        seeds.check(seed -> Generator.draw(seed, ""), (program, seed) -> {
            Laws laws = new Laws();
            Optional<String> broken = laws.broken(program, seed);
            synchronized (totals) {
                totals[0] += laws.compared;
                totals[1] += laws.skipped;
            }
            return broken;
        });
        seeds.report(totals[0] + " comparisons, " + totals[1] + " skipped");
        assertThat(totals[1]).as("skipped of " + totals[0]).isLessThan(totals[0] / 10);
    }
}
