package org.wengert.codegen;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wengert.differentiate.Derivative;
import org.wengert.ir.Graph;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;

/**
 * A function to be written as Java.
 *
 * @param parameters the names of the real parameters
 * @param formula as the author wrote it, in one line or several
 * @param documentation the author's comment
 * @param primal to tell which conventions apply, and shapes
 * @param derivatives those of a function of arrays with loops instead of operators of whole arrays
 * @param sizes of a function of arrays, of integers or with loops; none of one of scalars alone
 */
public record FunctionSource(
        String name,
        List<String> parameters,
        List<String> results,
        String formula,
        List<String> documentation,
        Graph primal,
        List<Derivative> derivatives,
        Optional<Sizes> sizes) {

    /**
     * The integers that a call is made for.
     *
     * @param symbols sizes and integer parameters, in the order in which the definition mentions them
     * @param conditions what they must fulfil
     */
    public record Sizes(List<Symbol> symbols, List<Condition> conditions) {}

    /**
     * What the sizes of a call must fulfil.
     *
     * @param zero whether {@code value} has to be 0 rather than at least 0
     * @param trips it has to be so only if all of these are positive
     * @param what is wrong otherwise
     */
    public record Condition(Size value, boolean zero, Set<Size> trips, String what) {}
}
