package org.wengert.op;

import static org.wengert.op.Match.is;

import java.util.ArrayDeque;
import java.util.Deque;
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
        TIMES_BOTH,
        TIMES_OVER,
        OVER,
        OVER_TIMES,
        OVER_NORM,
        GUARDED_OVER
    }

    /** Behind more factors than this no quotient is looked for: a chain of ten thousand functions has a tangent of as many. */
    private static final int MOST_FACTORS = 1_000;

    /** A derivative that vanishes everywhere. */
    public static final Partial ZERO = new Partial(Kind.ZERO, false, null, null, null);

    /** A derivative of one. */
    public static final Partial ONE = new Partial(Kind.ONE, false, null, null, null);

    private final Kind kind;
    private final boolean negative;
    private final @Nullable Node factor;
    private final @Nullable Node divisor;
    private final @Nullable Node condition;
    private final Steepness steepness;
    private final Below below;
    private final @Nullable Node root;
    private final @Nullable Extreme extreme;
    private final @Nullable Slow slow;

    /** What a product is where its factor may be no double although the product is one: {@code v/divisor*factor}. */
    private record Extreme(Node where, Node divisor, Node factor) {

        Node product(Algebra g, Node v, Steep.Roots roots) {
            return Steep.times(g, g.divide(v, divisor), factor, roots);
        }
    }

    /** The power that is in the factor of a product beside a logarithm, and the value whose derivative the factor is. */
    private record Slow(Node power, Node value) {}

    /** Whether it may be infinite where the value is finite, but for what the kind says. */
    private enum Steepness {
        NONE,
        /** So that a direction that does not move the argument has to be asked for. */
        STEEP,
        /** The same, but infinite more slowly than anything vanishes, as a logarithm is. */
        LOGARITHMIC,
        /** It is multiplied by a sign that is 0 at a corner, and moves there: what is below does not win in reverse mode. */
        AT_CORNER,
        /** It is infinite where the value is, as that of a logarithm: what is chosen to stand still there does. */
        AT_POLE
    }

    /** What is known of a value where its argument stands still. */
    private enum Below {
        NOT_ASKED,
        STILL,
        MAY_MOVE
    }

    private Partial(
            Kind kind, boolean negative, @Nullable Node factor, @Nullable Node divisor, @Nullable Node condition) {
        this(kind, negative, factor, divisor, condition, Steepness.NONE, Below.NOT_ASKED, null, null, null);
    }

    private Partial(
            Kind kind,
            boolean negative,
            @Nullable Node factor,
            @Nullable Node divisor,
            @Nullable Node condition,
            Steepness steepness,
            Below below,
            @Nullable Node root,
            @Nullable Extreme extreme,
            @Nullable Slow slow) {
        this.kind = kind;
        this.negative = negative;
        this.factor = factor;
        this.divisor = divisor;
        this.condition = condition;
        this.steepness = steepness;
        this.below = below;
        this.root = root;
        this.extreme = extreme;
        this.slow = slow;
    }

    /** {@code v*factor}; what is multiplied by a literal 0 is absent, so that no infinite {@code v} makes it NaN. */
    public static Partial times(Node factor) {
        return factor.isConstant(0) || factor.isConstant(-0.0)
                ? ZERO
                : new Partial(Kind.TIMES, false, factor, null, null);
    }

    /** {@code v*first*second}, from the left: the product of the factors may be no double. */
    static Partial timesBoth(Node first, Node second) {
        return new Partial(Kind.TIMES_BOTH, false, first, second, null);
    }

    /** {@code v*factor/divisor}. */
    static Partial timesOver(Node factor, Node divisor) {
        return new Partial(Kind.TIMES_OVER, false, factor, divisor, null);
    }

    /** {@code v/divisor}. */
    public static Partial over(Node divisor) {
        return new Partial(Kind.OVER, false, null, divisor, null);
    }

    /** {@code v/divisor*factor}, the quotient being shared with whoever else needs it. */
    public static Partial overTimes(Node divisor, Node factor) {
        return new Partial(Kind.OVER_TIMES, false, factor, divisor, null);
    }

    /**
     * {@code v/divisor}, and 0 where {@code v} is 0 whatever the divisor, unless {@code v} may vanish no faster than the divisor.
     *
     * @param root the value whose slope is infinite where the divisor is 0; see {@link Steep}
     */
    public static Partial guardedOver(Node divisor, Node root) {
        return new Partial(
                Kind.GUARDED_OVER, false, null, divisor, null, Steepness.NONE, Below.NOT_ASKED, root, null, null);
    }

    /** {@code v/divisor}, and 0 where the divisor is, a norm at 0. */
    static Partial overNorm(Node divisor) {
        return new Partial(Kind.OVER_NORM, false, null, divisor, null);
    }

    /** The opposite. */
    public Partial negated() {
        return new Partial(kind, !negative, factor, divisor, condition, steepness, below, root, extreme, slow);
    }

    /** This one where {@code when} holds, else 0. */
    public Partial where(Node when) {
        return new Partial(kind, negative, factor, divisor, when, steepness, below, root, extreme, slow);
    }

    /**
     * This product; {@code v/divisor*other} where the factor may be no double although the product is one. The second derivative of
     * {@code digamma(x)} is 0 in doubles at 1e200, and that of {@code digamma(exp(x))} is of numbers that are not.
     */
    Partial orWhere(Node where, Node divisor, Node other) {
        return new Partial(
                kind,
                negative,
                factor,
                this.divisor,
                condition,
                steepness,
                below,
                root,
                new Extreme(where, divisor, other),
                slow);
    }

    /** This one, which may be infinite where the value is finite, unless {@code never}. */
    public Partial steepUnless(boolean never) {
        return steep(kind == Kind.ZERO || never ? Steepness.NONE : Steepness.STEEP);
    }

    /** This one, infinite, if it is, more slowly than anything vanishes. */
    Partial likeLogarithm() {
        return isSteep() ? steep(Steepness.LOGARITHMIC) : this;
    }

    /**
     * This product, whose factor is infinite as a logarithm is where {@code power} is finite. There what meets it and is 0 wins, unless it
     * may vanish as slowly as the derivatives of {@code value} grow.
     */
    Partial slowWith(Node power, Node value) {
        return new Partial(
                kind, negative, factor, divisor, condition, steepness, below, root, extreme, new Slow(power, value));
    }

    /** This one, which meets an infinite slope at a corner, if {@code yes}. */
    Partial atCorner(boolean yes) {
        return steep(yes ? Steepness.AT_CORNER : Steepness.NONE);
    }

    /** This one, which is infinite where the value is, and nowhere else. */
    Partial atPole() {
        return steep(Steepness.AT_POLE);
    }

    private Partial steep(Steepness other) {
        return new Partial(kind, negative, factor, divisor, condition, other, below, root, extreme, slow);
    }

    /** This one, of a value that stands still where its argument does, in all modes, if {@code yes}; otherwise it may move. */
    Partial winning(boolean yes) {
        Below known = yes ? Below.STILL : Below.MAY_MOVE;
        return new Partial(kind, negative, factor, divisor, condition, steepness, known, root, extreme, slow);
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
     *
     * @param given whether the tangent is part of a direction and moves with nothing
     * @param moves where what it is the tangent of can move, if not everywhere
     * @param roots values through whose infinite slopes the tangent may have come
     */
    public Node tangent(Algebra g, Node v, boolean given, Optional<Node> moves, Steep.Roots roots) {
        Optional<Node> opposite = Arithmetic.operand(v, Arithmetic.NEGATE);
        Optional<Node> joined = joinable(g)
                .flatMap(all ->
                        RootsInNorms.times(g, opposite.orElse(v), all).or(() -> joined(g, opposite.orElse(v), all)))
                .map(product -> extreme == null
                        ? product
                        : g.select(extreme.where(), extreme.product(g, opposite.orElse(v), roots), product));
        if (joined.isPresent()) {
            return masked(g, opposite.isPresent() ? g.negate(joined.get()) : joined.get());
        }
        Node product = masked(
                g,
                kind != Kind.GUARDED_OVER
                        ? cotangent(g, v, roots.and(factor == null ? Steep.Roots.NONE : Steep.below(factor)))
                        : below == Below.MAY_MOVE ? g.divide(v, part(divisor)) : g.guardedDivide(v, part(divisor)));
        if ((below == Below.MAY_MOVE && isSteep()) || steepness == Steepness.AT_POLE) {
            return moves.map(taken -> g.select(taken, product, g.constant(0))).orElse(product);
        }
        return (steepness == Steepness.STEEP || steepness == Steepness.LOGARITHMIC) && mayBeZero(v)
                ? g.select(isFelt(g, v, given), product, g.constant(0))
                : product;
    }

    /** The one factor that this is, if it is one everywhere. */
    private Optional<Node> joinable(Algebra g) {
        return switch (kind) {
            case TIMES -> Optional.of(part(factor));
            case TIMES_BOTH -> Optional.of(g.multiply(part(factor), part(divisor)));
            default -> Optional.empty();
        };
    }

    /** Whether a tangent is not told to be none of a direction that moves its value: a quotient of a number that is not 0. */
    private static boolean mayBeZero(Node v) {
        Node quotient = Arithmetic.operand(v, Arithmetic.NEGATE).orElse(v);
        return !(is(quotient, Arithmetic.DIVIDE) || is(quotient, Arithmetic.GUARDED_DIVIDE))
                || Match.constant(quotient.operand(0)).filter(c -> c != 0).isEmpty();
    }

    /** Whether a tangent feels the factor: if it is 0 here, but moves, its product with a finite factor moves too. */
    private Node isFelt(Algebra g, Node v, boolean given) {
        Node moves = g.apply(Logic.NOT_EQUAL, v, g.constant(0));
        return given
                ? moves
                : g.apply(
                        Logic.OR,
                        moves,
                        factor == null
                                ? g.apply(Logic.NOT_EQUAL, part(divisor), g.constant(0))
                                : g.apply(Logic.LESS, g.apply(Piecewise.ABS, factor), g.constant(Steep.INFINITE)));
    }

    /** Where this is not 0, if it is a choice. */
    public Optional<Node> condition() {
        return Optional.ofNullable(condition);
    }

    /**
     * What a partial derivative may be where the value is finite.
     *
     * @param power of a logarithmic one, where this is not finite it is infinite in another way, of which nothing is known
     */
    public record Slope(Growth growth, Optional<Node> power) {
        public static final Slope FINITE = new Slope(Growth.FINITE, Optional.empty());
        public static final Slope STEEP = new Slope(Growth.STEEP, Optional.empty());

        /** How large it may be. */
        public enum Growth {
            FINITE,
            /** Infinite, but what stands still below wins. */
            WINNING,
            /** The same, and infinite as a logarithm is: what vanishes as a root does wins too. */
            LOGARITHMIC,
            /** Infinite, and nothing is known of what stands still below. */
            STEEP
        }
    }

    public Slope slope() {
        if (!isSteep() && steepness != Steepness.AT_CORNER) {
            return Slope.FINITE;
        }
        if (below != Below.STILL) {
            return Slope.STEEP;
        }
        return steepness == Steepness.LOGARITHMIC
                ? new Slope(Slope.Growth.LOGARITHMIC, Optional.ofNullable(slow).map(Slow::power))
                : new Slope(Slope.Growth.WINNING, Optional.empty());
    }

    /** The same for tangents: a factor that is 0 wins where a cotangent that is 0 does, over guarded quotients and derivatives of powers. */
    public Slope slopeForward() {
        return kind == Kind.GUARDED_OVER || slope().growth() == Slope.Growth.FINITE || slow != null
                ? slope()
                : Slope.STEEP;
    }

    /** Whether this may be infinite where the value is finite. */
    boolean isSteep() {
        return steepness == Steepness.STEEP || steepness == Steepness.LOGARITHMIC || kind == Kind.GUARDED_OVER;
    }

    /** The product of this partial with the cotangent {@code v} but for the sign and, where it is a choice, for the choice. */
    public Node cotangent(Algebra g, Node v) {
        return cotangent(g, v, Steep.Roots.NONE);
    }

    /**
     * The product of this partial with the cotangent {@code v}.
     *
     * @param roots values through whose infinite slopes {@code v} may have come
     */
    public Node cotangent(Algebra g, Node v, Steep.Roots roots) {
        return switch (kind) {
            case ZERO -> throw new IllegalStateException("bug: a zero partial contributes nothing");
            case ONE -> v;
            case TIMES ->
                extreme == null
                        ? product(g, v, roots)
                        : g.select(extreme.where(), extreme.product(g, v, roots), product(g, v, roots));
            case TIMES_BOTH -> Steep.times(g, Steep.times(g, v, part(factor), roots), part(divisor), roots);
            case TIMES_OVER -> g.divide(Steep.times(g, v, part(factor), roots), part(divisor));
            case OVER -> g.divide(v, part(divisor));
            case OVER_TIMES -> Steep.times(g, g.divide(v, part(divisor)), part(factor), roots);
            case OVER_NORM -> g.apply(Euclidean.OVER_NORM, v, part(divisor));
            case GUARDED_OVER ->
                RootsInNorms.over(g, v, part(divisor)).orElseGet(() -> Steep.over(g, v, part(divisor), part(root)));
        };
    }

    private Node product(Algebra g, Node v, Steep.Roots roots) {
        return RootsOfProducts.times(g, v, part(factor)).orElseGet(() -> plainProduct(g, v, roots));
    }

    private Node plainProduct(Algebra g, Node v, Steep.Roots roots) {
        Node product = Steep.times(g, v, part(factor), roots);
        return slow == null || v.isConstant() || !Steep.zeroWins(g, v, Steep.Root.logarithm(slow.value()))
                ? product
                : g.select(Steep.isFinite(g, slow.power()), g.apply(Slopes.STEEP_TIMES, part(factor), v), product);
    }

    /** {@code v*factor}, where the factor joins the dividend of a guarded quotient that {@code v} is, or is a multiple of. */
    private static Optional<Node> joined(Algebra g, Node v, Node factor) {
        Deque<Node> others = new ArrayDeque<>();
        Node quotient = v;
        while (others.size() < MOST_FACTORS && is(quotient, Arithmetic.MULTIPLY)) {
            others.push(quotient.operand(1));
            quotient = quotient.operand(0);
        }
        if (!is(quotient, Arithmetic.GUARDED_DIVIDE)
                || !Steep.zeroWins(g, factor, Steep.Root.of(quotient.operand(1)))) {
            return Optional.empty();
        }
        Node dividend = g.multiply(quotient.operand(0), factor);
        return Optional.of(others.stream().reduce(g.guardedDivide(dividend, quotient.operand(1)), g::multiply));
    }

    private Node masked(Algebra g, Node product) {
        return condition == null ? product : g.select(condition, product, g.constant(0));
    }

    private static Node part(@Nullable Node node) {
        return Optional.ofNullable(node).orElseThrow();
    }
}
