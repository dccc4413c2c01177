package org.wengert.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code wengert completion}. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh: source <(wengert completion).")
final class CompletionCommand extends Task {

    @Override
    int execute() {
        console().out().print(AutoComplete.bash("wengert", spec().root().commandLine()));
        return Exit.FINE;
    }
}
