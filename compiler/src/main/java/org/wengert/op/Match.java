package org.wengert.op;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;

/** What the left sides of identities are looked for with. */
final class Match {

    /** Sums of more terms are not looked through. */
    private static final int MOST_TERMS = 16;

    private static final int DEEPEST = 6;

    private Match() {}

    static boolean is(Node node, Operator operator) {
        return node.operator().filter(operator::equals).isPresent();
    }

    /** The operand of {@code node} if that applies the unary {@code operator}. */
    static Optional<Node> operand(Node node, ScalarOperator operator) {
        return Arithmetic.operand(node, operator);
    }

    static Optional<Double> constant(Node node) {
        return Powers.constant(node);
    }

    static boolean isPositive(Node node) {
        return constant(node).filter(c -> c > 0 && c < Double.POSITIVE_INFINITY).isPresent();
    }

    /** A number times a value, in either order, or over it. */
    record Scaled(double factor, Node value) {}

    /** What {@code node} is a multiple of, itself if nothing else. */
    static Scaled scaled(Node node) {
        if (is(node, Arithmetic.MULTIPLY)) {
            for (int i = 0; i < 2; i++) {
                Optional<Double> c = constant(node.operand(i));
                if (c.isPresent()) {
                    return new Scaled(c.get(), node.operand(1 - i));
                }
            }
        }
        if (is(node, Arithmetic.DIVIDE) && constant(node.operand(1)).isPresent()) {
            return new Scaled(1 / constant(node.operand(1)).get(), node.operand(0));
        }
        return new Scaled(1, node);
    }

    /** {@code u} of a sum with 1, of which {@code 1 - u} is one with {@code -u}. */
    static Optional<Node> onePlus(Algebra g, Node node) {
        if (is(node, Arithmetic.SUBTRACT) && node.operand(0).isConstant(1)) {
            return Optional.of(g.negate(node.operand(1)));
        }
        return Exponentials.onePlus(node);
    }

    /** {@code u} of a sum {@code k + u} with a constant. */
    static Optional<Node> excessOver(Algebra g, Node sum, double k) {
        if (is(sum, Arithmetic.SUBTRACT)) {
            return sum.operand(0).isConstant(k)
                    ? Optional.of(g.negate(sum.operand(1)))
                    : sum.operand(1).isConstant(-k) ? Optional.of(sum.operand(0)) : Optional.empty();
        }
        return !is(sum, Arithmetic.ADD)
                ? Optional.empty()
                : sum.operand(0).isConstant(k)
                        ? Optional.of(sum.operand(1))
                        : sum.operand(1).isConstant(k) ? Optional.of(sum.operand(0)) : Optional.empty();
    }

    /** {@code u} of {@code 1 + u^2}, in either order. */
    static Optional<Node> onePlusSquare(Node node) {
        return Exponentials.onePlus(node).flatMap(Match::square);
    }

    /** {@code u} of {@code sqrt(1 + u^2)}, which is {@code hypot(1, u)}. */
    static Optional<Node> rootOfOnePlusSquare(Node node) {
        if (is(node, Euclidean.HYPOT)) {
            return node.operand(0).isConstant(1)
                    ? Optional.of(node.operand(1))
                    : node.operand(1).isConstant(1) ? Optional.of(node.operand(0)) : Optional.empty();
        }
        return operand(node, Powers.SQRT).flatMap(Match::onePlusSquare);
    }

    static Optional<Node> square(Node node) {
        return operand(node, Powers.power(2));
    }

    /** {@code n} of a constant integer power. */
    static Optional<Integer> wholeExponent(Node node) {
        return node.operator().flatMap(Powers::wholeExponent);
    }

    /** What becomes of a dividend when one of its two factors, or what it is the opposite of, does. */
    static Optional<Node> inDividend(Algebra g, Node dividend, Function<Node, Optional<Node>> quotient) {
        Optional<Node> opposite = operand(dividend, Arithmetic.NEGATE);
        if (opposite.isPresent()) {
            return inDividend(g, opposite.get(), quotient).map(g::negate);
        }
        Optional<Node> whole = quotient.apply(dividend);
        if (whole.isPresent() || !is(dividend, Arithmetic.MULTIPLY)) {
            return whole;
        }
        Optional<Node> first = quotient.apply(dividend.operand(0)).map(q -> g.multiply(q, dividend.operand(1)));
        return first.isPresent()
                ? first
                : quotient.apply(dividend.operand(1)).map(q -> g.multiply(dividend.operand(0), q));
    }

    /** Whether one is the opposite of the other. */
    static boolean opposite(Node a, Node b) {
        return operand(a, Arithmetic.NEGATE).filter(b::equals).isPresent()
                || operand(b, Arithmetic.NEGATE).filter(a::equals).isPresent()
                || oppositeMultiples(scaled(a), scaled(b));
    }

    private static boolean oppositeMultiples(Scaled a, Scaled b) {
        return a.factor() == -b.factor() && a.value().equals(b.value());
    }

