package org.wengert.op;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;

/**
 * Whether a factor that is 0 wins over an infinite slope. In {@code x*sqrt(x)} it does: the factor x vanishes as fast as the
 * radicand. In {@code sin(sqrt(x))*sqrt(x)} it does not: the factor vanishes as slowly as the root does, so that what comes out of the
 * product is another number than 0, and only NaN is honest.
 */
final class Steep {

    /** Of a factor that is computed from more than this nothing is proved. */
    private static final int MOST_NODES = 5_000;

    private static final int DEEPEST = 8;

    private static final Set<ScalarOperator> ROOTS =
            Set.of(Powers.SQRT, Powers.CBRT, Powers.POW, Trigonometric.ASIN, Trigonometric.ACOS, Trigonometric.ACOSH);

    private Steep() {}

    /**
     * Whether {@code factor} is computed from no root that has anything to do with {@code root}; a square root in it of numbers that
     * {@code root} does not depend on does no harm.
     */
    static boolean zeroWins(Node factor, Node root) {
        Set<Node> below = reached(factor);
        if (below.size() > MOST_NODES) {
            return false;
        }
        Set<Node> known = reached(root);
        return below.stream().filter(Steep::isRoot).noneMatch(steep -> steep == root || meets(reached(steep), known));
    }

    /**
     * {@code v/divisor}. The factors of {@code v} that win over the divisor's 0 are divided first, so that one of them that is 0 makes
     * the quotient 0; what is left of {@code v} does not win: {@code 0*inf} is NaN.
     */
    static Node over(Algebra g, Node v, Node divisor, Node root) {
        if (v.isConstant()) {
            return v.isConstant(0) || v.isConstant(-0.0) ? v : g.divide(v, divisor);
        }
        if (zeroWins(v, root)) {
            return g.guardedDivide(v, divisor);
        }
        List<Node> winning = new ArrayList<>();
        List<Node> others = new ArrayList<>();
        factors(v, DEEPEST).forEach(factor -> (zeroWins(factor, root) ? winning : others).add(factor));
        Node quotient = winning.stream()
                .reduce(g::multiply)
                .map(product -> g.guardedDivide(product, divisor))
                .orElseGet(() -> g.divide(others.remove(0), divisor));
        return others.stream().reduce(quotient, g::multiply);
    }

    /** A product of products may have very many; what is deeper counts as one. */
    private static Stream<Node> factors(Node product, int depth) {
        return depth > 0
                        && product.operator()
                                .filter(Arithmetic.MULTIPLY::equals)
                                .isPresent()
                ? product.operands().stream().flatMap(factor -> factors(factor, depth - 1))
                : Stream.of(product);
    }

    private static boolean isRoot(Node node) {
        return node.operator().filter(ROOTS::contains).isPresent();
    }

    private static boolean meets(Set<Node> some, Set<Node> others) {
        return some.size() > MOST_NODES
                || others.size() > MOST_NODES
                || some.stream().anyMatch(node -> node.operation() instanceof Operation.Input && others.contains(node));
    }

    private static Set<Node> reached(Node from) {
        Set<Node> reached = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>();
        open.push(from);
        while (!open.isEmpty() && reached.size() <= MOST_NODES) {
            Node node = open.pop();
            if (reached.add(node)) {
                node.operands().forEach(open::push);
            }
        }
        return reached;
    }
}
