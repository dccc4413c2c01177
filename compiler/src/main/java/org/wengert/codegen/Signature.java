package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.product.Block;
import org.wengert.product.Derivative;
import org.wengert.product.Product.Takes;
import org.wengert.tree.Expression;
import org.wengert.tree.Statement;
import org.wengert.tree.ValueType;

/**
 * What a generated method takes and gives beyond the point: the inputs after the parameters, and where each output goes.
 *
 * @param extra what the inputs after the parameters are called as an array; empty if there are none
 * @param extraIsScalar whether that is one double rather than an array
 * @param returns the output that is returned, or -1
 * @param arrays the arrays that outputs are written to
 */
record Signature(String extra, boolean extraIsScalar, int returns, List<Target> arrays) {

    /**
     * An array that the caller gives.
     *
     * @param block what it receives
     * @param first the first output that it takes
     * @param count how many numbers it takes, in order
     * @param whole whether these are one output, an array
     */
    record Target(Block block, int first, int count, boolean whole) {

        /** As a parameter. */
        String name() {
            return block.name();
        }
    }

    /** The signature of a derivative that is given whole. */
    static Signature of(Derivative derivative) {
        List<Target> targets = targets(derivative);
        boolean returns = returnsFirst(derivative);
        return new Signature(
                extra(derivative),
                derivative.takes() == Takes.COTANGENT && derivative.results() == 1,
                returns ? 0 : -1,
                targets.subList(returns ? 1 : 0, targets.size()));
    }

    /** What the inputs after the parameters are called as an array; callers of coloured matrices give none. */
    static String extra(Derivative derivative) {
        return switch (derivative.isColoured() ? Takes.NOTHING : derivative.takes()) {
            case NOTHING -> "";
            case DIRECTION -> "direction";
            case COTANGENT -> "cotangent";
        };
    }

    /** Whether the first output is returned: it is that of the only result. */
    static boolean returnsFirst(Derivative derivative) {
        return derivative.results() == 1 && derivative.blocks().get(0).isByResult();
    }

    /** The arrays that all outputs would be written to. */
    static List<Target> targets(Derivative derivative) {
        int m = derivative.results();
        int n = derivative.active().size();
        List<Target> targets = new ArrayList<>();
        int first = 0;
        for (Block block : derivative.blocks()) {
            boolean whole = block.isMatrix() && isArray(derivative, first);
            targets.add(new Target(block, first, block.count(m, n), whole));
            first += whole ? 1 : block.count(m, n);
        }
        return targets;
    }

    private static boolean isArray(Derivative derivative, int output) {
        return derivative.shape() == Derivative.Shape.WHOLE
                && output < derivative.graph().outputs().size()
                && !derivative.graph().results().get(output).type().isScalar();
    }

    boolean hasExtra() {
        return !extra.isEmpty();
    }

    /** The type of what a method gives back; nothing if it writes to arrays alone. */
    Optional<ValueType> result() {
        return returns >= 0 ? Optional.of(ValueType.REAL) : Optional.empty();
    }

    /** A call of {@code method}, whose value is given back if there is one. */
    List<Statement> call(String method, List<Expression> arguments) {
        Expression call = new Expression.Call("", method, arguments);
        return List.of(returns >= 0 ? new Statement.Return(call, Statement.Note.NONE) : Statement.run(call));
    }
}
