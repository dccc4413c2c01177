package org.wengert.elaborate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.wengert.syntax.Syntax;

/**
 * The names that an expression reads, and neither binds nor has as constants: the parameters of the function that it
 * is.
 *
 * <p>In {@code [a*i for i in 0:n]} they are a and n.
 */
final class FreeNames {

    private final TreeSet<String> names = new TreeSet<>(NaturalOrder.INSTANCE);
    private final Map<String, Integer> bound = new HashMap<>();
    private final Functions builtIns = new Functions(List.of());

    private FreeNames() {}

    /** In natural alphabetical order. */
    static List<String> of(Syntax.Expression expression) {
        FreeNames free = new FreeNames();
        free.visit(expression);
        return List.copyOf(free.names);
    }

    private void visit(Syntax.Expression expression) {
        if (expression instanceof Syntax.Reference reference) {
            reference(reference.name().text());
        } else if (expression instanceof Syntax.Comprehension comprehension) {
            ranged(comprehension.element(), comprehension.ranges());
        } else if (expression instanceof Syntax.Reduction reduction) {
            ranged(reduction.element(), reduction.ranges());
        } else {
            Subexpressions.of(expression).forEach(this::visit);
        }
    }

    /** An index is bound in the element and in the ranges after its own. */
    private void ranged(Syntax.Expression element, List<Syntax.Range> ranges) {
        for (Syntax.Range range : ranges) {
            visit(range.from());
            visit(range.to());
            bound.merge(range.index().text(), 1, Integer::sum);
        }
        visit(element);
        ranges.forEach(range -> bound.merge(range.index().text(), -1, Integer::sum));
    }

    private void reference(String name) {
        if (bound.getOrDefault(name, 0) == 0 && Constants.value(name).isEmpty() && !builtIns.isFunction(name)) {
            names.add(name);
        }
    }
}
