package org.wengert.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import org.wengert.codegen.GeneratedSource;
import org.wengert.driver.AtomicOutput;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.ProductRequest;
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

    @Mixin
    private JacobianOption jacobian = new JacobianOption();

    @Override
    int execute() throws RequestException {
        if (!packageName.isEmpty() && !SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
            throw new RequestException("wrong-usage", "'" + packageName + "' is not the name of a package");
        }
        List<ProductRequest> products = derive == null ? List.of() : Derive.parse(derive);
        Map<Path, String> outputs = new LinkedHashMap<>();
        int exit = Exit.FINE;
        for (String file : files) {
            List<GeneratedSource> generated = new ArrayList<>();
            exit = Math.max(exit, compile(file, products, generated));
            for (GeneratedSource source : generated) {
                if (outputs.put(Path.of(source.path()), source.text()) != null) {
                    throw new RequestException("wrong-usage", "two of the files would become " + source.path());
                }
            }
        }
        return exit == Exit.FINE ? write(outputs) : exit;
    }

    private int compile(String file, List<ProductRequest> products, List<GeneratedSource> generated)
            throws RequestException {
        SourceText source;
        try {
            source = SourceText.read(ProgramArguments.path(file));
        } catch (UnreadableSourceException e) {
            return unreadable(file, e);
        }
        CompilerOptions options = jacobian.in(CompilerOptions.ofFile(ProgramArguments.path(file))
                .withPackage(packageName)
                .withDerive(products));
        Compilation compilation = Compiler.compile(source, options);
        reporter().report(source, compilation.diagnostics());
        if (!compilation.succeeded()) {
            return Exit.PROGRAM_IN_ERROR;
        }
        generated.add(compilation.java());
        return Exit.FINE;
    }

    private int write(Map<Path, String> outputs) throws RequestException {
        try {
            AtomicOutput.write(ProgramArguments.path(String.valueOf(directory)), outputs);
            return Exit.FINE;
        } catch (IOException e) {
            throw new RequestException(
                    "unwritable-output", "nothing can be written to '" + directory + "': " + e.getMessage());
        }
    }
}
