package org.wengert.generation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.lang.model.SourceVersion;

/** The programs below a folder, {@code org/example/Loss.expr} being one for the package {@code org.example}. */
record ProgramFolder(Path root) {

    private static final String EXTENSION = ".expr";

    /** All of them, hidden files aside, in an order that is the same everywhere. */
    List<Path> programs() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(ProgramFolder::isProgram)
                    .sorted(Comparator.comparing(this::name))
                    .toList();
        }
    }

    private static boolean isProgram(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(EXTENSION) && !name.startsWith(".") && Files.isRegularFile(file);
    }

    /** The path below the root, with slashes. */
    String name(Path program) {
        return names(root.relativize(program)).collect(Collectors.joining("/"));
    }

    /** The package of a program, or none if a folder on the way to it has a name that Java does not take. */
    Optional<String> packageOf(Path program, String prefix) {
        Path folder = root.relativize(program).getParent();
        List<String> folders = folder == null ? List.of() : names(folder).toList();
        boolean taken = folders.stream().allMatch(f -> SourceVersion.isName(f, SourceVersion.RELEASE_17));
        return taken && folders.stream().noneMatch(f -> f.contains("."))
                ? Optional.of(Stream.concat(Stream.of(prefix).filter(p -> !p.isEmpty()), folders.stream())
                        .collect(Collectors.joining(".")))
                : Optional.empty();
    }

    private static Stream<String> names(Path path) {
        return StreamSupport.stream(path.spliterator(), false).map(Path::toString);
    }
}
