package org.wengert.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
        /** The entries of a sparse matrix. */
        ENTRY
    }

    /** What a rule or its line reads, by its name: a derivative with what it is the sum of, or a value that may have no line. */
    public record Source(String name, Optional<Label> label, List<Contribution> lines) {

        public Source(String name, Label label) {
            this(name, Optional.of(label), List.of());
        }

        /** A value that is what {@code line} says. */
        public Source(String name, String line) {
            this(name, Optional.empty(), List.of(Contribution.of(line)));
        }

        private List<Contribution> contributions() {
            return label.map(Label::contributions).orElse(lines);
        }
    }

    /**
     * One line of the primal list and the rule that was applied to it.
     *
     * @param line the primal line, {@code c = sqrt(b)}
     * @param rule what it adds, {@code bBar += cBar/(2*c)}
     * @param primal the value that the line defines; nothing if the program it belongs to has no numbers, as one inside of
     *     {@code diff}
     * @param read what rule and line read that may have no line of its own
     */
    public record Contribution(String line, String rule, Optional<Origin> primal, List<Source> read) {

        /** A line of which only is said what it is. */
        public static Contribution of(String line) {
            return new Contribution(line, "", Optional.empty(), List.of());
        }

        /** What the next value of a loop's state is computed in. */
        private static final Pattern NEXT = Pattern.compile("(.*)Next(_\\d+)?");

        /** So many derivatives without lines are explained by each other. */
        private static final int DEEPEST = 3;

        /** The same about a line that gives {@code variable} a value: {@code sBarNext += sBar}, as the line has it, of {@code s = s + a}. */
        public Contribution in(String variable) {
            Matcher next = NEXT.matcher(variable);
            String state = next.matches() ? next.group(1) : variable;
            return next.matches() && rule.startsWith(state + " ")
                    ? new Contribution(line, state + "Next" + rule.substring(state.length()), primal, read)
                    : this;
        }

        /**
         * Behind what it reads that is not there: simplification may have left no line of it.
         *
         * @param explained what was said before, and now
         */
        public List<Contribution> explained(Predicate<String> isThere, Set<String> explained) {
            List<Contribution> all = new ArrayList<>();
            explain(isThere, DEEPEST, explained, all);
            Set<String> withRules =
                    all.stream().filter(c -> !c.rule.isEmpty()).map(c -> c.line).collect(Collectors.toSet());
            all.removeIf(c -> c.rule.isEmpty() && withRules.contains(c.line));
            return all;
        }

        private void explain(Predicate<String> isThere, int depth, Set<String> known, List<Contribution> all) {
            for (Source source : read) {
                if (depth > 0 && !isThere.test(source.name()) && known.add(source.name())) {
                    source.contributions().forEach(c -> c.explain(isThere, depth - 1, known, all));
                }
            }
            all.add(this);
        }

        /** By what it says. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Contribution c
                    && c.line.equals(line)
                    && c.rule.equals(rule)
                    && c.primal.equals(primal);
        }

        @Override
        public int hashCode() {
            return Objects.hash(line, rule, primal);
        }

        /** Whether the derivative of a state goes on as it is: {@code sBar += sBar}, of {@code s = s + a}. */
        public boolean isKept() {
            int sign = rule.indexOf(" += ");
            return sign >= 0 && rule.substring(0, sign).equals(rule.substring(sign + 4));
        }

        @Override
        public String toString() {
            return rule.isEmpty() ? line : line + ":  " + rule;
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
