package org.wengert.ssa;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;

/** A statement of a Wengert list. Where one can add, it adds to what the place holds instead of replacing it. */
public sealed interface Step {

    /** A local: {@code node = operator(operands)}. */
    record Define(Node node) implements Step {}

    /** A local, with a name if there is one for it, that begins with a value and is given others. */
    record Begin(Node variable, Optional<String> name, Node value) implements Step {}

    /** A local, with a name if there is one for it, that begins with 0. */
    record BeginSum(Node variable, Optional<String> name) implements Step {}

    /** {@code variable = value}. */
    record Assign(Node variable, Node value) implements Step {}

    /** {@code variable += value}. */
    record Increase(Node variable, Node value) implements Step {}

    /** The variables get all their new values at once. */
    record Advance(List<Node> variables, List<Node> values) implements Step {}

    /** A name for storage of the program's own. */
    record Open(Buffer buffer) implements Step {}

    /**
     * An element.
     *
     * @param array what it is an element of
     * @param part which of the parts of {@code array} it is
     */
    record Store(Place place, Node value, boolean add, Node array, int part) implements Step {}

    /** A kernel at whole arrays. */
    record Call(Node node, Place place, boolean add) implements Step {}

    /**
     * {@code count} elements from one place to another.
     *
     * @param array what they become a part of
     */
    record Move(Place from, Place to, Size count, boolean add, Optional<Node> array, int part) implements Step {}

    /** The elements at {@code from}, one after the other, to a part of the array of shape {@code whole} at {@code to}. */
    record MoveToPart(Place from, Place to, Shape whole, List<Access> accesses, boolean add, Node array, int part)
            implements Step {}

    /** {@code count} zeros. */
    record Clear(Place place, Size count) implements Step {}

    /** Exchanges what two names mean. */
    record Swap(Buffer a, Buffer b) implements Step {}

    /** The body for each index. */
    record Loop(Symbol index, Size from, Size to, boolean backward, List<Step> body) implements Step {}

    /** Begins to go through a loop of {@code count} iterations of which so many states are kept. */
    record Start(Checkpoints checkpoints, Size count, Size states) implements Step {}

    /** What stores a state, if that before iteration {@code position} is kept. */
    record Keep(Checkpoints checkpoints, Size position, List<Step> body) implements Step {}

    /** Looks for the last state kept at or before iteration {@code position}. */
    record Restore(Checkpoints checkpoints, Size position) implements Step {}

    /** One of two bodies; both give the numbers {@code results} a value. */
    record Choose(Node condition, List<Node> results, List<Step> then, List<Step> otherwise) implements Step {}
}
