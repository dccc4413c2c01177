package org.wengert.ir;

import java.util.List;

/** How a node comes by its value. */
public sealed interface Operation {

    /** The bodies that it owns, if it is a region. */
    default List<Body> bodies() {
        return List.of();
    }

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

    /** An integer expression as a real number. */
    record Whole(Size value) implements Operation {}

    /** An operator at the operands. */
    record Apply(Operator operator) implements Operation {}

    /**
     * A region: the first operand is the condition; the body chosen is evaluated, the other one is not. The value is the
     * tuple of its outputs.
     */
    record Cond(Body then, Body otherwise) implements Operation {
        @Override
        public List<Body> bodies() {
            return List.of(then, otherwise);
        }
    }

    /**
     * A region: its body is evaluated for each value of the index. The first {@code carried} operands are the states before
     * the first iteration; the first inputs of the body are the states before an iteration, and its first outputs those
     * after it. Every output has a role, which says what its values become.
     *
     * @param carried how many states there are
     * @param roles of the outputs, those of the states first
     */
    record Loop(Iterations iterations, int carried, List<Role> roles, Body body) implements Operation {
        @Override
        public List<Body> bodies() {
            return List.of(body);
        }

        public Symbol index() {
            return iterations.index();
        }

        public Size from() {
            return iterations.from();
        }

        public Size to() {
            return iterations.to();
        }

        public boolean backward() {
            return iterations.backward();
        }

        /** The number of iterations. */
        public Size count() {
            return iterations.count();
        }

        /** The type of a result. */
        public Type type(int result) {
            Type type = body.graph().outputs().get(result).node().type();
            return roles.get(result) == Role.STACK ? type.withShape(type.shape().stacked(count())) : type;
        }
    }

    /** What the values of an output of a loop's body become. */
    enum Role {
        /** The state of the next iteration, and at last a result. */
        CARRY,
        /** An array with one more axis, by index. */
        STACK,
        /** Their sum, in the order of the iterations. */
        SUM
    }

    /**
     * A body of a region.
     *
     * @param graph closed: what it reads from outside are its inputs, but for symbols
     * @param operands for each input the index of the region's operand that supplies it
     */
    record Body(Graph graph, List<Integer> operands) {}

    /** One result of a tuple. */
    record Item(int index) implements Operation {}
}
