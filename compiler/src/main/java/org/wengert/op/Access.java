package org.wengert.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.SizeText;
import org.wengert.ir.Symbol;

/**
 * What is taken along one axis of an array: the element at {@code from}, or {@code count} of them, which keep the axis.
 */
public record Access(Size from, Optional<Size> count) {

    public static Access at(Size index) {
        return new Access(index, Optional.empty());
    }

    public static Access range(Size from, Size count) {
        return new Access(from, Optional.of(count));
    }

    /** All of an axis. */
    public static Access all(Size extent) {
        return range(Size.ZERO, extent);
    }

    Access substitute(Map<Symbol, Size> replacements) {
        return new Access(from.substitute(replacements), count.map(c -> c.substitute(replacements)));
    }

    /** The shape of what {@code accesses} take, one of them for each axis. */
    static Shape shape(List<Access> accesses) {
        List<Size> sizes = new ArrayList<>();
        accesses.forEach(a -> a.count().ifPresent(sizes::add));
        return new Shape(sizes);
    }

    static List<Access> substitute(List<Access> accesses, Map<Symbol, Size> replacements) {
        return accesses.stream().map(a -> a.substitute(replacements)).toList();
    }

    static String text(List<Access> accesses) {
        return accesses.stream().map(Access::toString).collect(Collectors.joining(";"));
    }

    static List<Access> read(String text) {
        List<Access> accesses = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            String[] ends = part.split(":", 2);
            Size from = SizeText.size(ends[0]);
            accesses.add(ends.length == 1 ? at(from) : range(from, SizeText.size(ends[1])));
        }
        return accesses;
    }

    /** {@code i}, or {@code from:count}. */
    @Override
    public String toString() {
        return count.map(c -> from + ":" + c).orElseGet(from::toString);
    }
}
