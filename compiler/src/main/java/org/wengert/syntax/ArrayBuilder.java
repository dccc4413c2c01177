package org.wengert.syntax;

import java.util.List;
import java.util.Optional;
import org.wengert.diagnostic.Code;
import org.wengert.grammar.ExprParser.ArrayContext;
import org.wengert.grammar.ExprParser.ExpressionContext;
import org.wengert.grammar.ExprParser.IndexContext;
import org.wengert.grammar.ExprParser.RangeContext;
import org.wengert.grammar.ExprParser.RangesContext;
import org.wengert.grammar.ExprParser.RowContext;
import org.wengert.grammar.ExprParser.SubscriptContext;
import org.wengert.syntax.Syntax.Expression;
import org.wengert.syntax.Syntax.Subscript;

/** From parse trees to what stands in square brackets, and to the ranges of indices. */
final class ArrayBuilder {

    private final Names names;
    private final ExpressionBuilder expressions;
    private final SyntaxErrors errors;

    ArrayBuilder(Names names, ExpressionBuilder expressions, SyntaxErrors errors) {
        this.names = names;
        this.expressions = expressions;
        this.errors = errors;
    }

    /** A vector, a matrix, or a comprehension. */
    Expression elements(ArrayContext context) {
        List<List<Expression>> rows = context.row().stream().map(this::row).toList();
        if (context.ranges() != null) {
            List<Expression> all = rows.stream().flatMap(List::stream).toList();
            return new Syntax.Comprehension(
                    onlyElement(all, context.ranges(), "[e for i in 0:n]"),
                    ranges(context.ranges()),
                    ExpressionBuilder.span(context));
        }
        return new Syntax.ArrayLiteral(
                rows.isEmpty() ? List.of(List.of()) : rows, rows.size() > 1, ExpressionBuilder.span(context));
    }

    private List<Expression> row(RowContext context) {
        return context.expression().stream().map(expressions::expression).toList();
    }

    /** What stands before {@code for}; more than one expression is reported. */
    Expression onlyElement(List<Expression> elements, RangesContext ranges, String form) {
        if (elements.size() > 1) {
            errors.report(
                    Code.MALFORMED_RANGE,
                    Tokens.span(ranges.getStart()),
                    "'for' comes after " + elements.size() + " expressions",
                    "it has one before it, as in " + form);
        }
        return elements.get(0);
    }

    List<Syntax.Range> ranges(RangesContext context) {
        return context.range().stream().map(this::range).toList();
    }

    Syntax.Range range(RangeContext context) {
        return new Syntax.Range(
                names.of(context.NAME().getSymbol()),
                expressions.expression(context.expression(0)),
                expressions.expression(context.expression(1)),
                ExpressionBuilder.span(context));
    }

    Expression index(IndexContext context) {
        Expression base = expressions.expression(context.expression());
        List<Subscript> subscripts =
                context.subscripts().subscript().stream().map(this::subscript).toList();
        return new Syntax.Index(base, subscripts, ExpressionBuilder.span(context));
    }

    private Subscript subscript(SubscriptContext context) {
        List<ExpressionContext> bounds = context.expression();
        if (context.COLON() == null) {
            return new Syntax.At(expressions.expression(bounds.get(0)));
        }
        boolean fromFirst = context.getStart() == context.COLON().getSymbol();
        return new Syntax.Slice(
                bound(bounds, fromFirst ? bounds.size() : 0),
                bound(bounds, fromFirst ? 0 : 1),
                ExpressionBuilder.span(context));
    }

    private Optional<Expression> bound(List<ExpressionContext> bounds, int i) {
        return bounds.stream().skip(i).findFirst().map(expressions::expression);
    }
}
