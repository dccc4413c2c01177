package org.wengert.cli;

import java.util.Iterator;
import java.util.List;
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
        description = "Evaluates a function and its derivatives at a point, or at many.",
        footer = {
            "",
            "Examples:",
            "  wengert eval -e 'y*log(x)+sqrt(y*log(x))' --at x=2,y=3",
            "  wengert eval loss.expr --function loss --at w=0.5 --derive 'value,hessian'",
            "  wengert eval -e 'x^2*y' --at x=2,y=3 --derive tangent --direction x=1,y=0",
            "  wengert eval -e 'q(x: real[n], A: real[n,n]) = dot(x, A*x)' --at 'x=[1,2],A=[1,0;0,3]'",
            "  wengert eval -e 'a*exp(-k*t)' --at a=2,k=0.5 --at-file times.csv",
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
        json,
        csv
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
                            + " A=a.npy. points.csv is a table of points: its first line names the parameters, x,v[0],v[1],"
                            + " and every other line is a point.")
    private List<String> files = List.of();

    @Option(
            names = "--derive",
            paramLabel = "LIST",
            completionCandidates = Products.class,
            description = "What to evaluate, of ${COMPLETION-CANDIDATES}; with"
                    + " respect to some parameters: gradient(x,y). If not given: the value and what the function's derive"
                    + " clauses say, as far as its directions and cotangents are given; without clauses value,gradient;"
                    + " value,jacobian of several results; value if there is an array among them.")
    private @Nullable String derive;

    @Option(
            names = "--direction",
            paramLabel = "VALUES",
            description = "The direction of tangent, hvp and taylor, such as x=1,v=[0,1]; what is not named is 0.")
    private List<String> direction = List.of();

    @Option(
            names = "--cotangent",
            paramLabel = "VALUES",
            description = "The cotangent of adjoint by result, such as f=1; 1 for a single number if not given.")
    private List<String> cotangent = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "text, json, or csv, a line of names and a line for each point. If not given: text of one point,"
                            + " csv of a table of them. json of a table is an object a line.")
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
        Evaluation common = new Evaluation(
                function,
                point.of(function),
                derive == null ? List.of() : Derive.parse(derive),
                Assignments.parse("--direction", direction),
                Assignments.parse("--cotangent", cotangent),
                (seed, name, isNumber) -> "--" + seed + " " + name + (isNumber ? "=1" : "=[...]"),
                Optional.empty());
        boolean trapped = options.get(CompilerOption.TRAP) != NaNs.PASS;
        Optional<PointTable> table = point.table();
        ResultText text =
                new ResultText(Optional.ofNullable(format).orElse(table.isEmpty() ? Format.text : Format.csv));
        Optional<Trapped> found = table.isEmpty()
                ? deadline.evaluate(() -> evaluate(common, trapped, "", text), this::saySlow)
                : deadline.evaluate(() -> evaluate(common, trapped, table.get(), text), () -> {});
        if (found.isPresent()) {
            report(source, found.get());
            return Exit.PROGRAM_IN_ERROR;
        }
        console().out().print(text);
        return Exit.FINE;
    }

    /** What made NaN, and at which point. */
    private record Trapped(NotANumber what, String place) {}

    /** Adds the results to the text; or answers what makes NaN, if that is asked for. */
    private static Optional<Trapped> evaluate(Evaluation evaluation, boolean trapped, String place, ResultText text)
            throws RequestException {
        Optional<Trapped> found =
                trapped ? evaluation.firstNaN().map(what -> new Trapped(what, place)) : Optional.empty();
        if (found.isEmpty()) {
            text.add(evaluation.run());
        }
        return found;
    }

    private Optional<Trapped> evaluate(Evaluation common, boolean trapped, PointTable table, ResultText text)
            throws RequestException {
        Progress progress = new Progress(console());
        try {
            for (int row = 0; row < table.rows(); row++) {
                progress.say(row + " of " + table.rows() + " points");
                Deadline.look();
                Optional<Trapped> found;
                try {
                    found = evaluate(common.with(table.point(row)), trapped, table.place(row), text);
                } catch (RequestException e) {
                    throw new RequestException(e.code(), table.place(row) + ": " + e.getMessage(), e.hint());
                }
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } finally {
            progress.end();
        }
    }

    private void saySlow() {
        if (Terminal.isThere()) {
            console().err().print("wengert: evaluating, Ctrl-C ends it\n");
            console().err().flush();
        }
    }

    private void report(SourceText source, Trapped found) {
        NotANumber what = found.what();
        String place = found.place().isEmpty() ? "" : ", at " + found.place();
        reporter().failure(source, what.span(), "not-a-number", what.message(source) + place, what.operands());
    }
}
