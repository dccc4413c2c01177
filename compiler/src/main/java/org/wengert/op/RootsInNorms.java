package org.wengert.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.wengert.ir.Node;

/**
 * Norms of square roots, {@code hypot(sqrt(x), y)}, which are smooth where a root is 0 and the norm is not: the slope of the norm in the
 * root vanishes there as fast as that of the root grows. A derivative that comes through both has the factor {@code sqrt(x)/r}, r being
 * the norm, and divides by {@code 2*sqrt(x)}; the root is taken out of both, and {@code 1/(2*r)} is left.
 */
final class RootsInNorms {

    private static final int DEEPEST = 8;

    private RootsInNorms() {}

    /**
     * What has a root over a norm among its factors, {@code root/norm*rest}.
     *
     * @param rest the other factors
     */
    private record Part(Node norm, Node rest) {
        Part times(UnaryOperator<Node> more) {
            return new Part(norm, more.apply(rest));
        }
    }

    /** {@code v/divisor} without the root of which the divisor is twice the value, if {@code v} is the derivative of a norm in it. */
    static Optional<Node> over(Algebra g, Node v, Node divisor) {
        return root(g, divisor)
                .flatMap(root ->
                        part(g, v, root, DEEPEST).map(p -> Steep.over(g, p.rest(), g.multiply(2, p.norm()), root)));
    }

    /** {@code tangent*factor}, where the tangent came through a root, and the factor is the derivative of a norm in it. */
    static Optional<Node> times(Algebra g, Node tangent, Node factor, int depth) {
        if (depth > 0 && Match.is(tangent, Arithmetic.MULTIPLY)) {
            for (int i = 0; i < 2; i++) {
                Node other = tangent.operand(1 - i);
                Optional<Node> product = times(g, tangent.operand(i), factor, depth - 1);
                if (product.isPresent()) {
                    return product.map(p -> g.multiply(p, other));
                }
            }
        }
        if (!Match.is(tangent, Arithmetic.DIVIDE) && !Match.is(tangent, Arithmetic.GUARDED_DIVIDE)) {
            return Optional.empty();
        }
        return root(g, tangent.operand(1))
                .flatMap(root -> part(g, factor, root, DEEPEST)
                        .map(p -> g.guardedDivide(g.multiply(tangent.operand(0), p.rest()), g.multiply(2, p.norm()))));
    }

    static Optional<Node> times(Algebra g, Node tangent, Node factor) {
        return times(g, tangent, factor, DEEPEST);
    }

    /** The root of which a divisor is twice the value. */
    private static Optional<Node> root(Algebra g, Node divisor) {
        Match.Scaled scaled = Match.scaled(divisor);
        return Optional.of(scaled.value())
                .filter(node -> scaled.factor() == 2 && Match.is(g.builder().meaning(node), Powers.SQRT));
    }

    private static Optional<Part> part(Algebra g, Node v, Node root, int depth) {
        if (depth == 0) {
            return Optional.empty();
        }
        Optional<Node> opposite = Arithmetic.operand(v, Arithmetic.NEGATE);
        if (opposite.isPresent()) {
            return part(g, opposite.get(), root, depth - 1).map(p -> p.times(g::negate));
        }
        if (Match.is(v, Arithmetic.MULTIPLY)) {
            Node a = v.operand(0);
            Node b = v.operand(1);
            return part(g, a, root, depth - 1)
                    .map(p -> p.times(rest -> g.multiply(rest, b)))
                    .or(() -> part(g, b, root, depth - 1).map(p -> p.times(rest -> g.multiply(a, rest))));
        }
        if (Match.is(v, Arithmetic.DIVIDE) || Match.is(v, Arithmetic.GUARDED_DIVIDE)) {
            return part(g, v.operand(0), root, depth - 1).map(p -> p.times(rest -> g.divide(rest, v.operand(1))));
        }
        return Euclidean.argumentOfPart(v)
                .flatMap(argument -> without(g, argument, root))
                .map(rest -> new Part(LongNorms.norm(g, v.operands()), rest));
    }

    /** The other factors of a product with {@code root}. */
    private static Optional<Node> without(Algebra g, Node product, Node root) {
        List<Node> factors = new ArrayList<>();
        boolean negative = Steep.factors(product, factors);
        Node one = g.constant(negative ? -1 : 1);
        return factors.remove(root)
                ? Optional.of(factors.stream()
                        .reduce(g::multiply)
                        .map(p -> negative ? g.negate(p) : p)
                        .orElse(one))
                : Optional.empty();
    }
}
