package org.wengert.differentiate;

import java.util.List;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Size;

/**
 * A product of a function as a program: its inputs are the function's parameters, then what the product takes besides (a
 * direction by active parameter, or a cotangent by result); its outputs are listed at {@link #product}.
 *
 * <ul>
 *   <li>value: the results
 *   <li>tangent: a tangent by result
 *   <li>adjoint, gradient: the results, then an adjoint by active parameter
 *   <li>jacobian: the results, then the matrix by rows
 *   <li>hessian: the results, the matrix of first derivatives by rows, then a matrix by result
 *   <li>hvp: an entry by active parameter
 * </ul>
 *
 * @param active indices of the parameters that it is taken with respect to
 * @param shape how {@code graph} gives the product
 * @param note how it was decided to compute it so, in words; empty where there was nothing to decide
 */
public record Derivative(Product product, Graph graph, int results, List<Integer> active, Shape shape, String note) {

    public Derivative(Product product, Graph graph, int results, List<Integer> active, Shape shape) {
        this(product, graph, results, active, shape, "");
    }

    /** How a matrix is given. */
    public enum Shape {
        /** {@code graph} has an output for every entry. */
        WHOLE,
        /** {@code graph} gives one column: it is the tangent, or the hvp, to be seeded with each unit direction. */
        COLUMNS,
        /** {@code graph} gives one row: it is the adjoint, to be seeded with each unit cotangent. */
        ROWS
    }

    /** The same product as another program. */
    public Derivative with(Graph program) {
        return new Derivative(product, program, results, active, shape, note);
    }

    /** The same with a note. */
    public Derivative with(String words) {
        return new Derivative(product, graph, results, active, shape, words);
    }

    /** How many columns, or rows, a matrix is put together from that {@code graph} gives one of. */
    public Size lines() {
        Size lines = Size.ZERO;
        for (Node seed : graph.inputs().subList(parameters(), graph.inputs().size())) {
            lines = lines.plus(seed.type().shape().count());
        }
        return lines;
    }

    /** How many parameters the function has. */
    public int parameters() {
        return graph.inputs().size() - extraInputs();
    }

    /** How many inputs there are besides the parameters. */
    public int extraInputs() {
        return switch (product) {
            case VALUE, GRADIENT -> 0;
            case TANGENT, HVP -> active.size();
            case ADJOINT -> results;
            case JACOBIAN, HESSIAN -> shape == Shape.WHOLE ? 0 : shape == Shape.COLUMNS ? active.size() : results;
        };
    }
}
