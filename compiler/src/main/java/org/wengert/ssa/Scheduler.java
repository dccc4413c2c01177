package org.wengert.ssa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wengert.ir.Ending;
import org.wengert.ir.Graph;
import org.wengert.ir.Indices;
import org.wengert.ir.Liveness;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;
import org.wengert.op.ArrayOperator;
import org.wengert.op.JavaForm;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Terms;

/**
 * From a lowered graph to a schedule: keeps the order of the graph, which is that of the author and then that of the sweeps, and
 * decides which numbers get a line and where arrays lie. A number with a name has a line; one without is written in place if it is used
 * once and the place is not crowded, so that a rule such as {@code cBar/(2*c)} is one line. What makes an array writes it where it is
 * wanted, if that is at one place: into a result, a row of a larger array, or, of a sum, on top of the terms before.
 */
final class Scheduler {

    /** No line has more operators than this, so that every line can be read and javac never meets a deep expression. */
    private static final int LARGEST_EXPRESSION = 6;

    /** A region counts so many times among what reads a value. */
    static final int IN_REGION = 2;

    private final Set<Node> inlined = new HashSet<>();
    private final Map<Node, Node> outer = new HashMap<>();
    private final Map<Node, Integer> sizes = new HashMap<>();
    private final Map<Node, Integer> uses = new HashMap<>();
    private final Map<Node, Place> places = new HashMap<>();
    private final List<Checkpoints> checkpoints = new ArrayList<>();
    private final List<Operation.Loop> storedInFull = new ArrayList<>();

    private final Set<Node> separate;
    private final Indices indices;

    private Scheduler(Graph graph, Set<Node> separate) {
        this.separate = separate;
        this.indices = new Indices(graph);
    }

    /**
     * The schedule of a graph in which no operator of whole arrays is left but kernels, parts and views.
     *
     * @param separate numbers that get a line however short they are
     */
    static Schedule schedule(Graph graph, Set<Node> separate) {
        return new Scheduler(graph, separate).schedule(graph);
    }

    private Schedule schedule(Graph graph) {
        List<Optional<Buffer>> given = new ArrayList<>();
        for (Node input : graph.inputs()) {
            Optional<Buffer> buffer = buffer(Buffer.Owner.ARGUMENT, input);
            given.add(buffer);
            buffer.ifPresent(b -> places.put(input, Place.of(b)));
        }
        List<Optional<Buffer>> taken = graph.results().stream()
                .map(output -> buffer(Buffer.Owner.RESULT, output))
                .toList();
        List<Optional<Target>> targets = taken.stream()
                .map(buffer -> buffer.map(b -> new Target(Place.of(b), false)))
                .toList();
        List<Step> steps = block(graph, targets, Set.of());
        return new Schedule(graph, given, taken, steps, inlined, outer, places, uses, checkpoints, storedInFull);
    }

    private static Optional<Buffer> buffer(Buffer.Owner owner, Node node) {
        return node.type().isScalar()
                ? Optional.empty()
                : Optional.of(new Buffer(owner, "", node.type().shape().count()));
    }

    /**
     * The steps of a graph.
     *
     * @param targets for each output where it is wanted, if it is an array
     * @param lines scalars that get a line
     */
    private List<Step> block(Graph graph, List<Optional<Target>> targets, Set<Node> lines) {
        return new Block(graph, targets, lines).write();
    }

    /** A graph, or a body, on its way. */
    private final class Block implements Recomputation.Around {
        private final Graph graph;
        private final Set<Node> lines;
        private final Liveness liveness;
        private final Map<Node, Target> wanted = new HashMap<>();
        private final List<Optional<Target>> targets;
        private final Map<Node, Map<Integer, Node>> items = new LinkedHashMap<>();
        private final Set<Node> needName = new HashSet<>();

        /** Sums with zeros alone, and the zeros: where they would be added, nothing is done. */
        private final Set<Node> addingNothing = new HashSet<>();

        /** Zeros that are to be added to sums, and to how many. */
        private final Map<Node, Integer> zeros = new HashMap<>();

        private final Terms terms;
        private final List<Reversal> reversals;
        private final Map<Node, List<Recomputation>> recomputations = new HashMap<>();
        private final List<Step> steps = new ArrayList<>();

