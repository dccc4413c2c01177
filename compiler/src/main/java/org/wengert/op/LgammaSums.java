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

    private static final int MOST_TERMS = 8;

    /** What is added, or subtracted. */
    private record Term(Node value, int sign) {
        boolean isLgamma() {
            return Match.is(value, Special.LGAMMA);
        }

        Node argument() {
            return value.operand(0);
        }
    }

    private LgammaSums() {}

    /**
     * {@code a + sign*b} with its digits. Two logarithms beside each other are a matter of {@link DifferenceRewritings}.
     *
     * @param sign 1 or -1
     */
    static Optional<Node> of(Algebra g, Node a, Node b, int sign) {
        List<Term> terms = new ArrayList<>();
        if (!add(a, 1, terms, MOST_TERMS)
                || !add(b, sign, terms, MOST_TERMS)
                || terms.stream().noneMatch(Term::isLgamma)) {
            return Optional.empty();
        }
        return beta(g, apart(g, terms)).or(() -> step(g, terms));
    }

    /** With the two logarithms that a step from one to the other stands for. */
    private static List<Term> apart(Algebra g, List<Term> terms) {
        List<Term> all = new ArrayList<>();
        for (Term term : terms) {
            if (Match.is(term.value(), Steps.LGAMMA_STEP)) {
                Node base = term.value().operand(0);
                Node end = g.add(base, term.value().operand(1));
                all.add(new Term(g.apply(Special.LGAMMA, end), term.sign()));
                all.add(new Term(g.apply(Special.LGAMMA, base), -term.sign()));
            } else {
                all.add(term);
            }
        }
        return all;
    }

    /** Whether there are few terms; a long sum is one after all the way to its first term, which is not gone. */
    private static boolean add(Node node, int sign, List<Term> terms, int depth) {
        if (Match.is(node, Arithmetic.ADD) || Match.is(node, Arithmetic.SUBTRACT)) {
            return depth > 0
                    && add(node.operand(0), sign, terms, depth - 1)
                    && add(node.operand(1), Match.is(node, Arithmetic.ADD) ? sign : -sign, terms, depth - 1);
        }
        terms.add(new Term(node, sign));
        return terms.size() <= MOST_TERMS;
    }

    /** {@code lgamma(p) + lgamma(q) - lgamma(p + q)}, or the opposite; {@code lgamma(p + q - 1)} is that of a binomial coefficient. */
    private static Optional<Node> beta(Algebra g, List<Term> terms) {
        for (Term sum : terms) {
            List<Term> others = terms.stream()
                    .filter(term -> sum.isLgamma() && term.isLgamma() && term.sign() != sum.sign())
                    .toList();
            for (int i = 0; i < others.size(); i++) {
                for (int j = i + 1; j < others.size(); j++) {
                    Term p = others.get(i);
                    Term q = others.get(j);
                    Optional<Double> rest = Match.distance(
                                    g, List.of(sum.argument()), List.of(p.argument(), q.argument()))
                            .flatMap(Match::constant)
                            .filter(c -> c == 0 || c == -1);
                    if (rest.isPresent()) {
                        Node beta = g.apply(Steps.LBETA, p.argument(), q.argument());
                        List<Term> all = without(terms, List.of(sum, p, q));
                        all.add(0, new Term(beta, p.sign()));
                        if (rest.get() == -1) {
                            all.add(1, new Term(g.apply(Logs.LOG_ABS, sum.argument()), p.sign()));
                        }
                        return Optional.of(sum(g, all));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** {@code lgamma(a + b) - lgamma(a)}. */
    private static Optional<Node> step(Algebra g, List<Term> terms) {
        for (Term more : terms) {
            for (Term less : terms) {
                if (more.isLgamma() && less.isLgamma() && more.sign() > 0 && less.sign() < 0) {
                    Optional<Node> step = DifferenceRewritings.lgammas(g, List.of(more.value(), less.value()));
                    if (step.isPresent()) {
                        List<Term> all = without(terms, List.of(more, less));
                        all.add(0, new Term(step.get(), 1));
                        return Optional.of(sum(g, all));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<Term> without(List<Term> terms, List<Term> used) {
        List<Term> rest = new ArrayList<>(terms);
        used.forEach(rest::remove);
        return rest;
    }

    private static Node sum(Algebra g, List<Term> terms) {
        Node first = terms.get(0).value();
        Node sum = terms.get(0).sign() < 0 ? g.negate(first) : first;
        for (Term term : terms.subList(1, terms.size())) {
            sum = term.sign() < 0 ? g.subtract(sum, term.value()) : g.add(sum, term.value());
        }
        return sum;
    }
}
