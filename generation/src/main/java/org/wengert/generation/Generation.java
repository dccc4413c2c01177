package org.wengert.generation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wengert.check.EmittedTests;
import org.wengert.codegen.GeneratedSource;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.diagnostic.Severity;
import org.wengert.diagnostic.TextLayout;
import org.wengert.driver.AtomicOutput;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOption.Reader;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.GradientLimit;
import org.wengert.driver.Hashes;
import org.wengert.driver.InvalidOptionException;
import org.wengert.load.LineMap;
import org.wengert.load.LineMapFile;
import org.wengert.source.SourceText;
import org.wengert.source.UnreadableSourceException;

/**
 * Makes a folder of Java of a folder of programs: {@code org/example/Loss.expr} becomes {@code org/example/Loss.java}.
 *
 * <p>Programs that are as they were the last time are not compiled, Java whose program is gone is deleted, and nothing is
 * written or deleted unless every program compiles. An instance is for one run.
 */
public final class Generation {

    private final Settings settings;
    private final Messages messages;
    private final ProgramFolder folder;
    private final CompilerOptions options;

    /** The programs by what is made of them. */
    private final Map<String, Path> programs = new LinkedHashMap<>();

    private final Map<Path, String> written = new LinkedHashMap<>();
    private final List<Memory.Entry> entries = new ArrayList<>();
    private final List<LineMap> lineMaps = new ArrayList<>();
    private final List<String> usersOfRuntime = new ArrayList<>();
    private int compiled;
    private int refused;

    private Generation(Settings settings, Messages messages) throws FailedGenerationException {
        this.settings = settings;
        this.messages = messages;
        this.folder = new ProgramFolder(settings.programs());
        this.options = options(settings);
    }

    public static void run(Settings settings, Messages messages) throws FailedGenerationException, IOException {
        new Generation(settings, messages).run();
    }

    private static CompilerOptions options(Settings settings) throws FailedGenerationException {
        CompilerOptions options = CompilerOptions.named("");
        for (CompilerOption<?> option : CompilerOption.readBy(Reader.MAVEN)) {
            String text = settings.options().getOrDefault(option.inMaven(), "");
            try {
                options = text.isEmpty() ? options : options.parsed(option, text);
            } catch (InvalidOptionException e) {
                throw new FailedGenerationException(
                        option.inMaven() + ": " + e.getMessage()
                                + e.hint().map(h -> "; " + h).orElse(""),
                        e);
            }
        }
        return options;
    }

    private void run() throws FailedGenerationException, IOException {
        Memory before = Memory.read(settings);
        Map<String, LineMap> linesBefore = linesBefore();
        List<Path> all = folder.programs();
        for (Path program : all) {
            generate(program, before, linesBefore);
        }
        if (refused > 0) {
            throw new FailedGenerationException((refused == 1 ? "1 program" : refused + " programs") + " of "
                    + all.size() + " could not be compiled, as said above; no Java was written");
        }
        requireLibraries();
        Memory now = new Memory(
                Memory.empty(settings).folder(), Memory.empty(settings).fingerprint(), entries);
        // Where names differ by their case alone and the file system does not care, the old one must go first.
        deleteWhatIsGone(before, now);
        AtomicOutput.write(settings.sources(), written);
        new LineMapFile(settings.sources(), lineMaps).write(settings.lineMaps());
        if (!now.equals(before)) {
            now.write(settings.memory());
        }
        messages.info(
                compiled == 0
                        ? "Nothing to compile: programs up to date: " + all.size()
                        : "Compiled " + compiled + " of " + all.size() + " programs to " + settings.sources());
    }

    /** Before the compiler of the project says for each class it does not find that it does not find it. */
    private void requireLibraries() throws FailedGenerationException {
        if (settings.libraries().isEmpty()) {
            return;
        }
        Libraries libraries = settings.libraries().get();
        List<String> lacking = new ArrayList<>();
        usersOfRuntime.stream().findFirst().flatMap(libraries::lacksRuntime).ifPresent(lacking::add);
        entries.stream()
                .filter(Memory.Entry::hasTest)
                .findFirst()
                .flatMap(tested -> libraries.lacksJUnit(tested.test()))
                .ifPresent(lacking::add);
        if (!lacking.isEmpty()) {
            throw new FailedGenerationException(String.join("\n\n", lacking));
        }
    }

    /** From which lines the Java of the last time comes, by the Java's path. */
    private Map<String, LineMap> linesBefore() throws IOException {
        return LineMapFile.read(settings.lineMaps()).map(LineMapFile::maps).orElse(List.of()).stream()
                .collect(Collectors.toMap(LineMap::java, map -> map, (a, b) -> a));
    }

