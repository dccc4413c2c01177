package org.wengert.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An exact integer expression over {@link Symbol}s: a polynomial in normal form, so that {@code n - 1} and {@code -1 + n} are
 * equal, whose atoms are symbols and the quotients, remainders, minima and maxima of such expressions.
 */
public final class Size {

    private static final Comparator<List<Atom>> ORDER =
            Comparator.<List<Atom>>comparingInt(List::size).reversed().thenComparing(Size::compareTexts);

    /** So that a short text cannot fill the memory. */
    private static final int MOST_TERMS = 4_000;

    public static final Size ZERO = of(0);
    public static final Size ONE = of(1);

    /** As the texts of two products of as many atoms, which are made only where that is needed. */
    private static int compareTexts(List<Atom> a, List<Atom> b) {
        for (int i = 0; i < a.size(); i++) {
            String one = a.get(i).toString();
            String other = b.get(i).toString();
            if (!one.equals(other)) {
                return one.startsWith(other) || other.startsWith(one)
                        ? a.toString().compareTo(b.toString())
                        : one.compareTo(other);
            }
        }
        return 0;
    }

    /** Products of atoms in order, with their coefficients, none of them 0; the constant term has no atoms. */
    private final NavigableMap<List<Atom>, Long> terms;

    private final int hash;

    /** What a polynomial is made of. */
    private sealed interface Atom extends Comparable<Atom> {
        @Override
        default int compareTo(Atom other) {
            return toString().compareTo(other.toString());
        }
    }

    private record Variable(Symbol symbol) implements Atom {
        @Override
        public String toString() {
            return symbol.name();
        }
    }

    /** Atoms are ordered by their texts, so that this one keeps its own. */
    private static final class Compound implements Atom {
        private final Function2 function;
        private final Size a;
        private final Size b;
        private @Nullable String text;

        Compound(Function2 function, Size a, Size b) {
            this.function = function;
            this.a = a;
            this.b = b;
        }

        Function2 function() {
            return function;
        }

        Size a() {
            return a;
        }

        Size b() {
            return b;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Compound compound
                    && function == compound.function
                    && a.equals(compound.a)
                    && b.equals(compound.b);
        }

        @Override
        public int hashCode() {
            return Objects.hash(function, a, b);
        }

        @Override
        public String toString() {
            String known = text;
            if (known == null) {
                known = function.id + "(" + a + "," + b + ")";
                text = known;
            }
            return known;
        }
    }

    /** The functions that are no polynomials. */
    public enum Function2 {
        /** {@code a/b}, which has to come out whole. */
        QUOTIENT("quotient"),
        /** The remainder of {@code a} by {@code b}, of the sign of {@code b}. */
        REMAINDER("remainder"),
        MIN("min"),
        MAX("max");

        private final String id;

        Function2(String id) {
            this.id = id;
        }

        /** As size texts write it. */
        public String id() {
            return id;
        }

        /** Whether it is a minimum or a maximum. */
        boolean isExtreme() {
            return this == MIN || this == MAX;
        }

        private long apply(long a, long b) {
            return switch (this) {
                case MIN -> Math.min(a, b);
                case MAX -> Math.max(a, b);
                case REMAINDER -> Math.floorMod(a, nonZero(b));
                case QUOTIENT -> whole(a, nonZero(b));
            };
        }

        private static long nonZero(long b) {
            if (b == 0) {
                throw new ArithmeticException("division of an integer by zero");
            }
            return b;
        }

        private static long whole(long a, long b) {
            if (a % b != 0) {
                throw new ArithmeticException(a + "/" + b + " is not a whole number");
            }
            return a / b;
        }
    }

    private Size(NavigableMap<List<Atom>, Long> terms) {
        this.terms = terms;
        this.hash = terms.hashCode();
    }

    public static Size of(long value) {
        TreeMap<List<Atom>, Long> terms = new TreeMap<>(ORDER);
        if (value != 0) {
            terms.put(List.of(), value);
        }
        return new Size(terms);
    }

    public static Size of(Symbol symbol) {
        return of((Atom) new Variable(symbol));
    }

    private static Size of(Atom atom) {
        TreeMap<List<Atom>, Long> terms = new TreeMap<>(ORDER);
        terms.put(List.of(atom), 1L);
        return new Size(terms);
    }

