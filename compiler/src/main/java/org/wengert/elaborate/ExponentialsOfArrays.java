package org.wengert.elaborate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphBuilder;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Operator;
import org.wengert.ir.Type;
import org.wengert.op.Algebra;
import org.wengert.op.Arithmetic;
import org.wengert.op.Exponentials;
import org.wengert.op.Iterates;
import org.wengert.op.Layout;
import org.wengert.op.Logic;
import org.wengert.op.Piecewise;
import org.wengert.op.Products;
import org.wengert.op.ScalarOperator;

/**
 * What authors write for {@code logsumexp(v)} and {@code softmax(v)}: sums of exponentials, of arrays and in loops, each perhaps times a
 * weight, under a logarithm or a bar, evaluated relative to the largest exponent. That is found by a loop, which identities of operators
 * cannot make.
 */
final class ExponentialsOfArrays {

    private static final double LARGEST_EXPONENT = 709;

    private static final Pattern SUM_ALONG_AXIS = Pattern.compile("sum\\[(\\d+)]");

    private final ArrayFunctions maker;
    private final GraphBuilder g;

    private ExponentialsOfArrays(Scope scope) {
        maker = ArrayFunctions.in(scope);
        g = scope.builder();
    }

    /**
     * A number or an array {@code weight*exp(exponent)}, and the sum of its elements.
     *
     * @param weight none for 1
     */
    private record Term(Node exponent, Optional<Node> weight) {}

    /** The operator at the operands, if it is one of these. */
    static Optional<Node> of(ScalarOperator operator, List<Node> x, Scope scope) {
        ExponentialsOfArrays made = new ExponentialsOfArrays(scope);
        if (operator.equals(Exponentials.LOG)) {
            Optional<Node> element = made.ofElement(x.get(0));
            return element.isPresent() ? element : made.logarithm(x.get(0), UnaryOperator.identity());
        }
        if (operator.equals(Exponentials.LOG1P)) {
            return made.terms(x.get(0)).flatMap(terms -> {
                List<Term> all = new ArrayList<>(terms);
                all.add(made.constant(1));
                return made.logarithm(all, UnaryOperator.identity());
            });
        }
        return operator.equals(Arithmetic.DIVIDE) ? made.quotient(x.get(0), x.get(1)) : Optional.empty();
    }

    /** Of a sum, or of a multiple of one. */
    private Optional<Node> logarithm(Node x, UnaryOperator<Node> scale) {
        if (is(x, Arithmetic.DIVIDE) && isPositive(x.operand(1))) {
            return logarithm(x.operand(0), sum -> scale.apply(maker.algebra().divide(sum, x.operand(1))));
        }
        for (int i = 0; is(x, Arithmetic.MULTIPLY) && i < 2; i++) {
            Node factor = x.operand(i);
            if (isPositive(factor)) {
                return logarithm(
                        x.operand(1 - i), sum -> scale.apply(maker.algebra().multiply(factor, sum)));
            }
        }
        Optional<Node> along = alongAxis(x, scale);
        return along.isPresent() ? along : terms(x).flatMap(terms -> logarithm(terms, scale));
    }

    /** Of the sums of exponentials along an axis: {@code logsumexp} along it, and the logarithm of what all are multiplied by. */
    private Optional<Node> alongAxis(Node sums, UnaryOperator<Node> scale) {
        Optional<Integer> axis = sums.operator()
                .map(o -> SUM_ALONG_AXIS.matcher(o.name()))
                .filter(matcher -> matcher.matches() && !sums.type().isScalar())
                .map(matcher -> Integer.valueOf(matcher.group(1)));
        return axis.flatMap(k -> exponent(sums.operand(0))
                .flatMap(u -> AxisFunctions.reduction(ArrayFunctions::logSumExp).at(maker, u, k))
                .map(log -> {
                    Node factor = scale.apply(g.constant(1));
                    return factor.isConstant(1)
                            ? log
                            : maker.algebra().add(log, maker.algebra().apply(Exponentials.LOG, factor));
                }));
    }

