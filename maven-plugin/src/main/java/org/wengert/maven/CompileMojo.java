package org.wengert.maven;

import java.io.File;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/** Makes Java of the programs in {@code src/main/expr} and adds it to the sources. */
@Mojo(
        name = "compile",
        defaultPhase = LifecyclePhase.GENERATE_SOURCES,
        requiresDependencyCollection = ResolutionScope.TEST,
        threadSafe = true)
public final class CompileMojo extends GenerateMojo {

    /** The folder of the programs, {@code X.expr} in {@code org/example} for a class {@code org.example.X}. */
    @Parameter(defaultValue = "${project.basedir}/src/main/expr")
    private File sourceDirectory = new File("");

    /** The folder that the Java is written to, for this execution alone. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/wengert")
    private File outputDirectory = new File("");

    /**
     * Writes a JUnit test for each class too, which holds it to its formula, to differences and to itself at drawn points. The
     * project has to depend on JUnit Jupiter.
     */
    @Parameter(property = "wengert.emitTests", defaultValue = "false")
    private boolean emitTests;

    /** The folder that the tests are written to, for this execution alone. */
    @Parameter(defaultValue = "${project.build.directory}/generated-test-sources/wengert-emitted")
    private File testOutputDirectory = new File("");

    @Override
    Optional<File> tests() {
        return Optional.of(testOutputDirectory);
    }

    @Override
    boolean emitsTests() {
        return emitTests;
    }

    @Override
    File programs() {
        return sourceDirectory;
    }

    @Override
    File sources() {
        return outputDirectory;
    }

    @Override
    void addSources(MavenProject to, String folder) {
        to.addCompileSourceRoot(folder);
    }

    @Override
    Set<String> scopes() {
        return ProjectDependencies.SCOPES_OF_MAIN;
    }
}
