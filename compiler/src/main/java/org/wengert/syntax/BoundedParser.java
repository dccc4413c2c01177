package org.wengert.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.wengert.grammar.ExprParser;
import org.wengert.shaded.antlr.ParserRuleContext;
import org.wengert.shaded.antlr.RecognitionException;
import org.wengert.shaded.antlr.TokenStream;

/**
 * The generated parser with a limit on nesting, so that no text overflows the stack here or in a later stage, and with
 * its tree taken away as it grows: a line or a statement is built as soon as it is read, and its subtree dropped.
 *
 * <p>Each subscript and each transpose is a level as well: {@code A[i]'[j]} nests to the left, without any recursion of
 * the parser.
 */
final class BoundedParser extends ExprParser {

    /** Deeper than people write or programs generate; {@code BigStack} has room for every stage at this depth. */
    static final int LIMIT = 2_000;

    private final Consumer<ParserRuleContext> builder;
    private final Deque<Integer> depthsOutside = new ArrayDeque<>();
    private int depth;

    BoundedParser(TokenStream tokens, Consumer<ParserRuleContext> builder) {
        super(tokens);
        this.builder = builder;
    }

    @Override
    public void enterRule(ParserRuleContext context, int state, int rule) {
        if (rule == RULE_block) {
            descend();
        }
        super.enterRule(context, state, rule);
    }

    @Override
    public void exitRule() {
        ParserRuleContext context = getContext();
        super.exitRule();
        switch (context.getRuleIndex()) {
            case RULE_block -> depth--;
            case RULE_line, RULE_statement -> {
                builder.accept(context);
                context.children = null;
            }
            default -> {}
        }
    }

    @Override
    public void enterRecursionRule(ParserRuleContext context, int state, int rule, int precedence) {
        descend();
        depthsOutside.push(depth - 1);
        super.enterRecursionRule(context, state, rule, precedence);
    }

    @Override
    public void pushNewRecursionContext(ParserRuleContext context, int state, int rule) {
        super.pushNewRecursionContext(context, state, rule);
        if (context instanceof IndexContext || context instanceof TransposeContext) {
            descend();
        }
    }

    @Override
    public void unrollRecursionContexts(ParserRuleContext parent) {
        depth = depthsOutside.pop();
        super.unrollRecursionContexts(parent);
    }

    /** Thrown before the rule is entered: the generated code leaves only rules that it has entered. */
    private void descend() {
        if (depth >= LIMIT) {
            throw new TooDeep(this);
        }
        depth++;
    }

    /** Nesting beyond {@link #LIMIT}. */
    static final class TooDeep extends RecognitionException {

        private static final long serialVersionUID = 1;

        private TooDeep(BoundedParser parser) {
            super(parser, parser.getInputStream(), parser.getContext());
            setOffendingToken(parser.getCurrentToken());
        }
    }
}
