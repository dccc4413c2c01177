package org.wengert.cli;

import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wengert completion}. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh: source <(wengert completion).")
final class CompletionCommand extends Task {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    int execute() {
        if (spec != null) {
            console().out().print(AutoComplete.bash("wengert", spec.root().commandLine()));
        }
        return Exit.FINE;
    }
}
