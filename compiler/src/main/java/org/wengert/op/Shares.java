package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wengert.ir.Node;

/**
 * Functions over powers of their argument, {@code tan(a*x)/x} or {@code (exp(x) - 1 - x)/x^2}, and the argument over functions. Values
 * are right as they are written, or where the function less the first terms of its series is an operator. Derivatives that follow from
 * the quotient are differences of larger and larger numbers near 0; here they are operators of their own.
 *
 * @param name of the function f in those of the operators
 * @param f 0 at 0
 * @param kernel of the derivatives
 * @param from the power that the series of f begins with; 1 with the coefficient 1
 * @param domain where derivatives are compared with differences
 */
record Shares(String name, ScalarOperator f, org.wengert.runtime.Shares kernel, int from, Interval domain) {

    private static final String REFERENCE =
            "power series near 0, Leibniz's rule beyond; at most 100 ulp of the value or of 1/10 for abs(x) up to 4";

    private static final Interval NEAR_0 = new Interval(-1.3, 1.3);

    private static final Interval AWAY_FROM_0 = new Interval(0.4, 0.9);

    private static final List<Shares> FUNCTIONS = List.of(
            new Shares("sin", Trigonometric.SIN, org.wengert.runtime.Shares.SIN, 1, NEAR_0),
            new Shares("sinh", Trigonometric.SINH, org.wengert.runtime.Shares.SINH, 1, NEAR_0),
            new Shares("tan", Trigonometric.TAN, org.wengert.runtime.Shares.TAN, 1, NEAR_0),
            new Shares("tanh", Trigonometric.TANH, org.wengert.runtime.Shares.TANH, 1, NEAR_0),
            new Shares("atan", Trigonometric.ATAN, org.wengert.runtime.Shares.ATAN, 1, NEAR_0),
            new Shares("atanh", Trigonometric.ATANH, org.wengert.runtime.Shares.ATANH, 1, Interval.UNIT),
            new Shares("asin", Trigonometric.ASIN, org.wengert.runtime.Shares.ASIN, 1, Interval.UNIT),
            new Shares("asinh", Trigonometric.ASINH, org.wengert.runtime.Shares.ASINH, 1, NEAR_0),
            new Shares("erf", Special.ERF, org.wengert.runtime.Shares.ERF, 1, NEAR_0),
            new Shares("log1p", Exponentials.LOG1P, org.wengert.runtime.Shares.LOG1P, 1, Interval.UNIT),
            new Shares("sin_less", Remainders.SIN, org.wengert.runtime.Shares.SIN, 3, NEAR_0),
            new Shares("sinh_less", Remainders.SINH, org.wengert.runtime.Shares.SINH, 3, NEAR_0),
            new Shares("tan_less", Remainders.TAN, org.wengert.runtime.Shares.TAN, 3, NEAR_0),
            new Shares("tanh_less", Remainders.TANH, org.wengert.runtime.Shares.TANH, 3, NEAR_0),
            new Shares("atan_less", Remainders.ATAN, org.wengert.runtime.Shares.ATAN, 3, NEAR_0),
            new Shares("atanh_less", Remainders.ATANH, org.wengert.runtime.Shares.ATANH, 3, Interval.UNIT),
            new Shares("asin_less", Remainders.ASIN, org.wengert.runtime.Shares.ASIN, 3, Interval.UNIT),
            new Shares("asinh_less", Remainders.ASINH, org.wengert.runtime.Shares.ASINH, 3, NEAR_0),
            new Shares("expm1_less", Remainders.EXP, org.wengert.runtime.Shares.EXP, 2, NEAR_0),
            new Shares("log1p_less", Remainders.LOG1P, org.wengert.runtime.Shares.LOG1P, 2, Interval.UNIT),
            new Shares("cosh_less_one", Steps.COSH_LESS_ONE, org.wengert.runtime.Shares.COSH, 2, NEAR_0));

    private static final Map<ScalarOperator, Shares> BY_FUNCTION =
            FUNCTIONS.stream().collect(Collectors.toMap(Shares::f, Function.identity()));

    private static final Map<String, ScalarOperator> DECLARED = new ConcurrentHashMap<>();

    static final List<ScalarOperator> ALL = FUNCTIONS.stream()
            .filter(Shares::beginsWithX)
            .flatMap(f -> Stream.of(f.by(), f.slope(), f.under()))
            .toList();

    static final List<Members> FAMILIES =
            FUNCTIONS.stream().flatMap(Shares::families).toList();

    private Stream<Members> families() {
        Members over = Members.ofTwo(
                name + "_over", n -> over(n[0], n[1]), new int[] {from, beginsWithX() ? 1 : 0}, new int[] {
                    1, beginsWithX() ? 2 : 1
                });
        return beginsWithX() ? Stream.of(over, Members.of("over_" + name, this::under, 0, 1, 2)) : Stream.of(over);
    }

