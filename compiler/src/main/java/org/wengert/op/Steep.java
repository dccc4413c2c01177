package org.wengert.op;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Rewriter;

/**
 * Whether a factor that is 0 wins over an infinite slope. In {@code x*sqrt(x)} it does: the factor x vanishes as fast as the
 * radicand. In {@code sin(sqrt(x))*sqrt(x)} it does not: the factor vanishes as slowly as the root does, so that what comes out of the
 * product is another number than 0, and only NaN is honest.
 */
public final class Steep {

    /** Slopes from here on are as good as infinite. */
    static final double INFINITE = 1e308;

    /** Of a factor that is computed from more than this nothing is proved. */
    private static final int MOST_NODES = 5_000;

    private static final int DEEPEST = 8;

    private static final int MOST_FACTORS = 100;

    /** Operators whose values are infinite where their slopes are; those of the others show it in a rule. */
    private static final Set<Operator> POLES = Set.of(Exponentials.LOG, Exponentials.LOG1P);

    /** Whether a rule of an operator gives a slope that is infinite where the value is finite. */
    private static final Map<ScalarOperator, Boolean> STEEP = new ConcurrentHashMap<>();

    private static final Set<Operator> STEEP_AT_ZERO = Set.of(Powers.SQRT, Powers.CBRT, Exponentials.LOG, Ratios.ENTR);

    /** Roots, which vanish as a power does where their slopes are infinite. */
    private static final Set<Operator> GUARDED = Set.of(
            Powers.SQRT, Powers.CBRT, Trigonometric.ASIN, Trigonometric.ACOS, Trigonometric.ACOSH, Steps.ACOSH1P);

    private static final Set<Operator> STEEP_AT_ONE =
            Set.of(Trigonometric.ASIN, Trigonometric.ACOS, Trigonometric.ACOSH);

    /** What vanishes as fast as the first operand, but for a logarithm, or as the logarithm does where the second one is 1. */
    private static final Set<Operator> MULTIPLES_OF_LOGARITHMS = Set.of(Ratios.XLOGY, Ratios.XLOG1PY);

    /** Of operands that are linear piece by piece these make what is so too, products by a number that does not vary. */
    private static final Set<Operator> LINEAR = Set.of(
            Arithmetic.ADD,
            Arithmetic.SUBTRACT,
            Arithmetic.NEGATE,
            Arithmetic.MULTIPLY,
            Arithmetic.DIVIDE,
            Piecewise.ABS,
            Piecewise.RELU,
            Piecewise.MAX,
            Piecewise.MIN);

    private static final Set<Operator> SUMS = Set.of(Arithmetic.ADD, Arithmetic.SUBTRACT, Arithmetic.NEGATE);

    private static final Set<Operator> SQUARE_ROOTS = Set.of(Powers.SQRT, Powers.CBRT, Slopes.ROOT_OF_SQUARE_LESS_ONE);

    /** What is infinite, or no number, where an operand is infinite. */
    private static final Set<Operator> POLYNOMIAL =
            Set.of(Arithmetic.ADD, Arithmetic.SUBTRACT, Arithmetic.NEGATE, Arithmetic.MULTIPLY, Powers.power(2));

    /** What is 0 where the first operand is 0 and the second one is not. */
    private static final Set<Operator> QUOTIENTS =
            Set.of(Arithmetic.DIVIDE, Arithmetic.GUARDED_DIVIDE, Slopes.OVER_SQUARES);

    private static final Set<Operator> DIVISIONS = Set.of(Arithmetic.DIVIDE, Arithmetic.GUARDED_DIVIDE);

    /** Besides what is {@link Bounded} these have a finite value wherever their operands are finite. */
    private static final Set<Operator> WITHOUT_POLES =
            Set.of(Powers.SQRT, Powers.CBRT, Exponentials.EXP, Trigonometric.SINH, Trigonometric.COSH, Euclidean.HYPOT);

