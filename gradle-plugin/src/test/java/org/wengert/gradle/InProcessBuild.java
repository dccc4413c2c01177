package org.wengert.gradle;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gradle.api.internal.StartParameterInternal;
import org.gradle.api.logging.LogLevel;
import org.gradle.api.logging.configuration.ConsoleOutput;
import org.gradle.initialization.DefaultBuildCancellationToken;
import org.gradle.initialization.DefaultBuildRequestContext;
import org.gradle.initialization.DefaultBuildRequestMetaData;
import org.gradle.internal.buildoption.Option;
import org.gradle.internal.buildprocess.BuildProcessState;
import org.gradle.internal.classpath.ClassPath;
import org.gradle.internal.instrumentation.agent.AgentStatus;
import org.gradle.internal.logging.LoggingManagerInternal;
import org.gradle.internal.logging.services.LoggingServiceRegistry;
import org.gradle.internal.nativeintegration.services.NativeServices;
import org.gradle.internal.service.ServiceRegistry;
import org.gradle.launcher.exec.BuildExecutor;
import org.gradle.launcher.exec.DefaultBuildActionParameters;
import org.gradle.tooling.internal.provider.action.ExecuteBuildAction;

/**
 * One run of Gradle's own engine, without the daemon and the client that a distribution has around it. It is made by name, in the class
 * loader of a {@link GradleOfApiJar}.
 *
 * @param userHome where Gradle keeps what it keeps
 * @param project the folder of the build
 * @param tasks what to do
 * @param configurationCache whether that cache is used
 */
record InProcessBuild(File userHome, File project, List<String> tasks, boolean configurationCache)
        implements Callable<String> {

    /** What the run says. */
    @Override
    public String call() throws Exception {
        NativeServices.initializeOnDaemon(userHome, NativeServices.NativeServicesMode.DISABLED);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        // Some of it is said past the console.
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            build(said);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private void build(OutputStream said) {
        ServiceRegistry logging = LoggingServiceRegistry.newCommandLineProcessLogging();
        LoggingManagerInternal console = logging.newInstance(LoggingManagerInternal.class);
        console.setLevelInternal(LogLevel.LIFECYCLE);
        console.attachConsole(said, said, ConsoleOutput.Plain);
        console.start();
        try (BuildProcessState process = new BuildProcessState(
                false, AgentStatus.disabled(), ClassPath.EMPTY, logging, NativeServices.getInstance())) {
            process.getServices()
                    .get(BuildExecutor.class)
                    .execute(
                            new ExecuteBuildAction(start()),
                            new DefaultBuildActionParameters(
                                    System.getProperties(),
                                    Map.copyOf(System.getenv()),
                                    project,
                                    LogLevel.LIFECYCLE,
                                    false,
                                    ClassPath.EMPTY),
                            new DefaultBuildRequestContext(
                                    new DefaultBuildRequestMetaData(System.currentTimeMillis()),
                                    new DefaultBuildCancellationToken(),
                                    event -> {}));
        } finally {
            console.stop();
        }
    }

    private StartParameterInternal start() {
        StartParameterInternal start = new StartParameterInternal();
        start.setGradleUserHomeDir(userHome);
        start.setProjectDir(project);
        start.setCurrentDir(project);
        start.setTaskNames(tasks);
        start.setOffline(true);
        start.setBuildCacheEnabled(true);
        start.setConfigurationCache(Option.Value.value(configurationCache));
        start.setConsoleOutput(ConsoleOutput.Plain);
        return start;
    }
}
