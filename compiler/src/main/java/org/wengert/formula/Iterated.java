package org.wengert.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wengert.formula.Products.Factors;
import org.wengert.formula.Term.Diagonal;
import org.wengert.formula.Term.Each;
import org.wengert.formula.Term.Identity;
import org.wengert.formula.Term.Ones;
import org.wengert.formula.Term.Part;
import org.wengert.formula.Term.Scatter;
import org.wengert.formula.Term.Sum;
import org.wengert.ir.Iterations;
import org.wengert.ir.Shape;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;
import org.wengert.op.Access;
import org.wengert.source.Span;

/** What the iterations of a loop without states are together: {@code [x[i]^2 for i in 0:n]}, or the sum. */
final class Iterated {

    private Iterated() {}

    /** By index. */
    static Term stacked(Term element, Iterations loop) {
        Shape shape = element.shape().stacked(loop.count());
        Symbol index = loop.index();
        boolean whole = loop.from().equals(Size.ZERO);
        if (element instanceof Part part && whole && isEach(part, index, loop.to())) {
            return part.array();
        }
        return mentions(element, index)
                ? new Each(element, index, loop.from(), loop.to(), false, shape)
                : element.isScalar()
                        ? Products.of(element, new Ones(shape))
                        : Products.of(new Ones(Shape.of(loop.count())), Transposition.of(element));
    }

    /** Added up. */
    static Term summed(Term element, Iterations loop, Span span) throws NoFormulaException {
        if (element instanceof Sum sum && !element.isScalar()) {
            List<Term> terms = new ArrayList<>();
            for (Term part : sum.parts()) {
                terms.add(summed(part, loop, span));
            }
            return Sums.of(terms);
        }
        Factors factors = Factors.of(element);
        if (factors.chain().size() == 1 && factors.chain().get(0) instanceof Scatter scatter) {
            Term value =
                    Products.of(Products.product(factors.coefficient(), factors.powers(), List.of()), scatter.value());
            return gathered(new Scatter(value, scatter.accesses(), scatter.shape()), loop)
                    .orElseThrow(() -> new NoFormulaException(
                            "elements that a loop reads at other places than its index have no formula in arrays",
                            "write it with parts of arrays, x[1:n] for x[i+1], or take the program: wengert explain",
                            span));
        }
        if (!mentions(element, loop.index())) {
            return Products.of(SizeTerms.of(loop.count()), element);
        }
        if (element.isScalar()) {
            Term each = Products.product(1, factors.powers(), factors.chain());
            Term sum = each instanceof Part part
                            && part.array().rank() == 1
                            && isEach(part, loop.index(), loop.to())
                            && loop.from().equals(Size.ZERO)
                    ? Calls.sum(part.array())
                    : isTrace(each, loop)
                            ? Calls.of(Word.TRACE.text(), Shape.SCALAR, ((Part) each).array())
                            : new Each(each, loop.index(), loop.from(), loop.to(), true, Shape.SCALAR);
            return Products.scale(factors.coefficient(), sum);
        }
        throw new NoFormulaException(
                "the sum of arrays over '" + loop.index() + "' has no closed formula",
                "write it with products of matrices, or take the program of the derivative: wengert explain",
                span);
    }

    private static boolean isTrace(Term each, Iterations loop) {
        return each instanceof Part part
                && part.array().rank() == 2
                && loop.from().equals(Size.ZERO)
                && part.array().shape().size(0).equals(loop.to())
                && part.array().shape().size(1).equals(loop.to())
                && !mentions(part.array(), loop.index())
                && part.accesses().stream().allMatch(a -> isAt(a, loop.index()));
    }

    /** The sum over the index of arrays that are zero but for a part at the index. */
    private static Optional<Term> gathered(Scatter scatter, Iterations loop) {
        Symbol index = loop.index();
        List<Access> accesses = scatter.accesses();
        List<Integer> at = new ArrayList<>();
        for (int axis = 0; axis < accesses.size(); axis++) {
            if (mentions(accesses.get(axis), index)) {
                at.add(axis);
            }
        }
        boolean fits = !at.isEmpty()
                && loop.from().equals(Size.ZERO)
                && at.stream()
                        .allMatch(axis -> isAt(accesses.get(axis), index)
                                && scatter.shape().size(axis).equals(loop.to()));
        if (!fits) {
            return Optional.empty();
        }
        if (at.equals(List.of(0, 1)) && accesses.size() == 2) {
            return Optional.of(
                    mentions(scatter.value(), index)
                            ? new Diagonal(stacked(scatter.value(), loop))
                            : Products.of(scatter.value(), new Identity(loop.to())));
        }
        int axis = at.get(0);
        boolean first = at.size() == 1
                && accesses.subList(0, axis).stream().noneMatch(a -> a.count().isPresent());
        if (!first) {
            return Optional.empty();
        }
        Term value = stacked(scatter.value(), loop);
        List<Access> rest = new ArrayList<>(accesses);
        rest.set(axis, Access.all(loop.to()));
        boolean all = true;
        for (int k = 0; k < rest.size(); k++) {
            all &= rest.get(k).equals(Access.all(scatter.shape().size(k)));
        }
        return Optional.of(all ? value : new Scatter(value, rest, scatter.shape()));
    }

    private static boolean isEach(Part part, Symbol index, Size to) {
        List<Access> accesses = part.accesses();
        Shape shape = part.array().shape();
        boolean each = !mentions(part.array(), index)
                && isAt(accesses.get(0), index)
                && shape.size(0).equals(to);
        for (int axis = 1; axis < accesses.size(); axis++) {
            each &= accesses.get(axis).equals(Access.all(shape.size(axis)));
        }
        return each;
    }

    private static boolean isAt(Access access, Symbol index) {
        return access.equals(Access.at(Size.of(index)));
    }

    private static boolean mentions(Access access, Symbol index) {
        return access.from().contains(index)
                || access.count().filter(c -> c.contains(index)).isPresent();
    }

    private static boolean mentions(Term term, Symbol index) {
        boolean here = term instanceof Term.Whole whole
                ? whole.value().contains(index)
                : term instanceof Part part
                        ? part.accesses().stream().anyMatch(a -> mentions(a, index))
                        : term instanceof Each each
                                ? each.from().contains(index) || each.to().contains(index)
                                : term instanceof Scatter scatter
                                        && scatter.accesses().stream().anyMatch(a -> mentions(a, index));
        return here || term.parts().stream().anyMatch(part -> mentions(part, index));
    }
}
