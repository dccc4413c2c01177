package org.wengert.formula;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wengert.formula.Term.Call;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Shape;

/** Loops that find the maximum or the minimum of a vector, as {@code max(x)} is written. */
final class Extremes {

    private Extremes() {}

    static Optional<Term> of(Operation.Loop loop, Node region, Map<Node, Term> terms) {
        Node result = loop.body().graph().outputs().get(0).node();
        List<Node> inputs = loop.body().graph().inputs();
        String name = result.operator().map(o -> o.name()).orElse("");
        boolean fits = loop.carried() == 1
                && (name.equals("max") || name.equals("min"))
                && inputs.get(0).equals(result.operand(0))
                && result.operand(1).operator().map(o -> o.name()).orElse("").equals("get[" + loop.index() + "]");
        if (!fits) {
            return Optional.empty();
        }
        Node inside = result.operand(1).operand(0);
        int at = inputs.indexOf(inside);
        Node array = at < 0 ? inside : region.operand(loop.body().operands().get(at));
        boolean whole = array.type().shape().rank() == 1
                && loop.count().equals(array.type().shape().size(0));
        return Optional.ofNullable(terms.get(array))
                .filter(term -> whole)
                .map(term -> new Call(name, List.of(term), Shape.SCALAR));
    }
}
