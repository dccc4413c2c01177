package org.wengert.op;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wengert.ir.Node;

/**
 * One partial derivative of an elementwise operator, as what it does to the tangent or cotangent that meets it. A division
 * stays a division ({@code aBar/x}, not {@code aBar*(1/x)}), a sign becomes a subtraction, and a mask is a choice rather
 * than a product with zero, so that no infinity turns into a NaN on the side that was not chosen.
 */
public final class Partial {

    private enum Kind {
        ZERO,
        ONE,
        TIMES,
        OVER,
        OVER_TIMES,
        GUARDED_OVER
    }

    /** A derivative that vanishes everywhere. */
    public static final Partial ZERO = new Partial(Kind.ZERO, false, null, null, null);

    /** A derivative of one. */
    public static final Partial ONE = new Partial(Kind.ONE, false, null, null, null);

    private final Kind kind;
    private final boolean negative;
    private final @Nullable Node factor;
    private final @Nullable Node divisor;
    private final @Nullable Node condition;
    private final boolean steep;

    private Partial(
            Kind kind, boolean negative, @Nullable Node factor, @Nullable Node divisor, @Nullable Node condition) {
        this(kind, negative, factor, divisor, condition, false);
    }

    private Partial(
            Kind kind,
            boolean negative,
            @Nullable Node factor,
            @Nullable Node divisor,
            @Nullable Node condition,
            boolean steep) {
        this.kind = kind;
        this.negative = negative;
        this.factor = factor;
        this.divisor = divisor;
        this.condition = condition;
        this.steep = steep;
    }

    /** {@code v*factor}; what is multiplied by a literal 0 is absent, so that no infinite {@code v} makes it NaN. */
    public static Partial times(Node factor) {
        return factor.isConstant(0) || factor.isConstant(-0.0)
                ? ZERO
                : new Partial(Kind.TIMES, false, factor, null, null);
    }

    /** {@code v/divisor}. */
    public static Partial over(Node divisor) {
        return new Partial(Kind.OVER, false, null, divisor, null);
    }

    /** {@code v/divisor*factor}, the quotient being shared with whoever else needs it. */
    public static Partial overTimes(Node divisor, Node factor) {
        return new Partial(Kind.OVER_TIMES, false, factor, divisor, null);
    }

    /** {@code v/divisor}, and 0 where {@code v} is 0 whatever the divisor. */
    public static Partial guardedOver(Node divisor) {
        return new Partial(Kind.GUARDED_OVER, false, null, divisor, null);
    }

    /** The opposite. */
    public Partial negated() {
        return new Partial(kind, !negative, factor, divisor, condition, steep);
    }

    /** This one where {@code when} holds, else 0. */
    public Partial where(Node when) {
        return new Partial(kind, negative, factor, divisor, when, steep);
    }

    /** This one, which may be infinite where the value is finite, unless {@code never}. */
    public Partial steepUnless(boolean never) {
        return new Partial(kind, negative, factor, divisor, condition, kind != Kind.ZERO && !never);
    }

    public boolean isZero() {
        return kind == Kind.ZERO;
    }

    /** Whether a product with it is to be subtracted. */
    public boolean isNegative() {
        return negative;
    }

    /**
     * The product of this partial with the tangent {@code v} but for the sign. What an infinite derivative would spoil is as
     * in reverse mode: a direction that does not move an argument does not feel its derivative, and a factor behind a square
     * root joins the dividend, so that a zero there wins over the infinity as a zero cotangent does.
     */
    public Node tangent(Algebra g, Node v) {
        Optional<Node> opposite = Arithmetic.operand(v, Arithmetic.NEGATE);
        Node quotient = opposite.orElse(v);
        if (kind == Kind.TIMES && quotient.operator().equals(Optional.of(Arithmetic.GUARDED_DIVIDE))) {
            Node product = g.guardedDivide(g.multiply(quotient.operand(0), part(factor)), quotient.operand(1));
            return masked(g, opposite.isPresent() ? g.negate(product) : product);
        }
        Node product = cotangent(g, v);
        return steep ? g.select(g.apply(Logic.NOT_EQUAL, v, g.constant(0)), product, g.constant(0)) : product;
    }

    /** The product of this partial with the cotangent {@code v} but for the sign. */
    public Node cotangent(Algebra g, Node v) {
        Node product = switch (kind) {
            case ZERO -> throw new IllegalStateException("bug: a zero partial contributes nothing");
            case ONE -> v;
            case TIMES -> g.multiply(v, part(factor));
            case OVER -> g.divide(v, part(divisor));
            case OVER_TIMES -> g.multiply(g.divide(v, part(divisor)), part(factor));
            case GUARDED_OVER -> g.guardedDivide(v, part(divisor));
        };
        return masked(g, product);
    }

    private Node masked(Algebra g, Node product) {
        return condition == null ? product : g.select(condition, product, g.constant(0));
    }

    private static Node part(@Nullable Node node) {
        return Optional.ofNullable(node).orElseThrow();
    }
}
