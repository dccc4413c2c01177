package org.wengert.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.driver.AtomicOutput;
import org.wengert.driver.Hashes;

/**
 * Gives classes that a build has compiled from generated Java the lines of their programs. Classes of other Java are left alone,
 * and so are those that were compiled from other Java than there is now.
 */
public final class BuiltClasses {

    private static final String CLASS = ".class";

    private final Path sources;
    private final Path classes;
    private final LineNumbers numbers;
    private final Map<Path, byte[]> changed = new LinkedHashMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    /** Whose line numbers classes have. */
    public enum LineNumbers {
        /** Those of the Java, as compiled, and a source map for debuggers. */
        JAVA,
        /** Those of the program. */
        EXPR
    }

    /** What became of a class. */
    public enum Result {
        /** It was given the lines. */
        CHANGED,
        /** It has them already, or has nothing that comes from a line. */
        UNCHANGED,
        /** It was compiled without line numbers, which are needed to know where its code comes from. */
        WITHOUT_LINES,
        /** It was compiled from other Java than there is now. */
        STALE,
        /** It has the program's numbers already, and those of Java are wanted. */
        REPLACED,
        /** It cannot be read. */
        UNREADABLE
    }

    /**
     * What became of one class.
     *
     * @param file below the folder of classes
     */
    public record Outcome(Path file, Result result) {}

    private BuiltClasses(Path sources, Path classes, LineNumbers numbers) {
        this.sources = sources;
        this.classes = classes;
        this.numbers = numbers;
    }

    /**
     * Changes the class files that do not have the lines yet, all of them or none.
     *
     * @param sources the folder of the Java
     * @param classes the folder of the class files
     * @return what became of each class of this Java
     */
    public static List<Outcome> map(List<LineMap> maps, Path sources, Path classes, LineNumbers numbers)
            throws IOException {
        BuiltClasses built = new BuiltClasses(sources, classes, numbers);
        for (LineMap map : maps) {
            built.map(map);
        }
        AtomicOutput.writeBytes(classes, built.changed);
        return built.outcomes;
    }

    private void map(LineMap map) throws IOException {
        Path java = sources.resolve(map.java());
        if (!Files.isRegularFile(java)) {
            return;
        }
        byte[] text = Files.readAllBytes(java);
        boolean asGenerated = Hashes.sha256(text).equals(map.hash());
        List<String> lines = new String(text, StandardCharsets.UTF_8).lines().toList();
        for (Path file : candidates(map)) {
            byte[] classFile = Files.readAllBytes(file);
            boolean older = Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(java)) < 0;
            result(map, file, classFile, asGenerated && !older ? lines : List.of())
                    .ifPresent(result -> outcomes.add(new Outcome(classes.relativize(file), result)));
        }
    }

    /** The files that may hold a class of this Java, by their names. */
    private List<Path> candidates(LineMap map) throws IOException {
        Path top = classes.resolve(map.type() + CLASS);
        Path folder = top.resolveSibling("");
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        String type = map.type().substring(map.type().lastIndexOf('/') + 1);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + CLASS)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.equals(type + CLASS) || name.startsWith(type + "$")) {
                    found.add(file);
                }
            }
        }
        Collections.sort(found);
        return found;
    }

    /**
     * None for a class of other Java.
     *
     * @param java the lines of the Java; none if it is known not to be what the class was compiled from
     */
    private Optional<Result> result(LineMap map, Path file, byte[] classFile, List<String> java) {
        ClassLines lines;
        try {
            lines = ClassLines.of(classFile);
        } catch (IllegalArgumentException unreadable) {
            return Optional.of(Result.UNREADABLE);
        }
        if (!isOf(map, file, lines)) {
            return Optional.empty();
        }
        if (lines.lines().isEmpty()) {
            return Optional.of(lines.hasCode() ? Result.WITHOUT_LINES : Result.UNCHANGED);
        }
        boolean replaced = lines.file().filter(map.programFile()::equals).isPresent();
        if (java.isEmpty() || (!replaced && !lines.lines().stream().allMatch(line -> isCode(java, line)))) {
            return Optional.of(Result.STALE);
        }
        if (replaced) {
            return Optional.of(numbers == LineNumbers.EXPR ? Result.UNCHANGED : Result.REPLACED);
        }
        if (lines.lines().stream().noneMatch(map.lines()::containsKey)) {
            return Optional.of(Result.UNCHANGED);
        }
        SourceLines change = new SourceLines(map);
        byte[] wanted = numbers == LineNumbers.EXPR ? change.inPlaceOfJava(classFile) : change.besidesJava(classFile);
        if (Arrays.equals(wanted, classFile)) {
            return Optional.of(Result.UNCHANGED);
        }
        changed.put(classes.relativize(file), wanted);
        return Optional.of(Result.CHANGED);
    }

    private static boolean isOf(LineMap map, Path file, ClassLines lines) {
        if (lines.file().isPresent()) {
            return lines.file().get().equals(map.javaFile())
                    || lines.file().get().equals(map.programFile());
        }
        return file.endsWith(map.type().substring(map.type().lastIndexOf('/') + 1) + CLASS)
                || lines.nestHost().filter(map.type()::equals).isPresent();
    }

    /** Whether a compiler can have made code of a line: it is there, and neither blank nor a comment. */
    private static boolean isCode(List<String> java, int line) {
        if (line > java.size()) {
            return false;
        }
        String text = java.get(line - 1).strip();
        return !text.isEmpty() && !text.startsWith("*") && !text.startsWith("/*") && !text.startsWith("//");
    }
}
