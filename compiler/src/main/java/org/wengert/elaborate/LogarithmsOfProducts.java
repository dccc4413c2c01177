package org.wengert.elaborate;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.op.Algebra;
import org.wengert.op.Arithmetic;
import org.wengert.op.Exponentials;
import org.wengert.op.Iterates;
import org.wengert.op.LinearAlgebra;
import org.wengert.op.Logic;
import org.wengert.op.Piecewise;
import org.wengert.op.Products;
import org.wengert.op.ScalarOperator;

/** Logarithms of products over arrays and of determinants, which may leave the range of doubles where their logarithm does not. */
final class LogarithmsOfProducts {

    private LogarithmsOfProducts() {}

    /** The logarithm at {@code x}, if that is one of these. */
    static Optional<Node> of(ScalarOperator operator, List<Node> x, Scope scope) {
        if (!operator.equals(Exponentials.LOG) || !x.get(0).type().isScalar()) {
            return Optional.empty();
        }
        boolean magnitude = is(x.get(0), Piecewise.ABS);
        Node of = magnitude ? x.get(0).operand(0) : x.get(0);
        Algebra g = new Algebra(scope.builder());
        if (of.operator().filter(LinearAlgebra.DET::equals).isPresent()) {
            Node log = g.apply(LinearAlgebra.LOGDET, of.operand(0), of.operand(1));
            return Optional.of(magnitude ? log : unlessNegative(g, of, log));
        }
        return factors(of, scope)
                .map(factors -> g.apply(Products.LOG_PRODUCT, magnitude ? g.apply(Piecewise.ABS, factors) : factors));
    }

    /** With NaN added where a determinant is negative, -0 and -inf among them; the derivatives are those of the magnitude. */
    private static Node unlessNegative(Algebra g, Node det, Node log) {
        Node zero = g.constant(0);
        Node negative = g.apply(
                Logic.OR, g.apply(Logic.LESS, det, zero), g.apply(Logic.LESS, g.divide(g.constant(1), det), zero));
        return g.add(log, g.select(negative, g.constant(Double.NaN), zero));
    }

    /** The factors of a product that a loop makes from 1 on. */
    private static Optional<Node> factors(Node product, Scope scope) {
        if (!(product.operation() instanceof Operation.Item item)
                || !(product.operand(0).operation() instanceof Operation.Loop loop)
                || item.index() >= loop.carried()) {
            return Optional.empty();
        }
        Graph body = loop.body().graph();
        Node given = body.results().get(item.index());
        Node state = body.inputs().get(item.index());
        boolean match = isOne(product.operand(0).operand(item.index()))
                && is(given, Arithmetic.MULTIPLY)
                && given.operands().contains(state)
                && !given.operand(0).equals(given.operand(1));
        return match
                ? Optional.of(Iterates.of(
                                scope.builder(),
                                product.operand(0),
                                List.of(given.operand(given.operand(0).equals(state) ? 1 : 0)))
                        .get(0))
                : Optional.empty();
    }

    private static boolean isOne(Node node) {
        return node.operation() instanceof Operation.Constant c && c.value() == 1;
    }

    private static boolean is(Node node, ScalarOperator operator) {
        return node.operator().filter(operator::equals).isPresent();
    }
}
