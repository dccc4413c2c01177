package org.wengert.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A formula as an element of MathML.
 *
 * @param tag the name of the element
 * @param text what a leaf says; empty if it has children
 */
public record Formula(String tag, String text, List<Formula> children) {

    static Formula leaf(String tag, String text) {
        return new Formula(tag, text, List.of());
    }

    static Formula of(String tag, Formula... children) {
        return new Formula(tag, "", List.of(children));
    }

    static Formula row(List<Formula> children) {
        return children.size() == 1 ? children.get(0) : new Formula("mrow", "", List.copyOf(children));
    }

    static Formula row(Formula... children) {
        return row(List.of(children));
    }

    static Formula operator(String text) {
        return leaf("mo", text);
    }

    static Formula fenced(Formula inside) {
        return row(operator("("), inside, operator(")"));
    }

    /** Formulas with something between them. */
    static Formula joined(List<Formula> formulas, String between) {
        List<Formula> all = new ArrayList<>();
        for (Formula formula : formulas) {
            if (!all.isEmpty()) {
                all.add(operator(between));
            }
            all.add(formula);
        }
        return row(all);
    }
}
