package org.wengert.ir;

import java.util.List;
import java.util.Map;

/**
 * What an applied node computes from its operands; the declarations are in {@code op}, the graph needs no more than this.
 * Two operators are the same if they are equal.
 */
public interface Operator {

    /** The name in dumps, messages and documents, with its attributes where it has some: {@code log}, {@code power[3]}. */
    String name();

    /**
     * The type of the result.
     *
     * @throws IllegalArgumentException if the operands do not fit; what an author wrote was checked before
     */
    Type resultType(List<Type> operands);

    /** Whether the two operands may be exchanged without changing one bit of the result. */
    boolean commutative();

    /** With other expressions for symbols in its attributes. */
    default Operator substitute(Map<Symbol, Size> replacements) {
        return this;
    }
}
