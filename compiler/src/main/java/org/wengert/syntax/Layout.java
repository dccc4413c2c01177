package org.wengert.syntax;

import static org.wengert.grammar.ExprParser.*;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.wengert.diagnostic.Code;
import org.wengert.shaded.antlr.Token;
import org.wengert.source.SourceText;

/**
 * Lays lines out as the grammar wants them: one NEWLINE after every line and statement, none where a line goes on.
 *
 * <p>A line goes on after an operator, a comma and the like, unless the next line can only be a statement; and before
 * {@code else} and an opening brace, which begin no statement.
 */
final class Layout {

    private static final BitSet GOES_ON = goesOn();
    private static final BitSet NEEDS_NO_END = Tokens.set(LEFT_BRACE, NEWLINE);
    private static final BitSet BELONGS_TO_LINE_BEFORE = Tokens.set(ELSE, LEFT_BRACE);

    private final SyntaxErrors errors;
    private final List<Token> in;
    private final List<Token> out;
    private int depth;
    private boolean beginsWithName;

    private Layout(SyntaxErrors errors, List<Token> in) {
        this.errors = errors;
        this.in = in;
        this.out = new ArrayList<>(in.size() + 1);
    }

    private static BitSet goesOn() {
        BitSet set = Tokens.set(COMMA, ASSIGN, COLON, NOT, IN);
        set.or(Tokens.INFIX);
        return set;
    }

    /** What {@link Scanner} found, with brackets balanced, the words of loops marked, and lines laid out. */
    static List<Token> apply(SourceText source, SyntaxErrors errors, List<Token> tokens) {
        List<Token> balanced = Brackets.balance(source, tokens, errors);
        return new Layout(errors, LoopWords.mark(balanced)).lines();
    }

    private List<Token> lines() {
        for (int i = 0; i < in.size(); i++) {
            Token token = in.get(i);
            switch (token.getType()) {
                case NEWLINE -> i = lineEnd(token, i);
                case LEFT_BRACE -> leftBrace(token);
                case RIGHT_BRACE -> {
                    depth--;
                    endLine(token);
                    add(token);
                }
                case EOF -> {
                    endLine(token);
                    add(token);
                }
                default -> add(token);
            }
        }
        return out;
    }

    /** Lays out the end of a line with the empty lines after it, and gives the last of them. */
    private int lineEnd(Token token, int i) {
        int next = i + 1;
        while (in.get(next).getType() == NEWLINE) {
            next++;
        }
        if (needsEnd() && !goesOn(next)) {
            add(token);
        }
        return next - 1;
    }

    private boolean goesOn(int next) {
        boolean open = Tokens.in(GOES_ON, previous())
                && !LineStart.isStatement(in, next)
                && in.get(next).getType() != EOF;
        return open || Tokens.in(BELONGS_TO_LINE_BEFORE, in.get(next));
    }

    /** Supplies the end of a line before what closes it. */
    private void endLine(Token token) {
        if (needsEnd()) {
            add(Tokens.before(token, NEWLINE, token.getType() == EOF ? "" : token.getText()));
        }
    }

    private boolean needsEnd() {
        return !out.isEmpty() && !Tokens.in(NEEDS_NO_END, previous());
    }

    /** A head with a brace after it, at the top, can only be a definition without its sign. */
    private void leftBrace(Token token) {
        if (depth == 0 && !out.isEmpty() && previous().getType() == RIGHT_PAREN && beginsWithName) {
            errors.reportMended(
                    Code.MALFORMED_DEFINITION,
                    Tokens.span(token),
                    "'=' is missing before '{'",
                    "a definition is written f(x) = { ... }");
            add(Tokens.before(token, ASSIGN, "="));
        }
        depth++;
        add(token);
    }

    private void add(Token token) {
        if (out.isEmpty() || previous().getType() == NEWLINE) {
            beginsWithName = token.getType() == NAME;
        }
        out.add(token);
    }

    private Token previous() {
        return out.get(out.size() - 1);
    }
}
