package org.wengert.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.wengert.source.Span;

/**
 * The only maker of nodes: it checks operand types, asks the {@link Rewriter} and interns, so that an operation at the same
 * operands is one node however often it is asked for.
 */
public final class GraphBuilder {

    private final Rewriter rewriter;
    private final int depth;
    private final int salt;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<NodeKey, Node> interned = new HashMap<>();
    private final Map<String, Node> inputs = new LinkedHashMap<>();
    private final Map<String, Integer> lastNumbers = new HashMap<>();

    /** What inputs of bodies stand for, if it is one value; shared by the builders of a graph and of its bodies. */
    private final Map<Node, Optional<Node>> meanings;

    private Span span = Span.NONE;
    private @Nullable Origin origin;

    public GraphBuilder(Rewriter rewriter) {
        this(rewriter, 0, 0, new HashMap<>());
    }

    private GraphBuilder(Rewriter rewriter, int depth, int salt, Map<Node, Optional<Node>> meanings) {
        this.rewriter = rewriter;
        this.depth = depth;
        this.salt = salt;
        this.meanings = meanings;
    }

    /** A builder for a body of this one's graph: empty, with the same rewriter and the same place in the source. */
    public GraphBuilder child() {
        return empty(depth + 1);
    }

    /** An empty builder as deep as this one. */
    public GraphBuilder sibling() {
        return empty(depth);
    }

    private GraphBuilder empty(int atDepth) {
        GraphBuilder empty = new GraphBuilder(rewriter, atDepth, 0x9E3779B9 * (salt + nodes.size() + 1), meanings);
        empty.span = span;
        empty.origin = origin;
        return empty;
    }

    public Rewriter rewriter() {
        return rewriter;
    }

    /** How many regions there are around what is built. */
    public int depth() {
        return depth;
    }

    /** The place in the source that the nodes made from now on come from. */
    public void at(Span where) {
        span = where;
    }

    /** The nodes made from now on come from where {@code node}, of any graph, does. */
    public void at(Node node) {
        span = node.span();
        origin = node.origin().orElse(null);
    }

    public Span span() {
        return span;
    }

    /** A new input. */
    public Node input(String name, Type type) {
        if (inputs.containsKey(name)) {
            throw new IllegalStateException("bug: two inputs named " + name + " (G5)");
        }
        Node node = intern(new Operation.Input(name, type), List.of(), type);
        node.rename(name);
        inputs.put(name, node);
        return node;
    }

    /** A new input whose name is {@code hint}, with a number behind it where that is taken. */
    public Node freshInput(String hint, Type type) {
        String name = hint;
        while (inputs.containsKey(name)) {
            name = hint + "_" + lastNumbers.merge(hint, 2, (last, first) -> last + 1);
        }
        Node node = input(name, type);
        node.rename(hint);
        return node;
    }

    /** A new input of a body, which stands for {@code value}, of a graph around or beside it; for several values if there is none. */
    public Node standsFor(Optional<Node> value, String hint, Type type) {
        Node input = freshInput(hint, type);
        meanings.put(input, value);
        return input;
    }

    /** What a node is but for being read in another graph: itself, unless it is an input of a body that stands for one value. */
    public Node meaning(Node node) {
        Node meant = node;
        Optional<Node> next = meanings.getOrDefault(meant, Optional.empty());
        while (next.isPresent()) {
            meant = next.get();
            next = meanings.getOrDefault(meant, Optional.empty());
        }
        return meant;
    }

    /** Whether a node is an input of a body that stands for several values, one after the other, or for what is not known. */
    public boolean isOpen(Node input) {
        return meanings.containsKey(input);
    }

    public Optional<Node> findInput(String name) {
        return Optional.ofNullable(inputs.get(name));
    }

    public Node constant(double value) {
        return intern(new Operation.Constant(value), List.of(), Type.REAL);
    }

    public Node truth(boolean value) {
        return intern(new Operation.Truth(value), List.of(), Type.BOOLEAN);
    }

