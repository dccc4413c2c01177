package org.wengert.formula;

import java.util.ArrayList;
import java.util.List;
import org.wengert.formula.Products.Factors;
import org.wengert.formula.Term.Diagonal;
import org.wengert.formula.Term.Hadamard;
import org.wengert.formula.Term.Identity;
import org.wengert.formula.Term.Inverse;
import org.wengert.formula.Term.Ones;
import org.wengert.formula.Term.Power;
import org.wengert.formula.Term.Product;
import org.wengert.formula.Term.Sum;
import org.wengert.formula.Term.Transposed;
import org.wengert.ir.Shape;

/** Makes transposes: {@code (A*x)'} becomes {@code x'*A'}, and {@code inv(A)'} the inverse of {@code A'}. */
final class Transposition {

    private Transposition() {}

    static Term of(Term term) {
        if (term.isScalar() || term instanceof Identity || term instanceof Diagonal) {
            return term;
        }
        if (term instanceof Transposed transposed) {
            return transposed.operand();
        }
        if (Sums.isZero(term) && term.rank() == 2) {
            return Sums.zero(new Transposed(term).shape());
        }
        if (term instanceof Inverse inverse) {
            return new Inverse(of(inverse.operand()));
        }
        if (term instanceof Product product) {
            return Products.product(product.coefficient(), product.powers(), reversed(product.chain()));
        }
        if (term instanceof Sum sum && term.rank() == 2) {
            return Sums.of(sum.parts().stream().map(Transposition::of).toList());
        }
        if (term instanceof Hadamard hadamard && term.rank() == 2) {
            return new Hadamard(
                    hadamard.powers().stream()
                            .map(p -> new Power(of(p.base()), of(p.exponent())))
                            .toList(),
                    new Transposed(term).shape());
        }
        if (term instanceof Ones && term.rank() == 2) {
            return new Ones(Shape.of(term.shape().size(1), term.shape().size(0)));
        }
        return new Transposed(term);
    }

    /** The vector whose transpose a row, or a row of zeros, is. */
    static Term ofRow(Term row) {
        return Sums.isZero(row) ? Sums.zero(Shape.of(row.shape().size(1))) : of(row);
    }

    /** The chain whose product is the transpose. */
    static List<Term> reversed(List<Term> chain) {
        List<Term> all = new ArrayList<>();
        for (Term term : chain) {
            Factors factors = Factors.of(of(term));
            boolean matrices = factors.coefficient() == 1 && factors.powers().isEmpty();
            all.addAll(0, matrices ? factors.chain() : List.of(new Transposed(term)));
        }
        return all;
    }
}
