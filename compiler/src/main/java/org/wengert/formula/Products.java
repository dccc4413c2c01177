package org.wengert.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.formula.Term.Diagonal;
import org.wengert.formula.Term.Identity;
import org.wengert.formula.Term.Inverse;
import org.wengert.formula.Term.Known;
import org.wengert.formula.Term.Ones;
import org.wengert.formula.Term.Power;
import org.wengert.formula.Term.Product;
import org.wengert.formula.Term.Transposed;
import org.wengert.ir.Shape;

/**
 * Makes products: what are numbers comes first, together, and what is left is one chain of matrices. {@code (2*A)'*inv(A')*(x*(y'*z))} becomes
 * 2, {@code y'*z} and the chain of {@code x} alone.
 */
final class Products {

    /** A product taken apart. */
    record Factors(double coefficient, List<Power> powers, List<Term> chain) {

        static Factors of(Term term) {
            if (term instanceof Known number) {
                return new Factors(number.value(), List.of(), List.of());
            }
            if (term instanceof Product product && !isInner(product)) {
                return new Factors(product.coefficient(), product.powers(), product.chain());
            }
            return term.isScalar()
                    ? new Factors(1, List.of(new Power(term, new Known(1))), List.of())
                    : new Factors(1, List.of(), List.of(term));
        }

        /** The same with another number before it. */
        Term times(double other) {
            return product(other, powers, chain);
        }
    }

    private Products() {}

    /** A row times matrices times a column. */
    static boolean isInner(Product product) {
        return product.isScalar() && !product.chain().isEmpty();
    }

    static Term negate(Term term) {
        return scale(-1, term);
    }

    static Term scale(double number, Term term) {
        Factors factors = Factors.of(term);
        return factors.times(number * factors.coefficient());
    }

    /** Matrix products, and products with numbers. */
    static Term of(Term... terms) {
        return of(List.of(terms));
    }

    static Term of(List<Term> terms) {
        double coefficient = 1;
        List<Power> powers = new ArrayList<>();
        List<Term> chain = new ArrayList<>();
        for (Term term : terms) {
            Factors factors = Factors.of(term);
            coefficient *= factors.coefficient();
            powers.addAll(factors.powers());
            chain.addAll(factors.chain());
        }
        return product(coefficient, powers, chain);
    }

    /** {@code base^exponent} of numbers. */
    static Term power(Term base, Term exponent) {
        return product(1, List.of(new Power(base, exponent)), List.of());
    }

    static Term product(double coefficient, List<Power> powers, List<Term> chain) {
        List<Power> numbers = new ArrayList<>(powers);
        List<Term> matrices = new ArrayList<>(chain);
        Optional<Term> zero = matrices.stream().filter(Sums::isZero).findFirst();
        double[] first = {zero.isPresent() ? 0 : coefficient};
        boolean changed = true;
        while (changed) {
            changed = inner(matrices, first, numbers) || neighbours(matrices, first, numbers);
        }
        if (matrices.size() > 1) {
            first[0] *= ones(matrices, numbers);
        }
        Softmax.recognise(matrices, numbers);
        Map<Term, Term> exponents = new LinkedHashMap<>();
        for (Power power : numbers) {
            first[0] *= merge(power, exponents);
        }
        List<Power> merged = new ArrayList<>();
        exponents.forEach((base, exponent) -> {
            if (!exponent.isNumber(0)) {
                merged.add(new Power(base, exponent));
            }
        });
        return product(first[0], merged, matrices, shape(matrices));
    }

    private static Term product(double coefficient, List<Power> powers, List<Term> chain, Shape shape) {
        if (coefficient == 0) {
            return Sums.zero(shape);
        }
        if (powers.isEmpty() && chain.isEmpty()) {
            return new Known(coefficient);
        }
        if (coefficient == 1 && powers.isEmpty() && chain.size() == 1) {
            return chain.get(0);
        }
        boolean one = coefficient == 1 && chain.isEmpty() && powers.size() == 1;
        return one && powers.get(0).exponent().isNumber(1)
                ? powers.get(0).base()
                : new Product(coefficient, List.copyOf(powers), List.copyOf(chain), shape);
    }

    /** Adds a power to those that there are, and answers the number that comes out of it. */
    private static double merge(Power power, Map<Term, Term> exponents) {
        Term base = power.base();
        if (power.exponent() instanceof Known exponent && exponent.value() == Math.rint(exponent.value())) {
            double n = exponent.value();
            if (base instanceof Known number) {
                return Math.pow(number.value(), n);
            }
            if (base instanceof Product product && !isInner(product)) {
                double coefficient = Math.pow(product.coefficient(), n);
                for (Power inner : product.powers()) {
                    coefficient *= merge(new Power(inner.base(), of(inner.exponent(), exponent)), exponents);
                }
                return coefficient;
            }
        }
        exponents.merge(base, power.exponent(), (a, b) -> Sums.of(a, b));
        return 1;
    }

