package org.wengert.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.wengert.diagnostic.Code;
import org.wengert.grammar.ExprParser;
import org.wengert.grammar.ExprParser.ArgumentContext;
import org.wengert.grammar.ExprParser.ArgumentsContext;
import org.wengert.grammar.ExprParser.ComparisonContext;
import org.wengert.grammar.ExprParser.ConditionalContext;
import org.wengert.grammar.ExprParser.ConjunctionContext;
import org.wengert.grammar.ExprParser.DisjunctionContext;
import org.wengert.grammar.ExprParser.ElementsContext;
import org.wengert.grammar.ExprParser.ExpressionContext;
import org.wengert.grammar.ExprParser.GroupContext;
import org.wengert.grammar.ExprParser.IndexContext;
import org.wengert.grammar.ExprParser.LiteralContext;
import org.wengert.grammar.ExprParser.PowerContext;
import org.wengert.grammar.ExprParser.PrefixContext;
import org.wengert.grammar.ExprParser.ProductContext;
import org.wengert.grammar.ExprParser.RangeContext;
import org.wengert.grammar.ExprParser.ReferenceContext;
import org.wengert.grammar.ExprParser.SumContext;
import org.wengert.grammar.ExprParser.TransposeContext;
import org.wengert.shaded.antlr.ParserRuleContext;
import org.wengert.shaded.antlr.Token;
import org.wengert.shaded.antlr.misc.Interval;
import org.wengert.shaded.antlr.tree.TerminalNode;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax.ComparisonOperator;
import org.wengert.syntax.Syntax.Expression;
import org.wengert.syntax.Syntax.InfixOperator;
import org.wengert.syntax.Syntax.PowerOperator;
import org.wengert.syntax.Syntax.PrefixOperator;

/**
 * From parse trees of expressions to {@link Expression}.
 *
 * <p>The tree of {@code a + b + c} leans to the left, as deep as the sum is long; its spine is walked in a loop, and
 * only nesting, which the parser limits, recurses.
 */
final class ExpressionBuilder {

    private static final Map<Integer, InfixOperator> INFIX = Map.ofEntries(
            Map.entry(ExprParser.PLUS, InfixOperator.ADD),
            Map.entry(ExprParser.MINUS, InfixOperator.SUBTRACT),
            Map.entry(ExprParser.ELEMENTWISE_PLUS, InfixOperator.ELEMENTWISE_ADD),
            Map.entry(ExprParser.ELEMENTWISE_MINUS, InfixOperator.ELEMENTWISE_SUBTRACT),
            Map.entry(ExprParser.TIMES, InfixOperator.MULTIPLY),
            Map.entry(ExprParser.DIVIDE, InfixOperator.DIVIDE),
            Map.entry(ExprParser.REMAINDER, InfixOperator.REMAINDER),
            Map.entry(ExprParser.BACKSLASH, InfixOperator.SOLVE),
            Map.entry(ExprParser.ELEMENTWISE_TIMES, InfixOperator.ELEMENTWISE_MULTIPLY),
            Map.entry(ExprParser.ELEMENTWISE_DIVIDE, InfixOperator.ELEMENTWISE_DIVIDE),
            Map.entry(ExprParser.AND, InfixOperator.AND),
            Map.entry(ExprParser.OR, InfixOperator.OR));

    private static final Map<Integer, PowerOperator> POWER = Map.of(
            ExprParser.POWER, PowerOperator.POWER,
            ExprParser.ELEMENTWISE_POWER, PowerOperator.ELEMENTWISE_POWER);

    private static final Map<Integer, PrefixOperator> PREFIX = Map.of(
            ExprParser.MINUS, PrefixOperator.MINUS,
            ExprParser.PLUS, PrefixOperator.PLUS,
            ExprParser.NOT, PrefixOperator.NOT);

    private static final Map<Integer, ComparisonOperator> COMPARISON = Map.of(
            ExprParser.LESS, ComparisonOperator.LESS,
            ExprParser.LESS_EQUAL, ComparisonOperator.LESS_EQUAL,
            ExprParser.GREATER, ComparisonOperator.GREATER,
            ExprParser.GREATER_EQUAL, ComparisonOperator.GREATER_EQUAL,
            ExprParser.EQUAL, ComparisonOperator.EQUAL,
            ExprParser.NOT_EQUAL, ComparisonOperator.NOT_EQUAL);

    private static final int MOST_SHOWN = 40;

    private final Names names;
    private final SyntaxErrors errors;
    private final ArrayBuilder arrays;

    ExpressionBuilder(Names names, SyntaxErrors errors) {
        this.names = names;
        this.errors = errors;
        this.arrays = new ArrayBuilder(names, this, errors);
    }

