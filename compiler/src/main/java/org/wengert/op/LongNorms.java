package org.wengert.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wengert.ir.Node;
import org.wengert.ir.Type;
import org.wengert.runtime.Norms;

/** Norms of three numbers and more, a family of operators with as many arguments. */
final class LongNorms {

    private static final int LEAST = 3;

    /** What is longer is the norm of norms; templates of Java have one digit for an operand. */
    private static final int LONGEST = 8;

    private static final List<ScalarOperator> HYPOTS =
            IntStream.rangeClosed(LEAST, LONGEST).mapToObj(LongNorms::hypot).toList();

    private static final List<ScalarOperator> ROOTS =
            IntStream.rangeClosed(LEAST, LONGEST).mapToObj(LongNorms::root).toList();

    private static final List<List<ScalarOperator>> PARTS = IntStream.rangeClosed(LEAST, LONGEST)
            .mapToObj(n -> IntStream.range(0, n).mapToObj(i -> part(n, i)).toList())
            .toList();

    static final List<Members> FAMILIES = List.of(
            Members.of("hypot", n -> ofLength(HYPOTS, n), 3, 5),
            Members.ofTwo("hypot_part", n -> partOf(n[0], n[1]), new int[] {3, 0}, new int[] {4, 1}),
            Members.of("root_of_squares", n -> ofLength(ROOTS, n), 3));

    private LongNorms() {}

    static Node norm(Algebra g, List<Node> x) {
        if (x.size() == 2) {
            return g.apply(Euclidean.HYPOT, x.get(0), x.get(1));
        }
        if (isOne(x.size())) {
            return apply(g, ofLength(HYPOTS, x.size()), x);
        }
        int parts = (x.size() + LONGEST - 1) / LONGEST;
        return norm(
                g,
                IntStream.range(0, parts)
                        .mapToObj(k -> norm(g, x.subList(x.size() * k / parts, x.size() * (k + 1) / parts)))
                        .toList());
    }

    /** Whether the norm of so many numbers is one operator. */
    static boolean isOne(int size) {
        return size <= LONGEST;
    }

    private static ScalarOperator ofLength(List<ScalarOperator> family, int n) {
        return family.get(n - LEAST);
    }

    private static ScalarOperator hypot(int n) {
        List<String> names = ScalarOperator.operandNames(n);
        ScalarOperator.Builder b = new ScalarOperator.Builder(
                        "hypot[" + n + "]",
                        "length of a vector of " + n + " numbers",
                        "sqrt(" + letters(n, "^2 + ") + "^2)",
                        Collections.nCopies(n, Type.REAL),
                        Norms::hypot)
                .internal()
                .notation("hypot(" + letters(n, ", ") + ")")
                .lowersTo((g, x) -> {
                    List<Node> operands = new ArrayList<>(x);
                    operands.add(0, Euclidean.sumOfSquares(g, x));
                    return apply(g, ofLength(ROOTS, n), operands);
                })
                .cost(2L * n, 0)
                .reference(
                        "the root of the sum of squares, Math.hypot where that leaves the range; of three at most 1.6 ulp")
                .kink("the first derivatives of a norm are 0 where it is 0, and second ones NaN: they do not exist");
        for (int i = 0; i < n; i++) {
            int argument = i;
            b.rule("#*" + names.get(i) + "/y", (g, x, y) -> Partial.times(apply(g, partOf(n, argument), x)));
        }
        return b.series(Euclidean::coefficient).build();
    }

    /** An argument over the norm, closed under differentiation without cancellation. */
    private static ScalarOperator part(int n, int i) {
        List<String> names = ScalarOperator.operandNames(n);
        String r = "hypot(" + letters(n, ", ") + ")";
        ScalarOperator.Builder b = new ScalarOperator.Builder(
                        "hypot_part[" + n + "," + i + "]",
                        "derivative of hypot in " + names.get(i),
                        names.get(i) + "/" + r,
                        Collections.nCopies(n, Type.REAL),
                        x -> Euclidean.overNorm(x[i], Norms.hypot(x)))
                .internal()
                .lowersTo((g, x) -> Euclidean.overNorm(g, x.get(i), norm(g, x)));
        for (int j = 0; j < n; j++) {
            int by = j;
            if (j == i) {
                b.rule("#*(1 - y^2)/" + r, (g, x, y) -> {
                    List<Node> others = new ArrayList<>(x);
                    others.remove(i);
                    return Euclidean.second(
                            g, g.square(Euclidean.overNorm(g, norm(g, others), norm(g, x))), norm(g, x));
                });
            } else {
                b.rule(
                        "-#*y*(" + names.get(j) + "/" + r + ")/" + r,
                        (g, x, y) -> Euclidean.second(g, g.multiply(y, apply(g, partOf(n, by), x)), norm(g, x))
                                .negated());
            }
        }
        return b.build();
    }

    /** Which argument the operator of this name divides by the norm, if it is a derivative of one. */
    static Optional<Integer> indexOfPart(String name) {
        return name.startsWith("hypot_part[")
                ? Optional.of(Integer.valueOf(name.substring(name.indexOf(',') + 1, name.length() - 1)))
                : Optional.empty();
    }

    static ScalarOperator partOf(int n, int i) {
        return PARTS.get(n - LEAST).get(i);
    }

    private static Node apply(Algebra g, ScalarOperator operator, List<Node> x) {
        return g.apply(operator, x.toArray(Node[]::new));
    }

    /** How Java computes a norm, from the sum of the squares. */
    private static ScalarOperator root(int n) {
        String hypot = IntStream.rangeClosed(2, n)
                .mapToObj(i -> ", $" + i + ")")
                .reduce("$1", (inner, next) -> "Math.hypot(" + inner + next);
        ScalarOperator.Builder b = new ScalarOperator.Builder(
                        "root_of_squares[" + n + "]",
                        "square root of a sum of " + n + " squares, or hypot where the sum left the range",
                        "sqrt(a)",
                        Collections.nCopies(n + 1, Type.REAL),
                        x -> Norms.root(x[0], Arrays.copyOfRange(x, 1, n + 1)))
                .internal()
                .notation("sqrt(a)")
                .java(Euclidean.rootOr(hypot))
                .cost(3, 0)
                .rule("#/(2*y)", (g, x, y) -> Partial.overNorm(g.multiply(2, y)));
        for (int i = 0; i < n; i++) {
            b.rule("0", (g, x, y) -> Partial.ZERO);
        }
        return b.domain(IntStream.rangeClosed(0, n)
                        .mapToObj(i -> i == 0 ? Interval.POSITIVE : Interval.REALS)
                        .toArray(Interval[]::new))
                .build();
    }

    private static String letters(int n, String between) {
        return String.join(between, ScalarOperator.operandNames(n));
    }
}
