package org.wengert.differentiate;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wengert.ir.AppliedRule;
import org.wengert.ir.Contribution;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Label;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Phrase;
import org.wengert.op.Algebra;

/** The adjoints so far, with where they count, and what has been added to each. */
final class Adjoints {

    /** A sum of a loop, which goes on from iteration to iteration, and where it counts. */
    record LoopSum(Node value, Optional<Mask> mask) {}

    private final AdjointSweep sweep;
    private final GraphBuilder g;
    private final Map<Node, Node> sums = new HashMap<>();
    private final Map<Node, Mask> masks = new HashMap<>();
    private final Map<Node, Passed> passed = new HashMap<>();
    private final Map<Node, Node> settled = new HashMap<>();
    private final Map<Node, Label> labels = new HashMap<>();

    /** Of what is nothing yet but what a region gives, what is said of that if something is added to it. */
    private final Map<Node, Contribution> parts = new HashMap<>();

    /** Terms of what an iteration captures that are sums of loops inside of it. */
    private final Map<Node, List<LoopSum>> innerSums;

    Adjoints(AdjointSweep sweep, GraphBuilder g, Map<Node, List<LoopSum>> innerSums) {
        this.sweep = sweep;
        this.g = g;
        this.innerSums = innerSums;
    }

    /** Adds a term to the adjoint of a value, or subtracts it. */
    void add(Node primal, Node term, boolean negative, Optional<Mask> mask, List<Contribution> why) {
        Algebra algebra = new Algebra(g);
        List<LoopSum> sumsOfLoops = innerSums.get(primal);
        if (sumsOfLoops != null && !negative && isArrayOfLoop(term)) {
            g.known(term, sweep.nameOf(primal), sweep.label(primal, why, Optional.empty()));
            sumsOfLoops.add(new LoopSum(settled(algebra, mask, term), mask));
            return;
        }
        Node before = sums.get(primal);
        Optional<Mask> maskBefore = mask(primal);
        Node added = term;
        Contribution part = parts.remove(primal);
        if (before != null && part != null) {
            name(before, primal, GraphBuilder.partOf(sweep.nameOf(primal), before));
            labels.put(primal, sweep.label(primal, List.of(part), Optional.empty()));
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
        Label label = sweep.label(primal, why, Optional.ofNullable(labels.get(primal)));
        labels.put(primal, label);
        g.label(sum, sweep.nameOf(primal), label);
    }

    /**
     * Adds what a region gives.
     *
     * @param item what comes out of the region, which has a name of its own if it is added to something
     * @param region of the primal program, which gives {@code items}
     */
    void addPart(Node primal, Node term, Node item, Optional<Mask> mask, Node region, Collection<Node> items) {
        String name = sweep.nameOf(primal);
        String part = GraphBuilder.partOf(name, item);
        boolean first = !sums.containsKey(primal) && !innerSums.containsKey(primal);
        if (!first) {
            name(item, primal, part);
        }
        String added = first ? part : item.name().orElse(part);
        Label inside = sweep.label(primal, inside(item, part), Optional.empty());
        Contribution why = new Contribution(
                Notation.line(region, items),
                AppliedRule.added(name, Phrase.of(added)),
                items.stream().flatMap(given -> given.origin().stream()).findFirst(),
                List.of(new Label.Source(added, inside)));
        add(primal, term, false, mask, first ? List.of() : List.of(why));
        if (first) {
            parts.put(primal, why);
        }
    }

    /** What an iteration adds to an array that a loop sums up. */
    private static List<Contribution> inside(Node item, String part) {
        return item.type().isScalar()
                ? List.of()
                : Sweep.ofLoop(item, Operation.Role.SUM)
                        .flatMap(Node::label)
                        .map(label -> label.contributions().stream()
                                .map(contribution -> contribution.in(part))
                                .toList())
                        .orElse(List.of());
    }

    /** Gives what comes out of a region a name of its own. */
    private void name(Node item, Node primal, String part) {
        if (item.operation() instanceof Operation.Item) {
            g.labelPart(item, sweep.nameOf(primal), part, sweep.label(primal, inside(item, part), Optional.empty()));
        }
    }

    /** A value that is 0 where it does not count. */
    static Node settled(Algebra algebra, Optional<Mask> mask, Node value) {
        return mask.filter(m -> !m.isApplied())
                .map(m -> m.apply(algebra, value))
                .orElse(value);
    }

    /** Through which infinite slopes the adjoint of a value may have come. */
    Passed passed(Node primal) {
        return passed.getOrDefault(primal, Passed.UNKNOWN);
    }

    /** One more way by which the adjoint of a value has come. */
    void passes(Node primal, Passed more) {
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
            g.known(sum, sweep.nameOf(primal), label);
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
            Optional.ofNullable(labels.get(p)).ifPresent(label -> g.label(value, sweep.nameOf(p), label));
            return value;
        });
    }

    private static boolean isArrayOfLoop(Node term) {
        return !term.type().isScalar()
                && term.operation() instanceof Operation.Item
                && term.operand(0).operation() instanceof Operation.Loop;
    }
}
