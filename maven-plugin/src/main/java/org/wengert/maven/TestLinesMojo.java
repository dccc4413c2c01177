package org.wengert.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Tells the classes of tests that were compiled from generated Java which lines of the programs they come from. */
@Mojo(name = "test-lines", defaultPhase = LifecyclePhase.PROCESS_TEST_CLASSES, threadSafe = true)
public final class TestLinesMojo extends ClassesMojo {

    /** The folder of the class files. */
    @Parameter(defaultValue = "${project.build.testOutputDirectory}")
    private File classesDirectory = new File("");

    /** What the goal {@code test-compile} keeps for this one. */
    @Parameter(defaultValue = "${project.build.directory}/wengert/test-compile-lines", readonly = true, required = true)
    private File lineMaps = new File("");

    @Override
    File classes() {
        return classesDirectory;
    }

    @Override
    File lineMaps() {
        return lineMaps;
    }
}
