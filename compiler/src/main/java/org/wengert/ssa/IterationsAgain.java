package org.wengert.ssa;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.wengert.ir.Amount;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.runtime.Revolve;

/**
 * The iterations of a loop that are computed again because only some of its states are kept, or a sum over them.
 *
 * @param count of the loop's iterations
 * @param states that are kept at most
 * @param index of the iteration, if there is a term to be added for each
 * @param from the index of the first iteration
 * @param term 1 for their number
 */
record IterationsAgain(Size count, Size states, Optional<Symbol> index, Size from, Amount term) implements Amount.Part {

    private static final long MOST_TERMS = 1_000_000;

    /** Their number. */
    static Amount number(Size count, Size states) {
        return new IterationsAgain(count, states, Optional.empty(), Size.ZERO, Amount.of(1)).amount();
    }

    /** The sum of {@code term}, which depends on the iteration. */
    static Amount sum(Size count, Size states, Symbol index, Size from, Amount term) {
        Amount whole = new Amount(term.numerator(), 1, term.parts());
        return new IterationsAgain(count, states, Optional.of(index), from, whole)
                .amount()
                .over(term.denominator());
    }

    private Amount amount() {
        return Amount.of(toString(), this);
    }

    @Override
    public Set<Symbol> symbols() {
        Set<Symbol> symbols = new HashSet<>(term.symbols());
        index.ifPresent(symbols::remove);
        symbols.addAll(count.symbols());
        symbols.addAll(states.symbols());
        symbols.addAll(from.symbols());
        return symbols;
    }

    @Override
    public long evaluate(ToLongFunction<Symbol> values) {
        int steps = Math.toIntExact(count.evaluate(values));
        // A call with less than one is refused; where sizes are only compared, there may be less.
        int kept = Math.toIntExact(Math.max(1, states.evaluate(values)));
        long number = number(steps, kept);
        if (index.isEmpty()) {
            return Math.round(number * term.evaluate(values));
        }
        if (number > MOST_TERMS) {
            throw new ArithmeticException(number + " terms are too many to be added up one by one");
        }
        return sum(steps, kept, values);
    }

    /**
     * Revolve takes {@code r*steps - binomial(kept + r, r - 1)} iterations in all, where {@code r} is the least number with
     * {@code binomial(kept + r, r) >= steps} (Griewank and Walther, Algorithm 799, 2000, equation 6), and all but the last one are
     * taken a first time.
     */
    static long number(int steps, int kept) {
        if (steps <= 1) {
            return 0;
        }
        long states = Math.min(kept, steps);
        long least = 0;
        long most = steps;
        while (least < most) {
            long r = (least + most) / 2;
            if (binomial(states + r, r) >= steps) {
                most = r;
            } else {
                least = r + 1;
            }
        }
        return least * steps - binomial(states + least, least - 1) - (steps - 1);
    }

    /** The binomial coefficient, or the greatest {@code long} if that is less. */
    private static long binomial(long n, long k) {
        double product = 1;
        for (long i = 1; i <= Math.min(k, n - k); i++) {
            product = product * (n - i + 1) / i;
            if (product > Integer.MAX_VALUE * 4.0 * Integer.MAX_VALUE) {
                return Long.MAX_VALUE;
            }
        }
        return Math.round(product);
    }

    private long sum(int steps, int kept, ToLongFunction<Symbol> values) {
        Revolve schedule = new Revolve();
        schedule.start(steps, kept);
        for (int k = 0; k < steps; k++) {
            schedule.keeps(k);
        }
        long first = from.evaluate(values);
        double sum = 0;
        for (int k = steps - 1; k >= 0; k--) {
            schedule.restore(k);
            for (int i = schedule.position(); i < k; i++) {
                schedule.keeps(i);
                long iteration = first + i;
                sum += term.evaluate(s -> index.filter(s::equals).isPresent() ? iteration : values.applyAsLong(s));
            }
        }
        return Math.round(sum);
    }

    /** {@code again(K, 3)}: of K iterations, with 3 states kept. */
    @Override
    public String toString() {
        String text = "again(" + Amount.of(count) + ", " + Amount.of(states) + ")";
        return index.map(i -> "sum(" + term + " for " + i + " of " + text + ")").orElse(text);
    }
}
