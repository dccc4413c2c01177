package org.wengert.maven;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.wengert.generation.FailedGenerationException;
import org.wengert.generation.Messages;
import org.wengert.load.BuiltClasses;
import org.wengert.load.BuiltClasses.LineNumbers;
import org.wengert.load.BuiltClasses.Outcome;
import org.wengert.load.BuiltClasses.Result;
import org.wengert.load.LineMapFile;

/** Tells a folder of classes the lines of the programs, from what was kept when their Java was generated. */
final class ClassLinesRun {

    private ClassLinesRun() {}

    /** What {@code lineNumbers} says. */
    static LineNumbers numbers(String lineNumbers) throws FailedGenerationException {
        return switch (lineNumbers) {
            case "java" -> LineNumbers.JAVA;
            case "expr" -> LineNumbers.EXPR;
            default ->
                throw new FailedGenerationException("lineNumbers is '" + lineNumbers + "'; it can be java or expr");
        };
    }

    /**
     * Changes what does not have the lines yet.
     *
     * @param lineMaps the folder of the files that were kept
     */
    static void run(Path lineMaps, Path classes, LineNumbers numbers, Messages messages) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Path file : files(lineMaps)) {
            Optional<LineMapFile> maps = LineMapFile.read(file);
            if (maps.isPresent()) {
                outcomes.addAll(BuiltClasses.map(maps.get().maps(), maps.get().sources(), classes, numbers));
            }
        }
        for (Outcome outcome : outcomes) {
            warning(outcome.result()).ifPresent(why -> messages.warning(classes.resolve(outcome.file()) + why));
        }
        long changed = count(outcomes, Result.CHANGED);
        messages.info(
                changed > 0
                        ? "Gave " + changed + (changed == 1 ? " class" : " classes") + " the lines of programs"
                        : "Nothing to change: classes that have the lines of programs: "
                                + count(outcomes, Result.UNCHANGED));
    }

    private static long count(List<Outcome> outcomes, Result result) {
        return outcomes.stream().filter(o -> o.result() == result).count();
    }

    private static Optional<String> warning(Result result) {
        return switch (result) {
            case CHANGED, UNCHANGED -> Optional.empty();
            case WITHOUT_LINES ->
                Optional.of(" was compiled without line numbers (-g:none), so that none can be given to it");
            case STALE ->
                Optional.of(
                        " was compiled from other Java than was generated last, and is left as it is; compile again");
            case REPLACED ->
                Optional.of(" has the program's line numbers already; clean and compile again for those of the Java");
            case UNREADABLE -> Optional.of(" is no class file that can be read, and is left as it is");
        };
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.lines")) {
                files.forEach(found::add);
            }
        }
        Collections.sort(found);
        return found;
    }
}
