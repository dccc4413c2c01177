package org.wengert.ir;

import java.util.List;

/** How a node comes by its value. */
public sealed interface Operation {

    /** A value that the caller supplies; unique by name within a graph. */
    record Input(String name, Type type) implements Operation {}

    /** A literal. Zeros of different sign are different, every NaN is the same. */
    record Constant(double value) implements Operation {
        @Override
        public boolean equals(Object other) {
            return other instanceof Constant c && Double.doubleToLongBits(c.value) == Double.doubleToLongBits(value);
        }

        @Override
        public int hashCode() {
            return Double.hashCode(value);
        }
    }

    /** A condition known when compiling. */
    record Truth(boolean value) implements Operation {}

    /** An operator at the operands. */
    record Apply(Operator operator) implements Operation {}

    /**
     * A region: the first operand is the condition; the body chosen is evaluated, the other one is not. The value is the
     * tuple of its outputs.
     */
    record Cond(Body then, Body otherwise) implements Operation {}

    /**
     * A body of a region.
     *
     * @param graph closed: what it reads from outside are its inputs
     * @param operands for each input the index of the region's operand that supplies it
     */
    record Body(Graph graph, List<Integer> operands) {}

    /** One result of a tuple. */
    record Item(int index) implements Operation {}
}
