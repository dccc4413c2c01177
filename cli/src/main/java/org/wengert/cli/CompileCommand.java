package org.wengert.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wengert.check.EmittedTests;
import org.wengert.codegen.GeneratedSource;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.driver.AtomicOutput;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.GradientLimit;
import org.wengert.source.SourceText;
import org.wengert.source.UnreadableSourceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wengert compile}. */
@Command(
        name = "compile",
        description = "Writes a Java class for each program: X.expr becomes X.java. Nothing is written unless every"
                + " program compiles, and what has not changed is left as it is.")
final class CompileCommand extends Task {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The programs.")
    private List<String> files = List.of();

    @Option(
            names = {"-d", "--directory"},
            required = true,
            paramLabel = "DIR",
            description = "The source folder to write to; made if it is not there.")
    private @Nullable String directory;

    @Option(
            names = "--emit-tests",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "DIR",
            description = "Writes a JUnit test for each class too, to this source folder for tests, or else beside the"
                    + " class: it holds the class to its formula, to differences and to itself at drawn points.")
    private @Nullable String tests;

    @Override
    int execute() throws RequestException {
        CompilerOptions given = given(CompilerOptions.named(""));
        Map<Path, String> outputs = new LinkedHashMap<>();
        int exit = Exit.FINE;
        for (int i = 0; i < files.size(); i++) {
            String which = files.size() == 1 ? "" : " (" + (i + 1) + " of " + files.size() + ")";
            exit = Math.max(exit, compile(files.get(i), which, given, outputs));
        }
        return exit == Exit.FINE ? write(outputs) : exit;
    }

    /** Where sources go, and where their tests go. */
    private Path folder() throws RequestException {
        return ProgramArguments.path(String.valueOf(directory));
    }

    private Path testFolder() throws RequestException {
        return tests == null || tests.isEmpty() ? folder() : ProgramArguments.path(tests);
    }

    private static void add(Path folder, GeneratedSource source, Map<Path, String> outputs) throws RequestException {
        if (outputs.put(folder.toAbsolutePath().resolve(source.path()), source.text()) != null) {
            throw new RequestException("wrong-usage", "two of the files would become " + source.path());
        }
    }

    private int compile(String file, String which, CompilerOptions given, Map<Path, String> outputs)
            throws RequestException {
        try {
            SourceText source = SourceText.read(ProgramArguments.path(file));
            CompilerOptions options =
                    CompilerOptions.ofFile(ProgramArguments.path(file)).withAll(given);
            return compile(source, file + which, options, outputs);
        } catch (UnreadableSourceException e) {
            return unreadable(file, e);
        }
    }

    private int compile(SourceText source, String which, CompilerOptions options, Map<Path, String> outputs)
            throws RequestException {
        Compilation compilation = during("compiling " + which, () -> Compiler.compile(source, options));
        reporter().report(source, compilation.diagnostics());
        if (!compilation.succeeded()) {
            return Exit.PROGRAM_IN_ERROR;
        }
        List<Diagnostic> exceeded = GradientLimit.exceeded(compilation);
        reporter().report(source, exceeded);
        if (!exceeded.isEmpty()) {
            return Exit.PROGRAM_IN_ERROR;
        }
        add(folder(), during("writing the class of " + which, compilation::java), outputs);
        if (tests != null) {
            EmittedTests.Emitted emitted = during("writing the test of " + which, () -> EmittedTests.of(compilation));
            reporter().report(source, emitted.warnings());
            add(testFolder(), emitted.source(), outputs);
        }
        return Exit.FINE;
    }

    private int write(Map<Path, String> outputs) throws RequestException {
        try {
            AtomicOutput.write(folder(), outputs);
            return Exit.FINE;
        } catch (IOException e) {
            throw new RequestException(
                    "unwritable-output", "nothing can be written to '" + directory + "': " + e.getMessage());
        }
    }
}