    /** The shape of a chain whose neighbours fit. */
    private static Shape shape(List<Term> chain) {
        if (chain.isEmpty()) {
            return Shape.SCALAR;
        }
        Term first = chain.get(0);
        Term last = chain.get(chain.size() - 1);
        if (chain.size() == 1 || first.rank() != 2 || last.rank() > 2) {
            return chain.size() == 1
                    ? first.shape()
                    : Shape.of(first.shape().size(0), last.shape().size(last.rank() - 1));
        }
        return last.rank() == 1
                ? first.isRow() ? Shape.SCALAR : Shape.of(first.shape().size(0))
                : Shape.of(first.shape().size(0), last.shape().size(1));
    }

    /** Takes a row, what follows, and the next column out of a chain: they are a number. */
    private static boolean inner(List<Term> chain, double[] coefficient, List<Power> powers) {
        for (int i = 0; i < chain.size() - 1; i++) {
            if (chain.get(i).isRow()) {
                for (int j = i + 1; j < chain.size(); j++) {
                    if (chain.get(j).rank() == 1) {
                        List<Term> part = chain.subList(i, j + 1);
                        Factors number = Factors.of(inner(List.copyOf(part)));
                        coefficient[0] *= number.coefficient();
                        powers.addAll(number.powers());
                        part.clear();
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** A row times matrices times a column, written in one of the two ways that there are. */
    private static Term inner(List<Term> chain) {
        List<Term> reversed = Transposition.reversed(chain);
        if (isOnes(reversed.get(0))) {
            return sum(reversed);
        }
        if (isOnes(chain.get(0))) {
            return sum(chain);
        }
        List<Term> chosen = complexity(reversed) < complexity(chain)
                        || (complexity(reversed) == complexity(chain)
                                && reversed.toString().compareTo(chain.toString()) < 0)
                ? reversed
                : chain;
        return new Product(1, List.of(), chosen, Shape.SCALAR);
    }

    /** The sum of the elements of the column behind the ones. */
    private static Term sum(List<Term> chain) {
        return Calls.sum(of(chain.subList(1, chain.size())));
    }

    private static long complexity(List<Term> chain) {
        return chain.stream().skip(1).filter(Transposed.class::isInstance).count();
    }

    private static boolean isOnes(Term term) {
        return term instanceof Transposed transposed && transposed.operand() instanceof Ones;
    }

    /** Simplifies two neighbours of a chain, if there are some to be simplified. */
    private static boolean neighbours(List<Term> chain, double[] coefficient, List<Power> powers) {
        for (int i = 0; i < chain.size(); i++) {
            if (chain.size() > 1 && chain.get(i) instanceof Identity) {
                chain.remove(i);
                return true;
            }
            if (i + 1 < chain.size()) {
                Optional<Term> together = together(chain.get(i), chain.get(i + 1));
                if (together.isPresent()) {
                    Factors factors = Factors.of(together.get());
                    coefficient[0] *= factors.coefficient();
                    powers.addAll(factors.powers());
                    chain.remove(i);
                    chain.remove(i);
                    chain.addAll(i, factors.chain());
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<Term> together(Term a, Term b) {
        if ((a instanceof Inverse i && i.operand().equals(b))
                || (b instanceof Inverse j && j.operand().equals(a))) {
            return Optional.of(new Identity(a.shape().size(0)));
        }
        if (a instanceof Diagonal d) {
            return b instanceof Diagonal e
                    ? Optional.of(new Diagonal(Elementwise.multiply(d.vector(), e.vector())))
                    : b.rank() == 1 ? Optional.of(Elementwise.multiply(d.vector(), b)) : Optional.empty();
        }
        return b instanceof Diagonal d
                        && a instanceof Transposed row
                        && row.operand().rank() == 1
                ? Optional.of(Transposition.of(Elementwise.multiply(row.operand(), d.vector())))
                : Optional.empty();
    }

    /** A row of ones before matrices, and a column of them behind, are sums; answers the number that comes out. */
    private static double ones(List<Term> chain, List<Power> powers) {
        int last = chain.size() - 1;
        Term sums;
        if (isOnes(chain.get(0)) && chain.get(last).rank() == 2 && !chain.get(1).isRow()) {
            sums = Transposition.of(Calls.sum(of(List.copyOf(chain.subList(1, last + 1))), 0));
        } else if (chain.get(last) instanceof Ones
                && chain.get(last).rank() == 1
                && chain.get(last - 1).rank() == 2
                && !chain.get(0).isRow()) {
            sums = Calls.sum(of(List.copyOf(chain.subList(0, last))), 1);
        } else {
            return 1;
        }
        Factors factors = Factors.of(sums);
        powers.addAll(factors.powers());
        chain.clear();
        chain.addAll(factors.chain());
        return factors.coefficient();
    }
}
