package org.wengert.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.wengert.ir.Branch;
import org.wengert.ir.Contribution;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Label;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.Logic;
import org.wengert.op.Partial;
import org.wengert.op.Rule;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Terms;

/**
 * One walk over a {@link Linearization}. The two directions differ in what is seeded and what comes out: a tangent sweep
 * takes the tangents of what a region reads and gives those of its results, an adjoint sweep the other way round. What they
 * share is how the derivative of a region becomes a region: each body's sweep is a body, whose primal values are read from
 * outside or were kept, and a derivative that is structurally zero is absent.
 */
abstract class Sweep {

    /** Names the derivative of a primal value; {@code aBar} of {@code a}. */
    private final UnaryOperator<String> names;

    private final Label.Role role;

    /** For the derivatives that branches are given, what they are around all conditionals. */
    private final Map<Node, Node> around = new HashMap<>();

    /** For the inputs of bodies, what they are around all regions. */
    private final Map<Node, Node> outside = new HashMap<>();

    Sweep(Label.Role role, UnaryOperator<String> names) {
        this.role = role;
        this.names = names;
    }

    /**
     * A contribution to a derivative, to be subtracted if {@code negative}, by a rule.
     *
     * @param condition where it is not 0, if it is a choice
     * @param slope what the rule's slope may be
     */
    record Term(Node value, boolean negative, String rule, Optional<Node> condition, Partial.Slope slope) {

        Term(Node value, boolean negative, String rule, Partial.Slope slope) {
            this(value, negative, rule, Optional.empty(), slope);
        }

        /** The partial of a scalar operator by operand {@code i}, applied; nothing where it is zero. */
        static Optional<Term> of(
                ScalarOperator operator, Algebra g, List<Node> x, Node y, int i, Function<Partial, Term> applied) {
            List<Rule> rules = operator.rules();
            if (rules.isEmpty() || rules.get(i).isZero()) {
                return Optional.empty();
            }
            Partial partial = rules.get(i).partial().at(g, x, y);
            return partial.isZero() ? Optional.empty() : Optional.of(applied.apply(partial));
        }
    }

    /**
     * What one body's sweep needs from outside and gives.
     *
     * @param masks for some derivatives where they count, in the body
     * @param passed for some derivatives through which infinite slopes they came
     */
    record BodyResult(
            Frame.OfBody frame, Map<Object, Node> derivatives, Map<Object, Mask> masks, Map<Object, Passed> passed) {

        /** Everything that the body computes. */
        List<Node> results() {
            List<Node> results = new ArrayList<>(derivatives.values());
            masks.values().forEach(mask -> results.add(mask.node()));
            return results;
        }
    }

    /**
     * The derivatives that come out of a region, by what they belong to.
     *
     * @param masks for some of them where they count
     * @param passed for some of them through which infinite slopes they came
     */
    record OfRegion(Map<Object, Node> derivatives, Map<Object, Mask> masks, Map<Object, Passed> passed) {
        static final OfRegion NONE = new OfRegion(Map.of(), Map.of(), Map.of());
    }

    /**
     * What a body is seeded with.
     *
     * @param value around the body, if that is known yet
     */
    record Seed(Optional<Node> value, Passed passed) {

        static Map<Object, Seed> all(Map<Object, Node> values, Map<Object, Passed> passed) {
            Map<Object, Seed> all = new LinkedHashMap<>();
            values.forEach((key, value) ->
                    all.put(key, new Seed(Optional.of(value), passed.getOrDefault(key, Passed.UNKNOWN))));
            return all;
        }

        static Map<Object, Seed> unknown(Set<Object> keys) {
            Map<Object, Seed> all = new LinkedHashMap<>();
            keys.forEach(key -> all.put(key, new Seed(Optional.empty(), Passed.UNKNOWN)));
            return all;
        }
    }

    /** Whether it matters where the derivative of {@code key} counts. */
    abstract boolean isMasked(Object key);

    /**
     * Sweeps over a body whose seeds are the inputs of a new frame.
     *
     * @param seeds what is seeded by its key
     */
    abstract BodyResult body(Linearization body, Map<Object, Seed> seeds, GraphBuilder builder);

    /**
     * Hears, before anything in a body is looked at, what one of its inputs stands for.
     *
     * @param outer what it is computed from around the body
     * @param iterated what computes it again and again, if it is a state
     */
    void enters(Node input, List<Node> outer, List<Node> iterated) {
        if (iterated.isEmpty() && outer.size() == 1) {
            stands(input, outer.get(0));
        }
    }

    /** Says that an input of a body is a value around it. */
    void stands(Node input, Node outer) {
        outside.put(input, outside.getOrDefault(outer, outer));
    }

    /** What could be seeded in a body: the most of each kind, or nothing. */
    abstract List<Set<Object>> possibleSeeds(Linearization body);

