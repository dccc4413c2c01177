package org.wengert.op;

import java.util.Set;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;

/**
 * Operators whose partial derivatives are finite wherever their operands are. A cotangent that is 0 because a branch was not taken may
 * pass them by multiplication; at any other one it could meet an infinite slope, and {@code 0*inf} is NaN.
 */
public final class Bounded {

    private static final Set<String> SCALAR = Set.of(
            "add",
            "subtract",
            "multiply",
            "negate",
            "power",
            "abs",
            "sign",
            "step",
            "floor",
            "ceil",
            "relu",
            "max",
            "min",
            "select",
            "stop_gradient",
            "shift",
            "sin",
            "cos",
            "tanh",
            "atan",
            "erf",
            "erfc",
            "normal_cdf",
            "sigmoid",
            "sigmoid_complement",
            "softplus",
            "one_minus_square",
            "log_cosh",
            "less",
            "less_equal",
            "greater",
            "greater_equal",
            "equal",
            "not_equal",
            "and",
            "or",
            "not");

    private static final Set<String> UNBOUNDED_OF_ARRAYS =
            Set.of("factor", "solve", "inverse", "det", "logdet", "cofactors", "norm", "unit", "projection");

    private Bounded() {}

    /** Whether a value is made by one of these, or by none, and is no constant that is infinite or NaN. */
    public static boolean is(Node node) {
        return node.operation() instanceof Operation.Constant constant
                ? Double.isFinite(constant.value())
                : node.operator().filter(operator -> !is(operator, node)).isEmpty();
    }

    private static boolean is(Operator operator, Node node) {
        if (operator.equals(Arithmetic.DIVIDE)) {
            return Radicand.isPositive(node.operand(1)) || node.operand(1).isConstant();
        }
        if (operator.equals(Piecewise.LEAKY_RELU)) {
            return node.operand(1).isConstant();
        }
        String name = operator.name();
        int attributes = name.indexOf('[');
        String family = attributes < 0 ? name : name.substring(0, attributes);
        return operator instanceof ScalarOperator
                ? SCALAR.contains(family)
                        && Powers.wholeExponent(operator).filter(n -> n < 0).isEmpty()
                : !UNBOUNDED_OF_ARRAYS.contains(family);
    }
}
