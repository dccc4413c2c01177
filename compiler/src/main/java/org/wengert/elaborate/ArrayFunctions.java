package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.wengert.ir.BodyBuilder;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Iterations;
import org.wengert.ir.Node;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.ir.Type;
import org.wengert.op.Access;
import org.wengert.op.Algebra;
import org.wengert.op.Arithmetic;
import org.wengert.op.Euclidean;
import org.wengert.op.Exponentials;
import org.wengert.op.Layout;
import org.wengert.op.Piecewise;
import org.wengert.op.Products;
import org.wengert.op.Products.Side;
import org.wengert.op.ScalarOperator;

/** The built-in functions of whole arrays, in terms of the operators of the graph. */
final class ArrayFunctions {

    /** What a function makes of arrays that fit it. */
    @FunctionalInterface
    interface Body {
        Node at(Maker g, List<Node> x);
    }

    /**
     * A built-in.
     *
     * @param signature as it is called
     * @param ranks of its arguments; -1 for any that is no scalar
     * @param square whether its first argument is a square matrix
     */
    record Function(String signature, List<Integer> ranks, boolean square, Body body) {

        boolean fits(List<Node> arguments) {
            return arguments.size() == ranks.size()
                    && IntStream.range(0, ranks.size()).allMatch(i -> {
                        int rank = arguments.get(i).type().shape().rank();
                        return ranks.get(i) == rank || (ranks.get(i) < 0 && rank > 0);
                    });
        }
    }

    private static final int ANY = -1;

    private static final Map<String, List<Function>> FUNCTIONS = new TreeMap<>();

    static {
        add("sum", "sum(x)", List.of(ANY), (g, x) -> g.sum(x.get(0)));
        add("mean", "mean(x)", List.of(ANY), (g, x) -> g.mean(x.get(0)));
        add("prod", "prod(x)", List.of(ANY), (g, x) -> g.product(x.get(0)));
        add("max", "max(x)", List.of(ANY), (g, x) -> g.max(x.get(0)));
        add("min", "min(x)", List.of(ANY), (g, x) -> g.fold(Piecewise.MIN, Double.POSITIVE_INFINITY, x.get(0)));
        add("norm", "norm(x)", List.of(ANY), (g, x) -> g.norm(x.get(0)));
        add("norm1", "norm1(x)", List.of(ANY), (g, x) -> g.sum(g.algebra.apply(Piecewise.ABS, x.get(0))));
        add("norminf", "norminf(x)", List.of(ANY), (g, x) -> g.max(g.algebra.apply(Piecewise.ABS, x.get(0))));
        addSquare("trace", "trace(A)", List.of(2), (g, x) -> g.trace(x.get(0)));
        add("transpose", "transpose(A)", List.of(2), (g, x) -> g.algebra.apply(Layout.TRANSPOSE, x.get(0)));
        add("outer", "outer(x, y)", List.of(1, 1), (g, x) -> g.algebra.apply(Products.OUTER, x.get(0), x.get(1)));
        addSquare("diag", "diag(A)", List.of(2), (g, x) -> g.diagonal(x.get(0), Role.STACK));
        add("diag", "diag(x)", List.of(1), (g, x) -> g.diagonalMatrix(x.get(0)));
        add("cumsum", "cumsum(x)", List.of(1), (g, x) -> g.cumulated(x.get(0)));
        add("logsumexp", "logsumexp(x)", List.of(ANY), (g, x) -> g.logSumExp(x.get(0)));
        add("softmax", "softmax(x)", List.of(ANY), (g, x) -> AxisFunctions.alongLast(x.get(0), g, Maker::softmax));
        add(
                "log_softmax",
                "log_softmax(x)",
                List.of(ANY),
                (g, x) -> AxisFunctions.alongLast(x.get(0), g, Maker::logSoftmax));
    }

    private ArrayFunctions() {}

    private static void add(String name, String signature, List<Integer> ranks, Body body) {
        FUNCTIONS.computeIfAbsent(name, n -> new ArrayList<>()).add(new Function(signature, ranks, false, body));
    }

    private static void addSquare(String name, String signature, List<Integer> ranks, Body body) {
        FUNCTIONS.computeIfAbsent(name, n -> new ArrayList<>()).add(new Function(signature, ranks, true, body));
    }

    /** The functions of that name. */
    static List<Function> named(String name) {
        return FUNCTIONS.getOrDefault(name, List.of());
    }

    static List<String> names() {
        return List.copyOf(FUNCTIONS.keySet());
    }

    /** Makes the values of built-ins in one scope. */
    record Maker(Algebra algebra, Symbols symbols) {

        GraphBuilder g() {
            return algebra.builder();
        }

        Node sum(Node x) {
            return algebra.sumTo(x, Shape.SCALAR);
        }

        Node mean(Node x) {
            return algebra.divide(sum(x), g().whole(x.type().shape().count()));
        }

