package org.wengert.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wengert.codegen.ClassWriter;
import org.wengert.codegen.GeneratedSource;
import org.wengert.codegen.LineOrigin;
import org.wengert.codegen.MethodCount;
import org.wengert.codegen.OperationTable;
import org.wengert.codegen.Version;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.diagnostic.Severity;
import org.wengert.differentiate.Product;
import org.wengert.drawing.Folding;
import org.wengert.drawing.GraphDrawing;
import org.wengert.drawing.Layered;
import org.wengert.drawing.Svg;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.explain.ListText;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Origin;
import org.wengert.op.Cost;
import org.wengert.op.Kinks;
import org.wengert.source.BigStack;
import org.wengert.source.Position;
import org.wengert.source.Span;
import org.wengert.ssa.Scheduler;
import org.wengert.ssa.WengertList;

/** Makes the report of a compilation. */
public final class Reports {

    private static final List<Product> PRODUCTS =
            List.of(Product.VALUE, Product.TANGENT, Product.ADJOINT, Product.GRADIENT);

    /** {@code double[] sKept = workspace[0]; // [n]}. */
    private static final Pattern STORAGE =
            Pattern.compile("\\s*double\\[] (\\w+) = (?:workspace|atLeast).*// (\\[.*])");

    /** {@code vBar[i] += ...}. */
    private static final Pattern ELEMENT = Pattern.compile("\\s*(\\w+)\\[");

    private static final String INDENT = "    ";
    private static final String MEMBER = INDENT + "p";
    private static final String END_OF_MEMBER = INDENT + "}";

    private final Compilation compilation;
    private final Map<String, Double> point;

    private Reports(Compilation compilation, Map<String, Double> point) {
        this.compilation = compilation;
        this.point = point;
    }

    /**
     * The report of some functions of a program.
     *
     * @param functions those that are shown; the last one first
     * @param point where evaluation begins, for parameters that it names
     */
    public static Report of(Compilation compilation, List<CompiledFunction> functions, Map<String, Double> point) {
        Reports reports = new Reports(compilation, point);
        return BigStack.call(() -> reports.report(functions));
    }

    private Report report(List<CompiledFunction> functions) {
        return new Report(
                Version.TEXT,
                fileName(),
                compilation.source().text(),
                functions.stream().map(this::function).toList(),
                Math.max(0, functions.size() - 1),
                compilation.diagnostics().stream().map(this::problem).toList());
    }

    private String fileName() {
        Path name = Path.of(compilation.source().name()).getFileName();
        return name == null ? compilation.source().name() : name.toString();
    }

    private Report.Problem problem(Diagnostic diagnostic) {
        Position position = compilation.source().position(diagnostic.span().start());
        return new Report.Problem(
                diagnostic.code().severity() == Severity.ERROR,
                diagnostic.code().id(),
                diagnostic.message(),
                diagnostic.hint().orElse(""),
                position.line(),
                position.column(),
                diagnostic.span().start(),
                diagnostic.span().end());
    }

    private Report.Function function(CompiledFunction function) {
        Folding.Result folded = Folding.of(compilation, function, GraphDrawing.Labels.PARTIALS);
        Layered.Room room = function.isScalar() ? Layered.Room.TEXT_AND_NUMBERS : Layered.Room.TEXT;
        Set<String> operators = new LinkedHashSet<>();
        List<Report.Listing> lists = function.isScalar() ? lists(function, operators) : List.of();
        return new Report.Function(
                function.name(),
                function.signature(),
                function.isScalar(),
                function.formula(),
                inputs(function),
                function.results(),
                function.primal().results().stream()
                        .map(node -> node.origin().map(Origin::number).orElse(-1))
                        .toList(),
                values(function.primal()),
                lists,
                java(function),
                Svg.element(Layered.place(folded.drawing(), room)),
                folded.note(),
                function.isScalar() ? counts(function) : List.of(),
                function.isScalar() ? List.of() : countLines(function),
                function.isScalar() ? kept(function, lists, true) : keptArrays(function),
                function.isScalar() ? kept(function, lists, false) : List.of(),
                List.copyOf(Kinks.of(function.primal())),
                operators.stream()
                        .filter(name -> !PageOperators.has(name))
                        .sorted()
                        .toList());
    }

