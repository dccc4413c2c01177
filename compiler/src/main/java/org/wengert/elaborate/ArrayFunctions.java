package org.wengert.elaborate;

import java.util.List;
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

/** Makes the values of the built-in functions of whole arrays in one scope, in terms of the operators of the graph. */
record ArrayFunctions(Algebra algebra, Symbols symbols) {

    static ArrayFunctions in(Scope scope) {
        return new ArrayFunctions(new Algebra(scope.builder()), scope.symbols());
    }

    GraphBuilder g() {
        return algebra.builder();
    }

    /** Along an axis, which goes. */
    Node sum(Node x, int axis) {
        return algebra.apply(Layout.sum(List.of(axis)), x);
    }

    Node sum(Node x) {
        return algebra.sumTo(x, Shape.SCALAR);
    }

    Node mean(Node x) {
        return algebra.divide(sum(x), g().whole(x.type().shape().count()));
    }

    /** Along an axis, which goes. */
    Node mean(Node x, int axis) {
        return algebra.divide(sum(x, axis), g().whole(x.type().shape().size(axis)));
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
        return loop(index, vector.type().shape().size(0), List.of(algebra.constant(start)), body, joined, Role.CARRY);
    }

    Node product(Node x) {
        return fold(Arithmetic.MULTIPLY, 1, x);
    }

    Node loop(Symbol index, Size count, List<Node> initial, BodyBuilder body, Node result, Role role) {
        Node tuple = g().loop(Iterations.of(index, count), initial, body.buildResults(List.of(result)), List.of(role));
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
