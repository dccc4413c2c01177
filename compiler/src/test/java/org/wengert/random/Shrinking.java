package org.wengert.random;

import java.util.Optional;
import java.util.function.Function;

/** Makes a program that breaks a law smaller, as long as it breaks one. */
final class Shrinking {

    static final String DOES_NOT_COMPILE = "does not compile";

    private Shrinking() {}

    /**
     * The smallest program that fails in the same way, with what is broken of it.
     *
     * @param laws what is broken of a program, if anything; {@link #DOES_NOT_COMPILE} and why
     */
    static String smallest(RandomProgram program, Function<RandomProgram, Optional<String>> laws) {
        RandomProgram current = program;
        String reason = laws.apply(current).orElseThrow();
        boolean compiles = !reason.startsWith(DOES_NOT_COMPILE);
        for (boolean found = true; found; ) {
            found = false;
            for (RandomProgram candidate : (Iterable<RandomProgram>) current.smaller()::iterator) {
                if (candidate.text().length() >= current.text().length()) {
                    continue;
                }
                Optional<String> broken = laws.apply(candidate);
                if (broken.isPresent() && broken.get().startsWith(DOES_NOT_COMPILE) != compiles) {
                    current = candidate;
                    reason = broken.get();
                    found = true;
                    break;
                }
            }
        }
        return reason + "\n" + current.text();
    }
}
