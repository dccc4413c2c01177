package org.wengert.differentiate;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.wengert.ir.Node;
import org.wengert.op.Partial;
import org.wengert.op.Steep;

/**
 * Through which infinite slopes a derivative may have come.
 *
 * @param roots values whose slopes these are, and which stand still where what is below them does
 * @param others what came out of other slopes that may be infinite: they were not where all of these are finite. Nothing is
 *     known of other slopes if this is absent
 * @param mixed whether a part of the derivative came through none
 */
record Passed(Set<Steep.Root> roots, Optional<Set<Node>> others, boolean mixed) {
    static final Passed NONE = new Passed(Set.of(), Optional.of(Set.of()), true);
    static final Passed UNKNOWN = new Passed(Set.of(), Optional.empty(), true);

    /** What is asked of more values than these costs more than it is worth. */
    private static final int MOST_OTHERS = 2;

    /** Those below which what stands still wins. */
    Steep.Roots winning() {
        boolean asked = others.filter(all -> !mixed || all.isEmpty()).isPresent();
        return new Steep.Roots(asked ? roots : known(), others.orElse(Set.of()), mixed);
    }

    /**
     * Those over whose tangents a factor that is 0 wins, beside other terms too: what is infinite in a sum comes from them, unless it
     * comes from something else.
     */
    Steep.Roots winningForward() {
        boolean alone = others.filter(Set::isEmpty).isPresent();
        return new Steep.Roots(alone ? roots : known(), Set.of(), false);
    }

    /** Beside anything else only logarithms, and beside nothing of which no more is known. */
    private Set<Steep.Root> known() {
        return others.isEmpty() || mixed ? Steep.logarithms(roots) : roots;
    }

    /**
     * After a slope of {@code node}.
     *
     * @param after what came out of it, if that can be asked for
     */
    Passed through(Node node, Partial.Slope slope, Optional<Node> after) {
        return switch (slope.growth()) {
            case FINITE -> this;
            case STEEP -> new Passed(roots, after.map(Set::of), mixed);
            case WINNING, LOGARITHMIC -> {
                if (slope.power().filter(power -> !power.type().isScalar()).isPresent()) {
                    yield new Passed(roots, Optional.empty(), mixed);
                }
                Set<Steep.Root> all = new LinkedHashSet<>(known());
                boolean logarithmic = slope.growth() == Partial.Slope.Growth.LOGARITHMIC;
                all.add(new Steep.Root(node, logarithmic, slope.power()));
                yield new Passed(all, others, false);
            }
        };
    }

    Passed and(Passed other) {
        return new Passed(
                both(roots, other.roots),
                others.flatMap(some -> other.others.map(more -> both(some, more)))
                        .filter(all -> all.size() <= MOST_OTHERS),
                mixed || other.mixed);
    }

    /** The values that have to be finite where something is to win. */
    Set<Node> asked() {
        Set<Node> asked = new LinkedHashSet<>(others.orElse(Set.of()));
        roots.forEach(root -> root.power().ifPresent(asked::add));
        return asked;
    }

    /** The same, read in another graph, where not every value may be known. */
    Passed read(Function<Node, Optional<Node>> inside) {
        Set<Steep.Root> known = new LinkedHashSet<>();
        roots.forEach(root -> root.read(inside).ifPresent(known::add));
        return new Passed(
                known, others.filter(all -> known.size() == roots.size()).flatMap(all -> allOf(all, inside)), mixed);
    }

    /** The same in another graph, where none of the values can be asked for. */
    Passed elsewhere() {
        return read(after -> Optional.empty());
    }

    private static Optional<Set<Node>> allOf(Set<Node> nodes, Function<Node, Optional<Node>> inside) {
        Set<Node> all = new LinkedHashSet<>();
        nodes.forEach(node -> inside.apply(node).ifPresent(all::add));
        return all.size() == nodes.size() ? Optional.of(all) : Optional.empty();
    }

    private static <T> Set<T> both(Set<T> some, Set<T> more) {
        Set<T> both = new LinkedHashSet<>(some);
        both.addAll(more);
        return both;
    }
}