    /**
     * Values through whose infinite slopes a derivative may have come, and below which what stands still wins.
     *
     * @param others what came out of other slopes: where one of these is not finite, nothing wins but below a logarithm
     * @param mixed whether a part of the derivative came through none: beside that nothing wins but below a logarithm, and at a corner.
     *     A choice in each of its adjoints would hide what is to be read there
     */
    public record Roots(Set<Root> all, Set<Node> others, boolean mixed) {
        public static final Roots NONE = new Roots(Set.of(), Set.of(), false);

        Roots and(Roots more) {
            Set<Root> both = new LinkedHashSet<>(all);
            both.addAll(more.all);
            return new Roots(both, others, mixed);
        }
    }

    /**
     * A value by one of whose infinite slopes a derivative may have come.
     *
     * @param logarithmic whether that slope is infinite as a logarithm is, more slowly than a root vanishes
     * @param power what else is in that slope, if anything is: where this is not finite nothing is known
     */
    public record Root(Node value, boolean logarithmic, Optional<Node> power) {
        static Root of(Node value) {
            return new Root(value, false, Optional.empty());
        }

        static Root logarithm(Node value) {
            return new Root(value, true, Optional.empty());
        }

        /** The same, read in another graph; nothing if its power is not known there. */
        public Optional<Root> read(Function<Node, Optional<Node>> inside) {
            return power.isEmpty()
                    ? Optional.of(this)
                    : power.flatMap(inside).map(known -> new Root(value, logarithmic, Optional.of(known)));
        }

        /** Whether a steep value that is a factor may vanish as slowly as the slope grows. */
        private boolean isAsSlow(Node steep) {
            return !logarithmic
                    || !steep.operator()
                            .filter(o -> GUARDED.contains(o) || isPower(o))
                            .isPresent();
        }
    }

    private Steep() {}

    /** Whether a root is a factor: where it is 0 a quotient by it has no value, and nothing is to be proved. */
    private static boolean isRootItself(Algebra g, Node divisor) {
        List<Node> factors = new ArrayList<>();
        factors(g.builder().meaning(divisor), DEEPEST, factors);
        return factors.stream()
                .map(factor ->
                        factor.operator().filter(Powers.power(2)::equals).isPresent() ? factor.operand(0) : factor)
                .anyMatch(node -> isRoot(g, node));
    }

    /** Whether operand {@code i} is a root by which a value is divided: where it is 0 the value is infinite, or has no derivative. */
    public static boolean isByRoot(Algebra g, Node quotient, int i) {
        boolean divisor =
                i == 1 && quotient.operator().filter(DIVISIONS::contains).isPresent();
        boolean reciprocal = Match.wholeExponent(quotient).filter(n -> n < 0).isPresent();
        return (divisor || reciprocal) && isRootItself(g, quotient.operand(i));
    }

    /** Whether a value is an integer power. */
    public static boolean isWholePower(Node value) {
        return Match.wholeExponent(value).isPresent();
    }

    /** Whether a value may be infinite where what it is computed from is finite. */
    private static boolean mayHavePole(Algebra g, Node value) {
        Set<Node> reached = reached(g, value);
        return reached.size() > MOST_NODES
                || reached.stream()
                        .anyMatch(node -> !Bounded.is(node)
                                && node.operator()
                                        .filter(WITHOUT_POLES::contains)
                                        .isEmpty());
    }

    /**
     * Whether {@code factor} is computed from no root that has anything to do with {@code root}; a square root in it of numbers that
     * {@code root} does not depend on does no harm. Nor does a root over a slope that is infinite as a logarithm is: {@code sqrt(x)*log(x)}
     * is 0 at 0.
     */
    static boolean zeroWins(Algebra g, Node factor, Root root) {
        Node known = g.builder().meaning(root.value());
        Reach reach = new Reach(g.builder());
        reach.add(vanishing(g, factor, reach), false);
        Set<Node> below = reach.nodes;
        if (below.size() > MOST_NODES) {
            return false;
        }
        Set<Node> belowRoot = reached(g, known);
        return below.stream()
                .filter(node -> isRoot(g, node) && root.isAsSlow(node))
                .filter(steep -> steep == known || meets(reached(g, steep), belowRoot))
                .allMatch(steep ->
                        goesOn(steep) && !reached(g, List.of(factor), true).contains(steep));
    }

