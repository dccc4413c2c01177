package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.wengert.ir.Node;
import org.wengert.op.JavaForm.Binding;
import org.wengert.runtime.RootFunctions;

/** Even functions of roots, {@code cos(sqrt(x))} and {@code cosh(sqrt(x))}, and their derivatives, which are smooth at 0. */
final class OfRoots {

    private static final int LARGEST_SHARED = 3;

    private static final List<ScalarOperator> COSINES = shared(OfRoots::declareCosine);
    private static final List<ScalarOperator> HYPERBOLICS = shared(OfRoots::declareHyperbolic);

    private OfRoots() {}

    private static List<ScalarOperator> shared(IntFunction<ScalarOperator> declare) {
        return IntStream.rangeClosed(0, LARGEST_SHARED).mapToObj(declare).toList();
    }

    /** Derivative number {@code k} of {@code cos(sqrt(x))}. */
    static ScalarOperator cosine(int k) {
        return k <= LARGEST_SHARED ? COSINES.get(k) : declareCosine(k);
    }

    /** Derivative number {@code k} of {@code cosh(sqrt(x))}. */
    static ScalarOperator hyperbolic(int k) {
        return k <= LARGEST_SHARED ? HYPERBOLICS.get(k) : declareHyperbolic(k);
    }

    private static ScalarOperator declareCosine(int k) {
        return function(
                        "cos_root[" + k + "]",
                        text(k, "cos"),
                        "cos_root(" + k + ", x)",
                        x -> RootFunctions.cosRoot(k, x))
                .internal()
                .java(new JavaForm("RootFunctions.cosRoot(" + k + ", $0)", Binding.PRIMARY, JavaForm.Operands.ANY))
                .reference("power series near 0, recurrence of the differential equation beyond")
                .rule("#*cos_root(" + (k + 1) + ", x)", (g, x, y) -> Partial.times(g.apply(cosine(k + 1), x.get(0))))
                .domain(Interval.POSITIVE)
                .build();
    }

    private static ScalarOperator declareHyperbolic(int k) {
        return function(
                        "cosh_root[" + k + "]",
                        text(k, "cosh"),
                        "cosh_root(" + k + ", x)",
                        x -> RootFunctions.coshRoot(k, x))
                .internal()
                .java(new JavaForm("RootFunctions.coshRoot(" + k + ", $0)", Binding.PRIMARY, JavaForm.Operands.ANY))
                .reference("power series near 0, recurrence of the differential equation beyond")
                .rule(
                        "#*cosh_root(" + (k + 1) + ", x)",
                        (g, x, y) -> Partial.times(g.apply(hyperbolic(k + 1), x.get(0))))
                .domain(Interval.POSITIVE)
                .build();
    }

    private static String text(int k, String function) {
        return "derivative number " + k + " of " + function + "(sqrt(x))";
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
