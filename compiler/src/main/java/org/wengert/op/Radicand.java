package org.wengert.op;

import static org.wengert.op.Match.is;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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

    /** What makes numbers of sizes. */
    private static final Set<ScalarOperator> SIZES = Set.of(Arithmetic.ADD, Arithmetic.SUBTRACT, Arithmetic.MULTIPLY);

    /** Products of sums of products are looked through so far. */
    private static final int DEEPEST = 6;

    private static final Set<Operator> NOWHERE_NEGATIVE = Set.of(
            Piecewise.ABS,
            Piecewise.RELU,
            Exponentials.EXP,
            Exponentials.SOFTPLUS,
            Exponentials.SIGMOID,
            Special.ERFC,
            Special.NORMAL_CDF,
            Trigonometric.COSH,
            Trigonometric.LOG_COSH,
            Steps.ONE_MINUS_COS,
            Euclidean.NORM);

    /** Whether a value can be told to be 0 or more everywhere; integers and what sizes make may be less. */
    static boolean isNowhereNegative(Node node) {
        return isNowhereNegative(node, DEEPEST);
    }

    private static boolean isNowhereNegative(Node node, int depth) {
        boolean product = is(node, Arithmetic.MULTIPLY) || is(node, Arithmetic.ADD);
        return node.operator().filter(NOWHERE_NEGATIVE::contains).isPresent()
                || Euclidean.isNorm(node)
                || of(node, Match::isPositive, read -> read) != UNKNOWN
                || (product && depth > 0 && node.operands().stream().allMatch(x -> isNowhereNegative(x, depth - 1)));
    }

    /** Whether a value can be told to be more than 0 everywhere, by a number of at least a constant. */
    static boolean isAboveZero(Algebra g, Node node) {
        return of(node, Match::isPositive, g.builder()::meaning) == POSITIVE;
    }

    static Radicand of(Node radicand) {
        return of(radicand, Radicand::isPositive, read -> read);
    }

    /**
     * What can be told of a value.
     *
     * @param meaning what an input of a body stands for
     */
    private static Radicand of(Node radicand, Predicate<Node> isPositive, UnaryOperator<Node> meaning) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> terms = new ArrayDeque<>(List.of(radicand));
        boolean positive = false;
        boolean squares = true;
        while (!terms.isEmpty()) {
            Node term = meaning.apply(terms.pop());
            if (!seen.add(term) || isSquare(term) || term.isConstant(0)) {
                continue;
            }
            if (seen.size() > MOST_TERMS) {
                return UNKNOWN;
            }
            Optional<List<Node>> parts = parts(term);
            if (isPositive.test(term)) {
                positive = true;
            } else if (is(term, Powers.SQRT)
                    || term.operator().filter(NOWHERE_NEGATIVE::contains).isPresent()) {
                squares = false;
            } else if (parts.isPresent()) {
                parts.get().forEach(terms::push);
            } else if (is(term, Arithmetic.DIVIDE) && isPositive.test(term.operand(1))) {
                terms.push(term.operand(0));
            } else if (is(term, Arithmetic.MULTIPLY) && isPositive.test(term.operand(0))) {
                terms.push(term.operand(1));
            } else if (is(term, Arithmetic.MULTIPLY) && isPositive.test(term.operand(1))) {
                terms.push(term.operand(0));
            } else {
                return UNKNOWN;
            }
        }
        return positive ? POSITIVE : squares ? SQUARES : UNKNOWN;
    }

    /** What has to be a sum of squares if this is to be one: terms, elements, what iterations add, what branches give. */
    private static Optional<List<Node>> parts(Node node) {
        if (is(node, Arithmetic.ADD)) {
            return Optional.of(node.operands());
        }
        if (node.operation() instanceof Operation.Item item) {
            return parts(node.operand(0), item.index());
        }
        return node.operator()
                .filter(o -> o instanceof ArrayOperator array
                        && node.operands().size() == 1
                        && (array.use().isFree() || array.name().startsWith("sum[")))
                .map(o -> node.operands());
    }

    private static Optional<List<Node>> parts(Node tuple, int index) {
        if (tuple.operation() instanceof Operation.Cond cond) {
            return Optional.of(List.of(
                    cond.then().graph().results().get(index),
                    cond.otherwise().graph().results().get(index)));
        }
        if (!(tuple.operation() instanceof Operation.Loop loop)) {
            return Optional.empty();
        }
        Node given = loop.body().graph().results().get(index);
        if (index >= loop.carried()) {
            return Optional.of(List.of(given));
        }
        Node state = loop.body().graph().inputs().get(index);
        return is(given, Arithmetic.ADD) && given.operands().contains(state)
                ? Optional.of(List.of(tuple.operand(index), given.operand(given.operand(0) == state ? 1 : 0)))
                : Optional.empty();
    }

    /** Whether a node sums all elements of an array. */
    static boolean isTotal(Node node) {
        return node.type().isScalar()
                && node.operator().filter(o -> o.name().startsWith("sum[")).isPresent();
    }

    /** Numbers that sizes make count as positive: what is divided by a size of 0 has no value. */
    static boolean isPositive(Node node) {
        return (node.operation() instanceof Operation.Constant c && c.value() > 0) || isSize(node);
    }

    private static boolean isSize(Node node) {
        return node.operation() instanceof Operation.Whole
                || (node.operator().filter(SIZES::contains).isPresent()
                        && node.operands().stream().allMatch(o -> o.isConstant() || isSize(o)));
    }

    private static boolean isSquare(Node node) {
        return node.operator().filter(Powers::isEvenPower).isPresent()
                || is(node, Steps.COSH_LESS_ONE)
                || ((is(node, Arithmetic.MULTIPLY) || is(node, Products.DOT)) && node.operand(0) == node.operand(1));
    }

    /** The partial derivative of the root {@code y} of {@code x}. */
    static Partial rootPartial(Algebra g, Node x, Node y) {
        Node divisor = g.multiply(2, y);
        return switch (of(x)) {
            case POSITIVE -> Partial.over(divisor);
            case SQUARES -> Partial.overNorm(divisor);
            case UNKNOWN -> Partial.guardedOver(divisor, y).winning(Steep.standsStill(g, x, 0.5));
        };
    }
}
