package org.wengert.syntax;

import static org.wengert.grammar.ExprLexer.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.wengert.diagnostic.Code;
import org.wengert.shaded.antlr.Token;
import org.wengert.source.SourceText;

/**
 * Matches brackets before anything is parsed: what is left open is reported where it opens and closed where it can no
 * longer be meant to be open, what closes nothing is reported and left out. Line ends inside ( ) and [ ] vanish.
 */
final class Brackets {

    private final SourceText source;
    private final SyntaxErrors errors;
    private final List<Token> in;
    private final List<Token> out;
    private final Deque<Open> open = new ArrayDeque<>();
    private int openBraces;

    private Brackets(SourceText source, SyntaxErrors errors, List<Token> in) {
        this.source = source;
        this.errors = errors;
        this.in = in;
        this.out = new ArrayList<>(in.size());
    }

    static List<Token> balance(SourceText source, List<Token> tokens, SyntaxErrors errors) {
        return new Brackets(source, errors, tokens).apply();
    }

    private List<Token> apply() {
        for (int i = 0; i < in.size(); i++) {
            Token token = in.get(i);
            switch (token.getType()) {
                case LEFT_PAREN, LEFT_BRACKET -> open(token);
                case LEFT_BRACE -> {
                    closeInner();
                    openBraces++;
                    open(token);
                }
                case RIGHT_PAREN, RIGHT_BRACKET -> close(token);
                case RIGHT_BRACE -> closeBrace(token);
                case SEMICOLON -> semicolon(token, i + 1);
                case NEWLINE -> lineEnd(token, i + 1);
                case EOF -> {
                    closeAll();
                    out.add(token);
                }
                default -> out.add(token);
            }
        }
        return out;
    }

    private void open(Token token) {
        boolean brace = token.getType() == LEFT_BRACE;
        int parens = brace ? 0 : inner(LEFT_PAREN) + (token.getType() == LEFT_PAREN ? 1 : 0);
        int brackets = brace ? 0 : inner(LEFT_BRACKET) + (token.getType() == LEFT_BRACKET ? 1 : 0);
        open.push(new Open(token, parens, brackets));
        out.add(token);
    }

    /** How many of a kind are open inside the innermost brace. */
    private int inner(int type) {
        if (open.isEmpty()) {
            return 0;
        }
        return type == LEFT_PAREN ? open.getFirst().parens() : open.getFirst().brackets();
    }

    private void close(Token token) {
        int opening = token.getType() == RIGHT_PAREN ? LEFT_PAREN : LEFT_BRACKET;
        if (inner(opening) == 0) {
            unopened(token);
            return;
        }
        while (top() != opening) {
            closeMissing();
        }
        open.pop();
        out.add(token);
    }

    private void closeBrace(Token token) {
        if (openBraces == 0) {
            unopened(token);
            return;
        }
        closeInner();
        open.pop();
        openBraces--;
        out.add(token);
    }

    /** Between the rows of a matrix; elsewhere it is the end of a line in another language. */
    private void semicolon(Token token, int next) {
        if (top() == LEFT_BRACKET) {
            out.add(token);
        } else {
            errors.reportMended(
                    Code.FOREIGN_SPELLING,
                    Tokens.span(token),
                    "';' is not an operator here",
                    "leave ';' out: a new line ends a statement");
            lineEnd(Tokens.standIn(token, NEWLINE, "\n"), next);
        }
    }

    private void lineEnd(Token token, int next) {
        if (inside() && LineStart.isStatement(in, next)) {
            closeInner();
        }
        if (openBraces > 0 && LineStart.isDefinition(in, next) && !isIndented(in.get(next))) {
            closeAll();
        }
        if (!inside()) {
            out.add(token);
        }
    }

    /** Whether a line is further in than the line of the innermost brace, and so meant to be in it. */
    private boolean isIndented(Token token) {
        Token brace = open.getFirst().token();
        return indentation(token) > indentation(brace);
    }

    private int indentation(Token token) {
        String line = source.lineAt(token.getStartIndex());
        return line.length() - line.stripLeading().length();
    }

    /** Whether the innermost bracket joins lines. */
    private boolean inside() {
        return top() == LEFT_PAREN || top() == LEFT_BRACKET;
    }

    private int top() {
        return open.isEmpty() ? EOF : open.getFirst().token().getType();
    }

    private void closeInner() {
        while (inside()) {
            closeMissing();
        }
    }

    private void closeAll() {
        while (!open.isEmpty()) {
            closeMissing();
        }
    }

    private void closeMissing() {
        Token opening = open.pop().token();
        Token last = out.get(out.size() - 1);
        errors.report(
                Code.UNCLOSED_BRACKET,
                Tokens.span(opening),
                "'" + opening.getText() + "' is never closed",
                "close it with '" + closing(opening) + "'");
        switch (opening.getType()) {
            case LEFT_PAREN -> out.add(Tokens.after(last, RIGHT_PAREN, ")"));
            case LEFT_BRACKET -> out.add(Tokens.after(last, RIGHT_BRACKET, "]"));
            default -> {
                openBraces--;
                out.add(Tokens.after(last, RIGHT_BRACE, "}"));
            }
        }
    }

    private static String closing(Token opening) {
        return switch (opening.getType()) {
            case LEFT_PAREN -> ")";
            case LEFT_BRACKET -> "]";
            default -> "}";
        };
    }

    private void unopened(Token token) {
        String message = "'" + token.getText() + "' closes nothing";
        errors.report(Code.UNOPENED_BRACKET, Tokens.span(token), message, "leave it out, or open it before");
    }

    /** An open bracket with how many of each kind are open from the innermost brace to it: no search when one closes. */
    private record Open(Token token, int parens, int brackets) {}
}
