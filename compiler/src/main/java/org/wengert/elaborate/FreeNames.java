package org.wengert.elaborate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.wengert.syntax.Syntax;

/** The names that an expression reads and that are no constants: the parameters of the function that it is. */
final class FreeNames {

    private FreeNames() {}

    /** In natural alphabetical order. */
    static List<String> of(Syntax.Expression expression) {
        TreeSet<String> names = new TreeSet<>(NaturalOrder.INSTANCE);
        Deque<Syntax.Expression> open = new ArrayDeque<>(List.of(expression));
        while (!open.isEmpty()) {
            Syntax.Expression next = open.pop();
            if (next instanceof Syntax.Reference reference) {
                String name = reference.name().text();
                if (Constants.value(name).isEmpty() && !new Functions(List.of()).isFunction(name)) {
                    names.add(name);
                }
            } else if (next instanceof Syntax.Chain chain) {
                open.push(chain.first());
                chain.links().forEach(link -> open.push(link.operand()));
            } else if (next instanceof Syntax.Call call) {
                call.arguments().forEach(open::push);
            } else if (next instanceof Syntax.Prefix prefix) {
                open.push(prefix.operand());
            } else if (next instanceof Syntax.Power power) {
                open.push(power.base());
                open.push(power.exponent());
            } else if (next instanceof Syntax.Comparison comparison) {
                open.push(comparison.left());
                open.push(comparison.right());
            } else if (next instanceof Syntax.Conditional conditional) {
                open.push(conditional.condition());
                open.push(conditional.then());
                open.push(conditional.otherwise());
            }
        }
        return List.copyOf(names);
    }
}
