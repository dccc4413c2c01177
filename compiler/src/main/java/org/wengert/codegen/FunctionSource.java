package org.wengert.codegen;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.product.Derivative;
import org.wengert.ssa.Schedule;

/**
 * A function to be written as Java.
 *
 * @param parameters the names of the real parameters
 * @param formula as the author wrote it, in one line or several
 * @param documentation the author's comment
 * @param primal to tell which conventions apply, and shapes
 * @param derivatives those of a function of arrays with loops instead of operators of whole arrays
 * @param schedules the schedule of each, made once
 * @param sizes of a function of arrays, of integers or with loops; none of one of scalars alone
 * @param isStatic whether its methods take and give numbers alone, and are static; else they are of an instance for some sizes
 */
public record FunctionSource(
        String name,
        List<String> parameters,
        List<String> results,
        String formula,
        List<String> documentation,
        Graph primal,
        List<Derivative> derivatives,
        Function<Derivative, Schedule> schedules,
        Optional<Sizes> sizes,
        boolean isStatic) {

    /**
     * The schedule of a derivative.
     *
     * @param separate numbers that get a line however short they are
     */
    Schedule schedule(Derivative derivative, Set<Node> separate) {
        return separate.isEmpty() ? schedules.apply(derivative) : Schedule.of(derivative.graph(), separate);
    }

    /**
     * The integers that a call is made for.
     *
     * @param symbols sizes and integer parameters, in the order in which the definition mentions them
     * @param conditions what they must fulfil
     * @param value the value alone, which what is generated is compared with
     */
    public record Sizes(List<Symbol> symbols, List<Condition> conditions, Derivative value) {}

    /**
     * What the sizes of a call must fulfil, for all values of some indices.
     *
     * @param zero whether {@code value} has to be 0 rather than at least 0
     * @param guards it has to be so only where none of these is negative
     * @param what is wrong otherwise: words and sizes, one behind the other
     */
    public record Condition(Size value, boolean zero, List<Range> indices, List<Size> guards, List<Piece> what) {}

    /** The values of an index; there are none if {@code to} is not more than {@code from}. */
    public record Range(Symbol index, Size from, Size to) {}

    /** Either words or a size. */
    public record Piece(String words, Optional<Size> size) {}
}
