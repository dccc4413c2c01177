package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The files that a package of the command brings are those of the command: manual pages, and the completion script. */
final class ShippedFilesTest {

    private static final Path MAN = Path.of("src/main/man");
    private static final Path COMPLETION = Path.of("src/main/completions/wengert");

    private static CommandSpec command() {
        return Main.commandLine(Console.of(
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream()))
                .getCommandSpec();
    }

    @Test
    void manualPagesAreThoseOfTheCommand() throws Exception {
        Map<String, String> pages = new TreeMap<>();
        CommandSpec command = command();
        pages.put("wengert.1", ManualPage.of(command));
        command.subcommands()
                .forEach((name, line) -> pages.put("wengert-" + name + ".1", ManualPage.of(line.getCommandSpec())));
        if (Boolean.getBoolean("wengert.update")) {
            Files.createDirectories(MAN);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(MAN.resolve(page.getKey()), page.getValue());
            }
        }
        try (Stream<Path> files = Files.list(MAN)) {
            assertThat(files.map(f -> f.getFileName().toString()).sorted().toList())
                    .isEqualTo(List.copyOf(pages.keySet()));
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            assertThat(Files.readString(MAN.resolve(page.getKey())).replace("\r\n", "\n"))
                    .as("mvn verify -Dwengert.update=true writes it anew")
                    .isEqualTo(page.getValue());
        }
    }

    @Test
    void theCompletionScriptIsThatOfTheCommand() throws Exception {
        String script = Run.of("completion").out();
        if (Boolean.getBoolean("wengert.update")) {
            Files.createDirectories(COMPLETION.getParent());
            Files.writeString(COMPLETION, script);
        }
        assertThat(Files.readString(COMPLETION).replace("\r\n", "\n")).isEqualTo(script);
    }

    /** A page in the language of man, from what the command says of itself. */
    private static final class ManualPage {
        private final StringBuilder page = new StringBuilder();

        static String of(CommandSpec command) {
            ManualPage manual = new ManualPage();
            manual.write(command);
            return manual.page.toString();
        }

        private void write(CommandSpec command) {
            CommandLine.Model.UsageMessageSpec usage = command.usageMessage();
            String name = command.qualifiedName("-");
            String description = String.join(" ", usage.description());
            line(".TH \"" + name.toUpperCase(Locale.ROOT) + "\" \"1\" \"\" \"Wengert\" \"Wengert\"");
            section("Name");
            int end = description.indexOf(". ");
            String first = (end < 0 ? description : description.substring(0, end)).replaceFirst("\\.$", "");
            line(text(name) + " \\- " + text(first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1)));
            section("Synopsis");
            line(".B " + text(command.qualifiedName()));
            boolean parent = !command.subcommands().isEmpty();
            line(parent ? "[\\fIOPTION\\fR...] \\fICOMMAND\\fR" : "[\\fIOPTION\\fR...]" + parameters(command));
            section("Description");
            line(text(description));
            if (parent) {
                section("Commands");
                command.subcommands()
                        .forEach((sub, line) -> item(
                                "\\fB" + text("wengert-" + sub) + "\\fR(1)",
                                line.getCommandSpec().usageMessage().description()));
            }
            section("Options");
            command.positionalParameters().forEach(p -> item("\\fI" + text(p.paramLabel()) + "\\fR", described(p)));
            command.options().stream()
                    .filter(o -> !o.hidden())
                    .sorted((a, b) -> a.longestName()
                            .replaceAll("^-+", "")
                            .compareTo(b.longestName().replaceAll("^-+", "")))
                    .forEach(o -> item(names(o), described(o)));
            if (!usage.exitCodeList().isEmpty()) {
                section("Exit status");
                usage.exitCodeList().forEach((code, meaning) -> item("\\fB" + code + "\\fR", meaning));
            }
            List<String> footer = Arrays.stream(usage.footer())
                    .filter(l -> l.startsWith("  "))
                    .toList();
            if (!footer.isEmpty()) {
                section("Examples");
                line(".nf");
                footer.forEach(example -> line(text(String.format(example.strip()))));
                line(".fi");
            }
            section("See also");
            line(parent ? "The documents of Wengert." : "\\fBwengert\\fR(1)");
        }

        private static String parameters(CommandSpec command) {
            return command.positionalParameters().stream()
                    .map(p -> " "
                            + (p.arity().min() == 0
                                    ? "[\\fI" + text(p.paramLabel()) + "\\fR]"
                                    : "\\fI" + text(p.paramLabel()) + "\\fR"))
                    .collect(Collectors.joining());
        }

        private static String names(OptionSpec option) {
            String label = option.arity().max() == 0
                    ? ""
                    : option.arity().min() == 0
                            ? "[=\\fI" + text(option.paramLabel()) + "\\fR]"
                            : "=\\fI" + text(option.paramLabel()) + "\\fR";
            return Arrays.stream(option.names())
                            .map(n -> "\\fB" + text(n) + "\\fR")
                            .collect(Collectors.joining(", "))
                    + label;
        }

        /** With the candidates in place of their name. */
        private static String[] described(ArgSpec argument) {
            List<String> candidates = new ArrayList<>();
            if (argument.completionCandidates() != null) {
                argument.completionCandidates().forEach(candidates::add);
            }
            return Arrays.stream(argument.description())
                    .map(line -> line.replace("${COMPLETION-CANDIDATES}", String.join(", ", candidates)))
                    .toArray(String[]::new);
        }

        private void section(String title) {
            line(".SH \"" + title.toUpperCase(Locale.ROOT) + "\"");
        }

        private void item(String head, String... description) {
            line(".TP");
            line(head);
            line(text(String.format(String.join(" ", description))));
        }

        private void line(String line) {
            page.append(line).append('\n');
        }

        /** What man takes for signs of its own is written so that it does not. */
        private static String text(String words) {
            String escaped = words.replace("\\", "\\e").replace("-", "\\-");
            return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
        }
    }
}
