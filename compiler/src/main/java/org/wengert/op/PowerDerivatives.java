package org.wengert.op;

import static org.wengert.op.ScalarOperator.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wengert.ir.Node;

/**
 * The derivatives of {@code a^b}, and of {@code (1 + a)^b} with the digits of a: the j-th in a of the k-th in b is {@code pow[j,k]}, or
 * {@code compound[j,k]}, closed under differentiation. It is the power with the exponent {@code b - j} times a polynomial in the logarithm
 * of the base, whose coefficients are polynomials in b,
 *
 * <pre>
 * c[k] = 1, then j times:  c[i] = (b - step)*c[i] + (i + 1)*c[i + 1]
 * </pre>
 *
 * <p>A term whose coefficient is 0 is absent, whatever the power is: {@code x^0} has derivative 0, and {@code x^1} second
 * derivative 0, at x = 0 too. A term whose power is 0 is 0, whatever the logarithm: the derivative of {@code 0^b} in b.
 */
final class PowerDerivatives {

    private static final Map<String, ScalarOperator> SHARED = new ConcurrentHashMap<>();

    /** How the base is given: as it is, or by what it has more than 1, with the digits of that. */
    enum Form {
        POWER("pow", "a", "log(a)"),
        COMPOUND("compound", "(1 + a)", "log1p(a)");

        private final String family;
        private final String writtenBase;
        private final String writtenLogarithm;

        Form(String family, String writtenBase, String writtenLogarithm) {
            this.family = family;
            this.writtenBase = writtenBase;
            this.writtenLogarithm = writtenLogarithm;
        }

        /** The j-th derivative in a of the k-th derivative in b. */
        ScalarOperator of(int j, int k) {
            return j == 0 && k == 0 ? power() : SHARED.computeIfAbsent(name(j, k), o -> declare(this, j, k));
        }

        private String name(int j, int k) {
            return family + "[" + j + "," + k + "]";
        }

        private Interval domain() {
            return this == POWER ? Interval.POSITIVE : new Interval(-1, 4);
        }

        private ScalarOperator power() {
            return this == POWER ? Powers.POW : Steps.COMPOUND;
        }

        private Node base(Algebra g, Node a) {
            return this == POWER ? a : g.add(g.constant(1), a);
        }

        private Node logarithm(Algebra g, Node a) {
            return g.apply(this == POWER ? Exponentials.LOG : Exponentials.LOG1P, a);
        }

        private double logarithm(double a) {
            return this == POWER ? Math.log(a) : Math.log1p(a);
        }

        private Members members() {
            return Members.ofTwo(
                    family,
                    n -> of(n[0], n[1]),
                    new int[] {1, 0},
                    new int[] {0, 1},
                    new int[] {2, 0},
                    new int[] {1, 1},
                    new int[] {0, 2},
                    new int[] {2, 2});
        }
    }

    static final List<Members> FAMILIES = List.of(Form.POWER.members(), Form.COMPOUND.members());

    private PowerDerivatives() {}

    /** Of {@code a^b}. */
    static ScalarOperator of(int j, int k) {
        return Form.POWER.of(j, k);
    }

    private static ScalarOperator declare(Form form, int j, int k) {
        String id = form.name(j, k);
        return function(
                        id,
                        "derivative of " + form.writtenBase + "^b, " + j + " in a and " + k + " in b",
                        formula(form, j, k),
                        (a, b) -> value(form, j, k, a, b))
                .internal()
                .notation(j + k == 1 ? formula(form, j, k) : id + "(a, b)")
                .lowersTo((g, x) -> lowered(g, form, j, k, x.get(0), x.get(1)))
                .rule(
                        "#*" + formula(form, j + 1, k),
                        (g, x, y) -> k == 0
                                ? next(g, form, j, k, x, y).steepUnless(Radicand.isAboveZero(g, form.base(g, x.get(0))))
                                : slow(g, form, next(g, form, j, k, x, y), x, y, j + 1))
                .rule(
                        "#*" + formula(form, j, k + 1),
                        (g, x, y) ->
                                slow(g, form, Partial.times(g.apply(form.of(j, k + 1), x.get(0), x.get(1))), x, y, j))
                .domain(form.domain(), Interval.REALS)
                .build();
    }

