package org.wengert.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One line of the primal list and the rule that was applied to it: {@code c = sqrt(b), cBar = fBar:  bBar += cBar/(2*c)}.
 *
 * @param primalLine the primal line, {@code c = sqrt(b)}
 * @param known what is called otherwise, {@code cBar = fBar}
 * @param rule what it adds, {@code bBar += cBar/(2*c)}; nothing of a line of which only is said what it is
 * @param primal the value that the line defines; nothing if the program it belongs to has no numbers, as one inside of
 *     {@code diff}
 * @param read what rule and line read that may have no line of its own
 */
public record Contribution(
        Phrase primalLine,
        List<Known> known,
        Optional<AppliedRule> rule,
        Optional<Origin> primal,
        List<Label.Source> read) {

    /** So many derivatives without lines are explained by each other. */
    private static final int DEEPEST = 3;

    /** What a comment speaks of by one name, and what it is: {@code cBar = fBar}. */
    public record Known(String name, Phrase here) {

        private Known spelled(Phrase.Spelling spelling) {
            String newName = Phrase.of(name).spelled(spelling).toString();
            Phrase newHere = here.spelled(spelling);
            return newName.equals(name) && newHere.equals(here) ? this : new Known(newName, newHere);
        }
    }

    public Contribution(Phrase line, AppliedRule rule, Optional<Origin> primal, List<Label.Source> read) {
        this(line, List.of(), Optional.of(rule), primal, read);
    }

    /** A line of which only is said what it is. */
    public static Contribution of(Phrase line) {
        return new Contribution(line, List.of(), Optional.empty(), Optional.empty(), List.of());
    }

    /** {@code c = sqrt(b), cBar = fBar}. */
    public String line() {
        return known.stream()
                .map(k -> ", " + k.name() + " = " + k.here())
                .collect(Collectors.joining("", primalLine + "", ""));
    }

    /** What is done by the rule; nothing where only a line is said. */
    public String ruleText() {
        return rule.map(AppliedRule::toString).orElse("");
    }

    Contribution reading(List<Label.Source> other) {
        return new Contribution(primalLine, known, rule, primal, other);
    }

    private Contribution ruled(AppliedRule other) {
        return rule.equals(Optional.of(other))
                ? this
                : new Contribution(primalLine, known, Optional.of(other), primal, read);
    }

    private Contribution knowing(List<Known> all) {
        return new Contribution(primalLine, all, rule, primal, read);
    }

    /** The same which says what more is called otherwise. */
    public Contribution alsoKnowing(List<Known> more) {
        List<Known> all = new ArrayList<>(known);
        all.addAll(more);
        return knowing(all);
    }

    /** The same in other words. */
    public Contribution spelled(Phrase.Spelling spelling) {
        Phrase line = primalLine.spelled(spelling);
        List<Known> all = known.stream().map(k -> k.spelled(spelling)).toList();
        Optional<AppliedRule> ruled = rule.map(r -> r.spelled(spelling));
        boolean same = line.equals(primalLine) && all.equals(known) && ruled.equals(rule);
        return same ? this : new Contribution(line, all, ruled, primal, read);
    }

    /** The same about a line that gives {@code variable} a value: {@code sBarNext += sBar}, as the line has it, of {@code s = s + a}. */
    public Contribution in(String variable) {
        Part given = Part.of(Ending.unnumbered(variable));
        return rule.filter(r -> Part.of(r.target().toString()).name().equals(given.name()))
                .map(r -> ruled(r.of(given.text())))
                .orElse(this);
    }

    /** Whether the rule gives something to this variable, whatever number stands behind its name. */
    public boolean gives(String variable) {
        return rule.filter(
                        r -> r.target().is(Part.of(Ending.unnumbered(variable)).text()))
                .isPresent();
    }

    /** A name and what tells it from others of what a loop or a conditional gives. */
    private record Part(String name, String text) {

        private static final List<Ending> ENDINGS = List.of(Ending.NEXT, Ending.SUM, Ending.BRANCH);

        static Part of(String text) {
            return ENDINGS.stream()
                    .filter(ending -> ending.isOf(text))
                    .findFirst()
                    .map(ending -> new Part(ending.without(text), text))
                    .orElse(new Part(text, text));
        }
    }

    /** The same about a line that gives {@code variable} what the rule gives to {@code name}. */
    public Contribution giving(String name, String variable) {
        return rule.filter(r -> r.target().is(name))
                .map(r -> ruled(r.of(variable)))
                .orElse(this);
    }

    /** What it adds, as a line that gives {@code variable} a value. */
    public Contribution as(String variable) {
        return rule.map(r -> ruled(r.as(variable))).orElse(this);
    }

    /** Says that {@code name}, if line or rule speak of it, is called {@code here}. */
    public Contribution knowing(String name, String here) {
        boolean said = rule.filter(r -> !r.target().is(name) && (r.mentions(name) || lineMentions(name)))
                .isPresent();
        if (!said) {
            return this;
        }
        boolean has = known.stream().anyMatch(k -> k.name().equals(name));
        boolean given = known.stream().anyMatch(k -> k.here().is(name));
        List<Known> all = new ArrayList<>();
        for (Known k : known) {
            boolean renamed = has ? k.name().equals(name) : k.here().is(name);
            all.add(renamed ? new Known(k.name(), Phrase.of(here)) : k);
        }
        if (!has && (!given || rule.orElseThrow().mentions(name))) {
            all.clear();
            all.addAll(known);
            all.add(new Known(name, Phrase.of(here)));
        }
        return knowing(all);
    }

    private boolean lineMentions(String name) {
        return primalLine.mentions(name)
                || known.stream()
                        .anyMatch(k -> k.name().equals(name) || k.here().mentions(name));
    }

    /** Whether it, or what explains it, reads a value that has one of these names. */
    public boolean speaksOf(Set<String> names) {
        return speaksOf(names, DEEPEST);
    }

    private boolean speaksOf(Set<String> names, int depth) {
        return names.stream()
                        .anyMatch(name -> lineMentions(name)
                                || rule.filter(r -> r.reads(name)).isPresent())
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
        Set<String> withRules = all.stream()
                .filter(c -> c.rule.isPresent())
                .map(Contribution::line)
                .collect(Collectors.toSet());
        all.removeIf(c -> c.rule.isEmpty() && withRules.contains(c.line()));
        return all;
    }

    private void explain(Predicate<String> isThere, int depth, Set<String> explained, List<Contribution> all) {
        for (Label.Source source : read) {
            if (depth > 0 && !isThere.test(source.name()) && explained.add(source.name())) {
                source.contributions().forEach(c -> c.explain(isThere, depth - 1, explained, all));
            }
        }
        all.add(this);
    }

    /** Whether the derivative of a state goes on as it is: {@code sBar += sBar}, of {@code s = s + a}. */
    public boolean isKept() {
        return rule.filter(AppliedRule::isKept).isPresent();
    }

    /** By what it says. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Contribution c
                && c.primalLine.equals(primalLine)
                && c.known.equals(known)
                && c.rule.equals(rule)
                && c.primal.equals(primal);
    }

    @Override
    public int hashCode() {
        return Objects.hash(primalLine, known, rule, primal);
    }

    @Override
    public String toString() {
        return rule.map(r -> line() + ":  " + r).orElseGet(this::line);
    }
}
