package org.wengert.differentiate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Branch;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.Arithmetic;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Bounded;
import org.wengert.op.Logic;
import org.wengert.op.Partial;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Steep;
import org.wengert.pass.Rebuild;

/**
 * Reverse mode: walks the primal values backward; when a value is reached its adjoint is complete, and each operand is given
 * partial derivative times adjoint. Seeds belong to the positions of a body's outputs, results to values.
 */
final class AdjointSweep extends Sweep {

    /** Values whose derivatives, back to the parameters, are finite wherever the values are; see {@link Bounded}. */
    private final Map<Node, Boolean> bounded;

    /** Inputs of bodies. */
    private final Set<Node> entered;

    AdjointSweep(UnaryOperator<String> names) {
        this(names, new HashMap<>(), new HashSet<>());
    }

    private AdjointSweep(UnaryOperator<String> names, Map<Node, Boolean> bounded, Set<Node> entered) {
        super(Label.Role.ADJOINT, names);
        this.bounded = bounded;
        this.entered = entered;
    }

    /** Another sweep over what is made ready for this one. */
    AdjointSweep named(UnaryOperator<String> others) {
        return new AdjointSweep(others, bounded, entered);
    }

    private boolean isBounded(Node node) {
        Boolean known = bounded.get(node);
        if (known != null) {
            return known;
        }
        Deque<Node> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            Node next = open.peek();
            List<Node> unknown = next.operands().stream()
                    .filter(o -> !bounded.containsKey(o))
                    .toList();
            if (unknown.isEmpty()) {
                bounded.put(
                        open.pop(),
                        isBoundedItself(next)
                                && !isMultipleOfParameter(next)
                                && next.operands().stream().allMatch(this::isBounded));
            } else {
                unknown.forEach(open::push);
            }
        }
        return isBounded(node);
    }

    private static boolean isBoundedItself(Node node) {
        return Bounded.is(node)
                && node.operation().bodies().stream()
                        .allMatch(body -> body.graph().nodes().stream().allMatch(AdjointSweep::isBoundedItself));
    }

    /**
     * Whether a number is multiplied by a parameter, or is a power of one, which may be infinite. In bodies, which may be loops, no
     * product is looked at.
     */
    private boolean isMultipleOfParameter(Node node) {
        boolean product = node.operator().filter(Arithmetic.MULTIPLY::equals).isPresent()
                && node.operands().stream().noneMatch(Node::isConstant);
        boolean power = Steep.isWholePower(node);
        return (product || power) && node.operands().stream().anyMatch(this::isParameter);
    }

    private boolean isParameter(Node node) {
        return node.operation() instanceof Operation.Input && node.type().isScalar() && !entered.contains(node);
    }

    @Override
    void enters(Node input, List<Node> outer, List<Node> iterated) {
        super.enters(input, outer, iterated);
        entered.add(input);
        bounded.put(
                input,
                outer.stream().allMatch(this::isBounded) && iterated.stream().allMatch(AdjointSweep::isBoundedItself));
    }

    @Override
    boolean isMasked(Object key) {
        return key instanceof Node node && !isBounded(node);
    }

    /** A sum of a loop, which goes on from iteration to iteration, and where it counts. */
    private record LoopSum(Node value, Optional<Mask> mask) {}

    /** The key of a seed that says where the cotangent of a result counts, and its type. */
    private record Counts(int result, Type type) {}

    /** The key of a seed that is a factor of the cotangent of a result. */
    private record Factor(int result, int position, boolean negative) {}

    /** The key of what is multiplied by the adjoint that a branch gives to a value, a root, whose slope only the other factors win over. */
    private record Rest(Node value) {}

    /** The key of a seed that says what came out of a slope that may be infinite. */
    private record Came(Node after) {}

    /** The adjoints so far, with where they count, and what has been added to each. */
    final class Adjoints {
        private final GraphBuilder g;
        private final Map<Node, Node> sums = new HashMap<>();
        private final Map<Node, Mask> masks = new HashMap<>();
        private final Map<Node, Passed> passed = new HashMap<>();
        private final Map<Node, Node> settled = new HashMap<>();
        private final Map<Node, Label> labels = new HashMap<>();

        /** Of what is nothing yet but what a region gives, what is said of that if something is added to it. */
        private final Map<Node, Label.Contribution> parts = new HashMap<>();

        /** Terms of what an iteration captures that are sums of loops inside of it. */
        private final Map<Node, List<LoopSum>> innerSums;

        private Adjoints(GraphBuilder g, Map<Node, List<LoopSum>> innerSums) {
            this.g = g;
            this.innerSums = innerSums;
        }

        private void add(Node primal, Node term, boolean negative, Optional<Mask> mask, List<Label.Contribution> why) {
            Algebra algebra = new Algebra(g);
            List<LoopSum> sumsOfLoops = innerSums.get(primal);
            if (sumsOfLoops != null && !negative && isArrayOfLoop(term)) {
                g.known(term, nameOf(primal), label(primal, why, Optional.empty()));
                sumsOfLoops.add(new LoopSum(settled(algebra, mask, term), mask));
                return;
            }
            Node before = sums.get(primal);
            Optional<Mask> maskBefore = mask(primal);
            Node added = term;
            Label.Contribution part = parts.remove(primal);
            if (before != null && part != null) {
                name(before, primal, GraphBuilder.partOf(nameOf(primal), before));
                labels.put(primal, label(primal, List.of(part), Optional.empty()));
            }
            if (before == null) {
                mask.ifPresent(m -> masks.put(primal, m));
            } else if (!mask.equals(maskBefore)) {
                before = settled(algebra, maskBefore, before);
                added = settled(algebra, mask, term);
                masks.remove(primal);
                maskBefore
                        .flatMap(m -> mask.map(other -> m.or(algebra, other)))
                        .ifPresent(either -> masks.put(primal, either));
            }
            Node sum = before == null
                    ? negative ? algebra.negate(added) : added
                    : negative ? algebra.subtract(before, added) : algebra.add(before, added);
            sums.put(primal, sum);
            Label label = label(primal, why, Optional.ofNullable(labels.get(primal)));
            labels.put(primal, label);
            g.label(sum, nameOf(primal), label);
        }

        /**
         * Adds what a region gives.
         *
         * @param item what comes out of the region, which has a name of its own if it is added to something
         * @param region of the primal program, which gives {@code items}
         */
        private void addPart(
                Node primal, Node term, Node item, Optional<Mask> mask, Node region, Collection<Node> items) {
            String name = nameOf(primal);
            String part = GraphBuilder.partOf(name, item);
            boolean first = !sums.containsKey(primal) && !innerSums.containsKey(primal);
            if (!first) {
                name(item, primal, part);
            }
            String added = first ? part : item.name().orElse(part);
            Label inside = label(primal, inside(item, part), Optional.empty());
            Label.Contribution why = new Label.Contribution(
                    Notation.line(region, items),
                    name + " += " + added,
                    items.stream().flatMap(given -> given.origin().stream()).findFirst(),
                    List.of(new Label.Source(added, inside)));
            add(primal, term, false, mask, first ? List.of() : List.of(why));
            if (first) {
                parts.put(primal, why);
            }
        }

        /** What an iteration adds to an array that a loop sums up. */
        private static List<Label.Contribution> inside(Node item, String part) {
            return item.type().isScalar()
                    ? List.of()
                    : ofLoop(item, Operation.Role.SUM)
                            .flatMap(Node::label)
                            .map(label -> label.contributions().stream()
                                    .map(contribution -> contribution.in(part))
                                    .toList())
                            .orElse(List.of());
        }

        /** Gives what comes out of a region a name of its own. */
        private void name(Node item, Node primal, String part) {
            if (item.operation() instanceof Operation.Item) {
                g.labelPart(item, nameOf(primal), part, label(primal, inside(item, part), Optional.empty()));
            }
        }

        private static Node settled(Algebra algebra, Optional<Mask> mask, Node value) {
            return mask.filter(m -> !m.isApplied())
                    .map(m -> m.apply(algebra, value))
                    .orElse(value);
        }

        /** Through which infinite slopes the adjoint of a value may have come. */
        Passed passed(Node primal) {
            return passed.getOrDefault(primal, Passed.UNKNOWN);
        }

        private void passes(Node primal, Passed more) {
            passed.merge(primal, more, Passed::and);
        }

        /** Where the adjoint of a value counts, if not everywhere. */
        Optional<Mask> mask(Node primal) {
            return Optional.ofNullable(masks.get(primal));
        }

        /** The adjoint of a value but for its mask; null if nothing reaches it. */
        @Nullable
        Node unmasked(Node primal) {
            Node sum = sums.get(primal);
            Label label = labels.get(primal);
            if (sum != null && label != null) {
                g.known(sum, nameOf(primal), label);
            }
            return sum;
        }

        /** The adjoint of a value; null if nothing reaches it. */
        @Nullable
        Node get(Node primal) {
            Node sum = unmasked(primal);
            if (sum == null || !masks.containsKey(primal)) {
                return sum;
            }
            return settled.computeIfAbsent(primal, p -> {
                Node value = settled(new Algebra(g), mask(p), sum);
                Optional.ofNullable(labels.get(p)).ifPresent(label -> g.label(value, nameOf(p), label));
                return value;
            });
        }
    }

    private static boolean isArrayOfLoop(Node term) {
        return !term.type().isScalar()
                && term.operation() instanceof Operation.Item
                && term.operand(0).operation() instanceof Operation.Loop;
    }

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
    private Adjoints run(
            Linearization primal,
            Frame frame,
            Map<Integer, Node> seeds,
            Map<Integer, Mask> masks,
            Map<Object, Passed> passed,
            Map<Node, List<LoopSum>> innerSums) {
        Adjoints adjoints = new Adjoints(frame.builder(), innerSums);
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
                propagate(primal, node, bar, frame, adjoints);
            }
        }
        return adjoints;
    }

    /** A region backward, given its items by index. What all of them have as one mask is applied to what comes out; others go in. */
    private void backward(Linearization primal, Node region, Frame frame, Map<Integer, Node> items, Adjoints adjoints) {
        Set<Optional<Mask>> masks = new HashSet<>();
        items.values().forEach(item -> masks.add(adjoints.mask(item)));
        boolean needed = !isBounded(region);
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
            for (OfOperand adjoint : loop(primal.loop(region), frame, seeds)) {
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

    private void propagate(Linearization primal, Node node, Node bar, Frame frame, Adjoints adjoints) {
        Algebra g = frame.algebra();
        Operator operator = node.operator().orElseThrow();
        List<Node> x = node.operands().stream().map(frame::primal).toList();
        Optional<Mask> mask = adjoints.mask(node);
        List<Label.Source> read = new ArrayList<>(viewsAround(node));
        source(bar).ifPresent(read::add);
        for (int i = 0; i < x.size(); i++) {
            Node operand = node.operand(i);
            if (!primal.varies(operand)) {
                continue;
            }
            int index = i;
            boolean each = operator instanceof ArrayOperator
                    && mask.filter(m -> !m.isOne() || isPart(operator)).isPresent();
            Node cotangent = each ? Optional.ofNullable(adjoints.get(node)).orElseThrow() : bar;
            term(
                            operator,
                            g,
                            x,
                            frame.primal(node),
                            i,
                            cotangent,
                            adjoints.passed(node).winning())
                    .ifPresent(term -> {
                        boolean number =
                                term.value().type().isScalar() && operand.type().isScalar();
                        adjoints.passes(
                                operand,
                                adjoints.passed(node)
                                        .through(
                                                node,
                                                term.slope(),
                                                Optional.of(term.value()).filter(v -> number)));
                        Label.Contribution why = new Label.Contribution(
                                Notation.line(node) + alias(node, bar),
                                Notation.contribution(nameOf(operand), term.rule(), node, nameOf(node)),
                                node.origin(),
                                read);
                        Term settled = term;
                        Optional<Mask> counts = each
                                ? part(operator, g, x, frame.primal(node), index, mask, operand)
                                : mask.map(m -> new Mask(m.condition(g)));
                        if (term.condition().isPresent() && isBounded(operand)) {
                            Node chosen = g.select(term.condition().get(), term.value(), g.constant(0));
                            settled = new Term(chosen, term.negative(), term.rule(), term.slope());
                        } else {
                            counts = Mask.and(g, counts, term.condition());
                        }
                        add(adjoints, g, operand, settled, counts, why);
                    });
        }
    }

    /**
     * A number that stands for an array of equal ones is given the sum of what each of them is given, and counts where one of them does.
     */
    private void add(
            Adjoints adjoints, Algebra g, Node operand, Term term, Optional<Mask> mask, Label.Contribution why) {
        Shape each = term.value().type().shape();
        Shape shape = operand.type().shape();
        boolean settle = !each.equals(shape) && mask.filter(m -> !m.isOne()).isPresent();
        Node value = settle ? Adjoints.settled(g, mask, term.value()) : term.value();
        Optional<Mask> counts = !settle
                ? mask
                : mask.filter(m -> !isBounded(operand))
                        .map(m -> new Mask(g.sumTo(g.broadcast(m.indicator(g), each), shape)))
                        .map(m -> shape.equals(Shape.SCALAR) ? new Mask(m.condition(g)) : m);
        adjoints.add(operand, g.sumTo(value, shape), term.negative(), counts, List.of(why));
    }

    /** Whether the elements of an operator's value are elements of its operands. */
    private static boolean isPart(Operator operator) {
        return operator instanceof ArrayOperator array
                && (array.use().isFree() || array.regions(Shape.SCALAR).isPresent());
    }

    /** Where the adjoint of an array counts whose parts count where {@code mask} says: what an indicator would be given. */
    private Optional<Mask> part(
            Operator operator, Algebra g, List<Node> x, Node y, int i, Optional<Mask> mask, Node operand) {
        if (!isPart(operator) || isBounded(operand)) {
            return Optional.empty();
        }
        Node indicator = g.broadcast(mask.orElseThrow().indicator(g), y.type().shape());
        return term(operator, g, x, y, i, indicator, Steep.Roots.NONE).map(term -> new Mask(term.value()));
    }

    /** What the cotangent {@code v} of a value adds to operand {@code i}; nothing where the value is locally constant. */
    private static Optional<Term> term(
            Operator operator, Algebra g, List<Node> x, Node y, int i, Node v, Steep.Roots roots) {
        if (operator instanceof ArrayOperator array) {
            Partial.Slope slope = Bounded.is(y) ? Partial.Slope.FINITE : Partial.Slope.STEEP;
            return array.rules()
                    .get(i)
                    .map(rule -> new Term(rule.adjoint().at(g, x, y, v), false, rule.adjointText(), slope));
        }
        ScalarOperator scalar = (ScalarOperator) operator;
        return Term.of(
                scalar,
                g,
                x,
                y,
                i,
                partial -> new Term(
                        partial.cotangent(g, v, roots),
                        partial.isNegative(),
                        scalar.rules().get(i).text(),
                        partial.condition(),
                        partial.slope()));
    }

    /** The adjoint that a loop gives to an operand, and where it counts. */
    private record OfOperand(Node operand, Node value, Optional<Mask> mask) {}

    /**
     * The loop backward: each iteration is evaluated again from its kept states; the adjoints of the states are its states,
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
     *
     * @param seeds cotangents by result
     * @return adjoints by operand; an operand that is captured and a state has both
     */
    private List<OfOperand> loop(Linearization.LoopRegion region, Frame frame, Map<Object, Node> seeds) {
        if (seeds.isEmpty()) {
            return List.of();
        }
        Set<Integer> moving = new LinkedHashSet<>();
        for (int k = 0; k < region.loop().carried(); k++) {
            if (region.active().inputs().get(k)) {
                moving.add(k);
            }
        }
        Set<Integer> masked = isBounded(region) ? Set.of() : moving;
        while (true) {
            LoopBackward loop = new LoopBackward(region, frame, seeds, moving, masked);
            if (loop.masked.equals(masked)) {
                return loop.adjoints();
            }
            masked = loop.masked;
        }
    }

    private boolean isBounded(Linearization.LoopRegion region) {
        return region.body().nodes().stream().allMatch(AdjointSweep::isBoundedItself)
                && region.operands().stream().allMatch(this::isBounded);
    }

    /** One try at a loop backward, the masks of some states being states. */
    private final class LoopBackward {
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

        LoopBackward(
                Linearization.LoopRegion region,
                Frame frame,
                Map<Object, Node> seeds,
                Set<Integer> moving,
                Set<Integer> tried) {
            this.region = region;
            this.loop = region.loop();
            this.body = region.body();
            this.frame = frame;
            this.builder = new BodyBuilder(frame.builder());
            this.inside = new Linearization(builder.graph(), AdjointSweep.this);
            this.g = new Algebra(builder.graph());
            Map<Integer, Node> cotangents = new LinkedHashMap<>();
            Map<Integer, Mask> masks = new HashMap<>();
            for (int k : moving) {
                Node state = body.inputs().get(k);
                Node bar = seeds.get(k);
                initial.add(bar == null ? frame.algebra().zero(state.type()) : bar);
                cotangents.put(k, builder.state(nameOf(state), state.type()));
            }
            for (int k : tried) {
                initial.add(start(k, seeds));
                masks.put(k, new Mask(builder.state(nameOf(body.inputs().get(k)) + "Counts", Type.BOOLEAN)));
            }
            copyBody();
            captureSeeds(seeds, cotangents, masks);
            Map<Node, List<LoopSum>> innerSums = new LinkedHashMap<>();
            captured().forEach(k -> innerSums.put(inside.of(body.inputs().get(k)), new ArrayList<>()));
            Adjoints all = run(inside, Frame.beside(builder.graph()), cotangents, masks, Map.of(), innerSums);
            Set<Integer> always = new HashSet<>(moving);
            always.removeIf(k -> start(k, seeds) != frame.builder().truth(true));
            states(all, moving, tried, masks, always);
            captured().filter(k -> region.active().inputs().get(k)).forEach(k -> sums(all, innerSums, k));
        }

        /** Where the adjoint of the last value of a state counts: nowhere if nothing reads it. */
        private Node start(int k, Map<Object, Node> seeds) {
            return seeds.getOrDefault(
                    new Counts(k, Type.BOOLEAN), frame.builder().truth(seeds.containsKey(k)));
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
                    stands(inner, outer);
                }
                bounded.put(inner, state ? isBounded(region) : isBounded(region.operand(k)));
                inside.put(body.inputs().get(k), inner, region.active().inputs().get(k));
            }
            inside.copy(body, body.results());
        }

        private void captureSeeds(Map<Object, Node> seeds, Map<Integer, Node> cotangents, Map<Integer, Mask> masks) {
            seeds.forEach((key, seed) -> {
                if (key instanceof Counts counts && counts.result() < loop.carried()) {
                    return;
                }
                if (key instanceof Counts counts) {
                    masks.put(counts.result(), new Mask(counts(counts, seed)));
                } else if ((Integer) key >= loop.carried()) {
                    cotangents.put((Integer) key, ofIteration((Integer) key, builder.capture(seed)));
                }
            });
        }

        /** Where the cotangent of a result counts in an iteration: of an array that it stacks, in the part that it gives. */
        private Node counts(Counts key, Node condition) {
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
                                        && isTrueWhere(
                                                Optional.ofNullable(masks.get(k))
                                                        .orElseThrow(),
                                                m.node())));
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

        /** Whether a condition is true where {@code mask} is: if that of a state is true at first, it is so in all iterations then. */
        private static boolean isTrueWhere(Mask mask, Node condition) {
            Deque<Node> either = new ArrayDeque<>(List.of(condition));
            Set<Node> seen = new HashSet<>();
            while (!either.isEmpty()) {
                Node one = either.pop();
                if (one.equals(mask.node())) {
                    return true;
                }
                if (seen.add(one) && one.operator().filter(Logic.OR::equals).isPresent()) {
                    either.addAll(one.operands());
                }
            }
            return false;
        }

        private void sums(Adjoints all, Map<Node, List<LoopSum>> innerSums, int k) {
            Node input = inside.of(body.inputs().get(k));
            List<LoopSum> terms = new ArrayList<>(innerSums.getOrDefault(input, List.of()));
            Optional.ofNullable(all.get(input)).ifPresent(bar -> terms.add(new LoopSum(bar, all.mask(input))));
            for (LoopSum term : terms) {
                int at = sum(term.value());
                Optional<Mask> mask = term.mask().filter(m -> !isBounded(region.operand(k)));
                int counts = mask.map(m -> sum(
                                g.broadcast(m.indicator(g), term.value().type().shape())))
                        .orElse(-1);
                targets.add(new Target(region.operand(k), at, counts));
            }
        }

        private int sum(Node term) {
            outputs.add(term);
            roles.add(Operation.Role.SUM);
            return outputs.size() - 1;
        }

        List<OfOperand> adjoints() {
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
                if (!isBounded(result)) {
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
