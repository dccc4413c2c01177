package org.wengert.maven;

import java.io.File;
import java.io.IOException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.wengert.generation.FailedGenerationException;

/** What both goals on class files do, and the parameters that both have. */
abstract class ClassesMojo extends AbstractMojo {

    /** Does nothing at all. */
    @Parameter(property = "wengert.skip", defaultValue = "false")
    private boolean skip;

    /**
     * Whose line numbers the classes have, which stack traces show: {@code java} for those of the Java, besides which debuggers
     * are given those of the program, or {@code expr} for those of the program instead.
     */
    @Parameter(property = "wengert.lineNumbers", defaultValue = "java")
    private String lineNumbers = "java";

    abstract File classes();

    /** The folder of what was kept when the Java was generated. */
    abstract File lineMaps();

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped");
            return;
        }
        try {
            ClassLinesRun.run(
                    lineMaps().toPath(),
                    classes().toPath(),
                    ClassLinesRun.numbers(lineNumbers),
                    new LogMessages(getLog()));
        } catch (FailedGenerationException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException("cannot change classes in '" + classes() + "': " + e.getMessage(), e);
        }
    }
}
