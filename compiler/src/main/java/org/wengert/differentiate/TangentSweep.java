package org.wengert.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.wengert.ir.Alias;
import org.wengert.ir.AppliedRule;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Contribution;
import org.wengert.ir.Ending;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Phrase;
import org.wengert.op.Algebra;
import org.wengert.op.Arithmetic;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Partial;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Steep;

/**
 * Forward mode: walks the primal values in order and gives each the sum, over its operands, of partial derivative times
 * tangent. Seeds belong to values, results to the positions of a body's outputs.
 */
final class TangentSweep extends Sweep {

    /** The parts of the direction. */
    private final Set<Node> given = new HashSet<>();

    private final Passed start;

    /**
     * A sweep.
     *
     * @param ofDerivatives whether what is swept over has derivatives in it: almost every factor there is one, and to ask whether it
     *     wins over an infinite tangent would cost more than there is to be found
     */
    TangentSweep(UnaryOperator<String> names, boolean ofDerivatives) {
        super(Label.Role.TANGENT, names);
        this.start = ofDerivatives ? Passed.UNKNOWN : Passed.NONE;
    }

    /**
     * The tangents of primal values.
     *
     * @param masks for some of them where the value can move: elsewhere it comes from a branch in which nothing moves it
     * @param passed for some of them through which infinite slopes they came
     */
    record Tangents(Map<Node, Node> values, Map<Node, Mask> masks, Map<Node, Passed> passed) {

        static Tangents none() {
            return new Tangents(new HashMap<>(), new HashMap<>(), new HashMap<>());
        }

        Optional<Mask> mask(Node primal) {
            return Optional.ofNullable(masks.get(primal));
        }

        Passed passed(Node primal) {
            return passed.getOrDefault(primal, Passed.UNKNOWN);
        }
    }

    /**
     * The tangents of everything that varies with a seed.
     *
     * @param seeds tangents of inputs
     */
    Map<Node, Node> run(Linearization primal, Frame frame, Map<Node, Node> seeds) {
        Map<Node, Passed> passed = new HashMap<>();
        seeds.keySet().forEach(input -> passed.put(input, start));
        return run(primal, frame, seeds, passed).values();
    }

    private Tangents run(Linearization primal, Frame frame, Map<Node, Node> seeds, Map<Node, Passed> passed) {
        Tangents all = new Tangents(new HashMap<>(seeds), new HashMap<>(), new HashMap<>(passed));
        Map<Node, Node> tangents = all.values();
        if (frame.builder().depth() == 0) {
            given.addAll(seeds.values());
        }
        Map<Node, OfRegion> regions = new HashMap<>();
        for (Node node : primal.nodes()) {
            frame.builder().at(node);
            if (node.operation() instanceof Operation.Cond) {
                Map<Object, Node> seedsOf = seedsOf(node, tangents);
                Map<Object, Passed> passedOf = new HashMap<>();
                seedsOf.keySet().forEach(operand -> passedOf.put(operand, all.passed((Node) operand)));
                regions.put(node, region(primal.region(node), node.operand(0), frame, seedsOf, passedOf));
            } else if (node.operation() instanceof Operation.Loop) {
                regions.put(node, new OfRegion(loop(primal.loop(node), frame, tangents), Map.of(), Map.of()));
            } else if (node.operation() instanceof Operation.Item item) {
                OfRegion region = regions.getOrDefault(node.operand(0), OfRegion.NONE);
                Node tangent = region.derivatives().get(item.index());
                if (tangent != null) {
                    frame.builder()
                            .known(
                                    tangent,
                                    nameOf(node),
                                    label(node, ofLoop(node, tangent, nameOf(node)), Optional.empty()));
                    asOthers(node, tangent, frame);
                    tangents.put(node, tangent);
                    Optional.ofNullable(region.masks().get(item.index()))
                            .ifPresent(mask -> all.masks().put(node, mask));
                    Optional.ofNullable(region.passed().get(item.index()))
                            .ifPresent(before -> all.passed().put(node, before));
                }
            } else if (node.operation() instanceof Operation.Apply && primal.varies(node)) {
                tangent(node, frame, all).ifPresent(t -> tangents.put(node, t));
            }
        }
        return all;
    }

