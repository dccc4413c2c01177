package org.wengert.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.wengert.syntax.Syntax.Expression;

/**
 * From {@link Syntax} to text with the fewest parentheses and one spacing, which parses to the same tree.
 *
 * <p>{@code (y)*log( x )+1} is {@code y*log(x) + 1}. Pieces wait on a stack of its own, so that no depth overflows the
 * caller's; a text with a limit is made from both ends and costs no more than the limit allows.
 */
public final class Unparser {

    private static final String ELISION = "...";

    private Unparser() {}

    /** The whole expression. */
    public static String text(Expression expression) {
        return text(expression, Integer.MAX_VALUE);
    }

    /** The expression in at most {@code mostCharacters}, at least 3, with its middle left out where it is longer. */
    public static String text(Expression expression, int mostCharacters) {
        StringBuilder head = new StringBuilder();
        if (write(expression, Direction.FORWARD, mostCharacters, head)) {
            return head.toString();
        }
        int half = (mostCharacters - ELISION.length()) / 2;
        head.setLength(0);
        write(expression, Direction.FORWARD, mostCharacters - ELISION.length() - half, head);
        StringBuilder tail = new StringBuilder();
        write(expression, Direction.BACKWARD, half, tail);
        return head.toString().stripTrailing()
                + ELISION
                + tail.reverse().toString().stripLeading();
    }

    /** A function as {@link Statements} lays it out. */
    public static String text(Syntax.Function function) {
        return new Statements().function(function);
    }

    /** A whole file; without comments. */
    public static String text(Syntax.Program program) {
        return new Statements().program(program);
    }

    /** Appends whole pieces while they fit; false where some do not. Backward, the text comes out reversed. */
    private static boolean write(Expression expression, Direction direction, int most, StringBuilder out) {
        Deque<Object> waiting = new ArrayDeque<>();
        waiting.push(expression);
        while (!waiting.isEmpty()) {
            Object next = waiting.pop();
            if (next instanceof String piece) {
                String spaced = spaced(piece, direction, out);
                if (spaced.length() > most - out.length()) {
                    return false;
                }
                out.append(direction == Direction.FORWARD ? spaced : new StringBuilder(spaced).reverse());
            } else {
                List<Object> pieces = new ArrayList<>();
                Pieces.of((Expression) next, pieces);
                if (direction == Direction.FORWARD) {
                    Collections.reverse(pieces);
                }
                pieces.forEach(waiting::push);
            }
        }
        return true;
    }

    /** The product {@code 2. *x} keeps its space: {@code 2.*x} would be elementwise. */
    private static String spaced(String piece, Direction direction, StringBuilder out) {
        if (out.isEmpty()) {
            return piece;
        }
        char written = out.charAt(out.length() - 1);
        return direction == Direction.FORWARD
                ? (isElementwise(written, piece.charAt(0)) ? " " : "") + piece
                : piece + (isElementwise(piece.charAt(piece.length() - 1), written) ? " " : "");
    }

    private static boolean isElementwise(char left, char right) {
        return left == '.' && "*/^".indexOf(right) >= 0;
    }

    private enum Direction {
        FORWARD,
        BACKWARD
    }
}
