package org.wengert.sparse;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;

/**
 * A run of a body: which one it is, in which run of what is around it, and what the indices are there.
 *
 * @param around nothing of the program itself
 * @param region whose body it is
 * @param body its number among those of the region
 */
record Frame(Optional<Frame> around, Optional<Node> region, int body, Map<Symbol, Size> indices) {

    static final Frame PROGRAM = new Frame(Optional.empty(), Optional.empty(), 0, Map.of());

    /** Of a conditional. */
    Frame branch(Node cond, boolean then) {
        return new Frame(Optional.of(this), Optional.of(cond), then ? 0 : 1, indices);
    }

    /** Of a loop. */
    Frame iteration(Node loop, Size at) {
        Map<Symbol, Size> more = new HashMap<>(indices);
        more.put(((Operation.Loop) loop.operation()).index(), at);
        return new Frame(Optional.of(this), Optional.of(loop), 0, Map.copyOf(more));
    }

    /** The same with other expressions for indices. */
    Frame with(Map<Symbol, Size> known) {
        if (known.isEmpty()) {
            return this;
        }
        Map<Symbol, Size> substituted = new HashMap<>();
        indices.forEach((index, at) -> substituted.put(index, at.substitute(known)));
        return new Frame(around.map(frame -> frame.with(known)), region, body, Map.copyOf(substituted));
    }

    boolean isProgram() {
        return around.isEmpty();
    }

    Size at(Size size) {
        return size.substitute(indices);
    }

    /** The shape of a value of the body. */
    Shape shape(Node node) {
        return node.type().shape().substitute(indices);
    }

    /** What an input of the body is around it. */
    Node outer(Node input) {
        Node owner = region.orElseThrow();
        Operation.Body run = owner.operation().bodies().get(body);
        return owner.operand(run.operands().get(run.graph().inputs().indexOf(input)));
    }
}
