package org.wengert.ir;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * How many there are of something, such as operations of a program: a polynomial in sizes with rational coefficients. What is
 * no polynomial is a part with a name, such as {@code sum(min(i, 3) for i in 0:n)}, that stands in it like a size.
 *
 * @param numerator whose symbols are sizes, integer parameters, indices of loops around, and {@code parts}
 * @param denominator positive, without a common divisor with all coefficients of {@code numerator}
 * @param parts what some symbols of {@code numerator} stand for
 */
public record Amount(Size numerator, long denominator, Map<Symbol, Part> parts) {

    public static final Amount NONE = of(0);

    /** A number that is no polynomial; its symbol, which is its text, tells it from others. */
    public interface Part {
        /** What it depends on. */
        Set<Symbol> symbols();

        /** Not negative. */
        long evaluate(ToLongFunction<Symbol> values);
    }

    /** The values of an index; there are none if {@code to} is not more than {@code from}. */
    public record Range(Symbol index, Size from, Size to) {
        Size count() {
            return to.minus(from);
        }
    }

    public Amount {
        long divisor = Math.max(1, gcd(numerator.content(), denominator));
        numerator = numerator.over(divisor);
        denominator = denominator / divisor;
        Map<Symbol, Part> used = new HashMap<>(parts);
        used.keySet().retainAll(numerator.symbols());
        parts = Map.copyOf(used);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? Math.abs(a) : gcd(b, a % b);
    }

    public static Amount of(Size size) {
        return new Amount(size, 1, Map.of());
    }

    public static Amount of(long number) {
        return of(Size.of(number));
    }

    /** A part with the symbol {@code text}. */
    public static Amount of(String text, Part part) {
        Symbol symbol = new Symbol(text);
        return new Amount(Size.of(symbol), 1, Map.of(symbol, part));
    }

    /**
     * The sum.
     *
     * @throws ArithmeticException if a coefficient does not fit into 64 bits, or the polynomial is too large; so do the other
     *     operations
     */
    public Amount plus(Amount other) {
        long common = Math.multiplyExact(denominator, other.denominator);
        return new Amount(
                numerator.times(Size.of(other.denominator)).plus(other.numerator.times(Size.of(denominator))),
                common,
                union(other));
    }

    public Amount minus(Amount other) {
        return plus(other.times(of(-1)));
    }

    public Amount times(Amount other) {
        return new Amount(
                numerator.times(other.numerator), Math.multiplyExact(denominator, other.denominator), union(other));
    }

    public Amount times(long number) {
        return times(of(number));
    }

    public Amount over(long divisor) {
        return new Amount(numerator, Math.multiplyExact(denominator, divisor), parts);
    }

    /** The larger one. */
    public Amount max(Amount other) {
        Size a = numerator.times(Size.of(other.denominator));
        Size b = other.numerator.times(Size.of(denominator));
        return new Amount(
                a.apply(Size.Function2.MAX, b), Math.multiplyExact(denominator, other.denominator), union(other));
    }

    private Map<Symbol, Part> union(Amount other) {
        Map<Symbol, Part> all = new HashMap<>(parts);
        all.putAll(other.parts);
        return all;
    }

    public boolean isZero() {
        return numerator.equals(Size.ZERO);
    }

    /** Sizes, integer parameters and indices that it depends on. */
    public Set<Symbol> symbols() {
        Set<Symbol> symbols = new HashSet<>(numerator.symbols());
        symbols.removeAll(parts.keySet());
        parts.values().forEach(part -> symbols.addAll(part.symbols()));
        return symbols;
    }

    /**
     * So many for each value of an index.
     *
     * @param around the ranges of the indices around, outermost first
     */
    public Amount sum(Range range, List<Range> around) {
        Size count = range.count();
        boolean runs = isNonNegative(count, around);
        if (!symbols().contains(range.index())) {
            return times(of(runs ? count : count.apply(Size.Function2.MAX, Size.ZERO)));
        }
        Amount sum = NONE;
        Size rest = Size.ZERO;
        for (Size term : numerator.terms()) {
            Optional<Amount> closed = runs ? new Amount(term, 1, parts).closed(range) : Optional.empty();
            sum = sum.plus(closed.orElse(NONE));
            rest = closed.isPresent() ? rest : rest.plus(term);
        }
        if (!rest.equals(Size.ZERO)) {
            long content = rest.content();
            sum = sum.plus(open(new Amount(rest.over(content), 1, parts), range).times(content));
        }
        return sum.over(denominator);
    }

    /** Of what is no polynomial of the index, or one of a high degree, nothing. */
    private Optional<Amount> closed(Range range) {
        boolean inParts =
                parts.values().stream().anyMatch(part -> part.symbols().contains(range.index()));
        return (inParts ? Optional.<List<Size>>empty() : numerator.coefficients(range.index()))
                .filter(coefficients -> coefficients.size() <= 3)
                .map(coefficients -> closed(coefficients, range));
    }

