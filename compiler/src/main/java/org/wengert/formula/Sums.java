package org.wengert.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.formula.Products.Factors;
import org.wengert.formula.Term.Call;
import org.wengert.formula.Term.Known;
import org.wengert.formula.Term.Ones;
import org.wengert.formula.Term.Power;
import org.wengert.formula.Term.Sum;
import org.wengert.ir.Shape;

/** Makes sums: equal terms are one, and products that begin or end alike are the product with a sum: {@code A*x + A'*x} is {@code (A + A')*x}. */
final class Sums {

    private Sums() {}

    static Term zero(Shape shape) {
        return shape.isScalar() ? new Known(0) : new Call(Word.ZEROS.text(), List.of(), shape);
    }

    static boolean isZero(Term term) {
        return term.isNumber(0) || (term instanceof Call call && call.function().equals(Word.ZEROS.text()));
    }

    static Term of(Term... terms) {
        return of(List.of(terms));
    }

    static Term of(List<Term> terms) {
        Shape shape = terms.stream()
                .map(Term::shape)
                .filter(s -> !s.isScalar())
                .findFirst()
                .orElse(Shape.SCALAR);
        if (terms.stream().allMatch(term -> term.isRow() || isZero(term))
                && terms.stream().anyMatch(Term::isRow)) {
            // The language has rows that are transposes of vectors, and no sums of them.
            return Transposition.of(of(terms.stream().map(Transposition::ofRow).toList()));
        }
        Map<Term, Double> coefficients = new LinkedHashMap<>();
        for (Term term : terms) {
            flatten(1, term.isScalar() && !shape.isScalar() ? Products.of(term, new Ones(shape)) : term, coefficients);
        }
        List<Factors> all = new ArrayList<>();
        coefficients.forEach((term, coefficient) -> {
            if (coefficient != 0) {
                Factors factors = Factors.of(term);
                all.add(new Factors(coefficient, factors.powers(), factors.chain()));
            }
        });
        if (!shape.isScalar()) {
            while (collect(all, true) || collect(all, false)) {}
        }
        double common = all.size() > 1 && !shape.isScalar() ? common(all) : 1;
        return common == 1
                ? sum(all, shape)
                : Products.scale(
                        common,
                        sum(
                                all.stream()
                                        .map(f -> new Factors(f.coefficient() / common, f.powers(), f.chain()))
                                        .toList(),
                                shape));
    }

    /** The number that all terms have before them, but for its sign; 1 if they have several. */
    private static double common(List<Factors> all) {
        double first = Math.abs(all.get(0).coefficient());
        return all.stream().allMatch(f -> Math.abs(f.coefficient()) == first) ? first : 1;
    }

    private static void flatten(double sign, Term term, Map<Term, Double> coefficients) {
        if (term instanceof Sum sum) {
            sum.parts().forEach(part -> flatten(sign, part, coefficients));
            return;
        }
        Factors factors = Factors.of(term);
        double coefficient = sign * factors.coefficient();
        Optional<Sum> inside = Math.abs(coefficient) == 1 ? onlySum(factors) : Optional.empty();
        if (inside.isPresent()) {
            inside.get().parts().forEach(part -> flatten(coefficient, part, coefficients));
        } else if (!isZero(term)) {
            coefficients.merge(factors.times(1), coefficient, Double::sum);
        }
    }

    private static Optional<Sum> onlySum(Factors factors) {
        Optional<Term> only = factors.powers().isEmpty() && factors.chain().size() == 1
                ? Optional.of(factors.chain().get(0))
                : factors.chain().isEmpty()
                                && factors.powers().size() == 1
                                && factors.powers().get(0).exponent().isNumber(1)
                        ? Optional.of(factors.powers().get(0).base())
                        : Optional.empty();
        return only.filter(Sum.class::isInstance).map(Sum.class::cast);
    }

    private static Term sum(List<Factors> all, Shape shape) {
        if (all.isEmpty()) {
            return zero(shape);
        }
        List<Term> terms = new ArrayList<>();
        all.stream().filter(f -> !(f.coefficient() < 0)).forEach(f -> terms.add(f.times(f.coefficient())));
        if (terms.isEmpty() && all.size() > 1) {
            return Products.negate(sum(
                    all.stream()
                            .map(f -> new Factors(-f.coefficient(), f.powers(), f.chain()))
                            .toList(),
                    shape));
        }
        all.stream().filter(f -> f.coefficient() < 0).forEach(f -> terms.add(f.times(f.coefficient())));
        return terms.size() == 1 ? terms.get(0) : new Sum(List.copyOf(terms), shape);
    }

    /** Puts two products together that end, or begin, alike; false if there are none. */
    private static boolean collect(List<Factors> all, boolean atEnd) {
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                Optional<Factors> together = together(all.get(i), all.get(j), atEnd);
                if (together.isPresent()) {
                    all.set(i, together.get());
                    all.remove(j);
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<Factors> together(Factors a, Factors b, boolean atEnd) {
        int m = a.chain().size();
        int n = b.chain().size();
        boolean fits = m > 1
                && n > 1
                && a.powers().equals(b.powers())
                && a.chain().get(atEnd ? m - 1 : 0).equals(b.chain().get(atEnd ? n - 1 : 0));
        boolean solutions = m == 2 && n == 2 && (isInverse(a, atEnd) || isInverse(b, atEnd));
        if (!fits || solutions) {
            return Optional.empty();
        }
        Term common = a.chain().get(atEnd ? m - 1 : 0);
        double coefficient = Math.abs(a.coefficient()) == Math.abs(b.coefficient()) ? Math.abs(a.coefficient()) : 1;
        Term left = rest(a, a.coefficient() / coefficient, atEnd);
        Term right = rest(b, b.coefficient() / coefficient, atEnd);
        Term sum = of(left, right);
        Factors product = Factors.of(atEnd ? Products.of(sum, common) : Products.of(common, sum));
        List<Power> powers = new ArrayList<>(a.powers());
        powers.addAll(product.powers());
        Factors whole = Factors.of(Products.product(coefficient * product.coefficient(), powers, product.chain()));
        return Optional.of(whole);
    }

    /** What is no solution any more if it is put into a sum. */
    private static boolean isInverse(Factors factors, boolean atEnd) {
        return factors.chain().get(atEnd ? 0 : 1) instanceof Term.Inverse;
    }

    private static Term rest(Factors factors, double coefficient, boolean atEnd) {
        int n = factors.chain().size();
        return Products.product(
                coefficient,
                List.of(),
                atEnd ? factors.chain().subList(0, n - 1) : factors.chain().subList(1, n));
    }
}
