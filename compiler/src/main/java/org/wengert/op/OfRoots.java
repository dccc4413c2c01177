package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;
import org.wengert.runtime.Norms;
import org.wengert.runtime.RootFunctions;

/**
 * Even functions of roots, {@code cos(sqrt(x))} and {@code cosh(sqrt(x))}, Stumpff's functions, and their derivatives, which are smooth at 0. A norm may be a
 * number where its square, of which it is the root, is too large for one: its cosine is read from the norm there.
 */
final class OfRoots {

    private static final String REFERENCE = "power series near 0, recurrence of the differential equation beyond";

    private static final Family COSINES = new Family(OfRoots::declareCosine);
    private static final Family HYPERBOLICS = new Family(OfRoots::declareHyperbolic);

    private static final Family OF_NORMS = new Family(OfRoots::declareCosineOfNorm);
    private static final Family POWERS = new Family(OfRoots::declarePower);
    private static final Family TWO = new Family(k -> declareStumpff(2, k));
    private static final Family THREE = new Family(k -> declareStumpff(3, k));

    static final List<Members> FAMILIES = List.of(
            Members.of("cos_root", OfRoots::cosine, 0, 1, 2),
            Members.of("cos_norm", OfRoots::cosineOfNorm, 0, 1, 2),
            Members.of("cosh_root", OfRoots::hyperbolic, 0, 1, 2),
            Members.of("norm_power", OfRoots::powerOfNorm, 1, 2),
            Members.ofTwo(
                    "stumpff",
                    n -> stumpff(n[0], n[1]),
                    new int[] {2, 0},
                    new int[] {3, 0},
                    new int[] {2, 1},
                    new int[] {3, 2}));

    /** Keeps the digits of the difference, and its derivatives those of the cosine of a norm. */
    static final ScalarOperator ONE_MINUS_COS = function(
                    "one_minus_cos_norm",
                    "1 - cos of a norm b, with its square a",
                    "1 - cos(b)",
                    RootFunctions::oneMinusCosNorm)
            .internal()
            .java("RootFunctions.oneMinusCosNorm")
            .reference("2*sin(sqrt(a)/2)^2")
            .rule(
                    "-#*cos_norm[1](a, b)",
                    (g, x, y) -> Partial.times(g.apply(cosineOfNorm(1), x.get(0), x.get(1)))
                            .negated())
            .rule("0", (g, x, y) -> Partial.ZERO)
            .domain(Interval.POSITIVE, Interval.POSITIVE)
            .build();

    static final List<ScalarOperator> ALL = List.of(ONE_MINUS_COS);

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
    static ScalarOperator cosineOfNorm(int k) {
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

    /** {@code b^(2*k + 1)} of a norm, whose derivative in {@code a = b^2} is such a power again, and whose second derivatives at 0 so are known. */
    private static ScalarOperator powerOfNorm(int k) {
        return POWERS.get(k);
    }

    private static ScalarOperator declarePower(int k) {
        int n = 2 * k + 1;
        ScalarOperator.Builder b = function(
                        "norm_power[" + k + "]",
                        "power of a norm b, from its square a",
                        "a^(" + n + "/2)",
                        (a, norm) -> Powers.integerPower(a, k) * Norms.root(a, norm, 0))
                .internal()
                .domain(Interval.POSITIVE, Interval.POSITIVE);
        return (k == 0
                        ? b.lowersTo((g, x) -> Euclidean.rootGiven(g, x.get(0), x.get(1)))
                                .rule("#/(2*y)", (g, x, y) -> Partial.overNorm(g.multiply(2, y)))
                        : b.lowersTo((g, x) -> g.multiply(
                                        g.apply(Powers.power(k), x.get(0)), Euclidean.rootGiven(g, x.get(0), x.get(1))))
                                .rule(
                                        "#*" + n + "/2*a^(" + (n - 2) + "/2)",
                                        (g, x, y) -> Partial.times(
                                                g.multiply(0.5 * n, g.apply(powerOfNorm(k - 1), x.get(0), x.get(1))))))
                .rule("0", (g, x, y) -> Partial.ZERO)
                .build();
    }

    /** An odd power of a norm. */
    static Node power(Algebra g, Node square, Node norm, int n) {
        return g.apply(powerOfNorm((n - 1) / 2), square, norm);
    }

    /** Whether a node is the cube of a norm. */
    static boolean isCube(Node node, Node norm) {
        return Match.is(node, powerOfNorm(1)) && node.operand(1).equals(norm);
    }

    /** Derivative number {@code k} in {@code a = b^2} of {@code (1 - cos(b))/b^2} or {@code (b - sin(b))/b^3}, with {@code j} 2 or 3. */
    private static ScalarOperator stumpff(int j, int k) {
        return (j == 2 ? TWO : THREE).get(k);
    }

    private static ScalarOperator declareStumpff(int j, int k) {
        String id = "stumpff[" + j + "," + k + "]";
        String formula = j == 2 ? "(1 - cos(b))/a" : "(b - sin(b))/(a*b)";
        return function(
                        id,
                        k == 0
                                ? "Stumpff's function number " + j + " of a norm b, with its square a"
                                : "derivative number " + k + " of stumpff[" + j + ",0] in a",
                        k == 0 ? formula : id + "(a, b)",
                        (a, b) -> RootFunctions.stumpff(j, k, a, b))
                .internal()
                .notation(id + "(a, b)")
                .java(JavaForm.of("RootFunctions.stumpff(" + j + ", " + k + ", $0, $1)"))
                .rule(
                        "#*stumpff[" + j + "," + (k + 1) + "](a, b)",
                        (g, x, y) -> Partial.times(g.apply(stumpff(j, k + 1), x.get(0), x.get(1))))
                .rule("0", (g, x, y) -> Partial.ZERO)
                .reference("power series near 0, what it is made of beyond")
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

    /** {@code 1 - cos(r)} of a root or a norm, from the cosine. */
    static Optional<Node> oneMinus(Algebra g, Node cosine) {
        return Arithmetic.operand(cosine, cosine(0))
                .map(x -> g.apply(ONE_MINUS_COS, x, g.apply(Powers.SQRT, x)))
                .or(() -> Optional.of(cosine)
                        .filter(c -> Match.is(c, cosineOfNorm(0)))
                        .map(c -> g.apply(ONE_MINUS_COS, c.operand(0), c.operand(1))));
    }

    /** That over the square of the root or the norm. */
    static Optional<Node> oneMinusOverSquare(Algebra g, Node f, Node divisor) {
        return Optional.of(f)
                .filter(d -> Match.is(d, ONE_MINUS_COS) && Shares.power(g, divisor, d.operand(1), 2) == 2)
                .map(d -> g.apply(
                        Remainders.UNLESS_ZERO, g.apply(stumpff(2, 0), d.operand(0), d.operand(1)), d.operand(1)));
    }

    /** {@code (r - sin(r))/r^3} of a root or a norm. */
    static Optional<Node> lessSineOverCube(Algebra g, Node root) {
        return radicand(root).or(() -> Euclidean.square(g, root)).map(square -> g.apply(stumpff(3, 0), square, root));
    }

    private static Optional<Node> radicand(Node root) {
        return Arithmetic.operand(root, Powers.SQRT);
    }
}
