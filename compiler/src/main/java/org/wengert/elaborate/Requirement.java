package org.wengert.elaborate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.wengert.diagnostic.Code;
import org.wengert.ir.Size;
import org.wengert.ir.Size.Function2;
import org.wengert.ir.Symbol;
import org.wengert.source.Span;

/**
 * What the sizes and integers of a call must fulfil: a relation, for all values of some indices that meet some guards. Of
 * {@code [i > 2 ? x[i*i] : 0 for i in 0:n]} with {@code x: real[m]} it is {@code m - 1 - i*i >= 0} for all i in 0:n with
 * {@code i - 3 >= 0}; mostly there are no indices left.
 *
 * @param value an expression over the sizes and integers of the function, and the indices
 * @param loops the indices, each of whose ranges may depend on those before
 * @param guards it is required only where none of these is negative
 */
public record Requirement(
        Size value, Relation relation, List<Loop> loops, List<Size> guards, Code code, Span span, Message message) {

    /** What {@code value} must be. */
    public enum Relation {
        ZERO,
        AT_LEAST_ZERO;

        boolean holds(long value) {
            return this == ZERO ? value == 0 : value >= 0;
        }
    }

    /**
     * What is wrong with a call, in the author's words and with its numbers; empty if nothing is.
     *
     * @param values of the sizes and integer parameters of the function
     */
    public Optional<String> violation(Map<Symbol, Long> values) {
        try {
            return violation(0, new HashMap<>(values));
        } catch (ArithmeticException noValue) {
            return Optional.of(message + ": " + noValue.getMessage());
        }
    }

    private Optional<String> violation(int depth, Map<Symbol, Long> values) {
        ToLongFunction<Symbol> known = symbol -> Optional.ofNullable(values.get(symbol))
                .orElseThrow(() -> new ArithmeticException("no value of " + symbol));
        if (depth == loops.size()) {
            return violation(known);
        }
        Loop loop = loops.get(depth);
        long to = loop.to().evaluate(known);
        Optional<String> violation = Optional.empty();
        for (long index = loop.from().evaluate(known); index < to && violation.isEmpty(); index++) {
            values.put(loop.index(), index);
            violation = violation(depth + 1, values);
        }
        values.remove(loop.index());
        return violation;
    }

    private Optional<String> violation(ToLongFunction<Symbol> values) {
        try {
            boolean violated = guards.stream().allMatch(guard -> guard.evaluate(values) >= 0)
                    && !relation.holds(value.evaluate(values));
            return violated ? Optional.of(message.text(values)) : Optional.empty();
        } catch (ArithmeticException noValue) {
            // That a quotient comes out whole is a requirement of its own, with its own words.
            return value.applications(Function2.QUOTIENT).isEmpty()
                    ? Optional.of(value + " has no value: " + noValue.getMessage())
                    : Optional.empty();
        }
    }

    /** The symbols that a call gives values. */
    Set<Symbol> symbols() {
        Set<Symbol> symbols = new HashSet<>(value.symbols());
        guards.forEach(guard -> symbols.addAll(guard.symbols()));
        loops.forEach(loop -> {
            symbols.addAll(loop.from().symbols());
            symbols.addAll(loop.to().symbols());
        });
        loops.forEach(loop -> symbols.remove(loop.index()));
        return symbols;
    }
}
