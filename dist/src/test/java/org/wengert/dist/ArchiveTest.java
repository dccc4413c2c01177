package org.wengert.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.wengert.dist.Run.JAVA_HOME;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked and used as someone would who has nothing else; runs after it is made. */
class ArchiveTest {

    /** What has a Java, but no compiler. */
    private static final String MODULES = "java.base,java.compiler,java.logging,java.xml,jdk.httpserver";

    @TempDir
    static Path folder;

    private static Path home = Path.of("");

    @BeforeAll
    static void unpack() throws IOException {
        home = Archive.unpacked(folder);
        assertThat(home.resolve("bin/wengert").toFile().setExecutable(true)).isTrue();
    }

    private static Run run(Path javaHome, List<String> command) throws Exception {
        return Run.of(folder, javaHome, command);
    }

    private static Run wengert(Path javaHome, String... arguments) throws Exception {
        assumeTrue(new File("/bin/sh").canExecute(), "there is no shell here");
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/wengert").toString()));
        command.addAll(List.of(arguments));
        return run(javaHome, command);
    }

    @Test
    void runsFromAnEmptyFolder() throws Exception {
        Run run = wengert(JAVA_HOME, "eval", "-e", "x^2*y", "--at", "x=3,y=2");
        assertThat(run).isEqualTo(new Run(0, "value      18\ngradient\n  x        12\n  y        9\n", ""));
        assertThat(wengert(JAVA_HOME, "--version").out()).matches("wengert \\d.*\\R");
        assertThat(wengert(JAVA_HOME, "explain", "-e", "x*sin(y)", "--html", "r.html", "--graph", "g.svg")
                        .err())
                .isEmpty();
        assertThat(wengert(JAVA_HOME, "check", "-e", "x*sin(y)", "--points", "2")
                        .exit())
                .isZero();
    }

    @Test
    void oneJarIsEnough() throws Exception {
        String jar = Archive.singleJar().toString();
        String java = JAVA_HOME.resolve("bin/java").toString();
        assertThat(run(JAVA_HOME, List.of(java, "-jar", jar, "eval", "-e", "erf(x)", "--at", "x=0"))
                        .out())
                .startsWith("value      0\n");
        Run drawn = run(JAVA_HOME, List.of(java, "-jar", jar, "explain", "-e", "x*y + sin(x)", "--graph", "g.svg"));
        assertThat(drawn).isEqualTo(new Run(0, "", ""));
        assertThat(run(JAVA_HOME, List.of(java, "-jar", jar, "--version")).out())
                .isEqualTo(wengert(JAVA_HOME, "--version").out());
    }

    @Test
    void bringsManualPagesCompletionLicenceAndThePythonClient() {
        for (String file : List.of(
                "LICENSE",
                "NOTICE",
                "share/man/man1/wengert-eval.1",
                "share/bash-completion/completions/wengert",
                "share/wengert/clients/python/wengert.py",
                "bin/wengert.bat")) {
            assertThat(home.resolve(file)).isNotEmptyFile();
        }
    }

    /** What needs no compiler runs without one, and what needs more than there is says so. */
    @Test
    void runsOnAJavaWithoutACompiler() throws Exception {
        Path image = Run.image(folder, MODULES);
        assertThat(wengert(image, "eval", "-e", "x^2", "--at", "x=3").out()).startsWith("value      9\n");
        assertThat(wengert(image, "explain", "-e", "x*sin(y)", "--html", "r.html"))
                .isEqualTo(new Run(0, "", ""));
        assertThat(wengert(image, "compile", "missing.expr", "-d", "java").err())
                .contains("[unreadable-file]");
        assertThat(wengert(image, "check", "-e", "x*sin(y)", "--points", "2").exit())
                .isZero();
        String request = "{\"bind\":{\"expression\":\"x^2\",\"compile\":true}}";
        String command = "echo '" + request + "' | '" + home.resolve("bin/wengert") + "' eval --jsonl";
        assertThat(run(image, List.of("/bin/sh", "-c", command)).out()).contains("\"code\":\"no-compiler\"");
    }

    @Test
    void saysWhatTheSmallestJavaLacks() throws Exception {
        Path image = Run.image(folder, "java.base");
        assertThat(wengert(image, "eval", "-e", "x^2", "--at", "x=3").out()).startsWith("value      9\n");
        Run run = wengert(image, "explain", "-e", "x^2", "--html", "r.html");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("wengert: error: this needs the module java.compiler of Java");

        Path source = Files.writeString(folder.resolve("Example.java"), """
                import java.util.Map;
                import org.wengert.Program;
                import org.wengert.Wengert;
                public class Example {
                    public static void main(String[] arguments) {
                        Program square = Wengert.compile("x^2");
                        System.out.println(square.evaluate("gradient", Map.of("x", 3)));
                        try {
                            square.value(new double[] {3});
                        } catch (org.wengert.MissingCompilerException missing) {
                            System.out.println(missing.getMessage());
                        }
                    }
                }
                """);
        String classes = folder + File.pathSeparator + Archive.singleJar();
        String javac = JAVA_HOME.resolve("bin/javac").toString();
        assertThat(run(JAVA_HOME, List.of(javac, "-cp", classes, "-d", folder.toString(), source.toString()))
                        .exit())
                .isZero();
        assertThat(run(image, List.of(image.resolve("bin/java").toString(), "-cp", classes, "Example"))
                        .out())
                .startsWith("{x=6.0}\nthis Java runtime has no compiler (module jdk.compiler)");
    }
}
