package org.wengert.differentiate;

import java.util.HashMap;
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
import org.wengert.op.Partial;
import org.wengert.op.Rule;
import org.wengert.op.ScalarOperator;

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

        Adjoints(GraphBuilder g) {
            this.g = g;
        }

        void add(Node primal, Node term, boolean negative, List<Label.Contribution> why) {
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

    /**
     * The adjoints of everything that varies and reaches a seed.
     *
     * @param seeds for outputs of the program by position, their cotangents
     */
    Map<Node, Node> run(Linearization primal, Frame frame, Map<Integer, Node> seeds) {
        Adjoints adjoints = new Adjoints(frame.builder());
        seeds.forEach((position, cotangent) -> {
            Node result = primal.results().get(position);
            if (primal.varies(result)) {
                adjoints.add(result, cotangent, false, List.of());
            }
        });
        Map<Node, Map<Object, Node>> regions = new HashMap<>();
        for (int i = primal.nodes().size() - 1; i >= 0; i--) {
            Node node = primal.nodes().get(i);
            frame.builder().at(node.span());
            Node bar = adjoints.sums.get(node);
            if (node.operation() instanceof Operation.Cond) {
                region(primal.region(node), node.operand(0), frame, regions.getOrDefault(node, Map.of()))
                        .forEach((outer, term) -> adjoints.add((Node) outer, term, false, List.of()));
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
        ScalarOperator operator = (ScalarOperator) node.operator().orElseThrow();
        List<Node> x = node.operands().stream().map(frame::primal).toList();
        for (int i = 0; i < operator.rules().size(); i++) {
            Node operand = node.operand(i);
            Rule rule = operator.rules().get(i);
            if (primal.varies(operand) && !rule.isZero()) {
                Partial partial = rule.partial().at(g, x, frame.primal(node));
                if (partial.isZero()) {
                    continue;
                }
                Label.Contribution why = new Label.Contribution(
                        Notation.line(node) + Notation.alias(nameOf(node), bar),
                        Notation.contribution(nameOf(operand), rule.text(), node, nameOf(node)));
                adjoints.add(operand, partial.cotangent(g, bar), partial.isNegative(), List.of(why));
            }
        }
    }

    @Override
    BodyResult body(Linearization body, Set<Object> seeds, GraphBuilder builder) {
        Frame.OfBody frame = new Frame.OfBody(builder);
        Map<Integer, Node> cotangents = new LinkedHashMap<>();
        for (int i = 0; i < body.results().size(); i++) {
            if (seeds.contains(i) && body.varies(body.results().get(i))) {
                cotangents.put(i, frame.seed(i, nameOf(body.results().get(i))));
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
            if (result.type() == Type.REAL && body.varies(result)) {
                seeds.add(i);
            }
        }
        return seeds;
    }
}