    private static Map<Object, Node> seedsOf(Node region, Map<Node, Node> tangents) {
        Map<Object, Node> seeds = new LinkedHashMap<>();
        for (Node operand : region.operands()) {
            Node tangent = tangents.get(operand);
            if (tangent != null) {
                seeds.put(operand, tangent);
            }
        }
        return seeds;
    }

    /** A loop that computes the states again, beside their tangents. */
    private Map<Object, Node> loop(Linearization.LoopRegion region, Frame frame, Map<Node, Node> tangents) {
        if (region.active().outputs().isEmpty()) {
            return Map.of();
        }
        Operation.Loop loop = region.loop();
        Graph body = region.body();
        BodyBuilder builder = new BodyBuilder(frame.builder());
        Linearization inside = new Linearization(builder.graph(), this);
        Algebra outer = frame.algebra();
        List<Node> initial = new ArrayList<>();
        List<Integer> moving = new ArrayList<>();
        for (int k = 0; k < loop.carried(); k++) {
            Node state = body.inputs().get(k);
            initial.add(frame.primal(region.operand(k)));
            inside.put(
                    state,
                    builder.state(state.name().orElse("s"), state.type()),
                    region.active().inputs().get(k));
        }
        Map<Node, Node> seeds = new LinkedHashMap<>();
        for (int k = 0; k < loop.carried(); k++) {
            Node state = body.inputs().get(k);
            if (region.active().inputs().get(k)) {
                Node tangent = tangents.get(region.operand(k));
                initial.add(tangent == null ? outer.zero(state.type()) : tangent);
                seeds.put(inside.of(state), builder.state(nameOf(state), state.type()));
                moving.add(k);
            }
        }
        for (int k = loop.carried(); k < body.inputs().size(); k++) {
            Node input = body.inputs().get(k);
            Node tangent = tangents.get(region.operand(k));
            Node captured = builder.capture(frame.primal(region.operand(k)));
            stands(captured, region.operand(k));
            inside.put(input, captured, tangent != null);
            if (tangent != null) {
                seeds.put(inside.of(input), builder.capture(tangent));
            }
        }
        inside.copy(body, body.results());
        Map<Node, Node> all = run(inside, Frame.beside(builder.graph()), seeds);
        Algebra g = new Algebra(builder.graph());
        List<Node> outputs = new ArrayList<>(inside.results().subList(0, loop.carried()));
        List<Operation.Role> roles = new ArrayList<>(loop.roles().subList(0, loop.carried()));
        Map<Object, Integer> positions = new LinkedHashMap<>();
        for (int i = 0; i < loop.roles().size(); i++) {
            Node result = inside.results().get(i);
            Node tangent = all.get(result);
            boolean state = moving.contains(i);
            if (state || (i >= loop.carried() && tangent != null)) {
                positions.put(i, outputs.size());
                outputs.add(tangent == null ? g.zero(result.type()) : tangent);
                roles.add(loop.roles().get(i));
            }
        }
        Node tuple = frame.builder().loop(loop.iterations(), initial, builder.buildResults(outputs), roles);
        Map<Object, Node> derivatives = new LinkedHashMap<>();
        positions.forEach(
                (result, position) -> derivatives.put(result, frame.builder().item(tuple, position)));
        return derivatives;
    }

    /** Says that {@code tangent} is the part of the direction that belongs to an input. */
    void begin(Node input, Node tangent, Tangents all) {
        given.add(tangent);
        all.values().put(input, tangent);
        all.passed().put(input, start);
    }

