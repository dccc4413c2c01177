package org.wengert.op;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.runtime.ArcSquares;

/** Squares of {@code acos} and {@code acosh}, and their derivatives, which are smooth at 1. */
final class SquaresOfArcs {

    private static final String REFERENCE = "power series near 1, recurrence of the differential equation beyond";

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
        return Family.member(
                        "acos_square",
                        k,
                        false,
                        "square of acos",
                        "acos(x)^2",
                        "ArcSquares.acosSquare",
                        x -> ArcSquares.acosSquare(k, x),
                        SquaresOfArcs::cosine)
                .reference(REFERENCE)
                .domain(Interval.UNIT)
                .build();
    }

    private static ScalarOperator declareHyperbolic(int k) {
        return Family.member(
                        "acosh_square",
                        k,
                        false,
                        "square of acosh",
                        "acosh(x)^2",
                        "ArcSquares.acoshSquare",
                        x -> ArcSquares.acoshSquare(k, x),
                        SquaresOfArcs::hyperbolic)
                .reference(REFERENCE)
                .domain(new Interval(1, 5))
                .build();
    }

    /** The square of {@code arc}, if that is one of these. */
    static Optional<Node> square(Algebra g, Node arc) {
        return Arithmetic.operand(arc, Trigonometric.ACOS)
                .map(x -> g.apply(cosine(0), x))
                .or(() -> Arithmetic.operand(arc, Trigonometric.ACOSH).map(x -> g.apply(hyperbolic(0), x)));
    }
}
