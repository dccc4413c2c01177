package org.wengert.generation;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a generation is asked for.
 *
 * @param programs the folder of the programs
 * @param sources the folder that is written to
 * @param memory the file that says what was generated last time
 * @param lineMaps the file that keeps from which lines of the programs the Java comes, until it is compiled
 * @param options what is said of the options of the compiler, by their names as parameters
 * @param warnings what they mean
 * @param tests the folder of emitted tests, which are written if they are wished and deleted if they are not any more; none where
 *     there are no tests of tests
 * @param emitTests whether tests are wished
 * @param libraries what the project has for the Java to be compiled with; none if nobody is to ask
 * @param tool what generates, so that another version of it generates anew
 */
public record Settings(
        Path programs,
        Path sources,
        Path memory,
        Path lineMaps,
        SortedMap<String, String> options,
        Warnings warnings,
        Optional<Path> tests,
        boolean emitTests,
        Optional<Libraries> libraries,
        String tool) {

    /** Whether a program with warnings is taken. */
    public enum Warnings {
        ALLOWED,
        REFUSED
    }

    /** All that the Java depends on besides the programs. */
    String fingerprint() {
        return String.join(
                "\n", tool, options.toString(), Boolean.toString(testsToWrite().isPresent()));
    }

    /** The folder of tests, if there are to be some. */
    Optional<Path> testsToWrite() {
        return tests.filter(folder -> emitTests);
    }
}
