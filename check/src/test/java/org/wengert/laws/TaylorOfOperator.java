package org.wengert.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.wengert.differentiate.Differentiation;
import org.wengert.interpret.Interpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.Logic;
import org.wengert.op.ScalarOperator;
import org.wengert.rewrite.Pipelines;

/** One operator along a parabola through a point, so that every operand has three coefficients. */
final class TaylorOfOperator {

    /** A coefficient beside much larger ones has lost as many digits as they have lost none. */
    private static final double BESIDE_LARGER = 1e-3;

    private static final int NEIGHBOURS = 4;

    /** What the reference has for 0. */
    private static final double NOTHING = 1e-25;

    private final Graph graph;
    private final double value;

    TaylorOfOperator(ScalarOperator operator, double[] point) {
        GraphBuilder g = new GraphBuilder(Rewriter.NONE);
        Algebra algebra = new Algebra(g);
        Node t = g.input("t", Type.REAL);
        Random random = new Random(operator.name().hashCode());
        List<Node> operands = new ArrayList<>();
        for (int i = 0; i < point.length; i++) {
            double slope = 0.5 + random.nextDouble();
            double bend = random.nextDouble() - 0.5;
            Node moved = algebra.add(
                    g.constant(point[i]),
                    algebra.multiply(t, algebra.add(g.constant(slope), algebra.multiply(bend, t))));
            operands.add(
                    operator.operandTypes().get(i).equals(Type.REAL)
                            ? moved
                            : g.apply(Logic.GREATER, moved, g.constant(-100)));
        }
        graph = g.build("f", List.of(new Graph.Output("f", g.apply(operator, operands))));
        value = new Interpreter(graph).evaluate(0)[0];
    }

    /** The worst error of the coefficients up to {@code degree}, over their size; none where the operator is not smooth there. */
    Optional<Double> error(TaylorReference reference, int degree) {
        List<TaylorReference.Coefficient> right = reference.of(graph, degree);
        boolean smooth = IntStream.rangeClosed(0, Math.min(4, degree))
                        .allMatch(k -> right.get(k).error() <= 1e-13 * size(right, k) + NOTHING)
                && Math.abs(value - right.get(0).value()) <= 1e-12 * size(right, 0);
        if (!smooth) {
            return Optional.empty();
        }
        double[] found = new Interpreter(Pipelines.run(
                        Pipelines.FINAL,
                        new Differentiation(graph, List.of(0)).taylor(degree, Differentiation.Form.ENTRIES)))
                .evaluate(0, 1);
        return Optional.of(IntStream.rangeClosed(0, degree)
                .filter(k -> right.get(k).error() <= 1e-12 * size(right, k))
                .mapToDouble(k -> error(found[k], right.get(k).value(), size(right, k)))
                .max()
                .orElse(0));
    }

    private static double error(double found, double right, double size) {
        double error = Math.abs(found - right) / size;
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    private static double size(List<TaylorReference.Coefficient> all, int k) {
        double size = NOTHING;
        for (int j = Math.max(0, k - NEIGHBOURS); j <= Math.min(all.size() - 1, k + NEIGHBOURS); j++) {
            size = Math.max(
                    size, (j == k ? 1 : BESIDE_LARGER) * Math.abs(all.get(j).value()));
        }
        return size;
    }
}