    /**
     * What is to be looked at to know how fast a factor vanishes: its own factors and terms, and of a logarithm only the argument. A
     * product and a sum with a logarithm that is infinite are not 0, nor is a quotient 0 because of a divisor without a pole. What comes out
     * of a conditional, or of a choice, vanishes as what one of the branches gives.
     */
    private static List<Node> vanishing(Algebra g, Node factor, Reach reach) {
        List<Node> parts = new ArrayList<>();
        Deque<Node> open = new ArrayDeque<>(List.of(factor));
        int most = MOST_NODES;
        while (!open.isEmpty() && most-- > 0) {
            Node node = reach.meaning(open.pop());
            if (isOfConditional(node)) {
                reach.below(node).forEach(open::push);
            } else if (Match.is(node, Piecewise.SELECT)) {
                node.operands().subList(1, 3).forEach(open::push);
            } else if (isInfinite(node)) {
                parts.addAll(node.operands());
            } else if (node.operator().filter(POLYNOMIAL::contains).isPresent()) {
                node.operands().forEach(open::push);
            } else if (node.operator().filter(MULTIPLES_OF_LOGARITHMS::contains).isPresent()) {
                open.push(node.operand(0));
                parts.add(node.operand(1));
            } else if (node.operator().filter(QUOTIENTS::contains).isPresent()) {
                open.push(node.operand(0));
                if (isRootItself(g, node.operand(1)) || mayHavePole(g, node.operand(1))) {
                    parts.add(node.operand(1));
                }
            } else {
                parts.add(node);
            }
        }
        return open.isEmpty() ? parts : List.of(factor);
    }

    private static boolean isOfConditional(Node node) {
        return node.operation() instanceof Operation.Item && node.operand(0).operation() instanceof Operation.Cond;
    }

    /** Whether a root goes on below 0 where it is 0, so that its sign is 0 there by the convention of a corner. */
    private static boolean goesOn(Node steep) {
        return isOdd(steep) || steep.operator().equals(Optional.of(Trigonometric.ASIN));
    }

    /** Whether a root goes on below 0 where it is infinitely steep. */
    private static boolean isOdd(Node steep) {
        return steep.operator().equals(Optional.of(Powers.CBRT));
    }

    /** The root that a factor is the sign of, in forward mode: its infinite tangent comes first, and 0 wins at the corner. */
    static Roots below(Node factor) {
        return Arithmetic.operand(factor, Piecewise.SIGN)
                .filter(Steep::isOdd)
                .map(root -> new Roots(Set.of(Root.of(root)), Set.of(), false))
                .orElse(Roots.NONE);
    }

    /**
     * Whether a root whose argument stands still does so too where its slope is infinite. A square root does: what stands still and is
     * nowhere negative has its minimum there. The cube root of {@code x^3} does not; there only an argument that stands still because
     * nothing in it moves is known not to move the root.
     *
     * @param exponent of the root
     */
    static boolean standsStill(Algebra g, Node argument, double exponent) {
        return (exponent >= 0.5 && !mayBeSlow(g, argument)) || isLinear(g, argument, DEEPEST);
    }

    /**
     * Whether an argument that stands still may vanish more slowly than a square: {@code x*sqrt(x)} does, and its root has an infinite
     * slope at 0.
     */
    private static boolean mayBeSlow(Algebra g, Node argument) {
        Reach reach = new Reach(g.builder());
        reach.add(List.of(argument), false);
        if (reach.nodes.size() > MOST_NODES) {
            return true;
        }
        Set<Node> steep = new HashSet<>();
        for (Node node : reach.nodes) {
            boolean above = reach.below(node).stream().anyMatch(steep::contains);
            if (isSlow(g, node) || (above && isProduct(node))) {
                return true;
            }
            if (above || (isRoot(g, node) && !isInfinite(node))) {
                steep.add(node);
            }
        }
        return false;
    }

    /** Whether a root is infinite itself where its slope is: what is computed from it has no tangent there that could be 0. */
    private static boolean isInfinite(Node root) {
        return root.operator()
                .filter(o -> o.equals(Exponentials.LOG) || o.equals(Exponentials.LOG1P))
                .isPresent();
    }

