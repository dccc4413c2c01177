package org.wengert.op;

import java.util.Optional;

/**
 * How Java computes an operator of whole arrays: the call of a method of the runtime. {@code $0} and {@code $1} are operands and
 * {@code $y} is the value, each as an array and the offset in it; {@code #0.1} is the extent of operand 0 along axis 1 (1 if it has no such axis), {@code
 * #0} the number of its elements.
 *
 * @param set the call that gives the value: an expression if it is a scalar, else a statement that writes it
 * @param add the call that adds the value to what is there; none if there is no such method
 */
public record KernelForm(String set, Optional<String> add) {

    static KernelForm adding(String set, String add) {
        return new KernelForm(set, Optional.of(add));
    }

    static KernelForm of(String set) {
        return new KernelForm(set, Optional.empty());
    }
}
