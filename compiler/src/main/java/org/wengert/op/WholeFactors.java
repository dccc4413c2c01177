package org.wengert.op;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.ir.Origin;

/**
 * Factors that are whole numbers, taken together where that changes no bit of the product: {@code 100*(2*a)} is {@code 200*a}, for
 * doubling rounds nothing. {@code 3*(3*a)} is rounded twice, {@code 9*a} once, so that it stays.
 */
final class WholeFactors {

    /** Products of larger ones may be rounded. */
    private static final double LARGEST = 0x1p26;

    static final Identity OF_PRODUCT = new Identity(
            "c*(d*a) = (c*d)*a with whole numbers c and d, one of which is a power of two", WholeFactors::together);

    static final Identity OF_SQUARE = new Identity(
            "(c*a)*(d*a) = (c*d*a)*a with whole numbers c and d, one of which is a power of two", WholeFactors::square);

    private WholeFactors() {}

    /** A whole number times a value. */
    private record Product(double number, Node rest) {}

    private static Optional<Node> together(Algebra g, List<Node> x) {
        for (int i = 0; i < 2; i++) {
            Optional<Double> outer = Match.constant(x.get(i)).filter(WholeFactors::isWhole);
            Optional<Product> inner = factor(x.get(1 - i));
            if (outer.isPresent()
                    && inner.isPresent()
                    && (isPowerOfTwo(outer.get()) || isPowerOfTwo(inner.get().number()))) {
                return Optional.of(g.multiply(
                        outer.get() * inner.get().number(), inner.get().rest()));
            }
        }
        return Optional.empty();
    }

    /** Neither overflows where the other one does not, for both factors are multiples of one value. */
    private static Optional<Node> square(Algebra g, List<Node> x) {
        Optional<Product> a = factor(x.get(0));
        Optional<Product> b = factor(x.get(1));
        return a.isPresent()
                        && b.isPresent()
                        && a.get().rest().equals(b.get().rest())
                        && (isPowerOfTwo(a.get().number())
                                || isPowerOfTwo(b.get().number()))
                ? Optional.of(g.multiply(
                        g.multiply(a.get().number() * b.get().number(), a.get().rest()),
                        a.get().rest()))
                : Optional.empty();
    }

    /** What is a multiple by a whole number, its opposite among them; what has a name in the program keeps it. */
    private static Optional<Product> factor(Node node) {
        Optional<Node> opposite = Match.operand(node, Arithmetic.NEGATE);
        if (opposite.isPresent()) {
            return Optional.of(new Product(-1, opposite.get()));
        }
        boolean named = node.label().isEmpty()
                && node.name().isPresent()
                && node.origin().map(Origin::name).equals(node.name());
        if (Match.is(node, Arithmetic.MULTIPLY) && !named) {
            for (int i = 0; i < 2; i++) {
                Optional<Double> c = Match.constant(node.operand(i)).filter(WholeFactors::isWhole);
                if (c.isPresent()) {
                    return Optional.of(new Product(c.get(), node.operand(1 - i)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isWhole(double c) {
        return c != 0 && c == Math.rint(c) && Math.abs(c) <= LARGEST;
    }

    /** Of either sign, 1 among them. */
    private static boolean isPowerOfTwo(double c) {
        return Math.abs(c) == Math.scalb(1.0, Math.getExponent(c));
    }
}
