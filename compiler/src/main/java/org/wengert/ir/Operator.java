package org.wengert.ir;

import java.util.List;

/**
 * What an applied node computes from its operands; the declarations are in {@code op}, the graph needs no more than this.
 * Two operators are the same if they are equal.
 */
public interface Operator {

    /** The name in dumps, messages and documents, with its attribute where it has one: {@code log}, {@code power[3]}. */
    String name();

    /** The types of the operands, which fix their number. */
    List<Type> operandTypes();

    Type resultType();

    /** Whether the two operands may be exchanged without changing one bit of the result. */
    boolean commutative();

    /**
     * The value as a double, at doubles; conditions are 1 and 0. The same arithmetic as the generated Java.
     *
     * @param operands as many as {@link #operandTypes()}
     */
    double evaluate(double... operands);
}