    /** The derivative of a power in its base. */
    static Partial inBase(Algebra g, Form form, List<Node> x, Node y) {
        return next(g, form, 0, 0, x, y)
                .steepUnless(Powers.constant(x.get(1)).filter(b -> b >= 1).isPresent()
                        || Radicand.isAboveZero(g, form.base(g, x.get(0))))
                .winning(
                        Steep.standsStill(g, x.get(0), Powers.constant(x.get(1)).orElse(0.0)));
    }

    /** The derivative of a power in its exponent. */
    static Partial inExponent(Algebra g, Form form, List<Node> x) {
        return Partial.times(g.apply(form.of(0, 1), x.get(0), x.get(1)))
                .steepUnless(Radicand.isAboveZero(g, form.base(g, x.get(0))))
                .likeLogarithm()
                .winning(true);
    }

    /**
     * In a. At huge and tiny bases the next power may be no double although a product with it is one. There a second derivative is found
     * from the first one, by {@code a*pow[j + 1, k] = (b - j)*pow[j,k] + k*pow[j,k - 1]}, and so is a power that falls everywhere.
     */
    private static Partial next(Algebra g, Form form, int j, int k, List<Node> x, Node y) {
        Node a = x.get(0);
        Node base = form.base(g, a);
        Node b = x.get(1);
        Optional<Double> constant = Powers.constant(b);
        if (k == 0 && constant.filter(c -> c < j).isPresent()) {
            return Partial.timesOver(g.multiply(minus(g, b, j), y), base);
        }
        Node next = g.apply(form.of(j + 1, k), a, b);
        Partial partial = Partial.times(next);
        if (j + k == 0 || constant.isPresent()) {
            return partial;
        }
        Node falling = g.multiply(minus(g, b, j), y);
        Node all = k == 0 ? falling : g.add(falling, g.multiply(k, g.apply(form.of(j, k - 1), a, b)));
        Node where = g.apply(Logic.AND, Slopes.isExtreme(g, base), Slopes.isBeyondDoubles(g, next));
        return partial.orWhere(where, base, all);
    }

    /**
     * A derivative with a logarithm in it. Where the exponent is not below the number of derivatives in a, no power is infinite beside
     * the logarithm, and what meets it and is 0 wins, as in {@code (x^2)^(1 + x^2)}.
     */
    private static Partial slow(Algebra g, Form form, Partial partial, List<Node> x, Node y, int order) {
        return Radicand.isAboveZero(g, form.base(g, x.get(0)))
                ? partial
                : partial.steepUnless(false)
                        .likeLogarithm()
                        .winning(true)
                        .slowWith(g.apply(form.power(), x.get(0), minus(g, x.get(1), order)), y);
    }

    /**
     * Coefficient 1 of a product. If a factor is a first derivative of a power whose exponent varies, the coefficient 1 of that may be
     * infinite as a logarithm is, and then the other factor wins where it is 0, as it does in second derivatives.
     */
    static Optional<Node> productInSeries(Recurrence.Expansion e) {
        for (int i = 0; i < 2; i++) {
            Node power = e.formula().operand(i);
            boolean inBase = Match.is(power, of(1, 0));
            if (inBase || Match.is(power, of(0, 1))) {
                Optional<Node> value = e.operand(i).factor(0);
                Optional<Node> slope = e.operand(i).factor(1);
                Optional<Node> other = e.operand(1 - i).factor(0);
                if (slope.isPresent() && other.isPresent() && !other.get().isConstant()) {
                    Node term = slowTerm(e, power, inBase, slope.get(), other.get());
                    Optional<Node> rest = e.operand(1 - i)
                            .factor(1)
                            .flatMap(b -> value.map(a -> e.sums().algebra().multiply(a, b)));
                    return e.sums().add(rest, Optional.of(term));
                }
            }
        }
        return e.sums().product(e.operand(0), e.operand(1), 1);
    }

