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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Branch;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Size;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.Logic;
import org.wengert.pass.Rebuild;

/**
 * A loop backward: each iteration is evaluated again from its kept states; the adjoints of the states are its states,
 * those of what it captured are sums. What a loop inside of it sums up is a sum of its own: a loop adds to an array where
 * it lies only if the array is nothing but this sum, and an iteration would have to clear one and add all of it otherwise.
 * In
 *
 * <pre>
 * sum(x[i]*sum(x[j] for j in 0:i) for i in 0:n)
 * </pre>
 *
 * <p>the adjoint of x is the sum over i of what it is there, and of what the loops over j give.
 *
 * <p>Where the adjoint of a state counts is a state too, if the iterations choose or its last value does not count: in
 * {@code max(sqrt(x[i]) for i in 0:n)} the adjoint goes back from the largest one and is 0 before it.
 */
final class LoopBackward {

    private final AdjointSweep sweep;
    private final Linearization.LoopRegion region;
    private final Operation.Loop loop;
    private final Graph body;
    private final Frame frame;
    private final BodyBuilder builder;
    private final Linearization inside;
    private final Algebra g;
    private final List<Node> initial = new ArrayList<>();
    private final List<Node> outputs = new ArrayList<>();
    private final List<Operation.Role> roles = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();

    /** The states whose adjoints count in some iterations only. */
    private final Set<Integer> masked = new LinkedHashSet<>();

    /** The operand that an output belongs to, and the output that says where it counts, if there is one. */
    private record Target(Node operand, int output, int mask) {}

    /** The adjoint that a loop gives to an operand, and where it counts. */
    record OfOperand(Node operand, Node value, Optional<Mask> mask) {}

    /**
     * The adjoints by operand; an operand that is captured and a state has both.
     *
     * @param seeds cotangents by result
     */
    static List<OfOperand> adjoints(
            AdjointSweep sweep, Linearization.LoopRegion region, Frame frame, Map<Object, Node> seeds) {
        if (seeds.isEmpty()) {
            return List.of();
        }
        Set<Integer> moving = new LinkedHashSet<>();
        for (int k = 0; k < region.loop().carried(); k++) {
            if (region.active().inputs().get(k)) {
                moving.add(k);
            }
        }
        Set<Integer> masked = sweep.finite().of(region) ? Set.of() : moving;
        while (true) {
            LoopBackward loop = new LoopBackward(sweep, region, frame, seeds, moving, masked);
            if (loop.masked.equals(masked)) {
                return loop.adjoints();
            }
            masked = loop.masked;
        }
    }

    /** One try, the masks of some states being states. */
    private LoopBackward(
            AdjointSweep sweep,
            Linearization.LoopRegion region,
            Frame frame,
            Map<Object, Node> seeds,
            Set<Integer> moving,
            Set<Integer> tried) {
        this.sweep = sweep;
        this.region = region;
        this.loop = region.loop();
        this.body = region.body();
        this.frame = frame;
        this.builder = new BodyBuilder(frame.builder());
        this.inside = new Linearization(builder.graph(), sweep);
        this.g = new Algebra(builder.graph());
        Map<Integer, Node> cotangents = new LinkedHashMap<>();
        Map<Integer, Mask> masks = new HashMap<>();
        for (int k : moving) {
            Node state = body.inputs().get(k);
            Node bar = seeds.get(k);
            initial.add(bar == null ? frame.algebra().zero(state.type()) : bar);
            cotangents.put(k, builder.state(sweep.nameOf(state), state.type()));
        }
        for (int k : tried) {
            initial.add(start(k, seeds));
            masks.put(k, new Mask(builder.state(sweep.nameOf(body.inputs().get(k)) + "Counts", Type.BOOLEAN)));
        }
        copyBody();
        captureSeeds(seeds, cotangents, masks);
        Map<Node, List<Adjoints.LoopSum>> innerSums = new LinkedHashMap<>();
        captured().forEach(k -> innerSums.put(inside.of(body.inputs().get(k)), new ArrayList<>()));
        Adjoints all = sweep.run(inside, Frame.beside(builder.graph()), cotangents, masks, Map.of(), innerSums);
        Set<Integer> always = new HashSet<>(moving);
        always.removeIf(k -> start(k, seeds) != frame.builder().truth(true));
        states(all, moving, tried, masks, always);
        captured().filter(k -> region.active().inputs().get(k)).forEach(k -> sums(all, innerSums, k));
    }

    /** Where the adjoint of the last value of a state counts: nowhere if nothing reads it. */
    private Node start(int k, Map<Object, Node> seeds) {
        return seeds.getOrDefault(
                new AdjointSweep.Counts(k, Type.BOOLEAN), frame.builder().truth(seeds.containsKey(k)));
    }

    private Stream<Integer> captured() {
        return IntStream.range(loop.carried(), body.inputs().size()).boxed();
    }

    private void copyBody() {
        Size iteration = loop.iterations().position();
        for (int k = 0; k < body.inputs().size(); k++) {
            boolean state = k < loop.carried();
            Node outer = state ? region.kept().get(k) : region.operand(k);
            Node captured = builder.capture(frame.primal(outer));
            Node inner = state ? g.slice(captured, iteration) : captured;
            if (!state) {
                sweep.stands(inner, outer);
            }
            sweep.finite()
                    .stands(
                            inner,
                            state ? sweep.finite().of(region) : sweep.finite().of(region.operand(k)));
            inside.put(body.inputs().get(k), inner, region.active().inputs().get(k));
        }
        inside.copy(body, body.results());
    }

