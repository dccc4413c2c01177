package org.wengert.maven;

import java.nio.file.Path;
import java.util.List;

/**
 * What a generation is asked for.
 *
 * @param programs the folder of the programs
 * @param sources the folder that is written to
 * @param memory the file that says what was generated last time
 * @param packageName what the packages begin with; empty for nothing
 * @param products of every function, instead of what the programs' derive clauses say; empty to leave it to them
 * @param warnings what they mean
 * @param tool what generates, so that another version of it generates anew
 */
record Settings(
        Path programs,
        Path sources,
        Path memory,
        String packageName,
        List<String> products,
        Warnings warnings,
        String tool) {

    /** Whether a program with warnings is taken. */
    enum Warnings {
        ALLOWED,
        REFUSED
    }

    /** All that the Java depends on besides the programs. */
    String fingerprint() {
        return String.join("\n", tool, packageName, String.join(",", products));
    }
}
