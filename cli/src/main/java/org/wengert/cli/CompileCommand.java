package org.wengert.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import org.wengert.check.EmittedTests;
import org.wengert.codegen.GeneratedSource;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.driver.AtomicOutput;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.NaNs;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.driver.GradientLimit;
import org.wengert.source.SourceText;
import org.wengert.source.UnreadableSourceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Option(names = "--package", paramLabel = "PACKAGE", defaultValue = "", description = "The package of the classes.")
    private String packageName = "";

    @Option(
            names = "--derive",
            paramLabel = "LIST",
            description = "What to generate of every function, such as value,gradient(x,y),hessian, instead of what"
                    + " the programs' derive clauses say.")
    private @Nullable String derive;

    @Option(
            names = "--emit-tests",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "DIR",
            description = "Writes a JUnit test for each class too, to this source folder for tests, or else beside the"
                    + " class: it holds the class to its formula, to differences and to itself at drawn points.")
    private @Nullable String tests;

    @Option(
            names = "--max-gradient-ratio",
            paramLabel = "RATIO",
            description =
                    "Refuses a program whose gradient takes more than so many times the operations of its value, counted"
                            + " as in the documentation of the class; of functions of arrays, where all sizes are 100.")
    private @Nullable String maxGradientRatio;

    @Option(
            names = "--generated-annotation",
            arity = "0..1",
            fallbackValue = CompilerOptions.OWN_ANNOTATION,
            paramLabel = "NAME",
            description = "Annotates the classes with an annotation of this qualified name, or else with one that each"
                    + " declares itself, for tools that measure coverage and leave generated code aside.")
    private @Nullable String annotation;

    @Option(
            names = "--trap",
            paramLabel = "WHAT",
            description =
                    "nan: generates Java in which the first statement, of the value or of a derivative, that makes NaN"
                            + " of numbers that are none throws an ArithmeticException that says what eval --trap says.")
    private EvalCommand.@Nullable Trap trap;

    @Mixin
    private JacobianOption jacobian = new JacobianOption();

    @Override
    int execute() throws RequestException {
        if (!packageName.isEmpty() && !SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
            throw new RequestException("wrong-usage", "'" + packageName + "' is not the name of a package");
        }
        List<ProductRequest> products = derive == null ? List.of() : Derive.parse(derive);
        if (annotation != null && !CompilerOptions.isAnnotation(annotation)) {
            throw new RequestException(
                    "wrong-usage", "'" + annotation + "' is not the qualified name of an annotation");
        }
        Optional<Double> ratio = ratio();
        Map<Path, String> outputs = new LinkedHashMap<>();
        int exit = Exit.FINE;
        for (String file : files) {
            exit = Math.max(exit, compile(file, products, ratio, outputs));
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

    private Optional<Double> ratio() throws RequestException {
        if (maxGradientRatio == null) {
            return Optional.empty();
        }
        Optional<Double> ratio = Numbers.parse(maxGradientRatio).filter(r -> r > 0);
        if (ratio.isEmpty()) {
            throw new RequestException(
                    "malformed-value", "--max-gradient-ratio: '" + maxGradientRatio + "' is not a positive number");
        }
        return ratio;
    }

    private int compile(String file, List<ProductRequest> products, Optional<Double> ratio, Map<Path, String> outputs)
            throws RequestException {
        SourceText source;
        try {
            source = SourceText.read(ProgramArguments.path(file));
        } catch (UnreadableSourceException e) {
            return unreadable(file, e);
        }
        CompilerOptions options = jacobian.in(CompilerOptions.ofFile(ProgramArguments.path(file))
                .withPackage(packageName)
                .withAnnotation(Optional.ofNullable(annotation))
                .withNaNs(trap == null ? NaNs.PASS : NaNs.TRAPPED)
                .withDerive(products));
        Compilation compilation = Compiler.compile(source, options);
        reporter().report(source, compilation.diagnostics());
        if (!compilation.succeeded()) {
            return Exit.PROGRAM_IN_ERROR;
        }
        if (ratio.isPresent()) {
            List<Diagnostic> exceeded = GradientLimit.exceeded(compilation, ratio.get());
            reporter().report(source, exceeded);
            if (!exceeded.isEmpty()) {
                return Exit.PROGRAM_IN_ERROR;
            }
        }
        add(folder(), compilation.java(), outputs);
        if (tests != null) {
            EmittedTests.Emitted emitted = EmittedTests.of(compilation);
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
