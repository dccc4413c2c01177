package org.wengert.differentiate;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Iterations;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.Layout;

/** A loop over the unit vectors of a space, in whose direction each iteration computes a line of a matrix. */
public final class UnitDirections {

    private UnitDirections() {}

    /**
     * What {@code line} makes of a unit vector of {@code count} elements, with one more axis in front: for each of them.
     *
     * @param line given the body of the loop and the unit vector in it
     */
    public static List<Node> each(
            GraphBuilder builder, Symbol index, Size count, BiFunction<BodyBuilder, Node, List<Node>> line) {
        BodyBuilder body = new BodyBuilder(builder);
        Algebra algebra = new Algebra(body.graph());
        Node unit =
                algebra.apply(Layout.scatter(Shape.of(count), List.of(Access.at(Size.of(index)))), algebra.constant(1));
        List<Node> values = line.apply(body, unit);
        body.graph().name(unit, "unit");
        Node tuple = builder.loop(
                Iterations.of(index, count),
                List.of(),
                body.buildResults(values),
                values.stream().map(value -> Operation.Role.STACK).toList());
        return IntStream.range(0, values.size())
                .mapToObj(i -> builder.item(tuple, i))
                .toList();
    }
}