    /** The logarithm of an element of {@code exp(u)/s}, which may be 0. */
    private Optional<Node> ofElement(Node x) {
        if (!isElement(x) || !is(x.operand(0), Arithmetic.DIVIDE)) {
            return Optional.empty();
        }
        Node quotient = x.operand(0);
        Operator get = x.operator().orElseThrow();
        Algebra algebra = maker.algebra();
        return exponent(quotient.operand(0)).map(u -> {
            Node divisor = quotient.operand(1);
            Node s = divisor.type().isScalar() ? divisor : algebra.apply(get, divisor);
            Node of = u.type().isScalar() ? u : algebra.apply(get, u);
            return algebra.subtract(of, algebra.apply(Exponentials.LOG, s));
        });
    }

    /** {@code exp(u)}, a multiple, an element or a sum of some, over a sum of exponentials. */
    private Optional<Node> quotient(Node dividend, Node divisor) {
        if (!divisor.type().isScalar()) {
            return Optional.empty();
        }
        Algebra algebra = maker.algebra();
        Optional<Term> one = term(dividend);
        Optional<List<Term>> many = one.isPresent() ? Optional.empty() : terms(dividend);
        return one.isEmpty() && many.isEmpty()
                ? Optional.empty()
                : terms(divisor)
                        .filter(ExponentialsOfArrays::hasArrays)
                        .filter(t -> !dividend.isConstant())
                        .map(terms -> {
                            Term sum = joined(terms);
                            Node shift = shift(sum);
                            Node above = one.map(t -> relative(t, shift))
                                    .orElseGet(() -> maker.sum(relative(joined(many.orElseThrow()), shift)));
                            return algebra.divide(above, maker.sum(relative(sum, shift)));
                        });
    }

    /** A constant beside the exponentials is not lost where they are small, nor are they. */
    private Optional<Node> logarithm(List<Term> terms, UnaryOperator<Node> scale) {
        List<Term> others =
                terms.stream().filter(t -> !t.exponent().isConstant()).toList();
        if (!hasArrays(others)) {
            return Optional.empty();
        }
        Term sum = joined(others);
        if (others.size() < terms.size()) {
            Algebra algebra = maker.algebra();
            boolean one = scale.apply(g.constant(1)).isConstant(1);
            boolean positive = others.stream()
                    .allMatch(t -> t.weight().isEmpty()
                            || t.weight()
                                    .filter(ExponentialsOfArrays::isPositive)
                                    .isPresent());
            if (!one || !positive || others.size() < terms.size() - 1) {
                return Optional.empty();
            }
            double c = terms.stream()
                    .filter(t -> t.exponent().isConstant())
                    .flatMap(t -> t.weight().stream())
                    .mapToDouble(w -> w.operation() instanceof Operation.Constant k ? k.value() : 1)
                    .findFirst()
                    .orElse(1);
            Node log = g.constant(Math.log(c));
            Node rest = logarithm(sum, UnaryOperator.identity());
            return Optional.of(
                    c == 1
                            ? algebra.apply(Exponentials.SOFTPLUS, rest)
                            : algebra.add(log, algebra.apply(Exponentials.SOFTPLUS, algebra.subtract(rest, log))));
        }
        return Optional.of(logarithm(sum, scale));
    }

    private Node logarithm(Term sum, UnaryOperator<Node> scale) {
        Node shift = shift(sum);
        Node total = scale.apply(maker.sum(relative(sum, shift)));
        ScalarOperator log = sum.weight().isPresent() ? Exponentials.LOG : Exponentials.LOG_OF_SUM;
        return maker.algebra().add(shift, maker.algebra().apply(log, total));
    }

