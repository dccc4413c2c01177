package org.wengert.elaborate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Iterations;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;
import org.wengert.op.Layout;
import org.wengert.op.ScalarOperator;
import org.wengert.pass.Rebuild;
import org.wengert.source.Span;

/**
 * Makes the loop that {@code where(c, a, b)} is for an array of conditions: a conditional for each element, in whose branches
 * the element is computed from what the array is computed from. So in {@code where(x > 0, log(x), 0)} no logarithm is taken,
 * nor differentiated, of an element that is not positive.
 */
final class ElementwiseChoice {

    /** So that arrays that are made from each other do not become exponentially large. */
    private static final int LARGEST_BODY = 200;

    private final Symbols symbols;
    private final Budget budget;
    private final Span span;

    /** The bodies of the loops, outermost first, and their indices. */
    private final List<BodyBuilder> bodies = new ArrayList<>();

    private final List<Size> indices = new ArrayList<>();

    private ElementwiseChoice(Symbols symbols, Budget budget, Span span) {
        this.symbols = symbols;
        this.budget = budget;
        this.span = span;
    }

    /** {@code where(c, a, b)}, of operands of one shape and of numbers. */
    static Node choose(Node c, Node a, Node b, Scope scope, Budget budget, Span span) {
        Shape shape = c.type().isScalar() ? a.type().shape() : c.type().shape();
        return new ElementwiseChoice(scope.symbols(), budget, span).choose(c, a, b, shape, scope.builder());
    }

    private Node choose(Node c, Node a, Node b, Shape shape, GraphBuilder g) {
        GraphBuilder around = g;
        List<Symbol> loops = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            Symbol index = symbols.fresh("i");
            loops.add(index);
            indices.add(Size.of(index));
            BodyBuilder body = new BodyBuilder(around);
            bodies.add(body);
            around = body.graph();
        }
        Node value = choice(c, a, b, around);
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            GraphBuilder outside = axis == 0 ? g : bodies.get(axis - 1).graph();
            Node tuple = outside.loop(
                    Iterations.of(loops.get(axis), shape.size(axis)),
                    List.of(),
                    bodies.get(axis).buildResults(List.of(value)),
                    List.of(Role.STACK));
            value = outside.item(tuple, 0);
        }
        return value;
    }

    private Node choice(Node c, Node a, Node b, GraphBuilder innermost) {
        List<Set<Node>> read = List.of(comprehensions(c), comprehensions(a), comprehensions(b));
        Node test = element(c, bodies, Set.of());
        BodyBuilder then = new BodyBuilder(innermost);
        BodyBuilder otherwise = new BodyBuilder(innermost);
        Node first = element(a, with(then), only(read, 1));
        Node second = element(b, with(otherwise), only(read, 2));
        Node tuple = innermost.cond(test, then.buildResults(List.of(first)), otherwise.buildResults(List.of(second)));
        return innermost.item(tuple, 0);
    }

    /** What is read in one place and not in the two others, where it is computed in any case. */
    private static Set<Node> only(List<Set<Node>> read, int place) {
        Set<Node> only = new HashSet<>(read.get(place));
        for (int other = 0; other < read.size(); other++) {
            if (other != place) {
                only.removeAll(read.get(other));
            }
        }
        return only;
    }

    private Set<Node> comprehensions(Node array) {
        return pulled(array).values().stream().filter(this::isComprehension).collect(Collectors.toSet());
    }

    private List<BodyBuilder> with(BodyBuilder branch) {
        List<BodyBuilder> all = new ArrayList<>(bodies);
        all.add(branch);
        return all;
    }

    /**
     * The element at the indices of an array, as a value of the last of the bodies.
     *
     * @param inlined the comprehensions that are computed there too
     */
    private Node element(Node array, List<BodyBuilder> inside, Set<Node> inlined) {
        GraphBuilder into = inside.get(inside.size() - 1).graph();
        Map<Node, Node> made = new HashMap<>();
        for (Node node : pulled(array).values()) {
            budget.spend(1, span);
            Node element;
            if (isElementwise(node)) {
                element = into.apply(
                        node.operator().orElseThrow(),
                        node.operands().stream().map(o -> of(made, o)).toList());
            } else if (inlined.contains(node)) {
                element = inline(node, into, inside);
            } else {
                Node captured = captured(node, inside);
                element = node.type().isScalar()
                        ? captured
                        : into.apply(Layout.get(indices.stream().map(Access::at).toList()), captured);
            }
            into.describeLike(element, node);
            made.put(node, element);
        }
        return of(made, array);
    }

    private static Node of(Map<Node, Node> made, Node node) {
        return Objects.requireNonNull(made.get(node));
    }

    private static Node captured(Node node, List<BodyBuilder> inside) {
        Node captured = node;
        for (BodyBuilder body : inside) {
            captured = body.capture(captured);
        }
        return captured;
    }

    /** What an array is computed from element by element, operands first. */
    private static NavigableMap<Integer, Node> pulled(Node array) {
        NavigableMap<Integer, Node> pulled = new TreeMap<>(Map.of(array.id(), array));
        Deque<Node> open = new ArrayDeque<>(List.of(array));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (isElementwise(node)) {
                for (Node operand : node.operands()) {
                    if (pulled.put(operand.id(), operand) == null) {
                        open.push(operand);
                    }
                }
            }
        }
        return pulled;
    }

    /** Whether it makes each element from those of its operands at the same place. */
    private static boolean isElementwise(Node node) {
        return !node.type().isScalar() && ScalarOperator.in(node).isPresent();
    }

    /** Whether it is an array made by a loop that has no state, from index 0 on, and is not too large to be written twice. */
    private boolean isComprehension(Node node) {
        return node.operation() instanceof Operation.Item item
                && node.operand(0).operation() instanceof Operation.Loop loop
                && loop.carried() == 0
                && loop.from().equals(Size.ZERO)
                && loop.body().graph().size() <= LARGEST_BODY
                && loop.roles().get(item.index()) == Role.STACK
                && node.type().shape().rank() == 1
                && indices.size() == 1;
    }

    /** The body of a comprehension at the index. */
    private Node inline(Node node, GraphBuilder into, List<BodyBuilder> inside) {
        Operation.Loop loop = (Operation.Loop) node.operand(0).operation();
        int item = ((Operation.Item) node.operation()).index();
        Graph body = loop.body().graph();
        budget.spend(body.size(), span);
        Map<Symbol, Size> replacements = new HashMap<>();
        symbols.renameIndices(body, replacements);
        replacements.put(loop.index(), indices.get(0));
        Rebuild.Copy copy = new Rebuild.Copy(into, replacements);
        for (int k = 0; k < body.inputs().size(); k++) {
            Node outer = node.operand(0).operand(loop.body().operands().get(k));
            copy.put(body.inputs().get(k), captured(outer, inside));
        }
        return copy.results(body, List.of(body.results().get(item))).get(0);
    }
}
