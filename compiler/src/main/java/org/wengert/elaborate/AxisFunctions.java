package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.elaborate.ArrayFunctions.Maker;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.Layout;

/**
 * The built-ins that run along one axis of an array: a loop over the other axes around what they make of a vector.
 * {@code max} and {@code min} are not among them, because {@code max(A, 0)} is the larger of each element and 0.
 */
final class AxisFunctions {

    /** What a function makes of a vector. */
    @FunctionalInterface
    interface OfVector {
        Node at(Maker g, Node vector);
    }

    /** To one number: the axis goes. */
    private static final Map<String, OfVector> REDUCTIONS =
            Map.of("sum", Maker::sum, "mean", Maker::mean, "prod", Maker::product, "logsumexp", Maker::logSumExp);

    /** To a vector of the same size: the axis stays. */
    private static final Map<String, OfVector> MAPS =
            Map.of("cumsum", Maker::cumulated, "softmax", Maker::softmax, "log_softmax", Maker::logSoftmax);

    private AxisFunctions() {}

    static boolean isOne(String name) {
        return REDUCTIONS.containsKey(name) || MAPS.containsKey(name);
    }

    /** The function along {@code axis}; none if the result would have its axes in another order. */
    static Optional<Node> apply(String name, Node x, int axis, Maker g) {
        int last = x.type().shape().rank() - 1;
        OfVector reduction = REDUCTIONS.get(name);
        if (name.equals("sum") || name.equals("mean")) {
            Node sum = g.algebra().apply(Layout.sum(List.of(axis)), x);
            Node count = g.g().whole(x.type().shape().size(axis));
            return Optional.of(name.equals("sum") ? sum : g.algebra().divide(sum, count));
        } else if (reduction != null) {
            return Optional.of(along(x, axis, 0, new ArrayList<>(), g, reduction));
        }
        OfVector map = Optional.ofNullable(MAPS.get(name)).orElseThrow();
        if (axis == last) {
            return Optional.of(alongLast(x, g, map));
        }
        return last == 1
                ? Optional.of(g.algebra().apply(Layout.TRANSPOSE, along(x, axis, 0, new ArrayList<>(), g, map)))
                : Optional.empty();
    }

    static Node alongLast(Node x, Maker g, OfVector function) {
        return along(x, x.type().shape().rank() - 1, 0, new ArrayList<>(), g, function);
    }

    /** A loop for each axis from {@code next} on but the one that the function runs along. */
    private static Node along(Node x, int axis, int next, List<Access> accesses, Maker g, OfVector function) {
        if (next == x.type().shape().rank()) {
            return function.at(g, g.algebra().apply(Layout.get(accesses), x));
        }
        Size size = x.type().shape().size(next);
        List<Access> more = new ArrayList<>(accesses);
        if (next == axis) {
            more.add(Access.all(size));
            return along(x, axis, next + 1, more, g, function);
        }
        Symbol index = g.symbols().fresh("i");
        more.add(Access.at(Size.of(index)));
        BodyBuilder body = new BodyBuilder(g.g());
        Maker inside = new Maker(new Algebra(body.graph()), g.symbols());
        Node value = along(body.capture(x), axis, next + 1, more, inside, function);
        return g.loop(index, size, List.of(), body, value, Role.STACK);
    }
}
