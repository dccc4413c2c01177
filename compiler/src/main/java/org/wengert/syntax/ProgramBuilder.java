package org.wengert.syntax;

import java.util.ArrayList;
import java.util.List;
import org.wengert.diagnostic.Code;
import org.wengert.grammar.ExprParser.DefinitionContext;
import org.wengert.grammar.ExprParser.DeriveContext;
import org.wengert.grammar.ExprParser.ExpressionContext;
import org.wengert.grammar.ExprParser.LineContext;
import org.wengert.grammar.ExprParser.ReferenceContext;
import org.wengert.grammar.ExprParser.RequestContext;
import org.wengert.grammar.ExprParser.StatementContext;
import org.wengert.grammar.ExprParser.SubjectContext;
import org.wengert.shaded.antlr.ParserRuleContext;
import org.wengert.shaded.antlr.tree.TerminalNode;
import org.wengert.source.SourceText;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax.Expression;

/** From the parse tree of a file to {@link Syntax.Program}: which lines are what, and whether they go together. */
final class ProgramBuilder {

    private final SourceText source;
    private final SyntaxErrors errors;
    private final Names names = new Names();
    private final ExpressionBuilder expressions;
    private final FunctionBuilder functions;

    private final List<Expression> bare = new ArrayList<>();
    private final List<String> documentation = new ArrayList<>();
    private final List<Syntax.Function> defined = new ArrayList<>();
    private final List<Syntax.Derive> derives = new ArrayList<>();

    ProgramBuilder(SourceText source, SyntaxErrors errors) {
        this.source = source;
        this.errors = errors;
        this.expressions = new ExpressionBuilder(names, errors);
        this.functions = new FunctionBuilder(source, names, expressions, errors);
    }

    /** Takes a line or a statement that the parser has read; statements come before the line that they are in. */
    void add(ParserRuleContext context) {
        if (context instanceof StatementContext statement) {
            functions.add(statement);
        } else if (context instanceof LineContext line) {
            line(line);
        }
    }

    /** What all the lines make. */
    Syntax.Program program() {
        checkParts();
        names.compare(errors);
        Span span = new Span(0, source.text().length());
        return new Syntax.Program(
                bare.stream().findFirst(),
                List.copyOf(documentation),
                List.copyOf(defined),
                List.copyOf(derives),
                span);
    }

    private void line(LineContext context) {
        if (context.definition() != null && context.definition().exception == null) {
            definition(context.definition());
        } else if (context.derive() != null && context.exception == null) {
            derives.add(derive(context.derive()));
        }
    }

    private void definition(DefinitionContext context) {
        if (context.head().exception != null) {
            if (context.block() != null) {
                functions.body(context.block());
            }
            return;
        }
        ExpressionContext head = context.head().expression();
        boolean bareExpression = context.block() == null && context.expression() == null;
        if (bareExpression) {
            bare(head);
        } else if (head instanceof ReferenceContext reference && reference.arguments() != null) {
            defined.add(functions.function(reference, context));
        } else {
            functions.notAHead(head, context);
        }
    }

    private void bare(ExpressionContext head) {
        Expression expression = expressions.expression(head);
        documentation.addAll(functions.documentation(head.getStart()));
        if (!bare.isEmpty()) {
            errors.report(
                    Code.SEVERAL_EXPRESSIONS,
                    ExpressionBuilder.span(head),
                    "a second expression in a file that is one expression",
                    LineStart.hint(head.getStart())
                            .orElse("several functions are defined with names, as in 'f(x) = x^2'"));
        }
        bare.add(expression);
    }

    private Syntax.Derive derive(DeriveContext context) {
        List<Syntax.Request> requests =
                context.request().stream().map(this::request).toList();
        return new Syntax.Derive(names.of(context.NAME().getSymbol()), requests, ExpressionBuilder.span(context));
    }

    private Syntax.Request request(RequestContext context) {
        List<Syntax.Name> parameters =
                context.subject().stream().map(this::subject).toList();
        return new Syntax.Request(product(context), parameters, ExpressionBuilder.span(context));
    }

    /** One word, or two: {@code sparse jacobian}. */
    private Syntax.Name product(RequestContext context) {
        Syntax.Name first = names.of(context.NAME(0).getSymbol());
        if (context.NAME().size() == 1) {
            return first;
        }
        Syntax.Name second = names.of(context.NAME(1).getSymbol());
        return new Syntax.Name(first.text() + " " + second.text(), first.span().to(second.span()));
    }

    /** A parameter, or the degree of a product; which it may be is asked when the product is known. */
    private Syntax.Name subject(SubjectContext context) {
        TerminalNode name = context.NAME();
        return name == null
                ? new Syntax.Name(context.getText(), ExpressionBuilder.span(context))
                : names.of(name.getSymbol());
    }

    private void checkParts() {
        if (bare.isEmpty() && defined.isEmpty() && !errors.broken()) {
            noFunction();
        }
        if (!bare.isEmpty() && (!defined.isEmpty() || !derives.isEmpty())) {
            errors.report(
                    Code.MIXED_PROGRAM,
                    bare.get(0).span(),
                    "an expression beside " + (defined.isEmpty() ? "a derive clause" : "definitions"),
                    "give it a name and parameters, as in 'f(x) = ...'");
        }
    }

    private void noFunction() {
        if (derives.isEmpty()) {
            errors.report(
                    Code.EMPTY_PROGRAM,
                    new Span(source.text().length(), source.text().length()),
                    "there is no formula in this file",
                    "write an expression such as 'x^2 + y', or a definition such as 'f(x) = x^2'");
        } else {
            errors.report(
                    Code.DERIVE_WITHOUT_FUNCTION,
                    derives.get(0).span(),
                    "there is no function in this file to derive anything from",
                    "define it, as in 'f(x) = x^2'");
        }
    }
}
