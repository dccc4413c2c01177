package org.wengert.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.op.Algebra;
import org.wengert.op.Elements;

/** Elements of operands in a frame, of which an operator makes an element of its value. */
final class FrameElements implements Elements {

    private final Frame frame;
    private final Nest nest;
    private final Writer writer;

    /** Writes an element of an array in a frame. */
    interface Writer {
        Node write(Frame frame, Node array, List<Size> index);
    }

    FrameElements(Frame frame, Nest nest, Writer writer) {
        this.frame = frame;
        this.nest = nest;
        this.writer = writer;
    }

    @Override
    public Algebra algebra() {
        return nest.algebra();
    }

    @Override
    public Node of(Node array, List<Size> index) {
        return writer.write(frame, array, index.stream().map(frame::at).toList());
    }

    @Override
    public Node sum(Size count, Function<Size, Node> term) {
        return nest.sum(Size.ZERO, frame.at(count), term);
    }

    @Override
    public Node total(List<Node> arrays, Function<List<Node>, Node> term) {
        return total(arrays, frame.shape(arrays.get(0)), List.of(), term);
    }

    private Node total(List<Node> arrays, Shape shape, List<Size> index, Function<List<Node>, Node> term) {
        if (index.size() == shape.rank()) {
            return term.apply(arrays.stream().map(array -> of(array, index)).toList());
        }
        return sum(shape.size(index.size()), k -> {
            List<Size> next = new ArrayList<>(index);
            next.add(k);
            return total(arrays, shape, next, term);
        });
    }
}
