package org.wengert.differentiate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Ending;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.Algebra;
import org.wengert.op.Declared;

/**
 * A primal program made ready for a sweep: copied into a builder where its derivatives will stand behind it, with what
 * varies marked, and with every region that varies giving, beside its results, the values inside that its derivative reads.
 */
final class Linearization {

    private final GraphBuilder g;
    private final Sweep sweep;
    private final Map<Node, Node> copies = new HashMap<>();
    private final Map<Node, Map<Integer, Integer>> positions = new HashMap<>();

    /** By tuple. What one region gives, and keeps, may be what another one gives: they are one, that with more results. */
    private final Map<Node, Region> regions = new HashMap<>();

    private final Map<Node, LoopRegion> loops = new HashMap<>();
    private final Map<Node, Node> captured = new LinkedHashMap<>();
    private final Set<Node> varied = new HashSet<>();
    private List<Node> results = List.of();
    private List<Node> nodes = List.of();
    private int marked;

    /**
     * A region with what its derivative needs to know.
     *
     * @param thenKept for a value of the first body that is kept, the item that holds it
     * @param results how many items are results; the others are kept values
     */
    record Region(
            Node tuple,
            Linearization then,
            Linearization otherwise,
            Map<Node, Node> thenKept,
            Map<Node, Node> otherwiseKept,
            int results) {

        Map<Node, Node> kept(Linearization body) {
            return body == then ? thenKept : otherwiseKept;
        }
    }

    /**
     * A loop, as a node here, with what its derivative needs to know: its states are kept, and of the rest of an iteration what
     * is costly; what is cheap is evaluated again.
     *
     * @param loop as it was written, its results being the first items of {@code tuple}
     * @param operands for each input of its body a captured value, or the first value of a state
     * @param active which inputs and outputs of its body vary
     * @param kept for each state the item that has its values before each iteration
     * @param values for what {@link #costly} lists the item that has its values
     */
    record LoopRegion(
            Node tuple,
            Operation.Loop loop,
            List<Node> operands,
            Activity.OfLoop active,
            List<Node> kept,
            List<Optional<Node>> values) {

        Graph body() {
            return loop.body().graph();
        }

        /** How many items are results; the others are kept values. */
        int results() {
            return body().outputs().size();
        }

        /** The operand that input {@code k} of the body stands for. */
        Node operand(int k) {
            return operands.get(k);
        }
    }

    Linearization(GraphBuilder g, Sweep sweep) {
        this.g = g;
        this.sweep = sweep;
    }

    GraphBuilder builder() {
        return g;
    }

    /** Whether an array has the states of all iterations of a loop. */
    static boolean isKept(Node array) {
        return array.name().filter(Ending.KEPT::isOf).isPresent();
    }

    /** Says that {@code copy} stands for {@code original}, and whether it varies. */
    void put(Node original, Node copy, boolean varies) {
        copies.put(original, copy);
        g.describeLike(copy, original);
        if (varies) {
            varied.add(copy);
        }
    }

    /** Copies what {@code wanted} need. */
    void copy(Graph graph, List<Node> wanted) {
        markNew();
        Liveness liveness = wanted.equals(graph.results()) ? Liveness.of(graph) : Liveness.of(graph, wanted);
        for (Node node : graph.nodes()) {
            if (liveness.isLive(node) && !copies.containsKey(node)) {
                g.at(node);
                copy(node, liveness);
                markNew();
            }
        }
        results = wanted.stream().map(this::of).toList();
        nodes = List.copyOf(g.nodes());
    }

    Node of(Node original) {
        return Optional.ofNullable(copies.get(original))
                .orElseThrow(() -> new IllegalStateException("bug: " + original + " is not made yet (G1)"));
    }

    /** The copy of an operand of a loop; of one that nothing in the body needs, anything of its type. */
    private Node ofOperand(Node original) {
        return copies.containsKey(original) ? of(original) : new Algebra(g).zero(original.type());
    }