    /** An integer expression as a real number. */
    public Node whole(Size value) {
        OptionalLong known = value.constant();
        return known.isPresent()
                ? constant((double) known.getAsLong())
                : intern(new Operation.Whole(value), List.of(), Type.REAL);
    }

    /** The constant that {@code node}, of any graph, is. */
    public Node constantLike(Node node) {
        return node.operation() instanceof Operation.Constant constant
                ? constant(constant.value())
                : truth(((Operation.Truth) node.operation()).value());
    }

    public Node apply(Operator operator, Node... operands) {
        return apply(operator, List.of(operands));
    }

    public Node apply(Operator operator, List<Node> operands) {
        Type type = check(operator, operands);
        Optional<Node> simpler = rewriter.rewrite(this, operator, operands);
        if (simpler.isPresent()) {
            return simpler.get();
        }
        Operation operation = new Operation.Apply(operator);
        if (operator.commutative()) {
            Node swapped = interned.get(NodeKey.of(operation, List.of(operands.get(1), operands.get(0))));
            if (swapped != null) {
                return swapped;
            }
        }
        return intern(operation, operands, type);
    }

    /** A conditional region of two bodies with as many outputs; see {@link BodyBuilder}. */
    public Node cond(Node condition, Branch then, Branch otherwise) {
        List<Node> operands = new ArrayList<>();
        operands.add(condition);
        Map<Node, Integer> index = new HashMap<>();
        Operation.Body first = body(then, operands, index);
        Operation.Body second = body(otherwise, operands, index);
        return intern(new Operation.Cond(first, second), operands, Type.TUPLE);
    }

