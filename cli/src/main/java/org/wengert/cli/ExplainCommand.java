package org.wengert.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wengert.codegen.MethodCount;
import org.wengert.codegen.OperationTable;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.explain.ColumnLayout;
import org.wengert.explain.ColumnLayout.Column;
import org.wengert.explain.Explanation;
import org.wengert.op.Cost;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.source.BigStack;
import org.wengert.ssa.StepText;
import org.wengert.ssa.WengertList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wengert explain}. */
@Command(
        name = "explain",
        description =
                "Shows the Wengert lists of a function, of its tangent and of its adjoint, as in the generated Java,"
                        + " with the line and the rule that each statement of a derivative comes from, and what they cost."
                        + " Of a function of arrays: the loops and kernels of the generated Java, and operations as functions of the"
                        + " sizes.")
final class ExplainCommand extends ProgramTask {

    private static final int DEFAULT_WIDTH = 100;

    private static final List<Product> COUNTED =
            List.of(Product.VALUE, Product.TANGENT, Product.ADJOINT, Product.GRADIENT);

    @Option(
            names = "--dump",
            paramLabel = "STAGE",
            completionCandidates = Stages.class,
            description =
                    "Shows a stage of the compiler instead: ${COMPLETION-CANDIDATES}. All products go, as in derive clauses: taylor(2),"
                            + " 'sparse hessian(x)'. Behind a product, -list for the steps that run, or what a pass made on the way to"
                            + " it: gradient/derived, gradient/lower.")
    private @Nullable String stage;

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            defaultValue = "${env:COLUMNS}",
            description = "Columns of the terminal; if not given, those of the variable COLUMNS, or else 100.")
    private @Nullable String width;

    @Mixin
    private final ReportOptions files = new ReportOptions();

    @Override
    int execute(Compilation compilation) throws RequestException {
        if (files.areGiven()) {
            if (stage != null) {
                throw new RequestException("wrong-usage", "--dump shows a stage; it writes no file");
            }
            List<CompiledFunction> functions = functions(compilation);
            return during("explaining", () -> {
                files.write(compilation, functions);
                return Exit.FINE;
            });
        }
        console().out().print(during("explaining", () -> text(compilation)));
        return Exit.FINE;
    }

    private String text(Compilation compilation) throws RequestException {
        if (stage != null) {
            return new Stages().dump(stage, compilation, function(compilation));
        }
        List<CompiledFunction> functions = functions(compilation);
        int columns = columns();
        return BigStack.call(() -> String.join(
                "\n",
                functions.stream()
                        .map(f -> f.isScalar() ? explain(f, columns) : explain(compilation, f))
                        .toList()));
    }

    private int columns() throws RequestException {
        if (width == null || width.isBlank() || width.startsWith("${")) {
            return DEFAULT_WIDTH;
        }
        return Numbers.parse(width)
                .map(Double::intValue)
                .orElseThrow(() -> new RequestException("malformed-value", "--width: '" + width + "' is not a number"));
    }

    private static String explain(CompiledFunction function, int width) {
        return function.name() + "(" + String.join(", ", function.parameters()) + ")\n\n"
                + Explanation.of(
                        list(function, Product.VALUE),
                        list(function, Product.TANGENT),
                        list(function, Product.ADJOINT),
                        width)
                + entries(function)
                + "\n" + costs(function);
    }

    /** Of a function of arrays: its loops, and the kernels that it calls. */
    private static String explain(Compilation compilation, CompiledFunction function) {
        StringBuilder out = new StringBuilder(function.signature()).append('\n');
        section(out, "value", function, Product.VALUE);
        section(out, "tangent, forward", function, Product.TANGENT);
        section(out, "adjoint, backward", function, Product.ADJOINT);
        for (FunctionGraph.Request request : function.sparse()) {
            out.append(entries(function, request));
            out.append(StepText.of(function.list(request)));
        }
        return out.append(counts(compilation, function)).toString();
    }

    private static String counts(Compilation compilation, CompiledFunction function) {
        List<MethodCount> counts = compilation.operations(
                function, COUNTED.stream().filter(function.possible()::contains).toList());
        if (counts.isEmpty()) {
            return "";
        }
        List<String> lines = new ArrayList<>(List.of("", "operations"));
        lines.addAll(OperationTable.lines(counts));
        lines.add("");
        lines.addAll(OperationTable.notes(counts));
        return String.join("\n", lines) + "\n";
    }

    private static String entries(CompiledFunction function) {
        return function.sparse().stream()
                .map(request -> entries(function, request))
                .collect(Collectors.joining());
    }

    /** Which entries of a matrix there are. */
    private static String entries(CompiledFunction function, FunctionGraph.Request request) {
        Derivative derivative = function.derivative(request);
        String how = derivative.isColoured() ? ", " + derivative.note() : ", entry by entry";
        List<String> lines = new ArrayList<>(List.of("", function.called(request) + how));
        derivative.pattern().ifPresent(pattern -> lines.addAll(pattern.lines()));
        return String.join("\n", lines) + "\n";
    }

    private static void section(StringBuilder out, String heading, CompiledFunction function, Product product) {
        out.append('\n').append(heading).append('\n');
        out.append(StepText.of(list(function, product)));
    }

    private static String costs(CompiledFunction function) {
        List<String> names = new ArrayList<>();
        List<String> flops = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        List<String> ratios = new ArrayList<>();
        Cost value = cost(function, Product.VALUE);
        for (Product product : COUNTED) {
            if (function.possible().contains(product)) {
                Cost cost = cost(function, product);
                names.add(product.id());
                flops.add(Long.toString(cost.flops()));
                calls.add(Long.toString(cost.calls()));
                ratios.add(
                        value.work() == 0
                                ? ""
                                : String.format(Locale.ROOT, "%.2f", (double) cost.work() / value.work()));
            }
        }
        return ColumnLayout.beside(List.of(
                new Column("operations", names),
                new Column("flops", flops),
                new Column("calls", calls),
                new Column("times the value, a call as " + Cost.FLOPS_PER_CALL + " flops", ratios)));
    }

    private static Cost cost(CompiledFunction function, Product product) {
        return function.schedule(function.request(product)).cost();
    }

    private static WengertList list(CompiledFunction function, Product product) {
        return function.list(function.request(product));
    }
}
