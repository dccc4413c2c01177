package org.wengert.sparse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Indices;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Size;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Logic;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Terms;
import org.wengert.rewrite.Identities;

/**
 * Writes one element of a program's array as a program of the elements of parameters that it reads: of {@code y = [x[i+1] - m[i] for i in
 * 0:n-1]} with {@code m = x .^ 2} the element {@code y[k]} is {@code a - b^2}, where a is {@code x[k+1]} and b is {@code x[k]}. Arrays on
 * the way are not made, conditions on integers are decided, and a sum of parts is turned round: see {@link Parts}.
 */
final class RowWriter {

    private final Set<Node> varying;
    private final Indices indices;
    private final Work work;
    private final GraphBuilder g = new GraphBuilder(new Identities());
    private final Nest nest;
    private final Reads reads;

    /** What of the program itself varies and is written, parameters aside. */
    private final Set<Node> onTheWay = new HashSet<>();

    /** What the program calls the number that is being written. */
    private Optional<String> name = Optional.empty();

    private record Element(Frame frame, Node node, List<Size> index) {}

    /**
     * A writer for one element.
     *
     * @param program whose arrays are written
     * @param active the inputs whose elements are read
     * @param varying what depends on these, in the program itself
     */
    RowWriter(Graph program, List<Node> active, Set<Node> varying, Indices indices, Bounds bounds, Work work) {
        this.varying = varying;
        this.indices = indices;
        this.work = work;
        this.nest = new Nest(g, indices, bounds);
        List<String> parameters = program.inputs().stream()
                .flatMap(input -> input.name().stream())
                .toList();
        this.reads = new Reads(active, g, nest, parameters);
    }

    /**
     * An element.
     *
     * @param reads what is read of the parameters that vary, with the inputs for it
     * @param externals what is read of the program besides, with the inputs for it
     * @param isByItself whether nothing is in it that another element may need too: an element of an array on the way, or a sum
     */
    record Written(Graph graph, Map<Box, Node> reads, Map<Node, Node> externals, boolean isByItself) {}

    /** The element of an array of the program. */
    Written write(Node array, List<Size> index) {
        Node value = element(Frame.PROGRAM, array, index);
        Graph row = g.build("row", List.of(new Graph.Output("r0", value)));
        boolean sums = row.nodes().stream().anyMatch(node -> node.operation() instanceof Operation.Loop);
        return new Written(row, reads.elements(), reads.externals(), onTheWay.size() == 1 && !sums);
    }

    private Node element(Frame frame, Node node, List<Size> index) {
        Element wanted = new Element(frame, node, index);
        Optional<Node> known = nest.find(wanted);
        if (known.isPresent()) {
            return known.get();
        }
        work.spend(node);
        if (frame.isProgram() && varying.contains(node) && !(node.operation() instanceof Operation.Input)) {
            onTheWay.add(node);
        }
        Optional<String> around = name;
        if (node.type().isScalar()) {
            name = node.name().or(() -> around);
        }
        Node made;
        try {
            made = make(frame, node, index);
        } catch (Bounds.Unknown unknown) {
            throw NoPatternException.unknown(String.valueOf(unknown.getMessage()), node.span());
        } catch (ArithmeticException tooLarge) {
            throw NoPatternException.tooLarge(node.span());
        } finally {
            name = around;
        }
        describe(made, node);
        nest.put(wanted, made);
        return made;
    }

    /** An element of an array is called as the array, and values of several elements are told apart. */
    private void describe(Node made, Node node) {
        if (made.name().isEmpty() && node.label().isEmpty()) {
            node.name().map(reads::name).ifPresent(own -> nest.here().name(made, own));
        }
        nest.here().describeLike(made, node);
    }

    private Node make(Frame frame, Node node, List<Size> index) {
        if (frame.isProgram() && !varying.contains(node) && isExternal(node)) {
            return reads.external(node, index);
        }
        nest.here().at(node);
        if (node.isConstant()) {
            return nest.here().constantLike(node);
        }
        if (node.operation() instanceof Operation.Whole whole) {
            return nest.here().whole(frame.at(whole.value()));
        }
        if (node.operation() instanceof Operation.Input) {
            return frame.isProgram()
                    ? reads.element(node, index, name)
                    : element(frame.around().orElseThrow(), frame.outer(node), index);
        }
        if (node.operation() instanceof Operation.Item item) {
            return item(frame, node, item.index(), index);
        }
        return node.operator().orElseThrow() instanceof ScalarOperator scalar
                ? scalar(frame, node, scalar, index)
                : array(frame, node, ArrayOperator.in(node).orElseThrow(), index);
    }

    private static boolean isExternal(Node node) {
        return !node.isConstant()
                && !(node.operation() instanceof Operation.Whole)
                && node.type().isReal();
    }