    private static boolean isProduct(Node node) {
        return node.operator().equals(Optional.of(Arithmetic.MULTIPLY))
                && node.operands().stream().noneMatch(Node::isConstant);
    }

    private static boolean isSlow(Algebra g, Node node) {
        return node.operator()
                        .filter(o -> MULTIPLES_OF_LOGARITHMS.contains(o)
                                || (isPower(o)
                                        && exponent(node)
                                                .filter(b -> b <= 1 || b >= 2)
                                                .isEmpty()))
                        .isPresent()
                && !isAwayFromZero(g, node);
    }

    /** Whether an operator gives powers whose exponents vary, or derivatives of them. */
    private static boolean isPower(Operator operator) {
        return operator.equals(Powers.POW) || operator.name().startsWith("pow[");
    }

    /** The exponent of a power of this family, if it is constant and no logarithm is with it. */
    private static Optional<Double> exponent(Node power) {
        String name = power.operator().orElseThrow().name();
        Optional<Double> constant = Powers.constant(power.operand(1));
        return name.equals("pow")
                ? constant
                : constant.filter(b -> name.endsWith(",0]"))
                        .map(b -> b - Integer.parseInt(name.substring(4, name.indexOf(','))));
    }

    /**
     * Whether a divisor whose tangent is 0 where it is 0 itself does not move at all in the direction of the tangent: it is a root, or a
     * multiple of one, of what moves evenly with what is given.
     */
    static boolean isStill(Algebra g, Node divisor) {
        if (g.builder().depth() > 0) {
            return false;
        }
        Node root = divisor;
        for (int depth = 0; depth < DEEPEST && isMultiple(root); depth++) {
            root = root.operand(root.operands().size() - 1);
        }
        if (root.operator().filter(SQUARE_ROOTS::contains).isEmpty()) {
            return false;
        }
        Node radicand = root.operand(0);
        return isEven(
                Arithmetic.operand(radicand, Trigonometric.ONE_MINUS_SQUARE).orElse(radicand), DEEPEST);
    }

    /** Whether a value moves as a linear one does: where its tangent is 0, it does not move. */
    static boolean movesEvenly(Algebra g, Node value) {
        return g.builder().depth() == 0 && isEven(value, DEEPEST);
    }

    private static boolean isEven(Node value, int depth) {
        if (value.isConstant() || value.operation() instanceof Operation.Input) {
            return true;
        }
        boolean multiple = isMultiple(value) && value.operands().size() == 2;
        boolean sum = value.operator().filter(SUMS::contains).isPresent();
        return depth > 0 && (multiple || sum) && value.operands().stream().allMatch(o -> isEven(o, depth - 1));
    }

    /** Whether the way to a logarithm that is infinite is known, so that an argument that stands still wins in reverse mode too. */
    static boolean standsStillBelowLogarithm(Algebra g, Node argument) {
        return isLinear(g, argument, DEEPEST) || isStraight(g, argument);
    }

    /** Whether no region gives what a value is computed from. */
    private static boolean isStraight(Algebra g, Node argument) {
        Set<Node> reached = reached(g, argument);
        return reached.size() <= MOST_NODES
                && reached.stream()
                        .noneMatch(node -> node.operation() instanceof Operation.Item
                                || g.builder().isOpen(node));
    }

    /**
     * {@code v*factor}, where {@code v} came back through the infinite slopes of {@code roots}, and is 0 where the factor is 0: the
     * argument of the root stands still.
     */
    static Node times(Algebra g, Node v, Node factor, Roots roots) {
        boolean asked = !roots.mixed() || Match.is(factor, Piecewise.SIGN);
        Node product = g.multiply(v, factor);
        if (!wins(g, factor, asked ? roots.all() : logarithms(roots.all()), roots.all())) {
            return product;
        }
        Node winning = g.apply(Slopes.STEEP_TIMES, v, factor);
        return Stream.concat(roots.others().stream(), roots.all().stream().flatMap(root -> root.power().stream()))
                .distinct()
                .map(other -> isFinite(g, other))
                .reduce((some, more) -> g.apply(Logic.AND, some, more))
                .map(finite -> g.select(finite, winning, product))
                .orElse(winning);
    }

