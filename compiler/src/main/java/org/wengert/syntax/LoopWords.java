package org.wengert.syntax;

import static org.wengert.grammar.ExprParser.*;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.wengert.shaded.antlr.Token;

/**
 * Tells {@code in} and {@code checkpoint} where a loop has them from names: two names side by side mean nothing else.
 *
 * <p>It runs when no line ends inside of brackets: {@code for} and {@code in} may stand on two lines there.
 */
final class LoopWords {

    private static final BitSet BEFORE_INDEX = Tokens.set(FOR, COMMA);

    private LoopWords() {}

    static List<Token> mark(List<Token> tokens) {
        List<Token> out = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (isIn(tokens, i)) {
                out.add(Tokens.standIn(token, IN, token.getText()));
            } else if (isCheckpoint(tokens, i)) {
                out.add(Tokens.standIn(token, CHECKPOINT, token.getText()));
            } else {
                out.add(token);
            }
        }
        return out;
    }

    private static boolean isIn(List<Token> tokens, int i) {
        return i > 1
                && is(tokens.get(i), "in")
                && tokens.get(i - 1).getType() == NAME
                && Tokens.in(BEFORE_INDEX, tokens.get(i - 2));
    }

    private static boolean isCheckpoint(List<Token> tokens, int i) {
        return i > 0 && is(tokens.get(i), "checkpoint") && Tokens.in(Tokens.END_OPERAND, tokens.get(i - 1));
    }

    private static boolean is(Token token, String word) {
        return token.getType() == NAME && token.getText().equals(word);
    }
}
