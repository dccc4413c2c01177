package org.wengert.op;

import static org.wengert.op.Arithmetic.operand;
import static org.wengert.op.ArrayOperator.array;
import static org.wengert.op.ScalarOperator.function;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.wengert.ir.Amount;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operator;
import org.wengert.ir.Shape;
import org.wengert.ir.Type;
import org.wengert.runtime.Norms;

/**
 * Euclidean norms, however they are written: of two or three numbers, and of arrays. Their first derivatives are 0 at 0, where a
 * norm has its minimum; second derivatives are NaN there in every direction that moves an argument, for they do not exist. The square
 * of a norm is the sum of the squares before anything is differentiated.
 */
public final class Euclidean {

    /** Sums of more squares stay as they are written. */
    private static final int MOST_SQUARES = 1_000;

    private static final int DEEPEST = 6;

    /** What a derivative of a norm divides by: 0 where the norm is 0, and no derivative of its own there. */
    static final ScalarOperator OVER_NORM = function(
                    "over_norm",
                    "quotient by a norm, 0 where the norm is 0",
                    "b == 0 ? 0 : a/b",
                    (a, b) -> b == 0 ? 0 : a / b)
            .internal()
            .notation("b == 0 ? 0 : a/b")
            .java(JavaForm.of("$1 == 0 ? 0 : $0 / $1"))
            .cost(2, 0)
            .rule("#/b", (g, x, y) -> Partial.over(nanAtZero(g, x.get(1))))
            .rule(
                    "-#/b*y",
                    (g, x, y) -> Partial.overTimes(nanAtZero(g, x.get(1)), y).negated())
            .domain(Interval.REALS, Interval.POSITIVE)
            .build();

    public static final ScalarOperator HYPOT = function(
                    "hypot",
                    "length of the hypotenuse, without overflow",
                    "sqrt(a^2 + b^2)",
                    (a, b) -> Norms.hypot(a, b))
            .commutative()
            .variadic()
            .lowersTo((g, x) -> inOneOrder(g, x.get(0), x.get(1)))
            .cost(4, 0)
            .reference("the root of the sum of squares, Math.hypot where that leaves the range; at most 1.2 ulp")
            .rule("#*a/y", (g, x, y) -> Partial.times(g.apply(Euclidean.PART, x.get(0), x.get(1))))
            .rule("#*b/y", (g, x, y) -> Partial.times(g.apply(Euclidean.PART, x.get(1), x.get(0))))
            .series(Euclidean::coefficient)
            .kink("the first derivatives of a norm are 0 where it is 0, and second ones NaN: they do not exist")
            .identity(
                    "hypot(hypot(a, b), c) = hypot(a, b, c), and so for more",
                    (g, x) -> isNorm(x.get(0))
                                    && LongNorms.isOne(x.get(0).operands().size() + 1)
                            ? Optional.of(LongNorms.norm(
                                    g,
                                    Stream.concat(x.get(0).operands().stream(), Stream.of(x.get(1)))
                                            .toList()))
                            : Optional.empty())
            .build();

    /** {@code a/hypot(a, b)}, closed under differentiation without cancellation. */
    static final ScalarOperator PART = function(
                    "hypot_part", "derivative of hypot", "a/hypot(a, b)", (a, b) -> overNorm(a, Norms.hypot(a, b)))
            .internal()
            .lowersTo((g, x) -> overNorm(g, x.get(0), g.apply(HYPOT, x.get(0), x.get(1))))
            .rule(
                    "#*(b/hypot(a, b))^2/hypot(a, b)",
                    (g, x, y) -> second(
                            g,
                            g.square(g.apply(Euclidean.PART, x.get(1), x.get(0))),
                            g.apply(HYPOT, x.get(0), x.get(1))))
            .rule(
                    "-#*y*(b/hypot(a, b))/hypot(a, b)",
                    (g, x, y) -> second(
                                    g,
                                    g.multiply(y, g.apply(Euclidean.PART, x.get(1), x.get(0))),
                                    g.apply(HYPOT, x.get(0), x.get(1)))
                            .negated())
            .build();

