package org.wengert.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;

/**
 * Sums of exponentials with weights that vary, as of mixtures: {@code p*exp(a) + (1 - p)*exp(b)/s}. They are evaluated relative to the
 * largest exponential like those of {@link ExponentialSum}; weights may have any sign, and be 0.
 */
final class WeightedExponentials {

    /** Sums of more terms are left as they are. */
    private static final int MOST_TERMS = 64;

    /** Factors of a term are looked through up to here. */
    private static final int DEEPEST = 6;

    private WeightedExponentials() {}

    /** The logarithm of a sum with at least two different exponents. */
    static Optional<Node> logarithm(Algebra g, Node sum) {
        return shift(g, List.of(sum), sum)
                .map(shift -> g.add(shift, g.apply(Exponentials.LOG, relative(g, sum, shift))));
    }

    /** A quotient of two sums, or of a term and a sum. */
    static Optional<Node> quotient(Algebra g, Node a, Node b) {
        return shift(g, List.of(a, b), b).map(shift -> g.divide(relative(g, a, shift), relative(g, b, shift)));
    }

    /** The largest exponent in {@code sum}, if all terms have one. */
    private static Optional<Node> shift(Algebra g, List<Node> all, Node sum) {
        List<Node> exponents = new ArrayList<>();
        if (!all.stream().allMatch(node -> collect(g, node, new ArrayList<>())) || !collect(g, sum, exponents)) {
            return Optional.empty();
        }
        List<Node> different = exponents.stream().distinct().toList();
        return different.size() < 2
                ? Optional.empty()
                : different.stream()
                        .reduce((a, b) -> g.apply(Piecewise.MAX, a, b))
                        .map(largest -> g.apply(ExponentialSum.SHIFT, largest));
    }

    private static boolean isSum(Node node) {
        return Match.is(node, Arithmetic.ADD) || Match.is(node, Arithmetic.SUBTRACT);
    }

    private static boolean collect(Algebra g, Node node, List<Node> exponents) {
        if (isSum(node)) {
            return exponents.size() < MOST_TERMS
                    && collect(g, node.operand(1), exponents)
                    && collect(g, node.operand(0), exponents);
        }
        Optional<Node> exponent = exponent(g, node, DEEPEST);
        exponent.ifPresent(exponents::add);
        return exponent.filter(e -> !ExponentialSum.isShifted(e)).isPresent();
    }

    /** The exponent of the first factor that is an exponential. */
    private static Optional<Node> exponent(Algebra g, Node term, int depth) {
        if (Match.is(term, Exponentials.EXP)) {
            return Optional.of(term.operand(0));
        }
        if (Match.is(term, Bells.gauss(0))) {
            return Optional.of(g.negate(g.square(term.operand(0))));
        }
        return factor(g, term, depth).flatMap(i -> exponent(g, term.operand(i), depth - 1));
    }

    /** Which operand of a product, a quotient or an opposite has the exponential. */
    private static Optional<Integer> factor(Algebra g, Node term, int depth) {
        if (depth == 0) {
            return Optional.empty();
        }
        if (Match.is(term, Arithmetic.MULTIPLY)) {
            return exponent(g, term.operand(0), depth - 1).isPresent()
                    ? Optional.of(0)
                    : exponent(g, term.operand(1), depth - 1).map(e -> 1);
        }
        return (Match.is(term, Arithmetic.DIVIDE) || Match.is(term, Arithmetic.NEGATE))
                        && exponent(g, term.operand(0), depth - 1).isPresent()
                ? Optional.of(0)
                : Optional.empty();
    }

    /** The same over {@code exp(shift)}. */
    private static Node relative(Algebra g, Node node, Node shift) {
        if (Match.is(node, Arithmetic.ADD)) {
            return g.add(relative(g, node.operand(0), shift), relative(g, node.operand(1), shift));
        }
        if (Match.is(node, Arithmetic.SUBTRACT)) {
            return g.subtract(relative(g, node.operand(0), shift), relative(g, node.operand(1), shift));
        }
        if (Match.is(node, Exponentials.EXP) || Match.is(node, Bells.gauss(0))) {
            Node exponent = exponent(g, node, 0).orElseThrow();
            return g.apply(Exponentials.EXP, g.subtract(exponent, shift));
        }
        int with = factor(g, node, DEEPEST).orElseThrow();
        Node inner = relative(g, node.operand(with), shift);
        if (Match.is(node, Arithmetic.NEGATE)) {
            return g.negate(inner);
        }
        if (Match.is(node, Arithmetic.DIVIDE)) {
            return g.divide(inner, node.operand(1));
        }
        return with == 0 ? g.multiply(inner, node.operand(1)) : g.multiply(node.operand(0), inner);
    }
}
