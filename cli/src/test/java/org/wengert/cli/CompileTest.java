package org.wengert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompileTest {

    @TempDir
    private Path folder = Path.of("");

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Run compile(String... args) {
        String[] all = Stream.concat(
                        Stream.of("compile", "-d", folder.resolve("out").toString()), Stream.of(args))
                .toArray(String[]::new);
        return Run.of(all);
    }

    private List<String> written() throws IOException {
        Path out = folder.resolve("out");
        if (!Files.exists(out)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> out.relativize(f).toString())
                    .toList();
        }
    }

    @Test
    void writesAClassForEachFile() throws IOException {
        Run run = compile(file("Loss.expr", "x^2*y"), file("Gain.expr", "f(x) = exp(x)"), "--package", "org.example");
        assertThat(run).isEqualTo(new Run(0, "", ""));
        assertThat(written()).containsExactlyInAnyOrder("org/example/Loss.java", "org/example/Gain.java");
        assertThat(Files.readString(folder.resolve("out/org/example/Loss.java")))
                .contains("package org.example;")
                .contains("class Loss");
    }

    @Test
    void writesNothingIfOneFileIsInError() throws IOException {
        Run run = compile(file("Good.expr", "x^2"), file("Bad.expr", "x +"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("Bad.expr:1:");
        assertThat(written()).isEmpty();
    }

    @Test
    void leavesWhatHasNotChanged() throws IOException {
        String one = file("One.expr", "x^2");
        compile(one);
        Path output = folder.resolve("out/One.java");
        FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(output, old);
        assertThat(compile(one).exit()).isZero();
        assertThat(Files.getLastModifiedTime(output)).isEqualTo(old);
        file("One.expr", "x^3");
        assertThat(compile(one).exit()).isZero();
        assertThat(Files.getLastModifiedTime(output)).isNotEqualTo(old);
        assertThat(written()).containsExactly("One.java");
    }

    @Test
    void computesJacobiansAsItIsTold() throws IOException {
        String file = file("One.expr", "f(x: real[n], y: real[m]) = dot(x, x)*y");
        for (String mode : List.of("forward", "reverse")) {
            assertThat(compile(file, "--derive", "jacobian", "--jacobian", mode).exit())
                    .isZero();
            assertThat(Files.readString(folder.resolve("out/One.java")))
                    .contains(
                            mode.equals("forward")
                                    ? "jacobian is computed forward, by columns, as asked for."
                                    : "jacobian is computed in reverse, by rows, as asked for.")
                    .contains(mode.equals("forward") ? "yDot" : "fBar");
        }
        Run run = compile(file, "--jacobian", "backward");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("""
                        wengert: error: --jacobian: 'backward' is no way to compute a Jacobian [malformed-value]
                          hint: it is one of counted, forward, reverse
                        """);
    }

    @Test
    void generatesWhatIsAskedFor() throws IOException {
        compile(file("One.expr", "x^2*y"), "--derive", "value,gradient(x)");
        assertThat(Files.readString(folder.resolve("out/One.java")))
                .contains("gradient(")
                .doesNotContain("tangent(");
    }

    @Test
    void refusesWrongUsage() throws IOException {
        String one = file("One.expr", "x^2");
        assertThat(compile(one, "--package", "1x").exit()).isEqualTo(2);
        assertThat(compile("missing.expr").exit()).isEqualTo(2);
        assertThat(Run.of("compile", one).exit()).isEqualTo(2);
        Files.writeString(folder.resolve("plain"), "");
        Run run = Run.of("compile", one, "-d", folder.resolve("plain").toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("wengert: error: nothing can be written to '");
        assertThat(compile(one, one).err()).contains("two of the files would become One.java");
    }

    @Test
    void writesTestsToAFolderOfTheirOwn() throws IOException {
        String one = file("One.expr", "x^2*y");
        Run run = compile(one, "--package", "org.example", "--emit-tests=" + folder.resolve("tests"));
        assertThat(run).isEqualTo(new Run(0, "", ""));
        assertThat(written()).containsExactly("org/example/One.java");
        assertThat(Files.readString(folder.resolve("tests/org/example/OneDerivativesTest.java")))
                .contains("final class OneDerivativesTest {")
                .contains("gradientAgreesWithDifferences");
        assertThat(compile(one, "--emit-tests").exit()).isZero();
        assertThat(written()).contains("One.java", "OneDerivativesTest.java");
        assertThat(compile(file("Never.expr", "log(-1 - x^2)"), "--emit-tests").err())
                .contains("Never.expr:1:1: warning: 'Never' is not tested: no point was found");
    }

    @Test
    void refusesGradientsThatCostTooMuch() throws IOException {
        String one = file("One.expr", "exp(x)*sin(x)*y");
        assertThat(compile(one, "--max-gradient-ratio", "5").exit()).isZero();
        assertThat(written()).containsExactly("One.java");
        Files.delete(folder.resolve("out/One.java"));
        Run run = compile(one, "--max-gradient-ratio", "1.1");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("One.expr:1:1: error: the gradient of 'One' takes")
                .contains("at most 1.10 times are allowed [expensive-gradient]");
        assertThat(written()).isEmpty();
        assertThat(compile(one, "--max-gradient-ratio", "much").err())
                .startsWith("wengert: error: --max-gradient-ratio: 'much' is not a positive number");
    }

    @Test
    void annotatesOnlyIfAsked() throws IOException {
        String one = file("One.expr", "g(x) = x^2\nf(x) = g(x)*2");
        compile(one);
        assertThat(Files.readString(folder.resolve("out/One.java")))
                .doesNotContain("\n@")
                .doesNotContain(" @Gen");
        compile(one, "--generated-annotation");
        assertThat(Files.readString(folder.resolve("out/One.java")))
                .contains("\n@One.Generated\npublic final class One {")
                .contains("\n    @Generated\n    public static final class g {")
                .contains("@Retention(RetentionPolicy.CLASS)\n    @interface Generated {");
        compile(one, "--generated-annotation=lombok.Generated");
        assertThat(Files.readString(folder.resolve("out/One.java")))
                .contains("import lombok.Generated;")
                .contains("\n@Generated\npublic final class One {");
        assertThat(compile(one, "--generated-annotation=Gen erated").exit()).isEqualTo(2);
    }

    @Test
    void trapsNaNIfAsked() throws IOException {
        String program =
                file("Loss.expr", "Loss(x, y) = {\n  p = x*y\n  q = sqrt(p)\n  return exp(q)*2\n}\nderive Loss: value");
        assertThat(compile(program, "--trap", "nan").exit()).isZero();
        assertThat(Files.readString(folder.resolve("out/Loss.java")))
                .contains("""
                                double p = notNaN(x * y, "Loss.expr:2:7: 'x*y' makes NaN: p = x*y", "x", x, "y", y);
                                double q = notNaN(Math.sqrt(p), "Loss.expr:3:7: 'sqrt(p)' makes NaN: q = sqrt(p)", "p", p);
                        """)
                .contains("Math.exp(q)")
                .doesNotContain("notNaN(Math.exp")
                .contains("private static double notNaN(double value, String what, String aName, double a) {");
        assertThat(compile(file("Sum.expr", "Sum(x: real[n]) = sum(log(x))\nderive Sum: value"), "--trap", "nan")
                        .exit())
                .isZero();
        assertThat(Files.readString(folder.resolve("out/Sum.java")))
                .contains(
                        "notNaN(Math.log(x[i]), \"Sum.expr:1:19: 'sum(log(x))' makes NaN: v1 = log(x[i])\", \"x[i]\", x[i]);");
    }

    @Test
    void writesTheSameForWindowsLineEnds() throws IOException {
        String text = "# A comment.\nf(x) = {\n  a = x^2 # square\n  return a*exp(a)\n}\n";
        compile(file("One.expr", text));
        String unix = Files.readString(folder.resolve("out/One.java"));
        compile(file("One.expr", text.replace("\n", "\r\n")));
        String windows = Files.readString(folder.resolve("out/One.java"));
        assertThat(unix).contains(" * A comment.");
        assertThat(windows).isNotEqualTo(unix);
        assertThat(windows.replaceAll("[0-9a-f]{64}", "")).isEqualTo(unix.replaceAll("[0-9a-f]{64}", ""));
    }
}
