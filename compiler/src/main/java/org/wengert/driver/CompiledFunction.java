package org.wengert.driver;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.wengert.codegen.ClassWriter;
import org.wengert.codegen.FunctionSource;
import org.wengert.differentiate.Differentiation;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.elaborate.Requirement;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;
import org.wengert.product.Derivative;
import org.wengert.product.Derivatives;
import org.wengert.product.JacobianMode;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;
import org.wengert.rewrite.Unrolling;
import org.wengert.source.BigStack;
import org.wengert.source.Span;
import org.wengert.sparse.Places;
import org.wengert.ssa.Schedule;
import org.wengert.ssa.WengertList;
import org.wengert.syntax.Syntax;
import org.wengert.syntax.Unparser;

/** A function of a program with the products asked of it; each product is derived when it is first needed. */
public final class CompiledFunction {

    private static final int LONGEST_FORMULA = 500;

    /** The JVM's limit of 255, less what a method takes besides. */
    private static final int MOST_ARGUMENTS = 250;

    private final FunctionGraph function;
    private final List<FunctionGraph.Request> requests;
    private final Graph primal;
    private final boolean scalar;
    private final Optional<SmallArrays> small;
    private final JacobianMode jacobians;
    private final Map<FunctionGraph.Request, JacobianChoice> choices = new ConcurrentHashMap<>();
    private final Map<FunctionGraph.Request, Derivative> ofWholeArrays = new ConcurrentHashMap<>();
    private final Map<FunctionGraph.Request, Derivative> inLoops = new ConcurrentHashMap<>();
    private final Map<FunctionGraph.Request, Optional<Derivative>> elementwise = new ConcurrentHashMap<>();
    /** By graph, of which equal ones are not the same. */
    private final Map<Graph, Schedule> schedules = Collections.synchronizedMap(new IdentityHashMap<>());

    private final Map<FunctionGraph.Request, WengertList> lists = new ConcurrentHashMap<>();
    private final Map<FunctionGraph.Request, ScalarEvaluation> evaluations = new ConcurrentHashMap<>();

    CompiledFunction(FunctionGraph function, List<FunctionGraph.Request> requests, JacobianMode jacobians) {
        this.jacobians = jacobians;
        this.requests = List.copyOf(requests);
        Graph simple = Pipelines.run(Pipelines.PRIMAL, function.graph());
        Optional<Graph> source =
                function.isOfNumbers() && !function.isScalar() ? numbers(function.graph()) : Optional.empty();
        Optional<Graph> numbers = source.flatMap(written -> numbers(simple));
        this.primal =
                numbers.map(graph -> Pipelines.run(Pipelines.PRIMAL, graph)).orElse(simple);
        this.function = numbers.flatMap(graph -> source).map(function::with).orElse(function);
        this.scalar = this.function.isScalar();
        this.small = scalar ? Optional.empty() : SmallArrays.of(primal);
    }

    /** A program written out element by element, if it is short and no more than numbers then. */
    private static Optional<Graph> numbers(Graph graph) {
        return Unrolling.of(graph).map(Unrolling::numbers).filter(FunctionGraph::isScalar);
    }

    public String name() {
        return function.name();
    }

    /** The names of the real parameters in order, those that derivatives can be taken with respect to. */
    public List<String> parameters() {
        return function.parameters();
    }

    /** The names of all parameters in order, the integers among them. */
    public List<String> allParameters() {
        return function.syntax().parameters().stream().map(p -> p.name().text()).toList();
    }

    /** The names of the integer parameters in order. */
    public List<String> integers() {
        return IntStream.range(0, function.syntax().parameters().size())
                .filter(function::isInteger)
                .mapToObj(i -> allParameters().get(i))
                .toList();
    }

    /** Whether there are numbers alone in it, and neither arrays nor integers nor loops that are not small enough to be written out. */
    public boolean isScalar() {
        return scalar;
    }

    /**
     * Whether its generated methods take and give numbers alone, and are static: whatever it computes with, it takes neither arrays nor
     * integers.
     */
    public boolean isStatic() {
        return scalar
                || (function.isOfNumbers()
                        && function.symbols().isEmpty()
                        && function.requirements().isEmpty());
    }

