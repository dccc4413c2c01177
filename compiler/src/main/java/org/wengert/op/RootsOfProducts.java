package org.wengert.op;

import java.util.Optional;
import org.wengert.ir.Node;

/**
 * Derivatives of roots of products, {@code sqrt(x*y)}: the slope of the root in the product may be no double, as it is at 1e250 where it
 * is differentiated again, although the derivative in x is one. What comes back through the root is {@code u/(2*r)}, and is multiplied
 * by a factor of the product; the factor is divided first, {@code u*(y/(2*r))}, which is of the size of {@code sqrt(y/x)}.
 */
final class RootsOfProducts {

    private static final int DEEPEST = 8;

    private RootsOfProducts() {}

    /**
     * {@code v*factor}, where v is a quotient by a root of a product with that factor, or a multiple of one. A dividend u that has nothing
     * to do with the product is left: there is one quotient for all factors then.
     */
    static Optional<Node> times(Algebra g, Node v, Node factor) {
        return factor.isConstant() ? Optional.empty() : times(g, v, factor, DEEPEST);
    }

    private static Optional<Node> times(Algebra g, Node v, Node factor, int depth) {
        if (depth == 0) {
            return Optional.empty();
        }
        Optional<Node> opposite = Arithmetic.operand(v, Arithmetic.NEGATE);
        if (opposite.isPresent()) {
            return times(g, opposite.get(), factor, depth - 1).map(g::negate);
        }
        if (Match.is(v, Arithmetic.MULTIPLY)) {
            Node a = v.operand(0);
            Node b = v.operand(1);
            return times(g, a, factor, depth - 1)
                    .map(product -> g.multiply(product, b))
                    .or(() -> times(g, b, factor, depth - 1).map(product -> g.multiply(a, product)));
        }
        if (!Match.is(v, Arithmetic.DIVIDE) && !Match.is(v, Arithmetic.GUARDED_DIVIDE)) {
            return Optional.empty();
        }
        Node u = v.operand(0);
        Node divisor = v.operand(1);
        return product(u, divisor)
                .filter(product -> isFactor(factor, product) && (u.isConstant() || Steep.reads(g, u, product)))
                .map(product -> product(g, v, factor));
    }

    /** The quotient times the factor; 0 where one of what is multiplied is 0, as it was. */
    private static Node product(Algebra g, Node quotient, Node factor) {
        Node u = quotient.operand(0);
        Node divisor = quotient.operand(1);
        if (u.isConstant()) {
            return g.guardedDivide(g.multiply(u, factor), divisor);
        }
        Node part = g.guardedDivide(factor, divisor);
        if (Match.is(quotient, Arithmetic.DIVIDE)) {
            return g.multiply(u, part);
        }
        return g.select(g.apply(Logic.EQUAL, u, g.constant(0)), g.constant(0), g.apply(Slopes.STEEP_TIMES, u, part));
    }

    /** The product whose root a divisor is, or the square of whose root, or a multiple; or which it is itself, under a power of it. */
    private static Optional<Node> product(Node u, Node divisor) {
        Node value = Match.scaled(divisor).value();
        Node root = Match.operand(value, Powers.power(2)).orElse(value);
        boolean isRoot = Match.is(root, Powers.SQRT) || Match.is(root, Powers.CBRT);
        return Optional.of(isRoot ? root.operand(0) : value)
                .filter(node -> Match.is(node, Arithmetic.MULTIPLY) && (isRoot || Steep.isMultipleOfPower(u, node)));
    }

    private static boolean isFactor(Node factor, Node product) {
        return Match.is(product, Arithmetic.MULTIPLY)
                && product.operands().stream().anyMatch(part -> part == factor || isFactor(factor, part));
    }
}
