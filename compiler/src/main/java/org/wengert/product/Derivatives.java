package org.wengert.product;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.wengert.differentiate.Differentiation;
import org.wengert.differentiate.Differentiation.Form;
import org.wengert.differentiate.LineByLine;
import org.wengert.ir.Graph;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.rewrite.Pipelines;
import org.wengert.sparse.NoPatternException;
import org.wengert.sparse.NumberEntries;
import org.wengert.sparse.SparseMatrix;

/**
 * Derives the products of a function: all are compositions of the two sweeps, so that a Hessian is the tangents of the
 * gradient, and a Hessian-vector product its tangent in one direction. A product says in its declaration which of them it is.
 */
public final class Derivatives {

    /** A matrix is written out entry by entry up to this many nodes (of the program, times its columns). */
    private static final long LARGEST_WHOLE = 20_000;

    /** So many lines of a matrix at most are written out if there are loops in them. */
    private static final int MOST_LINES = 4;

    /** And up to this many nodes, those of bodies included, in all lines together. */
    private static final long LARGEST_LINES = 1_000;

    private final Graph primal;
    private final List<Integer> active;
    private final Differentiation sweeps;
    private final long largestWhole;

    /**
     * Of a function of numbers.
     *
     * @param primal simplified and named; every parameter is an input
     * @param active indices of the parameters that vary
     */
    public Derivatives(Graph primal, List<Integer> active) {
        this(primal, active, LARGEST_WHOLE);
    }

    private Derivatives(Graph primal, List<Integer> active, long largestWhole) {
        this.primal = primal;
        this.active = List.copyOf(active);
        this.sweeps = new Differentiation(primal, active);
        this.largestWhole = largestWhole;
    }

    /** Of a function of arrays, whose Jacobian and Hessian have as many entries as a call decides: no matrix is written out. */
    public static Derivatives ofArrays(Graph primal, List<Integer> active) {
        return new Derivatives(primal, active, -1);
    }

    /** Whether a function with these results has one, and that a number. */
    public static boolean isOneNumber(List<Node> results) {
        return results.size() == 1 && results.get(0).type().isScalar();
    }

    private boolean isOfArrays() {
        return largestWhole < 0;
    }

    /** The product before the final passes. */
    public Derivative of(Product product) {
        return product.of(this);
    }

    Derivative value() {
        return whole(Product.VALUE, primal);
    }

    Derivative tangent() {
        return whole(Product.TANGENT, sweeps.tangent(false));
    }

    Derivative adjoint() {
        return whole(Product.ADJOINT, sweeps.adjoint());
    }

    Derivative gradient() {
        return whole(Product.GRADIENT, sweeps.gradient());
    }

    Derivative hvp() {
        return whole(Product.HVP, sweeps.tangentOfGradient(false));
    }

    /** Coefficients of Taylor series: those of degree 0 of all results, then those of degree 1. */
    Derivative taylor(int degree) {
        return whole(Product.taylor(degree), sweeps.taylor(degree, form()));
    }

    /** Coefficients of the solution of the differential equation whose right-hand side this is. */
    Derivative ode(int degree) {
        return whole(Product.ode(degree), sweeps.solution(degree, form()));
    }

    /** The same with their tangents in one direction. */
    Derivative tangentOde(int degree) {
        return whole(Product.tangentOde(degree), sweeps.tangentOfSolution(degree, form()));
    }

    private Form form() {
        return isOfArrays() ? Form.ARRAY : Form.ENTRIES;
    }

    /** The entries of the Jacobian, behind the results. */
    Derivative sparseJacobian() {
        if (isOfArrays()) {
            return ofRows(
                    Product.SPARSE_JACOBIAN,
                    () -> SparseMatrix.jacobian(primal, active),
                    () -> LineByLine.product(sweeps.tangent(true), parameters(), results()),
                    Optional.of(() -> LineByLine.product(sweeps.adjoint(), parameters(), results())));
        }
        Graph matrix = active.size() <= results() ? sweeps.byColumns(Form.ENTRIES) : sweeps.byRows(Form.ENTRIES);
        return entries(Product.SPARSE_JACOBIAN, NumberEntries.jacobian(matrix, results(), active.size()));
    }

    /** The entries of the lower triangle of the Hessian. */
    Derivative sparseHessian() {
        return isOfArrays()
                ? ofRows(
                        Product.SPARSE_HESSIAN,
                        () -> SparseMatrix.hessian(primal, active),
                        () -> LineByLine.product(sweeps.tangentOfGradient(false), parameters(), 0),
                        Optional.empty())
                : entries(
                        Product.SPARSE_HESSIAN,
                        NumberEntries.hessian(sweeps.hessians(firstDerivatives(), Form.ENTRIES), active.size()));
    }

    /** Row by row, or else, where that cannot be said before the sizes are known, by products with directions. */
    private Derivative ofRows(
            Product product,
            Supplier<SparseMatrix.Entries> rows,
            Supplier<Graph> line,
            Optional<Supplier<Graph>> transposed) {
        try {
            return entries(product, rows.get());
        } catch (NoPatternException refusal) {
            if (refusal.isLasting()) {
                throw refusal;
            }
            Graph directions = Pipelines.run(Pipelines.SPLICED, line.get());
            return derivative(product, directions, Derivative.Shape.COLOURED)
                    .with(new Derivative.Coloured(
                            SparseMatrix.reach(directions),
                            transposed.map(graph -> Pipelines.run(Pipelines.SPLICED, graph.get()))))
                    .with("by a product with a direction for each colour of its columns, or rows: "
                            + refusal.getMessage());
        }
    }