    /** How Java computes {@link #HYPOT}, after all derivatives: the range is that of the runtime's norms. */
    static final ScalarOperator ROOT = ScalarOperator.ofThree(
                    "root_of_squares",
                    "square root of a sum of two squares, or hypot where the sum left the range",
                    "sqrt(a), or hypot(b, c)",
                    x -> Norms.root(x[0], x[1], x[2]))
            .internal()
            .notation("sqrt(a)")
            .java(rootOr("Math.hypot($1, $2)"))
            .cost(3, 0)
            .rule("#/(2*y)", (g, x, y) -> Partial.overNorm(g.multiply(2, y)))
            .rule("0", (g, x, y) -> Partial.ZERO)
            .rule("0", (g, x, y) -> Partial.ZERO)
            .domain(Interval.POSITIVE, Interval.REALS, Interval.REALS)
            .build();

    static final List<ScalarOperator> ALL = List.of(OVER_NORM, HYPOT, PART, ROOT);

    /** The root of the sum of the squares of all elements. */
    public static final ArrayOperator NORM = array(
                    "norm",
                    "norm(x)",
                    types -> Type.REAL,
                    (x, sizes) -> Tensor.scalar(
                            Norms.norm(x.get(0).data().length, x.get(0).data(), 0)))
            .summary("Euclidean norm, without overflow; its derivative is 0 at 0")
            .reference("Norms.norm")
            .rule(
                    "dot(x/y, #)",
                    (g, x, y, v) -> g.apply(Products.DOT, g.apply(Euclidean.UNIT, x.get(0)), v),
                    "#*x/y",
                    (g, x, y, v) -> g.multiply(v, g.apply(Euclidean.UNIT, x.get(0))))
            .series((e, k) -> {
                Algebra g = e.sums().algebra();
                Optional<Node> square = e.sums().square((a, b) -> g.apply(Products.DOT, a, b), e.operand(0), 0, k);
                return e.sums().root(square, e.value(), k, (a, b) -> g.guardedDivide(a, nanAtZero(g, b)));
            })
            .java(
                    KernelForm.of("Norms.norm(#0, $0)"),
                    x -> Operations.flops(Amount.of(x.get(0).count()).times(2)))
            .identity(
                    "norm(sqrt(x)) = sqrt(sum(sqrt(x)^2))",
                    (g, x) -> operand(x.get(0), Powers.SQRT)
                            .map(u -> g.apply(Powers.SQRT, g.sumTo(g.apply(Powers.SQUARED_ROOT, u), Shape.SCALAR))))
            .identity(
                    "norm([a, b]) = hypot(a, b), and so for three numbers and more, to eight",
                    (g, x) -> Layout.stackedNumbers(x.get(0))
                            .filter(numbers -> numbers.size() > 1 && LongNorms.isOne(numbers.size()))
                            .map(numbers -> LongNorms.norm(g, numbers)))
            .entries((e, x, index) ->
                    e.algebra().apply(Powers.SQRT, e.total(x, of -> e.algebra().square(of.get(0)))))
            .build();

    /** {@code x/norm(x)}. */
    static final ArrayOperator UNIT = array("unit", "x/norm(x)", types -> types.get(0), (x, sizes) -> {
                Tensor y = Tensor.zeros(x.get(0).extents());
                Norms.unit(y.data().length, x.get(0).data(), 0, y.data(), 0);
                return y;
            })
            .summary("x over its norm, 0 at 0")
            .reference("Norms.unit")
            .rule(
                    "(# - y*dot(y, #))/norm(x)",
                    (g, x, y, v) -> projection(g, x.get(0), v),
                    "(# - y*dot(y, #))/norm(x)",
                    (g, x, y, v) -> projection(g, x.get(0), v))
            .series((e, k) -> {
                Algebra g = e.sums().algebra();
                Series norm = e.of((f, x, y) -> f.apply(NORM, x.get(0)));
                return e.sums()
                        .quotient(e.operand(0), norm, e.value(), k, (a, b) -> g.guardedDivide(a, nanAtZero(g, b)));
            })
            .java(
                    KernelForm.of("Norms.unit(#0, $0, $y)"),
                    x -> Operations.flops(Amount.of(x.get(0).count()).times(3)))
            .entries((e, x, index) -> overNorm(e.algebra(), e.of(x.get(0), index), root(e, x.get(0))))
            .build();

