package org.wengert.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wengert.cli.Main;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;

/** Runs every example of the documents: programs compile, commands print what is shown, Java prints what it says. */
class DocumentExamplesTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path folder;

    /** A fenced block. */
    record Block(String document, String language, String text) {
        @Override
        public String toString() {
            return document + ": " + text.lines().findFirst().orElse("");
        }
    }

    static List<Block> programs() throws IOException {
        return blocks("expr");
    }

    static List<Block> sessions() throws IOException {
        return blocks("console");
    }

    static List<Block> snippets() throws IOException {
        return blocks("java");
    }

    static List<Block> requests() throws IOException {
        return blocks("jsonl");
    }

    private static List<Block> blocks(String language) throws IOException {
        List<Block> blocks = new ArrayList<>();
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            List<Path> documents = new ArrayList<>(
                    docs.filter(p -> p.toString().endsWith(".md")).sorted().toList());
            documents.add(ROOT.resolve("README.md"));
            Pattern fence = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$");
            for (Path document : documents) {
                Matcher matcher = fence.matcher(Files.readString(document));
                while (matcher.find()) {
                    blocks.add(new Block(document.getFileName().toString(), language, matcher.group(1)));
                }
            }
        }
        return blocks;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programsCompile(Block block) {
        Compilation compilation =
                Compiler.compile(SourceText.of(block.document(), block.text()), CompilerOptions.named("f"));
        assertThat(compilation.diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void commandsPrintWhatIsShown(Block block) throws IOException {
        writeTables();
        for (String session : block.text().split("(?m)^\\$ ", -1)) {
            if (!session.isBlank()) {
                int end = session.indexOf('\n');
                assertThat(run(session.substring(0, end))).isEqualTo(session.substring(end + 1));
            }
        }
    }

    /** A block {@code csv X.csv} is that file. */
    private void writeTables() throws IOException {
        Matcher matcher = Pattern.compile("(?ms)^```csv (\\w+\\.csv)\\n(.*?)^```$")
                .matcher(Files.readString(ROOT.resolve("docs/points.md")));
        while (matcher.find()) {
            Files.writeString(folder.resolve(matcher.group(1)), matcher.group(2));
        }
    }

    private static final Pattern OUTPUT = Pattern.compile("[\\w-]+\\.(html|svg|dot|mmd|tex|csv)");

    private String run(String command) {
        List<String> words = WORD.matcher(command)
                .results()
                .map(m -> m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3))
                .map(w -> w.endsWith(".expr") ? ROOT.resolve(w).toString() : w)
                .map(w -> OUTPUT.matcher(w).matches() ? folder.resolve(w).toString() : w)
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(words.remove(0)).isEqualTo("./wengert");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Main.run(words.toArray(String[]::new), InputStream.nullInputStream(), out, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestsHaveTheAnswersThatFollowThem(Block block) {
        List<String> lines = block.text().lines().toList();
        StringBuilder requests = new StringBuilder();
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < lines.size(); i += 2) {
            requests.append(lines.get(i)).append('\n');
            answers.append(lines.get(i + 1)).append('\n');
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream input = new ByteArrayInputStream(requests.toString().getBytes(StandardCharsets.UTF_8));
        Main.run(new String[] {"eval", "--jsonl"}, input, out, out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(answers.toString());
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void javaPrintsWhatItSays(Block block) throws Exception {
        StringBuilder members = new StringBuilder();
        Matcher face = Pattern.compile("(?ms)^public interface .*?^}\\n").matcher(block.text());
        String statements = face.replaceAll(match -> {
            members.append(match.group());
            return "";
        });
        String source = "import org.wengert.*;\npublic class Example {\n" + members
                + "public static void main(String[] args) throws Exception {\n" + statements + "}\n}\n";
        Path file = Files.writeString(folder.resolve("Example.java"), source);
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        errors,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(exit).as(errors.toString(StandardCharsets.UTF_8)).isZero();
        List<String> expected = Pattern.compile("// -> (.*)")
                .matcher(block.text())
                .results()
                .map(m -> m.group(1))
                .toList();
        assertThat(printed().lines().toList()).isEqualTo(expected);
    }

    /** A block {@code java X.expr method} is that method of the class that the sample X becomes. */
    @ParameterizedTest
    @MethodSource("generated")
    void generatedJavaIsWhatIsShown(String program, String method, String shown) throws Exception {
        Path file = ROOT.resolve("samples/src/main/expr").resolve(program);
        Compilation compilation = Compiler.compile(SourceText.read(file), CompilerOptions.ofFile(file));
        Matcher matcher = Pattern.compile(
                        "(?ms)^    public static \\w+ " + method + "\\((?!double\\[] point).*?^    }\\n")
                .matcher(compilation.java().text());
        assertThat(matcher.find()).isTrue();
        assertThat(shown).isEqualTo(matcher.group().replaceAll("(?m)^    ", ""));
    }

    static List<Arguments> generated() throws IOException {
        List<Arguments> blocks = new ArrayList<>();
        Matcher matcher = Pattern.compile("(?ms)^```java (\\w+\\.expr) (\\w+)\\n(.*?)^```$")
                .matcher(Files.readString(ROOT.resolve("docs/reading.md")));
        while (matcher.find()) {
            blocks.add(Arguments.of(matcher.group(1), matcher.group(2), matcher.group(3)));
        }
        return blocks;
    }

    /** The plugin's project {@code readme} is built with it. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/guide.md"})
    void theProjectOfTenLinesIsTheOneThatIsBuilt(String document) throws Exception {
        Path project = ROOT.resolve("maven-plugin/src/it/readme");
        String pom = Files.readString(project.resolve("pom.xml"));
        assertThat(Files.readString(ROOT.resolve(document))).contains("```xml\n" + pom + "```");
        assertThat(pom.lines().count()).isLessThanOrEqualTo(10);
        String program = Files.readString(project.resolve("src/main/expr/org/example/Loss.expr"));
        assertThat(Files.readString(ROOT.resolve("docs/guide.md"))).contains("```expr\n" + program + "```");
    }

    private String printed() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            loader.loadClass("Example").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
