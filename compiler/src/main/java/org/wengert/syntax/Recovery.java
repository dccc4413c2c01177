package org.wengert.syntax;

import static org.wengert.grammar.ExprParser.*;

import java.util.BitSet;
import org.wengert.shaded.antlr.DefaultErrorStrategy;
import org.wengert.shaded.antlr.InputMismatchException;
import org.wengert.shaded.antlr.Parser;
import org.wengert.shaded.antlr.ParserRuleContext;
import org.wengert.shaded.antlr.RecognitionException;
import org.wengert.shaded.antlr.Token;

/**
 * Where parsing goes on after an error: an error unwinds to the head, the condition, or the line that it is in, and the
 * rest of that is skipped. Nothing is inserted or deleted to guess on.
 */
final class Recovery extends DefaultErrorStrategy {

    private static final BitSet BEGIN_LINE = begin(DERIVE);
    private static final BitSet BEGIN_STATEMENT = begin(RETURN, IF, FOR);
    private static final BitSet END_OF_LINE = Tokens.set(NEWLINE);
    private static final BitSet END_OF_HEAD = Tokens.set(NEWLINE, ASSIGN);
    private static final BitSet END_OF_CONDITION = Tokens.set(NEWLINE, LEFT_BRACE);

    private final Complaints complaints;

    Recovery(SyntaxErrors errors) {
        this.complaints = new Complaints(errors);
    }

    private static BitSet begin(int... types) {
        BitSet set = Tokens.set(types);
        set.or(Tokens.BEGIN_EXPRESSION);
        return set;
    }

    @Override
    public void reportError(Parser parser, RecognitionException e) {
        if (!inErrorRecoveryMode(parser)) {
            beginErrorCondition(parser);
            complaints.about(parser, e);
        }
    }

    @Override
    public void recover(Parser parser, RecognitionException e) {
        ParserRuleContext context = parser.getContext();
        switch (context.getRuleIndex()) {
            case RULE_head -> skipTo(parser, END_OF_HEAD);
            case RULE_condition, RULE_iteration -> skipTo(parser, END_OF_CONDITION);
            case RULE_line, RULE_statement -> skipLine(parser);
            default -> throw e;
        }
    }

    @Override
    public Token recoverInline(Parser parser) {
        throw new InputMismatchException(parser);
    }

    /** What can begin neither a line nor a statement is reported here: the loop over them would just end. */
    @Override
    public void sync(Parser parser) {
        switch (parser.getContext().getRuleIndex()) {
            case RULE_program -> skipUntil(parser, BEGIN_LINE, Token.EOF);
            case RULE_block -> skipUntil(parser, BEGIN_STATEMENT, RIGHT_BRACE);
            default -> {}
        }
    }

    private void skipUntil(Parser parser, BitSet begin, int end) {
        Token token = parser.getCurrentToken();
        while (token.getType() != end && token.getType() != Token.EOF && !Tokens.in(begin, token)) {
            complaints.aboutStart(parser);
            skipLine(parser);
            token = parser.getCurrentToken();
        }
    }

    private void skipLine(Parser parser) {
        skipTo(parser, END_OF_LINE);
        if (parser.getCurrentToken().getType() == NEWLINE) {
            parser.consume();
        }
        endErrorCondition(parser);
    }

    /** To one of these outside of the braces on the way, but not past the brace that closes the block. */
    private static void skipTo(Parser parser, BitSet ends) {
        int depth = 0;
        for (Token token = parser.getCurrentToken(); token.getType() != Token.EOF; token = parser.getCurrentToken()) {
            if (depth == 0 && (Tokens.in(ends, token) || token.getType() == RIGHT_BRACE)) {
                return;
            }
            depth += token.getType() == LEFT_BRACE ? 1 : token.getType() == RIGHT_BRACE ? -1 : 0;
            parser.consume();
        }
    }
}
