package org.wengert.gradle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gradle.api.DefaultTask;
import org.gradle.api.GradleException;
import org.gradle.api.file.DirectoryProperty;
import org.gradle.api.file.FileTree;
import org.gradle.api.file.RegularFileProperty;
import org.gradle.api.provider.Property;
import org.gradle.api.tasks.CacheableTask;
import org.gradle.api.tasks.IgnoreEmptyDirectories;
import org.gradle.api.tasks.Input;
import org.gradle.api.tasks.InputFiles;
import org.gradle.api.tasks.Internal;
import org.gradle.api.tasks.Nested;
import org.gradle.api.tasks.OutputDirectory;
import org.gradle.api.tasks.OutputFile;
import org.gradle.api.tasks.PathSensitive;
import org.gradle.api.tasks.PathSensitivity;
import org.gradle.api.tasks.SkipWhenEmpty;
import org.gradle.api.tasks.TaskAction;
import org.wengert.generation.FailedGenerationException;
import org.wengert.generation.Generation;
import org.wengert.generation.Settings;

/**
 * Makes Java of the programs of a source set.
 *
 * <p>Gradle knows whether there is anything to do; where there is, what was generated last time says for which programs. That is
 * an output too, so that it comes back from a build cache with the Java it speaks of. No path in it or in the Java is absolute.
 */
@CacheableTask
public abstract class GenerateExpr extends DefaultTask {

    /** The folder of the programs, {@code X.expr} in {@code org/example} for a class {@code org.example.X}. */
    @Internal
    public abstract DirectoryProperty getSourceDirectory();

    /** The programs in that folder. */
    @InputFiles
    @SkipWhenEmpty
    @IgnoreEmptyDirectories
    @PathSensitive(PathSensitivity.RELATIVE)
    public FileTree getPrograms() {
        return getSourceDirectory().getAsFileTree().matching(files -> files.include("**/*.expr"));
    }

    @Nested
    public abstract GenerationOptions getOptions();

    /** Whether tests are written too. */
    @Input
    public abstract Property<Boolean> getEmitTests();

    /** The folder that the Java is written to, for this task alone. */
    @OutputDirectory
    public abstract DirectoryProperty getOutputDirectory();

    /** The folder that tests are written to, for this task alone. */
    @OutputDirectory
    public abstract DirectoryProperty getTestOutputDirectory();

    /** What was generated last time. */
    @OutputFile
    public abstract RegularFileProperty getMemory();

    /** From which lines of the programs the Java comes. */
    @OutputFile
    public abstract RegularFileProperty getLineMaps();

    @TaskAction
    void generate() {
        try {
            Generation.run(settings(), new LoggerMessages(getLogger()));
        } catch (FailedGenerationException e) {
            throw new GradleException(e.getMessage(), e);
        } catch (IOException e) {
            throw new GradleException(
                    "cannot generate Java to '" + path(getOutputDirectory()) + "': " + e.getMessage(), e);
        }
    }

    private Settings settings() {
        return new Settings(
                path(getSourceDirectory()),
                path(getOutputDirectory()),
                path(getMemory()),
                path(getLineMaps()),
                options(getOptions()),
                getOptions().getFailOnWarning().get() ? Settings.Warnings.REFUSED : Settings.Warnings.ALLOWED,
                Optional.of(path(getTestOutputDirectory())),
                getEmitTests().get(),
                Optional.empty(),
                Tool.id());
    }

    private static Path path(DirectoryProperty folder) {
        return folder.get().getAsFile().toPath();
    }

    private static Path path(RegularFileProperty file) {
        return file.get().getAsFile().toPath();
    }

    /** What is said of the options of the compiler, by their names as parameters of plugins. */
    static SortedMap<String, String> options(GenerationOptions said) {
        SortedMap<String, String> options = new TreeMap<>();
        options.put("package", said.getPackageName().getOrElse(""));
        options.put("products", String.join(",", said.getProducts().get()));
        options.put("jacobian", said.getJacobian().getOrElse(""));
        options.put("trap", said.getTrap().getOrElse(""));
        String annotation = said.getGeneratedAnnotation().getOrElse("");
        options.put("generatedAnnotation", annotation.equals("false") ? "" : annotation);
        options.put(
                "maxGradientRatio",
                said.getMaxGradientRatio().map(Number::toString).getOrElse(""));
        return options;
    }
}