    /**
     * The sum.
     *
     * @throws ArithmeticException if a coefficient does not fit into 64 bits, or the expression is too large; so do the other
     *     operations
     */
    public Size plus(Size other) {
        TreeMap<List<Atom>, Long> sum = new TreeMap<>(terms);
        other.terms.forEach((product, coefficient) -> add(sum, product, coefficient));
        return new Size(sum);
    }

    public Size plus(long other) {
        return plus(of(other));
    }

    public Size minus(Size other) {
        TreeMap<List<Atom>, Long> difference = new TreeMap<>(terms);
        other.terms.forEach((product, coefficient) -> add(difference, product, Math.negateExact(coefficient)));
        return new Size(difference);
    }

    public Size times(Size other) {
        TreeMap<List<Atom>, Long> all = new TreeMap<>(ORDER);
        terms.forEach((p, c) -> other.terms.forEach((q, d) -> {
            List<Atom> product = new ArrayList<>(p);
            product.addAll(q);
            Collections.sort(product);
            add(all, List.copyOf(product), Math.multiplyExact(c, d));
            if (all.size() > MOST_TERMS) {
                throw new ArithmeticException("an integer expression of more than " + MOST_TERMS + " terms");
            }
        }));
        return new Size(all);
    }

    /** How many symbols and numbers there are in its text. */
    public int length() {
        int length = 0;
        for (List<Atom> product : terms.keySet()) {
            length++;
            for (Atom atom : product) {
                length += atom instanceof Compound compound
                        ? compound.a().length() + compound.b().length()
                        : 1;
            }
        }
        return length;
    }

    /** {@code function(this, other)}. */
    public Size apply(Function2 function, Size other) {
        OptionalLong a = constant();
        OptionalLong b = other.constant();
        if (a.isPresent() && b.isPresent()) {
            return of(function.apply(a.getAsLong(), b.getAsLong()));
        }
        if (function == Function2.QUOTIENT && other.equals(ONE)) {
            return this;
        }
        OptionalLong difference = minus(other).constant();
        if (function.isExtreme() && difference.isPresent()) {
            return difference.getAsLong() <= 0 == (function == Function2.MIN) ? this : other;
        }
        return of(new Compound(function, this, other));
    }

    private static void add(Map<List<Atom>, Long> sum, List<Atom> product, long coefficient) {
        long total = Math.addExact(sum.getOrDefault(product, 0L), coefficient);
        if (total == 0) {
            sum.remove(product);
        } else {
            sum.put(product, total);
        }
    }

    /** The value, if it is the same at every call. */
    public OptionalLong constant() {
        if (terms.isEmpty()) {
            return OptionalLong.of(0);
        }
        Long only = terms.size() == 1 ? terms.get(List.of()) : null;
        return only == null ? OptionalLong.empty() : OptionalLong.of(only);
    }

    /** The symbol that this is, if it is nothing more. */
    public Optional<Symbol> symbol() {
        if (terms.size() != 1 || terms.firstEntry().getValue() != 1) {
            return Optional.empty();
        }
        List<Atom> product = terms.firstKey();
        return product.size() == 1 && product.get(0) instanceof Variable variable
                ? Optional.of(variable.symbol())
                : Optional.empty();
    }

    /** All symbols in it, in the order of its text. */
    public Set<Symbol> symbols() {
        Set<Symbol> symbols = new LinkedHashSet<>();
        collect(symbols);
        return symbols;
    }

    private void collect(Set<Symbol> symbols) {
        for (List<Atom> product : terms.keySet()) {
            for (Atom atom : product) {
                if (atom instanceof Variable variable) {
                    symbols.add(variable.symbol());
                } else if (atom instanceof Compound compound) {
                    compound.a().collect(symbols);
                    compound.b().collect(symbols);
                }
            }
        }
    }

    public boolean contains(Symbol symbol) {
        return symbols().contains(symbol);
    }

