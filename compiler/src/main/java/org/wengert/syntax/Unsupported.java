package org.wengert.syntax;

import static org.wengert.grammar.ExprLexer.*;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.wengert.diagnostic.Code;
import org.wengert.source.Span;

/**
 * Reports vectors, matrices and loops, which the language has and this compiler does not take yet, and leaves them out.
 *
 * <p>It runs on balanced brackets: {@code x[i] + 1} goes on as {@code x + 1}, {@code [a, b] + 1} as {@code 0 + 1},
 * {@code sum(e for i in 0:n)} as {@code sum(e)}, and a {@code for} statement vanishes with its body.
 */
final class Unsupported {

    private static final BitSet OPENING = Tokens.set(LEFT_PAREN, LEFT_BRACKET, LEFT_BRACE);
    private static final BitSet CLOSING = Tokens.set(RIGHT_PAREN, RIGHT_BRACKET, RIGHT_BRACE);
    private static final BitSet CLOSING_OR_LINE_END = Tokens.set(RIGHT_PAREN, RIGHT_BRACKET, RIGHT_BRACE, NEWLINE);

    private final SyntaxErrors errors;
    private final List<Token> in;
    private final List<Token> out = new ArrayList<>();
    private int at;

    private Unsupported(SyntaxErrors errors, List<Token> in) {
        this.errors = errors;
        this.in = in;
    }

    static void report(SyntaxErrors errors, Span span, String what, String hint) {
        errors.report(Code.LIMIT, span, what + ": vectors and matrices are not supported yet", hint);
    }

    static List<Token> leaveOut(List<Token> tokens, SyntaxErrors errors) {
        boolean any = tokens.stream().anyMatch(t -> t.getType() == LEFT_BRACKET || t.getType() == FOR);
        return any ? new Unsupported(errors, tokens).apply() : tokens;
    }

    private List<Token> apply() {
        while (at < in.size()) {
            Token token = in.get(at++);
            switch (token.getType()) {
                case LEFT_BRACKET -> bracket(token);
                case FOR -> loop(token);
                default -> out.add(token);
            }
        }
        return out;
    }

    private void bracket(Token open) {
        skipPastClosing();
        if (endsOperand()) {
            report(errors, Tokens.span(open), "'['", "write one scalar name for each element, as in x0, x1, x2");
        } else {
            report(errors, Tokens.span(open), "'['", "write one scalar expression for each element");
            out.add(Tokens.standIn(open, NUMBER, "0"));
        }
    }

    private void loop(Token keyword) {
        boolean statement =
                out.isEmpty() || previous().getType() == NEWLINE || previous().getType() == LEFT_BRACE;
        String what =
                statement ? "'for': loops are not supported yet" : "'for': sums over an index are not supported yet";
        errors.report(Code.LIMIT, Tokens.span(keyword), what, "write it out, one line or one term for each index");
        if (statement) {
            skipBody();
        } else {
            skipTo(CLOSING_OR_LINE_END);
        }
    }

    /** Past the brace that closes the loop's body, or to the end of the line where there is none. */
    private void skipBody() {
        while (in.get(at).getType() != NEWLINE && in.get(at).getType() != EOF) {
            if (in.get(at++).getType() == LEFT_BRACE) {
                skipPastClosing();
                return;
            }
        }
    }

    private void skipPastClosing() {
        skipTo(CLOSING);
        at++;
    }

    /** To one of these outside of the brackets on the way. */
    private void skipTo(BitSet ends) {
        int depth = 0;
        for (; in.get(at).getType() != EOF; at++) {
            Token token = in.get(at);
            if (depth == 0 && Tokens.in(ends, token)) {
                return;
            }
            depth += Tokens.in(OPENING, token) ? 1 : Tokens.in(CLOSING, token) ? -1 : 0;
        }
    }

    private boolean endsOperand() {
        return !out.isEmpty() && Tokens.in(Tokens.END_OPERAND, previous());
    }

    private Token previous() {
        return out.get(out.size() - 1);
    }
}
