package org.wengert.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jars of the archive on a class path with other versions of the libraries that they were made with. */
class NeighboursTest {

    @TempDir
    static Path folder;

    private static Path lib = Path.of("");

    @BeforeAll
    static void unpack() throws IOException {
        lib = Archive.unpacked(folder).resolve("lib");
    }

    private static List<Path> in(Path folder, String pattern) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches(pattern))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> jars() throws IOException {
        return in(lib, "wengert-.*\\.jar");
    }

    static List<Path> neighbours() throws IOException {
        return in(Path.of("target/neighbours"), "antlr4-runtime-.*\\.jar");
    }

    @Test
    void severalVersionsAreTried() throws IOException {
        assertThat(neighbours())
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .containsExactly(
                        "antlr4-runtime-4.13.2.jar",
                        "antlr4-runtime-4.5.jar",
                        "antlr4-runtime-4.7.2.jar",
                        "antlr4-runtime-4.9.3.jar");
    }

    @ParameterizedTest
    @MethodSource("neighbours")
    void aProgramIsCompiledBesideAnotherAntlr(Path neighbour) throws Exception {
        List<Path> before = new ArrayList<>(jars());
        before.add(neighbour);
        assertThat(square(before)).isEqualTo(9);
        List<Path> after = new ArrayList<>(jars());
        after.add(0, neighbour);
        assertThat(square(after)).isEqualTo(9);
    }

    /** 3 squared, by a program that is read, compiled and loaded with these jars and Java alone. */
    private static double square(List<Path> classPath) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (Path jar : classPath) {
            urls.add(jar.toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object program = loader.loadClass("org.wengert.Wengert")
                    .getMethod("compile", String.class)
                    .invoke(null, "square(x) = {\n  y = x\n  return x*y\n}");
            Object value = program.getClass().getMethod("value", double[].class).invoke(program, new double[] {3});
            return (double) value;
        }
    }

    @Test
    void theJarsNameNoOtherPackagesOfTheirLibraries() throws IOException {
        assertThat(in(lib, "(antlr|asm|javapoet).*")).isEmpty();
        List<String> foreign = new ArrayList<>();
        for (Path file : jars()) {
            try (JarFile jar = new JarFile(file.toFile())) {
                for (var entry :
                        jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
                    String bytes = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                    boolean isOurs = entry.getName().startsWith("org/wengert/")
                            || entry.getName().equals("module-info.class");
                    if (!isOurs
                            || Stream.of("org/antlr", "org/objectweb", "com/palantir")
                                    .anyMatch(bytes::contains)) {
                        foreign.add(entry.getName());
                    }
                }
            }
        }
        assertThat(foreign).isEmpty();
    }

    @Test
    void whatIsInsideHasItsLicences() throws IOException {
        List<Path> jars = List.of(in(lib, "wengert-shaded-.*").get(0), Archive.singleJar());
        for (Path file : jars) {
            try (JarFile jar = new JarFile(file.toFile())) {
                assertThat(List.of("LICENSE", "NOTICE", "licenses/antlr.txt", "licenses/asm.txt"))
                        .allSatisfy(name ->
                                assertThat(jar.getEntry("META-INF/" + name)).isNotNull());
            }
        }
    }
}