    /** The factor {@code c} of {@code this = c*symbol + rest}, if {@code symbol} occurs in no other way. */
    public Optional<Size> factor(Symbol symbol) {
        Atom variable = new Variable(symbol);
        Size factor = ZERO;
        for (Map.Entry<List<Atom>, Long> term : terms.entrySet()) {
            List<Atom> others = new ArrayList<>(term.getKey());
            if (others.remove(variable)) {
                factor = factor.plus(product(others, term.getValue()));
            }
        }
        boolean linear =
                !factor.contains(symbol) && !minus(of(symbol).times(factor)).contains(symbol);
        return linear ? Optional.of(factor) : Optional.empty();
    }

    /** The coefficients of the powers of {@code symbol}, from that of the power 0 on, if it occurs in no other way. */
    public Optional<List<Size>> coefficients(Symbol symbol) {
        Atom variable = new Variable(symbol);
        List<Size> coefficients = new ArrayList<>();
        for (Map.Entry<List<Atom>, Long> term : terms.entrySet()) {
            List<Atom> others = new ArrayList<>(term.getKey());
            others.removeIf(variable::equals);
            int power = term.getKey().size() - others.size();
            while (coefficients.size() <= power) {
                coefficients.add(ZERO);
            }
            coefficients.set(power, coefficients.get(power).plus(product(others, term.getValue())));
        }
        return coefficients.stream().noneMatch(c -> c.contains(symbol)) ? Optional.of(coefficients) : Optional.empty();
    }

    /** What it is the sum of, each a product with a coefficient. */
    public List<Size> terms() {
        return terms.entrySet().stream()
                .map(term -> product(term.getKey(), term.getValue()))
                .toList();
    }

    /** The greatest number that divides all coefficients; 0 of 0. */
    public long content() {
        return terms.values().stream().reduce(0L, Size::gcd);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? Math.abs(a) : gcd(b, a % b);
    }

    /** Each coefficient divided by a number that divides it. */
    public Size over(long divisor) {
        TreeMap<List<Atom>, Long> quotient = new TreeMap<>(ORDER);
        terms.forEach((product, coefficient) -> quotient.put(product, coefficient / divisor));
        return new Size(quotient);
    }

    private static Size product(List<Atom> atoms, long coefficient) {
        Size product = of(coefficient);
        for (Atom atom : atoms) {
            product = product.times(of(atom));
        }
        return product;
    }

    /** A size as {@code coefficient*function(a, b) + rest}. */
    public record Application(long coefficient, Function2 function, Size a, Size b, Size rest) {
        /** The size if {@code value} is that of the function. */
        public Size with(Size value) {
            return rest.plus(value.times(of(coefficient)));
        }
    }

    /** The first quotient, remainder, minimum or maximum that is a term by itself. */
    public Optional<Application> application() {
        for (Map.Entry<List<Atom>, Long> term : terms.entrySet()) {
            if (term.getKey().size() == 1 && term.getKey().get(0) instanceof Compound compound) {
                Size alone = product(term.getKey(), term.getValue());
                return Optional.of(new Application(
                        term.getValue(), compound.function(), compound.a(), compound.b(), minus(alone)));
            }
        }
        return Optional.empty();
    }

    /** Where {@code function} is applied in it, each place as the two sizes that it is applied to. */
    public Set<List<Size>> applications(Function2 function) {
        Set<List<Size>> applications = new LinkedHashSet<>();
        terms.keySet()
                .forEach(product -> product.forEach(atom -> {
                    if (atom instanceof Compound compound) {
                        applications.addAll(compound.a().applications(function));
                        applications.addAll(compound.b().applications(function));
                        if (compound.function() == function) {
                            applications.add(List.of(compound.a(), compound.b()));
                        }
                    }
                }));
        return applications;
    }

    /** Whether nothing in it is negative if the symbols that pass the test are not. */
    public boolean isSumOf(Predicate<Symbol> nonNegative) {
        return terms.entrySet().stream()
                .allMatch(term -> term.getValue() > 0
                        && term.getKey().stream().allMatch(atom -> isNonNegative(atom, nonNegative)));
    }

    private static boolean isNonNegative(Atom atom, Predicate<Symbol> nonNegative) {
        if (atom instanceof Variable variable) {
            return nonNegative.test(variable.symbol());
        }
        Compound compound = (Compound) atom;
        boolean a = compound.a().isSumOf(nonNegative);
        boolean b = compound.b().isSumOf(nonNegative);
        return switch (compound.function()) {
            case MAX -> a || b;
            case MIN, QUOTIENT -> a && b;
            case REMAINDER -> b;
        };
    }

