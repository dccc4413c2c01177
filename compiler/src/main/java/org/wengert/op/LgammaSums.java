package org.wengert.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.ir.Node;

/**
 * Sums in which logarithms of the gamma function cancel, as in densities: {@code lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)}. Each
 * of them may be many times as large as the sum.
 */
final class LgammaSums {

    private LgammaSums() {}

    /**
     * {@code a + sign*b} with its digits. Two logarithms beside each other are a matter of {@link DifferenceRewritings}.
     *
     * @param sign 1 or -1
     */
    static Optional<Node> of(Algebra g, Node a, Node b, int sign) {
        List<SumTerm> terms = new ArrayList<>();
        if (!SumTerm.add(a, 1, terms)
                || !SumTerm.add(b, sign, terms)
                || terms.stream().noneMatch(LgammaSums::isLgamma)) {
            return Optional.empty();
        }
        return beta(g, apart(g, terms)).or(() -> step(g, terms));
    }

    /** With the two logarithms that a step from one to the other stands for. */
    private static List<SumTerm> apart(Algebra g, List<SumTerm> terms) {
        List<SumTerm> all = new ArrayList<>();
        for (SumTerm term : terms) {
            if (Match.is(term.value(), Steps.LGAMMA_STEP)) {
                Node base = term.value().operand(0);
                Node end = g.add(base, term.value().operand(1));
                all.add(new SumTerm(g.apply(Special.LGAMMA, end), term.sign()));
                all.add(new SumTerm(g.apply(Special.LGAMMA, base), -term.sign()));
            } else {
                all.add(term);
            }
        }
        return all;
    }

    /** {@code lgamma(p) + lgamma(q) - lgamma(p + q)}, or the opposite; {@code lgamma(p + q - 1)} is that of a binomial coefficient. */
    private static Optional<Node> beta(Algebra g, List<SumTerm> terms) {
        for (SumTerm sum : terms) {
            List<SumTerm> others = terms.stream()
                    .filter(term -> isLgamma(sum) && isLgamma(term) && term.sign() != sum.sign())
                    .toList();
            for (int i = 0; i < others.size(); i++) {
                for (int j = i + 1; j < others.size(); j++) {
                    SumTerm p = others.get(i);
                    SumTerm q = others.get(j);
                    Optional<Double> rest = Match.distance(g, List.of(argument(sum)), List.of(argument(p), argument(q)))
                            .flatMap(Match::constant)
                            .filter(c -> c == 0 || c == -1);
                    if (rest.isPresent()) {
                        Node beta = g.apply(Steps.LBETA, argument(p), argument(q));
                        List<SumTerm> all = SumTerm.without(terms, List.of(sum, p, q));
                        all.add(0, new SumTerm(beta, p.sign()));
                        if (rest.get() == -1) {
                            all.add(1, new SumTerm(g.apply(Logs.LOG_ABS, argument(sum)), p.sign()));
                        }
                        return Optional.of(SumTerm.sum(g, all));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** {@code lgamma(a + b) - lgamma(a)}. */
    private static Optional<Node> step(Algebra g, List<SumTerm> terms) {
        for (SumTerm more : terms) {
            for (SumTerm less : terms) {
                if (isLgamma(more) && isLgamma(less) && more.sign() > 0 && less.sign() < 0) {
                    Optional<Node> step = DifferenceRewritings.lgammas(g, List.of(more.value(), less.value()));
                    if (step.isPresent()) {
                        List<SumTerm> all = SumTerm.without(terms, List.of(more, less));
                        all.add(0, new SumTerm(step.get(), 1));
                        return Optional.of(SumTerm.sum(g, all));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isLgamma(SumTerm term) {
        return Match.is(term.value(), Special.LGAMMA);
    }

    private static Node argument(SumTerm term) {
        return term.value().operand(0);
    }
}
