package org.wengert.gradle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradle.api.Action;
import org.gradle.api.GradleException;
import org.gradle.api.Task;
import org.gradle.api.file.Directory;
import org.gradle.api.provider.Provider;
import org.gradle.api.tasks.compile.JavaCompile;

/**
 * Says that a library is missing before the compiler says so for each class that it does not find.
 *
 * <p>It is asked when Java is compiled, with the class path of that: what generates would have to wait for all that the project
 * depends on.
 */
final class RequireLibrary implements Action<Task> {

    private final Library library;
    private final Provider<Directory> generated;
    private final String configuration;
    private final Provider<Boolean> wished;

    RequireLibrary(Library library, Provider<Directory> generated, String configuration, Provider<Boolean> wished) {
        this.library = library;
        this.generated = generated;
        this.configuration = configuration;
        this.wished = wished;
    }

    @Override
    public void execute(Task compile) {
        if (!wished.get()) {
            return;
        }
        Optional<Path> user = user(generated.get().getAsFile().toPath());
        if (user.isPresent()
                && ((JavaCompile) compile).getClasspath().getFiles().stream().noneMatch(library::isIn)) {
            throw new GradleException(message(user.get()));
        }
    }

    private String message(Path user) {
        return user.getFileName() + " needs " + library.name
                + ", and the project does not depend on it. Add to its dependencies:"
                + "\n\n    " + configuration + "(\"" + library.toAdd() + "\")\n\n"
                + "Where its classes come in another way, checkDependencies = false in wengert { } leaves this question to the"
                + " compiler.";
    }

    /** The first file that needs the library. */
    private Optional<Path> user(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .filter(file -> library.isUsedBy(text(file)))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
