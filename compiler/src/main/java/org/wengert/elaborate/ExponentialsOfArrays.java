package org.wengert.elaborate;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.op.Algebra;
import org.wengert.op.Arithmetic;
import org.wengert.op.Exponentials;
import org.wengert.op.ScalarOperator;

/**
 * What authors write for {@code logsumexp(v)} and {@code softmax(v)}: {@code log(sum(exp(v)))}, {@code exp(v)/sum(exp(v))} and {@code
 * exp(v[i])/sum(exp(v))}, evaluated relative to the largest element of v. The largest one is found by a loop, which identities of
 * operators cannot make.
 */
final class ExponentialsOfArrays {

    private ExponentialsOfArrays() {}

    /** The operator at the operands, if it is one of these. */
    static Optional<Node> of(ScalarOperator operator, List<Node> x, Scope scope) {
        ArrayFunctions.Maker maker = new ArrayFunctions.Maker(new Algebra(scope.builder()), scope.symbols());
        if (operator.equals(Exponentials.LOG)) {
            return exponents(x.get(0)).map(maker::logSumExp);
        }
        if (!operator.equals(Arithmetic.DIVIDE)) {
            return Optional.empty();
        }
        return exponents(x.get(1))
                .flatMap(v -> exponent(x.get(0))
                        .filter(u -> u.equals(v) || isElement(u, v))
                        .map(u -> maker.softmax(u, v)));
    }

    /** {@code v} of {@code sum(exp(v))}. */
    private static Optional<Node> exponents(Node sum) {
        boolean total = sum.type().isScalar()
                && sum.operator().filter(o -> o.name().startsWith("sum[")).isPresent();
        return total ? exponent(sum.operand(0)) : Optional.empty();
    }

    private static Optional<Node> exponent(Node node) {
        return node.operator().filter(Exponentials.EXP::equals).map(o -> node.operand(0));
    }

    private static boolean isElement(Node u, Node v) {
        return u.operator().filter(o -> o.name().startsWith("get[")).isPresent()
                && u.operand(0).equals(v);
    }
}
