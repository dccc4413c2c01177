package org.wengert.driver;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.wengert.codegen.FunctionSource;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.Derivatives;
import org.wengert.differentiate.Product;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.elaborate.Requirement;
import org.wengert.interpret.Interpreter;
import org.wengert.ir.Graph;
import org.wengert.loops.ArrayLoops;
import org.wengert.loops.Fusion;
import org.wengert.simplify.Passes;
import org.wengert.source.BigStack;
import org.wengert.syntax.Syntax;
import org.wengert.syntax.Unparser;

/** A function of a program with the products asked of it; each product is derived when it is first needed. */
public final class CompiledFunction {

    private static final int LONGEST_FORMULA = 500;

    /** Conditionals nested no deeper than this are evaluated on the caller's stack; a thread costs more than most evaluations. */
    private static final int SHALLOW = 16;

    private final FunctionGraph function;
    private final List<FunctionGraph.Request> requests;
    private final Graph primal;
    private final boolean scalar;
    private final Map<FunctionGraph.Request, Derivative> derived = new ConcurrentHashMap<>();
    private final Map<FunctionGraph.Request, Derivative> derivatives = new ConcurrentHashMap<>();
    private final Map<FunctionGraph.Request, Interpreter> interpreters = new ConcurrentHashMap<>();

    CompiledFunction(FunctionGraph function, List<FunctionGraph.Request> requests) {
        this.function = function;
        this.requests = List.copyOf(requests);
        this.primal = Passes.run(Passes.PRIMAL, function.graph());
        this.scalar = function.isScalar();
    }

    public String name() {
        return function.name();
    }

    /** The names of the real parameters in order, those that derivatives can be taken with respect to. */
    public List<String> parameters() {
        return function.parameters();
    }

    /** Whether there are numbers alone in it, and neither arrays nor integers nor loops. */
    public boolean isScalar() {
        return scalar;
    }

    /** The results' names in order. */
    public List<String> results() {
        return function.results();
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

    /** The product as a program, ready to be scheduled; whole arrays are written as loops. */
    public Derivative derivative(FunctionGraph.Request request) {
        return scalar
                ? derived(request)
                : derivatives.computeIfAbsent(request, r -> BigStack.call(() -> loops(derived(r))));
    }

    private static Derivative loops(Derivative derivative) {
        return derivative.with(Passes.run(Passes.FINAL, Fusion.fuse(ArrayLoops.write(derivative.graph()))));
    }

    /** The product as a program with operators of whole arrays, which is the quicker one to interpret. */
    Derivative derived(FunctionGraph.Request request) {
        return derived.computeIfAbsent(
                request,
                r -> BigStack.call(() -> {
                    Derivatives derivatives =
                            scalar ? new Derivatives(primal, r.active()) : Derivatives.ofArrays(primal, r.active());
                    Derivative raw = derivatives.of(r.product());
                    return raw.with(Passes.run(Passes.FINAL, raw.graph()));
                }));
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
        Interpreter interpreter =
                interpreters.computeIfAbsent(request, r -> BigStack.call(() -> new Interpreter(derivative.graph())));
        return interpreter.depth() <= SHALLOW
                ? evaluate(derivative, interpreter, point, more)
                : BigStack.call(() -> evaluate(derivative, interpreter, point, more));
    }

    private static double[] evaluate(Derivative derivative, Interpreter interpreter, double[] point, double[] more) {
        return switch (derivative.shape()) {
            case WHOLE -> interpreter.evaluate(join(point, more));
            case COLUMNS -> byColumns(derivative, interpreter, point);
            case ROWS -> byRows(derivative, interpreter, point);
        };
    }

    private static double[] join(double[] point, double[] more) {
        double[] inputs = Arrays.copyOf(point, point.length + more.length);
        System.arraycopy(more, 0, inputs, point.length, more.length);
        return inputs;
    }

    private static double[] unit(int size, int index) {
        double[] unit = new double[size];
        unit[index] = 1;
        return unit;
    }

    /** Each evaluation gives the head, values and first derivatives, and then one column. */
    private static double[] byColumns(Derivative derivative, Interpreter interpreter, double[] point) {
        int n = derivative.active().size();
        int rows = derivative.product() == Product.HESSIAN ? n : derivative.results();
        int head = derivative.graph().outputs().size() - rows;
        double[] all = new double[head + rows * n];
        for (int column = 0; column < n; column++) {
            double[] outputs = interpreter.evaluate(join(point, unit(n, column)));
            System.arraycopy(outputs, 0, all, 0, head);
            for (int row = 0; row < rows; row++) {
                all[head + row * n + column] = outputs[head + row];
            }
        }
        return all;
    }

    private static double[] byRows(Derivative derivative, Interpreter interpreter, double[] point) {
        int n = derivative.active().size();
        int m = derivative.results();
        double[] all = new double[m + m * n];
        for (int row = 0; row < m; row++) {
            double[] outputs = interpreter.evaluate(join(point, unit(m, row)));
            System.arraycopy(outputs, 0, all, 0, m);
            System.arraycopy(outputs, m, all, m + row * n, n);
        }
        return all;
    }

    /** What the generator needs to know. */
    FunctionSource toSource() {
        return new FunctionSource(
                name(),
                parameters(),
                results(),
                formula(),
                function.syntax().documentation(),
                primal,
                requests.stream().map(this::derivative).toList(),
                scalar ? Optional.empty() : Optional.of(sizes()));
    }

    private FunctionSource.Sizes sizes() {
        return new FunctionSource.Sizes(
                function.symbols(),
                function.requirements().stream()
                        .map(CompiledFunction::condition)
                        .toList());
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
        return Arrays.stream(Product.values()).filter(this::isPossible).toList();
    }

    private boolean isPossible(Product product) {
        return hasOneNumber() || !(product.needsScalar() || isHessianOfArrays(product));
    }

    /** What this compiler cannot do of what is asked for, although it makes sense. */
    public Optional<String> limit(Product product) {
        return isHessianOfArrays(product) && !hasOneNumber()
                ? Optional.of("'hessian' of '" + name() + "': in a function of arrays it is of one number; "
                        + (results().size() == 1 ? "the result is an array" : "there are several results"))
                : Optional.empty();
    }

    private boolean isHessianOfArrays(Product product) {
        return product == Product.HESSIAN && !scalar;
    }

    private boolean hasOneNumber() {
        return results().size() == 1 && primal.results().get(0).type().isScalar();
    }
}
