package org.wengert.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.JavaForm;
import org.wengert.op.ScalarOperator;
import org.wengert.ssa.Values;
import org.wengert.tree.Binding;
import org.wengert.tree.Expression;

/** Writes values as expressions: a name, a literal, or the operator's template with its inlined operands. */
final class ValueExpressions {

    private final Values values;
    private final Function<Node, Expression> location;
    private final Function<Node, Expression> ofArrays;

    /**
     * Expressions of a list.
     *
     * @param location how a value that has a line or is an input is read
     * @param ofArrays how integers, elements of arrays and what kernels make of arrays are written
     */
    ValueExpressions(Values values, Function<Node, Expression> location, Function<Node, Expression> ofArrays) {
        this.values = values;
        this.location = location;
        this.ofArrays = ofArrays;
    }

    /** How {@code node} is read where it is used. */
    Expression use(Node given) {
        Node node = values.resolve(given);
        if (node.operation() instanceof Operation.Constant constant) {
            return Literals.of(constant.value());
        }
        if (node.operation() instanceof Operation.Truth truth) {
            return new Expression.Literal(String.valueOf(truth.value()));
        }
        if (node.operation() instanceof Operation.Whole) {
            return ofArrays.apply(node);
        }
        return values.isInlined(node) ? definition(node) : location.apply(node);
    }

    /** The right-hand side of the line that defines {@code node}. */
    Expression definition(Node node) {
        Optional<ScalarOperator> operator = ScalarOperator.in(node);
        if (operator.isEmpty()) {
            return ofArrays.apply(node);
        }
        JavaForm form = operator.get().java().orElseThrow();
        List<Expression> operands = new ArrayList<>();
        node.operands().forEach(operand -> operands.add(operand(operand, form)));
        return form.of(
                node.type().isBoolean() && operands.stream().allMatch(ValueExpressions::isInteger)
                        ? integers(operands)
                        : operands);
    }

    private static boolean isInteger(Expression operand) {
        return operand instanceof Expression.ToReal
                || (operand instanceof Expression.Literal number
                        && number.text().matches("-?[0-9]{1,9}"));
    }

    /** Integers are compared as such. */
    private static List<Expression> integers(List<Expression> operands) {
        return operands.stream()
                .map(operand -> operand instanceof Expression.ToReal real ? real.integer() : operand)
                .toList();
    }

    /** A choice between two int literals would be an int. */
    private Expression operand(Node operand, JavaForm form) {
        return form.binding() == Binding.CONDITIONAL
                        && values.resolve(operand).operation() instanceof Operation.Constant constant
                ? Literals.asDouble(constant.value())
                : use(operand);
    }
}
