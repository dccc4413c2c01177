package org.wengert.syntax;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.TokenStream;
import org.wengert.grammar.ExprParser;

/** The generated parser with a limit on nesting, so that no text overflows the stack here or in a later stage. */
final class BoundedParser extends ExprParser {

    /** Deeper than people write or programs generate; {@code BigStack} has room for every stage at this depth. */
    static final int LIMIT = 2_000;

    private int depth;

    BoundedParser(TokenStream tokens) {
        super(tokens);
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
        if (getContext().getRuleIndex() == RULE_block) {
            depth--;
        }
        super.exitRule();
    }

    @Override
    public void enterRecursionRule(ParserRuleContext context, int state, int rule, int precedence) {
        descend();
        super.enterRecursionRule(context, state, rule, precedence);
    }

    @Override
    public void unrollRecursionContexts(ParserRuleContext parent) {
        depth--;
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
