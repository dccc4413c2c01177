package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.op.NamedValue;
import org.wengert.pass.Rebuild;

/** The names that hold in a function, or in a branch of it, with the builder that the values there are made in. */
final class Scope {

    private final GraphBuilder g;
    private final Optional<BodyBuilder> body;
    private final Optional<Scope> parent;
    private final Map<String, Optional<Node>> names = new LinkedHashMap<>();
    private final Map<String, Size> integers = new LinkedHashMap<>();
    private final Map<Node, Node> captured = new LinkedHashMap<>();
    private final Map<Operator, Node> named = new HashMap<>();
    private final Kind kind;
    private final Symbols symbols;
    private final Facts facts;
    private final Set<String> open = new HashSet<>();
    private boolean hasStates;

    /** What was read from around, so that a name in a deep branch is looked for there once. */
    private final Map<String, Node> read = new HashMap<>();

    /** What a scope belongs to. */
    private enum Kind {
        FUNCTION,
        BRANCH,
        LOOP
    }

    private Scope(
            GraphBuilder g,
            Optional<BodyBuilder> body,
            Optional<Scope> parent,
            Kind kind,
            Symbols symbols,
            Facts facts) {
        this.g = g;
        this.body = body;
        this.parent = parent;
        this.kind = kind;
        this.symbols = symbols;
        this.facts = facts;
    }

    static Scope ofFunction() {
        Symbols symbols = new Symbols();
        return new Scope(
                new GraphBuilder(Rewriter.NONE),
                Optional.empty(),
                Optional.empty(),
                Kind.FUNCTION,
                symbols,
                new Facts(List.of(), List.of(), symbols::isSize));
    }

    /** The scope of a branch, where some sizes are known not to be negative. */
    Scope branch(List<Size> conditions) {
        return inner(Kind.BRANCH, facts.and(conditions));
    }

    /** The scope of the body of a loop whose index is called {@code name}. */
    Scope inside(String name, Loop loop) {
        Scope inside = inner(Kind.LOOP, facts.inside(loop));
        inside.defineInteger(name, Size.of(loop.index()));
        return inside;
    }

    private Scope inner(Kind inside, Facts known) {
        BodyBuilder inner = new BodyBuilder(g);
        return new Scope(inner.graph(), Optional.of(inner), Optional.of(this), inside, symbols, known);
    }

    /**
     * Whether a derivative is taken here as if nothing were around: in a function, and in a loop with states, which depend on
     * what is around through the iterations before.
     */
    private boolean isRoot() {
        return parent.isEmpty() || hasStates;
    }

    /** Whether {@code name} is given outside of a loop with states in which this is. */
    boolean isFromOutsideOfStates(String name) {
        return !names.containsKey(name)
                && !integers.containsKey(name)
                && parent.isPresent()
                && (isRoot() || parent.get().isFromOutsideOfStates(name));
    }

    /** The symbols of the function, and what it requires of them. */
    Symbols symbols() {
        return symbols;
    }

    /** What is known of the integers here. */
    Facts facts() {
        return facts;
    }

    /** Gives the body of a loop a state, which a statement may give another value once. */
    void defineState(String name, Node state) {
        names.put(name, Optional.of(state));
        open.add(name);
        hasStates = true;
    }

    /** Whether {@code name} is a state of the loop around that has no new value yet. */
    boolean isOpenState(String name) {
        return open.contains(name)
                || (kind == Kind.BRANCH
                        && !names.containsKey(name)
                        && parent.filter(p -> p.isOpenState(name)).isPresent());
    }

    /** Gives {@code name} an integer value. */
    void defineInteger(String name, Size value) {
        integers.put(name, value);
    }

    /** The integer that a name is, if it is one. */
    Optional<Size> integer(String name) {
        if (names.containsKey(name) && !integers.containsKey(name)) {
            return Optional.empty();
        }
        return Optional.ofNullable(integers.get(name)).or(() -> parent.flatMap(p -> p.integer(name)));
    }

    GraphBuilder builder() {
        return g;
    }

    BodyBuilder body() {
        return body.orElseThrow();
    }

    /** Gives {@code name} a value; none if it is in error. */
    void define(String name, Optional<Node> value) {
        names.put(name, value);
        integers.remove(name);
        open.remove(name);
    }

    /** The value of a name that something is differentiated by: a node that equal values do not share. */
    Node nameValue(Node value) {
        Node node = g.apply(NamedValue.number(symbols.nextName()), value);
        named.put(node.operator().orElseThrow(), node);
        return node;
    }

    /** The node here of a value that {@link #nameValue} named, here or around. */
    private Optional<Node> named(Operator operator) {
        Node node = named.get(operator);
        return node != null
                ? Optional.of(node)
                : parent.flatMap(p -> p.named(operator)).map(this::capture);
    }

    /** Whether {@code name} has been given, here or around. */
    boolean isDefined(String name) {
        return names.containsKey(name)
                || integers.containsKey(name)
                || read.containsKey(name)
                || parent.filter(p -> p.isDefined(name)).isPresent();
    }

    /** Whether {@code name} is in error. */
    boolean isBroken(String name) {
        return names.containsKey(name)
                ? names.getOrDefault(name, Optional.empty()).isEmpty()
                : parent.filter(p -> p.isBroken(name)).isPresent();
    }

