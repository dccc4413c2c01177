package org.wengert.elaborate;

import java.util.List;
import java.util.stream.Stream;
import org.wengert.syntax.Syntax;

/** What an expression is put together from. */
final class Subexpressions {

    private Subexpressions() {}

    /** The expressions directly in {@code expression}, from left to right. */
    static Stream<Syntax.Expression> of(Syntax.Expression expression) {
        if (expression instanceof Syntax.Chain chain) {
            return Stream.concat(
                    Stream.of(chain.first()), chain.links().stream().map(Syntax.Link::operand));
        } else if (expression instanceof Syntax.Call call) {
            return call.arguments().stream();
        } else if (expression instanceof Syntax.Prefix prefix) {
            return Stream.of(prefix.operand());
        } else if (expression instanceof Syntax.Power power) {
            return Stream.of(power.base(), power.exponent());
        } else if (expression instanceof Syntax.Comparison comparison) {
            return Stream.of(comparison.left(), comparison.right());
        } else if (expression instanceof Syntax.Conditional conditional) {
            return Stream.of(conditional.condition(), conditional.then(), conditional.otherwise());
        } else if (expression instanceof Syntax.Transpose transpose) {
            return Stream.of(transpose.operand());
        } else if (expression instanceof Syntax.ArrayLiteral literal) {
            return literal.rows().stream().flatMap(List::stream);
        } else if (expression instanceof Syntax.Index index) {
            return Stream.concat(
                    Stream.of(index.base()), index.subscripts().stream().flatMap(Subexpressions::bounds));
        } else if (expression instanceof Syntax.Comprehension comprehension) {
            return ranged(comprehension.ranges(), comprehension.element());
        } else if (expression instanceof Syntax.Reduction reduction) {
            return ranged(reduction.ranges(), reduction.element());
        }
        return Stream.empty();
    }

    private static Stream<Syntax.Expression> bounds(Syntax.Subscript subscript) {
        if (subscript instanceof Syntax.Slice slice) {
            return Stream.concat(slice.from().stream(), slice.to().stream());
        }
        return Stream.of(((Syntax.At) subscript).index());
    }

    private static Stream<Syntax.Expression> ranged(List<Syntax.Range> ranges, Syntax.Expression element) {
        return Stream.concat(ranges.stream().flatMap(range -> Stream.of(range.from(), range.to())), Stream.of(element));
    }
}
