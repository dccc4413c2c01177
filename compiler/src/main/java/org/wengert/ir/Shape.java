package org.wengert.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The extents of an array, outermost first; none for a scalar. Elements lie in memory by rows. */
public record Shape(List<Size> sizes) {

    public static final Shape SCALAR = new Shape(List.of());

    public Shape {
        sizes = List.copyOf(sizes);
    }

    public static Shape of(Size... sizes) {
        return new Shape(List.of(sizes));
    }

    public int rank() {
        return sizes.size();
    }

    public Size size(int axis) {
        return sizes.get(axis);
    }

    public boolean isScalar() {
        return sizes.isEmpty();
    }

    /** The shape of as many arrays of this one as {@code size} says, stacked. */
    public Shape stacked(Size size) {
        List<Size> all = new ArrayList<>();
        all.add(size);
        all.addAll(sizes);
        return new Shape(all);
    }

    /** The number of elements. */
    public Size count() {
        Size product = Size.ONE;
        for (Size size : sizes) {
            product = product.times(size);
        }
        return product;
    }

    public Shape substitute(Map<Symbol, Size> replacements) {
        return replacements.isEmpty()
                ? this
                : new Shape(sizes.stream().map(s -> s.substitute(replacements)).toList());
    }

    /** {@code [n,m]}. */
    @Override
    public String toString() {
        return sizes.stream().map(Size::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