    /** The derivative of {@code primal} in a branch, which comes from outside. */
    Node seed(Frame.OfBody frame, Object key, Seed seed, Node primal) {
        Node inside = frame.seed(key, seed.value(), nameOf(primal), primal.type());
        seed.value().filter(outside -> !outside.isConstant()).ifPresent(outside -> around.put(inside, said(outside)));
        return inside;
    }

    /** {@code cBar = fBar} where the derivative of a value has no line of its own, in whatever branch it is read. */
    Optional<Contribution.Known> known(Node primal, Node derivative) {
        return Notation.known(nameOf(primal), said(derivative));
    }

    /** What {@code derivative} is a sum of, to say so where no line of it is left. */
    Optional<Label.Source> source(Node derivative) {
        Node said = said(derivative);
        return said.name().flatMap(name -> said.label().map(label -> new Label.Source(name, label)));
    }

    /** What the operands of {@code node} are that lie in other arrays, and have no line therefore. */
    static List<Label.Source> views(Node node) {
        return views(node.operands());
    }

    /** The same, whether they are views here or around the regions that they are read in. */
    List<Label.Source> viewsAround(Node node) {
        return views(node.operands().stream()
                .map(operand -> outside.getOrDefault(operand, operand))
                .toList());
    }

    private static List<Label.Source> views(List<Node> operands) {
        return operands.stream()
                .filter(operand -> Terms.viewOffset(operand).isPresent() && !Linearization.isKept(operand.operand(0)))
                .flatMap(operand -> line(operand).stream())
                .toList();
    }

    /** What {@code primal} is, to say so where no line of its derivative does. */
    static Optional<Label.Source> line(Node primal) {
        return primal.operation() instanceof Operation.Apply
                ? primal.name().map(name -> new Label.Source(name, Notation.line(primal)))
                : Optional.empty();
    }

    /** Around the branches that it is given to. */
    private Node said(Node derivative) {
        return around.getOrDefault(derivative, derivative);
    }

    /** What an iteration gives for the result {@code item} of a loop, if that is of this kind. */
    static Optional<Node> ofLoop(Node item, Operation.Role role) {
        if (item.operation() instanceof Operation.Item result
                && item.operand(0).operation() instanceof Operation.Loop loop
                && loop.roles().get(result.index()) == role) {
            return Optional.of(loop.body().graph().outputs().get(result.index()).node());
        }
        return Optional.empty();
    }

    String nameOf(Node primal) {
        return nameOf(primal.name().orElse("v"));
    }

    String nameOf(String primal) {
        return names.apply(primal);
    }

    /** The primal values computed in a body that its derivative reads. */
    List<Node> kept(Linearization body) {
        if (!variesSomewhere(body) || (Frame.isDeep(body.builder()) && !readsItems(body))) {
            return List.of();
        }
        Set<Node> kept = new LinkedHashSet<>();
        for (Set<Object> seeds : possibleSeeds(body)) {
            BodyResult result = body(body, Seed.unknown(seeds), body.builder().sibling());
            List<Graph.Output> outputs = outputs(result.results());
            Graph graph = result.frame().builder().build("derivative", outputs);
            Liveness liveness = Liveness.of(graph);
            result.frame().primals().forEach((primal, input) -> {
                if (liveness.isLive(input) && !body.captured().containsKey(primal)) {
                    kept.add(primal);
                }
            });
        }
        return List.copyOf(kept);
    }

    private static boolean variesSomewhere(Linearization body) {
        return body.results().stream().anyMatch(body::varies);
    }

    /** Whether the derivative may need results of a region inside, or what that keeps, which are kept however deep they are. */
    private static boolean readsItems(Linearization body) {
        return body.keepsInside()
                || body.nodes().stream()
                        .flatMap(node -> node.operands().stream())
                        .anyMatch(operand -> operand.operation() instanceof Operation.Item);
    }

    /**
     * The derivative of a region, as a region of {@code frame}.
     *
     * @param seeds the derivatives that are there, by what they belong to
     * @param passed for some of them through which infinite slopes they came
     */
    OfRegion region(
            Linearization.Region region,
            Node condition,
            Frame frame,
            Map<Object, Node> seeds,
            Map<Object, Passed> passed) {
        if (seeds.isEmpty() || !(variesSomewhere(region.then()) || variesSomewhere(region.otherwise()))) {
            return OfRegion.NONE;
        }
        GraphBuilder d = frame.builder();
        BodyResult then = body(region.then(), Seed.all(seeds, passed), d.child());
        BodyResult otherwise = body(region.otherwise(), Seed.all(seeds, passed), d.child());
        align(List.of(then, otherwise));
        Map<Object, Type> keys = new LinkedHashMap<>();
        then.derivatives().forEach((key, derivative) -> keys.put(key, derivative.type()));
        otherwise.derivatives().forEach((key, derivative) -> keys.put(key, derivative.type()));
        if (keys.isEmpty()) {
            return OfRegion.NONE;
        }
        Map<Object, Boolean> counted = new LinkedHashMap<>();
        keys.keySet().stream().filter(this::isMasked).forEach(key -> {
            List<Mask> masks = Stream.of(then, otherwise)
                    .flatMap(body -> Optional.ofNullable(body.masks().get(key)).stream())
                    .toList();
            if (!masks.isEmpty()) {
                counted.put(key, masks.stream().allMatch(Mask::isOne));
            }
        });
        Node tuple = d.cond(
                frame.primal(condition),
                branch(region, region.then(), then, keys, counted, frame, seeds),
                branch(region, region.otherwise(), otherwise, keys, counted, frame, seeds));
        OfRegion result = new OfRegion(new LinkedHashMap<>(), new HashMap<>(), new HashMap<>());
        Stream.of(then, otherwise)
                .forEach(body ->
                        body.passed().forEach((key, roots) -> result.passed().merge(key, roots, Passed::and)));
        for (Object key : keys.keySet()) {
            result.derivatives().put(key, d.item(tuple, result.derivatives().size()));
            chosen(key, then, otherwise, frame, condition)
                    .ifPresent(mask -> result.masks().put(key, mask));
        }
        int position = keys.size();
        for (Object key : counted.keySet()) {
            result.masks().put(key, new Mask(d.item(tuple, position++)));
        }
        return result;
    }

