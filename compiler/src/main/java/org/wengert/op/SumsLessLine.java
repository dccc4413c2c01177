package org.wengert.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;

/** Sums with an exponential less its tangent at 0, {@code exp(x) - 1 - x}, among their terms, as in the divergence of normal distributions: {@code 1 + v - m^2 - exp(v)}. */
final class SumsLessLine {

    private SumsLessLine() {}

    /**
     * {@code a + sign*b} with its digits.
     *
     * @param sign 1 or -1
     */
    static Optional<Node> of(Algebra g, Node a, Node b, int sign) {
        List<SumTerm> terms = new ArrayList<>();
        if (!SumTerm.add(a, 1, terms) || !SumTerm.add(b, sign, terms) || terms.size() < 3) {
            return Optional.empty();
        }
        for (SumTerm exp : terms) {
            Optional<Node> u = Match.operand(exp.value(), Exponentials.EXP);
            if (u.isPresent()) {
                Optional<SumTerm> one =
                        terms.stream().filter(t -> t.isOne(-exp.sign())).findFirst();
                Optional<SumTerm> x =
                        terms.stream().filter(t -> t.is(u.get(), -exp.sign())).findFirst();
                if (one.isPresent() && x.isPresent()) {
                    List<SumTerm> rest = SumTerm.without(terms, List.of(exp, one.get(), x.get()));
                    rest.add(0, new SumTerm(g.apply(Remainders.EXP, u.get()), exp.sign()));
                    return Optional.of(SumTerm.sum(g, rest));
                }
            }
        }
        return Optional.empty();
    }
}
