package org.wengert.op;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wengert.tree.Expression;

/**
 * How generated code computes an operator of whole arrays: the call of a method of the runtime. {@code $0} and {@code $1} are operands and
 * {@code $y} is the value, each as an array and the offset in it; {@code #0.1} is the extent of operand 0 along axis 1 (1 if it has no such axis), {@code
 * #0} the number of its elements.
 *
 * @param set the call that gives the value: an expression if it is a scalar, else a statement that writes it
 * @param add the call that adds the value to what is there; none if there is no such method
 */
public record KernelForm(Expression.Call set, Optional<Expression.Call> add) {

    static KernelForm adding(String set, String add) {
        return new KernelForm(read(set), Optional.of(read(add)));
    }

    static KernelForm of(String set) {
        return new KernelForm(read(set), Optional.empty());
    }

    private static Expression.Call read(String template) {
        return (Expression.Call) Expression.template(template);
    }

    /** A call with the arguments that each of its places stands for. */
    public static Expression call(Expression.Call template, Function<String, List<Expression>> places) {
        return template.of(template.arguments().stream()
                .flatMap(argument -> argument instanceof Expression.Name place
                        ? places.apply(place.name()).stream()
                        : List.of(argument).stream())
                .toList());
    }
}
