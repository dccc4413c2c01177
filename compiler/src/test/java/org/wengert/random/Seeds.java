package org.wengert.random;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * The seeds of the programs that a test draws: {@code -Dwengert.random.programs=10000} has more, {@code -Dwengert.random.seed=7}
 * others.
 */
final class Seeds {

    private final int usual;
    private final int count = Integer.getInteger("wengert.random.programs", -1);
    private final long first = Long.getLong("wengert.random.seed", 1);
    private final long start = System.nanoTime();

    /**
     * Seeds.
     *
     * @param usual how many there are in a build
     */
    Seeds(int usual) {
        this.usual = usual;
    }

    /**
     * Fails with the smallest program for which a law is broken.
     *
     * @param laws what is broken of a program, if anything
     */
    void check(LongFunction<RandomProgram> draw, BiFunction<RandomProgram, Long, Optional<String>> laws) {
        Optional<Long> failing = LongStream.range(first, first + (count < 0 ? usual : count))
                .parallel()
                .filter(seed -> laws.apply(draw.apply(seed), seed).isPresent())
                .boxed()
                .findFirst();
        failing.ifPresent(seed -> {
            throw new AssertionError(
                    "seed " + seed + ": " + Shrinking.smallest(draw.apply(seed), p -> laws.apply(p, seed)));
        });
    }

    /** Prints what a longer run has found. */
    void report(String found) {
        if (count >= 0) {
            System.out.printf(
                    "%d programs from seed %d: %s, %.0f s%n", count, first, found, (System.nanoTime() - start) / 1e9);
        }
    }
}
