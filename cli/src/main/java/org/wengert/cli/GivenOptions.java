package org.wengert.cli;

import java.util.List;
import java.util.Optional;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOption.Reader;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.InvalidOptionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of the compiler on the line of a command, as they are declared. */
final class GivenOptions {

    private GivenOptions() {}

    private static List<CompilerOption<?>> of(CommandSpec command) {
        return Reader.named(command.name()).map(CompilerOption::readBy).orElse(List.of());
    }

    private static String name(CompilerOption<?> option) {
        return "--" + option.name();
    }

    /** Lets the command read them. */
    static void declare(CommandSpec command) {
        for (CompilerOption<?> option : of(command)) {
            OptionSpec.Builder declared = OptionSpec.builder(name(option))
                    .type(String.class)
                    .paramLabel(option.label())
                    .completionCandidates(option.values())
                    .description(option.sentence());
            option.alone().ifPresent(text -> declared.arity("0..1").fallbackValue(text));
            command.addOption(declared.build());
        }
    }

    /** What the command was given of them. */
    static CompilerOptions in(CommandSpec command, CompilerOptions options) throws RequestException {
        CompilerOptions told = options;
        for (CompilerOption<?> option : of(command)) {
            Optional<String> text =
                    Optional.ofNullable(command.findOption(name(option)).getValue());
            try {
                told = text.isPresent() ? told.parsed(option, text.get()) : told;
            } catch (InvalidOptionException e) {
                throw new RequestException(e.code(), name(option) + ": " + e.getMessage(), e.hint());
            }
        }
        return told;
    }
}