    /** {@code (b - u*dot(u, b))/norm(a)} with {@code u = a/norm(a)}: the derivative of {@link #UNIT}. */
    static final ArrayOperator PROJECTION = array(
                    "projection", "projection(a, b)", types -> types.get(0), (x, sizes) -> {
                        Tensor y = Tensor.zeros(x.get(0).extents());
                        Norms.project(
                                y.data().length, x.get(0).data(), 0, x.get(1).data(), 0, y.data(), 0);
                        return y;
                    })
            .summary("second derivative of the norm at a times b; NaN where a is 0 and b is not")
            .reference("Norms.project, without cancellation where a is nearly along an axis")
            .rule(
                    "third derivative of norm(a), times b and #",
                    (g, x, y, v) -> third(g, x, y, v),
                    "third derivative of norm(a), times b and #",
                    (g, x, y, v) -> third(g, x, y, v))
            .linear("projection(a, #)", (g, x, y, v) -> g.apply(Euclidean.PROJECTION, x.get(0), v))
            .java(
                    KernelForm.of("Norms.project(#0, $0, $1, $y)"),
                    x -> Operations.flops(Amount.of(x.get(0).count()).times(16)))
            .entries((e, x, index) -> {
                Algebra g = e.algebra();
                Node r = root(e, x.get(0));
                Node along = overNorm(g, e.total(x, of -> g.multiply(of.get(0), of.get(1))), r);
                Node u = overNorm(g, e.of(x.get(0), index), r);
                return g.divide(g.subtract(e.of(x.get(1), index), g.multiply(u, along)), nanAtZero(g, r));
            })
            .build();

    static final List<ArrayOperator> OF_ARRAYS = List.of(NORM, UNIT, PROJECTION);

    private Euclidean() {}

    static Optional<ArrayOperator> named(String family) {
        return OF_ARRAYS.stream().filter(o -> o.name().equals(family)).findFirst();
    }

    /**
     * {@code -((p*v)*(u*b) + ...)/norm(a)}: the trilinear form of the third derivatives is symmetric, so that its tangent and its
     * adjoint are one.
     */
    private static Node third(Algebra g, List<Node> x, Node y, Node v) {
        Node a = x.get(0);
        Node u = g.apply(Euclidean.UNIT, a);
        Node projected = g.apply(Euclidean.PROJECTION, a, v);
        Node sum = g.add(
                g.add(
                        g.multiply(g.apply(Products.DOT, u, x.get(1)), projected),
                        g.multiply(g.apply(Products.DOT, u, v), y)),
                g.multiply(g.apply(Products.DOT, v, y), u));
        return g.negate(g.divide(sum, g.apply(NORM, a)));
    }

    /**
     * The derivative of {@code a/norm(a)} in a direction: 0 where a is 0 and does not move, if that is because nothing in it moves; where
     * it may move in the second order, as {@code x.^2} does, NaN.
     */
    private static Node projection(Algebra g, Node a, Node v) {
        Node projected = g.apply(Euclidean.PROJECTION, a, v);
        if (Steep.areLinear(g, List.of(a))) {
            return projected;
        }
        Node isZero = g.apply(Logic.EQUAL, g.apply(NORM, a), g.constant(0));
        return g.multiply(g.select(isZero, g.constant(Double.NaN), g.constant(1)), projected);
    }

    /** The same bits either way round, so that {@code hypot(a, b)} and {@code hypot(b, a)} are one value. */
    private static Node inOneOrder(Algebra g, Node a, Node b) {
        Node first = a.id() <= b.id() ? a : b;
        Node second = a.id() <= b.id() ? b : a;
        return g.apply(Euclidean.ROOT, sumOfSquares(g, List.of(first, second)), first, second);
    }