    static Node isFinite(Algebra g, Node value) {
        return g.apply(Logic.LESS, g.apply(Piecewise.ABS, value), g.constant(INFINITE));
    }

    /** Whether a factor that can be 0 together with one of {@code some} wins over {@code all}. */
    private static boolean wins(Algebra g, Node factor, Set<Root> some, Set<Root> all) {
        return !factor.isConstant()
                && some.stream().anyMatch(root -> canMeet(g, factor, root))
                && all.stream().allMatch(root -> zeroWins(g, factor, root));
    }

    /** Whether a factor can be 0 where a root is: in {@code sqrt(1 - x^2)}, whose factor is x, it cannot. */
    private static boolean canMeet(Algebra g, Node factor, Root root) {
        if (isNowhereZero(g, factor)) {
            return false;
        }
        Node zero = g.builder().meaning(factor);
        for (int depth = 0; depth < DEEPEST && isMultiple(zero); depth++) {
            zero = g.builder().meaning(zero.operand(zero.operands().size() - 1));
        }
        Operator operator = root.value().operator().orElseThrow();
        double steepest = STEEP_AT_ONE.contains(operator) ? 1 : 0;
        return (root.logarithmic() && !isPower(operator))
                || at(g, root.value().operand(0), zero, DEEPEST)
                        .filter(argument -> Math.abs(argument) != steepest)
                        .isEmpty();
    }

    /** Whether a value is told to be 0 nowhere by its factors and dividends, be they few. */
    private static boolean isNowhereZero(Algebra g, Node value) {
        Deque<Node> factors = new ArrayDeque<>(List.of(value));
        for (int seen = 0; !factors.isEmpty(); seen++) {
            Node factor = g.builder().meaning(factors.pop());
            Optional<Operator> operator = factor.operator();
            if (operator.equals(Optional.of(Arithmetic.DIVIDE)) || operator.equals(Optional.of(Arithmetic.NEGATE))) {
                factors.push(factor.operand(0));
            } else if (operator.equals(Optional.of(Arithmetic.MULTIPLY))) {
                factor.operands().forEach(factors::push);
            } else if (Powers.constant(factor).filter(c -> c != 0).isEmpty() && !Radicand.isAboveZero(g, factor)) {
                return false;
            }
            if (seen > MOST_FACTORS) {
                return false;
            }
        }
        return true;
    }

    /** Whether a value is the square root of something, or a multiple of one by a constant. */
    static boolean isMultipleOfRoot(Node value) {
        Node root = value.operator().equals(Optional.of(Arithmetic.MULTIPLY))
                        && value.operand(0).isConstant()
                ? value.operand(1)
                : value;
        return root.operator().equals(Optional.of(Powers.SQRT));
    }

    private static boolean isMultiple(Node node) {
        return node.operator()
                .filter(o -> o.name().matches("power\\[\\d+]")
                        || (o.equals(Arithmetic.MULTIPLY) && node.operand(0).isConstant()))
                .isPresent();
    }

    /** A value where another one is 0, if that alone decides it. */
    private static Optional<Double> at(Algebra g, Node read, Node zero, int depth) {
        Node node = g.builder().meaning(read);
        if (node == zero) {
            return Optional.of(0.0);
        }
        if (node.operation() instanceof Operation.Constant c) {
            return Optional.of(c.value());
        }
        if (depth == 0 || !(node.operator().orElse(null) instanceof ScalarOperator scalar)) {
            return Optional.empty();
        }
        List<Optional<Double>> x =
                node.operands().stream().map(o -> at(g, o, zero, depth - 1)).toList();
        boolean quotient = scalar.equals(Arithmetic.DIVIDE);
        if (quotient && x.get(1).equals(Optional.of(0.0))) {
            return Optional.of(Double.POSITIVE_INFINITY);
        }
        if ((quotient || scalar.equals(Arithmetic.MULTIPLY)) && x.contains(Optional.of(0.0))) {
            return Optional.of(0.0);
        }
        return x.stream().allMatch(Optional::isPresent)
                ? Optional.of(scalar.evaluate(
                        x.stream().mapToDouble(Optional::orElseThrow).toArray()))
                : Optional.empty();
    }

