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
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wengert.codegen.GeneratedSource;
import org.wengert.codegen.LineOrigin;
import org.wengert.codegen.MethodCount;
import org.wengert.codegen.OperationTable;
import org.wengert.codegen.Version;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.diagnostic.Severity;
import org.wengert.drawing.Folding;
import org.wengert.drawing.GraphDrawing;
import org.wengert.drawing.Layered;
import org.wengert.drawing.Svg;
import org.wengert.driver.Arguments;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.explain.ListText;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Origin;
import org.wengert.op.Cost;
import org.wengert.op.Kinks;
import org.wengert.op.Tensor;
import org.wengert.product.Product;
import org.wengert.source.BigStack;
import org.wengert.source.Position;
import org.wengert.source.Span;
import org.wengert.ssa.WengertList;

/** Makes the report of a compilation. */
public final class Reports {

    private static final List<Product> PRODUCTS =
            List.of(Product.VALUE, Product.TANGENT, Product.ADJOINT, Product.GRADIENT);

    /** Those that are written out entry by entry, and shown of functions of few parameters. */
    private static final List<Product> MATRICES = List.of(Product.JACOBIAN, Product.HESSIAN);

    /** So many parameters has a function at most whose matrices of derivatives are shown. */
    private static final int FEW = 12;

    /** So many values has a function at most of which second derivatives are shown. */
    private static final int SHORT = 300;

    /** {@code double[] sKept = workspace[0]; // [n]}. */
    private static final Pattern STORAGE =
            Pattern.compile("\\s*double\\[] (\\w+) = (?:workspace|atLeast).*// (\\[.*])");

    /** {@code vBar[i] += ...}. */
    private static final Pattern ELEMENT = Pattern.compile("\\s*(\\w+)\\[");

    /** The list of the Hessian times a direction. */
    private static final String SECOND = "hvp";

    private static final String INDENT = "    ";
    private static final String MEMBER = INDENT + "p";
    private static final String END_OF_MEMBER = INDENT + "}";

    /** So many points are tried until the function is finite at one. */
    private static final int ATTEMPTS = 40;

    /** A page with more lines of a list, or of Java, is too large to be mailed, and nobody reads them. */
    private static final int MOST_LINES = 1_000;

    /** So many are left of what has more. */
    private static final int FIRST_LINES = 400;

    private final int mostLines;
    private final Compilation compilation;
    private final Function<CompiledFunction, Map<String, Tensor>> point;

    private Reports(Compilation compilation, Function<CompiledFunction, Map<String, Tensor>> point, int mostLines) {
        this.mostLines = mostLines;
        this.compilation = compilation;
        this.point = point;
    }

    /**
     * The report of some functions of a program.
     *
     * @param functions those that are shown; the last one first
     * @param point where evaluation of a function begins, for parameters that it names; the arrays in it decide the sizes at
     *     which a function of arrays is written out
     */
    public static Report of(
            Compilation compilation,
            List<CompiledFunction> functions,
            Function<CompiledFunction, Map<String, Tensor>> point) {
        Reports reports = new Reports(compilation, point, MOST_LINES);
        return BigStack.call(() -> reports.report(functions));
    }

    /** The report of some functions with every line, however many there are. */
    static Report whole(Compilation compilation, List<CompiledFunction> functions) {
        Reports reports = new Reports(compilation, f -> Map.of(), Integer.MAX_VALUE);
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
        return function.isScalar() ? ofNumbers(function) : ofArrays(function);
    }

    private Report.Function ofNumbers(CompiledFunction function) {
        Numeric program = Numeric.of(function);
        Set<String> operators = new LinkedHashSet<>();
        List<Report.Listing> lists = lists(program, operators);
        List<Tensor> start = start(
                program, parameters(function, List.of()), function.results().size());
        return new Report.Function(
                function.name(),
                function.signature(),
                true,
                function.formula(),
                DerivedFormulas.of(function.source()),
                "",
                "",
                inputs(function, start),
                numbers(program.primal().inputs()),
                outputs(function, List.of()),
                numbers(program.primal().results()),
                values(program),
                cut(lists),
                java(function),
                List.of(picture("Graph", function.name(), program.primal(), Layered.Room.TEXT_AND_NUMBERS)),
                counts(products(function), program),
                List.of(),
                kept(program, lists, true),
                kept(program, lists, false),
                List.of(),
                List.copyOf(Kinks.of(function.primal())),
                unsaid(operators));
    }