    private Derivative entries(Product product, SparseMatrix.Entries entries) {
        return whole(product, entries.graph()).with(entries.pattern());
    }

    /** In the way that usually takes fewer directions. */
    Derivative jacobian() {
        return jacobian(fewerDirections());
    }

    private Derivative derivative(Product product, Graph graph, Derivative.Shape shape) {
        return new Derivative(product, graph, results(), active, shape);
    }

    private Derivative whole(Product product, Graph graph) {
        return derivative(product, graph, Derivative.Shape.WHOLE);
    }

    private int parameters() {
        return primal.inputs().size();
    }

    private int results() {
        return primal.outputs().size();
    }

    /**
     * The way that usually takes fewer directions: of a function of arrays, whose sizes are not known, forward unless the results
     * are of a size that is known and less than that of the parameters.
     */
    public JacobianMode fewerDirections() {
        boolean forward = isOfArrays() ? !hasFewerRows() : active.size() <= results();
        return forward ? JacobianMode.FORWARD : JacobianMode.REVERSE;
    }

    /** Whether one of the two ways takes one direction alone. */
    public boolean takeOneDirection() {
        return Math.min(results(), active.size()) <= 1;
    }

    /** Whether Jacobians of both ways are written out entry by entry. */
    public boolean areBothSmall() {
        return isSmall(JacobianMode.FORWARD) && isSmall(JacobianMode.REVERSE);
    }

    private boolean isSmall(JacobianMode mode) {
        int rows = results();
        int columns = active.size();
        long directions = mode == JacobianMode.FORWARD ? columns : rows;
        return isSmall((long) rows * columns + primal.nodes().size() * directions);
    }

    /**
     * The Jacobian.
     *
     * @param mode forward or in reverse
     */
    public Derivative jacobian(JacobianMode mode) {
        boolean forward = mode == JacobianMode.FORWARD;
        List<Node> lines = forward ? varying() : primal.results();
        if (isOfArrays() ? areFew(lines) : isSmall(mode)) {
            Form form = isOfArrays() ? Form.ARRAY : Form.ENTRIES;
            return whole(Product.JACOBIAN, forward ? sweeps.byColumns(form) : sweeps.byRows(form));
        }
        Graph line = forward ? sweeps.tangent(true) : sweeps.adjoint();
        return isOfArrays()
                ? whole(
                        Product.JACOBIAN,
                        LineByLine.matrix(
                                line,
                                parameters(),
                                results(),
                                forward ? Label.Role.TANGENT : Label.Role.ADJOINT,
                                forward))
                : derivative(Product.JACOBIAN, line, forward ? Derivative.Shape.COLUMNS : Derivative.Shape.ROWS);
    }

    /** Whether a Jacobian has few rows whatever the sizes are, and more columns, or as many as a call decides. */
    private boolean hasFewerRows() {
        OptionalLong rows = count(primal.results()).constant();
        OptionalLong columns = count(varying()).constant();
        return rows.isPresent() && (columns.isEmpty() || rows.getAsLong() < columns.getAsLong());
    }

    private static Size count(List<Node> arrays) {
        return arrays.stream().map(a -> a.type().shape().count()).reduce(Size.ZERO, Size::plus);
    }

    private boolean isSmall(long nodes) {
        return nodes <= largestWhole;
    }

    /** Tangents of the first derivatives. */
    Derivative hessian() {
        int n = active.size();
        if (isOfArrays()) {
            return whole(
                    Product.HESSIAN,
                    areFew(varying()) && areFew(primal.results())
                            ? sweeps.hessians(firstDerivatives(), Form.ARRAY)
                            : hessianOfArrays());
        }
        return results() == 1 && !isSmall((long) n * n + 3L * n * primal.nodes().size())
                ? derivative(Product.HESSIAN, sweeps.tangentOfGradient(true), Derivative.Shape.COLUMNS)
                : whole(Product.HESSIAN, sweeps.hessians(firstDerivatives(), Form.ENTRIES));
    }

    private Graph firstDerivatives() {
        return results() == 1
                ? sweeps.gradient()
                : active.size() <= results() ? sweeps.byColumns(Form.ENTRIES) : sweeps.byRows(Form.ENTRIES);
    }

    private List<Node> varying() {
        return active.stream().map(primal.inputs()::get).toList();
    }

    /** Whether lines of a matrix, each for one of {@code numbers}, are written out although there are loops: they have no zeros to add. */
    private boolean areFew(List<Node> numbers) {
        return !numbers.isEmpty()
                && numbers.size() <= MOST_LINES
                && numbers.size() * primal.size() <= LARGEST_LINES
                && numbers.stream().allMatch(number -> number.type().isScalar());
    }

    private Graph hessianOfArrays() {
        return isOneNumber(primal.results())
                ? LineByLine.matrix(
                        sweeps.tangentOfGradient(true), parameters(), 1 + active.size(), Label.Role.TANGENT, false)
                : LineByLine.matrices(sweeps.tangentOfAdjoint(), parameters(), results());
    }
}
