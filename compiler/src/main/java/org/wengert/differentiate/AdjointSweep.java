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
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.Steep;

/**
 * Reverse mode: walks the primal values backward; when a value is reached its adjoint is complete, and each operand is given
 * partial derivative times adjoint. Seeds belong to the positions of a body's outputs, results to values.
 */
final class AdjointSweep extends Sweep {

    private final FiniteSlopes finite;
    private final OperatorBackward operators = new OperatorBackward(this);

    AdjointSweep(UnaryOperator<String> names) {
        this(names, new FiniteSlopes());
    }

    private AdjointSweep(UnaryOperator<String> names, FiniteSlopes finite) {
        super(Label.Role.ADJOINT, names);
        this.finite = finite;
    }

    /** Of which values the derivatives are finite. */
    FiniteSlopes finite() {
        return finite;
    }

    /** Another sweep over what is made ready for this one. */
    AdjointSweep named(UnaryOperator<String> others) {
        return new AdjointSweep(others, finite);
    }

    @Override
    void enters(Node input, List<Node> outer, List<Node> iterated) {
        super.enters(input, outer, iterated);
        finite.enters(input, outer, iterated);
    }

    @Override
    boolean isMasked(Object key) {
        return key instanceof Node node && !finite.of(node);
    }

    /** The key of a seed that says where the cotangent of a result counts, and its type. */
    record Counts(int result, Type type) {}

    /** The key of a seed that is a factor of the cotangent of a result. */
    private record Factor(int result, int position, boolean negative) {}

    /** The key of what is multiplied by the adjoint that a branch gives to a value, a root, whose slope only the other factors win over. */
    private record Rest(Node value) {}

    /** The key of a seed that says what came out of a slope that may be infinite. */
    private record Came(Node after) {}

    /**
     * The adjoints of everything that varies and reaches a seed.
     *
     * @param seeds for outputs of the program by position, their cotangents
     */
    Adjoints run(Linearization primal, Frame frame, Map<Integer, Node> seeds) {
        Map<Object, Passed> passed = new HashMap<>();
        seeds.keySet().forEach(position -> passed.put(position, Passed.NONE));
        return run(primal, frame, seeds, Map.of(), passed, Map.of());
    }

    /**
     * The adjoints of everything that varies and reaches a seed.
     *
     * @param masks for some of the seeds where they count
     * @param passed for some of the seeds through which infinite slopes they came
     * @param innerSums for some inputs of a body, receives the terms of their adjoints that are sums of loops, instead of the adjoint
     */
    Adjoints run(
            Linearization primal,
            Frame frame,
            Map<Integer, Node> seeds,
            Map<Integer, Mask> masks,
            Map<Object, Passed> passed,
            Map<Node, List<Adjoints.LoopSum>> innerSums) {
        Adjoints adjoints = new Adjoints(this, frame.builder(), innerSums);
        seeds.forEach((position, cotangent) -> {
            Node result = primal.results().get(position);
            if (primal.varies(result)) {
                adjoints.passes(result, passed.getOrDefault(position, Passed.UNKNOWN));
                adjoints.add(result, cotangent, false, Optional.ofNullable(masks.get(position)), List.of());
            }
        });
        Map<Node, Map<Integer, Node>> regions = new HashMap<>();
        for (int i = primal.nodes().size() - 1; i >= 0; i--) {
            Node node = primal.nodes().get(i);
            frame.builder().at(node);
            Node bar = adjoints.unmasked(node);
            if (node.isRegion()) {
                backward(primal, node, frame, regions.getOrDefault(node, Map.of()), adjoints);
            } else if (node.operation() instanceof Operation.Item item && bar != null) {
                regions.computeIfAbsent(node.operand(0), r -> new LinkedHashMap<>())
                        .put(item.index(), node);
            } else if (node.operation() instanceof Operation.Apply && bar != null) {
                operators.propagate(primal, node, bar, frame, adjoints);
            }
        }
        return adjoints;
    }