    private boolean beginsWithX() {
        return from == 1;
    }

    /** {@code x/f(w*x)}, if that is known here. */
    static Optional<Node> under(Algebra g, Node x, Node divisor) {
        return of(divisor)
                .filter(Shares::beginsWithX)
                .flatMap(share -> cofactor(g, divisor.operand(0), x)
                        .map(w -> w.isConstant(1) ? g.apply(share.under(0), x) : g.apply(share.under(), w, x)));
    }

    private static Optional<Shares> of(Node f) {
        return f.operator().flatMap(o -> Optional.ofNullable(BY_FUNCTION.get(o)));
    }

    /** {@code f(w*x)/x} or {@code f(x)/x^n}, if that is known here. */
    static Optional<Node> over(Algebra g, Node f, Node divisor) {
        if (Match.is(f, Remainders.UNLESS_ZERO)) {
            return FUNCTIONS.stream()
                    .flatMap(share -> share.overMore(g, f.operand(0), divisor).stream())
                    .findFirst();
        }
        return of(f).flatMap(share -> share.beginsWithX()
                ? cofactor(g, f.operand(0), divisor)
                        .map(w ->
                                w.isConstant(1) ? g.apply(share.over(1, 0), divisor) : g.apply(share.by(), w, divisor))
                : share.overPower(g, f.operand(0), 0, divisor));
    }

