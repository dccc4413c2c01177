package org.wengert.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.wengert.codegen.GeneratedSource;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;
import org.wengert.load.BuiltClasses.LineNumbers;
import org.wengert.load.BuiltClasses.Outcome;
import org.wengert.load.BuiltClasses.Result;
import org.wengert.source.SourceText;

/** Classes that a build has compiled say which lines of the program they come from. */
class BuiltClassesTest {

    private static final String PROGRAM = """
            # A loss.
            loss(x, y) = {
              p = x*y
              q = log(p)
              return q + sqrt(p)
            }

            square(x) = x^2
            derive loss: value, gradient
            derive square: value
            """;

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    @TempDir
    private Path folder = Path.of("");

    private Path sources = Path.of("");
    private Path classes = Path.of("");

    @BeforeEach
    void name() {
        sources = folder.resolve("sources");
        classes = folder.resolve("classes");
    }

    /** The lines of {@code program}, whose Java is written to the folder of sources. */
    private LineMap generate(String program) throws IOException {
        SourceText text = SourceText.of("Loss.expr", program);
        Compilation compilation = Compiler.compile(
                text, CompilerOptions.ofFile(Path.of("Loss.expr")).with(CompilerOption.PACKAGE, "org.example"));
        GeneratedSource java = compilation.java();
        Path file = sources.resolve(java.path());
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, java.text());
        Files.setLastModifiedTime(file, LONG_AGO);
        return LineMap.of(java, text, "org/example/Loss.expr");
    }

    /** Compiles all that is in the folder of sources. */
    private void javac(String... options) throws IOException {
        Files.createDirectories(classes);
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-d", classes.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(Files::isRegularFile).map(Path::toString).forEach(arguments::add);
        }
        int exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(exit).isZero();
    }

    /** What becomes of each class, by its name. */
    private Map<String, Result> map(LineMap map, LineNumbers numbers) throws IOException {
        Map<String, Result> results = new TreeMap<>();
        for (Outcome outcome : BuiltClasses.map(List.of(map), sources, classes, numbers)) {
            results.put(String.valueOf(outcome.file().getFileName()), outcome.result());
        }
        return results;
    }

    private Map<String, byte[]> classFiles() throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            Map<String, byte[]> bytes = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            }
            return bytes;
        }
    }

    private static Optional<String> sourceMap(byte[] classFile) {
        List<String> found = new ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public void visitSource(String source, String debug) {
                                if (debug != null) {
                                    found.add(debug);
                                }
                            }
                        },
                        0);
        return found.stream().findFirst();
    }

    /** The lines that a map says, read by the rules of JSR-45. */
    private static Map<Integer, Integer> lines(String sourceMap) {
        Map<Integer, Integer> lines = new TreeMap<>();
        String section = sourceMap.substring(sourceMap.indexOf("*L\n") + 3, sourceMap.indexOf("*E\n"));
        for (String entry : section.lines().toList()) {
            String[] sides = entry.split(":", -1);
            String[] in = sides[0].replaceFirst("#[0-9]+", "").split(",", -1);
            String[] out = sides[1].split(",", -1);
            int repeat = in.length > 1 ? Integer.parseInt(in[1]) : 1;
            int increment = out.length > 1 ? Integer.parseInt(out[1]) : 1;
            for (int n = 0; n < repeat * increment; n++) {
                lines.put(Integer.parseInt(out[0]) + n, Integer.parseInt(in[0]) + n / increment);
            }
        }
        return lines;
    }

    @Test
    void classesKeepTheLinesOfJavaAndHaveAMapOfThoseOfTheProgram() throws IOException {
        LineMap map = generate(PROGRAM);
        javac();
        Map<String, byte[]> before = classFiles();
        assertThat(map(map, LineNumbers.JAVA).values()).contains(Result.CHANGED);
        Map<Integer, Integer> all = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : classFiles().entrySet()) {
            ClassLines java = ClassLines.of(file.getValue());
            assertThat(java).isEqualTo(ClassLines.of(before.getOrDefault(file.getKey(), new byte[0])));
            sourceMap(file.getValue()).ifPresent(text -> {
                assertThat(text)
                        .startsWith("SMAP\nLoss.java\nExpr\n*S Expr\n*F\n+ 1 Loss.expr\norg/example/Loss.expr\n*L\n");
                assertThat(map.lines()).containsAllEntriesOf(lines(text));
                assertThat(lines(text)).isNotEmpty();
                assertThat(java.lines()).containsAll(lines(text).keySet());
                all.putAll(lines(text));
            });
        }
        // Every line that computes something is in one class or another.
        assertThat(all).isEqualTo(map.lines());
        assertThat(all.values())
                .containsExactlyInAnyOrderElementsOf(map.lines().values())
                .contains(3, 4, 5, 8);
    }

    @Test
    void mapsSayRunsOfLinesAtOnce() {
        Map<Integer, Integer> lines = Map.of(10, 1, 11, 2, 12, 3, 13, 3, 14, 3, 16, 3, 20, 5, 21, 4, 30, 9, 40, 7);
        LineMap map = new LineMap("Loss.java", "", "Loss.expr", new TreeMap<>(lines));
        String text =
                SourceMap.of(map, List.of(10, 11, 12, 13, 14, 16, 20, 21, 30)).text();
        assertThat(text).endsWith("*L\n1#1,3:10\n3:13,2\n3:16\n5:20\n4:21\n9:30\n*E\n");
        Map<Integer, Integer> without = new TreeMap<>(lines);
        without.remove(40);
        assertThat(lines(text)).isEqualTo(without);
    }

    @Test
    void aSecondRunChangesNothing() throws IOException {
        LineMap map = generate(PROGRAM);
        for (LineNumbers numbers : LineNumbers.values()) {
            javac();
            assertThat(map(map, numbers).values()).contains(Result.CHANGED);
            Map<String, byte[]> once = classFiles();
            assertThat(map(map, numbers).values()).containsOnly(Result.UNCHANGED);
            assertThat(classFiles()).usingRecursiveComparison().isEqualTo(once);
        }
    }

    @Test
    void whatWasKeptAsTextIsTheMap() throws IOException {
        LineMap map = generate(PROGRAM);
        assertThat(LineMap.parse(map.text())).contains(map);
        Path file = folder.resolve("kept/default.lines");
        new LineMapFile(sources, List.of(map)).write(file);
        assertThat(LineMapFile.read(file)).contains(new LineMapFile(sources, List.of(map)));
        Files.writeString(file, Files.readString(file).replace("=", "~"));
        assertThat(LineMapFile.read(file)).isEmpty();
        new LineMapFile(sources, List.of()).write(file);
        assertThat(file).doesNotExist();
    }

    @Test
    void stackTracesNameTheProgramIfItsNumbersAreWanted() throws Exception {
        LineMap map = generate(PROGRAM);
        javac();
        assertThat(map(map, LineNumbers.EXPR)).containsEntry("Loss$loss.class", Result.CHANGED);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            java.lang.reflect.Method gradient = loader.loadClass("org.example.Loss$loss")
                    .getMethod("gradient", double.class, double.class, double[].class);
            Throwable thrown = catchThrowable(() -> gradient.invoke(null, 2, 3, new double[1]));
            assertThat(thrown).isInstanceOf(InvocationTargetException.class);
            StackTraceElement top = Objects.requireNonNull(thrown.getCause()).getStackTrace()[0];
            assertThat(top.getFileName()).isEqualTo("Loss.expr");
            assertThat(top.getLineNumber()).isEqualTo(3);
        }
        assertThat(map(map, LineNumbers.JAVA)).containsEntry("Loss$loss.class", Result.REPLACED);
    }

    @Test
    void classesOfOtherJavaAreLeftAlone() throws IOException {
        LineMap map = generate(PROGRAM);
        Files.writeString(sources.resolve("org/example/Own.java"), """
                package org.example;
                public class Own { public static double own() { return 1; } }
                class Loss$Own { static double own() { return 1; } }
                """);
        javac();
        Map<String, byte[]> before = classFiles();
        assertThat(map(map, LineNumbers.JAVA)).doesNotContainKeys("Own.class", "Loss$Own.class");
        Map<String, byte[]> after = classFiles();
        assertThat(after.get("Own.class")).isEqualTo(before.get("Own.class"));
        assertThat(after.get("Loss$Own.class")).isEqualTo(before.get("Loss$Own.class"));
    }

    @Test
    void classesWithoutLineNumbersAreLeftAlone() throws IOException {
        LineMap map = generate(PROGRAM);
        javac("-g:none");
        Map<String, byte[]> before = classFiles();
        assertThat(map(map, LineNumbers.JAVA).values())
                .contains(Result.WITHOUT_LINES)
                .doesNotContain(Result.CHANGED);
        assertThat(classFiles()).usingRecursiveComparison().isEqualTo(before);
        javac("-g:lines");
        assertThat(map(map, LineNumbers.EXPR).values()).contains(Result.CHANGED);
        assertThat(map(map, LineNumbers.EXPR).values()).containsOnly(Result.UNCHANGED);
    }

    @Test
    void classesOfAnotherVersionAreLeftAlone() throws IOException {
        generate(PROGRAM);
        javac();
        Map<String, byte[]> before = classFiles();
        // The lines of another version are blank ones or comments, even if the file's time says nothing.
        LineMap other = generate("# One more line.\n" + PROGRAM.replace("q + sqrt(p)", "q + sqrt(p) + sin(x)"));
        assertThat(map(other, LineNumbers.JAVA).values()).contains(Result.STALE).doesNotContain(Result.CHANGED);
        // The file's time says it too, and so does Java that was changed.
        LineMap same = generate(PROGRAM);
        Path java = sources.resolve("org/example/Loss.java");
        Files.setLastModifiedTime(java, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        assertThat(map(same, LineNumbers.EXPR).values()).contains(Result.STALE).doesNotContain(Result.CHANGED);
        Files.writeString(java, Files.readString(java) + "\n");
        Files.setLastModifiedTime(java, LONG_AGO);
        assertThat(map(same, LineNumbers.EXPR).values()).contains(Result.STALE).doesNotContain(Result.CHANGED);
        Files.delete(java);
        assertThat(map(same, LineNumbers.EXPR)).isEmpty();
        assertThat(classFiles()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void whatIsNoClassFileIsLeftAlone() throws IOException {
        LineMap map = generate(PROGRAM);
        javac();
        Path file = classes.resolve("org/example/Loss.class");
        for (byte[] bytes : List.of(new byte[0], new byte[] {1, 2, 3}, new byte[200])) {
            Files.write(file, bytes);
            assertThat(map(map, LineNumbers.JAVA)).containsEntry("Loss.class", Result.UNREADABLE);
            assertThat(file).hasBinaryContent(bytes);
        }
    }

    /** As the JDK's own debugger sees it. */
    @Test
    @Timeout(60)
    void aDebuggerShowsTheProgramAndCanShowTheJava() throws Exception {
        LineMap map = generate("loss(x, y) = {\n  p = x*y\n  q = log(p)\n  return q + sqrt(p)\n}\nderive loss: value");
        Files.writeString(sources.resolve("Main.java"), """
                public class Main {
                    public static void main(String[] a) { org.example.Loss.value(1, 2); }
                }
                """);
        javac();
        map(map, LineNumbers.JAVA);
        LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        Objects.requireNonNull(arguments.get("main")).setValue("Main");
        Objects.requireNonNull(arguments.get("options")).setValue("-cp \"" + classes + "\"");
        VirtualMachine machine = connector.launch(arguments);
        try {
            ClassPrepareRequest request = machine.eventRequestManager().createClassPrepareRequest();
            request.addClassFilter("org.example.Loss");
            request.enable();
            Method value = method(prepared(machine), "value");
            List<String> program = new ArrayList<>();
            for (Location location : value.allLineLocations()) {
                program.add(location.sourcePath() + ":" + location.lineNumber());
                assertThat(location.sourceName("Java")).isEqualTo("Loss.java");
                assertThat(map.lines()).containsEntry(location.lineNumber("Java"), location.lineNumber());
            }
            assertThat(program)
                    .startsWith("org/example/Loss.expr:2", "org/example/Loss.expr:3")
                    .contains("org/example/Loss.expr:4");
        } finally {
            machine.exit(0);
        }
    }

    private static ReferenceType prepared(VirtualMachine machine) throws InterruptedException {
        while (true) {
            EventSet events = machine.eventQueue().remove();
            for (Event event : events) {
                if (event instanceof ClassPrepareEvent prepared
                        && prepared.referenceType().name().equals("org.example.Loss")) {
                    return prepared.referenceType();
                }
            }
            events.resume();
        }
    }

    private static Method method(ReferenceType type, String name) {
        return type.methodsByName(name).stream()
                .filter(m -> {
                    try {
                        return m.argumentTypeNames().size() == 2
                                && !m.allLineLocations().isEmpty();
                    } catch (AbsentInformationException none) {
                        throw new UncheckedIOException(new IOException(none));
                    }
                })
                .findFirst()
                .orElseThrow();
    }
}
