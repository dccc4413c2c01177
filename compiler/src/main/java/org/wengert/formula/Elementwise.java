package org.wengert.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wengert.formula.Products.Factors;
import org.wengert.formula.Term.Hadamard;
import org.wengert.formula.Term.Known;
import org.wengert.formula.Term.Ones;
import org.wengert.formula.Term.Power;
import org.wengert.ir.Shape;

/** Makes products and powers element by element: numbers come out, powers of one array are put together. */
final class Elementwise {

    private Elementwise() {}

    /** Of arrays of one shape. */
    static Term multiply(Term a, Term b) {
        return of(List.of(new Power(a, new Known(1)), new Power(b, new Known(1))), a.shape());
    }

    /** {@code base.^exponent} of an array. */
    static Term power(Term base, Term exponent) {
        return of(List.of(new Power(base, exponent)), base.isScalar() ? exponent.shape() : base.shape());
    }

    private static Term of(List<Power> powers, Shape shape) {
        List<Term> numbers = new ArrayList<>();
        Map<Term, Term> exponents = new LinkedHashMap<>();
        powers.forEach(power -> merge(power, numbers, exponents));
        List<Power> merged = new ArrayList<>();
        exponents.forEach((base, exponent) -> {
            if (!exponent.isNumber(0)) {
                merged.add(new Power(base, exponent));
            }
        });
        Term arrays = merged.isEmpty()
                ? new Ones(shape)
                : merged.size() == 1 && merged.get(0).exponent().isNumber(1)
                        ? merged.get(0).base()
                        : new Hadamard(List.copyOf(merged), shape);
        numbers.add(arrays);
        return Products.of(numbers);
    }

    private static void merge(Power power, List<Term> numbers, Map<Term, Term> exponents) {
        Term base = power.base();
        if (base instanceof Ones) {
            return;
        }
        boolean whole = power.exponent() instanceof Known n && n.value() == Math.rint(n.value());
        if (whole && !base.isScalar()) {
            Factors factors = Factors.of(base);
            numbers.add(Products.power(
                    Products.product(factors.coefficient(), factors.powers(), List.of()), power.exponent()));
            base = Products.product(1, List.of(), factors.chain());
            if (base instanceof Ones) {
                return;
            }
            if (base instanceof Hadamard hadamard) {
                hadamard.powers()
                        .forEach(inner -> exponents.merge(
                                inner.base(),
                                Products.of(inner.exponent(), power.exponent()),
                                (a, b) -> Sums.of(a, b)));
                return;
            }
        }
        exponents.merge(base, power.exponent(), (a, b) -> Sums.of(a, b));
    }
}