    private static WengertList list(CompiledFunction function, Product product) {
        return Scheduler.schedule(function.derivative(function.request(product)).graph(), ClassWriter.reservedNames());
    }

    private static List<Report.Listing> lists(CompiledFunction function, Set<String> operators) {
        Formulas formulas = new Formulas(function.primal().names());
        WengertList value = list(function, Product.VALUE);
        Set<String> lines = ListText.lines(value, value.statements()).stream()
                .map(line -> line.row().statement())
                .collect(Collectors.toCollection(HashSet::new));
        return List.of(
                Listings.of("value", "Value", value, Set.of(), formulas, operators),
                Listings.of("tangent", "Tangent, forward", list(function, Product.TANGENT), lines, formulas, operators),
                Listings.of(
                        "adjoint", "Adjoint, backward", list(function, Product.ADJOINT), lines, formulas, operators));
    }

    private static List<Report.Kept> kept(CompiledFunction function, List<Report.Listing> lists, boolean wanted) {
        return Listings.kept(list(function, Product.ADJOINT), lists.get(2), wanted);
    }

    private List<Report.Input> inputs(CompiledFunction function) {
        List<Node> inputs = function.primal().inputs();
        double[] values = function.isScalar() ? start(function) : new double[inputs.size()];
        List<Report.Input> all = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            all.add(new Report.Input(
                    function.parameters().get(i), inputs.get(i).type().toString(), values[i]));
        }
        return all;
    }

    /** The point that was asked for; elsewhere, numbers at which the function and its derivatives are finite, if there are any. */
    private double[] start(CompiledFunction function) {
        int n = function.parameters().size();
        Random random = new Random(1);
        double[] first = new double[n];
        for (int attempt = 0; attempt < 40; attempt++) {
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                double drawn = attempt == 0 ? i + 2 : attempt == 1 ? 0.5 : round(random.nextDouble() * 4 - 1.5);
                x[i] = point.getOrDefault(function.parameters().get(i), drawn);
            }
            first = attempt == 0 ? x : first;
            if (isFinite(function, x)) {
                return x;
            }
        }
        return first;
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static boolean isFinite(CompiledFunction function, double[] x) {
        double[] ones = new double[function.results().size()];
        Arrays.fill(ones, 1);
        double[] all = function.evaluate(function.request(Product.ADJOINT), x, ones);
        return Arrays.stream(all).allMatch(Double::isFinite);
    }

    private static List<Report.Value> values(Graph graph) {
        List<Report.Value> values = new ArrayList<>();
        collect(graph, values);
        return values;
    }

    private static void collect(Graph graph, List<Report.Value> values) {
        for (Node node : graph.nodes()) {
            node.origin()
                    .filter(origin -> !origin.span().equals(Span.NONE))
                    .ifPresent(origin -> values.add(new Report.Value(
                            origin.number(),
                            origin.name(),
                            origin.span().start(),
                            origin.span().end())));
            for (Operation.Body body : node.operation().bodies()) {
                collect(body.graph(), values);
            }
        }
    }

    private List<Report.Java> java(CompiledFunction function) {
        return PRODUCTS.stream()
                .filter(function.possible()::contains)
                .map(product -> new Report.Java(product.id(), lines(compilation.java(function, product))))
                .toList();
    }

    /** The methods of a class that compute something, without what documents them and tests their arguments. */
    private static List<Report.Line> lines(GeneratedSource java) {
        Map<Integer, LineOrigin> origins = new HashMap<>();
        java.lines().forEach(origin -> origins.put(origin.line(), origin));
        List<String> texts = java.text().lines().toList();
        int first = java.lines().stream().mapToInt(LineOrigin::line).min().orElse(1) - 1;
        while (first > 0 && !texts.get(first).startsWith(MEMBER)) {
            first--;
        }
        int end = java.lines().stream().mapToInt(LineOrigin::line).max().orElse(texts.size());
        while (end < texts.size() && !texts.get(end - 1).equals(END_OF_MEMBER)) {
            end++;
        }
        List<Report.Line> lines = new ArrayList<>();
        boolean documentation = false;
        for (int i = first; i < end; i++) {
            String text = texts.get(i);
            documentation |= text.strip().startsWith("/**");
            boolean blankAgain = text.isBlank()
                    && (lines.isEmpty() || lines.get(lines.size() - 1).text().isBlank());
            boolean test = text.strip().startsWith("check(\"") || text.strip().startsWith("distinct(\"");
            if (!documentation && !blankAgain && !test) {
                Optional<LineOrigin> origin = Optional.ofNullable(origins.get(i + 1));
                lines.add(new Report.Line(
                        i + 1,
                        text.startsWith(INDENT) ? text.substring(INDENT.length()) : text,
                        origin.map(LineOrigin::value).orElse(""),
                        origin.map(o -> Listings.numbers(o.primal())).orElse(List.of())));
            }
            documentation &= !text.strip().endsWith("*/");
        }
        return lines;
    }

    private static List<Report.Count> counts(CompiledFunction function) {
        Cost value = list(function, Product.VALUE).cost();
        List<Report.Count> counts = new ArrayList<>();
        for (Product product : PRODUCTS) {
            if (function.possible().contains(product)) {
                Cost cost = list(function, product).cost();
                counts.add(new Report.Count(
                        product.id(),
                        Long.toString(cost.flops()),
                        Long.toString(cost.calls()),
                        value.work() == 0
                                ? ""
                                : String.format(Locale.ROOT, "%.2f", (double) cost.work() / value.work())));
            }
        }
        return counts;
    }

    private List<String> countLines(CompiledFunction function) {
        List<MethodCount> counts = compilation.operations(
                function,
                PRODUCTS.stream().filter(function.possible()::contains).toList());
        if (counts.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(OperationTable.lines(counts));
        lines.add("");
        lines.addAll(OperationTable.notes(counts));
        return lines;
    }

    /** The arrays of an instance that are no derivatives and that lines behind the first derivative read. */
    private List<Report.Kept> keptArrays(CompiledFunction function) {
        if (!function.possible().contains(Product.ADJOINT)) {
            return List.of();
        }
        GeneratedSource java = compilation.java(function, Product.ADJOINT);
        List<String> lines = java.text().lines().toList();
        int backward = java.lines().stream()
                .filter(LineOrigin::derivative)
                .mapToInt(LineOrigin::line)
                .min()
                .orElse(Integer.MAX_VALUE);
        Set<String> derivatives = java.lines().stream()
                .filter(LineOrigin::derivative)
                .map(o -> ELEMENT.matcher(lines.get(o.line() - 1)))
                .filter(Matcher::lookingAt)
                .map(element -> element.group(1))
                .collect(Collectors.toSet());
        List<Report.Kept> kept = new ArrayList<>();
        for (String line : lines) {
            Matcher opened = STORAGE.matcher(line);
            if (opened.matches() && !derivatives.contains(opened.group(1))) {
                String name = opened.group(1);
                List<String> readBy = java.lines().stream()
                        .filter(o -> o.line() > backward)
                        .map(o -> lines.get(o.line() - 1).strip().replaceFirst(" //.*", ""))
                        .filter(text -> reads(text, name))
                        .distinct()
                        .toList();
                if (!readBy.isEmpty() && kept.stream().noneMatch(k -> k.name().startsWith(name + "["))) {
                    String what = name.contains("Kept") ? "of each iteration" : "";
                    kept.add(new Report.Kept(name + opened.group(2), what, readBy, List.of()));
                }
            }
        }
        return kept;
    }

    private static boolean reads(String line, String array) {
        int equals = line.indexOf(" = ");
        String right = equals < 0 ? line : line.substring(equals);
        return Pattern.compile("\\b" + Pattern.quote(array) + "\\b")
                .matcher(right)
                .find();
    }
}
