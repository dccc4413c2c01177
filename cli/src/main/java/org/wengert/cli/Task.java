package org.wengert.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.UnreadableSourceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A subcommand: what every one of them has, and where its refusals become messages and exit codes. */
@Command(mixinStandardHelpOptions = true, versionProvider = Wengert.Version.class)
abstract class Task implements Callable<Integer> {

    @ParentCommand
    private @Nullable Wengert parent;

    @Spec
    private @Nullable CommandSpec spec;

    abstract int execute() throws RequestException;

    @Override
    public Integer call() {
        try {
            return execute();
        } catch (RequestException refused) {
            reporter()
                    .failure(
                            "wengert",
                            refused.code(),
                            refused.getMessage(),
                            refused.hint().orElse(""));
            return Exit.WRONG_USAGE;
        } catch (OutOfMemoryError e) {
            reporter()
                    .failure(
                            "wengert",
                            "limit",
                            "this needs more than the " + (Runtime.getRuntime().maxMemory() >> 20)
                                    + " MB of memory that Java has",
                            "smaller sizes, or more memory: JAVA_TOOL_OPTIONS=-Xmx4g");
            return Exit.PROGRAM_IN_ERROR;
        }
    }

    private Wengert wengert() {
        if (parent == null) {
            throw new IllegalStateException("a task belongs to the command");
        }
        return parent;
    }

    CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }

    /** With the options of the compiler that were given. */
    CompilerOptions given(CompilerOptions options) throws RequestException {
        return GivenOptions.in(spec(), options);
    }

    Console console() {
        return wengert().console();
    }

    Reporter reporter() {
        return wengert().reporter();
    }

    /** Does work that cannot say how far it is, and says on a terminal how long it takes. */
    <T, E extends Exception> T during(String words, Progress.Work<T, E> work) throws E {
        return new Progress(console()).during(words, work);
    }

    int unreadable(String file, UnreadableSourceException cause) {
        return reporter().unreadable(file, cause);
    }
}
