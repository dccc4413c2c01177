package org.wengert.syntax;

import static org.wengert.grammar.ExprLexer.*;

import java.util.BitSet;
import org.wengert.shaded.antlr.CommonToken;
import org.wengert.shaded.antlr.Token;
import org.wengert.source.Span;

/** What the stages ask of tokens: where they are, what they can begin and end, how a message calls them. */
final class Tokens {

    /** What an operand ends with. */
    static final BitSet END_OPERAND = set(NAME, NUMBER, RIGHT_PAREN, RIGHT_BRACKET, PRIME);
    /** What an operand begins with, signs aside. */
    static final BitSet BEGIN_OPERAND = set(NAME, NUMBER, LEFT_PAREN, LEFT_BRACKET);
    /** What an expression begins with. */
    static final BitSet BEGIN_EXPRESSION = set(NAME, NUMBER, LEFT_PAREN, LEFT_BRACKET, MINUS, PLUS, NOT);

    static final BitSet RESERVED = set(DERIVE, RETURN, IF, ELSE, FOR, AND, OR, NOT);

    /** What stands between two operands. */
    static final BitSet INFIX = set(
            PLUS,
            MINUS,
            TIMES,
            DIVIDE,
            REMAINDER,
            POWER,
            BACKSLASH,
            ELEMENTWISE_PLUS,
            ELEMENTWISE_MINUS,
            ELEMENTWISE_TIMES,
            ELEMENTWISE_DIVIDE,
            ELEMENTWISE_POWER,
            LESS,
            LESS_EQUAL,
            GREATER,
            GREATER_EQUAL,
            EQUAL,
            NOT_EQUAL,
            AND,
            OR,
            QUESTION);

    private static final int LONGEST_QUOTE = 30;

    private Tokens() {}

    static BitSet set(int... types) {
        BitSet set = new BitSet();
        for (int type : types) {
            set.set(type);
        }
        return set;
    }

    static boolean in(BitSet types, Token token) {
        return token.getType() >= 0 && types.get(token.getType());
    }

    static Span span(Token token) {
        int start = token.getStartIndex();
        return new Span(start, Math.max(start, token.getStopIndex() + 1));
    }

    static Span span(Token first, Token last) {
        return span(first).to(span(last));
    }

    /** A token of another type and text that stands where {@code at} stands. */
    static Token standIn(Token at, int type, String text) {
        CommonToken token = new CommonToken(at);
        token.setType(type);
        token.setText(text);
        return token;
    }

    /** A token that nobody wrote, just after {@code previous}. */
    static Token after(Token previous, int type, String text) {
        int offset = previous.getStopIndex() + 1;
        return placed(previous, type, text, new Span(offset, offset));
    }

    /** A token that nobody wrote, just before {@code next}. */
    static Token before(Token next, int type, String text) {
        int offset = next.getStartIndex();
        return placed(next, type, text, new Span(offset, offset));
    }

    /** A token at {@code span}, for the rest like {@code near}. */
    static Token placed(Token near, int type, String text, Span span) {
        CommonToken token = new CommonToken(near);
        token.setType(type);
        token.setText(text);
        token.setStartIndex(span.start());
        token.setStopIndex(span.end() - 1);
        return token;
    }

    static boolean adjacent(Token left, Token right) {
        return left.getStopIndex() + 1 == right.getStartIndex();
    }

    /** A token as a message names it. */
    static String quote(Token token) {
        return switch (token.getType()) {
            case Token.EOF -> "the end of the file";
            case NEWLINE -> quoteLineEnd(token.getText());
            case PRIME -> "\"'\"";
            default -> "'" + brief(token.getText()) + "'";
        };
    }

    /** A NEWLINE that the layout supplied carries the text of what follows it. */
    private static String quoteLineEnd(String text) {
        if (text.equals("}")) {
            return "'}'";
        }
        return text.isEmpty() ? "the end of the file" : "the end of the line";
    }

    /** The first characters of what may be a megabyte. */
    static String brief(String text) {
        if (text.length() <= LONGEST_QUOTE) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_QUOTE - 1)) ? LONGEST_QUOTE - 1 : LONGEST_QUOTE;
        return text.substring(0, end) + "...";
    }
}