    /** A region backward, given its items by index. What all of them have as one mask is applied to what comes out; others go in. */
    private void backward(Linearization primal, Node region, Frame frame, Map<Integer, Node> items, Adjoints adjoints) {
        Set<Optional<Mask>> masks = new HashSet<>();
        items.values().forEach(item -> masks.add(adjoints.mask(item)));
        boolean needed = !finite.of(region);
        Optional<Mask> common =
                masks.size() == 1 ? masks.iterator().next().filter(m -> needed && m.isOne()) : Optional.empty();
        int states = region.operation() instanceof Operation.Loop loop ? loop.carried() : 0;
        Map<Object, Node> seeds = new LinkedHashMap<>();
        items.forEach((index, item) -> {
            boolean state = index < states;
            Optional<Mask> mask = adjoints.mask(item).filter(m -> needed);
            boolean settled = mask.isEmpty() || (state && common.isEmpty());
            seeds.put(
                    index,
                    Optional.ofNullable(settled ? adjoints.get(item) : adjoints.unmasked(item))
                            .orElseThrow());
            mask.filter(m -> common.isEmpty() && (!state || m.isOne()))
                    .ifPresent(m -> seeds.put(new Counts(index, m.node().type()), m.node()));
        });
        Optional<Node> always = common.map(Mask::node);
        if (region.operation() instanceof Operation.Loop) {
            for (LoopBackward.OfOperand adjoint : LoopBackward.adjoints(this, primal.loop(region), frame, seeds)) {
                if (primal.varies(adjoint.operand())) {
                    Optional<Mask> mask = Mask.and(frame.algebra(), adjoint.mask(), always);
                    adjoints.passes(adjoint.operand(), Passed.UNKNOWN);
                    adjoints.addPart(adjoint.operand(), adjoint.value(), adjoint.value(), mask, region, items.values());
                }
            }
            return;
        }
        Map<Object, Passed> passed = new HashMap<>();
        boolean byFactors = region.operation().bodies().stream().anyMatch(body -> Steep.hasRoot(body.graph()));
        items.forEach((index, item) -> {
            passed.put(index, adjoints.passed(item));
            if (byFactors) {
                factors(index, Optional.ofNullable(seeds.get(index)).orElseThrow())
                        .forEach(seeds::put);
            }
            adjoints.passed(item).asked().forEach(after -> seeds.put(new Came(after), after));
        });
        OfRegion result = region(primal.region(region), region.operand(0), frame, seeds, passed);
        result.derivatives().forEach((key, derivative) -> {
            if (!(key instanceof Node outer)) {
                return;
            }
            Node rest = result.derivatives().get(new Rest(outer));
            Node term = rest == null ? derivative : frame.algebra().multiply(derivative, rest);
            Optional<Mask> mask =
                    Mask.and(frame.algebra(), Optional.ofNullable(result.masks().get(outer)), always);
            adjoints.passes(outer, result.passed().getOrDefault(outer, Passed.UNKNOWN));
            adjoints.addPart(outer, term, derivative, mask, region, items.values());
        });
    }

    /** The factors of a cotangent: one of them that is 0 wins over a root in a branch, where the others are computed from the root. */
    private static Map<Factor, Node> factors(int result, Node cotangent) {
        List<Node> factors = new ArrayList<>();
        boolean negative = Steep.factors(cotangent, factors);
        Map<Factor, Node> byPosition = new LinkedHashMap<>();
        for (int k = 0; factors.size() > 1 && k < factors.size(); k++) {
            byPosition.put(new Factor(result, k, negative), factors.get(k));
        }
        return byPosition;
    }

