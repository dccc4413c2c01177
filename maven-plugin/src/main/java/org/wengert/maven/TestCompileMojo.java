package org.wengert.maven;

import java.io.File;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;

/** Makes Java of the programs in {@code src/test/expr} and adds it to the sources of the tests. */
@Mojo(
        name = "test-compile",
        defaultPhase = LifecyclePhase.GENERATE_TEST_SOURCES,
        requiresDependencyCollection = ResolutionScope.TEST,
        threadSafe = true)
public final class TestCompileMojo extends GenerateMojo {

    /** The folder of the programs, {@code X.expr} in {@code org/example} for a class {@code org.example.X}. */
    @Parameter(defaultValue = "${project.basedir}/src/test/expr")
    private File sourceDirectory = new File("");

    /** The folder that the Java is written to, for this execution alone. */
    @Parameter(defaultValue = "${project.build.directory}/generated-test-sources/wengert")
    private File outputDirectory = new File("");

    @Override
    Optional<File> tests() {
        return Optional.empty();
    }

    @Override
    boolean emitsTests() {
        return false;
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
        to.addTestCompileSourceRoot(folder);
    }

    @Override
    Set<String> scopes() {
        return ProjectDependencies.SCOPES_OF_TESTS;
    }
}