    /** {@code slope*other}, where 0 wins if what is in the slope beside a logarithm is finite. */
    private static Node slowTerm(Recurrence.Expansion e, Node power, boolean inBase, Node slope, Node other) {
        Algebra g = e.sums().algebra();
        Node a = power.operand(0);
        Node b = power.operand(1);
        Node known = Steep.isFinite(
                g,
                e.of((f, x, y) -> f.apply(Powers.POW, a, minus(f, b, 1))).at(0).orElseThrow());
        if (inBase) {
            Node second = e.of((f, x, y) -> f.apply(of(2, 0), a, b)).at(0).orElseThrow();
            known = g.apply(Logic.AND, known, Steep.isFinite(g, second));
        }
        return g.select(known, g.apply(Slopes.STEEP_TIMES, slope, other), g.multiply(slope, other));
    }

    /** What {@code pow[j,k]} is, written out where that is short. */
    private static String formula(Form form, int j, int k) {
        String a = form.writtenBase;
        if (j == 0) {
            return a + "^b*" + form.writtenLogarithm + (k == 1 ? "" : "^" + k);
        }
        if (k == 0) {
            return IntStream.range(0, j)
                            .mapToObj(i -> i == 0 ? "b*" : "(b - " + i + ")*")
                            .collect(Collectors.joining()) + a + "^(b - " + j + ")";
        }
        return j == 1 && k == 1 ? a + "^(b - 1)*(1 + b*" + form.writtenLogarithm + ")" : form.name(j, k) + "(a, b)";
    }

    private static Node lowered(Algebra g, Form form, int j, int k, Node a, Node b) {
        List<Optional<Node>> coefficients = new ArrayList<>(java.util.Collections.nCopies(k + 2, Optional.empty()));
        coefficients.set(k, Optional.of(g.constant(1)));
        for (int step = 0; step < j; step++) {
            Node falling = minus(g, b, step);
            for (int i = 0; i <= k; i++) {
                int next = i + 1;
                Optional<Node> kept = coefficients.get(i).map(c -> g.multiply(falling, c));
                Optional<Node> fromNext = coefficients.get(next).map(c -> g.multiply(next, c));
                coefficients.set(
                        i,
                        kept.isPresent() && fromNext.isPresent()
                                ? Optional.of(g.add(kept.get(), fromNext.get()))
                                : kept.or(() -> fromNext));
            }
        }
        Node power = g.apply(form.power(), a, minus(g, b, j));
        Optional<Node> sum = Optional.empty();
        for (int i = k; i >= 0; i--) {
            int logs = i;
            Optional<Node> term = coefficients.get(i).map(c -> term(g, form, c, logs, a, power));
            sum = sum.isPresent() && term.isPresent() ? Optional.of(g.add(sum.get(), term.get())) : sum.or(() -> term);
        }
        return sum.orElseThrow();
    }

    private static Node minus(Algebra g, Node b, int step) {
        return step == 0 ? b : g.subtract(b, g.constant(step));
    }

    private static Node term(Algebra g, Form form, Node coefficient, int logs, Node a, Node power) {
        Node factor = power;
        if (logs > 0) {
            Node log = g.apply(Powers.power(logs), form.logarithm(g, a));
            factor = g.apply(Bells.VANISHING_TIMES, log, power);
        }
        return g.select(
                g.apply(Logic.EQUAL, coefficient, g.constant(0)), g.constant(0), g.multiply(coefficient, factor));
    }

    /** The same arithmetic in doubles. */
    private static double value(Form form, int j, int k, double a, double b) {
        @Nullable Double[] coefficients = new Double[k + 2];
        coefficients[k] = 1.0;
        for (int step = 0; step < j; step++) {
            for (int i = 0; i <= k; i++) {
                Double kept = coefficients[i] == null ? null : (b - step) * coefficients[i];
                Double fromNext = coefficients[i + 1] == null ? null : (i + 1) * coefficients[i + 1];
                coefficients[i] = kept == null ? fromNext : fromNext == null ? kept : Double.valueOf(kept + fromNext);
            }
        }
        double power = form.power().evaluate(a, b - j);
        @Nullable Double sum = null;
        for (int i = k; i >= 0; i--) {
            if (coefficients[i] != null) {
                double factor = i == 0 ? power : power == 0 ? 0 : power * Powers.integerPower(form.logarithm(a), i);
                double term = coefficients[i] == 0 ? 0 : coefficients[i] * factor;
                sum = sum == null ? Double.valueOf(term) : Double.valueOf(sum + term);
            }
        }
        return sum == null ? 0 : sum;
    }
}
