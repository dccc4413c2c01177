package org.wengert.codegen;

import java.util.List;
import java.util.stream.Stream;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.product.Block;
import org.wengert.product.Block.Axis;
import org.wengert.product.Derivative;

/**
 * Says what an array that a method writes holds, of which shape it is, and what its axes are: {@code the second derivatives, [3,3] by rows: rows and
 * columns are a, k, x}.
 */
final class OutputDocs {

    private final FunctionSource function;
    private final Derivative derivative;

    OutputDocs(FunctionSource function, Derivative derivative) {
        this.function = function;
        this.derivative = derivative;
    }

    /** Of functions of numbers: all of a block in one array, whose extents are known. */
    String ofNumbers(Block block) {
        List<Integer> extents =
                block.byAxis(derivative.results(), derivative.active().size(), block.coefficients());
        return all(block, new Shape(extents.stream().map(Size::of).toList()));
    }

    /** All of a block in one array. */
    String all(Block block, Shape shape) {
        if (block.isMatrix()) {
            return "the " + block.all() + layout(shape) + axes(block);
        }
        List<String> names = names(block);
        return (names.size() == 1 ? one(block, 0) : "the " + block.all() + " " + MethodDocs.listing(names))
                + layout(shape);
    }

    /** One of a block that is no matrix: what is said of a result or of a parameter. */
    String one(Block block, int index) {
        return block.each() + " " + names(block).get(index);
    }

    /** What an output of a method over arrays holds: all of a matrix, or one of another block. */
    String output(Block block, int index, Shape shape) {
        if (block.isMatrix()) {
            return all(block, shape);
        }
        return one(block, index) + (shape.isScalar() ? ", [1]" : layout(shape));
    }

    private List<String> names(Block block) {
        return block.names(function.results(), active()).get(0);
    }

    /** How an array of that shape is given, behind what it is. */
    static String layout(Shape shape) {
        return switch (shape.rank()) {
            case 0 -> "";
            case 1 -> ", " + shape;
            default -> ", " + shape + " by rows";
        };
    }

    private String axes(Block block) {
        if (block.isSparse() || block.axes().size() == 1) {
            return "";
        }
        int last = block.axes().size() - 1;
        String columns = " are " + elements(block, last);
        return switch (block.axes().get(last - 1)) {
            case COEFFICIENTS, ENTRIES -> ": row k is of degree k; columns" + columns;
            case RESULTS, STATES -> ": rows are " + elements(block, 0) + "; columns" + columns;
            case ACTIVE ->
                last == 1
                        ? ": rows and columns" + columns
                        : ": for each of " + elements(block, 0) + " a matrix, whose rows and columns" + columns;
        };
    }

    /** What an axis is counted by. */
    private String elements(Block block, int axis) {
        boolean numbers = shapes(block.axes().get(axis)).allMatch(Shape::isScalar);
        String names =
                MethodDocs.listing(block.names(function.results(), active()).get(axis));
        return numbers ? names : "the elements of " + names;
    }

    private Stream<Shape> shapes(Axis axis) {
        Stream<Node> nodes = axis == Axis.ACTIVE
                ? derivative.active().stream().map(function.primal().inputs()::get)
                : function.primal().results().stream();
        return nodes.map(node -> node.type().shape());
    }

    private List<String> active() {
        return MethodDocs.activeNames(function, derivative);
    }
}
