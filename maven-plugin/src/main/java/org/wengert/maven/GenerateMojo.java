package org.wengert.maven;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.wengert.generation.FailedGenerationException;
import org.wengert.generation.Generation;
import org.wengert.generation.Settings;

/** What both goals do, and the parameters that both have. */
abstract class GenerateMojo extends AbstractMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project = new MavenProject();

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin = new PluginDescriptor();

    /** What was generated last time: one file for each execution. */
    @Parameter(
            defaultValue =
                    "${project.build.directory}/wengert/${mojoExecution.executionId}-${mojoExecution.goal}.state",
            readonly = true,
            required = true)
    private File memory = new File("");

    /** From which lines the Java comes, for the goals that tell class files: one file for each execution. */
    @Parameter(
            defaultValue =
                    "${project.build.directory}/wengert/${mojoExecution.goal}-lines/${mojoExecution.executionId}.lines",
            readonly = true,
            required = true)
    private File lineMaps = new File("");

    /** Does nothing at all. */
    @Parameter(property = "wengert.skip", defaultValue = "false")
    private boolean skip;

    /**
     * What to generate of every function, such as {@code value} or {@code gradient(x,y)}, instead of what the programs'
     * derive clauses say.
     */
    @Parameter
    private List<String> products = List.of();

    /** What the packages of the classes begin with, before the folders that the programs are in. */
    @Parameter(name = "package")
    private String packageName = "";

    /** Fails the build at a program with warnings. */
    @Parameter(property = "wengert.failOnWarning", defaultValue = "false")
    private boolean failOnWarning;

    /**
     * Fails the build, before the compiler runs, where generated Java needs a library that the project does not depend on: the
     * runtime of Wengert, or JUnit Jupiter for emitted tests. For projects that have their classes in another way, {@code false}.
     */
    @Parameter(property = "wengert.checkDependencies", defaultValue = "true")
    private boolean checkDependencies;

    /**
     * Fails the build where a gradient takes more than so many times the operations of its value, counted as in the
     * documentation of the classes; of functions of arrays, where all sizes are 100.
     */
    @Parameter(property = "wengert.maxGradientRatio")
    private String maxGradientRatio = "";

    /**
     * Annotates the classes, for tools that measure coverage and leave generated code aside: {@code true} for an annotation that
     * each class declares itself, or the qualified name of one that the project has.
     */
    @Parameter(property = "wengert.generatedAnnotation", defaultValue = "false")
    private String generatedAnnotation = "false";

    /**
     * What stops the Java: {@code nan} for the first statement that makes NaN of numbers that are none. For functions of numbers
     * alone.
     */
    @Parameter(property = "wengert.trap")
    private String trap = "";

    /**
     * How Jacobians are computed: {@code forward}, by columns; {@code reverse}, by rows; or {@code counted}, whichever of the two
     * takes less work.
     */
    @Parameter(property = "wengert.jacobian")
    private String jacobian = "";

    /** The word {@code package} is none for a field. */
    public void setPackage(String name) {
        packageName = name;
    }

    abstract File programs();

    abstract File sources();

    abstract void addSources(MavenProject to, String folder);

    /** The scopes of dependencies that the compiler of the Java sees. */
    abstract Set<String> scopes();

    /** The folder of emitted tests, where there can be some. */
    abstract Optional<File> tests();

    abstract boolean emitsTests();

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped");
            return;
        }
        addSources(project, sources().getPath());
        tests().filter(folder -> emitsTests()).ifPresent(folder -> project.addTestCompileSourceRoot(folder.getPath()));
        try {
            Generation.run(settings(), new LogMessages(getLog()));
        } catch (FailedGenerationException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException("cannot generate Java to '" + sources() + "': " + e.getMessage(), e);
        }
    }

    /** What is said of the options of the compiler; each is a parameter. */
    final SortedMap<String, String> options() {
        return new TreeMap<>(Map.of(
                "package", packageName,
                "products", String.join(",", products),
                "jacobian", jacobian,
                "trap", trap,
                "generatedAnnotation", generatedAnnotation.equals("false") ? "" : generatedAnnotation,
                "maxGradientRatio", maxGradientRatio));
    }

    private Settings settings() {
        return new Settings(
                programs().toPath(),
                sources().toPath(),
                memory.toPath(),
                lineMaps.toPath(),
                options(),
                failOnWarning ? Settings.Warnings.REFUSED : Settings.Warnings.ALLOWED,
                tests().map(File::toPath),
                emitsTests(),
                checkDependencies ? Optional.of(dependencies()) : Optional.empty(),
                plugin.getVersion()
                        + plugin.getArtifacts().stream()
                                .filter(Artifact::isSnapshot)
                                .map(GenerateMojo::age)
                                .sorted()
                                .collect(Collectors.joining()));
    }

    private ProjectDependencies dependencies() {
        return new ProjectDependencies(
                project.getArtifacts().stream()
                        .collect(Collectors.toMap(
                                a -> a.getGroupId() + ":" + a.getArtifactId(),
                                a -> Objects.requireNonNullElse(a.getScope(), Artifact.SCOPE_COMPILE),
                                (a, b) -> a)),
                scopes(),
                plugin.getVersion());
    }

    /** A snapshot changes under its name. */
    private static String age(Artifact snapshot) {
        File file = snapshot.getFile();
        return " " + snapshot.getArtifactId() + (file == null ? "" : " " + file.lastModified() + " " + file.length());
    }
}