    /** The copies of the wanted nodes. */
    List<Node> results() {
        return results;
    }

    /** The primal nodes in order. */
    List<Node> nodes() {
        return nodes;
    }

    boolean varies(Node node) {
        return varied.contains(node);
    }

    Region region(Node tuple) {
        return Optional.ofNullable(regions.get(tuple)).orElseThrow();
    }

    LoopRegion loop(Node tuple) {
        return Optional.ofNullable(loops.get(tuple)).orElseThrow();
    }

    /** Whether a region inside gives more than its results: values of branches, or states of a loop. */
    boolean keepsInside() {
        return !loops.isEmpty()
                || regions.values().stream()
                        .anyMatch(r ->
                                !r.thenKept().isEmpty() || !r.otherwiseKept().isEmpty());
    }

    /** Of a body: for each of its inputs the value around it. */
    Map<Node, Node> captured() {
        return captured;
    }

    private void copy(Node node, Liveness liveness) {
        if (node.isConstant()) {
            put(node, g.constantLike(node), false);
        } else if (node.operation() instanceof Operation.Apply apply) {
            put(
                    node,
                    g.apply(
                            apply.operator(),
                            node.operands().stream().map(this::of).toList()),
                    false);
        } else if (node.operation() instanceof Operation.Cond cond) {
            region(node, cond, liveness);
        } else if (node.operation() instanceof Operation.Whole whole) {
            put(node, g.whole(whole.value()), false);
        } else if (node.operation() instanceof Operation.Loop loop) {
            loop(node, loop);
        } else if (node.operation() instanceof Operation.Item item) {
            Node copy = g.item(of(node.operand(0)), position(node.operand(0), item.index()));
            put(node, copy, depends(copy)); // it may be there, as what was kept of another region
        } else {
            throw new IllegalStateException("bug: free input " + node + " (R1)");
        }
    }

    private int position(Node region, int item) {
        return region.operation() instanceof Operation.Loop
                ? item
                : Optional.ofNullable(positions.get(region))
                        .map(p -> p.get(item))
                        .orElseThrow();
    }

    private void markNew() {
        List<Node> all = g.nodes();
        for (; marked < all.size(); marked++) {
            Node node = all.get(marked);
            if (depends(node)) {
                varied.add(node);
            }
        }
    }

    private boolean depends(Node node) {
        if (node.operation() instanceof Operation.Apply apply) {
            return Activity.passes(apply.operator(), node.operands(), varied);
        }
        if (node.operation() instanceof Operation.Item item && loops.containsKey(node.operand(0))) {
            LoopRegion region = loop(node.operand(0));
            return item.index() < region.results() && region.active().outputs().get(item.index());
        }
        if (node.operation() instanceof Operation.Item item) {
            Region region = regions.get(node.operand(0));
            return region != null
                    && item.index() < region.results()
                    && (region.then().variesAt(item.index())
                            || region.otherwise().variesAt(item.index()));
        }
        return varied.contains(node);
    }

    private boolean variesAt(int result) {
        return varied.contains(results.get(result));
    }

    private void region(Node node, Operation.Cond cond, Liveness liveness) {
        int[] wanted = liveness.items(node).stream().toArray();
        BodyBuilder thenBody = new BodyBuilder(g);
        BodyBuilder otherwiseBody = new BodyBuilder(g);
        Linearization then = body(node, cond.then(), wanted, thenBody);
        Linearization otherwise = body(node, cond.otherwise(), wanted, otherwiseBody);
        List<Node> allOfThen = sweep.kept(then);
        List<Node> allOfOtherwise = sweep.kept(otherwise);
        List<Node> thenKept = besides(then.results, allOfThen);
        List<Node> otherwiseKept = besides(otherwise.results, allOfOtherwise);
        List<Node> otherwisePlaces = places(thenKept, otherwiseKept, otherwiseBody.graph());
        List<Node> thenResults = new ArrayList<>(then.results);
        thenResults.addAll(thenKept);
        otherwisePlaces
                .subList(thenKept.size(), otherwisePlaces.size())
                .forEach(kept -> thenResults.add(padding(thenBody.graph(), kept)));
        List<Node> otherwiseResults = new ArrayList<>(otherwise.results);
        otherwiseResults.addAll(otherwisePlaces);
        Node tuple = g.cond(
                of(node.operand(0)), thenBody.buildResults(thenResults), otherwiseBody.buildResults(otherwiseResults));
        put(node, tuple, false);
        Region region = new Region(
                tuple,
                then,
                otherwise,
                items(tuple, allOfThen, thenResults),
                items(tuple, allOfOtherwise, otherwiseResults),
                wanted.length);
        regions.merge(tuple, region, (one, other) -> one.results() >= other.results() ? one : other);
        Map<Integer, Integer> position = new HashMap<>();
        for (int k = 0; k < wanted.length; k++) {
            position.put(wanted[k], k);
        }
        positions.put(node, position);
    }

