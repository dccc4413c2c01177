package org.wengert.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** A range of an index. */
    record Loop(Symbol index, Size from, Size to) {
        Loop with(Map<Symbol, Size> known) {
            return new Loop(index, from.substitute(known), to.substitute(known));
        }
    }

    /**
     * A part: the sum, over all indices of the loops for which the equations and the conditions hold, of an element.
     *
     * @param equations what is 0
     * @param conditions what is not negative
     * @param negative whether it is subtracted
     */
    record Part(
            List<Loop> loops,
            List<Size> equations,
            List<Size> conditions,
            boolean negative,
            Frame frame,
            Node node,
            List<Size> index) {

        Part with(Map<Symbol, Size> known) {
            return new Part(
                    loops.stream().map(loop -> loop.with(known)).toList(),
                    substituted(equations, known),
                    substituted(conditions, known),
                    negative,
                    frame.with(known),
                    node,
                    substituted(index, known));
        }

        private static List<Size> substituted(List<Size> sizes, Map<Symbol, Size> known) {
            return sizes.stream().map(size -> size.substitute(known)).toList();
        }

        /** Without equations: what they say of indices is put in their places. Nothing if one of them does not hold. */
        Optional<Part> solved(Bounds bounds) {
            if (equations.isEmpty()) {
                return Optional.of(this);
            }
            Size equation = equations.get(0);
            List<Size> rest = equations.subList(1, equations.size());
            List<Loop> free = loops.stream()
                    .filter(loop -> equation.contains(loop.index()))
                    .toList();
            if (free.isEmpty()) {
                return bounds.isZero(equation) ? solved(loops, rest, conditions).solved(bounds) : Optional.empty();
            }
            for (Loop loop : free) {
                OptionalLong factor =
                        equation.factor(loop.index()).map(Size::constant).orElse(OptionalLong.empty());
                if (factor.isPresent() && Math.abs(factor.getAsLong()) == 1) {
                    Size index = Size.of(loop.index());
                    Size value = factor.getAsLong() == 1 ? index.minus(equation) : index.plus(equation);
                    List<Loop> others =
                            loops.stream().filter(l -> !l.equals(loop)).toList();
                    List<Size> more = new ArrayList<>(conditions);
                    more.add(index.minus(loop.from()));
                    more.add(loop.to().minus(index).plus(-1));
                    return solved(others, rest, more)
                            .with(Map.of(loop.index(), value))
                            .solved(bounds);
                }
            }
            throw new Bounds.Unknown("where '" + equation + "' is 0");
        }

        private Part solved(List<Loop> left, List<Size> equationsLeft, List<Size> more) {
            return new Part(left, equationsLeft, more, negative, frame, node, index);
        }
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
        parts.find(new Part(List.of(), List.of(), List.of(), false, frame, node, index));
        return parts.found;
    }

    private void find(Part part) {
        Node node = part.node();
        if (node.operation() instanceof Operation.Item && isSum(node)) {
            loop(part, node.operand(0), ((Operation.Item) node.operation()).index());
        } else if (node.operation() instanceof Operation.Input && !part.frame().isProgram()) {
            find(at(
                    part,
                    part.frame().around().orElseThrow(),
                    part.frame().outer(node),
                    part.index(),
                    part.negative()));
        } else if (regions(node).isPresent()) {
            regions(part, regions(node).orElseThrow());
        } else if (isArray(node, Arithmetic.ADD)) {
            node.operands().forEach(operand -> find(at(part, part.frame(), operand, part.index(), part.negative())));
        } else if (isArray(node, Arithmetic.SUBTRACT)) {
            find(at(part, part.frame(), node.operand(0), part.index(), part.negative()));
            find(at(part, part.frame(), node.operand(1), part.index(), !part.negative()));
        } else if (isArray(node, Arithmetic.NEGATE)) {
            find(at(part, part.frame(), node.operand(0), part.index(), !part.negative()));
        } else {
            found.add(part);
        }
    }

    private static Part at(Part part, Frame frame, Node node, List<Size> index, boolean negative) {
        return new Part(part.loops(), part.equations(), part.conditions(), negative, frame, node, index);
    }

    /** Whether it is {@code operator} at arrays of its own shape. */
    private static boolean isArray(Node node, Operator operator) {
        return !node.type().isScalar()
                && node.operator().equals(Optional.of(operator))
                && node.operands().stream()
                        .allMatch(operand ->
                                operand.type().shape().equals(node.type().shape()));
    }

    private void loop(Part part, Node region, int item) {
        Operation.Loop loop = (Operation.Loop) region.operation();
        RowWriter.requirePlain(region, loop);
        Symbol index = indices.like(loop.index());
        List<Loop> loops = new ArrayList<>(part.loops());
        loops.add(new Loop(
                index,
                part.frame().at(loop.from()),
                part.frame().at(loop.iterations().tested())));
        find(new Part(
                loops,
                part.equations(),
                part.conditions(),
                part.negative(),
                part.frame().iteration(region, Size.of(index)),
                loop.body().graph().results().get(item),
                part.index()));
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
            find(new Part(
                    part.loops(),
                    equations,
                    conditions,
                    part.negative(),
                    part.frame(),
                    part.node().operand(k),
                    inside));
        }
    }
}