        Block(Graph graph, List<Optional<Target>> targets, Set<Node> lines) {
            this.graph = graph;
            this.lines = lines;
            this.liveness = Liveness.of(graph);
            this.targets = targets;
            this.terms = Terms.of(graph);
            this.reversals = Reversal.of(graph);
        }

        List<Step> write() {
            live().forEach(this::count);
            graph.results().forEach(result -> uses.merge(result, 1, Integer::sum));
            for (int i = 0; i < targets.size(); i++) {
                Node output = graph.outputs().get(i).node();
                targets.get(i).ifPresent(target -> want(output, target));
            }
            zeros.forEach(this::leaveOut);
            live().forEach(this::node);
            for (int i = 0; i < targets.size(); i++) {
                Node output = graph.outputs().get(i).node();
                targets.get(i).ifPresent(target -> deliver(output, target));
            }
            return steps;
        }

        private Stream<Node> live() {
            return graph.nodes().stream().filter(liveness::isLive);
        }

        private void count(Node node) {
            for (int i = 0; i < node.operands().size(); i++) {
                boolean condition = i == 0 && node.operation() instanceof Operation.Cond;
                uses.merge(node.operand(i), node.isRegion() && !condition ? IN_REGION : 1, Integer::sum);
            }
            if (node.operation() instanceof Operation.Item item) {
                items.computeIfAbsent(node.operand(0), n -> new TreeMap<>()).put(item.index(), node);
            }
            if (node.operator().orElse(null) instanceof ScalarOperator scalar) {
                Optional<JavaForm> form = scalar.java();
                for (int i = 0; form.isPresent() && i < node.operands().size(); i++) {
                    if (form.get().repeats(i)) {
                        needName.add(node.operand(i));
                    }
                }
            }
        }

        /** Has {@code output} made at the target, if nothing else is in the way. */
        private void want(Node output, Target target) {
            if (target.add() && Terms.addsNothing(output)) {
                zeros.merge(output, 1, Integer::sum);
                return;
            }
            if (target.add()) {
                terms.maker(output).ifPresent(maker -> wanted.put(maker, target));
                return;
            }
            Node maker = output;
            while (Terms.isReshape(maker)) {
                maker = maker.operand(0);
            }
            if (Terms.makes(maker) && wanted.putIfAbsent(maker, target) == null) {
                wantParts(maker, target);
            }
        }

        /** Has the parts that an array is made of made in their places, those that nothing else reads. */
        private void wantParts(Node array, Target target) {
            Shape shape = array.type().shape();
            ArrayOperator.in(array)
                    .flatMap(operator -> operator.regions(shape))
                    .filter(ArrayOperator.Regions::cover)
                    .ifPresent(regions -> {
                        for (int k = 0; k < array.operands().size(); k++) {
                            List<Access> part = regions.accesses().get(k);
                            if (isReadHereAlone(array.operand(k)) && Access.isContiguous(part, shape)) {
                                want(
                                        array.operand(k),
                                        new Target(target.place().plus(Access.offset(part, shape)), false));
                            }
                        }
                    });
        }

        private boolean isReadHereAlone(Node part) {
            Node made = part;
            while (Terms.isReshape(made) && isUsedOnce(made)) {
                made = made.operand(0);
            }
            return !part.type().isScalar() && isUsedOnce(made);
        }

        /** Zeros are not made if nothing reads them but the sums that they are not added to. */
        private void leaveOut(Node output, int sums) {
            Node made = output;
            int readers = sums;
            while (uses.getOrDefault(made, 0) == readers) {
                addingNothing.add(made);
                if (made.operation() instanceof Operation.Loop) {
                    return;
                }
                made = made.operand(0);
                readers = 1;
            }
        }

        private boolean isUsedOnce(Node node) {
            return uses.getOrDefault(node, 0) <= 1;
        }

        /** Brings an output to its target, unless it was made there. */
        private void deliver(Node output, Target target) {
            if (target.add() && Terms.addsNothing(output)) {
                return;
            }
            Place place = placeOf(output);
            if (!place.equals(target.place())) {
                steps.add(new Step.Move(
                        place, target.place(), output.type().shape().count(), target.add(), Optional.empty(), 0));
            }
        }

