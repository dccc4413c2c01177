package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class CommandTest {

    private static final Path PAGE = Path.of("../docs/command-line.md");

    @Test
    void saysThatACommandIsMissing() {
        String message = """
                wengert: error: say what to do: a command is missing [wrong-usage]
                  hint: wengert --help
                """;
        assertThat(Run.of()).isEqualTo(new Run(2, "", message));
    }

    @Test
    void namesAnOptionThatItDoesNotKnow() {
        Run run = Run.of("eval", "--att", "x=1");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("wengert: error: Unknown option: '--att'");
    }

    @Test
    void hasAVersionAndAScriptForShells() {
        assertThat(Run.of("--version").out()).startsWith("wengert ");
        assertThat(Run.of("completion").out()).contains("complete -F _complete_wengert");
    }

    @Test
    void checksEveryFunctionOfAProgram() {
        Run run = Run.of("check", "-e", "g(x) = x^2\nf(x, y) = x > 0 ? g(x)*y : y/x", "--points", "3");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("g: 3 points").contains("f: 3 points").contains("  right\n");
    }

    @Test
    void checksFunctionsOfArrays() {
        String program = "g(x: real[n]) = x .* x\nf(x: real[n], A: real[m,n]) = sum(A*g(x))";
        Run run = Run.of("check", "-e", program, "--points", "3", "--size", "n=2");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("f: 3 points, 0 rejected")
                .contains("beside differences")
                .contains("in doubles, sizes and integers drawn from 1 to 4, but n = 2\n  right\n");
        assertThat(Run.of("check", "-e", program, "--size", "p=2").err())
                .isEqualTo("wengert: error: no size or integer parameter is called 'p' [unknown-parameter]\n");
        assertThat(Run.of("check", "-e", program, "--size", "n=2.5").exit()).isEqualTo(2);
    }

    @Test
    void failsToCheckWhatIsDefinedNowhere() {
        Run run = Run.of("check", "-e", "log(-1 - x^2)", "--points", "2");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("not checked: no point was found");
    }

    @Test
    void isDocumentedAsItIs() throws IOException {
        String page = page();
        if (Boolean.getBoolean("wengert.update")) {
            Files.createDirectories(PAGE.toAbsolutePath().getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        CommandLine line = Main.commandLine(Console.of(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream()));
        StringBuilder page = new StringBuilder("# Command line\n\nWhat `wengert --help` says of each command.\n");
        section(page, line);
        line.getSubcommands().values().forEach(s -> section(page, s));
        return page.toString();
    }

    private static void section(StringBuilder page, CommandLine line) {
        page.append("\n## ").append(line.getCommandSpec().qualifiedName()).append("\n\n```\n");
        page.append(line.getUsageMessage(CommandLine.Help.Ansi.OFF).replaceAll("[ \r]+\n", "\n"));
        page.append("```\n");
    }
}
