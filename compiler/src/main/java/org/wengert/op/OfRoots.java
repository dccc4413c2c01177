package org.wengert.op;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.runtime.RootFunctions;

/** Even functions of roots, {@code cos(sqrt(x))} and {@code cosh(sqrt(x))}, and their derivatives, which are smooth at 0. */
final class OfRoots {

    private static final String REFERENCE = "power series near 0, recurrence of the differential equation beyond";

    private static final Family COSINES = new Family(OfRoots::declareCosine);
    private static final Family HYPERBOLICS = new Family(OfRoots::declareHyperbolic);

    static final List<Members> FAMILIES = List.of(
            Members.of("cos_root", OfRoots::cosine, 0, 1, 2), Members.of("cosh_root", OfRoots::hyperbolic, 0, 1, 2));

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
        return radicand(g, root).map(x -> g.apply(cosine(0), x));
    }

    static Optional<Node> hyperbolic(Algebra g, Node root) {
        return radicand(g, root).map(x -> g.apply(hyperbolic(0), x));
    }

    private static Optional<Node> radicand(Algebra g, Node root) {
        return Arithmetic.operand(root, Powers.SQRT).or(() -> Euclidean.square(g, root));
    }
}
