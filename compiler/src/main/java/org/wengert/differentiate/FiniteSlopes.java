package org.wengert.differentiate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.Arithmetic;
import org.wengert.op.Bounded;
import org.wengert.op.Steep;

/** Which values have derivatives, back to the parameters, that are finite wherever the values are; see {@link Bounded}. */
final class FiniteSlopes {

    private final Map<Node, Boolean> known = new HashMap<>();

    /** Inputs of bodies. */
    private final Set<Node> entered = new HashSet<>();

    /** An input of a body, which is what comes from outside of it and, in a loop, from the iteration before. */
    void enters(Node input, List<Node> outer, List<Node> iterated) {
        entered.add(input);
        known.put(input, outer.stream().allMatch(this::of) && iterated.stream().allMatch(FiniteSlopes::isItself));
    }

    /** An input of a body that is evaluated again. */
    void stands(Node input, boolean finite) {
        known.put(input, finite);
    }

    boolean of(Linearization.LoopRegion region) {
        return region.body().nodes().stream().allMatch(FiniteSlopes::isItself)
                && region.operands().stream().allMatch(this::of);
    }

    boolean of(Node node) {
        Boolean answer = known.get(node);
        if (answer != null) {
            return answer;
        }
        Deque<Node> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            Node next = open.peek();
            List<Node> unknown =
                    next.operands().stream().filter(o -> !known.containsKey(o)).toList();
            if (unknown.isEmpty()) {
                known.put(
                        open.pop(),
                        isItself(next)
                                && !isMultipleOfParameter(next)
                                && next.operands().stream().allMatch(this::of));
            } else {
                unknown.forEach(open::push);
            }
        }
        return of(node);
    }

    private static boolean isItself(Node node) {
        return Bounded.is(node)
                && node.operation().bodies().stream()
                        .allMatch(body -> body.graph().nodes().stream().allMatch(FiniteSlopes::isItself));
    }

    /**
     * Whether a number is multiplied by a parameter, or is a power of one, which may be infinite. In bodies, which may be loops, no
     * product is looked at.
     */
    private boolean isMultipleOfParameter(Node node) {
        boolean product = node.operator().filter(Arithmetic.MULTIPLY::equals).isPresent()
                && node.operands().stream().noneMatch(Node::isConstant);
        boolean power = Steep.isWholePower(node);
        return (product || power) && node.operands().stream().anyMatch(this::isParameter);
    }

    private boolean isParameter(Node node) {
        return node.operation() instanceof Operation.Input && node.type().isScalar() && !entered.contains(node);
    }
}
