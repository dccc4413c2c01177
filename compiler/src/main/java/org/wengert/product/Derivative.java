package org.wengert.product;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.wengert.ir.Graph;
import org.wengert.ir.Size;
import org.wengert.sparse.SparsePattern;

/**
 * A product of a function as a program: its inputs are the function's parameters, then what the product takes besides (a
 * direction by active parameter, or a cotangent by result); its outputs are those that the product gives, block
 * after block, the last axis of a block fastest.
 *
 * <p>Of a function of arrays a matrix is one output, whose rows and columns are the elements of the results and of the parameters in
 * order: a Jacobian [rows, columns], after the results; a Hessian of a number [columns, columns], after the value and the adjoints; of
 * several results or an array the Jacobian and the Hessians [rows, columns, columns].
 *
 * @param active indices of the parameters that it is taken with respect to
 * @param shape how {@code graph} gives the product
 * @param pattern where the entries are, of a product that gives those of a matrix that are there, if that is a function of the sizes
 * @param coloured of {@link Shape#COLOURED} what else there is
 * @param note how it was decided to compute it so, in words; empty where there was nothing to decide
 */
public record Derivative(
        Product product,
        Graph graph,
        int results,
        List<Integer> active,
        Shape shape,
        String note,
        Optional<SparsePattern> pattern,
        Optional<Coloured> coloured) {

    public Derivative(Product product, Graph graph, int results, List<Integer> active, Shape shape) {
        this(product, graph, results, active, shape, "", Optional.empty(), Optional.empty());
    }

    /**
     * What a matrix is found with when its sizes are known.
     *
     * @param reach which elements of the product a direction reaches: the program takes the direction alone
     * @param transposed gives as the program of the derivative does the values and a product with a direction, but of the transposed matrix; none of
     *     one that is symmetric
     */
    public record Coloured(Graph reach, Optional<Graph> transposed) {

        private Coloured through(UnaryOperator<Graph> passes) {
            return new Coloured(passes.apply(reach), transposed.map(passes));
        }
    }

    /** How a matrix is given. */
    public enum Shape {
        /** {@code graph} has an output for every entry. */
        WHOLE,
        /** {@code graph} gives one column: it is the tangent, or the hvp, to be seeded with each unit direction. */
        COLUMNS,
        /** {@code graph} gives one row: it is the adjoint, to be seeded with each unit cotangent. */
        ROWS,
        /**
         * {@code graph} gives the values, if the product does, and the matrix times a direction, which is its last input: it is to be seeded with
         * the columns of each colour.
         */
        COLOURED
    }

    /** The same product as another program. */
    public Derivative with(Graph program) {
        return new Derivative(product, program, results, active, shape, note, pattern, coloured);
    }

    /** The same through passes. */
    public Derivative through(UnaryOperator<Graph> passes) {
        return new Derivative(
                product,
                passes.apply(graph),
                results,
                active,
                shape,
                note,
                pattern,
                coloured.map(c -> c.through(passes)));
    }

    /** The same with a note. */
    public Derivative with(String words) {
        return new Derivative(product, graph, results, active, shape, words, pattern, coloured);
    }

    /** The same, whose entries are where {@code entries} says. */
    Derivative with(SparsePattern entries) {
        return new Derivative(product, graph, results, active, shape, note, Optional.of(entries), coloured);
    }

    /** The same, with what it is found with when the sizes are known. */
    Derivative with(Coloured found) {
        return new Derivative(product, graph, results, active, shape, note, pattern, Optional.of(found));
    }

    /** Whether columns are coloured when sizes are known. */
    public boolean isColoured() {
        return shape == Shape.COLOURED;
    }

    /** How many parameters the function has. */
    public int parameters() {
        return graph.inputs().size() - extraInputs();
    }

    /** Whether it is taken with respect to all parameters, in their order. */
    public boolean isOfAll() {
        return active.equals(IntStream.range(0, parameters()).boxed().toList());
    }

    /** How many inputs there are besides the parameters. */
    public int extraInputs() {
        return switch (takes()) {
            case NOTHING -> 0;
            case DIRECTION -> isColoured() ? 1 : active.size();
            case COTANGENT -> results;
        };
    }

    /** What the program takes besides the parameters: what the product does, or what its lines do. */
    public Product.Takes takes() {
        return switch (shape) {
            case WHOLE -> product.takes();
            case COLUMNS, COLOURED -> Product.Takes.DIRECTION;
            case ROWS -> Product.Takes.COTANGENT;
        };
    }

    /** Whether the function has one result, and that a number. */
    public boolean isOfOneNumber() {
        int axes = product.isSeries() ? 1 : 0; // that of the coefficients
        return product.isOfOneNumber()
                || (results == 1 && graph.results().get(0).type().shape().rank() <= axes);
    }

    /** What the outputs are, in order. */
    public List<Block> blocks() {
        List<Block> all = product.gives(isOfOneNumber());
        OptionalLong entries =
                pattern.map(SparsePattern::count).map(Size::constant).orElse(OptionalLong.empty());
        return entries.isEmpty()
                ? all
                : all.stream()
                        .map(block ->
                                block.isSparse() ? block.coefficients(Math.toIntExact(entries.getAsLong())) : block)
                        .toList();
    }
}