    /** {@code f(x)/x^n}, which is known, over more powers. */
    private Optional<Node> overMore(Algebra g, Node quotient, Node divisor) {
        return IntStream.range(1, from)
                .filter(n -> Match.is(quotient, over(n, 0)))
                .mapToObj(n -> overPower(g, quotient.operand(0), n, divisor))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Node> overPower(Algebra g, Node u, int before, Node divisor) {
        int more = power(g, divisor, u, from - before);
        if (more == 0) {
            return Optional.empty();
        }
        int power = before + more;
        Node quotient = (power == 3 && f.equals(Remainders.SIN)
                        ? OfRoots.lessSineOverCube(g, u).map(g::negate)
                        : Optional.<Node>empty())
                .orElseGet(() -> g.apply(over(power, 0), u));
        return Optional.of(g.apply(Remainders.UNLESS_ZERO, quotient, u));
    }

    /** The cofactor of x in u, if x is none that is known. */
    private static Optional<Node> cofactor(Algebra g, Node u, Node x) {
        return x.isConstant() ? Optional.empty() : RemainderRewritings.cofactor(g, u, x);
    }

    /** n, at most {@code most}, where a node is {@code u^n}; a norm's square is a sum. 0 where it is no such power. */
    static int power(Algebra g, Node node, Node u, int most) {
        if (most < 1) {
            return 0;
        }
        if (node.equals(u)) {
            return 1;
        }
        if (node.equals(squareOf(g, u))) {
            return most < 2 ? 0 : 2;
        }
        if (OfRoots.isCube(node, u)) {
            return most < 3 ? 0 : 3;
        }
        Optional<Integer> exponent = Match.wholeExponent(node);
        if (exponent.isPresent()) {
            int n = exponent.get();
            int base = n < 1 || n > most ? 0 : power(g, node.operand(0), u, most / n);
            return n * base;
        }
        if (!Match.is(node, Arithmetic.MULTIPLY)) {
            return 0;
        }
        int first = power(g, node.operand(0), u, most - 1);
        int second = first == 0 ? 0 : power(g, node.operand(1), u, most - first);
        return second == 0 ? 0 : first + second;
    }

    /** What {@code u^2} has become where u is a root or a norm. */
    private static Node squareOf(Algebra g, Node u) {
        return Arithmetic.operand(u, Powers.SQRT)
                .or(() -> Euclidean.square(g, u))
                .orElse(u);
    }

    private ScalarOperator declared(String id, Supplier<ScalarOperator.Builder> builder) {
        ScalarOperator known = DECLARED.get(id);
        if (known != null) {
            return known;
        }
        ScalarOperator declared = builder.get().internal().build();
        ScalarOperator before = DECLARED.putIfAbsent(id, declared);
        return before == null ? declared : before;
    }

    /** The n-th derivative of {@code f(x)/x^power}; of f itself if the power is 0. */
    private ScalarOperator over(int power, int n) {
        String id = name + "_over[" + power + "," + n + "]";
        return declared(id, () -> {
            ScalarOperator.Builder member = n == 0 && beginsWithX()
                    ? quotient(
                            id,
                            name + " over x",
                            name + "(x)/x",
                            x -> f.evaluate(x) / x,
                            (g, x) -> g.divide(g.apply(f, x), x))
                    : derivative(
                            id,
                            (n == 0 ? "" : "derivative number " + n + " of ") + name + " over a power, " + power,
                            n == 0 ? f.formula() + "/x^" + power : id + "(x)",
                            "over(" + from + ", " + power + ", " + n + ", $0)",
                            x -> kernel.over(from, power, n, x));
            return member.rule(
                    "#*" + name + "_over[" + power + "," + (n + 1) + "](x)",
                    (g, x, y) -> Partial.times(g.apply(over(power, n + 1), x.get(0))));
        });
    }

    /** The n-th derivative of {@code x/f(x)}. */
    private ScalarOperator under(int n) {
        String id = "over_" + name + "[" + n + "]";
        return declared(id, () -> {
            ScalarOperator.Builder member = n == 0
                    ? quotient(
                            id,
                            "x over " + name,
                            "x/" + name + "(x)",
                            x -> x / f.evaluate(x),
                            (g, x) -> g.divide(x, g.apply(f, x)))
                    : derivative(
                            id,
                            "derivative number " + n + " of x over " + name,
                            id + "(x)",
                            "under(" + n + ", $0)",
                            x -> kernel.under(n, x));
            return member.rule(
                    "#*over_" + name + "[" + (n + 1) + "](x)",
                    (g, x, y) -> Partial.times(g.apply(under(n + 1), x.get(0))));
        });
    }

    /** A value that is right as it is written. */
    private ScalarOperator.Builder quotient(
            String id,
            String summary,
            String formula,
            DoubleUnaryOperator value,
            BiFunction<Algebra, Node, Node> lowered) {
        return function(id, summary, formula, value)
                .lowersTo((g, x) -> lowered.apply(g, x.get(0)))
                .domain(AWAY_FROM_0);
    }

    private ScalarOperator.Builder derivative(
            String id, String summary, String formula, String call, DoubleUnaryOperator value) {
        return function(id, summary, formula, value)
                .notation(id + "(x)")
                .java(JavaForm.of("Shares." + kernel + "." + call))
                .reference(REFERENCE)
                .domain(domain);
    }

    /** {@code f(a*b)/b}. */
    private ScalarOperator by() {
        return declared(
                name + "_by",
                () -> function(name + "_by", name + "(a*b) over b", name + "(a*b)/b", (a, b) -> f.evaluate(a * b) / b)
                        .lowersTo((g, x) -> g.divide(g.apply(f, g.multiply(x.get(0), x.get(1))), x.get(1)))
                        .rule("#*" + name + "'(a*b)", (g, x, y) -> slope(g, g.multiply(x.get(0), x.get(1))))
                        .rule(
                                "#*a^2*" + name + "_over[1,1](a*b)",
                                (g, x, y) -> Partial.times(g.apply(slope(), x.get(0), x.get(1))))
                        .domain(AWAY_FROM_0, domain));
    }

    private Partial slope(Algebra g, Node u) {
        return f.rules().get(0).partial().at(g, List.of(u), g.apply(f, u));
    }

    /** The derivative of {@code f(a*b)/b} in b, whose own in a is known without a difference. */
    private ScalarOperator slope() {
        return declared(
                name + "_by_slope",
                () -> function(
                                name + "_by_slope",
                                "derivative of " + name + "(a*b)/b in b",
                                "a^2*" + name + "_over[1,1](a*b)",
                                (a, b) -> a * a * kernel.over(1, 1, 1, a * b))
                        .lowersTo((g, x) ->
                                g.multiply(g.square(x.get(0)), g.apply(over(1, 1), g.multiply(x.get(0), x.get(1)))))
                        .rule(
                                "#*a*" + name + "_over[0,2](a*b)",
                                (g, x, y) -> Partial.times(
                                        g.multiply(x.get(0), g.apply(over(0, 2), g.multiply(x.get(0), x.get(1))))))
                        .rule(
                                "#*a^3*" + name + "_over[1,2](a*b)",
                                (g, x, y) -> Partial.times(g.multiply(
                                        g.apply(Powers.power(3), x.get(0)),
                                        g.apply(over(1, 2), g.multiply(x.get(0), x.get(1))))))
                        .domain(AWAY_FROM_0, domain));
    }

    /** {@code b/f(a*b)}. */
    private ScalarOperator under() {
        return declared(
                "by_" + name,
                () -> function(
                                "by_" + name,
                                "b over " + name + "(a*b)",
                                "b/" + name + "(a*b)",
                                (a, b) -> b / f.evaluate(a * b))
                        .lowersTo((g, x) -> g.divide(x.get(1), g.apply(f, g.multiply(x.get(0), x.get(1)))))
                        .rule(
                                "-#*y^2*" + name + "_over[0,1](a*b)",
                                (g, x, y) -> Partial.times(g.multiply(
                                                g.square(y), g.apply(over(0, 1), g.multiply(x.get(0), x.get(1)))))
                                        .negated())
                        .rule(
                                "#*over_" + name + "[1](a*b)",
                                (g, x, y) -> Partial.times(g.apply(under(1), g.multiply(x.get(0), x.get(1)))))
                        .domain(AWAY_FROM_0, domain));
    }
}
