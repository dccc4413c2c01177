package org.wengert.syntax;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.wengert.diagnostic.Code;
import org.wengert.grammar.ExprParser.AssignmentContext;
import org.wengert.grammar.ExprParser.BlockContext;
import org.wengert.grammar.ExprParser.BranchContext;
import org.wengert.grammar.ExprParser.ConditionContext;
import org.wengert.grammar.ExprParser.ExpressionContext;
import org.wengert.grammar.ExprParser.IterationContext;
import org.wengert.grammar.ExprParser.LoopContext;
import org.wengert.grammar.ExprParser.ReferenceContext;
import org.wengert.grammar.ExprParser.ResultContext;
import org.wengert.grammar.ExprParser.StatementContext;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax.Statement;

/** From parse trees of bodies to statements; what failed to parse has been reported and is left out. */
final class StatementBuilder {

    private final Names names;
    private final ExpressionBuilder expressions;
    private final SyntaxErrors errors;
    private final IdentityHashMap<StatementContext, Built> built = new IdentityHashMap<>();

    StatementBuilder(Names names, ExpressionBuilder expressions, SyntaxErrors errors) {
        this.names = names;
        this.expressions = expressions;
        this.errors = errors;
    }

    /** Builds a statement, whose inner ones have been built, while its tree is there. */
    void add(StatementContext context) {
        boolean returns = context.result() != null;
        built.put(context, new Built(statement(context), returns));
    }

    /** The statements of a block, each of which has been added. */
    List<Statement> block(BlockContext context) {
        List<Statement> statements = new ArrayList<>();
        boolean returned = false;
        for (StatementContext line : context.statement()) {
            Built statement = Objects.requireNonNull(built.remove(line));
            if (returned) {
                unreachable(line);
            }
            returned = statement.returns();
            statement.statement().ifPresent(statements::add);
        }
        return List.copyOf(statements);
    }

    private void unreachable(StatementContext statement) {
        Span span = Tokens.span(statement.getStart());
        errors.report(
                Code.UNREACHABLE_STATEMENT, span, "this stands after 'return'", "move it before, or leave it out");
    }

    private Optional<Statement> statement(StatementContext context) {
        if (context.exception != null && context.branch() == null && context.loop() == null) {
            return Optional.empty();
        }
        if (context.result() != null) {
            return Optional.of(result(context.result()));
        }
        if (context.loop() != null) {
            return loop(context.loop());
        }
        return context.branch() != null ? branch(context.branch()) : assignment(context.assignment());
    }

    private Statement result(ResultContext context) {
        return new Syntax.Return(
                context.expression().stream().map(expressions::expression).toList(), ExpressionBuilder.span(context));
    }

    /** Where the line is broken, its blocks are built all the same, for what there is to report in them. */
    private Optional<Statement> branch(BranchContext context) {
        List<BlockContext> blocks = context.block();
        List<List<Statement>> bodies = blocks.stream().map(this::block).toList();
        List<ConditionContext> conditions = context.condition();
        if (context.exception != null || conditions.stream().anyMatch(c -> c.exception != null)) {
            return Optional.empty();
        }
        List<Syntax.Arm> arms = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            ConditionContext condition = conditions.get(i);
            Span span = Tokens.span(condition.getStart(), blocks.get(i).getStop());
            arms.add(new Syntax.Arm(expressions.expression(condition.expression()), bodies.get(i), span));
        }
        Optional<List<Statement>> otherwise =
                bodies.size() > arms.size() ? Optional.of(bodies.get(arms.size())) : Optional.empty();
        return Optional.of(new Syntax.If(List.copyOf(arms), otherwise, ExpressionBuilder.span(context)));
    }

    /** Where the line is broken, its body is built all the same, for what there is to report in it. */
    private Optional<Statement> loop(LoopContext context) {
        List<Statement> body = context.block() == null ? List.of() : block(context.block());
        IterationContext iteration = context.iteration();
        if (context.exception != null || iteration.exception != null) {
            return Optional.empty();
        }
        Syntax.Range range = expressions.range(iteration.range());
        return Optional.of(new Syntax.For(
                range.index(),
                range.from(),
                range.to(),
                Optional.ofNullable(iteration.expression()).map(expressions::expression),
                body,
                ExpressionBuilder.span(context)));
    }

    private Optional<Statement> assignment(AssignmentContext context) {
        if (context.head().exception != null) {
            return Optional.empty();
        }
        ExpressionContext head = context.head().expression();
        if (context.expression() == null) {
            unused(head);
        } else if (head instanceof ReferenceContext reference && reference.arguments() == null) {
            Syntax.Name name = names.of(reference.NAME().getSymbol());
            Syntax.Expression value = expressions.expression(context.expression());
            return Optional.of(new Syntax.Assignment(name, value, ExpressionBuilder.span(context)));
        } else {
            notAName(head);
        }
        return Optional.empty();
    }

    private void unused(ExpressionContext head) {
        expressions.expression(head);
        errors.report(
                Code.UNUSED_VALUE,
                ExpressionBuilder.span(head),
                "this value is given no name and not returned",
                LineStart.hint(head.getStart()).orElse("write 'name = ...' or 'return ...'"));
    }

    private void notAName(ExpressionContext head) {
        Span span = ExpressionBuilder.span(head);
        if (head instanceof ReferenceContext) {
            errors.report(
                    Code.NESTED_FUNCTION,
                    span,
                    "a function is defined inside of another",
                    "define it before, and give it what it needs as arguments");
        } else {
            errors.report(Code.MISPLACED_ASSIGNMENT, span, "only a name can be given a value", "'==' compares");
        }
    }

    /** A statement, if it could be read, and whether it ends the body. */
    private record Built(Optional<Statement> statement, boolean returns) {}
}