        @Override
        public Place placeOf(Node node) {
            return Schedule.place(node, places, outer);
        }

        /** Where {@code node} is made: where it is wanted, or else in new storage. */
        private Target target(Node node, boolean canAdd) {
            Target target = wanted.remove(node);
            if (target == null || (target.add() && !canAdd)) {
                target = new Target(Place.of(open(node.name().orElse(""), node)), false);
            }
            places.put(node, target.place());
            return target;
        }

        private Buffer open(String hint, Node node) {
            return open(hint, node.type().shape().count());
        }

        @Override
        public Buffer open(String hint, Size size) {
            Buffer buffer = new Buffer(Buffer.Owner.WORKSPACE, hint, size);
            steps.add(new Step.Open(buffer));
            return buffer;
        }

        private void node(Node node) {
            if (addingNothing.contains(node)) {
                return;
            }
            if (node.operation() instanceof Operation.Loop loop) {
                loop(node, loop);
            } else if (node.operation() instanceof Operation.Cond cond) {
                choose(node, cond);
            } else if (node.isConstant() || node.operation() instanceof Operation.Whole) {
                inlined.add(node);
            } else if (node.operation() instanceof Operation.Apply) {
                if (node.type().isScalar()) {
                    scalar(node);
                } else if (Terms.viewOffset(node).isEmpty()) {
                    array(node, ArrayOperator.in(node).orElseThrow());
                }
            }
        }

        private void scalar(Node node) {
            boolean element = Terms.viewOffset(node).isPresent();
            boolean bare = node.name().isEmpty()
                    && !needName.contains(node)
                    && !separate.contains(node)
                    && !lines.contains(node);
            if (bare && isUsedOnce(node) && fits(node, element)) {
                inlined.add(node);
            } else {
                steps.add(new Step.Define(node));
            }
        }

        private boolean fits(Node node, boolean element) {
            int size = element ? 0 : 1;
            for (Node operand : node.operands()) {
                size += inlined.contains(operand) ? sizes.getOrDefault(operand, 0) : 0;
            }
            sizes.put(node, size);
            return size < LARGEST_EXPRESSION;
        }

        private void array(Node node, ArrayOperator operator) {
            Shape shape = node.type().shape();
            Optional<ArrayOperator.Regions> regions = operator.regions(shape);
            if (regions.isPresent()) {
                parts(node, regions.get(), target(node, true));
            } else {
                boolean canAdd = operator.java().flatMap(j -> j.add()).isPresent();
                Target target = target(node, canAdd);
                steps.add(new Step.Call(node, target.place(), target.add()));
            }
        }

        private void parts(Node node, ArrayOperator.Regions regions, Target target) {
            Shape shape = node.type().shape();
            boolean add = target.add() || !regions.cover();
            if (add && !target.add()) {
                steps.add(new Step.Clear(target.place(), shape.count()));
                add = node.operands().size() > 1;
            }
            for (int k = 0; k < node.operands().size(); k++) {
                Node operand = node.operand(k);
                List<Access> part = regions.accesses().get(k);
                Place at = target.place().plus(Access.offset(part, shape));
                if (operand.type().isScalar()) {
                    steps.add(new Step.Store(at, operand, add, node, k));
                } else if (Access.isContiguous(part, shape)) {
                    if (!add && placeOf(operand).equals(at)) {
                        continue;
                    }
                    steps.add(new Step.Move(
                            placeOf(operand), at, operand.type().shape().count(), add, Optional.of(node), k));
                } else {
                    steps.add(new Step.MoveToPart(placeOf(operand), target.place(), shape, part, add, node, k));
                }
            }
        }

        private void choose(Node node, Operation.Cond cond) {
            Map<Integer, Node> results = items.getOrDefault(node, Map.of());
            List<Optional<Target>> wants = new ArrayList<>();
            List<Node> scalars = new ArrayList<>();
            for (int k = 0; k < cond.then().graph().outputs().size(); k++) {
                Optional<Node> item = Optional.ofNullable(results.get(k));
                wants.add(item.filter(i -> !i.type().isScalar()).map(i -> target(i, true)));
                item.filter(i -> i.type().isScalar()).ifPresent(scalars::add);
            }
            List<Step> then = branch(node, cond.then(), results, wants);
            List<Step> otherwise = branch(node, cond.otherwise(), results, wants);
            steps.add(new Step.Choose(node.operand(0), scalars, then, otherwise));
        }

