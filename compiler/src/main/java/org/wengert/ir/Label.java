package org.wengert.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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

        /** The left side of a rule, without what tells from others what a loop or a conditional gives. */
        private static final Pattern RULE = Pattern.compile("(.*?)(Next|Sum|Branch)?( (?:[+-]?=) .*)");

        /** What a line gives a value, but for a number behind it. */
        private static final Pattern VARIABLE = Pattern.compile("(.*?)(Next|Sum|Branch)?(?:_\\d+)?");

        /** So many derivatives without lines are explained by each other. */
        private static final int DEEPEST = 3;

        /** The same about a line that gives {@code variable} a value: {@code sBarNext += sBar}, as the line has it, of {@code s = s + a}. */
        public Contribution in(String variable) {
            Matcher given = VARIABLE.matcher(variable);
            Matcher ruled = RULE.matcher(rule);
            boolean same = given.matches() && ruled.matches() && given.group(1).equals(ruled.group(1));
            String suffix = same ? Objects.requireNonNullElse(given.group(2), "") : "";
            return same && !suffix.equals(Objects.requireNonNullElse(ruled.group(2), ""))
                    ? new Contribution(line, ruled.group(1) + suffix + ruled.group(3), primal, read)
                    : this;
        }

        /** The same in other words. */
        public Contribution with(String newLine, String newRule) {
            return newLine.equals(line) && newRule.equals(rule)
                    ? this
                    : new Contribution(newLine, newRule, primal, read);
        }

        /** The same about a line that gives {@code variable} what the rule gives to {@code name}. */
        public Contribution giving(String name, String variable) {
            return !rule.startsWith(name + " ")
                    ? this
                    : new Contribution(line, variable + rule.substring(name.length()), primal, read);
        }

        /** What it adds, as a line that gives {@code variable} a value. */
        public Contribution as(String variable) {
            int begin = rule.indexOf("= ");
            return begin < 0
                    ? this
                    : new Contribution(line, variable + " = " + rule.substring(begin + 2), primal, read);
        }

        /** Says that {@code name}, if line or rule speak of it, is called {@code here}. */
        public Contribution knowing(String name, String here) {
            if (rule.isEmpty() || target().equals(name) || !mentions(line + " " + rule, name)) {
                return this;
            }
            String said = line.replaceAll(
                    "(, [^ ,]+ = )" + Pattern.quote(name) + "(?=,|$)", "$1" + Matcher.quoteReplacement(here));
            String known = ", " + name + " = ";
            if (line.contains(known)) {
                int from = line.indexOf(known) + known.length();
                int to = line.indexOf(", ", from);
                String rest = to < 0 ? "" : line.substring(to);
                return with(line.substring(0, from) + here + rest, rule);
            }
            boolean enough = !said.equals(line) && !mentions(rule, name);
            return new Contribution(enough ? said : line + ", " + name + " = " + here, rule, primal, read);
        }

        /** Whether the rule gives something to this variable, whatever number stands behind its name. */
        public boolean gives(String variable) {
            Matcher given = VARIABLE.matcher(variable);
            Matcher ruled = RULE.matcher(rule);
            return given.matches()
                    && ruled.matches()
                    && given.group(1).equals(ruled.group(1))
                    && Objects.equals(given.group(2), ruled.group(2));
        }

        private String target() {
            int end = rule.indexOf(' ');
            return end < 0 ? rule : rule.substring(0, end);
        }

        private static boolean mentions(String text, String name) {
            int at = text.indexOf(name);
            while (at >= 0) {
                int end = at + name.length();
                boolean begins = at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1));
                boolean ends = end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end));
                if (begins && ends) {
                    return true;
                }
                at = text.indexOf(name, at + 1);
            }
            return false;
        }

        /** Whether it, or what explains it, reads a value that has one of these names. */
        public boolean speaksOf(Set<String> names) {
            return speaksOf(names, DEEPEST);
        }

        private boolean speaksOf(Set<String> names, int depth) {
            int begin = rule.indexOf("= ");
            String right = line + " " + (begin < 0 ? "" : rule.substring(begin));
            return names.stream().anyMatch(name -> mentions(right, name))
                    || (depth > 1
                            && read.stream()
                                    .flatMap(source -> source.contributions().stream())
                                    .anyMatch(c -> c.speaksOf(names, depth - 1)));
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

    /** What the indices of loops are called where a program is copied to; the same label is the same one there too. */
    public static final class Indices {

        /** All are called as they are. */
        public static final Indices SAME = new Indices(Map.of());

        private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

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
            List<Source> read = c.read.stream().map(this::in).toList();
            Contribution itself = itself(c);
            return read.equals(c.read) ? itself : new Contribution(itself.line, itself.rule, c.primal, read);
        }

        /** What it reads of others stays as it is, so that a long program needs no deep stack. */
        private Contribution itself(Contribution c) {
            return c.with(in(c.line), in(c.rule));
        }

        private Source in(Source source) {
            return new Source(
                    source.name,
                    source.label.map(label -> label.mapped(this::itself, knownThemselves)),
                    source.lines.stream().map(this::itself).toList());
        }

        private String in(String text) {
            return WORD.matcher(text)
                    .replaceAll(match -> Matcher.quoteReplacement(names.getOrDefault(match.group(), match.group())));
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