    /** Those below which a factor wins beside other things too. */
    public static Set<Root> logarithms(Set<Root> roots) {
        return roots.stream().filter(Root::logarithmic).collect(Collectors.toSet());
    }

    /** Whether all values are linear, piece by piece, in what is read from outside: what stands still there does not move. */
    static boolean areLinear(Algebra g, List<Node> values) {
        return values.stream().allMatch(value -> isLinear(g, value, DEEPEST));
    }

    private static boolean isLinear(Operator operator) {
        return LINEAR.contains(operator)
                || (operator instanceof ArrayOperator array && array.use().isFree());
    }

    private static boolean isLinear(Algebra g, Node read, int depth) {
        Node node = g.builder().meaning(read);
        if (node.isConstant() || node.operation() instanceof Operation.Input) {
            return !g.builder().isOpen(node);
        }
        if (node.operation() instanceof Operation.Item item
                && node.operand(0).operation() instanceof Operation.Loop loop) {
            return depth > 0
                    && loop.carried() == 0
                    && loop.roles().get(item.index()) != Operation.Role.SUM
                    && isLinear(g, loop.body().graph().results().get(item.index()), depth - 1)
                    && node.operand(0).operands().stream().allMatch(o -> isLinear(g, o, depth - 1));
        }
        if (node.operation() instanceof Operation.Item item
                && node.operand(0).operation() instanceof Operation.Cond cond) {
            return depth > 0
                    && isLinear(g, cond.then().graph().results().get(item.index()), depth - 1)
                    && isLinear(g, cond.otherwise().graph().results().get(item.index()), depth - 1)
                    && node.operand(0).operands().stream().skip(1).allMatch(o -> isLinear(g, o, depth - 1));
        }
        boolean quotient = node.operator().filter(Arithmetic.DIVIDE::equals).isPresent();
        boolean product = node.operator().filter(Arithmetic.MULTIPLY::equals).isPresent();
        boolean known = quotient
                ? node.operand(1).isConstant()
                : !product || node.operands().stream().anyMatch(Node::isConstant);
        return depth > 0
                && known
                && node.operator().filter(Steep::isLinear).isPresent()
                && node.operands().stream().allMatch(o -> isLinear(g, o, depth - 1));
    }

    /**
     * {@code v/divisor}. The factors of {@code v} that win over the divisor's 0 are divided first, so that one of them that is 0 makes
     * the quotient 0; what is left of {@code v} does not win: {@code 0*inf} is NaN.
     */
    static Node over(Algebra g, Node v, Node divisor, Node root) {
        if (v.isConstant()) {
            return v.isConstant(0) || v.isConstant(-0.0) ? v : g.divide(v, divisor);
        }
        if (isNowhereZero(g, v)) {
            return g.divide(v, divisor);
        }
        Root steep = Root.of(root);
        if (zeroWins(g, v, steep)) {
            return g.guardedDivide(v, divisor);
        }
        List<Node> winning = new ArrayList<>();
        List<Node> others = new ArrayList<>();
        List<Node> factors = new ArrayList<>();
        boolean negative = factors(v, DEEPEST, factors);
        Node by = divisor;
        if (factors.size() > 1
                && divisor.operator().equals(Optional.of(Arithmetic.MULTIPLY))
                && divisor.operand(0).isConstant()
                && factors.remove(divisor.operand(0))) {
            by = divisor.operand(1);
        }
        Node denominator = by;
        factors.forEach(factor -> (zeroWins(g, factor, steep) ? winning : others).add(factor));
        Node product = winning.stream().allMatch(Node::isConstant)
                ? g.divide(factors.stream().reduce(g::multiply).orElseThrow(), denominator)
                : others.stream()
                        .reduce(
                                g.guardedDivide(
                                        winning.stream().reduce(g::multiply).orElseThrow(), denominator),
                                g::multiply);
        return negative ? g.negate(product) : product;
    }

