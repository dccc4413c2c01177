package org.wengert.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.Derivatives;
import org.wengert.differentiate.Product;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.loops.Unrolling;

/** The derivatives of a function of small arrays, which are those of a function of their elements. */
final class SmallArrays {

    /** No product of more operations is written out: loops are easier to read, and as fast. */
    private static final int MOST_NODES = 2_000;

    private final Graph primal;
    private final Unrolling unrolling;

    private SmallArrays(Graph primal, Unrolling unrolling) {
        this.primal = primal;
        this.unrolling = unrolling;
    }

    /** None if the arrays are not small. */
    static Optional<SmallArrays> of(Graph primal) {
        return Unrolling.of(primal).map(unrolling -> new SmallArrays(primal, unrolling));
    }

    /** Of the elements, those of some parameters varying. */
    Derivatives derivatives(List<Integer> active) {
        return new Derivatives(unrolling.numbers(), unrolling.elements(active));
    }

    /** A product of the elements as one of arrays, in the form that {@link Derivative} says; none if it is too long. */
    Optional<Derivative> ofArrays(Derivative numbers, List<Integer> active) {
        if (numbers.shape() != Derivative.Shape.WHOLE || numbers.graph().size() > MOST_NODES) {
            return Optional.empty();
        }
        List<Node> parameters = active.stream().map(primal.inputs()::get).toList();
        List<Node> inputs = new ArrayList<>(primal.inputs());
        List<Shape> outputs = new ArrayList<>();
        Product product = numbers.product();
        switch (product) {
            case TANGENT, HVP -> inputs.addAll(parameters);
            case ADJOINT -> inputs.addAll(primal.results());
            case VALUE, GRADIENT, JACOBIAN, HESSIAN -> {}
        }
        if (product != Product.TANGENT && product != Product.HVP) {
            outputs.addAll(shapes(primal.results()));
        }
        Size rows = count(primal.results());
        Size columns = count(parameters);
        switch (product) {
            case VALUE -> {}
            case TANGENT -> outputs.addAll(shapes(primal.results()));
            case ADJOINT, GRADIENT, HVP -> outputs.addAll(shapes(parameters));
            case JACOBIAN -> outputs.add(Shape.of(rows, columns));
            case HESSIAN -> {
                boolean number = primal.results().size() == 1
                        && primal.results().get(0).type().isScalar();
                outputs.addAll(number ? shapes(parameters) : List.of(Shape.of(rows, columns)));
                outputs.add(number ? Shape.of(columns, columns) : Shape.of(rows, columns, columns));
            }
        }
        Graph arrays = unrolling.ofArrays(numbers.graph(), inputs, outputs);
        return Optional.of(new Derivative(
                product, arrays, primal.outputs().size(), active, Derivative.Shape.WHOLE, numbers.note()));
    }

    private static List<Shape> shapes(List<Node> nodes) {
        return nodes.stream().map(node -> node.type().shape()).toList();
    }

    private static Size count(List<Node> nodes) {
        return nodes.stream().map(node -> node.type().shape().count()).reduce(Size.ZERO, Size::plus);
    }
}
