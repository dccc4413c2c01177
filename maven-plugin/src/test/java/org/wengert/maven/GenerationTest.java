package org.wengert.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wengert.driver.CompilerOption;
import org.wengert.generation.FailedGenerationException;
import org.wengert.generation.Generation;
import org.wengert.generation.Libraries;
import org.wengert.generation.Messages;
import org.wengert.generation.Settings;
import org.wengert.generation.Settings.Warnings;

final class GenerationTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    @TempDir
    private Path folder = Path.of("");

    private final List<String> lines = new ArrayList<>();

    private boolean emitTests;
    private Optional<Libraries> dependencies = Optional.empty();
    private final SortedMap<String, String> options = new TreeMap<>();

    private final Messages messages = new Messages() {
        @Override
        public void info(String line) {
            lines.add(line);
        }

        @Override
        public void warning(String line) {
            lines.add("W " + line);
        }

        @Override
        public void error(String line) {
            lines.add("E " + line);
        }
    };

    private Path program(String name, String text) throws IOException {
        Path file = folder.resolve("expr").resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, text);
    }

    private Path java(String name) {
        return folder.resolve("target/java").resolve(name);
    }

    private List<String> generated() throws IOException {
        if (!Files.exists(java(""))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(java(""))) {
            return files.filter(Files::isRegularFile)
                    .map(f -> java("").relativize(f).toString())
                    .sorted()
                    .toList();
        }
    }

    private Settings settings(String packageName, Warnings warnings, String tool, String... products) {
        SortedMap<String, String> all = new TreeMap<>(options);
        all.put("package", packageName);
        all.put("products", String.join(",", products));
        return new Settings(
                folder.resolve("expr"),
                folder.resolve("target/java"),
                folder.resolve("target/wengert/default-compile.state"),
                folder.resolve("target/wengert/compile-lines/default.lines"),
                all,
                warnings,
                Optional.of(folder.resolve("target/tests")),
                emitTests,
                dependencies,
                tool);
    }

    private Settings settings() {
        return settings("", Warnings.ALLOWED, "1");
    }

    /** What the run says. */
    private List<String> run(Settings settings) throws FailedGenerationException, IOException {
        lines.clear();
        Generation.run(settings, messages);
        return List.copyOf(lines);
    }

    @Test
    void putsClassesIntoThePackagesOfTheirFolders() throws Exception {
        program("Top.expr", "x^2");
        program("org/example/Loss.expr", "x^2*θ");
        program("org/example/.#Loss.expr", "an editor's");
        program("org/example/notes.txt", "");
        assertThat(run(settings("models", Warnings.ALLOWED, "1")))
                .containsExactly("Compiled 2 of 2 programs to " + java(""));
        assertThat(generated()).containsExactly("models/Top.java", "models/org/example/Loss.java");
        assertThat(Files.readString(java("models/org/example/Loss.java")))
                .contains("package models.org.example;")
                .contains("double θ");
    }

    @Test
    void doesNothingWhereThereIsNoFolder() throws Exception {
        assertThat(run(settings())).containsExactly("Nothing to compile: programs up to date: 0");
        assertThat(Files.exists(folder.resolve("target"))).isFalse();
    }

    @Test
    void compilesWhatHasChangedAlone() throws Exception {
        program("One.expr", "x^2");
        program("Two.expr", "x^2");
        run(settings());
        Path memory = settings().memory();
        for (Path file : List.of(java("One.java"), java("Two.java"), memory)) {
            Files.setLastModifiedTime(file, LONG_AGO);
        }
        assertThat(run(settings())).containsExactly("Nothing to compile: programs up to date: 2");
        assertThat(Files.getLastModifiedTime(memory)).isEqualTo(LONG_AGO);
        program("Two.expr", "x^3");
        assertThat(run(settings())).containsExactly("Compiled 1 of 2 programs to " + java(""));
        assertThat(Files.getLastModifiedTime(java("One.java"))).isEqualTo(LONG_AGO);
        assertThat(Files.getLastModifiedTime(java("Two.java"))).isNotEqualTo(LONG_AGO);
    }

    @Test
    void compilesAllForAnotherVersionOrOtherSettings() throws Exception {
        program("One.expr", "x^2");
        run(settings());
        for (Settings other : List.of(
                settings("", Warnings.ALLOWED, "2"),
                settings("", Warnings.ALLOWED, "2", "value"),
                settings("p", Warnings.ALLOWED, "2", "value"))) {
            assertThat(run(other)).contains("Compiled 1 of 1 programs to " + java(""));
            assertThat(run(other)).containsExactly("Nothing to compile: programs up to date: 1");
        }
        assertThat(generated()).containsExactly("p/One.java");
    }

    @Test
    void restoresJavaThatWasChangedOrIsMissing() throws Exception {
        program("One.expr", "x^2");
        run(settings());
        String text = Files.readString(java("One.java"));
        Files.writeString(java("One.java"), "class One {}");
        run(settings());
        assertThat(Files.readString(java("One.java"))).isEqualTo(text);
        Files.delete(java("One.java"));
        run(settings());
        assertThat(Files.readString(java("One.java"))).isEqualTo(text);
    }

    @Test
    void deletesWhatItHasWrittenAlone() throws Exception {
        Path gone = program("p/Gone.expr", "x^2");
        program("p/Kept.expr", "x^2");
        run(settings());
        Files.writeString(java("p/Own.java"), "package p; class Own {}");
        Files.delete(gone);
        assertThat(run(settings()))
                .containsExactly(
                        "Deleted p/Gone.java, whose program is gone: p/Gone.expr",
                        "Nothing to compile: programs up to date: 1");
        assertThat(generated()).containsExactly("p/Kept.java", "p/Own.java");
    }

    @Test
    void deletesNothingOutsideOfItsFolder() throws Exception {
        program("One.expr", "x^2");
        run(settings());
        Path precious = Files.writeString(folder.resolve("target/precious"), "");
        Path memory = settings().memory();
        Files.writeString(memory, Files.readString(memory) + "- - ../precious Two.expr\n");
        run(settings());
        assertThat(precious).exists();
    }

    @Test
    void compilesAllWhereItsMemoryIsDamagedOrSpeaksOfAnotherFolder() throws Exception {
        program("One.expr", "x^2");
        run(settings());
        Path memory = settings().memory();
        String text = Files.readString(memory);
        List<byte[]> damaged = List.of(
                new byte[0],
                new byte[] {(byte) 0xff, '\n', '\n'},
                (text + "what is this\n").getBytes(StandardCharsets.UTF_8),
                text.replace("java\n", "kotlin\n").getBytes(StandardCharsets.UTF_8));
        for (byte[] bytes : damaged) {
            Files.write(memory, bytes);
            assertThat(run(settings())).containsExactly("Compiled 1 of 1 programs to " + java(""));
            assertThat(Files.readString(memory)).isEqualTo(text);
        }
    }

    @Test
    void saysTheErrorsOfAllProgramsAndChangesNothing() throws Exception {
        program("Good.expr", "x^2");
        Path gone = program("Gone.expr", "x^2");
        run(settings());
        Files.delete(gone);
        program("Good.expr", "x^3");
        String good = Files.readString(java("Good.java"));
        Path first = program("First.expr", "f(x) = {\n  return x*()\n}");
        Path second = program("Second.expr", "sqr(x)");
        Path binary = Files.write(program("Third.expr", ""), new byte[] {0});
        assertThatThrownBy(() -> run(settings()))
                .isInstanceOf(FailedGenerationException.class)
                .hasMessage("3 programs of 4 could not be compiled, as said above; no Java was written");
        assertThat(String.join("\n", lines)).isEqualTo("""
                        E %s:2:13: error: expected an expression, found ')' [unexpected]
                        E     return x*()
                        E               ^
                        E %s:1:1: error: unknown function 'sqr' [unknown-name]
                        E   sqr(x)
                        E   ^~~
                        E   hint: it is written sqrt
                        E %s: error: byte 0 is zero: this is not text, or not in UTF-8 [binary-file]""".formatted(first, second, binary));
        assertThat(generated()).containsExactly("Gone.java", "Good.java");
        assertThat(Files.readString(java("Good.java"))).isEqualTo(good);
    }

    @Test
    void refusesTwoProgramsForOneClass() throws Exception {
        Path first = program("a+b.expr", "x^2");
        Path second = program("a-b.expr", "x^2");
        assertThatThrownBy(() -> run(settings())).isInstanceOf(FailedGenerationException.class);
        assertThat(lines).containsExactly("E " + second + ": error: becomes a_b.java, as " + first + " does");
    }

    @Test
    void refusesFoldersThatAreNoPackages() throws Exception {
        Path dash = program("a-b/One.expr", "x^2");
        Path dot = program("a.b/One.expr", "x^2");
        Path keyword = program("new/One.expr", "x^2");
        assertThatThrownBy(() -> run(settings())).isInstanceOf(FailedGenerationException.class);
        assertThat(lines)
                .containsExactlyElementsOf(Stream.of(dash, dot, keyword)
                        .map(p -> "E " + p + ": error: a folder on the way to it cannot be part of a package's name")
                        .toList());
    }

    @Test
    void saysWarningsEachTimeAndRefusesThemIfTold() throws Exception {
        Path program = program("One.expr", "x + 1e-999");
        for (int i = 0; i < 2; i++) {
            assertThat(run(settings()))
                    .contains("W " + program + ":1:5: warning: '1e-999' is smaller than the smallest double, 4.9e-324,"
                            + " and is read as 0 [number-underflow]")
                    .contains("W       ^~~~~~");
        }
        assertThatThrownBy(() -> run(settings("", Warnings.REFUSED, "1")))
                .hasMessage("1 program of 1 could not be compiled, as said above; no Java was written");
        assertThat(lines).endsWith("E " + program + ": error: has warnings, which are to fail the build");
    }

    @Test
    void generatesWhatIsAskedFor() throws Exception {
        program("One.expr", "f(x, y) = x^2*y\nderive f: hessian");
        run(settings("", Warnings.ALLOWED, "1", "value", "gradient(x, y)"));
        assertThat(Files.readString(java("One.java"))).contains("gradient(").doesNotContain("hessian(");
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        assertThatThrownBy(() -> run(settings("1x", Warnings.ALLOWED, "1")))
                .hasMessage("package: '1x' is not the name of a package");
        assertThatThrownBy(() -> run(settings("", Warnings.ALLOWED, "1", "gradent")))
                .hasMessage("products: no derivative product 'gradent'; did you mean 'gradient'?");
    }

    @Test
    void writesAndDeletesTestsAsTheyAreWished() throws Exception {
        program("org/example/Loss.expr", "x^2*y");
        Path test = folder.resolve("target/tests/org/example/LossDerivativesTest.java");
        Generation.run(settings(), messages);
        assertThat(test).doesNotExist();
        emitTests = true;
        Generation.run(settings(), messages);
        assertThat(test).content().contains("final class LossDerivativesTest {");
        Files.setLastModifiedTime(test, LONG_AGO);
        Generation.run(settings(), messages);
        assertThat(lines).last().isEqualTo("Nothing to compile: programs up to date: 1");
        assertThat(Files.getLastModifiedTime(test)).isEqualTo(LONG_AGO);
        Files.delete(test);
        Generation.run(settings(), messages);
        assertThat(test).exists();
        emitTests = false;
        Generation.run(settings(), messages);
        assertThat(test).doesNotExist();
        assertThat(generated()).containsExactly("org/example/Loss.java");
    }

    @Test
    void saysEachTimeWhatCannotBeTested() throws Exception {
        program("Never.expr", "log(-1 - x^2)");
        emitTests = true;
        for (int run = 0; run < 2; run++) {
            lines.clear();
            Generation.run(settings(), messages);
            assertThat(lines).anyMatch(line -> line.startsWith("W ") && line.contains("'Never' is not tested"));
        }
        assertThatThrownBy(() -> Generation.run(settings("", Warnings.REFUSED, "1"), messages))
                .isInstanceOf(FailedGenerationException.class);
    }

    @Test
    void refusesGradientsThatCostTooMuch() throws Exception {
        program("Loss.expr", "x^2*y");
        options.put("maxGradientRatio", "1.5");
        assertThatThrownBy(() -> Generation.run(settings(), messages)).isInstanceOf(FailedGenerationException.class);
        assertThat(lines)
                .anyMatch(line -> line.startsWith("E ")
                        && line.contains("Loss.expr:1:1: error: the gradient of 'Loss' takes 4 flops, 2 times the"
                                + " value's 2 flops; at most 1.50 times are allowed"));
        assertThat(generated()).isEmpty();
        options.put("maxGradientRatio", "5");
        Generation.run(settings(), messages);
        assertThat(generated()).containsExactly("Loss.java");
        options.put("maxGradientRatio", "0");
        assertThatThrownBy(() -> Generation.run(settings(), messages))
                .hasMessage("maxGradientRatio: '0' is not a positive number");
    }

    @Test
    void asksForTheRuntimeBeforeAnythingIsWritten() throws Exception {
        program("org/example/Loss.expr", "x*erf(y)");
        dependencies = Optional.of(new ProjectDependencies(Map.of(), ProjectDependencies.SCOPES_OF_MAIN, "3.14"));
        assertThatThrownBy(() -> run(settings()))
                .isInstanceOf(FailedGenerationException.class)
                .hasMessage("""
                        org/example/Loss.java needs org.wengert:wengert-runtime, and the project does not depend on it. Add to its dependencies:

                            <dependency>
                              <groupId>org.wengert</groupId>
                              <artifactId>wengert-runtime</artifactId>
                              <version>3.14</version>
                            </dependency>

                        Where its classes come in another way, <checkDependencies>false</checkDependencies> leaves this question to the compiler.""");
        assertThat(generated()).isEmpty();
    }

    @Test
    void asksForTheRuntimeOfProgramsThatAreUpToDateToo() throws Exception {
        program("Loss.expr", "x*erf(y)");
        run(settings());
        dependencies = Optional.of(new ProjectDependencies(Map.of(), ProjectDependencies.SCOPES_OF_MAIN, "1"));
        assertThatThrownBy(() -> run(settings())).hasMessageContaining("needs org.wengert:wengert-runtime");
    }

    @Test
    void asksForTheRuntimeWhereTheCompilerSeesIt() throws Exception {
        program("Loss.expr", "x*erf(y)");
        Map<String, String> scopes = Map.of("org.wengert:wengert-runtime", "test");
        dependencies = Optional.of(new ProjectDependencies(scopes, ProjectDependencies.SCOPES_OF_MAIN, "1"));
        assertThatThrownBy(() -> run(settings()))
                .hasMessageContaining("in the scope 'test' alone, where main code does not see it")
                .hasMessageContaining("<scope>compile</scope>"); // or a managed scope stays
        dependencies = Optional.of(new ProjectDependencies(scopes, ProjectDependencies.SCOPES_OF_TESTS, "1"));
        run(settings());
        assertThat(generated()).containsExactly("Loss.java");
    }

    @Test
    void asksForNoRuntimeThatIsOnlyTalkedAbout() throws Exception {
        program("Loss.expr", "# As org.wengert.runtime.Special does.\nLoss(x) = x^2");
        dependencies = Optional.of(new ProjectDependencies(Map.of(), ProjectDependencies.SCOPES_OF_MAIN, "1"));
        run(settings());
        assertThat(java("Loss.java")).content().contains("org.wengert.runtime.Special");
    }

    @Test
    void asksForJUnitForEmittedTestsAlone() throws Exception {
        program("Loss.expr", "x^2*y");
        dependencies = Optional.of(new ProjectDependencies(Map.of(), ProjectDependencies.SCOPES_OF_MAIN, "1"));
        run(settings());
        emitTests = true;
        assertThatThrownBy(() -> run(settings()))
                .hasMessageStartingWith("LossDerivativesTest.java needs org.junit.jupiter:junit-jupiter-api,")
                .hasMessageContaining("<scope>test</scope>");
        dependencies = Optional.of(new ProjectDependencies(
                Map.of("org.junit.jupiter:junit-jupiter-api", "test"), ProjectDependencies.SCOPES_OF_MAIN, "1"));
        run(settings());
        assertThat(folder.resolve("target/tests/LossDerivativesTest.java")).exists();
    }

    @Test
    void namesTheJUnitOfTheBuild() throws Exception {
        assertThat(new ProjectDependencies(Map.of(), ProjectDependencies.SCOPES_OF_MAIN, "1").lacksJUnit("T.java"))
                .hasValueSatisfying(message -> assertThat(Path.of("../pom.xml"))
                        .content()
                        .contains(message.replaceAll("(?s).*<version>(.*)</version>.*", "<junit.version>$1<")));
    }

    @Test
    void everyOptionOfTheCompilerIsAParameter() throws Exception {
        List<String> names = CompilerOption.readBy(CompilerOption.Reader.MAVEN).stream()
                .map(CompilerOption::inMaven)
                .toList();
        assertThat(CompilerOption.readBy(CompilerOption.Reader.MAVEN))
                .containsAll(CompilerOption.readBy(CompilerOption.Reader.COMPILE));
        assertThat(new CompileMojo().options()).containsOnlyKeys(names);
        try (InputStream descriptor = getClass().getResourceAsStream("/META-INF/maven/plugin.xml")) {
            assertThat(new String(Objects.requireNonNull(descriptor).readAllBytes(), StandardCharsets.UTF_8))
                    .contains(names.stream()
                            .map(name -> "<name>" + name + "</name>")
                            .toList());
        }
    }

    @Test
    void computesJacobiansAsAsked() throws Exception {
        program("Loss.expr", "f(x, y) = x^2*y\nderive f: jacobian");
        for (String mode : List.of("forward", "reverse")) {
            options.put("jacobian", mode);
            Generation.run(settings(), messages);
            assertThat(java("Loss.java"))
                    .content()
                    .contains(
                            mode.equals("forward")
                                    ? "forward, by columns, as asked for"
                                    : "in reverse, by rows, as asked for");
        }
    }

    @Test
    void trapsNaNOnlyIfAsked() throws Exception {
        program("Loss.expr", "log(x)*y");
        Generation.run(settings(), messages);
        String plain = Files.readString(java("Loss.java"));
        assertThat(plain).doesNotContain("notNaN");
        options.put("trap", "nan");
        Generation.run(settings(), messages);
        assertThat(java("Loss.java")).content().contains("notNaN(Math.log(x), \"Loss.expr:1:1: 'log(x)' makes NaN: ");
        options.remove("trap");
        Generation.run(settings(), messages);
        assertThat(java("Loss.java")).hasContent(plain);
        options.put("trap", "inf");
        assertThatThrownBy(() -> Generation.run(settings(), messages))
                .hasMessage("trap: 'inf' is nothing that can be trapped; it is one of nan");
        program("Loss.expr", "f(x: real[n]) = sum(log(x))");
        options.put("trap", "nan");
        Generation.run(settings(), messages);
        assertThat(java("Loss.java")).content().contains("notNaN(Math.log(x[i]), \"Loss.expr:1:");
    }

    @Test
    void annotatesOnlyIfAsked() throws Exception {
        program("Loss.expr", "x^2*y");
        Generation.run(settings(), messages);
        assertThat(java("Loss.java")).content().doesNotContain("@Loss.Generated");
        options.put("generatedAnnotation", "true");
        Generation.run(settings(), messages);
        assertThat(java("Loss.java")).content().contains("@Loss.Generated\npublic final class Loss {");
        options.put("generatedAnnotation", "yes");
        assertThatThrownBy(() -> Generation.run(settings(), messages))
                .hasMessage("generatedAnnotation: 'yes' is not the qualified name of an annotation");
    }
}