    static Node sumOfSquares(Algebra g, List<Node> x) {
        return x.stream().map(g::square).reduce(g::add).orElseThrow();
    }

    /** Of the root of the sum of the squares of the operands. */
    static Optional<Node> coefficient(Recurrence.Expansion e, int k) {
        Algebra g = e.sums().algebra();
        Node norm = e.formula();
        Optional<Node> square = Optional.empty();
        for (int i = 0; i < norm.operands().size(); i++) {
            square = e.sums().add(square, squareOf(e, i, k));
        }
        return e.sums()
                .root(
                        square,
                        e.value(),
                        k,
                        isPositive(norm) ? g::divide : (a, b) -> g.guardedDivide(a, nanAtZero(g, b)));
    }

    /** Of the square of an operand; that of a root has coefficients where the root has none. */
    private static Optional<Node> squareOf(Recurrence.Expansion e, int i, int k) {
        return operand(e.formula().operand(i), Powers.SQRT)
                .map(radicand -> e.of((g, x, y) -> radicand).at(k))
                .orElseGet(() -> e.sums().square(e.operand(i), 0, k));
    }

    private static Node root(Elements e, Node array) {
        return e.algebra()
                .apply(Powers.SQRT, e.total(List.of(array), of -> e.algebra().square(of.get(0))));
    }

    /** The root of a, which b is; computed where that cannot be seen. */
    static Node rootGiven(Algebra g, Node a, Node b) {
        boolean root = (b.operator()
                                .filter(o -> o.name().startsWith("root_of_squares") || o.equals(Powers.SQRT))
                                .isPresent()
                        && b.operand(0).equals(a))
                || square(g, b)
                        .or(() -> operand(b, Piecewise.ABS).map(g::square))
                        .filter(a::equals)
                        .isPresent();
        return root ? b : g.apply(ROOT, a, b, g.constant(0));
    }

    /** Java for the root of a sum of squares, $0, or what is there for it where that left the range of {@link Norms#root}. */
    static JavaForm rootOr(String otherwise) {
        return JavaForm.of("$0 <= 0x1p-900 || $0 >= 0x1p1000 ? " + otherwise + " : Math.sqrt($0)");
    }

    static double overNorm(double a, double norm) {
        return norm == 0 ? 0 : a / norm;
    }

    static Node overNorm(Algebra g, Node a, Node norm) {
        return isPositive(norm) ? g.divide(a, norm) : g.apply(OVER_NORM, a, norm);
    }

    /** A second derivative, {@code products/norm}; at 0 NaN, but in directions in which none of the arguments moves. */
    static Partial second(Algebra g, Node products, Node norm) {
        boolean positive = isPositive(norm);
        return Partial.times(g.divide(products, positive ? norm : nanAtZero(g, norm)))
                .steepUnless(positive || !Steep.areLinear(g, norm.operands()));
    }

    /** Whether a norm cannot be 0, because a number in it is another constant. */
    private static boolean isPositive(Node norm) {
        return norm.operands().stream().anyMatch(x -> x.operation() instanceof Operation.Constant c && c.value() != 0);
    }

    static Node nanAtZero(Algebra g, Node norm) {
        return g.select(g.apply(Logic.EQUAL, norm, g.constant(0)), g.constant(Double.NaN), norm);
    }

    /** Whether a node is the norm of two numbers or more. */
    static boolean isNorm(Node node) {
        return node.operator()
                .filter(o -> o.equals(HYPOT) || o.name().startsWith("hypot["))
                .isPresent();
    }

    /** {@code a} of {@code a/norm}, the derivative of the norm of two numbers or more in {@code a}. */
    static Optional<Node> argumentOfPart(Node node) {
        String name = node.operator().map(Operator::name).orElse("");
        return name.equals(PART.name())
                ? Optional.of(node.operand(0))
                : LongNorms.indexOfPart(name).map(node::operand);
    }

    private static boolean isHypot(Node node) {
        return node.operator().filter(HYPOT::equals).isPresent();
    }

