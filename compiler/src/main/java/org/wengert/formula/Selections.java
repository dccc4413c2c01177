package org.wengert.formula;

import java.util.List;
import org.wengert.formula.Term.Call;
import org.wengert.ir.Shape;

/** Makes values that a condition selects: one whose condition is known is the branch that it chooses. */
final class Selections {

    private Selections() {}

    static Term of(Term condition, Term then, Term otherwise, Shape shape) {
        String known = condition instanceof Call call ? call.function() : "";
        if (known.equals("true") || then.equals(otherwise)) {
            return then;
        }
        if (known.equals("greater") && isStep((Call) condition, then, otherwise)) {
            Term step = new Call("step", List.of(((Call) condition).parts().get(0)), condition.shape());
            return OperatorTerms.multiply(then, step);
        }
        return known.equals("false")
                ? otherwise
                : new Call("select", List.of(condition, everywhere(then, shape), everywhere(otherwise, shape)), shape);
    }

    /** A number at each place of an array. */
    private static Term everywhere(Term term, Shape shape) {
        return term.shape().equals(shape) ? term : Products.of(term, new Term.Ones(shape));
    }

    /** Whether it is a number where something is positive, and 0 elsewhere. */
    private static boolean isStep(Call condition, Term then, Term otherwise) {
        List<Term> chain = Products.Factors.of(then).chain();
        boolean known = then instanceof Term.Known
                || (chain.size() == 1
                        && chain.get(0) instanceof Term.Ones
                        && Products.Factors.of(then).powers().isEmpty());
        return known
                && condition.shape().equals(condition.parts().get(0).shape())
                && Sums.isZero(condition.parts().get(1))
                && Sums.isZero(otherwise);
    }
}
