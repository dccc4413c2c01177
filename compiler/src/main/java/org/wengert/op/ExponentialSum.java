package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.op.JavaForm.Binding;

/**
 * A sum of two or more exponentials, {@code exp(a) + exp(b) + exp(c)}, that can be evaluated relative to the largest of them:
 * {@code exp(m)*(exp(a - m) + exp(b - m) + exp(c - m))}. What {@code m} is makes no difference to the value, so that it counts
 * as a constant for derivatives (Blanchard, Higham, Higham 2021, equations 1.3 and 1.4).
 *
 * @param sum the sum
 * @param exponents in the order of the sum
 */
record ExponentialSum(Node sum, List<Node> exponents) {

    /** Sums of more terms are left as they are. */
    private static final int LARGEST = 256;

    /** The largest exponent where it is finite; relative to an infinite one every other would be NaN. */
    static final ScalarOperator SHIFT = function(
                    "shift",
                    "x held constant, 0 if it is not finite",
                    "x if finite, else 0; with derivative 0",
                    x -> Math.abs(x) <= Double.MAX_VALUE ? x : 0)
            .internal()
            .notation("shift(x)")
            .java(JavaForm.template("Math.abs($0) <= Double.MAX_VALUE ? $0 : 0.0", Binding.CONDITIONAL))
            .cost(1, 0)
            .locallyConstant()
            .build();

    /** The sum that {@code node} is, unless it is evaluated relative to its largest term already. */
    static Optional<ExponentialSum> of(Node node) {
        List<Node> exponents = new ArrayList<>();
        return isSum(node) && collect(node, exponents)
                ? Optional.of(new ExponentialSum(node, List.copyOf(exponents)))
                : Optional.empty();
    }

    private static boolean isSum(Node node) {
        return node.operator().filter(Arithmetic.ADD::equals).isPresent();
    }

    private static boolean collect(Node node, List<Node> exponents) {
        if (isSum(node)) {
            return exponents.size() < LARGEST
                    && collect(node.operand(1), exponents)
                    && collect(node.operand(0), exponents);
        }
        Optional<Node> exponent = Arithmetic.operand(node, Exponentials.EXP);
        exponent.ifPresent(exponents::add);
        return exponent.filter(e -> !isShifted(e)).isPresent();
    }

    private static boolean isShifted(Node exponent) {
        return exponent.operator().filter(Arithmetic.SUBTRACT::equals).isPresent()
                && Arithmetic.operand(exponent.operand(1), SHIFT).isPresent();
    }

    private Node largest(Algebra g) {
        Node largest = exponents.get(exponents.size() - 1);
        for (int i = exponents.size() - 2; i >= 0; i--) {
            largest = g.apply(Piecewise.MAX, largest, exponents.get(i));
        }
        return g.apply(SHIFT, largest);
    }

    private static Node shifted(Algebra g, Node exponent, Node shift) {
        return g.apply(Exponentials.EXP, g.subtract(exponent, shift));
    }

    private Node relativeTo(Algebra g, Node shift) {
        Node total = shifted(g, exponents.get(exponents.size() - 1), shift);
        for (int i = exponents.size() - 2; i >= 0; i--) {
            total = g.add(total, shifted(g, exponents.get(i), shift));
        }
        return total;
    }

    /** {@code exp(a)} over this sum. */
    Node under(Algebra g, Node a) {
        Node shift = largest(g);
        return g.divide(shifted(g, a, shift), relativeTo(g, shift));
    }

    /** The logarithm of this sum. */
    Node logarithm(Algebra g) {
        Node shift = largest(g);
        return g.add(shift, g.apply(Exponentials.LOG, relativeTo(g, shift)));
    }
}
