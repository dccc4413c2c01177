package org.wengert.syntax;

import java.util.List;
import java.util.function.Consumer;
import org.wengert.syntax.Syntax.ArrayLiteral;
import org.wengert.syntax.Syntax.At;
import org.wengert.syntax.Syntax.Comprehension;
import org.wengert.syntax.Syntax.Expression;
import org.wengert.syntax.Syntax.Index;
import org.wengert.syntax.Syntax.Range;
import org.wengert.syntax.Syntax.Reduction;
import org.wengert.syntax.Syntax.Slice;
import org.wengert.syntax.Syntax.Subscript;

/** One level of what makes an array, takes it apart or runs over it, as strings and operands. */
final class ArrayPieces {

    private final List<Object> out;

    /** Appends strings and {@link Expression}s to {@code out}. */
    ArrayPieces(List<Object> out) {
        this.out = out;
    }

    void index(Index index) {
        Pieces.primary(index.base(), out);
        out.add("[");
        joined(index.subscripts(), ", ", this::subscript);
        out.add("]");
    }

    private void subscript(Subscript subscript) {
        if (subscript instanceof At at) {
            out.add(at.index());
        } else if (subscript instanceof Slice slice) {
            slice.from().ifPresent(this::bound);
            out.add(":");
            slice.to().ifPresent(this::bound);
        }
    }

    void literal(ArrayLiteral literal) {
        out.add("[");
        joined(literal.rows(), "; ", row -> joined(row, ", ", out::add));
        out.add("]");
    }

    void comprehension(Comprehension comprehension) {
        out.add("[");
        out.add(comprehension.element());
        ranges(comprehension.ranges());
        out.add("]");
    }

    void reduction(Reduction reduction) {
        out.add(reduction.function().text());
        out.add("(");
        out.add(reduction.element());
        ranges(reduction.ranges());
        out.add(")");
    }

    private void ranges(List<Range> ranges) {
        out.add(" for ");
        joined(ranges, ", ", range -> {
            out.add(range.index().text());
            out.add(" in ");
            bound(range.from());
            out.add(":");
            bound(range.to());
        });
    }

    /** A conditional as a bound would parse without its parentheses, but not for a reader. */
    private void bound(Expression bound) {
        Pieces.beforeColon(bound, out);
    }

    private <T> void joined(List<T> parts, String between, Consumer<T> part) {
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                out.add(between);
            }
            part.accept(parts.get(i));
        }
    }
}
