package org.wengert.ir;

import java.util.Map;
import java.util.Optional;

/**
 * What a loop runs over.
 *
 * @param from the least index
 * @param to one more than the greatest index; there is no iteration if it is not more than {@code from}
 * @param backward whether the greatest index comes first
 * @param checkpoints how many states at most are kept for a loop that runs the other way, if not all; it computes the others
 *     again
 */
public record Iterations(Symbol index, Size from, Size to, boolean backward, Optional<Size> checkpoints) {

    /** From 0 to {@code count - 1}. */
    public static Iterations of(Symbol index, Size count) {
        return forward(index, Size.ZERO, count);
    }

    /** From {@code from} to {@code to - 1}. */
    public static Iterations forward(Symbol index, Size from, Size to) {
        return new Iterations(index, from, to, false, Optional.empty());
    }

    /** The number of iterations. */
    public Size count() {
        return to.minus(from);
    }

    /** Where a loop in Java ends that tests before each iteration: {@code n} for {@code max(n, from)}. */
    public Size tested() {
        return to.application()
                .filter(max -> max.function() == Size.Function2.MAX && max.coefficient() == 1)
                .filter(max -> max.rest().equals(Size.ZERO))
                .flatMap(max -> max.b().equals(from)
                        ? Optional.of(max.a())
                        : Optional.of(max.b()).filter(b -> max.a().equals(from)))
                .orElse(to);
    }

    /** How many iterations with a lower index there are. */
    public Size position() {
        return Size.of(index).minus(from);
    }

    /** The same in the other order. */
    public Iterations reversed() {
        return new Iterations(index, from, to, !backward, checkpoints);
    }

    public Iterations withCheckpoints(Optional<Size> number) {
        return new Iterations(index, from, to, backward, number);
    }

    /** With other expressions for symbols; for the index another index. */
    public Iterations substitute(Map<Symbol, Size> symbols) {
        Symbol renamed = Optional.ofNullable(symbols.get(index))
                .map(s -> s.symbol().orElseThrow())
                .orElse(index);
        return new Iterations(
                renamed,
                from.substitute(symbols),
                to.substitute(symbols),
                backward,
                checkpoints.map(c -> c.substitute(symbols)));
    }
}
