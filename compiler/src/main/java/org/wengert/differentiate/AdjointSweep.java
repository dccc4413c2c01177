package org.wengert.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Branch;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Size;
import org.wengert.op.Algebra;
import org.wengert.op.ArrayOperator;
import org.wengert.op.ScalarOperator;
import org.wengert.pass.Rebuild;

/**
 * Reverse mode: walks the primal values backward; when a value is reached its adjoint is complete, and each operand is given
 * partial derivative times adjoint. Seeds belong to the positions of a body's outputs, results to values.
 */
final class AdjointSweep extends Sweep {

    AdjointSweep(UnaryOperator<String> names) {
        super(Label.Role.ADJOINT, names);
    }

    /** The adjoints so far, and what has been added to each. */
    private final class Adjoints {
        private final GraphBuilder g;
        private final Map<Node, Node> sums = new HashMap<>();
        private final Map<Node, Label> labels = new HashMap<>();

        /** Terms of what an iteration captures that are sums of loops inside of it. */
        private final Map<Node, List<Node>> innerSums;

        Adjoints(GraphBuilder g, Map<Node, List<Node>> innerSums) {
            this.g = g;
            this.innerSums = innerSums;
        }

        void add(Node primal, Node term, boolean negative, List<Label.Contribution> why) {
            List<Node> sumsOfLoops = innerSums.get(primal);
            if (sumsOfLoops != null && !negative && isArrayOfLoop(term)) {
                sumsOfLoops.add(term);
                return;
            }
            Algebra algebra = new Algebra(g);
            Node before = sums.get(primal);
            Node sum = before == null
                    ? negative ? algebra.negate(term) : term
                    : negative ? algebra.subtract(before, term) : algebra.add(before, term);
            sums.put(primal, sum);
            Label label = label(primal, why, Optional.ofNullable(labels.get(primal)));
            labels.put(primal, label);
            g.label(sum, nameOf(primal), label);
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
    Map<Node, Node> run(Linearization primal, Frame frame, Map<Integer, Node> seeds) {
        return run(primal, frame, seeds, Map.of());
    }

    /**
     * The adjoints of everything that varies and reaches a seed.
     *
     * @param innerSums for some inputs of a body, receives the terms of their adjoints that are sums of loops, instead of the adjoint
     */
    private Map<Node, Node> run(
            Linearization primal, Frame frame, Map<Integer, Node> seeds, Map<Node, List<Node>> innerSums) {
        Adjoints adjoints = new Adjoints(frame.builder(), innerSums);
        seeds.forEach((position, cotangent) -> {
            Node result = primal.results().get(position);
            if (primal.varies(result)) {
                adjoints.add(result, cotangent, false, List.of());
            }
        });
        Map<Node, Map<Object, Node>> regions = new HashMap<>();
        for (int i = primal.nodes().size() - 1; i >= 0; i--) {
            Node node = primal.nodes().get(i);
            frame.builder().at(node);
            Node bar = adjoints.sums.get(node);
            if (node.operation() instanceof Operation.Cond) {
                region(primal.region(node), node.operand(0), frame, regions.getOrDefault(node, Map.of()))
                        .forEach((outer, term) -> adjoints.add((Node) outer, term, false, List.of()));
            } else if (node.operation() instanceof Operation.Loop) {
                loop(primal.loop(node), frame, regions.getOrDefault(node, Map.of())).stream()
                        .filter(adjoint -> primal.varies(adjoint.getKey()))
                        .forEach(adjoint -> adjoints.add(adjoint.getKey(), adjoint.getValue(), false, List.of()));
            } else if (node.operation() instanceof Operation.Item item && bar != null) {
                regions.computeIfAbsent(node.operand(0), r -> new LinkedHashMap<>())
                        .put(item.index(), bar);
            } else if (node.operation() instanceof Operation.Apply && bar != null) {
                propagate(primal, node, bar, frame, adjoints);
            }
        }
        return adjoints.sums;
    }

    private void propagate(Linearization primal, Node node, Node bar, Frame frame, Adjoints adjoints) {
        Algebra g = frame.algebra();
        Operator operator = node.operator().orElseThrow();
        List<Node> x = node.operands().stream().map(frame::primal).toList();
        for (int i = 0; i < x.size(); i++) {
            Node operand = node.operand(i);
            if (primal.varies(operand)) {
                term(operator, g, x, frame.primal(node), i, bar).ifPresent(term -> {
                    Label.Contribution why = new Label.Contribution(
                            Notation.line(node) + Notation.alias(nameOf(node), bar),
                            Notation.contribution(nameOf(operand), term.rule(), node, nameOf(node)),
                            node.origin());
                    adjoints.add(operand, g.sumTo(term.value(), operand.type().shape()), term.negative(), List.of(why));
                });
            }
        }
    }

    /** What the cotangent {@code v} of a value adds to operand {@code i}; nothing where the value is locally constant. */
    private static Optional<Term> term(Operator operator, Algebra g, List<Node> x, Node y, int i, Node v) {
        if (operator instanceof ArrayOperator array) {
            return array.rules().get(i).map(rule -> new Term(rule.adjoint().at(g, x, y, v), false, rule.adjointText()));
        }
        return Term.of((ScalarOperator) operator, g, x, y, i, partial -> partial.cotangent(g, v));
    }

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
     * @param seeds cotangents by result
     * @return adjoints by operand; an operand that is captured and a state has both
     */
    private List<Map.Entry<Node, Node>> loop(Linearization.LoopRegion region, Frame frame, Map<Object, Node> seeds) {
        if (seeds.isEmpty()) {
            return List.of();
        }
        Operation.Loop loop = region.loop();
        Graph body = region.body();
        BodyBuilder builder = new BodyBuilder(frame.builder());
        Linearization inside = new Linearization(builder.graph(), this);
        Algebra g = new Algebra(builder.graph());
        List<Node> initial = new ArrayList<>();
        Map<Integer, Node> cotangents = new LinkedHashMap<>();
        List<Integer> moving = new ArrayList<>();
        for (int k = 0; k < loop.carried(); k++) {
            if (region.active().inputs().get(k)) {
                Node state = body.inputs().get(k);
                Node bar = seeds.get(k);
                initial.add(bar == null ? frame.algebra().zero(state.type()) : bar);
                cotangents.put(k, builder.state(nameOf(state), state.type()));
                moving.add(k);
            }
        }
        Size iteration = loop.iterations().position();
        for (int k = 0; k < body.inputs().size(); k++) {
            boolean state = k < loop.carried();
            Node outer = state ? region.kept().get(k) : region.operand(k);
            Node captured = builder.capture(frame.primal(outer));
            inside.put(
                    body.inputs().get(k),
                    state ? g.slice(captured, iteration) : captured,
                    region.active().inputs().get(k));
        }
        inside.copy(body, body.results());
        seeds.forEach((result, bar) -> {
            int i = (Integer) result;
            if (i >= loop.carried()) {
                Node captured = builder.capture(bar);
                cotangents.put(
                        i, loop.roles().get(i) == Operation.Role.STACK ? g.slice(captured, iteration) : captured);
            }
        });
        Map<Node, List<Node>> innerSums = new LinkedHashMap<>();
        body.inputs()
                .subList(loop.carried(), body.inputs().size())
                .forEach(k -> innerSums.put(inside.of(k), new ArrayList<>()));
        Map<Node, Node> all = run(inside, Frame.beside(builder.graph()), cotangents, innerSums);
        List<Node> outputs = new ArrayList<>();
        List<Operation.Role> roles = new ArrayList<>();
        List<Node> targets = new ArrayList<>();
        for (int k : moving) {
            Node state = body.inputs().get(k);
            Node bar = all.get(inside.of(state));
            outputs.add(bar == null ? g.zero(state.type()) : bar);
            roles.add(Operation.Role.CARRY);
            targets.add(region.operand(k));
        }
        for (int k = loop.carried(); k < body.inputs().size(); k++) {
            Node input = inside.of(body.inputs().get(k));
            List<Node> terms = new ArrayList<>(innerSums.getOrDefault(input, List.of()));
            Optional.ofNullable(all.get(input)).ifPresent(terms::add);
            if (region.active().inputs().get(k)) {
                for (Node term : terms) {
                    outputs.add(term);
                    roles.add(Operation.Role.SUM);
                    targets.add(region.operand(k));
                }
            }
        }
        Branch again = builder.buildResults(outputs);
        Node tuple = frame.builder()
                .loop(loop.iterations().reversed(), initial, withKept(again, inside, region, frame), roles);
        List<Map.Entry<Node, Node>> adjoints = new ArrayList<>();
        for (int k = 0; k < targets.size(); k++) {
            adjoints.add(Map.entry(targets.get(k), frame.builder().item(tuple, k)));
        }
        return adjoints;
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
    BodyResult body(Linearization body, Set<Object> seeds, GraphBuilder builder) {
        Frame.OfBody frame = new Frame.OfBody(builder);
        Map<Integer, Node> cotangents = new LinkedHashMap<>();
        for (int i = 0; i < body.results().size(); i++) {
            if (seeds.contains(i) && body.varies(body.results().get(i))) {
                cotangents.put(
                        i,
                        frame.seed(
                                i,
                                nameOf(body.results().get(i)),
                                body.results().get(i).type()));
            }
        }
        Map<Node, Node> all = run(body, frame, cotangents);
        Map<Object, Node> derivatives = new LinkedHashMap<>();
        body.captured().forEach((inner, outer) -> {
            Node bar = all.get(inner);
            if (bar != null) {
                derivatives.put(outer, bar);
            }
        });
        return new BodyResult(frame, derivatives);
    }

    @Override
    Set<Object> possibleSeeds(Linearization body, Linearization other) {
        Set<Object> seeds = new LinkedHashSet<>();
        for (int i = 0; i < body.results().size(); i++) {
            Node result = body.results().get(i);
            if (result.type().isReal() && body.varies(result)) {
                seeds.add(i);
            }
        }
        return seeds;
    }
}