    private Report.Function ofArrays(CompiledFunction function) {
        Sizes.Found found = Sizes.of(function, point.apply(function));
        Optional<Numeric> program = found.written().map(Numeric::of);
        Optional<Arguments> sizes = found.sizes();
        Set<String> operators = new LinkedHashSet<>();
        List<Report.Listing> lists = program.map(p -> lists(p, operators)).orElse(List.of());
        List<int[]> extents = sizes.map(s -> function.at(s).results()).orElse(List.of());
        List<Tensor> start = program.map(p -> start(
                        p,
                        parameters(function, sizes.orElseThrow().arrays()),
                        p.primal().outputs().size()))
                .orElse(List.of());
        List<Report.Value> values = new ArrayList<>(values(function.primal(), Map.of()));
        program.ifPresent(p -> values.addAll(values(p)));
        List<Report.Picture> graphs = new ArrayList<>();
        program.ifPresent(
                p -> graphs.add(picture("At these sizes", function.name(), p.primal(), Layered.Room.TEXT_AND_NUMBERS)));
        graphs.add(picture("Whole arrays", function.name(), function.primal(), Layered.Room.TEXT));
        return new Report.Function(
                function.name(),
                function.signature(),
                false,
                function.formula(),
                DerivedFormulas.of(function.source()),
                found.text(function),
                found.reason(),
                inputs(function, start),
                program.map(p -> numbers(p.primal().inputs())).orElse(List.of()),
                outputs(function, extents),
                program.map(p -> numbers(p.primal().results())).orElse(List.of()),
                values,
                cut(lists),
                java(function),
                graphs,
                program.map(p -> counts(
                                products(function).stream().filter(p::has).toList(), p))
                        .orElse(List.of()),
                countLines(function),
                program.map(p -> kept(p, lists, true)).orElse(List.of()),
                program.map(p -> kept(p, lists, false)).orElse(List.of()),
                keptArrays(function),
                List.copyOf(Kinks.of(function.primal())),
                unsaid(operators));
    }

    private Report.Picture picture(String title, String function, Graph graph, Layered.Room room) {
        Folding.Result folded = Folding.of(compilation, function, graph, GraphDrawing.Labels.PARTIALS);
        return new Report.Picture(title, Svg.element(Layered.place(folded.drawing(), room)), folded.note());
    }

    private static List<String> unsaid(Set<String> operators) {
        return operators.stream()
                .filter(name -> !PageOperators.has(name))
                .sorted()
                .toList();
    }

    private static List<Integer> numbers(List<Node> nodes) {
        return nodes.stream()
                .map(node -> node.origin().map(Origin::number).orElse(-1))
                .toList();
    }

    private static List<Report.Listing> lists(Numeric program, Set<String> operators) {
        Formulas formulas = new Formulas(program.names());
        Set<String> value = lines(program.list(Product.VALUE));
        Set<String> known = new HashSet<>(value);
        known.addAll(lines(program.list(Product.ADJOINT)));
        List<Report.Listing> lists = new ArrayList<>(List.of(
                Listings.of("value", "Value", program.list(Product.VALUE), Set.of(), formulas, operators),
                Listings.of("tangent", "Tangent, forward", program.list(Product.TANGENT), value, formulas, operators),
                Listings.of(
                        "adjoint", "Adjoint, backward", program.list(Product.ADJOINT), value, formulas, operators)));
        Set<String> more = new LinkedHashSet<>();
        program.second(SHORT)
                .map(list -> Listings.of(SECOND, "Hessian times the direction", list, known, formulas, more))
                .filter(list -> unsaid(more).isEmpty() || !unsaid(operators).isEmpty())
                .ifPresent(lists::add);
        return lists;
    }

    private static Set<String> lines(WengertList list) {
        return ListText.lines(list, list.steps()).stream()
                .map(line -> line.row().statement())
                .collect(Collectors.toSet());
    }

    private List<Report.Listing> cut(List<Report.Listing> lists) {
        return lists.stream()
                .map(list -> list.rows().size() > mostLines ? Listings.cut(list, FIRST_LINES) : list)
                .toList();
    }

    private List<Report.Kept> kept(Numeric program, List<Report.Listing> lists, boolean wanted) {
        List<Report.Kept> all = Listings.kept(
                program.list(Product.ADJOINT), program.primal().inputs().size(), lists.get(2), wanted);
        if (all.size() <= mostLines) {
            return all;
        }
        List<Report.Kept> first = new ArrayList<>(all.subList(0, FIRST_LINES));
        first.add(new Report.Kept("…", (all.size() - FIRST_LINES) + " more values", List.of(), List.of()));
        return first;
    }

