package org.wengert.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.diagnostic.Code;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Elaborator;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.elaborate.Requests;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;
import org.wengert.source.Span;
import org.wengert.syntax.Parser;
import org.wengert.syntax.Syntax;

/** From the text of a program to all that is made of it. Has no state: can be used from many threads. */
public final class Compiler {

    private Compiler() {}

    /** Compiles; what is wrong with the program is in the result, never thrown. */
    public static Compilation compile(SourceText source, CompilerOptions options) {
        return BigStack.call(() -> {
            Diagnostics diagnostics = new Diagnostics();
            Optional<Syntax.Program> program = Parser.parse(source, diagnostics);
            List<FunctionGraph> functions =
                    program.map(p -> elaborate(p, options, diagnostics)).orElse(List.of());
            List<CompiledFunction> compiled = new ArrayList<>();
            boolean clauses = functions.stream().anyMatch(f -> !f.requests().isEmpty());
            if (!diagnostics.hasErrors()) {
                functions.stream()
                        .filter(f -> options.only().map(f.name()::equals).orElse(true))
                        .forEach(f -> compiled.add(
                                compiled(f, requests(f, clauses, options, diagnostics), options, diagnostics)));
                Extent.check(compiled, diagnostics);
            }
            return new Compilation(
                    source, options, program, diagnostics.hasErrors() ? List.of() : compiled, diagnostics.toList());
        });
    }

    private static CompiledFunction compiled(
            FunctionGraph function,
            List<FunctionGraph.Request> requests,
            CompilerOptions options,
            Diagnostics diagnostics) {
        CompiledFunction compiled = new CompiledFunction(function, requests, options.get(CompilerOption.JACOBIAN));
        if (compiled.exceedsArguments()) {
            diagnostics.report(
                    Code.LIMIT,
                    function.syntax().name().span(),
                    "'" + function.name() + "' has more parameters than a Java method can take with their derivatives",
                    Optional.of("put them together in arrays"));
        }
        return compiled;
    }

    private static List<FunctionGraph> elaborate(
            Syntax.Program program, CompilerOptions options, Diagnostics diagnostics) {
        return Elaborator.elaborate(program, options.functionName(), options.parameters(), diagnostics);
    }

    private static List<FunctionGraph.Request> requests(
            FunctionGraph function, boolean clauses, CompilerOptions options, Diagnostics diagnostics) {
        if (options.get(CompilerOption.DERIVE).isEmpty()) {
            return clauses ? function.requests() : Elaborator.defaults(function);
        }
        List<FunctionGraph.Request> requests = new ArrayList<>();
        for (CompilerOptions.ProductRequest asked : options.get(CompilerOption.DERIVE)) {
            Requests.check(
                            asked.product(),
                            asked.parameters(),
                            function,
                            (code, position, message, hint) -> diagnostics.report(code, Span.NONE, message, hint),
                            Span.NONE)
                    .ifPresent(requests::add);
        }
        return requests;
    }
}
