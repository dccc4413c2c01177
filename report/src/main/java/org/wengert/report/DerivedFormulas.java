package org.wengert.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.formula.DerivativeFormula;
import org.wengert.formula.NoFormulaException;

/** First derivatives as formulas, those that are short enough to be read. */
final class DerivedFormulas {

    /** Of a function with more derivatives none are shown. */
    private static final int MOST = 12;

    private static final int LONGEST = 160;

    /** Larger programs have derivatives that are longer. */
    private static final int LARGEST = 500;

    private DerivedFormulas() {}

    static List<Report.Derived> of(FunctionGraph function) {
        List<Report.Derived> all = new ArrayList<>();
        int results = function.results().size();
        int parameters = function.parameters().size();
        boolean readable = results * parameters <= MOST && function.graph().size() <= LARGEST;
        for (int output = 0; output < results && readable; output++) {
            for (int input = 0; input < parameters; input++) {
                try {
                    DerivativeFormula formula = DerivativeFormula.of(function, output, input, 1);
                    if (formula.text().length() <= LONGEST) {
                        all.add(new Report.Derived(formula.text(), equation(formula, 1)));
                    }
                } catch (NoFormulaException none) {
                    // What has no formula is among the lists and in the Java of the report.
                }
            }
        }
        return all;
    }

    /** {@code ∂f/∂x = ...}. */
    static Formula equation(DerivativeFormula formula, int order) {
        Formulas formulas = new Formulas(Set.of());
        Formula above = Formula.row(powered(Formula.operator("∂"), order), formulas.name(formula.result()));
        Formula below = Formula.row(Formula.operator("∂"), powered(formulas.name(formula.parameter()), order));
        return Formula.row(Formula.of("mfrac", above, below), Formula.operator("="), formulas.line(formula.text()));
    }

    private static Formula powered(Formula base, int order) {
        return order == 1 ? base : Formula.of("msup", base, Formula.leaf("mn", Integer.toString(order)));
    }
}
