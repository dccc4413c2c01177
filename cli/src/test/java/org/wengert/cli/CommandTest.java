package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** Otherwise a script would go on with half of the numbers. */
    @ParameterizedTest
    @ValueSource(strings = {"eval -e x --at x=1", "explain -e x", "check -e x", "completion", "--help"})
    void saysThatItsOutputCannotBeWritten(String line) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(Main.run(line.split(" "), InputStream.nullInputStream(), full, err))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .endsWith("wengert: error: the output cannot be written [unwritable-output]\n");
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
    void oneStopGradientDoesNotStopTheCheckOfAFile() {
        Run run = Run.of(
                "check", "-e", "g(x: real[n]) = sum(stop_gradient(x))\nf(x: real[n]) = dot(x, x)", "--points", "2");
        assertThat(run.exit()).isZero();
        String[] functions = run.out().split("\nf: ", -1);
        assertThat(functions[0]).contains("nothing is held against differences: it holds values by stop_gradient");
        assertThat(functions[1]).contains("beside differences").doesNotContain("stop_gradient");
    }

    @Test
    void saysAtWhichSpecialPointsItChecked() {
        Run run = Run.of("check", "-e", "abs(x) + sqrt(y)", "--points", "2");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("special points (zeros, ties")
                .contains("between modes")
                .contains("beside limits");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void checksHundredsOfParametersAlongDirections() {
        String sum = IntStream.range(0, 300).mapToObj(i -> "x" + i + "^2").collect(Collectors.joining(" + "));
        Run run = Run.of("check", "-e", sum, "--points", "2");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("with 300 parameters along 2 directions at each point")
                .contains("the Hessian is checked by its products with vectors");
    }

    @Test
    void saysWhatDoesNotFitIntoTheMemory() {
        Run run = Run.of("check", "-e", "f(A: real[n,n]) = sum(A)", "--size", "n=46000");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("of memory that Java has [limit]").doesNotContain("\tat ");
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