    /** Where a derivative counts to which one of two bodies alone adds. */
    private Optional<Mask> chosen(Object key, BodyResult then, BodyResult otherwise, Frame frame, Node condition) {
        boolean first = then.derivatives().containsKey(key);
        if (!isMasked(key) || first == otherwise.derivatives().containsKey(key)) {
            return Optional.empty();
        }
        Node taken = frame.primal(condition);
        return Optional.of(new Mask(first ? taken : frame.algebra().apply(Logic.NOT, taken)));
    }

    /** Makes what two branches give of one kind, for the values that they read. */
    void align(List<BodyResult> bodies) {}

    /** What a branch gives for what the other one alone has a derivative for. */
    Node absent(Algebra g, Object key, Type type) {
        return g.zero(type);
    }

    private Branch branch(
            Linearization.Region region,
            Linearization body,
            BodyResult result,
            Map<Object, Type> keys,
            Map<Object, Boolean> counted,
            Frame frame,
            Map<Object, Node> seeds) {
        Frame.OfBody inside = result.frame();
        List<Node> results = new ArrayList<>();
        keys.forEach((key, type) ->
                results.add(Optional.ofNullable(result.derivatives().get(key))
                        .orElseGet(() -> absent(inside.algebra(), key, type))));
        counted.forEach((key, one) -> results.add(counts(
                inside.algebra(),
                Optional.ofNullable(result.masks().get(key)),
                result.derivatives().containsKey(key),
                one,
                Optional.ofNullable(keys.get(key)).orElseThrow())));
        Map<Node, Node> sources = new HashMap<>();
        inside.seeds()
                .forEach((key, input) ->
                        sources.put(input, Optional.ofNullable(seeds.get(key)).orElseThrow()));
        Graph graph = inside.builder().build("body", outputs(results));
        Liveness liveness = Liveness.of(graph);
        inside.primals()
                .forEach((primal, input) -> sources.put(
                        input,
                        liveness.isLive(input)
                                ? source(region, body, primal, frame)
                                : nothing(input, frame.builder())));
        return new Branch(
                graph,
                graph.inputs().stream()
                        .map(input -> Optional.ofNullable(sources.get(input)).orElseThrow())
                        .toList());
    }

    /**
     * Where a derivative of this type counts in a body.
     *
     * @param one whether one condition says it in both bodies; of an array numbers for its elements do otherwise
     */
    private static Node counts(Algebra g, Optional<Mask> mask, boolean otherwise, boolean one, Type type) {
        return one || type.isScalar()
                ? mask.map(m -> m.condition(g)).orElseGet(() -> g.builder().truth(otherwise))
                : g.broadcast(
                        mask.map(m -> m.indicator(g)).orElseGet(() -> g.constant(otherwise ? 1 : 0)), type.shape());
    }

    /** For an input that a rule asked for and did not use; the next pass drops it. */
    private static Node nothing(Node input, GraphBuilder g) {
        return new Algebra(g).zero(input.type());
    }

    /** Where a primal value that the derivative of a body reads comes from: from around the region, or kept by it. */
    private static Node source(Linearization.Region region, Linearization body, Node primal, Frame frame) {
        Node outer = body.captured().get(primal);
        if (outer != null) {
            return frame.primal(outer);
        }
        return frame.primal(Optional.ofNullable(region.kept(body).get(primal)).orElseThrow());
    }

    private static List<Graph.Output> outputs(List<Node> results) {
        List<Graph.Output> outputs = new ArrayList<>();
        for (Node result : results) {
            outputs.add(new Graph.Output("r" + outputs.size(), result));
        }
        return outputs;
    }

    Label label(Node primal, List<Contribution> added, Optional<Label> before) {
        return new Label(role, primal.name().orElse("v"), primal.origin(), List.copyOf(added), before);
    }
}