    /** The terms of a sum with how often they occur, and a constant under no node. */
    private static final class Terms {
        private final Map<Node, Integer> counts = new LinkedHashMap<>();
        private final Algebra algebra;
        private double constant;
        private boolean cancelled;
        private int visited;

        private Terms(Algebra algebra) {
            this.algebra = algebra;
        }

        boolean add(Node node, int sign) {
            // Not of the terms alone: a long sum is found to be one only after all the way to its first term.
            if (++visited > 4 * MOST_TERMS || counts.size() > MOST_TERMS) {
                return false;
            }
            if (is(node, Arithmetic.ADD) || is(node, Arithmetic.SUBTRACT)) {
                int second = is(node, Arithmetic.ADD) ? sign : -sign;
                return add(node.operand(0), sign) && add(node.operand(1), second);
            }
            if (is(node, Steps.DIFFERENCE_OF_SQUARES)) {
                return add(algebra.square(node.operand(0)), sign) && add(algebra.square(node.operand(1)), -sign);
            }
            if (is(node, Trigonometric.ONE_MINUS_SQUARE)) {
                constant += sign;
                return add(algebra.square(node.operand(0)), -sign);
            }
            Optional<Node> negated = operand(node, Arithmetic.NEGATE);
            if (negated.isPresent()) {
                return add(negated.get(), -sign);
            }
            Optional<Double> c = Match.constant(node);
            if (c.isPresent()) {
                constant += sign * c.get();
                return true;
            }
            int before = counts.getOrDefault(node, 0);
            cancelled |= before * sign < 0;
            counts.put(node, before + sign);
            return true;
        }

        Node sum(Algebra g) {
            Node sum = g.constant(constant);
            boolean first = constant == 0;
            for (Map.Entry<Node, Integer> term : counts.entrySet()) {
                int count = term.getValue();
                for (int i = 0; i < Math.abs(count); i++) {
                    Node node = term.getKey();
                    sum = first
                            ? count < 0 ? g.negate(node) : node
                            : count < 0 ? g.subtract(sum, node) : g.add(sum, node);
                    first = false;
                }
            }
            return sum;
        }
    }

    /** The difference of two sums (each of the terms of its list) in which a term cancelled, without that term. */
    static Optional<Node> distance(Algebra g, List<Node> a, List<Node> b) {
        Terms terms = new Terms(g);
        for (Node node : a) {
            if (!terms.add(node, 1)) {
                return Optional.empty();
            }
        }
        boolean own = terms.cancelled;
        for (Node node : b) {
            if (!terms.add(node, -1)) {
                return Optional.empty();
            }
        }
        return terms.cancelled
                        && !own
                        && terms.counts.values().stream().mapToInt(Math::abs).sum() <= 2
                ? Optional.of(terms.sum(g))
                : Optional.empty();
    }

    /**
     * Two places of which one is the other one and something: {@code base} and {@code base + by}, in which {@code by} has its digits.
     *
     * @param forward whether the second of the two is the base
     */
    record Step(Node base, Node by, boolean forward) {

        /** Whether the base moves with the step: from {@code x - y} to {@code x + y} both are infinite where y is. */
        boolean leavesWhatItMoves() {
            return isSum(base)
                    && terms(base, DEEPEST).anyMatch(term -> terms(by, DEEPEST).anyMatch(term::equals));
        }

        private static Stream<Node> terms(Node node, int depth) {
            boolean sum = isSum(node) || operand(node, Arithmetic.NEGATE).isPresent();
            return node.isConstant()
                    ? Stream.of()
                    : depth > 0 && sum
                            ? node.operands().stream().flatMap(o -> terms(o, depth - 1))
                            : Stream.of(scaled(node).value());
        }

        /** {@code f(base + by) - f(base)}, or the opposite, so that it is what {@code a} has more than {@code b}. */
        Node difference(Algebra g, Node of) {
            return forward ? of : g.negate(of);
        }
    }

    /** How {@code a} is reached from {@code b}, or {@code b} from {@code a}: never from the longer sum back. */
    static Optional<Step> step(Algebra g, Node a, Node b) {
        Scaled multiple = scaled(a);
        Scaled other = scaled(b);
        if (multiple.factor() == other.factor() && multiple.factor() > 0 && multiple.factor() != 1) {
            return step(g, multiple.value(), other.value())
                    .map(s -> new Step(
                            s.base() == other.value() ? b : a, g.multiply(multiple.factor(), s.by()), s.forward()));
        }
        boolean forward = !isSum(b) || isSum(a);
        Optional<Node> by = forward ? distance(g, a, b) : distance(g, b, a);
        boolean negative = by.flatMap(Match::constant).filter(c -> c < 0).isPresent();
        // From x + 3 to x + 1 the step is back: there is no shorter one.
        return negative && isSum(a) && isSum(b)
                ? by.map(d -> new Step(a, g.negate(d), false))
                : by.map(d -> new Step(forward ? b : a, d, forward));
    }

    private static boolean isSum(Node node) {
        return is(node, Arithmetic.ADD) || is(node, Arithmetic.SUBTRACT);
    }

    static Optional<Node> distance(Algebra g, Node a, Node b) {
        return distance(g, List.of(a), List.of(b));
    }
}
