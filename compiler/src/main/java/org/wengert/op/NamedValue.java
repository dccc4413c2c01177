package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;

/**
 * Tells a name from its value while a function is translated: {@code diff} differentiates by a name, and in
 *
 * <pre>
 * z = x^2
 * w = x^2
 * d = diff(w*z, z)
 * </pre>
 *
 * <p>{@code w} is not computed from {@code z}, although both are one value. No identity sees through a name, so that a derivative
 * that was taken by one name can be differentiated by another one. When a function is whole, values stand for their names again.
 */
public final class NamedValue {

    private static final String FAMILY = "name[";

    private NamedValue() {}

    /** The value of the name that is number {@code number} in its function. */
    public static ScalarOperator number(int number) {
        return function(FAMILY + number + "]", "the value of a name", "x", x -> x)
                .internal()
                .lowersTo((g, x) -> x.get(0))
                .rule("#", (g, x, y) -> Partial.ONE)
                .allSeries((e, k) -> e.operand(0).at(k))
                .build();
    }

    /** Puts the value in the place of the name. */
    public static Optional<Node> value(GraphBuilder g, Operator operator, List<Node> operands) {
        return operator.name().startsWith(FAMILY) ? Optional.of(operands.get(0)) : Optional.empty();
    }
}
