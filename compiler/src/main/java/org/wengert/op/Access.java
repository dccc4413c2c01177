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

    /** What lies at {@code index} of the first axis of an array of this shape. */
    public static List<Access> slice(Size index, Shape shape) {
        List<Access> accesses = new ArrayList<>(List.of(at(index)));
        shape.sizes().stream().skip(1).forEach(size -> accesses.add(all(size)));
        return accesses;
    }

    Access substitute(Map<Symbol, Size> replacements) {
        return new Access(from.substitute(replacements), count.map(c -> c.substitute(replacements)));
    }

    /** The shape of what {@code accesses} take, one of them for each axis. */
    public static Shape shape(List<Access> accesses) {
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

    /** Where the element at {@code index} of what {@code accesses} take lies in the whole. */
    public static List<Size> within(List<Access> accesses, List<Size> index) {
        List<Size> whole = new ArrayList<>();
        int next = 0;
        for (Access access : accesses) {
            whole.add(access.count().isPresent() ? access.from().plus(index.get(next++)) : access.from());
        }
        return whole;
    }

    /** Whether what {@code accesses} take of an array of this shape lies in it without gaps. */
    public static boolean isContiguous(List<Access> accesses, Shape shape) {
        int axis = 0;
        while (axis < accesses.size() && accesses.get(axis).count().isEmpty()) {
            axis++;
        }
        for (int rest = axis + 1; rest < accesses.size(); rest++) {
            if (!accesses.get(rest).equals(all(shape.size(rest)))) {
                return false;
            }
        }
        return true;
    }

    /** How far behind its first element what {@code accesses} take of an array of this shape begins. */
    public static Size offset(List<Access> accesses, Shape shape) {
        Size offset = Size.ZERO;
        for (int axis = 0; axis < accesses.size(); axis++) {
            offset = offset.times(shape.size(axis)).plus(accesses.get(axis).from());
        }
        return offset;
    }

    /** {@code i}, or {@code from:count}. */
    @Override
    public String toString() {
        return count.map(c -> from + ":" + c).orElseGet(from::toString);
    }
}
