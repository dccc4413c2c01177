package org.wengert.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.NaNs;
import org.wengert.driver.NotANumber;
import org.wengert.product.Product;
import org.wengert.source.SourceText;
import org.wengert.source.UnreadableSourceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wengert eval}. */
@Command(
        name = "eval",
        description = "Evaluates a function and its derivatives at a point.",
        footer = {
            "",
            "Examples:",
            "  wengert eval -e 'y*log(x)+sqrt(y*log(x))' --at x=2,y=3",
            "  wengert eval loss.expr --function loss --at w=0.5 --derive 'value,hessian'",
            "  wengert eval -e 'x^2*y' --at x=2,y=3 --derive tangent --direction x=1,y=0",
            "  wengert eval -e 'q(x: real[n], A: real[n,n]) = dot(x, A*x)' --at 'x=[1,2],A=[1,0;0,3]'",
            "  echo '{\"expression\":\"x^2\",\"at\":{\"x\":3}}' | wengert eval --jsonl"
        })
final class EvalCommand extends Task {

    /** The names of all of them. */
    private static final class Products implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Product.ids().iterator();
        }
    }

    /** How results are written. */
    enum Format {
        text,
        json
    }

    @Mixin
    private final ProgramArguments program = new ProgramArguments();

    @Option(
            names = "--at",
            paramLabel = "VALUES",
            description =
                    "The point, such as x=2,y=-1e-3, or with arrays v=[1,2],A=[1,2;3,4]; also inf and nan. May be given"
                            + " several times.")
    private List<String> at = List.of();

    @Option(
            names = "--at-file",
            paramLabel = "FILE",
            description =
                    "More of the point: point.json, an object of numbers and nested arrays; or one array, A=a.csv or"
                            + " A=a.npy.")
    private List<String> files = List.of();

    @Option(
            names = "--derive",
            paramLabel = "LIST",
            completionCandidates = Products.class,
            description = "What to evaluate, of ${COMPLETION-CANDIDATES}; with"
                    + " respect to some parameters: gradient(x,y). If not given: value,gradient; value,jacobian of"
                    + " several results; value if there is an array among them.")
    private @Nullable String derive;

    @Option(
            names = "--direction",
            paramLabel = "VALUES",
            description = "The direction of tangent and hvp, such as x=1,v=[0,1]; what is not named is 0.")
    private List<String> direction = List.of();

    @Option(
            names = "--cotangent",
            paramLabel = "VALUES",
            description = "The cotangent of adjoint by result, such as f=1; 1 for a single number if not given.")
    private List<String> cotangent = List.of();

    @Option(names = "--format", defaultValue = "text", description = "text, or json.")
    private @Nullable Format format;

    @Option(
            names = "--jsonl",
            description =
                    "Answers JSON requests from standard input, one a line, until it ends. What cannot be answered"
                            + " has an \"error\", and for a program in error \"errors\" with all of them.")
    private boolean jsonl;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "",
            description =
                    "How many seconds the evaluation may take, or with --jsonl that of each request; if not given,"
                            + " any time, and 60 of a request.")
    private String limit = "";

    @Override
    int execute() throws RequestException {
        if (jsonl) {
            if (program.isGiven()) {
                throw new RequestException("wrong-usage", "--jsonl takes its programs from standard input");
            }
            new JsonLines(console(), Deadline.parse(limit, JsonLines.SECONDS)).run();
            return Exit.FINE;
        }
        SourceText source;
        try {
            source = program.read(console());
        } catch (UnreadableSourceException e) {
            return unreadable(program.name(), e);
        }
        return evaluate(source);
    }

    private int evaluate(SourceText source) throws RequestException {
        Deadline deadline = Deadline.parse(limit, 0);
        PointFiles point = PointFiles.read(Assignments.parse("--at", at), files);
        CompilerOptions options = given(program.options());
        Compilation compilation = Compiler.compile(source, options.with(CompilerOption.TRAP, NaNs.PASS));
        reporter().report(source, compilation.diagnostics());
        if (!compilation.succeeded()) {
            return Exit.PROGRAM_IN_ERROR;
        }
        CompiledFunction function = ProgramArguments.function(compilation, program.functionName());
        Evaluation evaluation = new Evaluation(
                function,
                point.of(function),
                derive == null ? List.of() : Derive.parse(derive),
                Assignments.parse("--direction", direction),
                Assignments.parse("--cotangent", cotangent));
        Optional<NotANumber> found =
                options.get(CompilerOption.TRAP) == NaNs.PASS ? Optional.empty() : evaluation.firstNaN();
        if (found.isPresent()) {
            report(source, found.get());
            return Exit.PROGRAM_IN_ERROR;
        }
        Map<String, Result> results = deadline.evaluate(evaluation, this::saySlow);
        console().out().print(text(results));
        return Exit.FINE;
    }

    private void saySlow() {
        if (Terminal.isThere()) {
            console().err().print("wengert: evaluating, Ctrl-C ends it\n");
            console().err().flush();
        }
    }

    private void report(SourceText source, NotANumber found) {
        reporter().failure(source, found.span(), "not-a-number", found.message(source), found.operands());
    }

    private String text(Map<String, Result> results) throws RequestException {
        try {
            return format == Format.json ? new Result.Table(results).json() + "\n" : ResultLayout.of(results);
        } catch (OutOfMemoryError e) {
            throw new RequestException("limit", "the results do not fit into the memory as text", e);
        }
    }
}
