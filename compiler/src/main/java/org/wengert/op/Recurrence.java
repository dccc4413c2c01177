package org.wengert.op;

import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.wengert.ir.Node;
import org.wengert.ir.Operator;

/**
 * How the coefficients of the Taylor series of a value follow from those of the operands and from those before them. Griewank
 * and Walther, Evaluating Derivatives, 2nd edition, chapter 13; here normalised, {@code c_k} being the derivative number k over
 * {@code k!}, so that products are convolutions and nothing overflows. That of {@code a*b} is, whole,
 *
 * <pre>{@code
 * (e, k) -> e.sums().product(e.operand(0), e.operand(1), k)
 * }</pre>
 */
@FunctionalInterface
public interface Recurrence {

    /** Coefficient {@code k}, which is 1 or more; absent where it is 0 whatever the numbers are. */
    Optional<Node> at(Expansion e, int k);

    /**
     * The first coefficient that this is for. Those before are made by the rules of the operator, so that they are as exact as first and
     * second derivatives are, also where a recurrence would divide by 0 or subtract what is nearly equal.
     */
    default int first() {
        return 3;
    }

    /** A recurrence that is as exact as the rules are from the first coefficient on. */
    static Recurrence always(Recurrence recurrence) {
        return new Recurrence() {
            @Override
            public Optional<Node> at(Expansion e, int k) {
                return recurrence.at(e, k);
            }

            @Override
            public int first() {
                return 1;
            }
        };
    }

    /** What a recurrence reads. */
    interface Expansion {

        /** Arithmetic on coefficients. */
        Coefficients sums();

        Series operand(int i);

        /** For each operand one coefficient, be it 0. */
        List<Node> operands(IntUnaryOperator coefficient);

        /** Whether an operand has a coefficient {@code k}. */
        boolean moves(int k);

        /** The value itself, of which the coefficients before are known. */
        Series value();

        /** Another function of the operands and the value. */
        Series of(Formula formula);

        /** The derivative of the value, by the rules of the operator. */
        Series slope();

        /** The same by other rules, one for each operand. */
        Series slope(List<Rule> rules);

        /** Whether an operand varies along the line. */
        boolean isMoving(int i);

        /** Where {@link #formula} stands. */
        Algebra formulas();

        /** The value as what it is computed from. */
        Node formula();
    }

    /** A function of the operands {@code x} and the value {@code y}. */
    @FunctionalInterface
    interface Formula {
        Node at(Algebra g, List<Node> x, Node y);
    }

    /** From {@code y' = rule(x', y)}: {@code k*y_k} is coefficient k - 1 of that. */
    static Recurrence byRules() {
        return (e, k) -> e.sums().over(e.slope(), k);
    }

    /** The same by a rule that is shorter as a series than as a derivative. */
    static Recurrence by(String text, Rule.Body partial) {
        List<Rule> rules = List.of(new Rule(text, partial));
        return (e, k) -> e.sums().over(e.slope(rules), k);
    }

    /** The same of two operands. */
    static Recurrence by(String text, Rule.Body partial, String secondText, Rule.Body second) {
        List<Rule> rules = List.of(new Rule(text, partial), new Rule(secondText, second));
        return (e, k) -> e.sums().over(e.slope(rules), k);
    }

    /** {@code y_k = op(x_k)}, the other operands as they are. */
    static Recurrence linear(Operator operator, int operand) {
        return always((e, k) -> e.operand(operand)
                .at(k)
                .map(c -> e.sums().algebra().builder().apply(operator, e.operands(i -> i == operand ? k : 0))));
    }

    /** {@code y_k = op(a_k, b_k, ...)}. */
    static Recurrence jointlyLinear(Operator operator) {
        return always((e, k) -> e.moves(k)
                ? Optional.of(e.sums().algebra().builder().apply(operator, e.operands(i -> k)))
                : Optional.empty());
    }

    /** The sum of {@code op(a_j, b_{k-j})}. */
    static Recurrence bilinear(Operator operator) {
        return always((e, k) -> e.sums()
                .convolution((a, b) -> e.sums().algebra().apply(operator, a, b), e.operand(0), e.operand(1), 0, k, k));
    }
}