    /**
     * The loop as it is, giving besides its states before each iteration and, if it has states and is not to compute them again,
     * what is costly in an iteration; what no derivative reads of it goes with the next pass.
     */
    private void loop(Node node, Operation.Loop loop) {
        Graph body = loop.body().graph();
        List<Node> all = node.operands().stream().map(this::ofOperand).toList();
        List<Node> operands = loop.body().operands().stream().map(all::get).toList();
        Activity.OfLoop active =
                Activity.of(loop, all.stream().map(varied::contains).toList());
        BodyBuilder builder = new BodyBuilder(g);
        Linearization inside = new Linearization(builder.graph(), sweep);
        for (int k = 0; k < body.inputs().size(); k++) {
            Node input = body.inputs().get(k);
            boolean state = k < loop.carried();
            Node inner =
                    state ? builder.state(input.name().orElse("s"), input.type()) : builder.capture(operands.get(k));
            sweep.enters(inner, state ? operands : List.of(operands.get(k)), state ? body.nodes() : List.of());
            inside.put(input, inner, active.inputs().get(k));
        }
        inside.copy(body, body.results());
        List<Node> outputs = new ArrayList<>(inside.results());
        List<Operation.Role> roles = new ArrayList<>(loop.roles());
        int results = outputs.size();
        for (int k = 0; k < loop.carried(); k++) {
            outputs.add(inside.of(body.inputs().get(k)));
        }
        List<Optional<Node>> costly = inside.costly(loop);
        costly.forEach(value -> value.ifPresent(outputs::add));
        outputs.subList(results, outputs.size()).forEach(value -> roles.add(Operation.Role.STACK));
        Node tuple =
                g.loop(loop.iterations(), operands.subList(0, loop.carried()), builder.buildResults(outputs), roles);
        put(node, tuple, false);
        List<Node> kept = new ArrayList<>();
        for (Node state : outputs.subList(results, results + loop.carried())) {
            Node item = g.item(tuple, results + kept.size());
            state.name().ifPresent(name -> g.name(item, Ending.KEPT.on(name)));
            g.describeLike(item, state);
            kept.add(item);
        }
        List<Optional<Node>> values = new ArrayList<>();
        int next = results + loop.carried();
        for (Optional<Node> value : costly) {
            Optional<Node> item = Optional.empty();
            if (value.isPresent()) {
                Node array = g.item(tuple, next++);
                value.get().name().ifPresent(name -> g.name(array, Ending.KEPT.on(name)));
                item = Optional.of(array);
            }
            values.add(item);
        }
        LoopRegion region = new LoopRegion(tuple, loop, operands, active, List.copyOf(kept), List.copyOf(values));
        loops.merge(tuple, region, (one, other) -> one.results() >= other.results() ? one : other);
    }