    /** The results' names in order. */
    public List<String> results() {
        return function.results();
    }

    /** What it takes, as the author wrote it: {@code loss(U: real[p, d], k: int)}. */
    public String signature() {
        String text = Unparser.text(function.syntax());
        return text.substring(0, text.indexOf(") = ") + 1);
    }

    /** As the author wrote it. */
    public FunctionGraph source() {
        return function;
    }

    /** Simplified, before anything is derived. */
    public Graph primal() {
        return primal;
    }

    /** What is generated. */
    public List<FunctionGraph.Request> requests() {
        return requests;
    }

    /** A product with respect to all parameters; that of a differential equation as it is asked for, with its states. */
    public FunctionGraph.Request request(Product product) {
        if (product.isOde()) {
            return requests.stream()
                    .filter(request -> request.product() == product)
                    .findFirst()
                    .orElseThrow();
        }
        return new FunctionGraph.Request(
                product, IntStream.range(0, parameters().size()).boxed().toList(), Span.NONE);
    }

    /** A product as an author asks for it: {@code gradient}, {@code gradient(x)} of some parameters. */
    public String called(FunctionGraph.Request request) {
        Product product = request.product();
        boolean isOfAll =
                product.isValue() || request.active().equals(request(product).active());
        return isOfAll
                ? product.id()
                : product.of(request.active().stream().map(parameters()::get).toList());
    }

    /** The requests for products that give the entries of a matrix that are there. */
    public List<FunctionGraph.Request> sparse() {
        return requests.stream().filter(request -> request.product().isSparse()).toList();
    }

    /** The product as a program, ready to be scheduled; whole arrays are written as loops, or element by element. */
    public Derivative derivative(FunctionGraph.Request request) {
        if (request.product() == Product.JACOBIAN) {
            return choice(request).ready();
        }
        Derivative derived = derived(request);
        return scalar || isUnrolled(request)
                ? derived
                : inLoops.computeIfAbsent(request, r -> BigStack.call(() -> loops(derived)));
    }

    private static Derivative loops(Derivative derivative) {
        return derivative.through(graph -> Pipelines.run(Pipelines.ARRAYS, graph));
    }

    /** The product as a program with operators of whole arrays, which is the quicker one to interpret, or element by element. */
    Derivative derived(FunctionGraph.Request request) {
        if (request.product() == Product.JACOBIAN) {
            return choice(request).derivative();
        }
        return unrolled(request)
                .orElseGet(() -> ofWholeArrays.computeIfAbsent(
                        request, r -> BigStack.call(() -> simplified(derived(derivatives(r), r.product())))));
    }

    /**
     * The graphs on the way to a product, each under the name of what made it: {@code derived} of the sweeps, the others of the passes
     * that ran on it. The last one is what is scheduled.
     */
    public Map<String, Graph> stages(FunctionGraph.Request request) {
        return BigStack.call(() -> {
            Map<String, Graph> stages = new LinkedHashMap<>();
            boolean written = isUnrolled(request);
            Derivative raw = raw(request, written);
            stages.put("derived", raw.graph());
            Graph graph = Pipelines.run(Pipelines.FINAL, raw.graph(), (pass, after) -> stages.put(pass.name(), after));
            if (written) {
                stages.put("arrays", derived(request).graph());
            } else if (!scalar) {
                Pipelines.run(
                        Pipelines.ARRAYS,
                        graph,
                        (pass, after) ->
                                stages.put((stages.containsKey(pass.name()) ? "loops-" : "") + pass.name(), after));
            }
            return stages;
        });
    }

    /** What the sweeps give, of the elements if the product is written out. */
    private Derivative raw(FunctionGraph.Request request, boolean written) {
        if (request.product() == Product.JACOBIAN) {
            return choice(request).raw();
        }
        Derivatives derivatives =
                written ? elements(request).orElseThrow().derivatives(request.active()) : derivatives(request);
        return derived(derivatives, request.product());
    }

