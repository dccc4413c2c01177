package org.wengert.op;

import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;

/** Arithmetic on the nodes of a builder, so that a derivative rule reads as its formula. */
public record Algebra(GraphBuilder builder) {

    public Node constant(double value) {
        return builder.constant(value);
    }

    public Node apply(ScalarOperator operator, Node... operands) {
        return builder.apply(operator, operands);
    }

    public Node add(Node a, Node b) {
        return builder.apply(Arithmetic.ADD, a, b);
    }

    public Node subtract(Node a, Node b) {
        return builder.apply(Arithmetic.SUBTRACT, a, b);
    }

    public Node multiply(Node a, Node b) {
        return builder.apply(Arithmetic.MULTIPLY, a, b);
    }

    public Node multiply(double a, Node b) {
        return multiply(constant(a), b);
    }

    public Node divide(Node a, Node b) {
        return builder.apply(Arithmetic.DIVIDE, a, b);
    }

    public Node negate(Node a) {
        return builder.apply(Arithmetic.NEGATE, a);
    }

    /** {@code a/b}, and 0 where {@code a} is 0 whatever {@code b}. */
    public Node guardedDivide(Node a, Node b) {
        return builder.apply(Arithmetic.GUARDED_DIVIDE, a, b);
    }

    public Node square(Node a) {
        return builder.apply(Powers.power(2), a);
    }

    /** {@code a} where the condition holds, else {@code b}; both are evaluated. */
    public Node select(Node condition, Node a, Node b) {
        return builder.apply(Piecewise.SELECT, condition, a, b);
    }
}
