package org.wengert.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wengert.dist.Run.JAVA_HOME;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars of the archive as modules, below a program that is one, and linked into images with it. */
class ModulesTest {

    @TempDir
    static Path folder;

    private static Path lib = Path.of("");
    private static Path calculator = Path.of("");

    @BeforeAll
    static void compile() throws Exception {
        lib = Archive.unpacked(folder).resolve("lib");
        calculator = calculator();
    }

    /** A folder of sources becomes a module. */
    private static Path compiled(Path sources) throws Exception {
        Path classes = Files.createTempDirectory(folder, "classes");
        Run.tool(
                "javac",
                "-p",
                lib.toString(),
                "-d",
                classes.toString(),
                "--module-source-path",
                "example=" + sources,
                "-m",
                "example");
        return classes;
    }

    private static String modulePath(Path classes) {
        return lib + File.pathSeparator + classes;
    }

    private static Path source(Path sources, String name, String text) throws IOException {
        Path file = sources.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Run java(Path home, String... arguments) throws Exception {
        return Run.of(
                folder,
                home,
                Stream.concat(Stream.of(home.resolve("bin/java").toString()), Stream.of(arguments))
                        .toList());
    }

    @Test
    void aGeneratedClassIsLinkedWithTheRuntime() throws Exception {
        Path sources = Files.createTempDirectory(folder, "sources");
        Path program = source(sources, "Bell.expr", "erf(x)");
        assertThat(java(
                        JAVA_HOME,
                        "-cp",
                        lib + "/*",
                        "org.wengert.cli.Main",
                        "compile",
                        program.toString(),
                        "-d",
                        sources.toString(),
                        "--package",
                        "example"))
                .isEqualTo(new Run(0, "", ""));
        source(sources, "module-info.java", "module example { requires org.wengert.runtime; }");
        source(sources, "example/Main.java", """
                package example;
                public class Main {
                    public static void main(String[] arguments) {
                        System.out.printf(java.util.Locale.ROOT, "%.12f%n", Bell.value(0.5));
                    }
                }
                """);
        Path image = Run.image(folder, "example", "-p", modulePath(compiled(sources)));
        // Abramowitz and Stegun, table 7.1
        assertThat(java(image, "-m", "example/example.Main").out()).startsWith("0.5204998778");
        assertThat(java(image, "--list-modules").out().lines().map(line -> line.replaceAll("@.*", "")))
                .containsExactlyInAnyOrder("java.base", "example", "org.wengert.runtime");
    }

    private static final String COMPILED = """
            {x=6.0}
            9.0
            9.0
            9.0
            example.Calculator$Own cannot be implemented from here: make it public, in a package that is exported, or open to \
            org.wengert.compiler
            """;

    private static Path calculator() throws Exception {
        Path sources = Files.createTempDirectory(folder, "sources");
        Matcher shown = Pattern.compile("(?ms)^```java module-info\\n(.*?)^```$")
                .matcher(Files.readString(Path.of("../docs/java-api.md")));
        assertThat(shown.find()).isTrue();
        source(sources, "module-info.java", shown.group(1));
        source(sources, "example/opened/Opened.java", """
                package example.opened;
                public interface Opened {
                    double value(double x);
                }
                """);
        source(sources, "example/Calculator.java", """
                package example;
                import example.opened.Opened;
                import java.util.Map;
                import java.util.function.Supplier;
                import org.wengert.MissingCompilerException;
                import org.wengert.Program;
                import org.wengert.Wengert;
                public class Calculator {
                    public interface Exported {
                        double value(double x);
                    }
                    interface Own {
                        double value(double x);
                    }
                    public static void main(String[] arguments) {
                        Program square = Wengert.compile("x^2");
                        show(() -> square.evaluate("gradient", Map.of("x", 3)));
                        show(() -> square.value(new double[] {3}));
                        show(() -> square.as(Exported.class).value(3));
                        show(() -> square.as(Opened.class).value(3));
                        show(() -> square.as(Own.class).value(3));
                    }
                    private static void show(Supplier<Object> result) {
                        try {
                            System.out.println(result.get());
                        } catch (MissingCompilerException | IllegalArgumentException e) {
                            System.out.println(e.getMessage());
                        }
                    }
                }
                """);
        return compiled(sources);
    }

    @Test
    void aModuleCompilesProgramsWhereTheJdkIs() throws Exception {
        assertThat(java(JAVA_HOME, "-p", modulePath(calculator), "-m", "example/example.Calculator"))
                .isEqualTo(new Run(0, COMPILED, ""));
    }

    @Test
    void aModuleCompilesProgramsInAnImageWithACompiler() throws Exception {
        Path image = Run.image(folder, "example,jdk.compiler", "-p", modulePath(calculator));
        assertThat(java(image, "-m", "example/example.Calculator")).isEqualTo(new Run(0, COMPILED, ""));
    }

    @Test
    void aModuleEvaluatesProgramsInAnImageWithoutACompiler() throws Exception {
        Path image = Run.image(folder, "example", "-p", modulePath(calculator));
        Run run = java(image, "-m", "example/example.Calculator");
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().toList())
                .startsWith("{x=6.0}")
                .hasSize(5)
                .filteredOn(line -> line.startsWith("this Java runtime has no compiler (module jdk.compiler)"))
                .hasSize(4);
    }

    @Test
    void noTwoJarsHaveOnePackage() throws Exception {
        assertThat(java(
                        JAVA_HOME,
                        "-p",
                        lib.toString(),
                        "--add-modules",
                        "ALL-MODULE-PATH",
                        "-m",
                        "org.wengert.cli/org.wengert.cli.Main",
                        "explain",
                        "-e",
                        "x*sin(y)",
                        "--html",
                        "r.html"))
                .isEqualTo(new Run(0, "", ""));
    }
}
