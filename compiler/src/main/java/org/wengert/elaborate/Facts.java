package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.wengert.ir.Inequalities;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;

/**
 * What holds of the integers wherever something is evaluated: the ranges of the indices around it, outermost first, and the
 * conditions that lead there, each a size that is not negative. In {@code [i > 0 ? x[i-1] : 0 for i in 0:n]} they say at
 * {@code x[i-1]} that {@code i - 1 >= 0}, so that this index needs no check.
 *
 * @param isSize whether a symbol is the size of an array, and so not negative
 */
record Facts(List<Loop> loops, List<Size> conditions, Predicate<Symbol> isSize) {

    /** More of them are not looked at, so that a deep nest costs no more than a flat one. */
    private static final int MOST_CONDITIONS = 12;

    Facts {
        loops = List.copyOf(loops);
        conditions = List.copyOf(conditions);
    }

    Facts inside(Loop loop) {
        List<Loop> all = new ArrayList<>(loops);
        all.add(loop);
        return new Facts(all, conditions, isSize);
    }

    Facts and(List<Size> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Size> all = new ArrayList<>(conditions);
        all.addAll(more);
        return new Facts(loops, all.subList(Math.max(0, all.size() - MOST_CONDITIONS), all.size()), isSize);
    }

    /** What the first {@code count} loops alone say. */
    Facts around(int count) {
        return new Facts(loops.subList(0, count), List.of(), isSize);
    }

    /** Whether {@code size} is surely not negative. */
    boolean imply(Size size) {
        try {
            return new Inequalities(this::bounded, known()).imply(size);
        } catch (ArithmeticException tooLarge) {
            return false;
        }
    }

    private List<Size> known() {
        List<Size> known = new ArrayList<>(conditions);
        loops.stream()
                .skip(Math.max(0, loops.size() - MOST_CONDITIONS))
                .forEach(loop -> known.add(loop.count().plus(-1)));
        return known;
    }

    /** Whether the least that {@code size} can be with indices in their ranges is a sum of what is not negative. */
    private boolean bounded(Size size) {
        if (size.isSumOf(this::isNonNegative)) {
            return true;
        }
        Size least = size;
        for (int i = loops.size() - 1; i >= 0; i--) {
            Loop loop = loops.get(i);
            Optional<Size> end = end(least, loop);
            if (end.isEmpty()) {
                return false;
            }
            least = least.substitute(Map.of(loop.index(), end.get()));
        }
        return least.isSumOf(isSize);
    }

    /** The end of a range where {@code size} is least. */
    Optional<Size> end(Size size, Loop loop) {
        if (!size.contains(loop.index())) {
            return Optional.of(loop.from());
        }
        Optional<Size> slope = size.factor(loop.index());
        if (slope.filter(s -> s.isSumOf(this::isNonNegative)).isPresent()) {
            return Optional.of(loop.from());
        }
        return slope.filter(s -> Size.ZERO.minus(s).isSumOf(this::isNonNegative))
                .map(s -> loop.to().plus(-1));
    }

    private boolean isNonNegative(Symbol symbol) {
        return isSize.test(symbol)
                || loops.stream()
                        .anyMatch(loop ->
                                loop.index().equals(symbol) && loop.from().isSumOf(isSize));
    }
}