        private List<Step> branch(
                Node node, Operation.Body body, Map<Integer, Node> results, List<Optional<Target>> wants) {
            capture(node, body, 0);
            List<Step> inside = new ArrayList<>(block(body.graph(), wants, Set.of()));
            results.forEach((k, item) -> {
                if (item.type().isScalar()) {
                    inside.add(
                            new Step.Assign(item, body.graph().outputs().get(k).node()));
                }
            });
            return inside;
        }

        private void capture(Node region, Operation.Body body, int first) {
            for (int k = first; k < body.operands().size(); k++) {
                capture(
                        region.operand(body.operands().get(k)),
                        body.graph().inputs().get(k));
            }
        }

        @Override
        public void capture(Node around, Node input) {
            if (input.type().isScalar()) {
                outer.put(input, outer.getOrDefault(around, around));
            } else {
                places.put(input, placeOf(around));
            }
        }

        @Override
        public void add(Step step) {
            steps.add(step);
        }

        @Override
        public void put(Node node, Place place) {
            places.put(node, place);
        }

        @Override
        public List<Step> body(Graph graph, List<Optional<Target>> targets, Set<Node> lines) {
            return block(graph, targets, lines);
        }

        @Override
        public Symbol indexLike(Symbol index) {
            return indices.like(index);
        }

        @Override
        public Checkpoints newSchedule() {
            Checkpoints schedule = new Checkpoints(checkpoints.size());
            checkpoints.add(schedule);
            return schedule;
        }

        private void loop(Node node, Operation.Loop loop) {
            new LoopBlock(node, loop, items.getOrDefault(node, Map.of())).write();
        }

        /** A loop on its way: what happens before it, at the end of each iteration, and what its arrays are made into. */
        private final class LoopBlock {
            private final Node node;
            private final Operation.Loop loop;
            private final Map<Integer, Node> results;
            private final Graph body;
            private final List<Optional<Target>> wants = new ArrayList<>();
            private final List<Step> beginning = new ArrayList<>();
            private final List<Step> end = new ArrayList<>();
            private final List<Node> states = new ArrayList<>();
            private final List<Node> next = new ArrayList<>();
            private final List<Step> swaps = new ArrayList<>();

            LoopBlock(Node node, Operation.Loop loop, Map<Integer, Node> results) {
                this.node = node;
                this.loop = loop;
                this.results = results;
                this.body = loop.body().graph();
            }

            void write() {
                Optional<Recomputation> keeping = keeping();
                recomputations.getOrDefault(node, List.of()).forEach(states -> beginning.addAll(states.write()));
                for (int k = 0; k < loop.roles().size(); k++) {
                    Node value = body.outputs().get(k).node();
                    Optional<Node> item = Optional.ofNullable(results.get(k));
                    wants.add(
                            loop.roles().get(k) == Role.CARRY
                                    ? carry(k, item, value)
                                    : loop.roles().get(k) == Role.SUM
                                            ? sum(item.orElseThrow(), value)
                                            : stack(item.orElseThrow(), value));
                }
                keeping.ifPresent(
                        states -> beginning.add(states.keep(loop.iterations().position(), this::current)));
                capture(node, loop.body(), loop.carried());
                Set<Node> lines = states.size() > 1 ? new HashSet<>(next) : Set.of();
                List<Step> inside = new ArrayList<>(beginning);
                inside.addAll(block(body, wants, lines));
                lastNextInPlace(inside);
                end.stream().filter(step -> !isAddedInPlace(step, inside)).forEach(inside::add);
                if (!states.isEmpty()) {
                    inside.add(new Step.Advance(states, next));
                }
                inside.addAll(swaps);
                Size end = loop.iterations().tested();
                steps.add(new Step.Loop(loop.index(), loop.from(), end, loop.backward(), Choices.joined(inside)));
            }

