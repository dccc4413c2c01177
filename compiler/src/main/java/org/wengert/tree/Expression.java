package org.wengert.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** An expression of generated code, without the parentheses that follow from how tightly its parts bind. */
public sealed interface Expression {

    /** What it is made of, from left to right. */
    default List<Expression> parts() {
        return List.of();
    }

    /** The same made of {@code parts}. */
    default Expression of(List<Expression> parts) {
        return this;
    }

    default Binding binding() {
        return Binding.PRIMARY;
    }

    /** A local, a parameter, or a field of the class. */
    record Name(String name) implements Expression {}

    /** A number or truth value, as Java and C read it. */
    record Literal(String text) implements Expression {}

    /** A constant of a class, such as {@code Double.NaN}. */
    record Constant(String type, String name) implements Expression {}

    /** A text. */
    record Quoted(String text) implements Expression {}

    /** {@code -a} or {@code !a}. */
    record Unary(String symbol, Expression operand) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(operand);
        }

        @Override
        public Expression of(List<Expression> parts) {
            return new Unary(symbol, parts.get(0));
        }

        @Override
        public Binding binding() {
            return Binding.UNARY;
        }
    }

    /** An integer as a double. */
    record ToReal(Expression integer) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(integer);
        }

        @Override
        public Expression of(List<Expression> parts) {
            return new ToReal(parts.get(0));
        }

        @Override
        public Binding binding() {
            return Binding.UNARY;
        }
    }

    /** Two operands with a symbol between them. */
    record Binary(String symbol, Expression left, Expression right) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(left, right);
        }

        @Override
        public Expression of(List<Expression> parts) {
            return new Binary(symbol, parts.get(0), parts.get(1));
        }

        @Override
        public Binding binding() {
            return Binding.of(symbol);
        }
    }

    /** {@code condition ? then : otherwise}. */
    record Conditional(Expression condition, Expression then, Expression otherwise) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(condition, then, otherwise);
        }

        @Override
        public Expression of(List<Expression> parts) {
            return new Conditional(parts.get(0), parts.get(1), parts.get(2));
        }

        @Override
        public Binding binding() {
            return Binding.CONDITIONAL;
        }
    }

    /**
     * A call of a function.
     *
     * @param type the simple name of its class; empty for a function of the class that is written
     */
    record Call(String type, String function, List<Expression> arguments) implements Expression {
        @Override
        public List<Expression> parts() {
            return arguments;
        }

        @Override
        public Expression of(List<Expression> parts) {
            return new Call(type, function, parts);
        }
    }

    /** A call of a method of {@code object}. */
    record Invoke(Expression object, String method, List<Expression> arguments) implements Expression {
        @Override
        public List<Expression> parts() {
            List<Expression> parts = new ArrayList<>(List.of(object));
            parts.addAll(arguments);
            return parts;
        }

        @Override
        public Expression of(List<Expression> parts) {
            return new Invoke(parts.get(0), method, parts.subList(1, parts.size()));
        }
    }

    /** {@code array[index]}. */
    record Element(Expression array, Expression index) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(array, index);
        }

        @Override
        public Expression of(List<Expression> parts) {
            return new Element(parts.get(0), parts.get(1));
        }
    }

    /** How many elements an array has. */
    record Length(Expression array) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(array);
        }

        @Override
        public Expression of(List<Expression> parts) {
            return new Length(parts.get(0));
        }
    }

    /** A new array of zeros. */
    record NewArray(Expression length) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(length);
        }

        @Override
        public Expression of(List<Expression> parts) {
            return new NewArray(parts.get(0));
        }
    }

    /** A new array with these elements; of numbers, but where it is the first value of a local. */
    record ArrayOf(List<Expression> elements) implements Expression {
        @Override
        public List<Expression> parts() {
            return elements;
        }

        @Override
        public Expression of(List<Expression> parts) {
            return new ArrayOf(parts);
        }
    }

    /** A new object of a class. */
    record NewObject(String type) implements Expression {}

    /** What is in parentheses for the reader's sake. */
    record Group(Expression inside) implements Expression {
        @Override
        public List<Expression> parts() {
            return List.of(inside);
        }

        @Override
        public Expression of(List<Expression> parts) {
            return new Group(parts.get(0));
        }
    }

    /**
     * What {@code text} says, with {@code $0}, {@code #1.0} and the like as names, for which operands are put in.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    static Expression template(String text) {
        return Template.read(text);
    }

    static Expression name(String name) {
        return new Name(name);
    }

    static Expression integer(long value) {
        return new Literal(Long.toString(value));
    }

    /** A call of a function of the class that is written. */
    static Expression call(String function, Expression... arguments) {
        return new Call("", function, List.of(arguments));
    }

    /** {@code this[index]}. */
    default Expression at(Expression index) {
        return new Element(this, index);
    }

    /** {@code this[index]}. */
    default Expression at(long index) {
        return at(integer(index));
    }

    /** A truth value as it is stored in an array: 1 or 0. */
    default Expression truthStored() {
        return new Conditional(new Group(this), integer(1), integer(0));
    }

    /** An element of an array as a truth value. */
    default Expression truthRead() {
        return new Group(new Binary("!=", this, integer(0)));
    }

    /** In parentheses, unless it is a name, a literal, a call or the like. */
    default Expression grouped() {
        return binding() == Binding.PRIMARY ? this : new Group(this);
    }

    /** Visits it and all that it is made of. */
    default void forEach(Consumer<Expression> visitor) {
        visitor.accept(this);
        parts().forEach(part -> part.forEach(visitor));
    }

    /** With other expressions for names. */
    default Expression replace(Function<Name, Expression> names) {
        return this instanceof Name name
                ? names.apply(name)
                : of(parts().stream().map(part -> part.replace(names)).toList());
    }
}
