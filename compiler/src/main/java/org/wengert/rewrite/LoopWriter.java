package org.wengert.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Indices;
import org.wengert.ir.Iterations;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Elements;
import org.wengert.op.Layout;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Terms;
import org.wengert.pass.Rebuild;

/** Makes the arrays of one graph, or of one body, in loops. */
final class LoopWriter implements Rebuild.Maker.Level {

    private final ReadInPlace inPlace;
    private final Indices indices;

    /**
     * A writer.
     *
     * @param inPlace arrays that are not made
     */
    LoopWriter(ReadInPlace inPlace, Indices indices) {
        this.inPlace = inPlace;
        this.indices = indices;
    }

    @Override
    public boolean make(Node node, Rebuild.Copy copy) {
        if (inPlace.contains(node)) {
            return true;
        }
        Optional<Node> made = node.operator()
                .flatMap(o -> o instanceof ArrayOperator array ? array(node, array, copy) : scalars(node, copy));
        made.ifPresent(value -> copy.put(node, value));
        return made.isPresent();
    }

    private Optional<Node> scalars(Node node, Rebuild.Copy copy) {
        if (node.type().isScalar()) {
            return Optional.empty();
        }
        return Optional.of(inPlace.isSumOfParts(node) ? sumOfParts(node, copy) : new Place(copy).array(node));
    }

    private Optional<Node> array(Node node, ArrayOperator operator, Rebuild.Copy copy) {
        boolean wholes = node.operands().stream().noneMatch(inPlace::contains);
        boolean asItIs = operator.elements().isEmpty()
                || (wholes
                        && ((operator.java().isPresent()
                                        && node.operands().stream().noneMatch(o -> isMadeInLoop(copy.of(o))))
                                || operator.view(node.operand(0).type()).isPresent()));
        if (ReadInPlace.isPart(node)) {
            return Optional.of(sumOfParts(node, copy));
        }
        return asItIs ? Optional.empty() : Optional.of(new Place(copy).array(node));
    }

    /** Whether an array comes out of a loop, which may do more with its elements. */
    private static boolean isMadeInLoop(Node node) {
        Node source = Terms.isReshape(node) ? node.operand(0) : node;
        return source.operation() instanceof Operation.Item && source.operand(0).operation() instanceof Operation.Loop;
    }

    /** One accumulation of all terms, those that are arrays of zeros but for parts by these parts. */
    private Node sumOfParts(Node node, Rebuild.Copy copy) {
        List<List<Access>> parts = new ArrayList<>();
        List<Node> terms = new ArrayList<>();
        addTerms(node, true, parts, terms, copy);
        return copy.builder().apply(Layout.accumulate(node.type().shape(), parts), terms);
    }

    private void addTerms(Node node, boolean first, List<List<Access>> parts, List<Node> terms, Rebuild.Copy copy) {
        Shape shape = node.type().shape();
        boolean open = first || inPlace.contains(node);
        if (open && ReadInPlace.isPart(node)) {
            parts.addAll(ArrayOperator.in(node)
                    .orElseThrow()
                    .regions(shape)
                    .orElseThrow()
                    .accesses());
            node.operands().forEach(operand -> terms.add(copy.of(operand)));
        } else if (open && ReadInPlace.isAddition(node)) {
            node.operands().forEach(operand -> addTerms(operand, false, parts, terms, copy));
        } else {
            parts.add(shape.sizes().stream().map(Access::all).toList());
            terms.add(inPlace.contains(node) ? new Place(copy).array(node) : copy.of(node));
        }
    }

    /** Where elements are computed: in the graph itself, or in loops that are being made. */
    private final class Place implements Elements {
        private final Rebuild.Copy copy;
        private final List<BodyBuilder> bodies = new ArrayList<>();
        private final List<Symbol> made = new ArrayList<>();

        /** Whether arrays are read as if they had one axis. */
        private boolean flat;

        Place(Rebuild.Copy copy) {
            this.copy = copy;
        }

        private GraphBuilder here() {
            return bodies.isEmpty()
                    ? copy.builder()
                    : bodies.get(bodies.size() - 1).graph();
        }

        @Override
        public Algebra algebra() {
            return new Algebra(here());
        }

        private Node capture(Node outer) {
            Node node = outer;
            for (BodyBuilder body : bodies) {
                node = body.capture(node);
            }
            return node;
        }

