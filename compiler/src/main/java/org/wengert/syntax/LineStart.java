package org.wengert.syntax;

import static org.wengert.grammar.ExprLexer.*;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.wengert.shaded.antlr.Token;

/** Tells from the first tokens of a line whether they can only begin a statement, so that the line before has ended. */
final class LineStart {

    private static final BitSet BEGIN_STATEMENT = Tokens.set(RETURN, DERIVE, IF);
    private static final BitSet BRACE_OR_END = Tokens.set(LEFT_BRACE, NEWLINE);

    private LineStart() {}

    /** What to say of a line that begins with a sign and was probably meant to go on from the line before. */
    static Optional<String> hint(Token start) {
        boolean sign = start.getType() == PLUS || start.getType() == MINUS;
        return sign
                ? Optional.of(
                        "to go on from the line before, end that with the operator, or put parentheses around both")
                : Optional.empty();
    }

    /** Whether the token at {@code i} begins {@code return}, {@code name =}, {@code name(...) =} and the like. */
    static boolean isStatement(List<Token> tokens, int i) {
        return Tokens.in(BEGIN_STATEMENT, tokens.get(i))
                || (tokens.get(i).getType() == NAME && tokens.get(i + 1).getType() == ASSIGN)
                || isLoop(tokens, i)
                || isDefinition(tokens, i);
    }

    /** Whether the token at {@code i} begins a loop, which a brace ends, and not the ranges of a comprehension. */
    private static boolean isLoop(List<Token> tokens, int i) {
        if (tokens.get(i).getType() != FOR) {
            return false;
        }
        int end = i;
        while (tokens.get(end).getType() != EOF && !Tokens.in(BRACE_OR_END, tokens.get(end))) {
            end++;
        }
        return tokens.get(end).getType() == LEFT_BRACE;
    }

    /** Whether the token at {@code i} begins {@code derive} or {@code name(...) =}, with the head on one line. */
    static boolean isDefinition(List<Token> tokens, int i) {
        if (tokens.get(i).getType() != NAME || tokens.get(i + 1).getType() != LEFT_PAREN) {
            return tokens.get(i).getType() == DERIVE;
        }
        int depth = 0;
        for (int k = i + 1; ; k++) {
            switch (tokens.get(k).getType()) {
                case LEFT_PAREN, LEFT_BRACKET -> depth++;
                case RIGHT_PAREN, RIGHT_BRACKET -> depth--;
                case NEWLINE, EOF -> {
                    return false;
                }
                default -> {}
            }
            if (depth == 0) {
                return tokens.get(k + 1).getType() == ASSIGN;
            }
        }
    }
}