    /**
     * A loop.
     *
     * @param initial the states before the first iteration, for the first inputs of the body
     * @param body its further inputs are what it captured
     * @param roles of its outputs; the first are those of the states
     */
    public Node loop(Iterations iterations, List<Node> initial, Branch body, List<Operation.Role> roles) {
        List<Node> operands = new ArrayList<>(initial);
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < initial.size(); i++) {
            indices.add(i);
        }
        indices.addAll(body(body, operands, new HashMap<>()).operands());
        Operation.Body closed = new Operation.Body(body.graph(), List.copyOf(indices));
        return intern(new Operation.Loop(iterations, initial.size(), List.copyOf(roles), closed), operands, Type.TUPLE);
    }

    private static Operation.Body body(Branch branch, List<Node> operands, Map<Node, Integer> index) {
        List<Integer> indices = new ArrayList<>();
        for (Node outer : branch.captured()) {
            indices.add(index.computeIfAbsent(outer, node -> {
                operands.add(node);
                return operands.size() - 1;
            }));
        }
        return new Operation.Body(branch.graph(), List.copyOf(indices));
    }

    /** The result {@code index} of the region {@code tuple}. */
    public Node item(Node tuple, int index) {
        Type type;
        if (tuple.operation() instanceof Operation.Cond cond) {
            type = cond.then().graph().outputs().get(index).node().type();
        } else if (tuple.operation() instanceof Operation.Loop loop) {
            type = loop.type(index);
        } else {
            throw new IllegalStateException("bug: " + tuple + " has no items");
        }
        return intern(new Operation.Item(index), List.of(tuple), type);
    }

    /** Gives a node the name that it is read by, unless it has one. */
    public void name(Node node, String name) {
        if (node.name().isEmpty()) {
            node.rename(name);
        }
    }

    /** Says which derivative a node is and names it so, unless it has a name already. */
    public void label(Node node, String name, Label label) {
        if (node.name().isEmpty() && node.label().isEmpty() && !node.isConstant()) {
            node.rename(name);
            node.relabel(label);
        }
    }

    /** Says that a node is the whole of a derivative, whatever else it is. */
    public void known(Node node, String name, Label label) {
        label(node, name, label);
        if (!node.isConstant()) {
            node.alsoKnown(new Alias(name, Optional.of(label)));
        }
    }

    /** {@code aBarSum} of what a loop adds to {@code aBar}, and {@code aBarBranch} of what a conditional does; else the name. */
    public static String partOf(String name, Node item) {
        if (item.operation() instanceof Operation.Item && item.operand(0).operation() instanceof Operation.Loop loop) {
            int index = ((Operation.Item) item.operation()).index();
            return loop.roles().get(index) == Operation.Role.CARRY
                    ? loop.body().graph().inputs().get(index).name().orElse(name)
                    : Ending.SUM.on(name);
        }
        return Ending.BRANCH.on(name);
    }

    /** Names what a region adds to a derivative, and in the branches of a conditional what it is there. */
    public void labelPart(Node item, String derivative, String part, Label label) {
        if (item.name().equals(Optional.of(derivative)) && item.label().isPresent()) {
            item.rename(part);
            item.relabel(label);
        } else {
            label(item, part, label);
        }
        if (item.operand(0).operation() instanceof Operation.Cond cond
                && item.name().equals(Optional.of(part))) {
            int index = ((Operation.Item) item.operation()).index();
            for (Operation.Body body : List.of(cond.then(), cond.otherwise())) {
                Node next = body.graph().outputs().get(index).node();
                IdentityHashMap<Label, Label> renamed = new IdentityHashMap<>();
                List<Node> sums = new ArrayList<>();
                while (next.name().equals(Optional.of(derivative))
                        && next.label().isPresent()) {
                    sums.add(next);
                    next = next.operands().isEmpty() ? item : next.operand(0);
                }
                for (Node sum : sums) {
                    sum.rename(part);
                    sum.relabel(sum.label().orElseThrow().renamed(part, renamed));
                }
            }
        }
    }

    /** Says that an element which has a name is one of an array. */
    public void nameLike(Node element, Node array) {
        if (element.name().isPresent()) {
            describeLike(element, array);
        }
    }

    /** Says what a node is, whatever has been said of it. */
    public void relabel(Node node, Label label) {
        node.relabel(label);
    }

    /** Gives {@code copy} the name, the label, the origin and the place of {@code original}, where it has none. */
    public void describeLike(Node copy, Node original) {
        describeLike(copy, original, Label.Indices.SAME);
    }

    /** The same where indices are called otherwise. */
    public void describeLike(Node copy, Node original, Label.Indices indices) {
        if (copy.name().isEmpty() && !copy.isConstant()) {
            original.name().ifPresent(copy::rename);
            original.label().map(indices::in).ifPresent(copy::relabel);
            original.origin().ifPresent(copy::originate);
        } else if (!copy.isConstant()) {
            original.name()
                    .ifPresent(name ->
                            copy.alsoKnown(new Alias(name, original.label().map(indices::in))));
        }
        if (!copy.isConstant()) {
            original.aliases()
                    .forEach(alias ->
                            copy.alsoKnown(new Alias(alias.name(), alias.label().map(indices::in))));
        }
        if (copy.origin().isEmpty() && !copy.isConstant()) {
            original.origin().ifPresent(copy::originate);
        }
        if (copy.span().equals(Span.NONE)) {
            copy.locate(original.span());
        }
    }

    /** The graph of what has been made. */
    public Graph build(String name, List<Graph.Output> outputs) {
        return new Graph(name, nodes, List.copyOf(inputs.values()), outputs);
    }

    /** The inputs that there are so far. */
    public List<Node> inputs() {
        return List.copyOf(inputs.values());
    }

    /** What has been made so far; grows with it. */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    private Node intern(Operation operation, List<Node> operands, Type type) {
        return interned.computeIfAbsent(NodeKey.of(operation, operands), k -> {
            Node node = new Node(nodes.size(), operation, List.copyOf(operands), type, span, origin, salt);
            nodes.add(node);
            return node;
        });
    }

    private Type check(Operator operator, List<Node> operands) {
        for (Node operand : operands) {
            if (operand.id() >= nodes.size() || nodes.get(operand.id()) != operand) {
                throw new IllegalStateException(
                        "bug: operand " + operand + " of " + operator.name() + " belongs to another graph (G1)");
            }
        }
        List<Type> types = operands.stream().map(Node::type).toList();
        try {
            return operator.resultType(types);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("bug: " + operator.name() + " at " + types + " (G2)", e);
        }
    }
}