    /** The tangent of one application, those of its operands being known; nothing where it does not vary. */
    Optional<Node> tangent(Node node, Frame frame, Tangents all) {
        Map<Node, Node> tangents = all.values();
        Algebra g = frame.algebra();
        Operator operator = node.operator().orElseThrow();
        if (operator instanceof ArrayOperator array && array.isJointlyLinear()) {
            return joint(array, node, frame, tangents);
        }
        List<Optional<Mask>> masks = new ArrayList<>();
        List<Node> x = node.operands().stream().map(frame::primal).toList();
        Set<Contribution.Known> aliases = new LinkedHashSet<>(); // an operand that stands twice is said once
        List<Notation.Term> terms = new ArrayList<>();
        List<Label.Source> read = new ArrayList<>(viewsAround(node));
        @Nullable Node sum = null;
        for (int i = 0; i < node.operands().size(); i++) {
            Node incoming = tangents.get(node.operand(i));
            Optional<Mask> mask = all.mask(node.operand(i));
            Passed passed = all.passed(node.operand(i));
            Optional<Term> found = incoming == null
                    ? Optional.empty()
                    : term(operator, g, x, frame.primal(node), i, incoming, mask, passed.winningForward());
            if (incoming == null || found.isEmpty()) {
                continue;
            }
            Term term = found.get();
            masks.add(Mask.and(g, mask, term.condition()));
            Passed after =
                    Steep.isByRoot(g, node, i) ? Passed.UNKNOWN : passed.through(node, term.slope(), Optional.empty());
            all.passed().merge(node, after, Passed::and);
            sum = sum == null
                    ? term.negative() ? g.negate(term.value()) : term.value()
                    : term.negative() ? g.subtract(sum, term.value()) : g.add(sum, term.value());
            String name = nameOf(node.operand(i));
            Optional<Contribution.Known> alias = known(node.operand(i), incoming);
            if (alias.filter(aliases::add).isPresent()) {
                line(node.operand(i)).ifPresent(read::add);
            }
            source(incoming).ifPresent(read::add);
            terms.add(Notation.Term.of(term.rule(), node, name));
        }
        if (sum != null) {
            sum = g.broadcast(sum, node.type().shape());
            Optional<Label> before = sumBefore(node, tangents);
            AppliedRule rule = before.isPresent()
                    ? Notation.added(nameOf(node), terms.subList(1, terms.size()))
                    : AppliedRule.given(nameOf(node), Notation.sum(terms));
            Contribution why =
                    new Contribution(Notation.line(node), List.copyOf(aliases), Optional.of(rule), node.origin(), read);
            frame.builder().known(sum, nameOf(node), label(node, List.of(why), before));
            asOthers(node, sum, frame);
        }
        if (operator instanceof ScalarOperator) {
            either(g, masks).ifPresent(mask -> all.masks().put(node, mask));
        }
        return Optional.ofNullable(sum);
    }

    /** A value that is several derivatives has a tangent that is that of all of them. */
    private void asOthers(Node node, Node tangent, Frame frame) {
        for (Alias alias : node.aliases()) {
            if (alias.label().isPresent()) {
                String other = nameOf(alias.name());
                Contribution why = new Contribution(
                        Phrase.of(alias.name())
                                .then(" = ", Phrase.of(node.name().orElse("v"))),
                        AppliedRule.given(other, Phrase.of(nameOf(node))),
                        node.origin(),
                        tangent.label().map(label -> new Label.Source(nameOf(node), label)).stream()
                                .toList());
                frame.builder().known(tangent, other, label(node, List.of(why), Optional.empty()));
            }
        }
    }

    /** {@code s = ... for i:  sDot += v1Dot} of what a loop sums up, and {@code aDot = v1Dot} of what it gives one by one. */
    private static List<Contribution> ofLoop(Node item, Node tangent, String name) {
        boolean sums = ofLoop(tangent, Operation.Role.SUM).isPresent();
        Optional<Node> term = ofLoop(tangent, sums ? Operation.Role.SUM : Operation.Role.STACK);
        Optional<Label> inside = term.flatMap(Node::label);
        if (inside.isEmpty()) {
            return List.of();
        }
        Phrase said = Notation.name(term.get());
        String added = said.toString();
        return added.equals(name) || Ending.SUM.on(added).equals(name)
                ? inside.get().contributions().stream()
                        .map(contribution -> contribution.in(name))
                        .toList()
                : List.of(new Contribution(
                        Notation.line(item.operand(0), List.of(item)),
                        sums ? AppliedRule.added(name, said) : AppliedRule.given(name, said),
                        item.origin(),
                        List.of(new Label.Source(added, inside.get()))));
    }

    /** Of the tangent of an adjoint that goes on from a sum, the tangent of that sum, which it goes on from. */
    private Optional<Label> sumBefore(Node node, Map<Node, Node> tangents) {
        Node sum = node.operands().get(0);
        boolean goesOn = node.operator()
                        .filter(o -> o.equals(Arithmetic.ADD) || o.equals(Arithmetic.SUBTRACT))
                        .isPresent()
                && node.label().isPresent()
                && sum.label().isPresent()
                && sum.name().equals(node.name())
                && tangents.containsKey(node.operand(1))
                && !node.operand(1).equals(sum);
        return goesOn
                ? Optional.ofNullable(tangents.get(sum)).flatMap(tangent -> tangent.labelAs(nameOf(sum)))
                : Optional.empty();
    }

