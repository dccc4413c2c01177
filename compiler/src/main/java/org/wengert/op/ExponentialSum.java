package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;

/**
 * A sum of two or more multiples of exponentials, {@code exp(a) + 2*exp(b) + 3}, that can be evaluated relative to the largest of them:
 * {@code exp(m)*(exp(a - m) + 2*exp(b - m) + 3*exp(-m))}. What {@code m} is makes no difference to the value, so that it counts
 * as a constant for derivatives (Blanchard, Higham, Higham 2021, equations 1.3 and 1.4).
 *
 * @param terms the last one first
 */
record ExponentialSum(List<Term> terms) {

    /** Sums of more terms are left as they are. */
    private static final int LARGEST = 256;

    /** The largest exponent where it is finite; relative to an infinite one every other would be NaN. */
    static final ScalarOperator SHIFT = function(
                    "shift",
                    "x held constant, 0 if it is not finite",
                    "x if finite, else 0; with derivative 0",
                    x -> Math.abs(x) <= Double.MAX_VALUE ? x : 0)
            .internal()
            .notation("abs(x) < inf ? x : 0")
            .java(JavaForm.of("Math.abs($0) <= Double.MAX_VALUE ? $0 : 0.0"))
            .cost(1, 0)
            .locallyConstant()
            .build();

    /**
     * A term {@code weight*exp(exponent)}; a constant is one with the exponent 0.
     *
     * @param weight more than 0, but in a difference
     */
    record Term(double weight, Node exponent) {}

    /** The sum that {@code node} is, unless it is evaluated relative to its largest term already. */
    static Optional<ExponentialSum> of(Algebra g, Node node) {
        List<Term> terms = new ArrayList<>();
        return (isSum(node) || cosh(node).isPresent())
                        && collect(g, node, terms)
                        && terms.stream().anyMatch(t -> !t.exponent().isConstant())
                ? Optional.of(new ExponentialSum(List.copyOf(terms)))
                : Optional.empty();
    }

    /**
     * One of which terms are subtracted, for a logarithm alone: relative to the largest exponent too. Beside a constant: without one the
     * plain form is 0 far to the left, whose logarithm is a value.
     */
    static Optional<Node> logarithmOfDifference(Algebra g, Node node) {
        List<Term> terms = new ArrayList<>();
        boolean match = collect(g, node, 1, terms)
                && terms.stream().anyMatch(t -> t.exponent().isConstant())
                && terms.stream().anyMatch(t -> t.weight() < 0)
                && terms.stream().anyMatch(t -> t.weight() > 0 && !t.exponent().isConstant());
        if (!match) {
            return Optional.empty();
        }
        Node shift = new ExponentialSum(List.copyOf(terms)).largest(g);
        return Optional.of(g.add(shift, g.apply(Exponentials.LOG, relative(g, node, shift))));
    }

    /** The same with all exponents less the shift, so that differences keep what digits they have. */
    private static Node relative(Algebra g, Node node, Node shift) {
        Match.Scaled scaled = Match.scaled(node);
        if (node.isConstant() || scaled.factor() != 1) {
            Node of = node.isConstant() ? exp(g, g.constant(0), shift) : relative(g, scaled.value(), shift);
            return g.multiply(Match.constant(node).orElse(scaled.factor()), of);
        }
        Node a = node.operand(0);
        if (Match.is(node, Arithmetic.SUBTRACT)) {
            return g.subtract(relative(g, a, shift), relative(g, node.operand(1), shift));
        }
        if (isSum(node)) {
            return g.add(relative(g, a, shift), relative(g, node.operand(1), shift));
        }
        if (Match.is(node, Arithmetic.NEGATE)) {
            return g.negate(relative(g, a, shift));
        }
        if (Match.is(node, Distances.EXP_STEP)) {
            return g.apply(Distances.EXP_STEP, g.subtract(a, shift), node.operand(1));
        }
        if (Match.is(node, Distances.EXP_DIFFERENCE)) {
            return difference(g, a, node.operand(1), shift);
        }
        if (Match.is(node, Exponentials.EXPM1)) {
            return difference(g, a, g.constant(0), shift);
        }
        if (Match.is(node, Trigonometric.SINH)) {
            return g.multiply(0.5, difference(g, a, g.negate(a), shift));
        }
        return Match.is(node, Trigonometric.COSH)
                ? g.multiply(0.5, g.add(exp(g, a, shift), exp(g, g.negate(a), shift)))
                : exp(g, a, shift);
    }

    private static Node difference(Algebra g, Node a, Node b, Node shift) {
        return g.apply(Distances.EXP_DIFFERENCE, g.subtract(a, shift), g.subtract(b, shift));
    }

    private static Node exp(Algebra g, Node exponent, Node shift) {
        return g.apply(Exponentials.EXP, g.subtract(exponent, shift));
    }

