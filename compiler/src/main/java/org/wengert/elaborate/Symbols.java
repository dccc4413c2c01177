package org.wengert.elaborate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Size;
import org.wengert.ir.Symbol;

/** The symbols of a function, and what its calls must fulfil. */
final class Symbols {

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> lastNumbers = new HashMap<>();
    private final Set<Symbol> sizes = new HashSet<>();
    private final Map<List<Object>, Requirement> requirements = new LinkedHashMap<>();
    private int names;

    /** A symbol of that name, or with a number behind it. */
    Symbol fresh(String name) {
        String free = name;
        while (!taken.add(free)) {
            free = name + "_" + lastNumbers.merge(name, 2, (last, first) -> last + 1);
        }
        return new Symbol(free);
    }

    /** The size of an array, which is not negative. */
    Symbol size(String name) {
        Symbol size = fresh(name);
        sizes.add(size);
        return size;
    }

    /** Fresh indices for the loops of a graph that is written out a second time. */
    void renameIndices(Graph graph, Map<Symbol, Size> replacements) {
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Operation.Loop loop) {
                replacements.computeIfAbsent(loop.index(), i -> Size.of(fresh(i.name())));
            }
            node.operation().bodies().forEach(body -> renameIndices(body.graph(), replacements));
        }
    }

    boolean isSize(Symbol symbol) {
        return sizes.contains(symbol);
    }

    /** A number that no other name of the function has. */
    int nextName() {
        return names++;
    }

    /** What is required twice is said once. */
    void require(Requirement r) {
        requirements.putIfAbsent(List.of(r.value(), r.relation(), r.loops(), r.guards()), r);
    }

    List<Requirement> requirements() {
        return new ArrayList<>(requirements.values());
    }
}
