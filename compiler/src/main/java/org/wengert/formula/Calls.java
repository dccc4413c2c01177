package org.wengert.formula;

import java.util.List;
import java.util.function.UnaryOperator;
import org.wengert.formula.Term.Call;
import org.wengert.formula.Term.Known;
import org.wengert.formula.Term.Ones;
import org.wengert.formula.Term.Transposed;
import org.wengert.ir.Shape;

/** Makes calls of functions of the language. */
final class Calls {

    private Calls() {}

    static Term of(String function, Shape shape, Term... arguments) {
        return new Call(function, List.of(arguments), shape);
    }

    /** The sum of all elements; numbers come out. */
    static Term sum(Term array) {
        return array instanceof Ones
                ? SizeTerms.of(array.shape().count())
                : outOf(array, inside -> of("sum", Shape.SCALAR, inside));
    }

    /** The sums along an axis of a matrix. */
    static Term sum(Term matrix, int axis) {
        if (matrix instanceof Transposed transposed && transposed.operand().rank() == 2) {
            return sum(transposed.operand(), 1 - axis);
        }
        return matrix instanceof Ones
                ? Products.of(
                        SizeTerms.of(matrix.shape().size(axis)),
                        new Ones(Shape.of(matrix.shape().size(1 - axis))))
                : outOf(matrix, inside -> of("sum", Shape.of(inside.shape().size(1 - axis)), inside, new Known(axis)));
    }

    private static Term outOf(Term array, UnaryOperator<Term> linear) {
        Products.Factors factors = Products.Factors.of(array);
        return Products.of(
                Products.product(factors.coefficient(), factors.powers(), List.of()),
                linear.apply(Products.product(1, List.of(), factors.chain())));
    }
}
