package org.wengert.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wengert.drawing.Dot;
import org.wengert.drawing.Drawing;
import org.wengert.drawing.Folding;
import org.wengert.drawing.GraphDrawing;
import org.wengert.drawing.Layered;
import org.wengert.drawing.Mermaid;
import org.wengert.drawing.Svg;
import org.wengert.driver.AtomicOutput;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Type;
import org.wengert.op.Tensor;
import org.wengert.report.Latex;
import org.wengert.report.Page;
import org.wengert.report.Reports;
import org.wengert.source.BigStack;
import picocli.CommandLine.Option;

/** The files that explain writes instead of text. */
final class ReportOptions {

    /** What stands on the arrows of a graph. */
    enum Labels {
        none,
        partials,
        adjoints
    }

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Writes a report instead: one page with source, graph, lists and Java side by side, which"
                    + " evaluates them step by step. It loads nothing and opens in any browser.")
    private @Nullable String html;

    @Option(
            names = "--graph",
            paramLabel = "FILE",
            description = "Writes the computational graph instead: a picture as FILE.svg, or FILE.dot for Graphviz, or"
                    + " FILE.mmd for Mermaid.")
    private @Nullable String graph;

    @Option(
            names = "--graph-labels",
            paramLabel = "LABELS",
            defaultValue = "partials",
            description = "What stands on the arrows of the graph: none, partials (partial derivatives), or adjoints"
                    + " (what each value gives to the adjoint of its operand).")
    private Labels labels = Labels.partials;

    @Option(names = "--latex", paramLabel = "FILE", description = "Writes the derivation instead, as a LaTeX document.")
    private @Nullable String latex;

    @Option(
            names = "--at",
            paramLabel = "VALUES",
            description =
                    "Where the report begins to evaluate, such as x=2,y=3. Arrays, A=[1,2;3,4], decide the sizes at"
                            + " which a function of arrays is written out element by element; if they are not given, small ones"
                            + " are chosen.")
    private List<String> at = List.of();

    @Option(
            names = "--at-file",
            paramLabel = "FILE",
            description =
                    "More of the point: point.json, an object of numbers and nested arrays; or one array, A=a.csv or"
                            + " A=a.npy.")
    private List<String> atFiles = List.of();

    /** Whether any file is asked for. */
    boolean areGiven() {
        return html != null || graph != null || latex != null;
    }

    /** Writes all files, or none. */
    void write(Compilation compilation, List<CompiledFunction> functions) throws RequestException {
        CompiledFunction last = functions.get(functions.size() - 1);
        Map<Path, String> files = new LinkedHashMap<>();
        if (html != null) {
            Map<CompiledFunction, Map<String, Tensor>> points = points(functions);
            files.put(
                    target(html), Page.file(Reports.of(compilation, functions, f -> points.getOrDefault(f, Map.of()))));
        }
        if (graph != null) {
            files.put(target(graph), graph(compilation, last, graph));
        }
        if (latex != null) {
            files.put(target(latex), Latex.document(compilation, functions));
        }
        int asked = (html == null ? 0 : 1) + (graph == null ? 0 : 1) + (latex == null ? 0 : 1);
        if (files.size() < asked) {
            throw new RequestException("wrong-usage", "two of the outputs are one file");
        }
        try {
            AtomicOutput.write(Path.of(""), files);
        } catch (IOException e) {
            throw new RequestException("unwritable-output", "nothing can be written: " + e.getMessage());
        }
    }

    private static Path target(String file) throws RequestException {
        Path path = ProgramArguments.path(file);
        if (file.equals("-")
                || path.getFileName() == null
                || path.getFileName().toString().isEmpty()) {
            throw new RequestException("wrong-usage", "'" + file + "' is not the name of a file");
        }
        return path;
    }

    /** What is given of the parameters of each function. */
    private Map<CompiledFunction, Map<String, Tensor>> points(List<CompiledFunction> functions)
            throws RequestException {
        PointFiles given = PointFiles.read(Assignments.parse("--at", at), atFiles);
        if (given.table().isPresent()) {
            throw new RequestException(
                    "wrong-usage",
                    "--at-file: a report begins at one point, and there is a table of points",
                    Optional.of("an array in a file is named, as in --at-file A=a.csv"));
        }
        for (String name : given.names()) {
            if (functions.stream().noneMatch(f -> f.allParameters().contains(name))) {
                throw new RequestException("unknown-parameter", "--at: no parameter '" + name + "'");
            }
        }
        Map<CompiledFunction, Map<String, Tensor>> points = new LinkedHashMap<>();
        for (CompiledFunction function : functions) {
            Map<String, Tensor> point = new LinkedHashMap<>(given.of(function));
            point.keySet().retainAll(function.allParameters());
            check(function, point);
            points.put(function, point);
        }
        return points;
    }

    /** Refuses a point that does not fit the function, whole or in part. */
    private static void check(CompiledFunction function, Map<String, Tensor> point) throws RequestException {
        if (point.keySet().containsAll(function.allParameters())) {
            new Point(function, point).arguments();
            return;
        }
        for (String name : function.integers()) {
            if (point.containsKey(name)) {
                Point.integer(name, point.get(name));
            }
        }
        for (int i = 0; i < function.parameters().size(); i++) {
            String name = function.parameters().get(i);
            Type type = function.primal().inputs().get(i).type();
            Tensor value = point.get(name);
            if (value != null && value.rank() != type.shape().rank()) {
                throw new RequestException(
                        "size-mismatch",
                        "--at: " + name + " is " + type + ", and is given "
                                + (value.rank() == 0 ? "a number" : "an array of rank " + value.rank()));
            }
        }
    }

    private String graph(Compilation compilation, CompiledFunction function, String file) throws RequestException {
        String name = file.toLowerCase(Locale.ROOT);
        String kind = name.substring(name.lastIndexOf('.') + 1);
        if (!List.of("svg", "dot", "gv", "mmd").contains(kind)) {
            throw new RequestException(
                    "wrong-usage",
                    "--graph: a graph is not written as '" + file + "'",
                    Optional.of("name it .svg, .dot or .mmd"));
        }
        return BigStack.call(() -> {
            Drawing drawing = Folding.of(compilation, function, arrows()).drawing();
            return switch (kind) {
                case "svg" -> Svg.file(Layered.place(drawing, Layered.Room.TEXT));
                case "mmd" -> Mermaid.of(drawing);
                default -> Dot.of(drawing);
            };
        });
    }

    private GraphDrawing.Labels arrows() {
        return switch (labels) {
            case none -> GraphDrawing.Labels.NONE;
            case partials -> GraphDrawing.Labels.PARTIALS;
            case adjoints -> GraphDrawing.Labels.ADJOINTS;
        };
    }
}
