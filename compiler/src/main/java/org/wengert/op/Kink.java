package org.wengert.op;

import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;

/**
 * On which side of a kink a series is. The first coefficient that is not 0 decides, so that {@code abs(x*sin(x))} at 0 is
 * {@code x*sin(x)}, with all its coefficients; where that is the first derivative, the value goes through the kink, there is no
 * Taylor series, and what derivatives are there by convention is what the coefficients are.
 */
final class Kink {

    private Kink() {}

    /** -1, 0 or 1: the sign of {@code x}, from the coefficients up to {@code k}. */
    static Node sign(Algebra g, Series x, int k) {
        Node sign = g.apply(Piecewise.SIGN, x.at(0).orElseThrow());
        Node decided = isNotZero(g, x, 0);
        for (int j = 1; j <= k; j++) {
            Optional<Node> coefficient = x.at(j);
            if (coefficient.isPresent() && j > 1) {
                sign = g.select(decided, sign, g.apply(Piecewise.SIGN, coefficient.get()));
            }
            decided = coefficient.isPresent() ? g.apply(Logic.OR, decided, isNotZero(g, x, j)) : decided;
        }
        return sign;
    }

    /** Whether {@code x} is above 0. */
    static Node isAbove(Algebra g, Series x, int k) {
        return k < 2
                ? g.apply(Logic.GREATER, x.at(0).orElseThrow(), g.constant(0))
                : g.apply(Logic.GREATER, sign(g, x, k), g.constant(0));
    }

    private static Node isNotZero(Algebra g, Series x, int j) {
        return g.apply(Logic.NOT_EQUAL, x.at(j).orElseThrow(), g.constant(0));
    }

    /** Whether the first of two is chosen, which wins a tie, {@code comparison} being {@code >=} for the larger one. */
    static Node isFirst(Algebra g, Series a, Series b, int k, Operator comparison) {
        Node first = g.apply(comparison, a.at(0).orElseThrow(), b.at(0).orElseThrow());
        Node decided = g.apply(Logic.NOT_EQUAL, a.at(0).orElseThrow(), b.at(0).orElseThrow());
        for (int j = 1; j <= k; j++) {
            if (a.at(j).isEmpty() && b.at(j).isEmpty()) {
                continue;
            }
            Node left = a.at(j).orElseGet(() -> g.constant(0));
            Node right = b.at(j).orElseGet(() -> g.constant(0));
            if (j > 1) {
                Node here = g.apply(comparison, left, right);
                first = g.apply(
                        Logic.OR,
                        g.apply(Logic.AND, decided, first),
                        g.apply(Logic.AND, g.apply(Logic.NOT, decided), here));
            }
            decided = g.apply(Logic.OR, decided, g.apply(Logic.NOT_EQUAL, left, right));
        }
        return first;
    }
}
