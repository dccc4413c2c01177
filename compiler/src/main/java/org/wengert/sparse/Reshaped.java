package org.wengert.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.op.Access;

/** Where the elements of an array were before it was given another shape. */
final class Reshaped {

    private Reshaped() {}

    /** The index in the operand of what {@code node} has at {@code index}. */
    static List<Size> index(Frame frame, Node node, List<Size> index) {
        Shape from = frame.shape(node.operand(0));
        Shape to = frame.shape(node);
        if (from.rank() == 1) {
            return List.of(Access.offset(index.stream().map(Access::at).toList(), to));
        }
        List<Size> kept = IntStream.range(0, to.rank())
                .filter(axis -> !to.size(axis).equals(Size.ONE))
                .mapToObj(index::get)
                .toList();
        List<Size> extents =
                to.sizes().stream().filter(size -> !size.equals(Size.ONE)).toList();
        List<Size> all = new ArrayList<>();
        int next = 0;
        for (Size extent : from.sizes()) {
            if (extent.equals(Size.ONE)) {
                all.add(Size.ZERO);
            } else if (next < kept.size() && extents.get(next).equals(extent)) {
                all.add(kept.get(next++));
            } else {
                throw NoPatternException.whole("an array of shape " + from + " is reshaped to " + to, node.span());
            }
        }
        return all;
    }
}
