package org.wengert.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked and used as someone would who has nothing else; runs after it is made. */
class ArchiveTest {

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    /** What has a Java, but no compiler. */
    private static final String MODULES = "java.base,java.compiler,java.logging,java.xml,jdk.httpserver";

    @TempDir
    static Path folder;

    private static Path home = Path.of("");

    /** What came of a command. */
    record Run(int exit, String out, String err) {}

    private static Path made(String pattern) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(f -> f.getFileName().toString().matches(pattern))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        }
    }

    @BeforeAll
    static void unpack() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(made("wengert-[0-9].*\\.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path to = folder.resolve(entry.getName()).normalize();
                assertThat(to.startsWith(folder)).isTrue();
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
                } else {
                    Files.createDirectories(to.getParent());
                    Files.copy((InputStream) zip, to);
                }
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            home = files.findFirst().orElseThrow();
        }
        assertThat(home.resolve("bin/wengert").toFile().setExecutable(true)).isTrue();
    }

    private static Run run(Path javaHome, List<String> command) throws Exception {
        Path empty = Files.createTempDirectory(folder, "empty");
        File out = Files.createTempFile(folder, "out", "").toFile();
        File err = Files.createTempFile(folder, "err", "").toFile();
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(empty.toFile())
                .redirectOutput(out)
                .redirectError(err);
        process.environment().putAll(Map.of("JAVA_HOME", javaHome.toString()));
        int exit = process.start().waitFor();
        return new Run(exit, Files.readString(out.toPath()), Files.readString(err.toPath()));
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
        String jar = made("wengert-[0-9.]+[^-]*(-SNAPSHOT)?\\.jar").toString();
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
        Path image = image(MODULES);
        assertThat(wengert(image, "eval", "-e", "x^2", "--at", "x=3").out()).startsWith("value      9\n");
        assertThat(wengert(image, "explain", "-e", "x*sin(y)", "--html", "r.html"))
                .isEqualTo(new Run(0, "", ""));
        assertThat(wengert(image, "compile", "missing.expr", "-d", "java").err())
                .contains("[unreadable-file]");
        assertThat(wengert(image, "check", "-e", "x*sin(y)", "--points", "2").exit())
                .isZero();
    }

    @Test
    void saysWhatTheSmallestJavaLacks() throws Exception {
        Path image = image("java.base");
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
        String classes = folder + File.pathSeparator + made("wengert-[0-9.]+[^-]*(-SNAPSHOT)?\\.jar");
        String javac = JAVA_HOME.resolve("bin/javac").toString();
        assertThat(run(JAVA_HOME, List.of(javac, "-cp", classes, "-d", folder.toString(), source.toString()))
                        .exit())
                .isZero();
        assertThat(run(image, List.of(image.resolve("bin/java").toString(), "-cp", classes, "Example"))
                        .out())
                .startsWith("{x=6.0}\nthis Java runtime has no compiler (module jdk.compiler)");
    }

    private static Path image(String modules) throws Exception {
        Path jlink = JAVA_HOME.resolve("bin/jlink");
        assumeTrue(
                Files.isExecutable(jlink) && Files.isDirectory(JAVA_HOME.resolve("jmods")), "there is no jlink here");
        Path image = Files.createTempDirectory(folder, "java").resolve("image");
        Run made = run(
                JAVA_HOME,
                List.of(
                        jlink.toString(),
                        "--add-modules",
                        modules,
                        "--strip-debug",
                        "--no-man-pages",
                        "--no-header-files",
                        "--output",
                        image.toString()));
        assertThat(made.exit()).as(made.out() + made.err()).isZero();
        return image;
    }
}
