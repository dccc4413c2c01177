package org.wengert.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;

/**
 * Elements of an array that lie one behind the other: at some of the first axes one index, along the next a range, and all of what
 * follows; or one element.
 *
 * @param parameter which array, by its place among those that vary
 */
record Box(int parameter, Shape shape, List<Access> accesses) {

    static Box element(int parameter, Shape shape, List<Size> index) {
        return new Box(parameter, shape, index.stream().map(Access::at).toList());
    }

    /** Whether its elements have none of the others between them. */
    boolean isContiguous() {
        return Access.isContiguous(accesses, shape);
    }

    /** Where it begins in the array. */
    Size offset() {
        return Access.offset(accesses, shape);
    }

    /** The number of elements. */
    Size count() {
        return Access.shape(accesses).count();
    }

    /** Whether it is one element, and not a range of one. */
    boolean isElement() {
        return accesses.stream().allMatch(access -> access.count().isEmpty());
    }

    /** How another one lies to this one. */
    enum Order {
        BEFORE,
        AFTER,
        OVERLAPPING
    }

    /** How this one lies to another one of the same array. */
    Order compare(Box other, Bounds bounds) {
        for (int axis = 0; axis < accesses.size(); axis++) {
            Access a = accesses.get(axis);
            Access b = other.accesses.get(axis);
            if (bounds.holds(b.from().minus(end(a)))) {
                return Order.BEFORE;
            }
            if (bounds.holds(a.from().minus(end(b)))) {
                return Order.AFTER;
            }
            if (a.count().isPresent() || b.count().isPresent()) {
                return Order.OVERLAPPING;
            }
        }
        return Order.OVERLAPPING;
    }

    /** The smallest one that has this one and another one, which overlap, in it. */
    Box with(Box other, Bounds bounds) {
        List<Access> both = new ArrayList<>();
        for (int axis = 0; axis < accesses.size(); axis++) {
            Access a = accesses.get(axis);
            Access b = other.accesses.get(axis);
            if (a.count().isEmpty() && b.count().isEmpty()) {
                both.add(a);
                continue;
            }
            Size from = bounds.isLess(b.from(), a.from()) ? b.from() : a.from();
            Size to = bounds.isLess(end(a), end(b)) ? end(b) : end(a);
            both.add(Access.range(from, to.minus(from)));
            for (int rest = axis + 1; rest < accesses.size(); rest++) {
                both.add(Access.all(shape.size(rest)));
            }
            return new Box(parameter, shape, both);
        }
        return this;
    }

    private static Size end(Access access) {
        return access.from().plus(access.count().orElse(Size.ONE));
    }

    /** As the author would write it: {@code [i+1]}. */
    String shown(List<Symbol> indices) {
        return accesses.isEmpty()
                ? ""
                : accesses.stream()
                        .map(access -> {
                            String from =
                                    IndexNames.shown(access.from(), indices).toString();
                            return access.count()
                                    .map(count -> from + ":"
                                            + IndexNames.shown(access.from().plus(count), indices))
                                    .orElse(from);
                        })
                        .collect(Collectors.joining(",", "[", "]"));
    }

    /** What an array has to be read at to have it. */
    Optional<List<Access>> read() {
        return accesses.isEmpty() ? Optional.empty() : Optional.of(accesses);
    }
}