    /** The root of a sum of squares, each perhaps a multiple, of numbers and of the elements of arrays, as a norm. */
    static Optional<Node> root(Algebra g, Node radicand) {
        Match.Scaled scaled = scaled(radicand);
        if (scaled.factor() != 1) {
            return ofSquares(g, scaled.value()).map(norm -> g.multiply(Math.sqrt(scaled.factor()), norm));
        }
        boolean divided = radicand.operator().filter(Arithmetic.DIVIDE::equals).isPresent();
        if (divided && Radicand.isPositive(radicand.operand(1))) {
            return ofSquares(g, radicand.operand(0))
                    .map(norm -> g.divide(norm, g.apply(Powers.SQRT, radicand.operand(1))));
        }
        boolean multiplied =
                radicand.operator().filter(Arithmetic.MULTIPLY::equals).isPresent();
        if (multiplied && Radicand.isPositive(radicand.operand(0))) {
            return ofSquares(g, radicand.operand(1))
                    .map(norm -> g.multiply(g.apply(Powers.SQRT, radicand.operand(0)), norm));
        }
        return ofSquares(g, radicand);
    }

    private static Optional<Node> ofSquares(Algebra g, Node sum) {
        return squares(g, sum)
                .filter(x -> x.stream().anyMatch(u -> !u.isConstant()))
                .map(x -> {
                    if (!sum.type().isScalar()
                            || x.stream().allMatch(u -> u.type().isScalar())) {
                        return x.size() == 1 ? g.apply(Piecewise.ABS, x.get(0)) : LongNorms.norm(g, x);
                    }
                    // A norm of norms would have no second derivatives where one of them is 0.
                    return g.apply(NORM, x.size() == 1 ? x.get(0) : Layout.joined(g, x));
                });
    }

    /** A positive number times a value, or over one. */
    private static Match.Scaled scaled(Node node) {
        Match.Scaled scaled = Match.scaled(node);
        return scaled.factor() > 0
                        && scaled.factor() < Double.POSITIVE_INFINITY
                        && !scaled.value().isConstant()
                ? scaled
                : new Match.Scaled(1, node);
    }

    /** What a square is of, the array whose elements are squared and added up, or the array of what is squared, and its factor. */
    static Optional<Match.Scaled> squared(Node node) {
        Match.Scaled scaled = scaled(node);
        Node square = scaled.value();
        Optional<Node> root =
                square.operator().filter(Products.DOT::equals).isPresent() && square.operand(0) == square.operand(1)
                        ? Optional.of(square.operand(0))
                        : operand(square, Powers.power(2));
        return root.map(u -> new Match.Scaled(Math.sqrt(scaled.factor()), u));
    }

    /** {@code u} of the square of {@code factor*u}. */
    static Node times(Algebra g, Match.Scaled root) {
        return root.factor() == 1 ? root.value() : g.multiply(root.factor(), root.value());
    }

    /** The radicand of a square root, or of {@code hypot(1, x)}, which {@code sqrt(1 + x^2)} has become. */
    static Optional<Node> radicand(Algebra g, Node root) {
        boolean ofOne = isHypot(root) && root.operands().stream().anyMatch(x -> x.isConstant(1));
        return ofOne
                ? root.operands().stream()
                        .map(x -> x.isConstant(1) ? x : g.square(x))
                        .reduce(g::add)
                : operand(root, Powers.SQRT);
    }

    /**
     * What is squared in a sum of squares, in order: numbers, and arrays whose elements are; of roots and constants alone nothing, for
     * their sum is no larger than what is written. Nothing is made before all are known.
     */
    private static Optional<List<Node>> squares(Algebra g, Node sum) {
        Deque<Node> open = new ArrayDeque<>(List.of(sum));
        List<Supplier<Node>> squared = new ArrayList<>();
        boolean ofRoots = true;
        while (!open.isEmpty()) {
            Node term = open.pop();
            if (squared.size() + open.size() >= MOST_SQUARES) {
                return Optional.empty();
            }
            Optional<Supplier<Node>> root = root(g, term, Match.constant(term));
            Optional<Node> radicand = operand(term, Powers.SQUARED_ROOT);
            ofRoots = ofRoots && (radicand.isPresent() || Match.isPositive(term));
            if (radicand.isPresent()) {
                squared.add(() -> g.apply(Powers.SQRT, radicand.get()));
            } else if (root.isPresent()) {
                squared.add(root.get());
                LoopNorms.start(term).ifPresent(open::push);
            } else if (term.operator().filter(Arithmetic.ADD::equals).isPresent()) {
                open.push(term.operand(1));
                open.push(term.operand(0));
            } else {
                return Optional.empty();
            }
        }
        return ofRoots
                ? Optional.empty()
                : Optional.of(squared.stream().map(Supplier::get).toList());
    }

