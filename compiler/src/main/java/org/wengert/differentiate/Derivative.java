package org.wengert.differentiate;

import java.util.List;
import java.util.stream.IntStream;
import org.wengert.ir.Graph;

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
 * <p>Of a function of arrays a matrix is one output, whose rows and columns are the elements of the results and of the parameters in
 * order: a Jacobian [rows, columns], after the results; a Hessian of a number [columns, columns], after the value and the adjoints; of
 * several results or an array the Jacobian and the Hessians [rows, columns, columns].
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
        return switch (product) {
            case VALUE, GRADIENT -> 0;
            case TANGENT, HVP -> active.size();
            case ADJOINT -> results;
            case JACOBIAN, HESSIAN ->
                switch (shape) {
                    case WHOLE -> 0;
                    case COLUMNS -> active.size();
                    case ROWS -> results;
                };
        };
    }
}
