package org.wengert.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.formula.Products.Factors;
import org.wengert.formula.Term.Call;
import org.wengert.formula.Term.Diagonal;
import org.wengert.formula.Term.Hadamard;
import org.wengert.formula.Term.Identity;
import org.wengert.formula.Term.Name;
import org.wengert.formula.Term.Ones;
import org.wengert.formula.Term.Power;
import org.wengert.formula.Term.Product;
import org.wengert.formula.Term.Sum;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;

/** The matrix by which a vector, the direction, is multiplied in a tangent: of {@code A*(x.*xDot)} it is {@code A*diag(x)}. */
final class Jacobians {

    private final Name direction;

    Jacobians(Name direction) {
        this.direction = direction;
    }

    /** The matrix, or the row, with which {@code tangent} is its product with the direction. */
    Optional<Term> of(Term tangent) {
        if (tangent.equals(direction)) {
            return Optional.of(new Identity(direction.shape().size(0)));
        }
        if (Sums.isZero(tangent)) {
            return tangent.rank() > 1
                    ? Optional.empty()
                    : Optional.of(Sums.zero(Shape.of(
                            tangent.isScalar() ? Size.ONE : tangent.shape().size(0),
                            direction.shape().size(0))));
        }
        if (tangent instanceof Sum sum) {
            List<Term> all = new ArrayList<>();
            for (Term part : sum.parts()) {
                Optional<Term> one = of(part);
                if (one.isEmpty()) {
                    return Optional.empty();
                }
                all.add(one.get());
            }
            return Optional.of(Sums.of(all));
        }
        if (tangent instanceof Product product) {
            return Products.isInner(product) ? inner(product.chain()) : product(product);
        }
        if (tangent instanceof Hadamard hadamard && hadamard.rank() == 1) {
            return hadamard(hadamard);
        }
        if (tangent instanceof Call call
                && call.function().equals("sum")
                && call.parts().size() == 1) {
            Term vector = call.parts().get(0);
            return vector.rank() == 1
                    ? of(vector).map(j -> Products.of(Transposition.of(new Ones(vector.shape())), j))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<Term> inner(List<Term> chain) {
        List<Term> reversed = Transposition.reversed(chain);
        return along(chain).or(() -> along(reversed));
    }

    /** Of a chain whose last element is linear in the direction, and nothing else in it. */
    private Optional<Term> along(List<Term> chain) {
        int last = chain.size() - 1;
        List<Term> before = chain.subList(0, last);
        if (chain.get(last).rank() != 1 || before.stream().anyMatch(t -> t.contains(direction))) {
            return Optional.empty();
        }
        return of(chain.get(last)).map(j -> {
            List<Term> all = new ArrayList<>(before);
            all.add(j);
            return Products.of(all);
        });
    }

    private Optional<Term> product(Product product) {
        for (int k = 0; k < product.powers().size(); k++) {
            Power power = product.powers().get(k);
            if (power.base().contains(direction)) {
                List<Power> others = new ArrayList<>(product.powers());
                others.remove(k);
                Term rest = Products.product(product.coefficient(), others, product.chain());
                boolean fits = power.exponent().isNumber(1) && !rest.contains(direction) && rest.rank() < 2;
                return fits ? of(power.base()).map(row -> Products.of(rest, row)) : Optional.empty();
            }
        }
        return along(product.chain())
                .map(j -> Products.of(Products.product(product.coefficient(), product.powers(), List.of()), j));
    }

    private Optional<Term> hadamard(Hadamard hadamard) {
        for (Power power : hadamard.powers()) {
            if (power.base().contains(direction)) {
                Term rest = new Ones(hadamard.shape());
                for (Power other : hadamard.powers()) {
                    if (!other.equals(power)) {
                        rest = Elementwise.multiply(rest, Elementwise.power(other.base(), other.exponent()));
                    }
                }
                Term others = rest;
                boolean fits = power.exponent().isNumber(1) && !rest.contains(direction);
                return fits ? of(power.base()).map(j -> scaled(others, j)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Term scaled(Term vector, Term matrix) {
        Factors factors = Factors.of(vector);
        return Products.of(
                Products.product(factors.coefficient(), factors.powers(), List.of()),
                new Diagonal(Products.product(1, List.of(), factors.chain())),
                matrix);
    }
}