            /** What the last state becomes is computed where that gets it, if it comes last: the state is the first one to change. */
            private void lastNextInPlace(List<Step> inside) {
                if (!next.isEmpty() && !inside.isEmpty()) {
                    Node value = next.get(next.size() - 1);
                    Step last = inside.get(inside.size() - 1);
                    if (last.equals(new Step.Define(value)) && isUsedOnce(value) && !separate.contains(value)) {
                        inlined.add(value);
                        inside.remove(inside.size() - 1);
                    }
                }
            }

            /**
             * Puts what is added to a sum there in the place of the line that computes it, if that is a derivative which nothing else
             * reads, and no other name.
             */
            private boolean isAddedInPlace(Step step, List<Step> inside) {
                if (!(step instanceof Step.Increase increase)) {
                    return false;
                }
                Node value = increase.value();
                Optional<String> sum = increase.variable().name();
                int line = inside.indexOf(new Step.Define(value));
                boolean added = line >= 0
                        && isUsedOnce(value)
                        && !separate.contains(value)
                        && value.label().isPresent()
                        && Accumulation.predecessor(value).isEmpty()
                        && (sum.isEmpty()
                                || sum.equals(value.name())
                                || sum.equals(value.name().map(name -> Ending.SUM.on(name))));
                if (added) {
                    inlined.add(value);
                    inside.set(line, increase);
                }
                return added;
            }

            /** What is kept of the states of this loop, if another one has them computed again. */
            private Optional<Recomputation> keeping() {
                Optional<Reversal> reversal =
                        reversals.stream().filter(r -> r.loop().equals(node)).findFirst();
                if (reversal.isEmpty()) {
                    boolean asked = loop.iterations().checkpoints().isPresent();
                    if (asked && !Reversal.kept(node, loop, graph).isEmpty()) {
                        storedInFull.add(loop);
                    }
                    return Optional.empty();
                }
                Recomputation states = new Recomputation(reversal.get(), loop, Block.this);
                recomputations
                        .computeIfAbsent(reversal.get().reverse(), r -> new ArrayList<>())
                        .add(states);
                states.start();
                return Optional.of(states);
            }

            /** The value of a state before an iteration. */
            private Node current(int state) {
                return body.inputs().get(state);
            }

            private Optional<Target> carry(int k, Optional<Node> item, Node value) {
                Node state = body.inputs().get(k);
                Node initial = node.operand(k);
                Node variable = item.orElse(state);
                if (state.type().isScalar()) {
                    outer.put(state, variable);
                    steps.add(new Step.Begin(variable, state.name(), initial));
                    states.add(variable);
                    next.add(value);
                    return Optional.empty();
                }
                String hint = state.name().orElse("");
                Buffer now = open(hint, state);
                Buffer after = open(hint.isEmpty() ? "" : Ending.NEXT.on(hint), state);
                steps.add(new Step.Move(
                        placeOf(initial), Place.of(now), state.type().shape().count(), false, Optional.empty(), 0));
                places.put(state, Place.of(now));
                places.put(variable, Place.of(now));
                swaps.add(new Step.Swap(now, after));
                return Optional.of(new Target(Place.of(after), false));
            }

            private Optional<Target> sum(Node item, Node value) {
                if (item.type().isScalar()) {
                    steps.add(new Step.BeginSum(
                            item, item.name().or(() -> value.name().map(Ending.SUM::on))));
                    end.add(new Step.Increase(item, value));
                    return Optional.empty();
                }
                Target target = target(item, true);
                if (!target.add()) {
                    steps.add(new Step.Clear(target.place(), item.type().shape().count()));
                }
                return Optional.of(new Target(target.place(), true));
            }

            private Optional<Target> stack(Node item, Node value) {
                if (reversals.stream().anyMatch(r -> r.kept().containsKey(item))) {
                    return Optional.empty();
                }
                Target target = target(item, true);
                Size index = loop.iterations().position();
                Place at = target.place().plus(index.times(value.type().shape().count()));
                if (value.type().isScalar()) {
                    end.add(new Step.Store(at, value, target.add(), item, 0));
                    return Optional.empty();
                }
                return Optional.of(new Target(at, target.add()));
            }
        }
    }
}
