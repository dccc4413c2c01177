package org.wengert.op;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;

/** What can be told of the argument of a square root: whether it can be 0, and what its derivatives are there. */
enum Radicand {
    /** More than 0 everywhere: no derivative of the root is infinite. */
    POSITIVE,
    /** A sum of squares: 0 only at its minimum, where the root, a norm, has a kink like that of {@code abs}. */
    SQUARES,
    UNKNOWN;

    /** Sums of more terms are not looked through. */
    private static final int MOST_TERMS = 64;

    private static final Set<ScalarOperator> SQUARE = Set.of(Powers.power(2), Powers.power(4));

    static Radicand of(Node radicand) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> terms = new ArrayDeque<>(List.of(radicand));
        boolean positive = false;
        while (!terms.isEmpty()) {
            Node term = terms.pop();
            if (!seen.add(term) || isSquare(term)) {
                continue;
            }
            if (isPositive(term)) {
                positive = true;
            } else if (seen.size() < MOST_TERMS && is(term, Arithmetic.ADD)) {
                term.operands().forEach(terms::push);
            } else if (isSum(term)) {
                terms.push(term.operand(0));
            } else if (is(term, Arithmetic.MULTIPLY) && isPositive(term.operand(0))) {
                terms.push(term.operand(1));
            } else if (is(term, Arithmetic.MULTIPLY) && isPositive(term.operand(1))) {
                terms.push(term.operand(0));
            } else {
                return UNKNOWN;
            }
        }
        return positive ? POSITIVE : SQUARES;
    }

    /** Of the elements of an array. */
    private static boolean isSum(Node node) {
        return node.operator().filter(o -> o.name().startsWith("sum[")).isPresent();
    }

    private static boolean isPositive(Node node) {
        return node.operation() instanceof Operation.Constant c && c.value() > 0;
    }

    private static boolean isSquare(Node node) {
        return node.operator().filter(SQUARE::contains).isPresent()
                || ((is(node, Arithmetic.MULTIPLY) || is(node, Products.DOT)) && node.operand(0) == node.operand(1));
    }

    private static boolean is(Node node, Operator operator) {
        return node.operator().filter(operator::equals).isPresent();
    }

    /** The partial derivative of the root {@code y}. */
    Partial rootPartial(Algebra g, Node y) {
        Node divisor = g.multiply(2, y);
        return switch (this) {
            case POSITIVE -> Partial.over(divisor);
            case SQUARES -> Partial.over(divisor).where(g.apply(Logic.NOT_EQUAL, y, g.constant(0)));
            case UNKNOWN -> Partial.guardedOver(divisor);
        };
    }
}
