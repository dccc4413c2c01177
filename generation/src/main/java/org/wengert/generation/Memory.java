package org.wengert.generation;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.codegen.TestClassWriter;
import org.wengert.driver.AtomicOutput;
import org.wengert.driver.Hashes;
import org.wengert.load.LineMapFile;

/**
 * What was generated last time, as a file of one line for each program after two lines of what holds for all:
 *
 * <pre>
 * ../generated-sources/wengert
 * 1f3a…                                        fingerprint of version and settings
 * 09be… 77d1… c3a0… org/example/Loss.java org/example/Loss.expr
 * </pre>
 *
 * @param folder where the Java was written, as seen from the file's own folder: a memory that was moved alone speaks of nothing
 * @param fingerprint of everything besides the programs
 */
record Memory(String folder, String fingerprint, List<Entry> entries) {

    /** In place of a hash: the program is compiled again, as one with warnings is, so that they are said again. */
    static final String UNSETTLED = "-";

    /** In place of the hash of a test. */
    static final String NO_TEST = "-";

    private static final String JAVA = ".java";

    /**
     * A program and the Java made of it, with paths below their folders.
     *
     * @param programHash of the program's text, or {@link #UNSETTLED}
     * @param outputHash of the Java's bytes
     * @param testHash of the bytes of its emitted test, or {@link #NO_TEST}
     */
    record Entry(String programHash, String outputHash, String testHash, String output, String program) {

        private static Optional<Entry> parse(String line) {
            String[] parts = line.split(" ", 5);
            return parts.length < 5 || !parts[3].endsWith(JAVA)
                    ? Optional.empty()
                    : Optional.of(new Entry(parts[0], parts[1], parts[2], parts[3], parts[4]));
        }

        /** Where its test is below the folder of tests. */
        String test() {
            return output.substring(0, output.length() - JAVA.length()) + TestClassWriter.SUFFIX + JAVA;
        }

        boolean hasTest() {
            return !testHash.equals(NO_TEST);
        }

        private String line() {
            return String.join(" ", programHash, outputHash, testHash, output, program);
        }
    }

    /** Nothing yet, for these settings. */
    static Memory empty(Settings settings) {
        return new Memory(folder(settings), Hashes.sha256(settings.fingerprint()), List.of());
    }

    /** What is remembered; empty if there is no such file or it is not as this class writes it. */
    static Memory read(Settings settings) throws IOException {
        Memory empty = empty(settings);
        if (!Files.isRegularFile(settings.memory())) {
            return empty;
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(settings.memory());
        } catch (CharacterCodingException damaged) {
            return empty;
        }
        if (lines.size() < 2 || !lines.get(0).equals(empty.folder())) {
            return empty;
        }
        List<Entry> entries = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            Optional<Entry> entry = Entry.parse(line);
            if (entry.isEmpty()) {
                return empty;
            }
            entries.add(entry.get());
        }
        return new Memory(empty.folder(), lines.get(1), entries);
    }

    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(folder).append('\n').append(fingerprint).append('\n');
        entries.forEach(e -> text.append(e.line()).append('\n'));
        AtomicOutput.write(file.resolveSibling(""), Map.of(file.getFileName(), text.toString()));
    }

    /** What is known of a program, if its Java would come out the same today. */
    Optional<Entry> settled(String program, String programHash, Memory now) {
        return fingerprint.equals(now.fingerprint())
                ? entries.stream()
                        .filter(e ->
                                e.program().equals(program) && e.programHash().equals(programHash))
                        .findFirst()
                : Optional.empty();
    }

    private static String folder(Settings settings) {
        return LineMapFile.seenFrom(settings.memory().toAbsolutePath().resolveSibling(""), settings.sources());
    }
}
