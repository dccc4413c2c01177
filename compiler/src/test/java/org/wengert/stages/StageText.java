package org.wengert.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

/**
 * What goes into a stage and what comes out of it, in one file: the input, and then sections, each below a line {@code == title}.
 * With {@code -Dwengert.update=true} the sections are written anew; titles and input are not.
 */
record StageText(Path file, String input, List<String> titles) {

    private static final Path FOLDER = Path.of("src", "test", "resources", "org", "wengert", "stages");

    private static final String TITLE = "== ";

    /** All of a stage. */
    static List<StageText> of(String stage) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(stage))) {
            return files.sorted().map(StageText::read).toList();
        }
    }

    private static StageText read(Path file) {
        List<String> input = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        for (String line : text(file).lines().toList()) {
            if (line.startsWith(TITLE)) {
                titles.add(line.substring(TITLE.length()));
            } else if (titles.isEmpty()) {
                input.add(line);
            }
        }
        return new StageText(file, String.join("\n", input).strip() + "\n", titles);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last function of the input, which is a program. */
    CompiledFunction function() {
        Compilation compilation = Compiler.compile(SourceText.of(toString(), input), CompilerOptions.named("f"));
        assertThat(compilation.diagnostics()).isEmpty();
        return compilation.functions().get(compilation.functions().size() - 1);
    }

    /** Each section is what {@code stage} makes for its title. */
    void check(UnaryOperator<String> stage) throws IOException {
        String expected = titles.stream()
                .map(title -> "\n" + TITLE + title + "\n" + stage.apply(title))
                .collect(Collectors.joining("", input, ""));
        if (Boolean.getBoolean("wengert.update")) {
            Files.writeString(file, expected);
        }
        assertThat(text(file))
                .as(file + ", rewritten by mvn verify -Dwengert.update=true")
                .isEqualTo(expected);
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
