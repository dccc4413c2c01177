package org.wengert.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.ir.Indices;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Operator;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;
import org.wengert.op.Arithmetic;
import org.wengert.op.ArrayOperator;

/**
 * What adds up to an element of a sum of arrays: of the sum over i from 0 to below n of zeros that are {@code v(i)} at {@code i + 1} the
 * element k is {@code v(i)} for all i with {@code k = i + 1}, which is i = k - 1 where that is from 0 to below n.
 */
final class Parts {

    private final Indices indices;
    private final List<Part> found = new ArrayList<>();

    private Parts(Indices indices) {
        this.indices = indices;
    }

    /** Whether an array is made of parts. */
    static boolean isSum(Node node) {
        if (node.operation() instanceof Operation.Item item) {
            return node.operand(0).operation() instanceof Operation.Loop loop
                    && loop.roles().get(item.index()) == Role.SUM;
        }
        return regions(node).isPresent();
    }

    private static Optional<ArrayOperator.Regions> regions(Node node) {
        return ArrayOperator.in(node)
                .flatMap(operator -> operator.regions(node.type().shape()));
    }

    /** The parts of an element. */
    static List<Part> of(Frame frame, Node node, List<Size> index, Indices indices) {
        Parts parts = new Parts(indices);
        parts.find(Part.of(frame, node, index));
        return parts.found;
    }

    private void find(Part part) {
        Node node = part.node();
        if (node.operation() instanceof Operation.Item && isSum(node)) {
            loop(part, node.operand(0), ((Operation.Item) node.operation()).index());
        } else if (node.operation() instanceof Operation.Item item
                && !node.type().isScalar()
                && node.operand(0).operation() instanceof Operation.Cond cond) {
            branch(part, node.operand(0), cond, true, item.index());
            branch(part, node.operand(0), cond, false, item.index());
        } else if (node.operation() instanceof Operation.Input && !part.frame().isProgram()) {
            find(part.at(part.frame().around().orElseThrow(), part.frame().outer(node)));
        } else if (regions(node).isPresent()) {
            regions(part, regions(node).orElseThrow());
        } else if (isArray(node, Arithmetic.ADD)) {
            node.operands().forEach(operand -> find(part.at(part.frame(), operand)));
        } else if (isArray(node, Arithmetic.SUBTRACT)) {
            find(part.at(part.frame(), node.operand(0)));
            find(part.negated().at(part.frame(), node.operand(1)));
        } else if (isArray(node, Arithmetic.NEGATE)) {
            find(part.negated().at(part.frame(), node.operand(0)));
        } else {
            found.add(part);
        }
    }

    /** Whether it is {@code operator} at arrays of its own shape. */
    private static boolean isArray(Node node, Operator operator) {
        return !node.type().isScalar()
                && node.operator().equals(Optional.of(operator))
                && node.operands().stream()
                        .allMatch(operand ->
                                operand.type().shape().equals(node.type().shape()));
    }

    /** What a branch gives counts where the condition leads there. */
    private void branch(Part part, Node region, Operation.Cond cond, boolean then, int item) {
        Operation.Body body = then ? cond.then() : cond.otherwise();
        find(part.where(new Part.Guard(part.frame(), region.operand(0), then))
                .at(part.frame().branch(region, then), body.graph().results().get(item)));
    }

    private void loop(Part part, Node region, int item) {
        Operation.Loop loop = (Operation.Loop) region.operation();
        RowWriter.requirePlain(region, loop);
        Symbol index = indices.like(loop.index());
        Part.Loop range = new Part.Loop(
                index,
                part.frame().at(loop.from()),
                part.frame().at(loop.iterations().tested()));
        find(part.in(range)
                .at(
                        part.frame().iteration(region, Size.of(index)),
                        loop.body().graph().results().get(item)));
    }

    private void regions(Part part, ArrayOperator.Regions regions) {
        for (int k = 0; k < regions.accesses().size(); k++) {
            List<Size> equations = new ArrayList<>(part.equations());
            List<Size> conditions = new ArrayList<>(part.conditions());
            List<Size> inside = new ArrayList<>();
            List<Access> accesses = regions.accesses().get(k);
            for (int axis = 0; axis < accesses.size(); axis++) {
                Size distance = part.index()
                        .get(axis)
                        .minus(part.frame().at(accesses.get(axis).from()));
                Optional<Size> count = accesses.get(axis).count().map(part.frame()::at);
                if (count.isEmpty()) {
                    equations.add(distance);
                } else {
                    conditions.add(distance);
                    conditions.add(count.get().minus(distance).plus(-1));
                    inside.add(distance);
                }
            }
            find(part.with(part.loops(), equations, conditions)
                    .at(part.frame(), part.node().operand(k), inside));
        }
    }
}