    private static Derivative derived(Derivatives derivatives, Product product) {
        try {
            return derivatives.of(product);
        } catch (Differentiation.TooLarge tooLarge) {
            throw new TooManyEntriesException(product.id() + " takes " + tooLarge.getMessage()
                    + ", which grow with the square of the degree: ask for a lower degree");
        }
    }

    /** Where the entries of a matrix are at some sizes, of a product that gives those that are there. */
    public Places pattern(FunctionGraph.Request request, Map<Symbol, Long> sizes) {
        Derivative derivative = derived(request);
        return derivative.isColoured()
                ? BigStack.call(() -> new ColouredEvaluation(derivative, sizes).places())
                : derivative
                        .pattern()
                        .orElseThrow()
                        .at(symbol -> Optional.ofNullable(sizes.get(symbol)).orElseThrow());
    }

    private boolean isUnrolled(FunctionGraph.Request request) {
        return unrolled(request).isPresent();
    }

    /** The product element by element, if its arrays are small and it is not too long. */
    private Optional<Derivative> unrolled(FunctionGraph.Request request) {
        return elementwise.computeIfAbsent(
                request,
                r -> elements(r)
                        .flatMap(arrays -> BigStack.call(() -> arrays.ofArrays(
                                simplified(derived(arrays.derivatives(r.active()), r.product())), r.active()))));
    }

    /** The function of the elements that a product is derived of. */
    private Optional<SmallArrays> elements(FunctionGraph.Request request) {
        boolean loops = request.product().isOde() && primal.nodes().stream().anyMatch(Node::isRegion);
        return loops && !scalar ? SmallArrays.ofRightHandSide(primal) : small;
    }

    private Derivatives derivatives(FunctionGraph.Request request) {
        return scalar ? new Derivatives(primal, request.active()) : Derivatives.ofArrays(primal, request.active());
    }

    private static Derivative simplified(Derivative raw) {
        return raw.through(graph -> Pipelines.run(Pipelines.FINAL, graph));
    }

    private JacobianChoice choice(FunctionGraph.Request request) {
        return choices.computeIfAbsent(
                request, r -> BigStack.call(() -> unrolledChoice(r).orElseGet(() -> countedChoice(r))));
    }

    private JacobianChoice countedChoice(FunctionGraph.Request request) {
        JacobianChoice choice = JacobianChoice.of(
                derivatives(request),
                jacobians,
                !scalar,
                new JacobianChoice.Steps(
                        CompiledFunction::simplified, scalar ? UnaryOperator.identity() : CompiledFunction::loops));
        choice.schedule().ifPresent(schedule -> schedules.put(schedule.graph(), schedule));
        return choice;
    }

    private Optional<JacobianChoice> unrolledChoice(FunctionGraph.Request request) {
        return small.flatMap(arrays -> {
            JacobianChoice.Steps steps =
                    new JacobianChoice.Steps(CompiledFunction::simplified, UnaryOperator.identity());
            JacobianChoice numbers = JacobianChoice.of(arrays.derivatives(request.active()), jacobians, false, steps);
            return arrays.ofArrays(numbers.derivative(), request.active())
                    .map(d -> new JacobianChoice(numbers.raw(), d, d, Optional.empty()));
        });
    }

    /** How Jacobians are computed. */
    JacobianMode jacobians() {
        return jacobians;
    }

    /** The same function with Jacobians computed in a certain way. */
    public CompiledFunction with(JacobianMode mode) {
        return new CompiledFunction(function, requests, mode);
    }

    /** This function for some arrays and integers. */
    public ArrayEvaluation at(Arguments arguments) {
        return new ArrayEvaluation(this, arguments);
    }

    /**
     * Evaluates a product of a function of scalars without compiling Java.
     *
     * @param point a value for each parameter
     * @param more the direction (by active parameter) of a tangent or hvp, the cotangent (by result) of an adjoint
     * @return the outputs in the order of {@link Derivative}, matrices written out by rows
     */
    public double[] evaluate(FunctionGraph.Request request, double[] point, double... more) {
        Derivative derivative = derivative(request);
        return evaluations
                .computeIfAbsent(request, r -> BigStack.call(() -> new ScalarEvaluation(derivative)))
                .at(point, more);
    }