    private void captureSeeds(Map<Object, Node> seeds, Map<Integer, Node> cotangents, Map<Integer, Mask> masks) {
        seeds.forEach((key, seed) -> {
            if (key instanceof AdjointSweep.Counts counts && counts.result() < loop.carried()) {
                return;
            }
            if (key instanceof AdjointSweep.Counts counts) {
                masks.put(counts.result(), new Mask(counts(counts, seed)));
            } else if ((Integer) key >= loop.carried()) {
                cotangents.put((Integer) key, ofIteration((Integer) key, builder.capture(seed)));
            }
        });
    }

    /** Where the cotangent of a result counts in an iteration: of an array that it stacks, in the part that it gives. */
    private Node counts(AdjointSweep.Counts key, Node condition) {
        if (condition.type().isScalar()) {
            return builder.capture(condition);
        }
        Node indicator = new Mask(condition).indicator(frame.algebra());
        Node part = ofIteration(key.result(), builder.capture(indicator));
        return g.apply(Logic.NOT_EQUAL, part, g.constant(0));
    }

    private Node ofIteration(int result, Node captured) {
        return loop.roles().get(result) == Operation.Role.STACK
                ? g.slice(captured, loop.iterations().position())
                : captured;
    }

    private void states(
            Adjoints all, Set<Integer> moving, Set<Integer> tried, Map<Integer, Mask> masks, Set<Integer> always) {
        List<Node> counts = new ArrayList<>();
        for (int k : moving) {
            Node state = inside.of(body.inputs().get(k));
            Optional<Mask> mask = all.mask(state)
                    .filter(m -> tried.contains(k)
                            && m.isOne()
                            && !(always.contains(k)
                                    && Optional.ofNullable(masks.get(k))
                                            .orElseThrow()
                                            .implies(m)));
            Node bar = mask.isPresent() ? all.unmasked(state) : all.get(state);
            outputs.add(bar == null ? g.zero(state.type()) : bar);
            if (mask.isPresent() || (tried.contains(k) && !always.contains(k))) {
                masked.add(k);
            }
            int place = tried.contains(k) ? moving.size() + counts.size() : -1;
            targets.add(new Target(region.operand(k), outputs.size() - 1, place));
            if (tried.contains(k)) {
                counts.add(mask.map(m -> m.condition(g))
                        .orElseGet(() -> g.builder().truth(true)));
            }
        }
        outputs.addAll(counts);
        outputs.forEach(output -> roles.add(Operation.Role.CARRY));
    }

    private void sums(Adjoints all, Map<Node, List<Adjoints.LoopSum>> innerSums, int k) {
        Node input = inside.of(body.inputs().get(k));
        List<Adjoints.LoopSum> terms = new ArrayList<>(innerSums.getOrDefault(input, List.of()));
        Optional.ofNullable(all.get(input)).ifPresent(bar -> terms.add(new Adjoints.LoopSum(bar, all.mask(input))));
        for (Adjoints.LoopSum term : terms) {
            int at = sum(term.value());
            Optional<Mask> mask = term.mask().filter(m -> !sweep.finite().of(region.operand(k)));
            int counts = mask.map(m ->
                            sum(g.broadcast(m.indicator(g), term.value().type().shape())))
                    .orElse(-1);
            targets.add(new Target(region.operand(k), at, counts));
        }
    }

    private int sum(Node term) {
        outputs.add(term);
        roles.add(Operation.Role.SUM);
        return outputs.size() - 1;
    }

    private List<OfOperand> adjoints() {
        Branch again = builder.buildResults(outputs);
        Node tuple = frame.builder()
                .loop(loop.iterations().reversed(), initial, withKept(again, inside, region, frame), roles);
        return targets.stream()
                .map(target -> new OfOperand(
                        target.operand(),
                        frame.builder().item(tuple, target.output()),
                        target.mask() < 0
                                ? Optional.empty()
                                : Optional.of(new Mask(frame.builder().item(tuple, target.mask())))))
                .toList();
    }

    /** The body of a loop backward, where what was kept of an iteration is read instead of being computed again. */
    private static Branch withKept(Branch again, Linearization inside, Linearization.LoopRegion region, Frame frame) {
        List<Optional<Node>> made = inside.costly(region.loop());
        if (made.isEmpty()) {
            return again;
        }
        BodyBuilder builder = new BodyBuilder(frame.builder());
        Rebuild.Copy copy = new Rebuild.Copy(builder.graph());
        Graph body = again.graph();
        int states = body.inputs().size() - again.captured().size();
        for (int k = 0; k < body.inputs().size(); k++) {
            Node input = body.inputs().get(k);
            copy.put(
                    input,
                    k < states
                            ? builder.state(input.name().orElse("s"), input.type())
                            : builder.capture(again.captured().get(k - states)));
        }
        Algebra g = new Algebra(builder.graph());
        for (int i = 0; i < made.size(); i++) {
            Optional<Node> kept = region.values().get(i);
            if (made.get(i).isPresent() && kept.isPresent()) {
                Node array = builder.capture(frame.primal(kept.get()));
                copy.put(
                        made.get(i).get(),
                        g.slice(array, region.loop().iterations().position()));
            }
        }
        return builder.buildResults(copy.results(body, body.results()));
    }
}