    Expression expression(ExpressionContext context) {
        if (isChain(context)) {
            return chain(context);
        }
        if (context instanceof GroupContext group) {
            return expression(group.expression());
        }
        if (context instanceof LiteralContext literal) {
            return Numbers.literal(literal.NUMBER().getSymbol(), errors);
        }
        if (context instanceof ReferenceContext reference) {
            return reference(reference);
        }
        if (context instanceof ElementsContext elements) {
            return arrays.elements(elements.array());
        }
        if (context instanceof IndexContext index) {
            return arrays.index(index);
        }
        if (context instanceof TransposeContext transpose) {
            return new Syntax.Transpose(expression(transpose.expression()), span(transpose));
        }
        if (context instanceof PowerContext power) {
            return new Syntax.Power(
                    get(POWER, operator(power)),
                    expression(power.expression(0)),
                    expression(power.expression(1)),
                    span(power));
        }
        if (context instanceof PrefixContext prefix) {
            PrefixOperator operator = get(PREFIX, prefix.getStart());
            return new Syntax.Prefix(operator, expression(prefix.expression()), span(prefix));
        }
        if (context instanceof ComparisonContext comparison) {
            return comparison(comparison);
        }
        if (context instanceof ConditionalContext conditional) {
            return new Syntax.Conditional(
                    expression(conditional.expression(0)),
                    expression(conditional.expression(1)),
                    expression(conditional.expression(2)),
                    span(conditional));
        }
        throw new IllegalStateException("bug in the parser: no expression is built from " + context.getClass());
    }

    Syntax.Range range(RangeContext context) {
        return arrays.range(context);
    }

    private static boolean isChain(ExpressionContext context) {
        return context instanceof SumContext
                || context instanceof ProductContext
                || context instanceof ConjunctionContext
                || context instanceof DisjunctionContext;
    }

    /** Down the left spine while the precedence, which is the class of the context, stays the same. */
    private Expression chain(ExpressionContext top) {
        Deque<ExpressionContext> spine = new ArrayDeque<>();
        ExpressionContext at = top;
        while (at.getClass() == top.getClass()) {
            spine.push(at);
            at = (ExpressionContext) at.getChild(0);
        }
        Expression first = expression(at);
        List<Syntax.Link> links = new ArrayList<>(spine.size());
        for (ExpressionContext link : spine) {
            Token operator = operator(link);
            ExpressionContext operand = (ExpressionContext) link.getChild(2);
            Span span = Tokens.span(operator, operand.getStop());
            links.add(new Syntax.Link(get(INFIX, operator), expression(operand), span));
        }
        return new Syntax.Chain(first, List.copyOf(links), span(top));
    }

    private Expression reference(ReferenceContext context) {
        Syntax.Name name = names.of(context.NAME().getSymbol());
        ArgumentsContext arguments = context.arguments();
        if (arguments == null) {
            return new Syntax.Reference(name);
        }
        List<Expression> given =
                arguments.argument().stream().map(this::argument).toList();
        return arguments.ranges() == null
                ? new Syntax.Call(name, given, span(context))
                : new Syntax.Reduction(
                        name,
                        arrays.onlyElement(given, arguments.ranges(), name.text() + "(e for i in 0:n)"),
                        arrays.ranges(arguments.ranges()),
                        span(context));
    }

    private Expression argument(ArgumentContext context) {
        if (context.type() != null) {
            errors.report(
                    Code.MALFORMED_DEFINITION,
                    span(context.type()),
                    "a type stands outside of the head of a definition",
                    "only a definition has types, as in 'f(x: real) = x^2'");
        }
        return expression(context.expression());
    }

    private Expression comparison(ComparisonContext context) {
        ExpressionContext left = firstOfChain(context).expression(0);
        if (left instanceof PrefixContext prefix && prefix.getStart().getType() == ExprParser.NOT) {
            notComparison(prefix, context);
        }
        ComparisonOperator operator = get(COMPARISON, operator(context));
        return new Syntax.Comparison(operator, expression(left), expression(context.expression(1)), span(context));
    }

    /** A chain of comparisons leans to the left as a sum does; it is reported, once, and read as its ends compared. */
    private ComparisonContext firstOfChain(ComparisonContext context) {
        ComparisonContext above = context;
        ComparisonContext at = context;
        while (at.expression(0) instanceof ComparisonContext left) {
            above = at;
            at = left;
        }
        if (at != above) {
            chained(at, above);
        }
        return at;
    }

    private void chained(ComparisonContext left, ComparisonContext context) {
        String a = Tokens.brief(text(left.expression(0)));
        String b = Tokens.brief(text(left.expression(1)));
        String c = Tokens.brief(text(context.expression(1)));
        errors.report(
                Code.CHAINED_COMPARISON,
                Tokens.span(operator(context)),
                "comparisons cannot be chained",
                "write '" + a + " " + operator(left).getText() + " " + b + " and " + b + " "
                        + operator(context).getText() + " " + c + "'");
    }

    private void notComparison(PrefixContext left, ComparisonContext context) {
        errors.report(
                Code.NOT_BEFORE_COMPARISON,
                Tokens.span(left.getStart()),
                "'not' binds tighter than '" + operator(context).getText() + "'",
                "write 'not (" + Tokens.brief(text(left.expression())) + " "
                        + operator(context).getText() + " ...)'");
    }

    /** The beginning of what the author wrote there. */
    private static String text(ParserRuleContext context) {
        Token start = context.getStart();
        int last = Math.min(context.getStop().getStopIndex(), start.getStartIndex() + MOST_SHOWN);
        return start.getInputStream()
                .getText(new Interval(start.getStartIndex(), last))
                .replaceAll("\\s+", " ");
    }

    private static Token operator(ExpressionContext context) {
        return ((TerminalNode) context.getChild(1)).getSymbol();
    }

    private static <V> V get(Map<Integer, V> operators, Token token) {
        V operator = operators.get(token.getType());
        if (operator == null) {
            throw new IllegalStateException("bug in the parser: no operator is " + token.getText());
        }
        return operator;
    }

    static Span span(ParserRuleContext context) {
        return Tokens.span(context.getStart(), context.getStop());
    }
}