    /** Where one of several terms can move, if not everywhere. */
    private static Optional<Mask> either(Algebra g, List<Optional<Mask>> masks) {
        return masks.stream()
                .reduce((one, other) -> one.flatMap(m -> other.map(n -> m.or(g, n))))
                .orElse(Optional.empty());
    }

    /** The operator at the tangents, which are zero for operands without one. */
    private Optional<Node> joint(ArrayOperator operator, Node node, Frame frame, Map<Node, Node> tangents) {
        if (node.operands().stream().noneMatch(tangents::containsKey)) {
            return Optional.empty();
        }
        Algebra g = frame.algebra();
        List<Node> operands = new ArrayList<>();
        List<Phrase> terms = new ArrayList<>();
        List<Label.Source> read = new ArrayList<>(viewsAround(node));
        for (Node operand : node.operands()) {
            Node tangent = tangents.get(operand);
            operands.add(tangent == null ? g.zero(operand.type()) : tangent);
            terms.add(tangent == null ? Phrase.of("0") : Notation.name(tangent));
            Optional.ofNullable(tangent).flatMap(this::source).ifPresent(read::add);
        }
        Node tangent = frame.builder().apply(operator, operands);
        AppliedRule rule =
                AppliedRule.given(nameOf(node), Phrase.join(", ", terms).between("[", "]"));
        Contribution why = new Contribution(Notation.line(node), rule, node.origin(), read);
        frame.builder().known(tangent, nameOf(node), label(node, List.of(why), Optional.empty()));
        return Optional.of(tangent);
    }

    /** What a tangent {@code v} of operand {@code i} adds; nothing where the value is locally constant. */
    private Optional<Term> term(
            Operator operator, Algebra g, List<Node> x, Node y, int i, Node v, Optional<Mask> mask, Steep.Roots roots) {
        if (operator instanceof ArrayOperator array) {
            return array.rules()
                    .get(i)
                    .map(rule ->
                            new Term(array.tangent(g, x, y, i, v), false, rule.tangentText(), Partial.Slope.FINITE));
        }
        ScalarOperator scalar = (ScalarOperator) operator;
        return Term.of(
                scalar,
                g,
                x,
                y,
                i,
                partial -> new Term(
                        partial.tangent(g, v, given.contains(v), mask.map(Mask::node), roots),
                        partial.isNegative(),
                        scalar.rules().get(i).text(),
                        partial.condition(),
                        partial.slopeForward()));
    }

    @Override
    BodyResult body(Linearization body, Map<Object, Seed> seeds, GraphBuilder builder) {
        Frame.OfBody frame = new Frame.OfBody(builder);
        Map<Node, Node> tangents = new HashMap<>();
        Map<Node, Passed> before = new HashMap<>();
        body.captured().forEach((inner, outer) -> {
            Seed seed = seeds.get(outer);
            if (seed != null) {
                tangents.put(inner, seed(frame, outer, seed, inner));
                before.put(inner, seed.passed().elsewhere());
            }
        });
        Tangents all = run(body, frame, tangents, before);
        Map<Object, Node> derivatives = new LinkedHashMap<>();
        Map<Object, Mask> masks = new LinkedHashMap<>();
        Map<Object, Passed> passed = new HashMap<>();
        for (int i = 0; i < body.results().size(); i++) {
            Node result = body.results().get(i);
            Node tangent = all.values().get(result);
            if (tangent != null) {
                derivatives.put(i, tangent);
                passed.put(i, all.passed(result).elsewhere());
                Optional<Mask> mask = all.mask(result);
                if (mask.isPresent()) {
                    masks.put(i, mask.get());
                }
            }
        }
        return new BodyResult(frame, derivatives, masks, passed);
    }

    /** Which branch a value that does not move came from decides whether it feels an infinite slope. */
    @Override
    boolean isMasked(Object key) {
        return true;
    }

    @Override
    List<Set<Object>> possibleSeeds(Linearization body) {
        Set<Object> seeds = new LinkedHashSet<>();
        body.captured().forEach((inner, outer) -> {
            if (body.varies(inner)) {
                seeds.add(outer);
            }
        });
        return seeds.isEmpty() ? List.of() : List.of(seeds);
    }
}
