package org.wengert.op;

import java.util.Optional;
import java.util.function.BinaryOperator;
import org.wengert.ir.Node;

/** Arithmetic on coefficients of which those that are 0 whatever the numbers are absent. */
public record Coefficients(Algebra algebra) {

    public Optional<Node> add(Optional<Node> a, Optional<Node> b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : Optional.of(algebra.add(a.get(), b.get()));
    }

    public Optional<Node> subtract(Optional<Node> a, Optional<Node> b) {
        return b.isEmpty()
                ? a
                : Optional.of(
                        a.map(first -> algebra.subtract(first, b.get())).orElseGet(() -> algebra.negate(b.get())));
    }

    /** The sum of {@code a_j*b_{k-j}} for j from {@code first} to {@code last}. */
    Optional<Node> convolution(BinaryOperator<Node> times, Series a, Series b, int first, int last, int k) {
        Optional<Node> sum = Optional.empty();
        for (int j = first; j <= last; j++) {
            Optional<Node> right = b.factor(k - j);
            Optional<Node> left = right.isEmpty() ? Optional.empty() : a.factor(j);
            sum = add(sum, left.map(l -> times.apply(l, right.orElseThrow())));
        }
        return sum;
    }

    /** Coefficient {@code k} of {@code a*b}: the sum of {@code a_j*b_{k-j}}. */
    Optional<Node> product(Series a, Series b, int k) {
        return convolution(algebra::multiply, a, b, 0, k, k);
    }

    /** Of {@code y = a/b}: {@code y_k = (a_k - sum y_j*b_{k-j})/b_0}, the sum over j < k. */
    Optional<Node> quotient(Series a, Series b, Series y, int k, BinaryOperator<Node> division) {
        return subtract(a.at(k), convolution(algebra::multiply, y, b, 0, k - 1, k))
                .map(rest -> division.apply(rest, b.at(0).orElseThrow()));
    }

    /** Of {@code y*y = x}, given {@code x_k}: {@code y_k = (x_k - sum y_j*y_{k-j})/(2*y_0)}, the sum over 0 < j < k. */
    Optional<Node> root(Optional<Node> square, Series y, int k, BinaryOperator<Node> division) {
        return subtract(square, square(y, 1, k))
                .map(rest -> division.apply(rest, algebra.multiply(2, y.at(0).orElseThrow())));
    }

    /** Of {@code y = x^b} with a b that does not vary: {@code k*x_0*y_k = sum (b*j - (k - j))*x_j*y_{k-j}}, over j from 1 on. */
    Optional<Node> power(Series x, Node b, Series y, int k) {
        Optional<Node> sum = Optional.empty();
        for (int j = 1; j <= k; j++) {
            Optional<Node> before = y.factor(k - j);
            Optional<Node> moved = before.isEmpty() ? Optional.empty() : x.factor(j);
            Node weight = algebra.subtract(algebra.multiply(j, b), algebra.constant(k - j));
            if (moved.isPresent() && !weight.isConstant(0)) {
                Node term = algebra.multiply(weight, algebra.multiply(moved.get(), before.orElseThrow()));
                sum = add(sum, Optional.of(term));
            }
        }
        return sum.map(all -> algebra.divide(all, algebra.multiply(k, x.at(0).orElseThrow())));
    }

    /** The sum of {@code a_j*a_{k-j}} for j from {@code first} to {@code k - first}, products that stand twice made once. */
    Optional<Node> square(Series a, int first, int k) {
        return square(algebra::multiply, a, first, k);
    }

    /** The same for another product, the same either way round. */
    Optional<Node> square(BinaryOperator<Node> times, Series a, int first, int k) {
        Optional<Node> twice = convolution(times, a, a, first, (k - 1) / 2, k).map(sum -> algebra.multiply(2, sum));
        return k % 2 == 0 && k / 2 >= first
                ? add(twice, a.factor(k / 2).map(middle -> times.apply(middle, middle)))
                : twice;
    }

    /** One of two by a condition. */
    Optional<Node> choice(Node condition, Optional<Node> a, Optional<Node> b) {
        return a.isEmpty() && b.isEmpty()
                ? a
                : Optional.of(algebra.select(
                        condition, a.orElseGet(() -> algebra.constant(0)), b.orElseGet(() -> algebra.constant(0))));
    }

    /** Coefficient {@code k} of the series whose derivative is {@code slope}. */
    public Optional<Node> over(Series slope, int k) {
        return slope instanceof Derived derived
                ? derived.of().at(k)
                : slope.at(k - 1).map(c -> k == 1 ? c : algebra.divide(c, algebra.constant(k)));
    }

    /** The derivative of a series: {@code (j + 1)*c_{j+1}}. */
    public Series derived(Series of) {
        return new Derived(algebra, of);
    }

    private record Derived(Algebra algebra, Series of) implements Series {
        @Override
        public Optional<Node> at(int k) {
            return of.factor(k + 1).map(c -> k == 0 ? c : algebra.multiply(k + 1, c));
        }
    }
}
