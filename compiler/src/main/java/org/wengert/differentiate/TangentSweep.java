package org.wengert.differentiate;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.Algebra;
import org.wengert.op.Partial;
import org.wengert.op.Rule;
import org.wengert.op.ScalarOperator;

/**
 * Forward mode: walks the primal values in order and gives each the sum, over its operands, of partial derivative times
 * tangent. Seeds belong to values, results to the positions of a body's outputs.
 */
final class TangentSweep extends Sweep {

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
        Map<Node, Map<Object, Node>> regions = new HashMap<>();
        for (Node node : primal.nodes()) {
            frame.builder().at(node.span());
            if (node.operation() instanceof Operation.Cond) {
                regions.put(node, region(primal.region(node), node.operand(0), frame, seedsOf(node, tangents)));
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

    private Optional<Node> tangent(Node node, Frame frame, Map<Node, Node> tangents) {
        Algebra g = frame.algebra();
        ScalarOperator operator = (ScalarOperator) node.operator().orElseThrow();
        List<Node> x = node.operands().stream().map(frame::primal).toList();
        StringBuilder aliases = new StringBuilder();
        StringBuilder terms = new StringBuilder();
        @Nullable Node sum = null;
        for (int i = 0; i < operator.rules().size(); i++) {
            Node incoming = tangents.get(node.operand(i));
            Rule rule = operator.rules().get(i);
            if (incoming == null || rule.isZero()) {
                continue;
            }
            Partial partial = rule.partial().at(g, x, frame.primal(node));
            if (partial.isZero()) {
                continue;
            }
            Node term = partial.tangent(g, incoming);
            sum = sum == null
                    ? partial.isNegative() ? g.negate(term) : term
                    : partial.isNegative() ? g.subtract(sum, term) : g.add(sum, term);
            String name = nameOf(node.operand(i));
            aliases.append(Notation.alias(name, incoming));
            append(terms, Notation.term(rule.text(), node, name));
        }
        if (sum != null) {
            Label.Contribution why =
                    new Label.Contribution(Notation.line(node) + aliases, nameOf(node) + " = " + terms);
            frame.builder().label(sum, nameOf(node), label(node, List.of(why), Optional.empty()));
        }
        return Optional.ofNullable(sum);
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
    BodyResult body(Linearization body, Set<Object> seeds, GraphBuilder builder) {
        Frame.OfBody frame = new Frame.OfBody(builder);
        Map<Node, Node> tangents = new HashMap<>();
        body.captured().forEach((inner, outer) -> {
            if (seeds.contains(outer)) {
                tangents.put(inner, frame.seed(outer, nameOf(inner)));
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
        return new BodyResult(frame, derivatives);
    }

    @Override
    Set<Object> possibleSeeds(Linearization body, Linearization other) {
        Set<Object> seeds = new LinkedHashSet<>();
        body.captured().forEach((inner, outer) -> {
            if (body.varies(inner)) {
                seeds.add(outer);
            }
        });
        return seeds;
    }
}