    private void generate(Path program, Memory before, Map<String, LineMap> linesBefore) throws IOException {
        Optional<String> packageName = folder.packageOf(program, options.get(CompilerOption.PACKAGE));
        if (packageName.isEmpty()) {
            refuse(program + ": error: a folder on the way to it cannot be part of a package's name");
            return;
        }
        SourceText source;
        try {
            source = SourceText.read(program);
        } catch (UnreadableSourceException e) {
            Diagnostics unreadable = new Diagnostics();
            unreadable.report(e);
            unreadable.toList().forEach(d -> refuse(TextLayout.render(program.toString(), d)));
            return;
        }
        Optional<Memory.Entry> settled =
                before.settled(folder.name(program), Hashes.sha256(source.text()), Memory.empty(settings));
        Optional<LineMap> lines = settled.flatMap(e -> Optional.ofNullable(linesBefore.get(e.output()))
                .filter(map -> map.hash().equals(e.outputHash())));
        if (settled.isPresent() && lines.isPresent() && isThere(settled.get())) {
            claim(settled.get().output(), program);
            entries.add(settled.get());
            lineMaps.add(lines.get());
            noteRuntime(
                    settled.get().output(),
                    Files.readString(settings.sources().resolve(settled.get().output())));
        } else {
            compile(program, source, packageName.get());
        }
    }

    private boolean isThere(Memory.Entry entry) throws IOException {
        boolean test = settings.testsToWrite().isPresent() == entry.hasTest()
                && (!entry.hasTest() || isThere(test(entry).orElseThrow(), entry.testHash()));
        return test && isThere(settings.sources().resolve(entry.output()), entry.outputHash());
    }

    private static boolean isThere(Path file, String hash) throws IOException {
        return Files.isRegularFile(file)
                && Hashes.sha256(Files.readAllBytes(file)).equals(hash);
    }

    /** The emitted test, if there is a folder for it. */
    private Optional<Path> test(Memory.Entry entry) {
        return settings.tests().map(folder -> folder.resolve(entry.test()));
    }

    private void compile(Path program, SourceText source, String packageName) {
        Compilation compilation = Compiler.compile(
                source, CompilerOptions.ofFile(program).withAll(options).with(CompilerOption.PACKAGE, packageName));
        List<Diagnostic> said = new ArrayList<>(compilation.diagnostics());
        if (compilation.succeeded()) {
            said.addAll(GradientLimit.exceeded(compilation));
        }
        Optional<EmittedTests.Emitted> test = settings.testsToWrite().isPresent() && !hasErrors(said)
                ? Optional.of(EmittedTests.of(compilation))
                : Optional.empty();
        test.ifPresent(emitted -> said.addAll(emitted.warnings()));
        said.forEach(d -> say(source, d));
        boolean silent = said.isEmpty();
        if (hasErrors(said)) {
            refused++;
            return;
        }
        if (!silent && settings.warnings() == Settings.Warnings.REFUSED) {
            refuse(program + ": error: has warnings, which are to fail the build");
            return;
        }
        GeneratedSource java = compilation.java();
        if (claim(java.path(), program)) {
            compiled++;
            Memory.Entry entry = new Memory.Entry(
                    silent ? Hashes.sha256(source.text()) : Memory.UNSETTLED,
                    Hashes.sha256(java.text()),
                    test.map(emitted -> Hashes.sha256(emitted.source().text())).orElse(Memory.NO_TEST),
                    java.path(),
                    folder.name(program));
            entries.add(entry);
            noteRuntime(java.path(), java.text());
            lineMaps.add(LineMap.of(java, source, folder.name(program)));
            written.put(settings.sources().resolve(java.path()).toAbsolutePath(), java.text());
            test.ifPresent(emitted -> written.put(
                    test(entry).orElseThrow().toAbsolutePath(), emitted.source().text()));
        }
    }

    private void noteRuntime(String output, String java) {
        if (RuntimeUse.isIn(java)) {
            usersOfRuntime.add(output);
        }
    }

    private static boolean hasErrors(List<Diagnostic> said) {
        return said.stream().anyMatch(d -> d.code().severity() == Severity.ERROR);
    }

    /** Whether no other program becomes the same file. */
    private boolean claim(String output, Path program) {
        Path other = programs.putIfAbsent(output, program);
        if (other != null) {
            refuse(program + ": error: becomes " + output + ", as " + other + " does");
        }
        return other == null;
    }

    private void say(SourceText source, Diagnostic diagnostic) {
        boolean error = diagnostic.code().severity() == Severity.ERROR;
        TextLayout.render(source, diagnostic).lines().forEach(error ? messages::error : messages::warning);
    }

    private void refuse(String message) {
        message.lines().forEach(messages::error);
        refused++;
    }

    private void deleteWhatIsGone(Memory before, Memory now) throws IOException {
        Set<String> kept = now.entries().stream().map(Memory.Entry::output).collect(Collectors.toSet());
        Set<String> keptTests = now.entries().stream()
                .filter(Memory.Entry::hasTest)
                .map(Memory.Entry::test)
                .collect(Collectors.toSet());
        for (Memory.Entry entry : before.entries()) {
            if (!kept.contains(entry.output()) && delete(settings.sources(), entry.output())) {
                messages.info("Deleted " + entry.output() + ", whose program is gone: " + entry.program());
            }
            if (entry.hasTest()
                    && !keptTests.contains(entry.test())
                    && settings.tests().isPresent()) {
                if (delete(settings.tests().get(), entry.test())) {
                    messages.info("Deleted " + entry.test() + ", a test of what is gone or no longer to be tested");
                }
            }
        }
    }

    /** Whether there was such a file in {@code folder}. */
    private static boolean delete(Path folder, String name) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Path file = root.resolve(name).normalize();
        return file.startsWith(root) && Files.deleteIfExists(file);
    }
}