    private static List<Report.Input> inputs(CompiledFunction function, List<Tensor> start) {
        List<Node> inputs = function.primal().inputs();
        List<Report.Input> all = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Tensor first = start.isEmpty() ? Tensor.zeros(new int[0]) : start.get(i);
            all.add(new Report.Input(
                    function.parameters().get(i),
                    inputs.get(i).type().toString(),
                    boxed(first.extents()),
                    Arrays.stream(first.data()).boxed().toList()));
        }
        return all;
    }

    private static List<Report.Output> outputs(CompiledFunction function, List<int[]> extents) {
        List<Report.Output> all = new ArrayList<>();
        for (int i = 0; i < function.results().size(); i++) {
            all.add(new Report.Output(
                    function.results().get(i), extents.isEmpty() ? List.of() : boxed(extents.get(i))));
        }
        return all;
    }

    private static List<Integer> boxed(int[] extents) {
        return Arrays.stream(extents).boxed().toList();
    }

    /**
     * What is known of a parameter before evaluation begins.
     *
     * @param zeros of its extents
     */
    private record Parameter(Optional<Tensor> given, Tensor zeros) {}

    private List<Parameter> parameters(CompiledFunction function, List<Tensor> shapes) {
        Map<String, Tensor> given = point.apply(function);
        List<Parameter> all = new ArrayList<>();
        for (int i = 0; i < function.parameters().size(); i++) {
            all.add(new Parameter(
                    Optional.ofNullable(given.get(function.parameters().get(i))),
                    shapes.isEmpty() ? Tensor.scalar(0) : shapes.get(i)));
        }
        return all;
    }

    /** The point that was asked for; elsewhere, numbers at which the function and its derivatives are finite, if there are any. */
    private static List<Tensor> start(Numeric program, List<Parameter> parameters, int results) {
        Random random = new Random(1);
        List<Tensor> first = List.of();
        boolean arrays = parameters.stream().anyMatch(p -> p.zeros().rank() > 0);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Tensor> x = new ArrayList<>();
            for (int i = 0; i < parameters.size(); i++) {
                Tensor drawn = Tensor.zeros(parameters.get(i).zeros().extents());
                for (int k = 0; k < drawn.data().length; k++) {
                    drawn.data()[k] = arrays
                            ? element(attempt, random)
                            : attempt == 0 ? i + 2 : attempt == 1 ? 0.5 : round(random.nextDouble() * 4 - 1.5, 100);
                }
                x.add(parameters.get(i).given().orElse(drawn));
            }
            first = attempt == 0 ? x : first;
            if (isFinite(program, x, results)) {
                return x;
            }
        }
        return first;
    }

    /** Of arrays, numbers that are short and not all alike: of both signs, then between 0 and 1, then wherever. */
    private static double element(int attempt, Random random) {
        double drawn = random.nextDouble();
        return attempt == 1 ? round(0.1 + 0.8 * drawn, 10) : round(3 * drawn - 1, attempt == 0 ? 10 : 100);
    }

    private static double round(double value, double steps) {
        return Math.round(value * steps) / steps;
    }

    private static boolean isFinite(Numeric program, List<Tensor> x, int results) {
        double[] ones = new double[results];
        Arrays.fill(ones, 1);
        double[] point =
                x.stream().flatMapToDouble(t -> Arrays.stream(t.data())).toArray();
        return Arrays.stream(program.evaluation().adjoint(point, ones)).allMatch(Double::isFinite);
    }

    private static List<Report.Value> values(Numeric program) {
        return values(program.primal(), program.wholes());
    }

    private static List<Report.Value> values(Graph graph, Map<Integer, Integer> wholes) {
        List<Report.Value> values = new ArrayList<>();
        collect(graph, wholes, values);
        return values;
    }

    private static void collect(Graph graph, Map<Integer, Integer> wholes, List<Report.Value> values) {
        for (Node node : graph.nodes()) {
            node.origin()
                    .filter(origin -> !origin.span().equals(Span.NONE))
                    .ifPresent(origin -> values.add(new Report.Value(
                            origin.number(),
                            origin.name(),
                            origin.span().start(),
                            origin.span().end(),
                            wholes.getOrDefault(origin.number(), -1))));
            for (Operation.Body body : node.operation().bodies()) {
                collect(body.graph(), wholes, values);
            }
        }
    }

    private List<Report.Java> java(CompiledFunction function) {
        return Stream.concat(products(function).stream().map(function::request), function.sparse().stream())
                .map(request -> cut(function.called(request), lines(compilation.java(function, request))))
                .toList();
    }

    private static List<Product> products(CompiledFunction function) {
        List<Product> products = new ArrayList<>(PRODUCTS);
        boolean isShort = function.primal().size() <= SHORT;
        if (isShort) {
            products.add(Product.HVP);
        }
        if (isShort && function.isScalar() && function.parameters().size() <= FEW) {
            products.addAll(MATRICES);
        }
        products.retainAll(function.possible());
        if (products.contains(Product.GRADIENT)) {
            products.remove(Product.JACOBIAN);
        }
        function.requests().stream()
                .map(FunctionGraph.Request::product)
                .filter(Product::isSeries)
                .distinct()
                .forEach(products::add);
        return products;
    }

    private Report.Java cut(String product, List<Report.Line> lines) {
        int shown = lines.size() > mostLines ? FIRST_LINES : lines.size();
        return new Report.Java(product, lines.subList(0, shown), lines.size() - shown);
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

    private static List<Report.Count> counts(List<Product> products, Numeric program) {
        Cost value = program.list(Product.VALUE).schedule().cost();
        List<Report.Count> counts = new ArrayList<>();
        for (Product product : products) {
            Cost cost = program.list(product).schedule().cost();
            counts.add(new Report.Count(
                    product.id(),
                    Long.toString(cost.flops()),
                    Long.toString(cost.calls()),
                    value.work() == 0 ? "" : String.format(Locale.ROOT, "%.2f", (double) cost.work() / value.work())));
        }
        return counts;
    }

    private List<String> countLines(CompiledFunction function) {
        List<MethodCount> counts = compilation.operations(function, products(function));
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
