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
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.op.Algebra;
import org.wengert.op.ArrayOperator;
import org.wengert.op.Partial;
import org.wengert.op.ScalarOperator;

/**
 * Forward mode: walks the primal values in order and gives each the sum, over its operands, of partial derivative times
 * tangent. Seeds belong to values, results to the positions of a body's outputs.
 */
final class TangentSweep extends Sweep {

    /** The parts of the direction. */
    private final Set<Node> given = new HashSet<>();

    TangentSweep(UnaryOperator<String> names) {
        super(Label.Role.TANGENT, names);
    }

    /**
     * The tangents of everything that varies with a seed.
     *
     * @param seeds tangents of inputs
     */
    Map<Node, Node> run(Linearization primal, Frame frame, Map<Node, Node> seeds) {
        Map<Node, Node> tangents = new HashMap<>(seeds);
        if (frame.builder().depth() == 0) {
            given.addAll(seeds.values());
        }
        Map<Node, Map<Object, Node>> regions = new HashMap<>();
        for (Node node : primal.nodes()) {
            frame.builder().at(node);
            if (node.operation() instanceof Operation.Cond) {
                regions.put(
                        node,
                        region(primal.region(node), node.operand(0), frame, seedsOf(node, tangents), Map.of())
                                .derivatives());
            } else if (node.operation() instanceof Operation.Loop) {
                regions.put(node, loop(primal.loop(node), frame, tangents));
            } else if (node.operation() instanceof Operation.Item item) {
                Node tangent = regions.getOrDefault(node.operand(0), Map.of()).get(item.index());
                if (tangent != null) {
                    frame.builder().label(tangent, nameOf(node), label(node, List.of(), Optional.empty()));
                    tangents.put(node, tangent);
                }
            } else if (node.operation() instanceof Operation.Apply && primal.varies(node)) {
                tangent(node, frame, tangents).ifPresent(t -> tangents.put(node, t));
            }
        }
        return tangents;
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
            inside.put(input, builder.capture(frame.primal(region.operand(k))), tangent != null);
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

    private Optional<Node> tangent(Node node, Frame frame, Map<Node, Node> tangents) {
        Algebra g = frame.algebra();
        Operator operator = node.operator().orElseThrow();
        if (operator instanceof ArrayOperator array && array.isJointlyLinear()) {
            return joint(array, node, frame, tangents);
        }
        List<Node> x = node.operands().stream().map(frame::primal).toList();
        StringBuilder aliases = new StringBuilder();
        StringBuilder terms = new StringBuilder();
        @Nullable Node sum = null;
        for (int i = 0; i < node.operands().size(); i++) {
            Node incoming = tangents.get(node.operand(i));
            Optional<Term> found =
                    incoming == null ? Optional.empty() : term(operator, g, x, frame.primal(node), i, incoming);
            if (incoming == null || found.isEmpty()) {
                continue;
            }
            Term term = found.get();
            sum = sum == null
                    ? term.negative() ? g.negate(term.value()) : term.value()
                    : term.negative() ? g.subtract(sum, term.value()) : g.add(sum, term.value());
            String name = nameOf(node.operand(i));
            aliases.append(Notation.alias(name, incoming));
            append(terms, Notation.term(term.rule(), node, name));
        }
        if (sum != null) {
            sum = g.broadcast(sum, node.type().shape());
            Label.Contribution why =
                    new Label.Contribution(Notation.line(node) + aliases, nameOf(node) + " = " + terms, node.origin());
            frame.builder().label(sum, nameOf(node), label(node, List.of(why), Optional.empty()));
        }
        return Optional.ofNullable(sum);
    }

    /** The operator at the tangents, which are zero for operands without one. */
    private Optional<Node> joint(ArrayOperator operator, Node node, Frame frame, Map<Node, Node> tangents) {
        if (node.operands().stream().noneMatch(tangents::containsKey)) {
            return Optional.empty();
        }
        Algebra g = frame.algebra();
        List<Node> operands = new ArrayList<>();
        List<String> terms = new ArrayList<>();
        for (Node operand : node.operands()) {
            Node tangent = tangents.get(operand);
            operands.add(tangent == null ? g.zero(operand.type()) : tangent);
            terms.add(tangent == null ? "0" : Notation.name(tangent));
        }
        Node tangent = frame.builder().apply(operator, operands);
        String rule = nameOf(node) + " = [" + String.join(", ", terms) + "]";
        Label.Contribution why = new Label.Contribution(Notation.line(node), rule, node.origin());
        frame.builder().label(tangent, nameOf(node), label(node, List.of(why), Optional.empty()));
        return Optional.of(tangent);
    }

    /** What a tangent {@code v} of operand {@code i} adds; nothing where the value is locally constant. */
    private Optional<Term> term(Operator operator, Algebra g, List<Node> x, Node y, int i, Node v) {
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
                        partial.tangent(g, v, given.contains(v)),
                        partial.isNegative(),
                        scalar.rules().get(i).text(),
                        partial.slope()));
    }

    private static void append(StringBuilder terms, String term) {
        boolean negative = term.startsWith("-");
        if (terms.isEmpty()) {
            terms.append(term);
        } else {
            terms.append(negative ? " - " : " + ").append(negative ? term.substring(1) : term);
        }
    }

    @Override
    BodyResult body(Linearization body, Map<Object, Seed> seeds, GraphBuilder builder) {
        Frame.OfBody frame = new Frame.OfBody(builder);
        Map<Node, Node> tangents = new HashMap<>();
        body.captured().forEach((inner, outer) -> {
            Seed seed = seeds.get(outer);
            if (seed != null) {
                tangents.put(inner, frame.seed(outer, seed.value(), nameOf(inner), inner.type()));
            }
        });
        Map<Node, Node> all = run(body, frame, tangents);
        Map<Object, Node> derivatives = new LinkedHashMap<>();
        for (int i = 0; i < body.results().size(); i++) {
            Node tangent = all.get(body.results().get(i));
            if (tangent != null) {
                derivatives.put(i, tangent);
            }
        }
        return new BodyResult(frame, derivatives, Map.of(), Map.of());
    }

    /** A tangent that is not chosen is dropped where the choice is made. */
    @Override
    boolean isMasked(Object key) {
        return false;
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