    /** What has weight 0 is nothing to be relative to. */
    private Node shift(Term sum) {
        Algebra algebra = maker.algebra();
        return maker.shift(sum.weight()
                .map(w -> {
                    Node zero = algebra.broadcast(
                            algebra.constant(0), sum.exponent().type().shape());
                    Node least = algebra.broadcast(
                            algebra.constant(Double.NEGATIVE_INFINITY),
                            sum.exponent().type().shape());
                    return algebra.select(algebra.apply(Logic.EQUAL, w, zero), least, sum.exponent());
                })
                .orElse(sum.exponent()));
    }

    private Node relative(Term term, Node shift) {
        Algebra algebra = maker.algebra();
        Node exponent = algebra.subtract(term.exponent(), shift);
        return term.weight()
                .map(w -> algebra.multiply(w, algebra.apply(Exponentials.EXP, finite(exponent))))
                .orElseGet(() -> algebra.apply(Exponentials.EXP, exponent));
    }

    /** An exponent above the largest one has weight 0, and the exponential is not to be infinite. */
    private Node finite(Node exponent) {
        Algebra algebra = maker.algebra();
        return algebra.apply(
                Piecewise.MIN,
                exponent,
                algebra.broadcast(g.constant(LARGEST_EXPONENT), exponent.type().shape()));
    }

    private Term constant(double weight) {
        Node one = g.constant(weight);
        return new Term(g.constant(0), weight == 1 ? Optional.empty() : Optional.of(one));
    }

    private static boolean hasArrays(List<Term> terms) {
        return terms.stream().anyMatch(t -> !t.exponent().type().isScalar());
    }

    private Term joined(List<Term> terms) {
        if (terms.size() == 1) {
            return terms.get(0);
        }
        Algebra algebra = maker.algebra();
        boolean weighted = terms.stream().anyMatch(t -> t.weight().isPresent());
        Node exponents =
                Layout.joined(algebra, terms.stream().map(Term::exponent).toList());
        return new Term(
                exponents,
                weighted
                        ? Optional.of(Layout.joined(
                                algebra, terms.stream().map(this::weight).toList()))
                        : Optional.empty());
    }

    private Node weight(Term term) {
        return maker.algebra()
                .broadcast(
                        term.weight().orElseGet(() -> g.constant(1)),
                        term.exponent().type().shape());
    }

