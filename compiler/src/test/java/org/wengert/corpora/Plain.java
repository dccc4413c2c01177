package org.wengert.corpora;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Type;
import org.wengert.op.ScalarOperator;

/**
 * The plain evaluation that the corpora measure noise with: value, gradient and Hessian by forward propagation through the
 * program as it is written, with rules of its own; every number computed is moved by up to a unit in its last place. Covers
 * what the least-squares corpora use.
 */
final class Plain {

    private static final int RUNS = 5;

    private final int n;
    private final SplittableRandom random;

    private Plain(int n, SplittableRandom random) {
        this.n = n;
        this.random = random;
    }

    /** Value, gradient, Hessian by rows. */
    private static final class Jet {
        private final double value;
        private final double[] gradient;
        private final double[] hessian;

        Jet(double value, double[] gradient, double[] hessian) {
            this.value = value;
            this.gradient = gradient;
            this.hessian = hessian;
        }
    }

    /**
     * The largest error of five perturbed evaluations.
     *
     * @param reference value, gradient and Hessian by rows of one result
     */
    static double[] noise(Subject subject, int result, double[] point, double[] reference) {
        double[] noise = new double[reference.length];
        for (int run = 0; run < RUNS; run++) {
            double[] got = new Plain(subject.active(), new SplittableRandom(run))
                    .evaluate(subject.function().source().graph(), result, point);
            for (int i = 0; i < reference.length; i++) {
                noise[i] = Math.max(noise[i], Math.abs(got[i] - reference[i]));
            }
        }
        return noise;
    }

    private double[] evaluate(Graph graph, int result, double[] point) {
        List<Jet> inputs = new ArrayList<>();
        for (int i = 0; i < point.length; i++) {
            Jet input = constant(point[i]);
            if (i < n) {
                input.gradient[i] = 1;
            }
            inputs.add(input);
        }
        Jet jet = evaluate(graph, inputs).get(result);
        double[] all = Arrays.copyOf(new double[] {jet.value}, 1 + n + n * n);
        System.arraycopy(jet.gradient, 0, all, 1, n);
        System.arraycopy(jet.hessian, 0, all, 1 + n, n * n);
        return all;
    }

    private List<Jet> evaluate(Graph graph, List<Jet> inputs) {
        Map<Node, Jet> jets = new HashMap<>();
        Map<Node, List<Jet>> tuples = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            jets.put(graph.inputs().get(i), inputs.get(i));
        }
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Operation.Constant c) {
                jets.put(node, constant(c.value()));
            } else if (node.operation() instanceof Operation.Cond cond) {
                Operation.Body body = at(jets, node.operand(0)).value != 0 ? cond.then() : cond.otherwise();
                tuples.put(
                        node,
                        evaluate(
                                body.graph(),
                                body.operands().stream()
                                        .map(k -> at(jets, node.operand(k)))
                                        .toList()));
            } else if (node.operation() instanceof Operation.Item item) {
                jets.put(
                        node,
                        Objects.requireNonNull(tuples.get(node.operand(0))).get(item.index()));
            } else if (node.operation() instanceof Operation.Apply apply) {
                List<Jet> x = node.operands().stream().map(o -> at(jets, o)).toList();
                jets.put(
                        node,
                        node.type().equals(Type.BOOLEAN)
                                ? constant(((ScalarOperator) apply.operator()).evaluate(x.get(0).value, x.get(1).value))
                                : perturbed(apply(apply.operator().name(), x)));
            }
        }
        return graph.results().stream().map(r -> at(jets, r)).toList();
    }

    private static Jet at(Map<Node, Jet> jets, Node node) {
        return Objects.requireNonNull(jets.get(node));
    }

    private Jet constant(double value) {
        return new Jet(value, new double[n], new double[n * n]);
    }

    private double perturb(double x) {
        return switch (random.nextInt(3)) {
            case 0 -> Math.nextUp(x);
            case 1 -> Math.nextDown(x);
            default -> x;
        };
    }

    private Jet perturbed(Jet jet) {
        return new Jet(
                perturb(jet.value),
                Arrays.stream(jet.gradient).map(v -> v == 0 ? 0 : perturb(v)).toArray(),
                Arrays.stream(jet.hessian).map(v -> v == 0 ? 0 : perturb(v)).toArray());
    }

    private Jet apply(String operator, List<Jet> x) {
        Jet a = x.get(0);
        double v = a.value;
        return switch (operator) {
            case "add" -> linear(a, 1, x.get(1), 1, v + x.get(1).value);
            case "subtract" -> linear(a, 1, x.get(1), -1, v - x.get(1).value);
            case "negate" -> linear(a, -1, a, 0, -v);
            case "multiply" -> product(a, x.get(1));
            case "divide" ->
                product(a, unary(x.get(1), 1 / x.get(1).value, -1 / sq(x.get(1).value), 2 / cube(x.get(1).value)));
            case "abs" -> linear(a, Math.signum(v), a, 0, Math.abs(v));
            case "exp" -> unary(a, Math.exp(v), Math.exp(v), Math.exp(v));
            case "log" -> unary(a, Math.log(v), 1 / v, -1 / sq(v));
            case "sqrt" -> unary(a, Math.sqrt(v), 0.5 / Math.sqrt(v), -0.25 / (v * Math.sqrt(v)));
            case "sin" -> unary(a, Math.sin(v), Math.cos(v), -Math.sin(v));
            case "cos" -> unary(a, Math.cos(v), -Math.sin(v), -Math.cos(v));
            case "atan" -> unary(a, Math.atan(v), 1 / (1 + v * v), -2 * v / sq(1 + v * v));
            case "pow" -> power(a, x.get(1));
            default -> throw new IllegalStateException("no plain rule for " + operator);
        };
    }

    private static double sq(double x) {
        return x * x;
    }

    private static double cube(double x) {
        return x * x * x;
    }

    private Jet power(Jet a, Jet b) {
        boolean constant = Arrays.stream(b.gradient).allMatch(g -> g == 0);
        double v = a.value;
        double p = b.value;
        return constant
                ? unary(
                        a,
                        Math.pow(v, p),
                        p == 0 ? 0 : p * Math.pow(v, p - 1),
                        p == 0 || p == 1 ? 0 : p * (p - 1) * Math.pow(v, p - 2))
                : apply("exp", List.of(product(b, apply("log", List.of(a)))));
    }

    private Jet linear(Jet a, double ca, Jet b, double cb, double value) {
        Jet sum = constant(value);
        for (int i = 0; i < n; i++) {
            sum.gradient[i] = ca * a.gradient[i] + cb * b.gradient[i];
        }
        for (int i = 0; i < n * n; i++) {
            sum.hessian[i] = ca * a.hessian[i] + cb * b.hessian[i];
        }
        return sum;
    }

    private Jet product(Jet a, Jet b) {
        Jet product = linear(a, b.value, b, a.value, a.value * b.value);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                product.hessian[i * n + j] += a.gradient[i] * b.gradient[j] + b.gradient[i] * a.gradient[j];
            }
        }
        return product;
    }

    private Jet unary(Jet a, double value, double first, double second) {
        Jet result = linear(a, first, a, 0, value);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                result.hessian[i * n + j] += second * a.gradient[i] * a.gradient[j];
            }
        }
        return result;
    }
}
