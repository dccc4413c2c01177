package org.wengert.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a generation is asked for.
 *
 * @param programs the folder of the programs
 * @param sources the folder that is written to
 * @param memory the file that says what was generated last time
 * @param lineMaps the file that keeps from which lines of the programs the Java comes, until it is compiled
 * @param packageName what the packages begin with; empty for nothing
 * @param products of every function, instead of what the programs' derive clauses say; empty to leave it to them
 * @param warnings what they mean
 * @param tests the folder of emitted tests, which are written if they are wished and deleted if they are not any more; none where
 *     there are no tests of tests
 * @param emitTests whether tests are wished
 * @param annotation of the classes: a qualified name, or {@code true} for one of their own; empty for none
 * @param maxGradientRatio how many times the operations of its value a gradient may take at most; infinite if that is left open
 * @param trap {@code nan} for Java that stops where NaN is made; empty for Java that does not
 * @param tool what generates, so that another version of it generates anew
 */
record Settings(
        Path programs,
        Path sources,
        Path memory,
        Path lineMaps,
        String packageName,
        List<String> products,
        Warnings warnings,
        Optional<Path> tests,
        boolean emitTests,
        String annotation,
        double maxGradientRatio,
        String trap,
        String tool) {

    /** Whether a program with warnings is taken. */
    enum Warnings {
        ALLOWED,
        REFUSED
    }

    /** All that the Java depends on besides the programs. */
    String fingerprint() {
        return String.join(
                "\n",
                tool,
                packageName,
                String.join(",", products),
                annotation,
                Double.toString(maxGradientRatio),
                trap,
                Boolean.toString(testsToWrite().isPresent()));
    }

    /** The folder of tests, if there are to be some. */
    Optional<Path> testsToWrite() {
        return tests.filter(folder -> emitTests);
    }
}
