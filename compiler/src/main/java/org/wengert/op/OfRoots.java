package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.runtime.RootFunctions;

/**
 * Even functions of roots, {@code cos(sqrt(x))} and {@code cosh(sqrt(x))}, and their derivatives, which are smooth at 0. A norm may be a
 * number where its square, of which it is the root, is too large for one: its cosine is read from the norm there.
 */
final class OfRoots {

    private static final String REFERENCE = "power series near 0, recurrence of the differential equation beyond";

    private static final Family COSINES = new Family(OfRoots::declareCosine);
    private static final Family HYPERBOLICS = new Family(OfRoots::declareHyperbolic);

    private static final Family OF_NORMS = new Family(OfRoots::declareCosineOfNorm);

    static final List<Members> FAMILIES = List.of(
            Members.of("cos_root", OfRoots::cosine, 0, 1, 2),
            Members.of("cos_norm", OfRoots::cosineOfNorm, 0, 1, 2),
            Members.of("cosh_root", OfRoots::hyperbolic, 0, 1, 2));

    private OfRoots() {}

    /** Derivative number {@code k} of {@code cos(sqrt(x))}. */
    static ScalarOperator cosine(int k) {
        return COSINES.get(k);
    }

    /** Derivative number {@code k} of {@code cosh(sqrt(x))}. */
    static ScalarOperator hyperbolic(int k) {
        return HYPERBOLICS.get(k);
    }

    private static ScalarOperator declareCosine(int k) {
        return Family.member(
                        "cos_root",
                        k,
                        false,
                        "cos of a root",
                        "cos(sqrt(x))",
                        "RootFunctions.cosRoot",
                        x -> RootFunctions.cosRoot(k, x),
                        OfRoots::cosine)
                .reference(REFERENCE)
                .domain(Interval.POSITIVE)
                .build();
    }

    /** Derivative number {@code k} of {@code cos(b)} in {@code a = b^2}, which may be infinite where b is not. */
    private static ScalarOperator cosineOfNorm(int k) {
        return OF_NORMS.get(k);
    }

    private static ScalarOperator declareCosineOfNorm(int k) {
        String id = "cos_norm[" + k + "]";
        return function(
                        id,
                        k == 0 ? "cos of a norm b, from its square a" : "derivative number " + k + " of cos_norm in a",
                        k == 0 ? "cos(b)" : id + "(a, b)",
                        (a, b) -> RootFunctions.cosNorm(k, a, b))
                .internal()
                .java(JavaForm.of("RootFunctions.cosNorm(" + k + ", $0, $1)"))
                .rule(
                        "#*cos_norm[" + (k + 1) + "](a, b)",
                        (g, x, y) -> Partial.times(g.apply(cosineOfNorm(k + 1), x.get(0), x.get(1))))
                .rule("0", (g, x, y) -> Partial.ZERO)
                .reference(REFERENCE)
                .domain(Interval.POSITIVE, Interval.POSITIVE)
                .build();
    }

    private static ScalarOperator declareHyperbolic(int k) {
        return Family.member(
                        "cosh_root",
                        k,
                        false,
                        "cosh of a root",
                        "cosh(sqrt(x))",
                        "RootFunctions.coshRoot",
                        x -> RootFunctions.coshRoot(k, x),
                        OfRoots::hyperbolic)
                .reference(REFERENCE)
                .domain(Interval.POSITIVE)
                .build();
    }

    static Optional<Node> cosine(Algebra g, Node root) {
        return radicand(root)
                .map(x -> g.apply(cosine(0), x))
                .or(() -> Euclidean.square(g, root).map(square -> g.apply(cosineOfNorm(0), square, root)));
    }

    /** {@code sinc(r)} is -2 times the derivative of {@code cos(r)} in {@code r^2}. */
    static Optional<Node> sinc(Algebra g, Node root) {
        return radicand(root)
                .map(x -> g.apply(cosine(1), x))
                .or(() -> Euclidean.square(g, root).map(square -> g.apply(cosineOfNorm(1), square, root)))
                .map(slope -> g.multiply(-2, slope));
    }

    static Optional<Node> hyperbolic(Algebra g, Node root) {
        return radicand(root).or(() -> Euclidean.square(g, root)).map(x -> g.apply(hyperbolic(0), x));
    }

    private static Optional<Node> radicand(Node root) {
        return Arithmetic.operand(root, Powers.SQRT);
    }
}