    /**
     * The first statement of a product that makes NaN of numbers that are none, if there is one at this point.
     *
     * @param more the direction by active parameter, or the cotangent by result
     */
    public Optional<NotANumber> firstNaN(FunctionGraph.Request request, Arguments arguments, List<Tensor> more) {
        Derivative derivative = isStatic() ? derivative(request) : derived(request);
        List<Tensor> given = derivative.isColoured()
                ? List.of(new ColouredEvaluation(derivative, arguments.sizes()).everywhere())
                : more;
        return NotANumber.find(derivative, arguments, given);
    }

    /** A product in the order in which generated Java computes it. */
    public Schedule schedule(FunctionGraph.Request request) {
        return schedule(derivative(request));
    }

    private Schedule schedule(Derivative derivative) {
        return schedules.computeIfAbsent(derivative.graph(), graph -> BigStack.call(() -> Schedule.of(graph)));
    }

    /** A product in the order in which generated Java computes it, and with the names that it has there. */
    public WengertList list(FunctionGraph.Request request) {
        return lists.computeIfAbsent(
                request, r -> BigStack.call(() -> ClassWriter.list(toSource(List.of(r)), derivative(r))));
    }

    /** What the generator needs to know. */
    FunctionSource toSource() {
        return toSource(requests);
    }

    FunctionSource toSource(List<FunctionGraph.Request> wanted) {
        return new FunctionSource(
                name(),
                parameters(),
                results(),
                formula(),
                function.syntax().documentation(),
                primal,
                wanted.stream().map(this::derivative).toList(),
                this::schedule,
                scalar ? Optional.empty() : Optional.of(sizes()),
                isStatic());
    }

    private FunctionSource.Sizes sizes() {
        return new FunctionSource.Sizes(
                function.symbols(),
                function.requirements().stream()
                        .map(CompiledFunction::condition)
                        .toList(),
                derivative(request(Product.VALUE)));
    }

    private static FunctionSource.Condition condition(Requirement requirement) {
        return new FunctionSource.Condition(
                requirement.value(),
                requirement.relation() == Requirement.Relation.ZERO,
                requirement.loops().stream()
                        .map(loop -> new FunctionSource.Range(loop.index(), loop.from(), loop.to()))
                        .toList(),
                requirement.guards(),
                requirement
                        .message()
                        .write(
                                words -> new FunctionSource.Piece(words, Optional.empty()),
                                size -> new FunctionSource.Piece("", Optional.of(size))));
    }

    /** The definition as the author wrote it, in one layout, long ones shortened. */
    public String formula() {
        String text = isExpression()
                ? name() + "(" + String.join(", ", parameters()) + ") = "
                        + Unparser.text(
                                ((Syntax.Return) function.syntax().body().get(0))
                                        .results()
                                        .get(0),
                                LONGEST_FORMULA)
                : Unparser.text(function.syntax());
        return text.length() <= 4 * LONGEST_FORMULA ? text : text.substring(0, 4 * LONGEST_FORMULA) + " ...";
    }

    private boolean isExpression() {
        return function.syntax().body().size() == 1
                && function.syntax().body().get(0) instanceof Syntax.Return result
                && result.results().size() == 1;
    }

    /** All products of all parameters that this function can have. */
    public List<Product> possible() {
        return Product.ALL.stream().filter(this::isPossible).toList();
    }

    /** Whether this function can have a product of all its parameters. */
    public boolean isPossible(Product product) {
        return hasOneNumber() || !product.isOfOneNumber();
    }

    /** Whether a method over arrays, which has each parameter by name, would have more arguments than the JVM allows. */
    boolean exceedsArguments() {
        int parameters = primal.inputs().stream()
                .mapToInt(input -> input.type().isScalar() ? 2 : 1)
                .sum();
        int method = 3 * parameters + 3 * results().size();
        int constructor = function.symbols().size();
        return !isStatic() && Math.max(method, constructor) > MOST_ARGUMENTS;
    }

    /** Whether there is one result, and that a number. */
    public boolean hasOneNumber() {
        return Derivatives.isOneNumber(primal.results());
    }
}
