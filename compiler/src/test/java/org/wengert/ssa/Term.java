package org.wengert.ssa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An expression of a list text.
 *
 * @param text what it is called, or the symbol between its parts; of a part of an array what stands in brackets
 */
record Term(Kind kind, String text, List<Term> parts) {

    enum Kind {
        NUMBER,
        NAME,
        PART,
        CALL,
        INFIX,
        PREFIX,
        CHOICE,
        GROUP,
        TRANSPOSE
    }

    /** From the loosest to the tightest. */
    private static final List<List<String>> LEVELS = List.of(
            List.of("or"),
            List.of("and"),
            List.of("<=", ">=", "==", "!=", "<", ">"),
            List.of("+", "-"),
            List.of("*", "/"));

    static Term read(String text) {
        Reader reader = new Reader(text);
        Term term = reader.choice();
        reader.require(reader.at == text.length());
        return term;
    }

    private static Term of(Kind kind, String text, Term... parts) {
        return new Term(kind, text, List.of(parts));
    }

    Term part(int index) {
        return parts.get(index);
    }

    /** How many terms there are in it. */
    int size() {
        return 1 + parts.stream().mapToInt(Term::size).sum();
    }

    /** Whether it has no parts but names and numbers. */
    boolean isFlat() {
        return parts.stream().allMatch(part -> part.parts.isEmpty());
    }

    Stream<Term> all() {
        return Stream.concat(Stream.of(this), parts.stream().flatMap(Term::all));
    }

    private Term bare() {
        return kind == Kind.GROUP ? part(0) : this;
    }

    /** What the letters of this notation stand for in {@code term}, if that is written so. */
    Optional<Map<String, Term>> match(Term term) {
        Map<String, Term> found = new HashMap<>();
        return match(term, found) ? Optional.of(found) : Optional.empty();
    }

    private boolean match(Term term, Map<String, Term> found) {
        if (kind == Kind.NAME && text.length() == 1) {
            Term before = found.putIfAbsent(text, term.bare());
            return before == null || before.equals(term.bare());
        }
        if (kind != term.kind || !text.equals(term.text) || parts.size() != term.parts.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!part(i).match(term.part(i), found)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case NUMBER, NAME -> text;
            case PART -> part(0) + "[" + text + "]";
            case CALL ->
                text
                        + parts.stream()
                                .map(Term::toString)
                                .collect(Collectors.joining(", ", "(", ")"))
                                .replace(", ;", "; ");
            case INFIX -> part(0) + (text.matches("[*/^]") ? text : " " + text + " ") + part(1);
            case PREFIX -> text + part(0);
            case CHOICE -> part(0) + " ? " + part(1) + " : " + part(2);
            case GROUP -> "(" + part(0) + ")";
            case TRANSPOSE -> part(0) + "'";
        };
    }

    private static final class Reader {
        private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");
        private static final Pattern NUMBER = Pattern.compile("[0-9][0-9.]*(e-?[0-9]+)?");

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        void require(boolean holds) {
            if (!holds) {
                throw new IllegalArgumentException("not an expression: " + text + ", at " + at);
            }
        }

        private boolean take(String symbol) {
            boolean there = text.startsWith(symbol, at);
            at += there ? symbol.length() : 0;
            return there;
        }

        private Optional<String> take(Pattern pattern) {
            Matcher matcher = pattern.matcher(text).region(at, text.length());
            if (!matcher.lookingAt()) {
                return Optional.empty();
            }
            at = matcher.end();
            return Optional.of(matcher.group());
        }

        Term choice() {
            Term term = infix(0);
            if (!take(" ? ")) {
                return term;
            }
            Term then = choice();
            require(take(" : "));
            return of(Kind.CHOICE, "?", term, then, choice());
        }

        private Term infix(int level) {
            if (level == LEVELS.size()) {
                return prefix();
            }
            Term term = infix(level + 1);
            for (Optional<String> symbol = symbol(level); symbol.isPresent(); symbol = symbol(level)) {
                term = of(Kind.INFIX, symbol.get(), term, infix(level + 1));
            }
            return term;
        }

        private Optional<String> symbol(int level) {
            return LEVELS.get(level).stream()
                    .filter(s -> take(s.matches("[*/]") ? s : " " + s + " "))
                    .findFirst();
        }

        private Term prefix() {
            return take("-")
                    ? of(Kind.PREFIX, "-", prefix())
                    : take("not ") ? of(Kind.PREFIX, "not ", prefix()) : power();
        }

        private Term power() {
            Term base = atom();
            while (take("'")) {
                base = of(Kind.TRANSPOSE, "'", base);
            }
            return take("^") ? of(Kind.INFIX, "^", base, prefix()) : base;
        }

        private Term atom() {
            if (take("(")) {
                Term inside = choice();
                require(take(")"));
                return of(Kind.GROUP, "()", inside);
            }
            Optional<String> number = take(NUMBER);
            if (number.isPresent()) {
                return of(Kind.NUMBER, number.get());
            }
            Optional<String> name = take(NAME);
            require(name.isPresent());
            String called = name.orElseThrow();
            if (take("[")) {
                int end = text.indexOf(']', at);
                String inside = text.substring(at, end);
                at = end + 1;
                if (!text.startsWith("(", at)) {
                    return of(Kind.PART, inside, of(Kind.NAME, called));
                }
                called += "[" + inside + "]";
            }
            return take("(") ? new Term(Kind.CALL, called, arguments()) : of(Kind.NAME, called);
        }

        private List<Term> arguments() {
            List<Term> arguments = new ArrayList<>();
            do {
                arguments.add(choice());
            } while (take(", "));
            if (take("; ")) {
                arguments.add(of(Kind.PREFIX, ";", choice()));
            }
            require(take(")"));
            return arguments;
        }
    }
}
