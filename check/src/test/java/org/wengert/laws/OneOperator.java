package org.wengert.laws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.wengert.check.HighPrecision;
import org.wengert.interpret.Interpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Rewriter;
import org.wengert.ir.Type;
import org.wengert.op.Interval;
import org.wengert.op.Logic;
import org.wengert.op.ScalarOperator;
import org.wengert.product.Derivative;
import org.wengert.product.Derivatives;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;
import org.wengert.source.BigStack;

/** The program that applies one operator to its parameters; a condition is {@code parameter > 0}. */
final class OneOperator {

    private static final HighPrecision PRECISE = HighPrecision.exact();

    private final ScalarOperator operator;
    private final Graph graph;
    private final List<Integer> active;
    private final Map<Product, Interpreter> products = new HashMap<>();
    private final Map<List<Integer>, Interpreter> mixed = new HashMap<>();

    OneOperator(ScalarOperator operator) {
        this.operator = operator;
        GraphBuilder g = new GraphBuilder(Rewriter.NONE);
        List<Node> operands = new ArrayList<>();
        for (int i = 0; i < operator.operandTypes().size(); i++) {
            Node input = g.input("p" + i, Type.REAL);
            operands.add(
                    operator.operandTypes().get(i).equals(Type.REAL)
                            ? input
                            : g.apply(Logic.GREATER, input, g.constant(0)));
        }
        graph = g.build("f", List.of(new Graph.Output("f", g.apply(operator, operands))));
        active = IntStream.range(0, operands.size()).boxed().toList();
    }

    int arity() {
        return active.size();
    }

    /** Points in the interior of the operator's domain. */
    List<double[]> points(int count) {
        Random random = new Random(operator.name().hashCode());
        List<double[]> points = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            double[] point = new double[arity()];
            for (int i = 0; i < point.length; i++) {
                Interval interval = operator.domain().get(i);
                double margin = 0.04 * (interval.high() - interval.low());
                point[i] =
                        interval.low() + margin + (interval.high() - interval.low() - 2 * margin) * random.nextDouble();
                if (Math.abs(point[i] - Math.rint(point[i])) < 0.03) {
                    point[i] += 0.06;
                }
            }
            points.add(point);
        }
        return points;
    }

    private static double[] run(Interpreter program, double[] point, double... more) {
        double[] inputs = Arrays.copyOf(point, point.length + more.length);
        System.arraycopy(more, 0, inputs, point.length, more.length);
        return program.evaluate(inputs);
    }

    private static Interpreter program(Graph graph) {
        return new Interpreter(Pipelines.run(Pipelines.FINAL, graph));
    }

    double value(double... point) {
        double[] x = point.clone();
        for (int i = 0; i < x.length; i++) {
            x[i] = operator.operandTypes().get(i).equals(Type.REAL) ? x[i] : x[i] > 0 ? 1 : 0;
        }
        return operator.evaluate(x);
    }

    /** The values in many digits, by its definition; on one thread, of which each would start its own. */
    List<Double> precisely(List<double[]> points) {
        return BigStack.call(() -> points.stream().map(this::precisely).toList());
    }

    private double precisely(double[] point) {
        return PRECISE.evaluate(graph, PRECISE.point(point))
                .get(0)
                .orElseThrow()
                .doubleValue();
    }

    Derivative product(Product product) {
        return new Derivatives(graph, active).of(product);
    }

    double[] evaluate(Product product, double[] point, double... more) {
        return run(products.computeIfAbsent(product, p -> program(product(p).graph())), point, more);
    }

    /** The derivative in one operand after another, each taken of the program that the one before is. */
    double mixed(double[] point, int... operands) {
        List<Integer> order = Arrays.stream(operands).boxed().toList();
        return run(mixed.computeIfAbsent(order, o -> program(mixedGraph(operands))), point)[0];
    }

    Graph mixedGraph(int... operands) {
        Graph current = graph;
        for (int operand : operands) {
            current = new Derivatives(current, List.of(operand))
                    .of(Product.GRADIENT)
                    .graph()
                    .withLastOutput();
        }
        return current;
    }
}