    private Amount closed(List<Size> coefficients, Range range) {
        Amount sum = NONE;
        for (int power = 0; power < coefficients.size(); power++) {
            Amount powers = powers(power, range.to()).minus(powers(power, range.from()));
            sum = sum.plus(powers.times(new Amount(coefficients.get(power), 1, parts)));
        }
        return sum;
    }

    private static Amount open(Amount term, Range range) {
        Symbol plain = new Symbol(range.index().base());
        boolean free = term.parts.isEmpty()
                && !term.symbols().contains(plain)
                && !range.from().contains(plain)
                && !range.to().contains(plain);
        Symbol index = free ? plain : range.index();
        Amount each = free ? of(term.numerator.substitute(Map.of(range.index(), Size.of(plain)))) : term;
        String text = "sum(" + each + " for " + index + " in " + of(range.from()) + ":" + of(range.to()) + ")";
        return of(text, new Sum(each, new Range(index, range.from(), range.to())));
    }

    /** The sum of the powers of 0, 1, … before {@code end}: Faulhaber's formula. */
    private static Amount powers(int power, Size end) {
        Size before = end.plus(-1);
        return switch (power) {
            case 0 -> of(end);
            case 1 -> of(end.times(before)).over(2);
            default -> of(end.times(before).times(end.plus(before))).over(6);
        };
    }

    /** A sum without a closed form. */
    private record Sum(Amount term, Range range) implements Part {

        @Override
        public Set<Symbol> symbols() {
            Set<Symbol> symbols = new HashSet<>(term.symbols());
            symbols.remove(range.index());
            symbols.addAll(range.from().symbols());
            symbols.addAll(range.to().symbols());
            return symbols;
        }

        @Override
        public long evaluate(ToLongFunction<Symbol> values) {
            long sum = 0;
            long to = range.to().evaluate(values);
            for (long k = range.from().evaluate(values); k < to; k++) {
                long index = k;
                sum = Math.addExact(sum, term.whole(s -> s.equals(range.index()) ? index : values.applyAsLong(s)));
            }
            return sum;
        }
    }

    /** Whether it is surely not negative where sizes and integer parameters are at least 1. */
    public boolean isNonNegative(List<Range> around) {
        return isNonNegative(numerator, around, s -> !parts.containsKey(s))
                && parts.values().stream()
                        .noneMatch(part ->
                                around.stream().anyMatch(r -> part.symbols().contains(r.index())));
    }

    private static boolean isNonNegative(Size size, List<Range> around) {
        return isNonNegative(size, around, s -> true);
    }

    /** Linear functions of an index are least at one of its ends. */
    private static boolean isNonNegative(Size size, List<Range> around, Predicate<Symbol> isPositive) {
        Optional<Size.Application> extreme =
                size.application().filter(a -> a.function().isExtreme());
        if (extreme.isPresent()) {
            Size.Application a = extreme.get();
            Size coefficient = Size.of(a.coefficient());
            boolean first = isNonNegative(a.rest().plus(coefficient.times(a.a())), around, isPositive);
            boolean second = isNonNegative(a.rest().plus(coefficient.times(a.b())), around, isPositive);
            boolean either = (a.function() == Size.Function2.MAX) == a.coefficient() > 0;
            return either ? first || second : first && second;
        }
        for (int k = around.size() - 1; k >= 0; k--) {
            Range range = around.get(k);
            if (size.contains(range.index())) {
                List<Range> outer = around.subList(0, k);
                return size.factor(range.index()).isPresent()
                        && isNonNegative(size.substitute(Map.of(range.index(), range.from())), outer, isPositive)
                        && isNonNegative(
                                size.substitute(Map.of(range.index(), range.to().plus(-1))), outer, isPositive);
            }
        }
        Map<Symbol, Size> shifted = new HashMap<>();
        size.symbols().stream()
                .filter(isPositive)
                .forEach(s -> shifted.put(s, Size.of(s).plus(1)));
        return size.substitute(shifted).isSumOf(s -> true);
    }

    /** The number for some sizes. */
    public double evaluate(ToLongFunction<Symbol> values) {
        return (double) whole(values) / denominator;
    }

    private long whole(ToLongFunction<Symbol> values) {
        return numerator.evaluate(symbol -> {
            Part part = parts.get(symbol);
            return part == null ? values.applyAsLong(symbol) : part.evaluate(values);
        });
    }

    /** {@code 2*n^3/3 + n}. */
    @Override
    public String toString() {
        return numerator.terms().stream()
                .map(term -> new Amount(term, denominator, parts).text())
                .reduce(AmountText.INSTANCE::sum)
                .orElse("0");
    }

    private String text() {
        return numerator.write(AmountText.INSTANCE) + (denominator == 1 ? "" : "/" + denominator);
    }
}
