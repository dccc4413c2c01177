package org.wengert.maven;

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
import javax.lang.model.SourceVersion;
import org.wengert.codegen.GeneratedSource;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.diagnostic.Severity;
import org.wengert.diagnostic.TextLayout;
import org.wengert.driver.AtomicOutput;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.driver.DeriveList;
import org.wengert.driver.Hashes;
import org.wengert.driver.InvalidDeriveException;
import org.wengert.source.SourceText;
import org.wengert.source.UnreadableSourceException;

/**
 * Makes a folder of Java of a folder of programs: {@code org/example/Loss.expr} becomes {@code org/example/Loss.java}.
 *
 * <p>Programs that are as they were the last time are not compiled, Java whose program is gone is deleted, and nothing is
 * written or deleted unless every program compiles. An instance is for one run.
 */
final class Generation {

    private final Settings settings;
    private final Messages messages;
    private final ProgramFolder folder;
    private final List<ProductRequest> products;

    /** The programs by what is made of them. */
    private final Map<String, Path> programs = new LinkedHashMap<>();

    private final Map<Path, String> written = new LinkedHashMap<>();
    private final List<Memory.Entry> entries = new ArrayList<>();
    private int refused;

    private Generation(Settings settings, Messages messages) throws FailedGenerationException {
        this.settings = settings;
        this.messages = messages;
        this.folder = new ProgramFolder(settings.programs());
        this.products = products(settings);
    }

    static void run(Settings settings, Messages messages) throws FailedGenerationException, IOException {
        if (!settings.packageName().isEmpty()
                && !SourceVersion.isName(settings.packageName(), SourceVersion.RELEASE_17)) {
            throw new FailedGenerationException("'" + settings.packageName() + "' is not the name of a package");
        }
        new Generation(settings, messages).run();
    }

    private static List<ProductRequest> products(Settings settings) throws FailedGenerationException {
        try {
            return settings.products().isEmpty() ? List.of() : DeriveList.parse(String.join(",", settings.products()));
        } catch (InvalidDeriveException e) {
            throw new FailedGenerationException(
                    e.getMessage() + e.hint().map(h -> "; " + h).orElse(""), e);
        }
    }

    private void run() throws FailedGenerationException, IOException {
        Memory before = Memory.read(settings);
        List<Path> all = folder.programs();
        for (Path program : all) {
            generate(program, before);
        }
        if (refused > 0) {
            throw new FailedGenerationException((refused == 1 ? "1 program" : refused + " programs") + " of "
                    + all.size() + " could not be compiled, as said above; no Java was written");
        }
        Memory now = new Memory(
                Memory.empty(settings).folder(), Memory.empty(settings).fingerprint(), entries);
        // Where names differ by their case alone and the file system does not care, the old one must go first.
        deleteWhatIsGone(before, now);
        AtomicOutput.write(settings.sources(), written);
        if (!now.equals(before)) {
            now.write(settings.memory());
        }
        messages.info(
                written.isEmpty()
                        ? "Nothing to compile: programs up to date: " + all.size()
                        : "Compiled " + written.size() + " of " + all.size() + " programs to " + settings.sources());
    }

    private void generate(Path program, Memory before) throws IOException {
        Optional<String> packageName = folder.packageOf(program, settings.packageName());
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
        if (settled.isPresent() && isThere(settled.get())) {
            claim(settled.get().output(), program);
            entries.add(settled.get());
        } else {
            compile(program, source, packageName.get());
        }
    }

    private boolean isThere(Memory.Entry entry) throws IOException {
        Path output = settings.sources().resolve(entry.output());
        return Files.isRegularFile(output)
                && Hashes.sha256(Files.readAllBytes(output)).equals(entry.outputHash());
    }

    private void compile(Path program, SourceText source, String packageName) {
        Compilation compilation = Compiler.compile(
                source, CompilerOptions.ofFile(program).withPackage(packageName).withDerive(products));
        compilation.diagnostics().forEach(d -> say(source, d));
        boolean silent = compilation.diagnostics().isEmpty();
        if (!compilation.succeeded()) {
            refused++;
            return;
        }
        if (!silent && settings.warnings() == Settings.Warnings.REFUSED) {
            refuse(program + ": error: has warnings, which are to fail the build");
            return;
        }
        GeneratedSource java = compilation.java();
        if (claim(java.path(), program)) {
            written.put(Path.of(java.path()), java.text());
            entries.add(new Memory.Entry(
                    silent ? Hashes.sha256(source.text()) : Memory.UNSETTLED,
                    Hashes.sha256(java.text()),
                    java.path(),
                    folder.name(program)));
        }
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
        Path root = settings.sources().toAbsolutePath().normalize();
        Set<String> kept = now.entries().stream().map(Memory.Entry::output).collect(Collectors.toSet());
        for (Memory.Entry entry : before.entries()) {
            Path output = root.resolve(entry.output()).normalize();
            if (!kept.contains(entry.output()) && output.startsWith(root) && Files.deleteIfExists(output)) {
                messages.info("Deleted " + entry.output() + ", whose program is gone: " + entry.program());
            }
        }
    }
}