    /**
     * The factors of a cotangent that win over the infinite slope of a root, and the others; nothing if it is no root, or where the
     * cotangent is one factor that wins, or is 0 nowhere.
     */
    public static Optional<Split> split(Algebra g, Node v, Node root) {
        Root steep = Root.of(root);
        if (!v.type().isScalar()
                || !mayBeRoot(g.builder().meaning(root))
                || isNowhereZero(g, v)
                || zeroWins(g, v, steep)) {
            return Optional.empty();
        }
        List<Node> factors = new ArrayList<>();
        boolean negative = factors(v, DEEPEST, factors);
        Node one = g.constant(1);
        Node winning = one;
        Node rest = negative ? g.constant(-1) : one;
        for (Node factor : factors) {
            boolean wins = zeroWins(g, factor, steep);
            winning = wins ? g.multiply(winning, factor) : winning;
            rest = wins ? rest : g.multiply(rest, factor);
        }
        return Optional.of(new Split(winning, rest));
    }

    /** Whether a value is a root, or what a conditional with one gives. */
    private static boolean mayBeRoot(Node value) {
        return value.operator().filter(GUARDED::contains).isPresent()
                || (isOfConditional(value)
                        && value.operand(0).operation().bodies().stream().anyMatch(body -> hasRoot(body.graph())));
    }

    /** A product: what wins over an infinite slope where it is 0, and the rest. */
    public record Split(Node winning, Node rest) {

        /** Whether one of the factors that win may be 0. */
        public boolean isProduct() {
            return !winning.isConstant();
        }
    }

    /** Whether a root that is steep where it is 0 is among what a body computes. */
    public static boolean hasRoot(Graph body) {
        return !Collections.disjoint(body.operators(), GUARDED);
    }

    /**
     * Finds the factors of a product.
     *
     * @return whether the opposite of their product is meant
     */
    public static boolean factors(Node product, List<Node> factors) {
        return factors(product, DEEPEST, factors);
    }

    /**
     * Finds the factors of a product. A product of products may have very many; what is deeper counts as one.
     *
     * @return whether the opposite of their product is meant
     */
    private static boolean factors(Node product, int depth, List<Node> factors) {
        Optional<Node> opposite = Arithmetic.operand(product, Arithmetic.NEGATE);
        if (depth > 0 && opposite.isPresent()) {
            return !factors(opposite.get(), depth - 1, factors);
        }
        if (depth == 0 || !product.operator().equals(Optional.of(Arithmetic.MULTIPLY))) {
            factors.add(product);
            return false;
        }
        boolean first = factors(product.operand(0), depth - 1, factors);
        return first != factors(product.operand(1), depth - 1, factors);
    }

    private static boolean isRoot(Algebra g, Node node) {
        return node.operator()
                        .filter(o -> isPower(o)
                                ? exponent(node).filter(b -> b >= 1).isEmpty()
                                : POLES.contains(o) || (o instanceof ScalarOperator scalar && isSteep(scalar)))
                        .isPresent()
                && !isAwayFromZero(g, node);
    }

    /** Whether a root, a power or a logarithm is known to be nowhere near the place where it is steep. */
    private static boolean isAwayFromZero(Algebra g, Node root) {
        Operator operator = root.operator().orElseThrow();
        if (operator.equals(Exponentials.LOG1P)) {
            return Radicand.isNowhereNegative(g.builder().meaning(root.operand(0)));
        }
        if (MULTIPLES_OF_LOGARITHMS.contains(operator)) {
            return isAwayFromPole(g, operator, root.operand(1));
        }
        return (STEEP_AT_ZERO.contains(operator) || isPower(operator)) && Radicand.isAboveZero(g, root.operand(0));
    }

    /** Whether the logarithm of {@code argument} in {@code xlogy} or {@code xlog1py} is finite everywhere. */
    static boolean isAwayFromPole(Algebra g, Operator operator, Node argument) {
        return operator.equals(Ratios.XLOG1PY)
                ? Radicand.isNowhereNegative(g.builder().meaning(argument))
                        || Powers.constant(argument).filter(c -> c > -1).isPresent()
                : Radicand.isAboveZero(g, argument);
    }

    private static boolean isSteep(ScalarOperator operator) {
        Boolean known = STEEP.get(operator);
        boolean steep = known != null ? known : !operator.equals(Arithmetic.GUARDED_DIVIDE) && hasSteepRule(operator);
        STEEP.putIfAbsent(operator, steep);
        return steep;
    }

