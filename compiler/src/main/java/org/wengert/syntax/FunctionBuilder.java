package org.wengert.syntax;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wengert.diagnostic.Code;
import org.wengert.grammar.ExprParser;
import org.wengert.grammar.ExprParser.ArgumentContext;
import org.wengert.grammar.ExprParser.BlockContext;
import org.wengert.grammar.ExprParser.DefinitionContext;
import org.wengert.grammar.ExprParser.ExpressionContext;
import org.wengert.grammar.ExprParser.ReferenceContext;
import org.wengert.grammar.ExprParser.StatementContext;
import org.wengert.grammar.ExprParser.TypeContext;
import org.wengert.shaded.antlr.Token;
import org.wengert.source.SourceText;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax.Expression;
import org.wengert.syntax.Syntax.Statement;

/** From the parse tree of a definition to {@link Syntax.Function}. */
final class FunctionBuilder {

    private static final Set<String> TYPES = Set.of("real", "int");

    private final SourceText source;
    private final Names names;
    private final ExpressionBuilder expressions;
    private final StatementBuilder statements;
    private final SyntaxErrors errors;

    FunctionBuilder(SourceText source, Names names, ExpressionBuilder expressions, SyntaxErrors errors) {
        this.source = source;
        this.names = names;
        this.expressions = expressions;
        this.statements = new StatementBuilder(names, expressions, errors);
        this.errors = errors;
    }

    Syntax.Function function(ReferenceContext head, DefinitionContext context) {
        List<Syntax.Parameter> parameters = head.arguments().argument().stream()
                .flatMap(argument -> parameter(argument).stream())
                .toList();
        return new Syntax.Function(
                names.of(head.NAME().getSymbol()),
                parameters,
                context.block() != null ? body(context.block()) : result(context.expression()),
                documentation(context.getStart()),
                ExpressionBuilder.span(context));
    }

    void add(StatementContext statement) {
        statements.add(statement);
    }

    List<Statement> body(BlockContext block) {
        return statements.block(block);
    }

    private List<Statement> result(ExpressionContext context) {
        Expression result = expressions.expression(context);
        return List.of(new Syntax.Return(List.of(result), result.span()));
    }

    private Optional<Syntax.Parameter> parameter(ArgumentContext context) {
        ExpressionContext expression = context.expression();
        if (!(expression instanceof ReferenceContext reference) || reference.arguments() != null) {
            errors.report(
                    Code.MALFORMED_DEFINITION,
                    ExpressionBuilder.span(expression),
                    "a parameter is a name",
                    "compute with it on the right of '='");
            return Optional.empty();
        }
        Optional<Syntax.ParameterType> type =
                Optional.ofNullable(context.type()).map(this::type);
        return Optional.of(
                new Syntax.Parameter(names.of(reference.NAME().getSymbol()), type, ExpressionBuilder.span(context)));
    }

    private Syntax.ParameterType type(TypeContext context) {
        Token base = context.NAME().getSymbol();
        if (!TYPES.contains(base.getText())) {
            errors.report(
                    Code.UNKNOWN_TYPE,
                    Tokens.span(base),
                    "'" + Tokens.brief(base.getText()) + "' is not a type",
                    "a parameter is 'real', which need not be written, 'real[n]', 'real[n, m]' or 'int'");
        }
        List<Expression> shape = context.shape() == null
                ? List.of()
                : context.shape().expression().stream()
                        .map(expressions::expression)
                        .toList();
        return new Syntax.ParameterType(
                new Syntax.Name(base.getText(), Tokens.span(base)), shape, ExpressionBuilder.span(context));
    }

    /** Something other than {@code name(...)} before the sign of a definition. */
    void notAHead(ExpressionContext head, DefinitionContext context) {
        Span span = ExpressionBuilder.span(head);
        if (context.block() != null) {
            body(context.block());
            errors.report(
                    Code.MALFORMED_DEFINITION,
                    span,
                    "a function has parameters",
                    "a definition is written f(x) = { ... }");
        } else if (head instanceof ReferenceContext reference) {
            expressions.expression(context.expression());
            String name = Tokens.brief(reference.NAME().getText());
            errors.report(
                    Code.TOP_LEVEL_STATEMENT,
                    span,
                    "'" + name + " = ...' stands outside of a function",
                    "write the expression alone, or a function with its parameters, as in '" + name + "(x) = ...'");
        } else if (head.getStart().getType() == ExprParser.NAME) {
            errors.report(
                    Code.MISPLACED_ASSIGNMENT,
                    span,
                    "only a function can be defined, and this is not 'name(parameters)'",
                    "'==' compares; an equation is not solved, write one side minus the other");
        } else {
            errors.report(
                    Code.MISPLACED_ASSIGNMENT,
                    span,
                    "'=' has something other than 'name(parameters)' on its left",
                    "'==' compares; an equation is not solved, write one side minus the other");
        }
    }

    /** The comment lines directly above, without their marks. */
    List<String> documentation(Token start) {
        List<String> lines = new ArrayList<>();
        String text = source.text();
        int end = lineStart(text, start.getStartIndex());
        while (end > 0) {
            boolean windows = text.startsWith("\r\n", end - 2);
            int previous = lineStart(text, end - (windows ? 2 : 1));
            String line = text.substring(previous, end).strip();
            if (!line.startsWith("#")) {
                break;
            }
            lines.add(line.replaceFirst("^#+ ?", ""));
            end = previous;
        }
        Collections.reverse(lines);
        return List.copyOf(lines);
    }

    private static int lineStart(String text, int offset) {
        int start = offset;
        while (start > 0 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
            start--;
        }
        return start;
    }
}