        /** The whole of {@code node}, or its one element if it is a scalar. */
        Node array(Node node) {
            Shape shape = node.type().shape();
            if (shape.rank() > 1 && isFlat(node)) {
                flat = true;
                Node vector = nest(Shape.of(shape.count()), List.of(), node);
                return new Algebra(copy.builder()).reshape(vector, shape);
            }
            return nest(shape, List.of(), node);
        }

        /** The part of {@code node} at the first indices, which are rows of it or, with all indices, an element. */
        private Node nest(Shape shape, List<Size> index, Node node) {
            if (index.size() == shape.rank()) {
                return element(node, index);
            }
            Node rows = loop(shape.size(index.size()), Role.STACK, k -> nest(shape, with(index, k), node));
            here().describeLike(rows, node);
            return rows;
        }

        private static List<Size> with(List<Size> index, Size next) {
            List<Size> all = new ArrayList<>(index);
            all.add(next);
            return all;
        }

        private Node loop(Size count, Role role, Function<Size, Node> term) {
            Symbol index = indices.fresh(here().depth());
            BodyBuilder body = new BodyBuilder(here());
            bodies.add(body);
            made.add(index);
            Node value = term.apply(Size.of(index));
            bodies.remove(bodies.size() - 1);
            made.remove(made.size() - 1);
            Node tuple = here().loop(
                            Iterations.of(index, count), List.of(), body.buildResults(List.of(value)), List.of(role));
            return here().item(tuple, 0);
        }

        private Node element(Node node, List<Size> index) {
            if (node.operator().orElseThrow() instanceof ScalarOperator scalar) {
                List<Node> operands = new ArrayList<>();
                for (Node operand : node.operands()) {
                    operands.add(operand.type().isScalar() ? capture(copy.of(operand)) : of(operand, index));
                }
                return here().apply(scalar, operands);
            }
            ArrayOperator operator = ArrayOperator.in(node).orElseThrow();
            return operator.elements().orElseThrow().at(this, node.operands(), index);
        }

        @Override
        public Node of(Node array, List<Size> index) {
            if (inPlace.contains(array)) {
                Node element = element(array, index);
                if (isFree(array)) {
                    here().nameLike(element, array);
                } else {
                    here().describeLike(element, array);
                }
                return element;
            }
            Node whole = copy.of(array);
            Node read = flat
                    ? new Algebra(copy.builder())
                            .reshape(whole, Shape.of(whole.type().shape().count()))
                    : whole;
            return read(read, index);
        }

        /** An element, read in the outermost loop that knows its index. */
        private Node read(Node array, List<Size> index) {
            int depth = bodies.size();
            while (depth > 0 && index.stream().noneMatch(uses(made.get(depth - 1)))) {
                depth--;
            }
            Node node = array;
            for (BodyBuilder body : bodies.subList(0, depth)) {
                node = body.capture(node);
            }
            GraphBuilder at =
                    depth == 0 ? copy.builder() : bodies.get(depth - 1).graph();
            node = new Algebra(at).element(node, index);
            for (BodyBuilder body : bodies.subList(depth, bodies.size())) {
                node = body.capture(node);
            }
            return node;
        }

        private static Predicate<Size> uses(Symbol symbol) {
            return size -> size.contains(symbol);
        }

        private boolean isFree(Node node) {
            return node.operator().orElseThrow() instanceof ArrayOperator array
                    && array.use().isFree();
        }

        /** Whether all elements that an array is computed from lie where its own do. */
        private boolean isFlat(Node node) {
            return ScalarOperator.in(node).isPresent()
                    && node.operands().stream()
                            .filter(o -> !o.type().isScalar())
                            .allMatch(o -> !inPlace.contains(o) || isFlat(o));
        }

        @Override
        public Node sum(Size count, Function<Size, Node> term) {
            return loop(count, Role.SUM, term);
        }

        @Override
        public Node total(List<Node> arrays, Function<List<Node>, Node> term) {
            Shape shape = arrays.get(0).type().shape();
            flat = shape.rank() > 1 && arrays.stream().allMatch(a -> !inPlace.contains(a) || isFlat(a));
            return flat
                    ? sum(shape.count(), k -> terms(arrays, List.of(k), term))
                    : sums(shape, List.of(), index -> terms(arrays, index, term));
        }

        private Node terms(List<Node> arrays, List<Size> index, Function<List<Node>, Node> term) {
            return term.apply(arrays.stream().map(a -> of(a, index)).toList());
        }

        private Node sums(Shape shape, List<Size> index, Function<List<Size>, Node> term) {
            return index.size() == shape.rank()
                    ? term.apply(index)
                    : sum(shape.size(index.size()), k -> sums(shape, with(index, k), term));
        }
    }
}
