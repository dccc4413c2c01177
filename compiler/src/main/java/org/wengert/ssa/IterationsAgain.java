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
        Revolve schedule = new Revolve();
        // A call with less than one is refused; where sizes are only compared, there may be less.
        schedule.start(steps, Math.toIntExact(Math.max(1, states.evaluate(values))));
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
