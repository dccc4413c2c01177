package org.wengert.formula;

import java.util.List;
import java.util.Optional;
import org.wengert.formula.Term.Call;
import org.wengert.formula.Term.Diagonal;
import org.wengert.formula.Term.Known;
import org.wengert.formula.Term.Power;
import org.wengert.formula.Term.Transposed;

/** Writes {@code exp(v)/sum(exp(v))} of a vector as {@code softmax(v)}, in each factor of a product of matrices that is so divided. */
final class Softmax {

    private Softmax() {}

    static void recognise(List<Term> chain, List<Power> powers) {
        for (int k = 0; k < powers.size(); k++) {
            Optional<Term> exponentials = exponentials(powers.get(k));
            if (exponentials.isPresent()) {
                double divisions = -((Known) powers.get(k).exponent()).value();
                for (int i = 0; i < chain.size() && divisions > 0; i++) {
                    Optional<Term> share = share(chain.get(i), exponentials.get());
                    if (share.isPresent()) {
                        chain.set(i, share.get());
                        divisions--;
                    }
                }
                powers.set(k, new Power(powers.get(k).base(), new Known(-divisions)));
            }
        }
    }

    /** The exponentials whose sum a power divides by. */
    private static Optional<Term> exponentials(Power power) {
        boolean divides = power.exponent() instanceof Known n && n.value() < 0 && n.value() == Math.rint(n.value());
        return divides
                        && power.base() instanceof Call sum
                        && sum.function().equals("sum")
                        && sum.parts().size() == 1
                        && sum.parts().get(0) instanceof Call exponentials
                        && exponentials.function().equals("exp")
                        && exponentials.rank() == 1
                ? Optional.of(exponentials)
                : Optional.empty();
    }

    private static Optional<Term> share(Term factor, Term exponentials) {
        if (factor.equals(exponentials)) {
            return Optional.of(new Call("softmax", exponentials.parts(), exponentials.shape()));
        }
        if (factor instanceof Transposed row) {
            return share(row.operand(), exponentials).map(Transposed::new);
        }
        if (factor instanceof Diagonal diagonal) {
            return share(diagonal.vector(), exponentials).map(Diagonal::new);
        }
        if (factor instanceof Term.Hadamard hadamard) {
            for (Power power : hadamard.powers()) {
                if (power.base().equals(exponentials) && power.exponent().isNumber(1)) {
                    Term softmax = share(power.base(), exponentials).orElseThrow();
                    Term rest = Elementwise.multiply(hadamard, Elementwise.power(exponentials, new Known(-1)));
                    return Optional.of(Elementwise.multiply(rest, softmax));
                }
            }
        }
        return Optional.empty();
    }
}
