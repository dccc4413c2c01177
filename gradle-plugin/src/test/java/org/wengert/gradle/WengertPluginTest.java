package org.wengert.gradle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects that are really built with the plugin, by the Gradle of the API or by an installed one. */
@Tag("builds")
final class WengertPluginTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000);

    @TempDir
    private static Path shared = Path.of("");

    @TempDir
    private Path project = Path.of("");

    /** With a compiler of its own, because the Gradle of the API has none. */
    private static final String COMPILED_BY_JAVAC = """
            tasks.withType(JavaCompile).configureEach {
                options.fork = true
                options.forkOptions.executable = '%s/bin/javac'
            }
            """.formatted(System.getProperty("java.home"));

    @BeforeEach
    void namesThePlugin() throws IOException {
        String classPath = Stream.of(
                        "org.wengert.gradle.WengertPlugin",
                        "org.wengert.generation.Generation",
                        "org.wengert.check.EmittedTests",
                        "org.wengert.Wengert",
                        "org.wengert.grammar.ExprParser",
                        "org.wengert.runtime.ErrorFunctions",
                        "org.wengert.shaded.antlr.Parser",
                        "org.apfloat.Apfloat")
                .map(ClassFolders::of)
                .distinct()
                .map(path -> "'" + path + "'")
                .collect(Collectors.joining(", "));
        write("settings.gradle", """
                buildscript {
                    dependencies { classpath files(%s) }
                }
                rootProject.name = 'example'
                buildCache { local { directory = '%s' } }
                """.formatted(classPath, shared.resolve("build-cache")));
        script("");
    }

    private void script(String more) throws IOException {
        write("build.gradle", "plugins { id 'org.wengert' }\n" + COMPILED_BY_JAVAC + more);
    }

    private Path write(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, text);
    }

    private Path java(String name) {
        return project.resolve("build/generated/sources/wengert/java").resolve(name);
    }

    private String gradle(String... tasks) throws Exception {
        return run(false, tasks);
    }

    private String run(boolean configurationCache, String... tasks) throws Exception {
        return TestedGradle.get().run(project, configurationCache, tasks);
    }

    @Test
    void compilesProgramsWithTheJavaThatCallsThem() throws Exception {
        write("src/main/expr/org/example/Loss.expr", "x^2*y");
        write("src/test/expr/org/example/Wave.expr", "sin(x)");
        write(
                "src/main/java/org/example/Caller.java",
                "package org.example; class Caller { double f() { return Loss.value(2, 3); } }");
        write(
                "src/test/java/org/example/TestCaller.java",
                "package org.example; class TestCaller { double f() { return Wave.value(2) + Loss.value(2, 3); } }");
        assertThat(gradle("testClasses")).contains("BUILD SUCCESSFUL");
        assertThat(project.resolve("build/classes/java/main/org/example/Loss.class"))
                .exists();
        assertThat(project.resolve("build/classes/java/test/org/example/Wave.class"))
                .exists();
    }

    @Test
    void doesAgainWhatHasChangedAndNothingElse() throws Exception {
        write("src/main/expr/org/example/Kept.expr", "x^3");
        Path changed = write("src/main/expr/org/example/Changed.expr", "x^2");
        Path deleted = write("src/main/expr/org/example/Deleted.expr", "x^4");
        assertThat(gradle("generateExpr")).contains("1 executed");
        assertThat(gradle("generateExpr")).contains("1 up-to-date");
        Files.setLastModifiedTime(java("main/org/example/Kept.java"), LONG_AGO);
        Files.writeString(changed, "x^2 + 1");
        Files.delete(deleted);
        assertThat(gradle("generateExpr")).contains("1 executed");
        assertThat(Files.getLastModifiedTime(java("main/org/example/Kept.java")))
                .isEqualTo(LONG_AGO);
        assertThat(java("main/org/example/Changed.java")).content().contains("x^2 + 1");
        assertThat(java("main/org/example/Deleted.java")).doesNotExist();
        Files.delete(changed);
        Files.delete(project.resolve("src/main/expr/org/example/Kept.expr"));
        assertThat(gradle("generateExpr")).contains("BUILD SUCCESSFUL");
        assertThat(java("main/org/example/Kept.java")).doesNotExist();
    }

    @Test
    void comesOutOfTheConfigurationCacheAndTheBuildCache() throws Exception {
        Path program = write("src/main/expr/org/example/Cached.expr", "x^5");
        assertThat(run(true, "compileJava")).contains("Configuration cache entry stored");
        String java = Files.readString(java("main/org/example/Cached.java"));
        assertThat(run(true, "clean", "compileJava")).contains(":generateExpr FROM-CACHE");
        assertThat(java("main/org/example/Cached.java")).hasContent(java);
        assertThat(run(true, "clean", "compileJava"))
                .contains("Reusing configuration cache", ":generateExpr FROM-CACHE");
        Files.writeString(program, "x^6");
        assertThat(run(true, "compileJava")).contains("Reusing configuration cache");
        assertThat(java("main/org/example/Cached.java")).content().contains("x^6");
    }

    @Test
    void showsWhatIsWrongWithAProgram() throws Exception {
        write("src/main/expr/org/example/Good.expr", "x");
        Path wrong = write("src/main/expr/org/example/Wrong.expr", "x + sqr(y)");
        assertThat(gradle("generateExpr"))
                .contains(
                        wrong.toRealPath() + ":1:5: error:",
                        "x + sqr(y)",
                        "1 program of 2 could not be compiled, as said above; no Java was written",
                        "BUILD FAILED");
        assertThat(java("main/org/example/Good.java")).doesNotExist();
    }

    @Test
    void takesAllThatTheExtensionSays() throws Exception {
        script("""
                wengert {
                    packageName = 'org.example'
                    products = ['value', 'gradient']
                    jacobian = 'forward'
                    trap = 'nan'
                    generatedAnnotation = 'true'
                    maxGradientRatio = 20
                    failOnWarning = true
                }
                tasks.named('generateTestExpr') { options.trap.unset() }
                """);
        write("src/main/expr/Loss.expr", "log(x)");
        write("src/main/expr/deeper/Loss.expr", "x");
        assertThat(gradle("generateExpr")).contains("BUILD SUCCESSFUL");
        assertThat(java("main/org/example/Loss.java"))
                .content()
                .contains("package org.example;", "notNaN", "@interface", "gradient(")
                .doesNotContain("hessian(");
        assertThat(java("main/org/example/deeper/Loss.java")).exists();
        script("wengert { trap = 'inf' }");
        assertThat(gradle("generateExpr")).contains("trap: 'inf'", "BUILD FAILED");
        script("wengert { maxGradientRatio = 0.5 }");
        assertThat(gradle("generateExpr")).contains("gradient", "BUILD FAILED");
    }

    @Test
    void saysWhichLibraryIsMissing() throws Exception {
        write("src/main/expr/org/example/Loss.expr", "erf(x)");
        assertThat(gradle("compileJava"))
                .contains(
                        "Loss.java needs org.wengert:wengert-runtime, and the project does not depend on it."
                                + " Add to its dependencies:",
                        "    implementation(\"org.wengert:wengert-runtime:" + Tool.version() + "\")");
        script("dependencies { implementation(files('" + ClassFolders.of("org.wengert.runtime.ErrorFunctions")
                + "')) }");
        assertThat(gradle("compileJava")).contains("BUILD SUCCESSFUL");
        script("wengert { checkDependencies = false }");
        assertThat(gradle("compileJava")).contains("package org.wengert.runtime does not exist");
    }

    @Test
    void writesTestsForTheTestsOfTheProject() throws Exception {
        write("src/main/expr/org/example/Loss.expr", "x^2*y");
        script("wengert { emitTests = true }");
        assertThat(gradle("compileTestJava"))
                .contains(
                        "LossDerivativesTest.java needs org.junit.jupiter:junit-jupiter,",
                        "    testImplementation(\"org.junit.jupiter:junit-jupiter:");
        script("wengert { emitTests = true }\ndependencies { testImplementation(files("
                + Stream.of(
                                "org.junit.jupiter.api.Test",
                                "org.apiguardian.api.API",
                                "org.opentest4j.AssertionFailedError")
                        .map(ClassFolders::of)
                        .map(path -> "'" + path + "'")
                        .collect(Collectors.joining(", "))
                + ")) }");
        assertThat(gradle("compileTestJava")).contains("BUILD SUCCESSFUL");
        assertThat(project.resolve("build/classes/java/test/org/example/LossDerivativesTest.class"))
                .exists();
        script("");
        assertThat(gradle("compileTestJava")).contains("BUILD SUCCESSFUL");
        assertThat(project.resolve("build/classes/java/test/org/example/LossDerivativesTest.class"))
                .doesNotExist();
    }

    @Test
    void buildsTheExampleOfTheDocuments() throws Exception {
        String page = Files.readString(Path.of("../docs/build.md"));
        String script = page.replaceFirst("(?s).*?```groovy build.gradle\\n(.*?)```.*", "$1");
        assertThat(script).contains("id 'org.wengert' version '" + Tool.version() + "'");
        // Nothing is installed where tests run: the plugin and the runtime are those of this build.
        write(
                "build.gradle",
                script.replaceFirst(" version '.*'", "")
                                .replaceFirst(
                                        "'org.wengert:wengert-runtime:.*?'",
                                        "files('" + ClassFolders.of("org.wengert.runtime.ErrorFunctions") + "')")
                        + COMPILED_BY_JAVAC);
        write("src/main/expr/org/example/Loss.expr", "y*erf(x)");
        assertThat(gradle("compileJava")).contains("BUILD SUCCESSFUL");
    }
}
