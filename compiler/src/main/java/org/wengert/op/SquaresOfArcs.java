package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.wengert.ir.Node;
import org.wengert.runtime.ArcSquares;

/** Squares of {@code acos} and {@code acosh}, and their derivatives, which are smooth at 1. */
final class SquaresOfArcs {

    private static final Family COSINES = new Family(SquaresOfArcs::declareCosine);
    private static final Family HYPERBOLICS = new Family(SquaresOfArcs::declareHyperbolic);

    static final List<Members> FAMILIES = List.of(
            Members.of("acos_square", SquaresOfArcs::cosine, 0, 1, 2),
            Members.of("acosh_square", SquaresOfArcs::hyperbolic, 0, 1, 2));

    private SquaresOfArcs() {}

    private static ScalarOperator cosine(int k) {
        return COSINES.get(k);
    }

    private static ScalarOperator hyperbolic(int k) {
        return HYPERBOLICS.get(k);
    }

    private static ScalarOperator declareCosine(int k) {
        return declare(k, "acos", SquaresOfArcs::cosine, x -> ArcSquares.acosSquare(k, x), Interval.UNIT);
    }

    private static ScalarOperator declareHyperbolic(int k) {
        return declare(k, "acosh", SquaresOfArcs::hyperbolic, x -> ArcSquares.acoshSquare(k, x), new Interval(1, 5));
    }

    private static ScalarOperator declare(
            int k, String function, IntFunction<ScalarOperator> family, DoubleUnaryOperator kernel, Interval domain) {
        return function(
                        function + "_square[" + k + "]",
                        "derivative number " + k + " of " + function + "(x)^2",
                        function + "_square(" + k + ", x)",
                        kernel)
                .internal()
                .java(JavaForm.of("ArcSquares." + function + "Square(" + k + ", $0)"))
                .reference("power series near 1, recurrence of the differential equation beyond")
                .rule(
                        "#*" + function + "_square(" + (k + 1) + ", x)",
                        (g, x, y) -> Partial.times(g.apply(family.apply(k + 1), x.get(0))))
                .domain(domain)
                .build();
    }

    /** The square of {@code arc}, if that is one of these. */
    static Optional<Node> square(Algebra g, Node arc) {
        return Arithmetic.operand(arc, Trigonometric.ACOS)
                .map(x -> g.apply(cosine(0), x))
                .or(() -> Arithmetic.operand(arc, Trigonometric.ACOSH).map(x -> g.apply(hyperbolic(0), x)));
    }
}
