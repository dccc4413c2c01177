package org.wengert.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand: says what there is. */
@Command(
        name = "wengert",
        description = "Compiles formulas to their derivatives.",
        versionProvider = Wengert.Version.class,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:the program, or what it gives, is in error",
            "2:wrong usage, or a file that cannot be read or written"
        })
final class Wengert implements Runnable {

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--message-format",
            scope = ScopeType.INHERIT,
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "How errors are written: text, or json, one object a line.")
    private Reporter.@Nullable Format messages;

    Wengert(Console console) {
        this.console = console;
    }

    Console console() {
        return console;
    }

    Reporter reporter() {
        return new Reporter(console, messages == null ? Reporter.Format.text : messages);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec == null ? new CommandLine(this) : spec.commandLine(), "say what to do: a command is missing");
    }

    /** Of the jar that runs. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Wengert.class.getPackage().getImplementationVersion();
            return new String[] {"wengert " + (version == null ? "development" : version)};
        }
    }
}
