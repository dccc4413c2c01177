package org.wengert.sparse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Indices;
import org.wengert.ir.Iterations;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Elements;
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

    private final List<Node> active;
    private final Set<Node> varying;
    private final Indices indices;
    private final GraphBuilder g = new GraphBuilder(new Identities());
    private final Map<Box, Node> reads = new LinkedHashMap<>();
    private final Map<Node, Node> externals = new LinkedHashMap<>();
    private final List<Open> open = new ArrayList<>();

    private final Work work;

    /** What is known of the integers here. */
    private Bounds bounds;

    /** What is being written, with what has been written in it. */
    private record Open(
            Optional<Loop> loop, Optional<BodyBuilder> body, GraphBuilder builder, Map<Element, Node> known) {}

    private record Loop(Symbol index, Size from, Size to) {}

    private record Element(Frame frame, Node node, List<Size> index) {}

    /**
     * A writer for one element.
     *
     * @param active the inputs whose elements are read
     * @param varying what depends on these, in the program itself
     */
    RowWriter(List<Node> active, Set<Node> varying, Indices indices, Bounds bounds, Work work) {
        this.active = active;
        this.varying = varying;
        this.indices = indices;
        this.bounds = bounds;
        this.work = work;
        open.add(new Open(Optional.empty(), Optional.empty(), g, new HashMap<>()));
    }

    /**
     * An element.
     *
     * @param reads what is read of the parameters that vary, with the inputs for it
     * @param externals what is read of the program besides, with the inputs for it
     */
    record Written(Graph graph, Map<Box, Node> reads, Map<Node, Node> externals) {}

    /** The element of an array of the program. */
    Written write(Node array, List<Size> index) {
        Node value = element(Frame.PROGRAM, array, index);
        return new Written(g.build("row", List.of(new Graph.Output("r0", value))), reads, externals);
    }

    private GraphBuilder here() {
        return open.get(open.size() - 1).builder();
    }

    private Algebra algebra() {
        return new Algebra(here());
    }

    /** What is in the builder number {@code depth} as a node of this one. */
    private Node inward(Node node, int depth) {
        Node inside = node;
        for (Open level : open.subList(depth + 1, open.size())) {
            inside = level.body().orElseThrow().capture(inside);
        }
        return inside;
    }

    private Node element(Frame frame, Node node, List<Size> index) {
        Element wanted = new Element(frame, node, index);
        for (int depth = open.size() - 1; depth >= 0; depth--) {
            Node known = open.get(depth).known().get(wanted);
            if (known != null) {
                return inward(known, depth);
            }
        }
        work.spend(node);
        Node made;
        try {
            made = make(frame, node, index);
        } catch (Bounds.Unknown unknown) {
            throw new NoPatternException(
                    "which entries there are cannot be told: " + unknown.getMessage() + " is not known", node.span());
        }
        here().describeLike(made, node);
        open.get(open.size() - 1).known().put(wanted, made);
        return made;
    }

    private Node make(Frame frame, Node node, List<Size> index) {
        if (frame.isProgram() && !varying.contains(node) && isExternal(node)) {
            return algebra().element(inward(external(node), 0), index);
        }
        here().at(node);
        if (node.isConstant()) {
            return here().constantLike(node);
        }
        if (node.operation() instanceof Operation.Whole whole) {
            return here().whole(frame.at(whole.value()));
        }
        if (node.operation() instanceof Operation.Input) {
            return frame.isProgram()
                    ? read(active.indexOf(node), index)
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

    private Node external(Node node) {
        return externals.computeIfAbsent(node, n -> g.freshInput(n.name().orElse("p"), n.type()));
    }

    private Node scalar(Frame frame, Node node, ScalarOperator operator, List<Size> index) {
        Optional<Boolean> known = comparison(frame, node, operator);
        if (known.isPresent()) {
            return here().truth(known.get());
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
        return here().apply(operator, operands);
    }

    /** What a condition on integers is. */
    private Optional<Boolean> comparison(Frame frame, Node node, ScalarOperator operator) {
        if (!node.type().isBoolean() || node.operands().size() != 2) {
            return Optional.empty();
        }
        Optional<Size> a = Integers.of(frame, node.operand(0));
        Optional<Size> b = Integers.of(frame, node.operand(1));
        if (a.isEmpty() || b.isEmpty()) {
            if (Integers.isKnown(frame, node)) {
                throw new Bounds.Unknown("where a condition on integers holds");
            }
            return Optional.empty();
        }
        Size less = b.get().minus(a.get());
        Size more = Size.ZERO.minus(less);
        if (operator.equals(Logic.LESS)) {
            return Optional.of(bounds.holds(less.plus(-1)));
        }
        if (operator.equals(Logic.LESS_EQUAL)) {
            return Optional.of(bounds.holds(less));
        }
        if (operator.equals(Logic.GREATER)) {
            return Optional.of(bounds.holds(more.plus(-1)));
        }
        if (operator.equals(Logic.GREATER_EQUAL)) {
            return Optional.of(bounds.holds(more));
        }
        if (operator.equals(Logic.EQUAL)) {
            return Optional.of(bounds.isZero(less));
        }
        return operator.equals(Logic.NOT_EQUAL) ? Optional.of(!bounds.isZero(less)) : Optional.empty();
    }

    private Node array(Frame frame, Node node, ArrayOperator operator, List<Size> index) {
        if (operator.entries().isPresent()) {
            return operator.entries().get().at(new In(frame), node.operands(), index);
        }
        if (Terms.isReshape(node)) {
            return element(frame, node.operand(0), reshaped(frame, node, index));
        }
        if (Parts.isSum(node)) {
            return sum(frame, node, index);
        }
        throw refused(node, "'" + operator.notation() + "' is computed as a whole");
    }

    private NoPatternException refused(Node node, String why) {
        return new NoPatternException(why + ", so that its entries are not known one by one", node.span());
    }

    private List<Size> reshaped(Frame frame, Node node, List<Size> index) {
        Shape from = shape(frame, node.operand(0));
        Shape to = shape(frame, node);
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
                throw refused(node, "an array of shape " + from + " is reshaped to " + to);
            }
        }
        return all;
    }

    private static Shape shape(Frame frame, Node node) {
        return node.type().shape().substitute(frame.indices());
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
        BodyBuilder then = new BodyBuilder(here());
        Node first = inBody(Optional.empty(), then, () -> branch(frame, region, cond, true, item, index));
        BodyBuilder otherwise = new BodyBuilder(here());
        Node second = inBody(Optional.empty(), otherwise, () -> branch(frame, region, cond, false, item, index));
        return here().item(
                        here().cond(
                                        condition,
                                        then.buildResults(List.of(first)),
                                        otherwise.buildResults(List.of(second))),
                        0);
    }

    private Node branch(Frame frame, Node region, Operation.Cond cond, boolean then, int item, List<Size> index) {
        Operation.Body body = then ? cond.then() : cond.otherwise();
        return element(frame.branch(region, then), body.graph().results().get(item), index);
    }

    private Node inBody(Optional<Loop> loop, BodyBuilder body, Supplier<Node> content) {
        Bounds before = bounds;
        int depth = open.size();
        open.add(new Open(loop, Optional.of(body), body.graph(), new HashMap<>()));
        loop.ifPresent(l -> bounds = bounds.inside(l.index(), l.from(), l.to()));
        try {
            return content.get();
        } finally {
            bounds = before;
            open.subList(depth, open.size()).clear();
        }
    }

    /** The sum of the terms for all indices from {@code from} to below {@code to}, which may be several loops. */
    private Node loop(Size from, Size to, Function<Size, Node> term) {
        if (!bounds.holds(to.minus(from))) {
            return here().constant(0);
        }
        Size count = to.minus(from);
        if (count.equals(Size.ONE)) {
            return term.apply(from);
        }
        Symbol index = indices.fresh(here().depth() + 1);
        try {
            BodyBuilder body = new BodyBuilder(here());
            Node value = inBody(Optional.of(new Loop(index, from, to)), body, () -> term.apply(Size.of(index)));
            if (value.isConstant(0)) {
                return here().constant(0);
            }
            Node tuple = here().loop(
                            Iterations.forward(index, from, to),
                            List.of(),
                            body.buildResults(List.of(value)),
                            List.of(Role.SUM));
            return here().item(tuple, 0);
        } catch (Cases cases) {
            if (!cases.index().equals(index)) {
                throw cases;
            }
            Size middle = bounds.max(from, bounds.min(to, cases.from()));
            Node below = loop(from, middle, term);
            Node above = loop(middle, to, term);
            return below.isConstant(0)
                    ? above
                    : above.isConstant(0) ? below : algebra().add(below, above);
        }
    }

    /** An element of a sum of arrays, or of an array of parts. */
    private Node sum(Frame frame, Node node, List<Size> index) {
        Optional<Node> sum = Optional.empty();
        for (Parts.Part part : Parts.of(frame, node, index, indices)) {
            Optional<Node> value = part(part);
            if (value.isPresent()) {
                sum = Optional.of(sum.isPresent() ? algebra().add(sum.get(), value.get()) : value.get());
            }
        }
        return sum.orElseGet(() -> here().constant(0));
    }

    /** What a part gives to the element; nothing if the element is none of its own. */
    private Optional<Node> part(Parts.Part part) {
        Optional<Parts.Part> solved = part.solved(bounds);
        if (solved.isEmpty()) {
            return Optional.empty();
        }
        for (Size condition : solved.get().conditions()) {
            boolean open = solved.get().loops().stream().anyMatch(loop -> condition.contains(loop.index()));
            if (!open && !bounds.holds(condition)) {
                return Optional.empty();
            }
        }
        Node value = terms(solved.get(), 0);
        if (value.isConstant(0)) {
            return Optional.empty();
        }
        return Optional.of(part.negative() ? algebra().negate(value) : value);
    }

    /** The sum over the loops of a part from one of them on. */
    private Node terms(Parts.Part part, int loop) {
        if (loop == part.loops().size()) {
            return part.conditions().stream().allMatch(bounds::holds)
                    ? element(part.frame(), part.node(), part.index())
                    : here().constant(0);
        }
        Parts.Loop range = part.loops().get(loop);
        return loop(range.from(), range.to(), k -> terms(part.with(Map.of(range.index(), k)), loop + 1));
    }

    private Node read(int parameter, List<Size> index) {
        Shape shape = active.get(parameter).type().shape();
        List<Access> accesses = new ArrayList<>();
        List<Size> inside = new ArrayList<>();
        for (Size wanted : index) {
            Size at = bounds.settle(wanted);
            List<Loop> loops = open.stream()
                    .flatMap(level -> level.loop().stream())
                    .filter(loop -> at.contains(loop.index()))
                    .toList();
            if (loops.isEmpty()) {
                accesses.add(Access.at(at));
            } else {
                range(at, loops, accesses, inside);
            }
        }
        Box box = new Box(parameter, shape, accesses);
        if (!box.isContiguous()) {
            throw new Bounds.Unknown("where the elements of a part " + accesses + " lie");
        }
        Node input = reads.computeIfAbsent(
                box, b -> g.freshInput(active.get(parameter).name().orElse("x"), Type.real(Access.shape(accesses))));
        return algebra().element(inward(input, 0), inside);
    }

    /** All that is read along an axis in a loop. */
    private void range(Size at, List<Loop> loops, List<Access> accesses, List<Size> inside) {
        Loop loop = loops.get(0);
        Size factor = at.factor(loop.index()).orElse(Size.ZERO);
        boolean forward = factor.equals(Size.ONE);
        boolean others = accesses.stream().anyMatch(a -> a.from().contains(loop.index()))
                || open.stream()
                        .flatMap(level -> level.loop().stream())
                        .anyMatch(l ->
                                loop.from().contains(l.index()) || loop.to().contains(l.index()));
        if (loops.size() > 1 || others || !(forward || factor.equals(Size.of(-1)))) {
            throw new Bounds.Unknown("what is read at '" + at + "' in a loop");
        }
        Size rest = at.minus(Size.of(loop.index()).times(factor));
        Size count = loop.to().minus(loop.from());
        Size from = forward ? rest.plus(loop.from()) : rest.minus(loop.to()).plus(1);
        accesses.add(Access.range(from, count));
        inside.add(at.minus(from));
    }

    /** Elements of operands in a frame. */
    private final class In implements Elements {
        private final Frame frame;

        In(Frame frame) {
            this.frame = frame;
        }

        @Override
        public Algebra algebra() {
            return RowWriter.this.algebra();
        }

        @Override
        public Node of(Node array, List<Size> index) {
            return element(frame, array, index.stream().map(frame::at).toList());
        }

        @Override
        public Node sum(Size count, Function<Size, Node> term) {
            return loop(Size.ZERO, frame.at(count), term);
        }

        @Override
        public Node total(List<Node> arrays, Function<List<Node>, Node> term) {
            return total(arrays, shape(frame, arrays.get(0)), List.of(), term);
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
}
