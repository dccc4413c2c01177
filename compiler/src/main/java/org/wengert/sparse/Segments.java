package org.wengert.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.wengert.ir.Node;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;

/**
 * The rows of a result, in ranges of its indices in which they are alike: of {@code [i > 0 ? x[i-1] : 0 for i in 0:n]} those of {@code i in
 * 0:min(n,1)} and those from there to n.
 */
final class Segments {

    /** So many kinds of rows are looked at, at most. */
    private static final int MOST = 250;

    private final Node result;
    private final BiFunction<List<Size>, Bounds, Rows.Leaf> leaf;
    private final List<Symbol> symbols;

    /** Each question that sizes decide makes the ends of ranges longer. */
    private static final int MOST_ASKED_OF_SIZES = 3;

    private int count;
    private int askedOfSizes;

    private Segments(Node result, List<Symbol> symbols, BiFunction<List<Size>, Bounds, Rows.Leaf> leaf) {
        this.result = result;
        this.symbols = symbols;
        this.leaf = leaf;
    }

    /**
     * All rows of a result, each of which {@code leaf} says, given its index.
     *
     * @param symbols new indices, one for each axis and one more
     */
    static List<Rows> of(
            Node result, Bounds bounds, List<Symbol> symbols, BiFunction<List<Size>, Bounds, Rows.Leaf> leaf) {
        Segments segments = new Segments(result, symbols, leaf);
        if (result.type().isScalar()) {
            try {
                return segments.rows(0, List.of(), bounds);
            } catch (Bounds.SizesDecide sizes) {
                return segments.range(Size.ZERO, Size.ONE, segments.shape().rank(), List.of(), bounds, bounds);
            }
        }
        return segments.rows(0, List.of(), bounds);
    }

    private Shape shape() {
        return result.type().shape();
    }

    private List<Rows> rows(int axis, List<Size> index, Bounds bounds) {
        if (axis < shape().rank()) {
            return range(Size.ZERO, shape().size(axis), axis, index, bounds, bounds);
        }
        return List.of(leaf.apply(index, bounds));
    }

    /**
     * The rows for a range of an index.
     *
     * @param around what holds whether or not there is an index in the range
     */
    private List<Rows> range(Size from, Size to, int axis, List<Size> index, Bounds bounds, Bounds around) {
        if (bounds.imply(from.minus(to))) {
            return List.of();
        }
        if (++count > MOST) {
            throw new NoPatternException.TooManyCases(
                    "there are more than " + MOST + " kinds of rows, by conditions on indices and sizes",
                    result.span());
        }
        Symbol symbol = symbols.get(axis);
        Bounds inside = bounds.inside(symbol, from, to);
        if (inside.areContradictory()) {
            return List.of();
        }
        try {
            return List.of(new Rows.Each(symbol, from, to, inside(axis, index, inside)));
        } catch (Cases cases) {
            if (!cases.index().equals(symbol)) {
                throw cases;
            }
            return both(cases, from, to, axis, index, bounds, around);
        } catch (Bounds.SizesDecide sizes) {
            if (!bounds.indices().isEmpty()) {
                throw sizes;
            }
            if (++askedOfSizes > MOST_ASKED_OF_SIZES) {
                throw new NoPatternException.TooManyCases(
                        "the sizes of a call decide which entries there are in more than " + MOST_ASKED_OF_SIZES
                                + " ways",
                        result.span());
            }
            return both(sizes.of(symbol, from, to), from, to, axis, index, bounds, around);
        }
    }

    private List<Rows> both(Cases cases, Size from, Size to, int axis, List<Size> index, Bounds bounds, Bounds around) {
        Size middle = around.max(from, around.min(to, cases.from()));
        Bounds both = bounds.between(symbols.get(axis), from, to);
        List<Rows> all = new ArrayList<>(range(from, middle, axis, index, both.and(cases.below()), around));
        all.addAll(range(middle, to, axis, index, both.and(cases.above()), around));
        return all;
    }

    private List<Rows> inside(int axis, List<Size> index, Bounds bounds) {
        if (axis == shape().rank()) {
            return rows(axis, index, bounds);
        }
        List<Size> more = new ArrayList<>(index);
        more.add(Size.of(symbols.get(axis)));
        return rows(axis + 1, more, bounds);
    }
}
