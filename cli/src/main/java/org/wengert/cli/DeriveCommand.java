package org.wengert.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wengert.driver.Compilation;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.formula.DerivativeFormula;
import org.wengert.formula.NoFormulaException;
import org.wengert.report.Latex;
import org.wengert.source.Span;
import org.wengert.syntax.Spellings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wengert derive}. */
@Command(
        name = "derive",
        description =
                "Shows derivatives as formulas: of x'*A*x by x it is (A + A')*x. A formula is an expression of the"
                        + " language again.")
final class DeriveCommand extends ProgramTask {

    private static final int HIGHEST_ORDER = 10;

    /** How formulas are written. */
    enum Format {
        text,
        latex
    }

    @Option(
            names = "--by",
            paramLabel = "NAMES",
            description = "The parameters to derive by, such as x,A; if not given, each of them in turn.")
    private @Nullable String by;

    @Option(
            names = "--order",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many times to derive by the same parameter; 2 of a number by a vector is the Hessian. If not"
                            + " given, 1.")
    private int order;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How formulas are written: ${COMPLETION-CANDIDATES}. If not given, ${DEFAULT-VALUE}.")
    private @Nullable Format format;

    @Override
    int execute(Compilation compilation) throws RequestException {
        if (order < 1 || order > HIGHEST_ORDER) {
            throw new RequestException("malformed-value", "--order is " + order + ", and can be 1 to " + HIGHEST_ORDER);
        }
        FunctionGraph function = function(compilation).source();
        List<Integer> inputs = inputs(function);
        List<DerivativeFormula> formulas = new ArrayList<>();
        boolean all = true;
        for (int output = 0; output < function.results().size(); output++) {
            for (int input : inputs) {
                try {
                    int result = output;
                    formulas.add(during("deriving", () -> DerivativeFormula.of(function, result, input, order)));
                } catch (NoFormulaException none) {
                    report(compilation, none);
                    all = false;
                }
            }
        }
        boolean single = function.results().size() == 1 && inputs.size() == 1;
        formulas.forEach(formula -> console().out().print(line(function, formula, single) + "\n"));
        return all ? Exit.FINE : Exit.PROGRAM_IN_ERROR;
    }

    private void report(Compilation compilation, NoFormulaException none) {
        if (none.span().equals(Span.NONE)) {
            reporter().failure(compilation.source().name(), "no-formula", none.reason(), none.hint());
        } else {
            reporter().failure(compilation.source(), none.span(), "no-formula", none.reason(), none.hint());
        }
    }

    /** A formula alone, if it is the only one. */
    private String line(FunctionGraph function, DerivativeFormula formula, boolean single) {
        if (format == Format.latex) {
            return Latex.equation(formula, order);
        }
        String of = function.results().size() == 1 ? "" : formula.result() + " ";
        return single ? formula.text() : of + "by " + formula.parameter() + ": " + formula.text();
    }

    /** The positions of the parameters to derive by. */
    private List<Integer> inputs(FunctionGraph function) throws RequestException {
        List<String> parameters = function.parameters();
        if (by == null) {
            if (parameters.isEmpty()) {
                throw new RequestException(
                        "no-parameter",
                        "'" + function.name() + "' has no parameter to derive by",
                        Optional.of("a parameter is a name that is nothing else, such as x in x^2"));
            }
            return IntStream.range(0, parameters.size()).boxed().toList();
        }
        List<Integer> inputs = new ArrayList<>();
        for (String name : by.split(",", -1)) {
            if (name.isBlank()) {
                throw new RequestException(
                        "malformed-value",
                        "--by: a name is missing in '" + by + "'",
                        Optional.of("parameters are parted by commas, such as x,A"));
            }
            int input = parameters.indexOf(name.strip());
            if (input < 0) {
                throw unknown(name.strip(), parameters);
            }
            inputs.add(input);
        }
        return inputs;
    }

    private static RequestException unknown(String name, List<String> parameters) {
        return new RequestException(
                "unknown-parameter",
                "--by: there is no parameter '" + name + "'",
                Spellings.closest(name, parameters)
                        .map(closest -> "did you mean '" + closest + "'?")
                        .or(() -> Optional.of(
                                parameters.isEmpty()
                                        ? "the function has none"
                                        : "parameters are " + String.join(", ", parameters))));
    }
}