    /**
     * What is worth being kept of the body of a loop that was copied here, in an order that the body alone decides: values of
     * costly operators, results of regions, and what these keep. Nothing stands for what cannot be kept.
     */
    List<Optional<Node>> costly(Operation.Loop loop) {
        if (loop.carried() == 0 || loop.iterations().checkpoints().isPresent()) {
            return List.of();
        }
        List<Node> values = new ArrayList<>();
        for (Node node : loop.body().graph().nodes()) {
            if (!copies.containsKey(node)) {
                continue;
            }
            boolean costly =
                    node.operator().map(Declared::of).filter(Declared::isCostly).isPresent();
            if (costly || node.operation() instanceof Operation.Item) {
                values.add(of(node));
            } else if (node.operation() instanceof Operation.Loop) {
                values.addAll(loop(of(node)).kept());
                loop(of(node)).values().forEach(value -> value.ifPresent(values::add));
            } else if (node.operation() instanceof Operation.Cond) {
                Region region = region(of(node));
                values.addAll(region.thenKept().values());
                region.otherwiseKept().values().stream()
                        .filter(value -> !region.thenKept().containsValue(value))
                        .forEach(values::add);
            }
        }
        return values.stream()
                .map(value -> Optional.of(value).filter(v -> canBeKept(v, loop)))
                .toList();
    }

    private static boolean canBeKept(Node value, Operation.Loop loop) {
        return value.type().isReal()
                && !value.isConstant()
                && !(value.operation() instanceof Operation.Input)
                && value.type().shape().sizes().stream().noneMatch(size -> size.contains(loop.index()));
    }

    private Linearization body(Node node, Operation.Body body, int[] wanted, BodyBuilder builder) {
        Linearization inside = new Linearization(builder.graph(), sweep);
        List<Node> picked = Arrays.stream(wanted)
                .mapToObj(i -> body.graph().outputs().get(i).node())
                .toList();
        Liveness liveness = wanted.length == body.graph().outputs().size()
                ? Liveness.of(body.graph())
                : Liveness.of(body.graph(), picked);
        for (int k = 0; k < body.operands().size(); k++) {
            Node input = body.graph().inputs().get(k);
            if (liveness.isLive(input)) {
                Node outer = of(node.operand(body.operands().get(k)));
                Node inner = builder.capture(outer);
                sweep.enters(inner, List.of(outer), List.of());
                inside.put(input, inner, varied.contains(outer));
                if (!inner.isConstant()) {
                    inside.captured.put(inner, outer);
                }
            }
        }
        inside.copy(body.graph(), picked);
        return inside;
    }

    private static List<Node> besides(List<Node> results, List<Node> kept) {
        return kept.stream().filter(node -> !results.contains(node)).toList();
    }

    private static Node padding(GraphBuilder body, Node kept) {
        return new Algebra(body).zero(kept.type());
    }

    /**
     * What the second body gives for what is kept of the first one, and then for the rest of what is kept of itself: values of one name and
     * type have one place.
     */
    private static List<Node> places(List<Node> thenKept, List<Node> otherwiseKept, GraphBuilder otherwise) {
        Map<List<Object>, Deque<Node>> named = new HashMap<>();
        for (Node kept : otherwiseKept) {
            kept.name()
                    .ifPresent(name -> named.computeIfAbsent(List.of(name, kept.type()), key -> new ArrayDeque<>())
                            .add(kept));
        }
        Set<Node> rest = new LinkedHashSet<>(otherwiseKept);
        List<Node> places = new ArrayList<>();
        for (Node kept : thenKept) {
            Optional<Node> shared = kept.name()
                    .map(name -> named.get(List.<Object>of(name, kept.type())))
                    .map(Deque::poll);
            shared.ifPresent(rest::remove);
            places.add(shared.orElseGet(() -> padding(otherwise, kept)));
        }
        places.addAll(rest);
        return places;
    }

    /** For each value that is kept the item at its place among what the body gives. */
    private Map<Node, Node> items(Node tuple, List<Node> kept, List<Node> given) {
        Map<Node, Node> items = new LinkedHashMap<>();
        for (Node node : kept) {
            Node item = g.item(tuple, given.indexOf(node));
            g.describeLike(item, node);
            items.put(node, item);
        }
        return items;
    }
}
