package org.wengert.ir;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where a derivative value comes from: it is the sum, so far, of contributions to the tangent or the adjoint of a primal
 * value, one of its Taylor coefficients, or a row of entries of a matrix. Each label holds what was added last and the label before it, so that a sum of many terms shares its history.
 *
 * @param primal the name of the primal value whose derivative this is
 * @param value the same as a reference
 * @param added the lines of the primal list that contribute and were not yet in {@code before}, oldest first
 * @param before the label of the sum that this one goes on from
 */
public record Label(
        Role role, String primal, Optional<Origin> value, List<Contribution> added, Optional<Label> before) {

    /** Which sweep a value belongs to. */
    public enum Role {
        TANGENT,
        ADJOINT,
        TAYLOR,
        /** A line of a matrix: derivatives one after the other. */
        LINE,
        /** The entries of a sparse matrix. */
        ENTRY
    }

    /** What a rule or its line reads, by its name: a derivative with what it is the sum of, or a value that may have no line. */
    public record Source(String name, Optional<Label> label, List<Contribution> lines) {

        public Source(String name, Label label) {
            this(name, Optional.of(label), List.of());
        }

        /** A value that is what {@code line} says. */
        public Source(String name, Phrase line) {
            this(name, Optional.empty(), List.of(Contribution.of(line)));
        }

        List<Contribution> contributions() {
            return label.map(Label::contributions).orElse(lines);
        }
    }

    /** What the indices of loops are called where a program is copied to; the same label is the same one there too. */
    public static final class Indices {

        /** All are called as they are. */
        public static final Indices SAME = new Indices(Map.of());

        private final Map<String, String> names;
        private final IdentityHashMap<Label, Label> known = new IdentityHashMap<>();
        private final IdentityHashMap<Label, Label> knownThemselves = new IdentityHashMap<>();

        private Indices(Map<String, String> names) {
            this.names = names;
        }

        /** For a copy with other expressions for symbols; of an index that becomes an expression nothing is said. */
        public static Indices of(Map<Symbol, Size> symbols) {
            Map<String, String> names = new HashMap<>();
            symbols.forEach((symbol, size) ->
                    size.symbol().filter(s -> !s.equals(symbol)).ifPresent(s -> names.put(symbol.name(), s.name())));
            return names.isEmpty() ? SAME : new Indices(names);
        }

        Label in(Label label) {
            return names.isEmpty() ? label : label.mapped(this::in, known);
        }

        private Contribution in(Contribution c) {
            List<Source> read = c.read().stream().map(this::in).toList();
            Contribution itself = itself(c);
            return read.equals(c.read()) ? itself : itself.reading(read);
        }

        /** What it reads of others stays as it is, so that a long program needs no deep stack. */
        private Contribution itself(Contribution c) {
            return c.spelled((word, subscript) -> names.getOrDefault(word, word));
        }

        private Source in(Source source) {
            return new Source(
                    source.name,
                    source.label.map(label -> label.mapped(this::itself, knownThemselves)),
                    source.lines.stream().map(this::itself).toList());
        }
    }

    /** Makes the derivatives of a graph values like any other: what the author wrote keeps its name. */
    public static void forget(Graph graph) {
        for (Node node : graph.nodes()) {
            if (node.label().isPresent()) {
                node.unlabel();
            }
            node.operation().bodies().forEach(body -> forget(body.graph()));
        }
    }

    /**
     * The same of a sum with another name.
     *
     * @param known the sums before that have been renamed, and now this one
     */
    Label renamed(String name, IdentityHashMap<Label, Label> known) {
        return mapped(contribution -> contribution.in(name), known);
    }

    /** With other contributions, and so all that it goes on from. */
    public Label mapped(UnaryOperator<Contribution> change, IdentityHashMap<Label, Label> known) {
        Deque<Label> open = new ArrayDeque<>();
        Optional<Label> next = Optional.of(this);
        while (next.isPresent() && !known.containsKey(next.get())) {
            open.push(next.get());
            next = next.get().before;
        }
        for (Label label : open) {
            Optional<Label> start =
                    label.before.map(b -> Optional.ofNullable(known.get(b)).orElseThrow());
            List<Contribution> changed = label.added.stream().map(change).toList();
            known.put(
                    label,
                    label.isOf(changed, start)
                            ? label
                            : new Label(label.role, label.primal, label.value, changed, start));
        }
        return Optional.ofNullable(known.get(this)).orElseThrow();
    }

    @SuppressWarnings("ReferenceEquality") // a label is told from others like it by which sum it belongs to
    private boolean isOf(List<Contribution> all, Optional<Label> start) {
        boolean same = start.isPresent() ? before.isPresent() && start.get() == before.get() : before.isEmpty();
        for (int i = 0; same && i < all.size(); i++) {
            same = all.get(i) == added.get(i);
        }
        return same;
    }

    /** All that contributes to this sum, oldest first. */
    public List<Contribution> contributions() {
        return since(Optional.empty());
    }

    /** What this sum has beyond {@code start}, one of the sums that it goes on from; oldest first. */
    @SuppressWarnings("ReferenceEquality") // the very label that the sum went on from
    public List<Contribution> since(Optional<Label> start) {
        Deque<Contribution> all = new ArrayDeque<>();
        Optional<Label> next = Optional.of(this);
        while (next.isPresent() && (start.isEmpty() || next.get() != start.get())) {
            List<Contribution> some = next.get().added;
            for (int i = some.size() - 1; i >= 0; i--) {
                all.addFirst(some.get(i));
            }
            next = next.get().before;
        }
        return List.copyOf(all);
    }

    /** By what it says, not by its long history. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Label label
                && label.role == role
                && label.primal.equals(primal)
                && label.added.equals(added);
    }

    @Override
    public int hashCode() {
        return 31 * primal.hashCode() + added.hashCode();
    }
}