    /** The terms of a sum of exponentials. */
    private Optional<List<Term>> terms(Node sum) {
        if (!sum.type().isScalar()) {
            return Optional.empty();
        }
        Deque<Node> open = new ArrayDeque<>(List.of(sum));
        List<Term> terms = new ArrayList<>();
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (terms.size() + open.size() > 64) {
                return Optional.empty();
            }
            Optional<Term> term = total(node);
            if (term.isPresent()) {
                terms.add(term.get());
                start(node).ifPresent(open::push);
            } else if (is(node, Arithmetic.ADD)) {
                open.push(node.operand(1));
                open.push(node.operand(0));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(terms);
    }

    /** A number that is a term, or the sum of the elements of an array that is one. */
    private Optional<Term> total(Node node) {
        if (node.operation() instanceof Operation.Constant c) {
            return c.value() > 0 && c.value() < Double.POSITIVE_INFINITY
                    ? Optional.of(constant(c.value()))
                    : Optional.empty();
        }
        if (is(node, Products.DOT)) {
            for (int i = 0; i < 2; i++) {
                Node weight = node.operand(i);
                Optional<Node> u = exponent(node.operand(1 - i));
                if (u.isPresent()) {
                    return u.map(v -> new Term(v, Optional.of(weight)));
                }
            }
        }
        boolean total = node.operator().filter(o -> o.name().startsWith("sum[")).isPresent();
        return total
                ? term(node.operand(0))
                : node.operation() instanceof Operation.Item ? looped(g, node) : term(node);
    }

    private Optional<Term> term(Node node) {
        Optional<Node> exponent = exponent(node);
        if (exponent.isPresent()) {
            return exponent.map(u -> new Term(u, Optional.empty()));
        }
        if (is(node, Arithmetic.MULTIPLY)) {
            for (int i = 0; i < 2; i++) {
                Node weight = node.operand(i);
                Optional<Node> u = exponent(node.operand(1 - i))
                        .filter(v -> v.type().shape().equals(node.type().shape()));
                if (u.isPresent()) {
                    return u.map(v -> new Term(
                            v,
                            Optional.of(
                                    maker.algebra().broadcast(weight, v.type().shape()))));
                }
            }
        }
        return node.operation() instanceof Operation.Item item
                        && node.operand(0).operation() instanceof Operation.Loop loop
                        && loop.roles().get(item.index()) == Role.STACK
                ? looped(g, node)
                : Optional.empty();
    }

    /** {@code u} of {@code exp(u)}, or of an element of that. */
    private Optional<Node> exponent(Node node) {
        if (is(node, Exponentials.EXP)) {
            return Optional.of(node.operand(0));
        }
        return isElement(node) && is(node.operand(0), Exponentials.EXP)
                ? node.operator()
                        .map(get -> maker.algebra().apply(get, node.operand(0).operand(0)))
                : Optional.empty();
    }

    /** What a loop begins to add to, unless that is 0. */
    private static Optional<Node> start(Node sum) {
        return sum.operation() instanceof Operation.Item item
                        && sum.operand(0).operation() instanceof Operation.Loop loop
                        && item.index() < loop.carried()
                ? Optional.of(sum.operand(0).operand(item.index()))
                        .filter(start -> !(start.operation() instanceof Operation.Constant c && c.value() == 0))
                : Optional.empty();
    }

    /** The exponents and weights of a loop that adds up exponentials, or keeps them, as arrays. */
    private static Optional<Term> looped(GraphBuilder g, Node sum) {
        if (!(sum.operation() instanceof Operation.Item item)
                || !(sum.operand(0).operation() instanceof Operation.Loop loop)) {
            return Optional.empty();
        }
        Graph body = loop.body().graph();
        Node given = body.results().get(item.index());
        if (item.index() < loop.carried()) {
            Node state = body.inputs().get(item.index());
            if (!is(given, Arithmetic.ADD) || !given.operands().contains(state)) {
                return Optional.empty();
            }
            given = given.operand(given.operand(0).equals(state) ? 1 : 0);
        }
        Optional<Node> exponent = is(given, Exponentials.EXP) ? Optional.of(given.operand(0)) : Optional.empty();
        Optional<Node> weight = Optional.empty();
        for (int i = 0; exponent.isEmpty() && is(given, Arithmetic.MULTIPLY) && i < 2; i++) {
            if (is(given.operand(i), Exponentials.EXP)) {
                exponent = Optional.of(given.operand(i).operand(0));
                weight = Optional.of(given.operand(1 - i));
            }
        }
        return exponent.isPresent() && exponent.get().type().isScalar()
                ? Optional.of(stacked(g, sum.operand(0), exponent.get(), weight))
                : Optional.empty();
    }

    private static Term stacked(GraphBuilder g, Node tuple, Node exponent, Optional<Node> weight) {
        List<Node> wanted = new ArrayList<>(List.of(exponent));
        weight.ifPresent(wanted::add);
        List<Node> arrays = Iterates.of(g, tuple, wanted);
        return new Term(arrays.get(0), weight.map(w -> arrays.get(1)));
    }

    private static boolean isElement(Node node) {
        return node.type().equals(Type.REAL)
                && node.operator().filter(o -> o.name().startsWith("get[")).isPresent();
    }

    /** A constant above 0, or the number of something: what there is none of has no mean. */
    private static boolean isPositive(Node node) {
        return node.operation() instanceof Operation.Whole
                || (node.operation() instanceof Operation.Constant c
                        && c.value() > 0
                        && c.value() < Double.POSITIVE_INFINITY);
    }

    private static boolean is(Node node, Operator operator) {
        return node.operator().filter(operator::equals).isPresent();
    }
}