    /** The names given here, in order. */
    Set<String> ownNames() {
        return names.keySet();
    }

    /** All names that can be used here. */
    Set<String> allNames() {
        Set<String> all = new TreeSet<>(names.keySet());
        all.addAll(integers.keySet());
        parent.ifPresent(p -> all.addAll(p.allNames()));
        return all;
    }

    /** The value of a name that is defined, read from around if it is not of here; none if it is in error. */
    Optional<Node> lookup(String name) {
        if (names.containsKey(name)) {
            return names.getOrDefault(name, Optional.empty());
        }
        Size integer = integers.get(name);
        if (integer != null) {
            return Optional.of(g.whole(integer));
        }
        return Optional.ofNullable(read.get(name)).or(() -> readAround(name));
    }

    /** The shape of a name that is a value; this does not read it. */
    Optional<Shape> shape(String name) {
        return names.containsKey(name)
                ? names.getOrDefault(name, Optional.empty())
                        .map(node -> node.type().shape())
                : parent.flatMap(p -> p.shape(name));
    }

    private Optional<Node> readAround(String name) {
        Optional<Node> inner = parent.flatMap(p -> p.lookup(name)).map(this::capture);
        inner.ifPresent(node -> read.put(name, node));
        return inner;
    }

    private Node capture(Node outer) {
        Node inner = body().capture(outer);
        if (!inner.isConstant()) {
            captured.put(inner, outer);
        }
        return inner;
    }

    /** Values of this scope as a program over the function's parameters alone, or over what a loop with states reads. */
    record Flat(Graph graph, List<Node> values) {}

    /** Copies what {@code values} are computed from, here and around, into one program. */
    Flat flatten(List<Node> values) {
        Map<Node, Node> made = new HashMap<>();
        GraphBuilder flat = new GraphBuilder(Rewriter.NONE);
        flatten(values, flat, made);
        List<Node> results = values.stream().map(made::get).toList();
        List<Graph.Output> outputs = new ArrayList<>();
        results.forEach(r -> outputs.add(new Graph.Output("r" + outputs.size(), r)));
        return new Flat(flat.build("flat", outputs), results);
    }

    private void flatten(List<Node> wanted, GraphBuilder flat, Map<Node, Node> made) {
        Graph here = g.build("scope", List.of());
        Rebuild.Copy copy = new Rebuild.Copy(flat);
        if (!isRoot()) {
            Liveness liveness = Liveness.of(here, wanted);
            List<Node> needed =
                    captured.keySet().stream().filter(liveness::isLive).toList();
            parent.orElseThrow().flatten(needed.stream().map(captured::get).toList(), flat, made);
            needed.forEach(inner -> copy.put(inner, made(made, captured.get(inner))));
        } else {
            here.inputs()
                    .forEach(input ->
                            copy.put(input, flat.input(((Operation.Input) input.operation()).name(), input.type())));
        }
        List<Node> copies = copy.results(here, wanted);
        for (int i = 0; i < wanted.size(); i++) {
            made.put(wanted.get(i), copies.get(i));
        }
    }

    private static Node made(Map<Node, Node> made, @org.jspecify.annotations.Nullable Node outer) {
        return Optional.ofNullable(made.get(outer)).orElseThrow();
    }

    /**
     * A program over the inputs of those that are flattened here, evaluated here.
     *
     * @param more for its inputs behind those, nodes of this scope
     */
    Node splice(Graph program, Node... more) {
        List<Node> arguments = arguments(program.inputs().size() - more.length);
        arguments.addAll(List.of(more));
        return evaluated(g, program, arguments, node -> node);
    }

    /** The same in a body here, where {@code inner} is a node of the body. */
    Node spliceInto(BodyBuilder inside, Graph program, Node more, Node inner) {
        List<Node> arguments = arguments(program.inputs().size() - 2);
        arguments.add(more);
        arguments.replaceAll(inside::capture);
        arguments.add(inner);
        return evaluated(inside.graph(), program, arguments, inside::capture);
    }

    /** What is computed from a name once more is computed from that name. */
    private Node evaluated(GraphBuilder into, Graph program, List<Node> arguments, UnaryOperator<Node> inner) {
        Rebuild.Copy copy = new Rebuild.Copy(into);
        for (int i = 0; i < arguments.size(); i++) {
            copy.put(program.inputs().get(i), arguments.get(i));
        }
        for (Node node : program.nodes()) {
            node.operator().flatMap(this::named).ifPresent(known -> copy.replace(node, inner.apply(known)));
        }
        return copy.results(program, program.results()).get(0);
    }

    /** The first inputs of the programs that are flattened here, as nodes of this scope. */
    private List<Node> arguments(int count) {
        return inputs().stream().limit(count).map(this::fromRoot).collect(Collectors.toCollection(ArrayList::new));
    }

    private List<Node> inputs() {
        return isRoot() ? g.inputs() : parent.orElseThrow().inputs();
    }

    private Node fromRoot(Node input) {
        return isRoot() ? input : capture(parent.orElseThrow().fromRoot(input));
    }
}