    private Node scalar(Frame frame, Node node, ScalarOperator operator, List<Size> index) {
        Optional<Boolean> known = Conditions.decide(frame, node, operator, nest.bounds());
        if (known.isPresent()) {
            return nest.here().truth(known.get());
        }
        List<Node> operands = new ArrayList<>();
        for (Node operand : node.operands()) {
            Node value = element(frame, operand, operand.type().isScalar() ? List.of() : index);
            operands.add(value);
            boolean decided = value.operation() instanceof Operation.Truth truth
                    && ((operator.equals(Logic.AND) && !truth.value()) || (operator.equals(Logic.OR) && truth.value()));
            if (decided) {
                return value;
            }
        }
        return nest.here().apply(operator, operands);
    }

    private Node array(Frame frame, Node node, ArrayOperator operator, List<Size> index) {
        if (operator.entries().isPresent()) {
            return operator.entries().get().at(new FrameElements(frame, nest, this::element), node.operands(), index);
        }
        if (Terms.isReshape(node)) {
            return element(frame, node.operand(0), Reshaped.index(frame, node, index));
        }
        if (Parts.isSum(node)) {
            return sum(frame, node, index);
        }
        throw NoPatternException.whole("'" + operator.notation() + "' is computed as a whole", node.span());
    }

    private Node item(Frame frame, Node node, int item, List<Size> index) {
        Node region = node.operand(0);
        if (region.operation() instanceof Operation.Cond cond) {
            return branches(frame, region, cond, item, index);
        }
        Operation.Loop loop = (Operation.Loop) region.operation();
        requirePlain(region, loop);
        if (loop.roles().get(item) == Role.SUM) {
            return sum(frame, node, index);
        }
        Size at = frame.at(loop.from()).plus(index.get(0));
        return element(
                frame.iteration(region, at), loop.body().graph().results().get(item), index.subList(1, index.size()));
    }

    static void requirePlain(Node region, Operation.Loop loop) {
        if (loop.carried() > 0) {
            throw new NoPatternException(
                    "a loop that carries states on makes entries that are not known one by one", region.span());
        }
    }

    private Node branches(Frame frame, Node region, Operation.Cond cond, int item, List<Size> index) {
        Node condition = element(frame, region.operand(0), List.of());
        if (condition.operation() instanceof Operation.Truth truth) {
            return branch(frame, region, cond, truth.value(), item, index);
        }
        Optional<Boolean> asked = nest.asked(condition);
        if (asked.isPresent()) {
            return branch(frame, region, cond, asked.get(), item, index);
        }
        return nest.choice(
                condition,
                () -> branch(frame, region, cond, true, item, index),
                () -> branch(frame, region, cond, false, item, index));
    }

    private Node branch(Frame frame, Node region, Operation.Cond cond, boolean then, int item, List<Size> index) {
        Operation.Body body = then ? cond.then() : cond.otherwise();
        return element(frame.branch(region, then), body.graph().results().get(item), index);
    }

    /** An element of a sum of arrays, or of an array of parts. */
    private Node sum(Frame frame, Node node, List<Size> index) {
        Optional<Node> sum = Optional.empty();
        for (Part part : Parts.of(frame, node, index, indices)) {
            for (Part solved : part.solved(nest.bounds())) {
                Optional<Node> value = part(solved);
                if (value.isPresent()) {
                    sum = Optional.of(sum.isPresent() ? nest.algebra().add(sum.get(), value.get()) : value.get());
                }
            }
        }
        return sum.orElseGet(() -> nest.here().constant(0));
    }

    /** What a part without equations gives to the element; nothing if the element is none of its own. */
    private Optional<Node> part(Part part) {
        for (Size condition : part.conditions()) {
            boolean open = part.loops().stream().anyMatch(loop -> condition.contains(loop.index()));
            if (!open && !nest.bounds().holds(condition)) {
                return Optional.empty();
            }
        }
        Node value = terms(part, 0);
        if (value.isConstant(0)) {
            return Optional.empty();
        }
        return Optional.of(part.negative() ? nest.algebra().negate(value) : value);
    }

    /** The element, where the guards from one on hold. */
    private Node guarded(Part part, int guard) {
        if (guard == part.guards().size()) {
            return element(part.frame(), part.node(), part.index());
        }
        Part.Guard next = part.guards().get(guard);
        Node condition = element(next.frame(), next.condition(), List.of());
        if (condition.operation() instanceof Operation.Truth truth) {
            return truth.value() == next.holds()
                    ? guarded(part, guard + 1)
                    : nest.here().constant(0);
        }
        return nest.choice(
                condition,
                () -> next.holds() ? guarded(part, guard + 1) : nest.here().constant(0),
                () -> next.holds() ? nest.here().constant(0) : guarded(part, guard + 1));
    }

    /** The sum over the loops of a part from one of them on. */
    private Node terms(Part part, int loop) {
        if (loop == part.loops().size()) {
            return part.conditions().stream().allMatch(nest.bounds()::holds)
                    ? guarded(part, 0)
                    : nest.here().constant(0);
        }
        Part.Loop range = part.loops().get(loop);
        return nest.sum(range.from(), range.to(), k -> terms(part.with(Map.of(range.index(), k)), loop + 1));
    }
}
