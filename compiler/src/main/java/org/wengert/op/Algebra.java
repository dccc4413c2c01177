package org.wengert.op;

import java.util.List;
import java.util.stream.IntStream;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Type;

/** Arithmetic on the nodes of a builder, so that a derivative rule reads as its formula. */
public record Algebra(GraphBuilder builder) {

    public Node constant(double value) {
        return builder.constant(value);
    }

    public Node apply(Operator operator, Node... operands) {
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

    /** What {@code a} has at {@code index} of its first axis. */
    public Node slice(Node a, Size index) {
        return apply(Layout.get(Access.slice(index, a.type().shape())), a);
    }

    /** The element of {@code a} at {@code index}; itself if it is a scalar. */
    public Node element(Node a, List<Size> index) {
        return index.isEmpty()
                ? a
                : apply(Layout.get(index.stream().map(Access::at).toList()), a);
    }

    /** The same elements in an array of another shape. */
    public Node reshape(Node a, Shape shape) {
        Node source = Terms.isReshape(a) ? a.operand(0) : a;
        return source.type().shape().equals(shape) ? source : apply(Layout.reshape(shape), source);
    }

    /** The array of this shape whose elements are all {@code scalar}; itself if the shape is a scalar's. */
    public Node broadcast(Node scalar, Shape shape) {
        return scalar.type().shape().equals(shape) ? scalar : apply(Layout.broadcast(shape, List.of()), scalar);
    }

    /** {@code a} summed up to one number, unless that is what {@code shape} does not ask for. */
    public Node sumTo(Node a, Shape shape) {
        return a.type().shape().equals(shape)
                ? a
                : apply(
                        Layout.sum(IntStream.range(0, a.type().shape().rank())
                                .boxed()
                                .toList()),
                        a);
    }

    /** The zero, or false, of a type. */
    public Node zero(Type type) {
        return broadcast(type.isBoolean() ? builder.truth(false) : constant(0), type.shape());
    }

    /** {@code a} where the condition holds, else {@code b}; both are evaluated. */
    public Node select(Node condition, Node a, Node b) {
        return builder.apply(Piecewise.SELECT, condition, a, b);
    }
}