    private static boolean collect(Algebra g, Node node, double weight, List<Term> terms) {
        boolean difference = Match.is(node, Arithmetic.SUBTRACT);
        if (terms.size() >= LARGEST || !(Math.abs(weight) > 0) || !(Math.abs(weight) < Double.POSITIVE_INFINITY)) {
            return false;
        }
        if (difference || isSum(node)) {
            return collect(g, node.operand(1), difference ? -weight : weight, terms)
                    && collect(g, node.operand(0), weight, terms);
        }
        Optional<Double> constant = Match.constant(node);
        if (constant.isPresent()) {
            return add(weight * constant.get(), g.constant(0), terms);
        }
        Match.Scaled scaled = Match.scaled(node);
        if (scaled.factor() != 1) {
            return collect(g, scaled.value(), weight * scaled.factor(), terms);
        }
        Optional<Node> opposite = Arithmetic.operand(node, Arithmetic.NEGATE);
        if (opposite.isPresent()) {
            return collect(g, opposite.get(), -weight, terms);
        }
        if (Match.is(node, Distances.EXP_DIFFERENCE)) {
            return add(-weight, node.operand(1), terms) && add(weight, node.operand(0), terms);
        }
        if (Match.is(node, Distances.EXP_STEP)) {
            return add(-weight, node.operand(0), terms) && add(weight, g.add(node.operand(0), node.operand(1)), terms);
        }
        if (Match.is(node, Exponentials.EXPM1)) {
            return add(-weight, g.constant(0), terms) && add(weight, node.operand(0), terms);
        }
        if (Match.is(node, Trigonometric.COSH) || Match.is(node, Trigonometric.SINH)) {
            double opposed = Match.is(node, Trigonometric.COSH) ? 0.5 * weight : -0.5 * weight;
            return add(opposed, g.negate(node.operand(0)), terms) && add(0.5 * weight, node.operand(0), terms);
        }
        return Match.is(node, Exponentials.EXP) && add(weight, node.operand(0), terms);
    }

    private static boolean add(double weight, Node exponent, List<Term> terms) {
        terms.add(new Term(weight, exponent));
        return Math.abs(weight) > 0 && Math.abs(weight) < Double.POSITIVE_INFINITY && !isShifted(exponent);
    }

    private static boolean isSum(Node node) {
        return node.operator().filter(Arithmetic.ADD::equals).isPresent();
    }

    private static boolean collect(Algebra g, Node node, List<Term> terms) {
        if (isSum(node)) {
            return terms.size() < LARGEST && collect(g, node.operand(1), terms) && collect(g, node.operand(0), terms);
        }
        Optional<Node> cosh = cosh(node);
        if (cosh.isPresent()) {
            double half = 0.5 * Match.scaled(node).factor();
            terms.add(new Term(half, g.negate(cosh.get())));
            terms.add(new Term(half, cosh.get()));
            return true;
        }
        Optional<Term> term = term(g, node);
        term.ifPresent(terms::add);
        return term.filter(t -> !isShifted(t.exponent())).isPresent();
    }

    /** {@code u} of a multiple of {@code cosh(u)}, which the sum of two opposite exponentials has become. */
    private static Optional<Node> cosh(Node node) {
        Match.Scaled scaled = Match.scaled(node);
        return scaled.factor() > 0 && scaled.factor() < Double.POSITIVE_INFINITY
                ? Arithmetic.operand(scaled.value(), Trigonometric.COSH)
                : Optional.empty();
    }

    private static Optional<Term> term(Algebra g, Node node) {
        if (Match.isPositive(node)) {
            return Match.constant(node).map(c -> new Term(c, g.constant(0)));
        }
        Match.Scaled scaled = Match.scaled(node);
        return Arithmetic.operand(scaled.value(), Exponentials.EXP)
                .filter(u -> scaled.factor() > 0 && scaled.factor() < Double.POSITIVE_INFINITY)
                .map(u -> new Term(scaled.factor(), u));
    }

    /** Whether a sum is relative to its largest term already. */
    static boolean isShifted(Node exponent) {
        return exponent.operator().filter(Arithmetic.SUBTRACT::equals).isPresent()
                && Arithmetic.operand(exponent.operand(1), SHIFT).isPresent();
    }

    private Node largest(Algebra g) {
        Node largest = terms.get(terms.size() - 1).exponent();
        for (int i = terms.size() - 2; i >= 0; i--) {
            largest = g.apply(Piecewise.MAX, largest, terms.get(i).exponent());
        }
        return g.apply(SHIFT, largest);
    }

    private static Node shifted(Algebra g, Term term, Node shift) {
        Node e = g.apply(Exponentials.EXP, g.subtract(term.exponent(), shift));
        return g.multiply(term.weight(), e);
    }

    private Node relativeTo(Algebra g, Node shift) {
        Node total = shifted(g, terms.get(terms.size() - 1), shift);
        for (int i = terms.size() - 2; i >= 0; i--) {
            total = g.add(total, shifted(g, terms.get(i), shift));
        }
        return total;
    }

    /** {@code a}, a multiple of an exponential, over {@code b}, a sum of some. */
    static Optional<Node> quotient(Algebra g, Node a, Node b) {
        return isSum(b) || cosh(b).isPresent()
                ? term(g, a)
                        .filter(t -> !t.exponent().isConstant())
                        .flatMap(dividend -> of(g, b).map(sum -> sum.under(g, dividend)))
                : Optional.empty();
    }

    private Node under(Algebra g, Term dividend) {
        Node shift = largest(g);
        return g.divide(shifted(g, dividend, shift), relativeTo(g, shift));
    }

    /** The logarithm of this sum; of two terms without a sum of exponentials. */
    Node logarithm(Algebra g) {
        if (terms.size() == 2) {
            Term first = terms.get(1);
            Term second = terms.get(0);
            if (first.exponent().isConstant() || second.exponent().isConstant()) {
                Term constant = first.exponent().isConstant() ? first : second;
                Term other = first.exponent().isConstant() ? second : first;
                Node log = g.constant(Math.log(constant.weight()));
                Node ratio = g.constant(Math.log(other.weight() / constant.weight()));
                return g.add(log, g.apply(Exponentials.SOFTPLUS, g.add(other.exponent(), ratio)));
            }
            if (first.weight() == 1 && second.weight() == 1) {
                return g.apply(Ratios.LOGADDEXP, first.exponent(), second.exponent());
            }
        }
        Node shift = largest(g);
        return g.add(shift, g.apply(Exponentials.LOG, relativeTo(g, shift)));
    }
}