    /** With other expressions for symbols; {@code null} or itself leaves one as it is. */
    public Size substitute(Map<Symbol, Size> replacements) {
        if (replacements.isEmpty() || terms.isEmpty()) {
            return this;
        }
        Size sum = ZERO;
        for (Map.Entry<List<Atom>, Long> term : terms.entrySet()) {
            Size product = of(term.getValue());
            for (Atom atom : term.getKey()) {
                product = product.times(substitute(atom, replacements));
            }
            sum = sum.plus(product);
        }
        return sum;
    }

    private static Size substitute(Atom atom, Map<Symbol, Size> replacements) {
        if (atom instanceof Variable variable) {
            return replacements.getOrDefault(variable.symbol(), of(atom));
        }
        Compound compound = (Compound) atom;
        return compound.a()
                .substitute(replacements)
                .apply(compound.function(), compound.b().substitute(replacements));
    }

    /**
     * The value.
     *
     * @throws ArithmeticException if it does not fit into 64 bits, or a division does not come out whole
     */
    public long evaluate(ToLongFunction<Symbol> values) {
        long sum = 0;
        for (Map.Entry<List<Atom>, Long> term : terms.entrySet()) {
            long product = term.getValue();
            for (Atom atom : term.getKey()) {
                product = Math.multiplyExact(product, evaluate(atom, values));
            }
            sum = Math.addExact(sum, product);
        }
        return sum;
    }

    private static long evaluate(Atom atom, ToLongFunction<Symbol> values) {
        if (atom instanceof Variable variable) {
            return values.applyAsLong(variable.symbol());
        }
        Compound compound = (Compound) atom;
        return compound.function()
                .apply(compound.a().evaluate(values), compound.b().evaluate(values));
    }

    /** How an expression is written in some language, as {@code E}. */
    public interface Writer<E> {
        E number(long value);

        E symbol(Symbol symbol);

        /** The sum of two expressions, the second of which may begin with a minus sign. */
        E sum(E a, E b);

        E product(E a, E b);

        /** A product that begins with its coefficient. */
        E multiple(long coefficient, E a);

        E apply(Function2 function, E a, E b);
    }

    /** The expression as a sum of products, each of which begins with its coefficient. */
    public <E> E write(Writer<E> writer) {
        Optional<E> sum = Optional.empty();
        for (Map.Entry<List<Atom>, Long> term : terms.entrySet()) {
            E product = product(term.getKey(), term.getValue(), writer);
            sum = Optional.of(sum.map(before -> writer.sum(before, product)).orElse(product));
        }
        return sum.orElseGet(() -> writer.number(0));
    }

    private static <E> E product(List<Atom> atoms, long coefficient, Writer<E> writer) {
        if (atoms.isEmpty()) {
            return writer.number(coefficient);
        }
        E product = writer.multiple(coefficient, write(atoms.get(0), writer));
        for (Atom atom : atoms.subList(1, atoms.size())) {
            product = writer.product(product, write(atom, writer));
        }
        return product;
    }

    private static <E> E write(Atom atom, Writer<E> writer) {
        if (atom instanceof Variable variable) {
            return writer.symbol(variable.symbol());
        }
        Compound compound = (Compound) atom;
        return writer.apply(
                compound.function(), compound.a().write(writer), compound.b().write(writer));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Size size && hash == size.hash && terms.equals(size.terms);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** {@code 2*n*m+n-1}; {@link SizeText} reads it. */
    @Override
    public String toString() {
        if (terms.isEmpty()) {
            return "0";
        }
        StringBuilder out = new StringBuilder();
        terms.forEach((product, coefficient) -> {
            String sign = coefficient < 0 ? "-" : out.isEmpty() ? "" : "+";
            String magnitude = Long.toString(coefficient).replace("-", "");
            out.append(sign);
            boolean unit = magnitude.equals("1") && !product.isEmpty();
            out.append(unit ? "" : magnitude);
            for (int i = 0; i < product.size(); i++) {
                out.append(i == 0 && unit ? "" : "*").append(product.get(i));
            }
        });
        return out.toString();
    }
}