    @Override
    BodyResult body(Linearization body, Map<Object, Seed> seeds, GraphBuilder builder) {
        Frame.OfBody frame = new Frame.OfBody(builder);
        Map<Integer, Node> cotangents = new LinkedHashMap<>();
        Map<Integer, Mask> counts = new HashMap<>();
        Map<Node, Node> cameFrom = new HashMap<>();
        Map<Object, Passed> passedBefore = new HashMap<>();
        for (int i = 0; i < body.results().size(); i++) {
            int index = i;
            Node result = body.results().get(i);
            Seed seed = seeds.get(i);
            if (seed != null && body.varies(result)) {
                cotangents.put(i, product(i, seeds, frame).orElseGet(() -> seed(frame, index, seed, result)));
                passedBefore.put(i, seed.passed().read(after -> {
                    Node inside = frame.seed(new Came(after), Optional.of(after), nameOf(after), after.type());
                    cameFrom.put(inside, after);
                    return Optional.of(inside);
                }));
            }
        }
        seeds.forEach((seed, given) -> {
            if (seed instanceof Counts key && cotangents.containsKey(key.result())) {
                String name = nameOf(body.results().get(key.result())) + "Counts";
                counts.put(key.result(), new Mask(frame.seed(key, given.value(), name, key.type())));
            }
        });
        Adjoints all = run(body, frame, cotangents, counts, passedBefore, Map.of());
        Map<Object, Node> derivatives = new LinkedHashMap<>();
        Map<Object, Mask> masks = new LinkedHashMap<>();
        Map<Object, Passed> passed = new HashMap<>();
        body.captured().forEach((inner, outer) -> {
            Node bar = all.get(inner);
            if (bar != null) {
                derivatives.put(outer, bar);
                passed.put(outer, all.passed(inner).read(after -> Optional.ofNullable(cameFrom.get(after))));
                all.mask(inner).filter(mask -> isMasked(outer)).ifPresent(mask -> masks.put(outer, mask));
            }
        });
        return new BodyResult(frame, derivatives, masks, passed);
    }

    /** The cotangent of a result from its factors, if it comes in several. */
    private static Optional<Node> product(int result, Map<Object, Seed> seeds, Frame.OfBody frame) {
        Algebra g = frame.algebra();
        Optional<Node> product = Optional.empty();
        boolean negative = false;
        for (Map.Entry<Object, Seed> seed : seeds.entrySet()) {
            if (seed.getKey() instanceof Factor key && key.result() == result) {
                Node outer = seed.getValue().value().orElseThrow();
                Node factor = frame.seed(key, Optional.of(outer), outer.name().orElse("p"), outer.type());
                product = Optional.of(product.map(p -> g.multiply(p, factor)).orElse(factor));
                negative = key.negative();
            }
        }
        return negative ? product.map(g::negate) : product;
    }

    /** Where a value is a root, what wins over its slope is a factor of its own in both branches if it is one of several in one of them. */
    @Override
    void align(List<BodyResult> bodies) {
        Set<Object> keys = new LinkedHashSet<>();
        bodies.forEach(body -> keys.addAll(body.derivatives().keySet()));
        for (Object key : keys) {
            Node value = (Node) key;
            List<Optional<Steep.Split>> splits = bodies.stream()
                    .map(body -> Optional.ofNullable(body.derivatives().get(value))
                            .flatMap(bar -> Steep.split(body.frame().algebra(), bar, value)))
                    .toList();
            if (splits.stream()
                    .anyMatch(split -> split.filter(Steep.Split::isProduct).isPresent())) {
                for (int k = 0; k < bodies.size(); k++) {
                    Map<Object, Node> derivatives = bodies.get(k).derivatives();
                    splits.get(k).ifPresent(split -> {
                        derivatives.put(value, split.winning());
                        derivatives.put(new Rest(value), split.rest());
                    });
                }
            }
        }
    }

    @Override
    Node absent(Algebra g, Object key, Type type) {
        return key instanceof Rest ? g.constant(1) : super.absent(g, key, type);
    }

    /** Without masks, and with one for each result where one matters: a mask that goes on reads conditions that no adjoint reads. */
    @Override
    List<Set<Object>> possibleSeeds(Linearization body) {
        Set<Object> seeds = new LinkedHashSet<>();
        Set<Object> masked = new LinkedHashSet<>();
        for (int i = 0; i < body.results().size(); i++) {
            Node result = body.results().get(i);
            if (result.type().isReal() && body.varies(result)) {
                seeds.add(i);
                if (!finite.of(result)) {
                    masked.add(new Counts(i, result.type().isScalar() ? Type.BOOLEAN : result.type()));
                }
            }
        }
        if (masked.isEmpty()) {
            return seeds.isEmpty() ? List.of() : List.of(seeds);
        }
        masked.addAll(seeds);
        return List.of(seeds, masked);
    }
}
