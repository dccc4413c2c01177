package org.wengert.sparse;

import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Size;
import org.wengert.op.Arithmetic;

/** Numbers of a program that are made of integers, and conditions on them. */
final class Integers {

    /** Beyond that not every integer is a double. */
    private static final double LARGEST = 0x1p53;

    private static final Map<Operator, BinaryOperator<Size>> ARITHMETIC = Map.of(
            Arithmetic.ADD, Size::plus,
            Arithmetic.SUBTRACT, Size::minus,
            Arithmetic.MULTIPLY, Size::times);

    private Integers() {}

    /** A number as an expression of sizes and indices, if it is one. */
    static Optional<Size> of(Frame frame, Node node) {
        if (node.operation() instanceof Operation.Input) {
            return frame.isProgram() ? Optional.empty() : of(frame.around().orElseThrow(), frame.outer(node));
        }
        if (node.operation() instanceof Operation.Constant constant) {
            double value = constant.value();
            return value == Math.rint(value) && Math.abs(value) < LARGEST
                    ? Optional.of(Size.of((long) value))
                    : Optional.empty();
        }
        if (node.operation() instanceof Operation.Whole whole) {
            return Optional.of(frame.at(whole.value()));
        }
        if (node.operator().equals(Optional.of(Arithmetic.NEGATE))) {
            return of(frame, node.operand(0)).map(Size.ZERO::minus);
        }
        return node.operator()
                .map(ARITHMETIC::get)
                .flatMap(made -> of(frame, node.operand(0))
                        .flatMap(a -> of(frame, node.operand(1)).map(b -> made.apply(a, b))));
    }

    /** Whether nothing but numbers known before the call is in it, so that it may say that an index is in its range. */
    static boolean isKnown(Frame frame, Node node) {
        if (node.operation() instanceof Operation.Input) {
            return !frame.isProgram() && isKnown(frame.around().orElseThrow(), frame.outer(node));
        }
        return node.isConstant()
                || node.operation() instanceof Operation.Whole
                || (node.operator().isPresent() && node.operands().stream().allMatch(o -> isKnown(frame, o)));
    }
}