    private static Optional<Supplier<Node>> root(Algebra g, Node term, Optional<Double> constant) {
        if (Match.isPositive(term)) {
            return constant.map(c -> () -> g.constant(Math.sqrt(c)));
        }
        Optional<Match.Scaled> square = squared(Radicand.isTotal(term) ? term.operand(0) : term);
        if (square.isPresent()) {
            return square.map(u -> () -> times(g, u));
        }
        Match.Scaled scaled = scaled(term);
        Optional<Integer> half = scaled.value()
                .operator()
                .filter(Powers::isEvenPower)
                .flatMap(o -> Match.wholeExponent(scaled.value()))
                .filter(n -> n > 2)
                .map(n -> n / 2);
        if (half.isPresent()) {
            return half.map(n -> () -> times(
                    g,
                    new Match.Scaled(
                            Math.sqrt(scaled.factor()),
                            g.apply(Powers.power(n), scaled.value().operand(0)))));
        }
        if (isProductOfSquares(term, DEEPEST)) {
            return Optional.of(() -> rootOfProduct(g, term));
        }
        if (Match.is(scaled.value(), Steps.COSH_LESS_ONE)) {
            return Optional.of(() -> g.multiply(
                    Math.sqrt(2 * scaled.factor()),
                    g.apply(Trigonometric.SINH, g.multiply(0.5, scaled.value().operand(0)))));
        }
        return term.type().isScalar() && LoopNorms.isOfSquares(term)
                ? Optional.of(() -> LoopNorms.squared(g.builder(), term))
                : Optional.empty();
    }

    /** Whether factors are squares and positive constants, two squares at least: their product may be no double where its root is. */
    private static boolean isProductOfSquares(Node term, int depth) {
        boolean quotient = Match.is(term, Arithmetic.DIVIDE);
        return depth > 0
                && (quotient || Match.is(term, Arithmetic.MULTIPLY))
                && term.operands().stream().allMatch(x -> isSquare(x, quotient) || isProductOfSquares(x, depth - 1));
    }

    private static boolean isSquare(Node factor, boolean quotient) {
        return (Match.isPositive(factor) && !quotient)
                || factor.operator()
                        .filter(Powers::isEvenPower)
                        .flatMap(o -> Match.wholeExponent(factor))
                        .filter(n -> n > 0)
                        .isPresent();
    }

    private static Node rootOfProduct(Algebra g, Node product) {
        if (Match.isPositive(product)) {
            return g.constant(Math.sqrt(Match.constant(product).orElseThrow()));
        }
        Optional<Integer> exponent = Match.wholeExponent(product);
        if (exponent.isPresent()) {
            return g.apply(Powers.power(exponent.get() / 2), product.operand(0));
        }
        Node a = rootOfProduct(g, product.operand(0));
        Node b = rootOfProduct(g, product.operand(1));
        return Match.is(product, Arithmetic.DIVIDE) ? g.divide(a, b) : g.multiply(a, b);
    }

    /** The square of a norm as a sum of squares. */
    static Optional<Node> square(Algebra g, Node norm) {
        if (norm.operator().filter(NORM::equals).isPresent()) {
            return Optional.of(g.apply(Products.DOT, norm.operand(0), norm.operand(0)));
        }
        return Optional.of(norm)
                .filter(Euclidean::isNorm)
                .flatMap(o -> norm.operands().stream().map(g::square).reduce(g::add));
    }
}