        Node norm(Node x) {
            return algebra.apply(Euclidean.NORM, x);
        }

        Node max(Node x) {
            return fold(Piecewise.MAX, Double.NEGATIVE_INFINITY, x);
        }

        /** The elements joined from the first one on. */
        Node fold(ScalarOperator operator, double start, Node x) {
            Node vector = algebra.apply(Layout.reshape(Shape.of(x.type().shape().count())), x);
            Symbol index = symbols.fresh("i");
            BodyBuilder body = new BodyBuilder(g());
            Node state = body.state("r", Type.REAL);
            Node element = new Algebra(body.graph()).slice(body.capture(vector), Size.of(index));
            Node joined = body.graph().apply(operator, state, element);
            return loop(
                    index, vector.type().shape().size(0), List.of(algebra.constant(start)), body, joined, Role.CARRY);
        }

        Node product(Node x) {
            return fold(Arithmetic.MULTIPLY, 1, x);
        }

        Node loop(Symbol index, Size count, List<Node> initial, BodyBuilder body, Node result, Role role) {
            Node tuple =
                    g().loop(Iterations.of(index, count), initial, body.buildResults(List.of(result)), List.of(role));
            return g().item(tuple, 0);
        }

        /** Of {@code A'*B} and {@code A*B'} without the product. */
        Node trace(Node a) {
            boolean product = a.operator()
                    .filter(Products.matrixMatrix(Side.PLAIN, Side.PLAIN)::equals)
                    .isPresent();
            for (int i = 0; product && i < 2; i++) {
                Node side = a.operand(i);
                Node other = a.operand(1 - i);
                if (side.operator().filter(Layout.TRANSPOSE::equals).isPresent()
                        && side.operand(0).type().equals(other.type())) {
                    return i == 0
                            ? algebra.apply(Products.DOT, side.operand(0), other)
                            : algebra.apply(Products.DOT, other, side.operand(0));
                }
            }
            return diagonal(a, Role.SUM);
        }

        Node diagonal(Node a, Role role) {
            Symbol index = symbols.fresh("i");
            BodyBuilder body = new BodyBuilder(g());
            Access at = Access.at(Size.of(index));
            Node element = body.graph().apply(Layout.get(List.of(at, at)), body.capture(a));
            return loop(index, a.type().shape().size(0), List.of(), body, element, role);
        }

        Node identity(Size n) {
            Symbol index = symbols.fresh("i");
            BodyBuilder body = new BodyBuilder(g());
            Node row = body.graph()
                    .apply(
                            Layout.scatter(Shape.of(n), List.of(Access.at(Size.of(index)))),
                            body.graph().constant(1));
            return loop(index, n, List.of(), body, row, Role.STACK);
        }

        Node diagonalMatrix(Node x) {
            Symbol index = symbols.fresh("i");
            Size n = x.type().shape().size(0);
            BodyBuilder body = new BodyBuilder(g());
            Node element = new Algebra(body.graph()).slice(body.capture(x), Size.of(index));
            Node row = body.graph().apply(Layout.scatter(Shape.of(n), List.of(Access.at(Size.of(index)))), element);
            return loop(index, n, List.of(), body, row, Role.STACK);
        }

        Node cumulated(Node x) {
            Symbol index = symbols.fresh("i");
            BodyBuilder body = new BodyBuilder(g());
            Node state = body.state("s", Type.REAL);
            Node sum = body.graph()
                    .apply(Arithmetic.ADD, state, new Algebra(body.graph()).slice(body.capture(x), Size.of(index)));
            Node tuple = g().loop(
                            Iterations.of(index, x.type().shape().size(0)),
                            List.of(algebra.constant(0)),
                            body.buildResults(List.of(sum, sum)),
                            List.of(Role.CARRY, Role.STACK));
            return g().item(tuple, 1);
        }

        /** The largest element, held constant, or 0 where it is infinite: sums of exponentials do not depend on it. */
        Node shift(Node x) {
            return algebra.apply(Exponentials.SHIFT, max(x));
        }

        Node softmax(Node x) {
            return softmax(x, x);
        }

        /** {@code exp(x)/sum(exp(all))}. */
        Node softmax(Node x, Node all) {
            Node shift = shift(all);
            Node e = algebra.apply(Exponentials.EXP, algebra.subtract(all, shift));
            return algebra.divide(algebra.apply(Exponentials.EXP, algebra.subtract(x, shift)), sum(e));
        }

        Node logSoftmax(Node x) {
            return algebra.subtract(x, logSumExp(x));
        }

        Node logSumExp(Node x) {
            Node shift = shift(x);
            Node sum = sum(algebra.apply(Exponentials.EXP, algebra.subtract(x, shift)));
            return algebra.add(shift, algebra.apply(Exponentials.LOG_OF_SUM, sum));
        }
    }
}
