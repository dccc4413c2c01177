package org.wengert.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.product.Block;
import org.wengert.product.Derivative;
import org.wengert.product.Derivatives;
import org.wengert.rewrite.Unrolling;

/** The derivatives of a function of small arrays, which are those of a function of their elements. */
final class SmallArrays {

    /** No product of more operations is written out: loops are easier to read, and as fast. */
    private static final int MOST_NODES = 2_000;

    /** A loop of a right-hand side is written out up to this many operations, because its solution cannot be derived otherwise. */
    private static final int LARGEST_RIGHT_HAND_SIDE = 4_000;

    private final Graph primal;
    private final Unrolling unrolling;
    private final int mostNodes;

    private SmallArrays(Graph primal, Unrolling unrolling, int mostNodes) {
        this.primal = primal;
        this.unrolling = unrolling;
        this.mostNodes = mostNodes;
    }

    /** None if the arrays are not small. */
    static Optional<SmallArrays> of(Graph primal) {
        return Unrolling.of(primal).map(unrolling -> new SmallArrays(primal, unrolling, MOST_NODES));
    }

    /** Of the right-hand side of a differential equation with loops in it. */
    static Optional<SmallArrays> ofRightHandSide(Graph primal) {
        return Unrolling.of(primal, LARGEST_RIGHT_HAND_SIDE)
                .map(unrolling -> new SmallArrays(primal, unrolling, Integer.MAX_VALUE));
    }

    /** Of the elements, those of some parameters varying. */
    Derivatives derivatives(List<Integer> active) {
        return new Derivatives(unrolling.numbers(), unrolling.elements(active));
    }

    /** A product of the elements as one of arrays, in the form that {@link Derivative} says; none if it is too long. */
    Optional<Derivative> ofArrays(Derivative numbers, List<Integer> active) {
        if (numbers.shape() != Derivative.Shape.WHOLE || numbers.graph().size() > mostNodes) {
            return Optional.empty();
        }
        List<Node> parameters = active.stream().map(primal.inputs()::get).toList();
        List<Node> inputs = new ArrayList<>(primal.inputs());
        inputs.addAll(
                switch (numbers.takes()) {
                    case NOTHING -> List.of();
                    case DIRECTION -> parameters;
                    case COTANGENT -> primal.results();
                });
        List<Shape> outputs = new ArrayList<>();
        for (Block block : numbers.blocks()) {
            List<List<Shape>> axes = block.along(shapes(primal.results()), shapes(parameters), k -> Shape.SCALAR);
            outputs.addAll(
                    block.isMatrix()
                            ? List.of(Shape.of(
                                    axes.stream().map(SmallArrays::count).toArray(Size[]::new)))
                            : axes.get(0));
        }
        Graph arrays = unrolling.ofArrays(numbers.graph(), inputs, outputs);
        return Optional.of(new Derivative(
                numbers.product(),
                arrays,
                primal.outputs().size(),
                active,
                Derivative.Shape.WHOLE,
                numbers.note(),
                numbers.pattern(),
                numbers.coloured()));
    }

    private static List<Shape> shapes(List<Node> nodes) {
        return nodes.stream().map(node -> node.type().shape()).toList();
    }

    private static Size count(List<Shape> shapes) {
        return shapes.stream().map(Shape::count).reduce(Size.ZERO, Size::plus);
    }
}
