package org.wengert.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;
import org.wengert.syntax.Syntax.Chain;
import org.wengert.syntax.Syntax.Expression;
import org.wengert.syntax.Syntax.InfixOperator;
import org.wengert.syntax.Syntax.Link;
import org.wengert.syntax.Syntax.Literal;
import org.wengert.syntax.Syntax.Prefix;
import org.wengert.syntax.Syntax.PrefixOperator;

/** Makes syntax that nobody wrote. */
final class Writing {

    private Writing() {}

    /** A number that is not negative, or a negative one with its sign before it. */
    static Expression number(double value) {
        if (value < 0) {
            return minus(number(-value));
        }
        boolean whole = value == Math.rint(value) && value < 1e15;
        String text = whole ? Long.toString((long) value) : Double.toString(value);
        return Double.isInfinite(value)
                ? name("inf")
                : Double.isNaN(value)
                        ? chain(InfixOperator.SUBTRACT, name("inf"), name("inf"))
                        : new Literal(value, text, Span.NONE);
    }

    static Syntax.Name word(String text) {
        return new Syntax.Name(text, Span.NONE);
    }

    static Expression name(String text) {
        return new Syntax.Reference(word(text));
    }

    static Expression call(String function, List<Expression> arguments) {
        return new Syntax.Call(word(function), arguments, Span.NONE);
    }

    static Expression minus(Expression expression) {
        return minus(expression, first -> false);
    }

    /** The sign goes to the first factor of a product, but not to a row: the language has no rows with a sign. */
    static Expression minus(Expression expression, Predicate<Expression> rows) {
        boolean product = expression instanceof Chain chain
                && !isSum(chain)
                && chain.links().get(0).operator() != InfixOperator.SOLVE
                && !rows.test(chain.first());
        if (!product) {
            return new Prefix(PrefixOperator.MINUS, expression, Span.NONE);
        }
        Chain chain = (Chain) expression;
        Expression first = chain.first() instanceof Chain
                ? new Prefix(PrefixOperator.MINUS, chain.first(), Span.NONE)
                : minus(chain.first(), rows);
        return new Chain(first, chain.links(), Span.NONE);
    }

    static Expression chain(InfixOperator operator, Expression first, Expression second) {
        return chain(first, List.of(link(operator, second)));
    }

    static Expression chain(Expression first, List<Link> links) {
        return links.isEmpty() ? first : new Chain(first, List.copyOf(links), Span.NONE);
    }

    static Link link(InfixOperator operator, Expression operand) {
        return new Link(operator, operand, Span.NONE);
    }

    /** The sum, or the difference where the second one has a sign. */
    static Expression plus(Expression a, Expression b) {
        Expression[] bare = new Expression[1];
        InfixOperator operator = split(b, bare) ? InfixOperator.SUBTRACT : InfixOperator.ADD;
        if (a instanceof Chain chain && isSum(chain)) {
            List<Link> links = new ArrayList<>(chain.links());
            links.add(link(operator, bare[0]));
            return chain(chain.first(), links);
        }
        return chain(operator, a, bare[0]);
    }

    private static boolean isSum(Chain chain) {
        InfixOperator operator = chain.links().get(0).operator();
        return operator == InfixOperator.ADD || operator == InfixOperator.SUBTRACT;
    }

    /** Whether an expression has a sign before it, and what is behind that. */
    private static boolean split(Expression expression, Expression[] bare) {
        bare[0] = expression;
        if (expression instanceof Prefix prefix && prefix.operator() == PrefixOperator.MINUS) {
            bare[0] = prefix.operand();
            return true;
        }
        if (expression instanceof Chain chain
                && !isSum(chain)
                && chain.first() instanceof Prefix prefix
                && prefix.operator() == PrefixOperator.MINUS) {
            bare[0] = chain(prefix.operand(), chain.links());
            return true;
        }
        return false;
    }
}
