package org.wengert.sparse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wengert.ir.Graph;
import org.wengert.ir.Indices;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Operation.Role;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;

/** What the indices of rows are called: as in the comprehension that makes them, or else as in the first loops of the program. */
final class IndexNames {

    private final List<String> names = new ArrayList<>();

    private IndexNames() {}

    /** New indices for the axes of a result of a program, and one more for a number. */
    static List<Symbol> of(Node result, Graph program, Indices indices) {
        IndexNames found = new IndexNames();
        found.along(result);
        found.among(program, 0);
        List<Symbol> symbols = new ArrayList<>();
        for (int axis = 0; axis <= result.type().shape().rank(); axis++) {
            symbols.add(
                    axis < found.names.size() ? indices.like(new Symbol(found.names.get(axis))) : indices.fresh(axis));
        }
        return symbols;
    }

    private void along(Node made) {
        Node node = made;
        while (node.operation() instanceof Operation.Item item
                && node.operand(0).operation() instanceof Operation.Loop loop
                && loop.roles().get(item.index()) == Role.STACK) {
            add(loop);
            node = loop.body().graph().results().get(item.index());
        }
    }

    /** The first loop of each depth. */
    private void among(Graph graph, int depth) {
        for (Node node : graph.nodes()) {
            boolean isLoop = node.operation() instanceof Operation.Loop;
            if (isLoop && names.size() == depth) {
                add((Operation.Loop) node.operation());
            }
            node.operation().bodies().forEach(body -> among(body.graph(), isLoop ? depth + 1 : depth));
        }
    }

    private void add(Operation.Loop loop) {
        String name = loop.index().base();
        if (!names.contains(name)) {
            names.add(name);
        }
    }

    /** A size as people read it, without what tells the indices from others of the same name. */
    static Size shown(Size size, Collection<Symbol> indices) {
        Map<Symbol, Size> plain = new HashMap<>();
        indices.forEach(index -> plain.put(index, Size.of(new Symbol(index.base()))));
        return size.substitute(plain);
    }
}