    private static boolean hasSteepRule(ScalarOperator operator) {
        Algebra g = new Algebra(new GraphBuilder(Rewriter.NONE));
        List<Node> x = new ArrayList<>();
        operator.operandTypes().forEach(type -> x.add(g.builder().input("x" + x.size(), type)));
        Node y = g.builder().input("y", operator.resultType());
        return operator.rules().stream()
                .anyMatch(rule -> rule.partial().at(g, x, y).isSteep());
    }

    private static boolean meets(Set<Node> some, Set<Node> others) {
        return some.size() > MOST_NODES
                || others.size() > MOST_NODES
                || some.stream().anyMatch(node -> node.operation() instanceof Operation.Input && others.contains(node));
    }

    /** Whether a value is a product with a power of {@code base} whose exponent may vary, or with a derivative of one. */
    static boolean isMultipleOfPower(Node value, Node base) {
        List<Node> factors = new ArrayList<>();
        factors(value, factors);
        return factors.stream()
                .anyMatch(node -> node.operator().filter(Steep::isPower).isPresent() && node.operand(0) == base);
    }

    /** Whether a value is computed from another one. */
    static boolean reads(Algebra g, Node value, Node other) {
        return reached(g, value).contains(g.builder().meaning(other));
    }

    private static Set<Node> reached(Algebra g, Node from) {
        return reached(g, List.of(from), false);
    }

    /**
     * What values are computed from, in regions and around them too.
     *
     * @param moving only what it moves with, not what decides its sign
     */
    private static Set<Node> reached(Algebra g, List<Node> from, boolean moving) {
        Reach reach = new Reach(g.builder());
        reach.add(from, moving);
        return reach.nodes;
    }

    /** What values are computed from, operands first. */
    private static final class Reach {
        private final GraphBuilder builder;
        private final Set<Node> nodes = new LinkedHashSet<>();

        /** What inputs of bodies stand for that are entered from around. */
        private final Map<Node, Node> outer = new HashMap<>();

        Reach(GraphBuilder builder) {
            this.builder = builder;
        }

        void add(List<Node> from, boolean moving) {
            Set<Node> opened = new HashSet<>();
            Deque<Node> open = new ArrayDeque<>();
            from.forEach(node -> open.push(meaning(node)));
            while (!open.isEmpty() && opened.size() <= MOST_NODES) {
                Node node = open.peek();
                if (opened.add(node)) {
                    boolean stop = moving && node.operator().equals(Optional.of(Piecewise.SIGN));
                    (stop ? List.<Node>of() : below(node))
                            .stream().filter(o -> !opened.contains(o)).forEach(open::push);
                } else {
                    nodes.add(open.pop());
                }
            }
            nodes.addAll(opened);
        }

        /** What a node is computed from; of a conditional what its branches give, which enters them as it is needed. */
        List<Node> below(Node node) {
            List<Node> below = new ArrayList<>();
            if (node.operation() instanceof Operation.Item item) {
                Node tuple = node.operand(0);
                if (!isOfConditional(node)) {
                    tuple.operands().forEach(o -> below.add(meaning(o)));
                }
                tuple.operation().bodies().forEach(body -> enter(tuple, body, item.index(), below));
            } else {
                node.operands().forEach(o -> below.add(meaning(o)));
            }
            return below;
        }

        private void enter(Node tuple, Operation.Body body, int index, List<Node> below) {
            int states = tuple.operation() instanceof Operation.Loop loop ? loop.carried() : 0;
            List<Node> inputs = body.graph().inputs();
            for (int k = states; k < inputs.size(); k++) {
                outer.put(inputs.get(k), tuple.operand(body.operands().get(k)));
            }
            List<Node> results = body.graph().results();
            below.add(meaning(results.get(index)));
            results.subList(0, states).forEach(state -> below.add(meaning(state)));
        }

        private Node meaning(Node node) {
            Node meant = builder.meaning(node);
            for (Node next = outer.get(meant); next != null; next = outer.get(meant)) {
                meant = builder.meaning(next);
            }
            return meant;
        }
    }
}
