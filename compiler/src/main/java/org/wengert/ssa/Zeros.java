package org.wengert.ssa;

import org.wengert.ir.Node;
import org.wengert.ir.Operation;

/**
 * Arrays of zeros that come out of a loop, such as what a branch gives for a derivative that it adds nothing to. Adding them to
 * an array changes none of its bits: it was cleared before anything was added to it, and a sum that began with 0 is never -0.
 */
final class Zeros {

    private Zeros() {}

    static boolean are(Node node) {
        if (node.operation() instanceof Operation.Item item
                && node.operand(0).operation() instanceof Operation.Loop loop
                && loop.roles().size() == 1
                && loop.roles().get(0) == Operation.Role.STACK) {
            Node value = loop.body().graph().outputs().get(item.index()).node();
            return isZero(value) || are(value);
        }
        return false;
    }

    private static boolean isZero(Node value) {
        return value.isConstant() && value.operation() instanceof Operation.Constant constant && constant.value() == 0;
    }
}
