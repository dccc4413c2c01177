package org.wengert.cli;

import java.util.List;
import java.util.Optional;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.source.SourceText;
import org.wengert.source.UnreadableSourceException;
import picocli.CommandLine.Mixin;

/** A task that says something of the functions of one program. */
abstract class ProgramTask extends Task {

    @Mixin
    private final ProgramArguments program = new ProgramArguments();

    /** Does the work with a program without errors, and answers the exit code. */
    abstract int execute(Compilation compilation) throws RequestException;

    @Override
    int execute() throws RequestException {
        try {
            return execute(program.read(console()));
        } catch (UnreadableSourceException e) {
            return unreadable(program.name(), e);
        }
    }

    private int execute(SourceText source) throws RequestException {
        CompilerOptions options = given(program.options());
        Compilation compilation = during("compiling " + program.name(), () -> Compiler.compile(source, options));
        reporter().report(source, compilation.diagnostics());
        return compilation.succeeded() ? execute(compilation) : Exit.PROGRAM_IN_ERROR;
    }

    /** The function that is meant, or else the last one. */
    CompiledFunction function(Compilation compilation) throws RequestException {
        return ProgramArguments.function(compilation, program.functionName());
    }

    /** The function that is meant, or else all of them. */
    List<CompiledFunction> functions(Compilation compilation) throws RequestException {
        Optional<String> name = program.functionName();
        return name.isEmpty() ? compilation.functions() : List.of(ProgramArguments.function(compilation, name));
    }
}
