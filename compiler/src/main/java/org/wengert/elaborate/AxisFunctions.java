package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.Layout;

/** What runs along one axis of an array: a loop over the other axes around what is made of a vector. */
final class AxisFunctions {

    /** What a function makes of a vector. */
    @FunctionalInterface
    interface OfVector {
        Node at(ArrayFunctions g, Node vector);
    }

    private AxisFunctions() {}

    /** To one number: the axis goes. */
    static BuiltIns.AlongAxis reduction(OfVector function) {
        return (g, x, axis) -> Optional.of(along(x, axis, 0, new ArrayList<>(), g, function));
    }

    /** To a vector of the same size: the axis stays. */
    static BuiltIns.AlongAxis map(OfVector function) {
        return (g, x, axis) -> {
            int last = x.type().shape().rank() - 1;
            return axis == last
                    ? Optional.of(alongLast(x, g, function))
                    : Optional.of(x)
                            .filter(matrix -> last == 1)
                            .map(matrix -> g.algebra()
                                    .apply(Layout.TRANSPOSE, along(matrix, axis, 0, new ArrayList<>(), g, function)));
        };
    }

    static Node alongLast(Node x, ArrayFunctions g, OfVector function) {
        return along(x, x.type().shape().rank() - 1, 0, new ArrayList<>(), g, function);
    }

    /** A loop for each axis from {@code next} on but the one that the function runs along. */
    private static Node along(Node x, int axis, int next, List<Access> accesses, ArrayFunctions g, OfVector function) {
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
        ArrayFunctions inside = new ArrayFunctions(new Algebra(body.graph()), g.symbols());
        Node value = along(body.capture(x), axis, next + 1, more, inside, function);
        return g.loop(index, size, List.of(), body, value, Role.STACK);
    }
}
