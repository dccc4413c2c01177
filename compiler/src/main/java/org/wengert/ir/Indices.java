package org.wengert.ir;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** New indices, which no loop of a program has and no size. */
public final class Indices {

    private static final String LETTERS = "ijklmnop";

    private final Set<Symbol> taken = new HashSet<>();
    private final String letters;
    private int last = 1;

    /** For a program with this graph. */
    public Indices(Graph graph) {
        collect(graph);
        Set<String> used = taken.stream().map(Symbol::base).collect(Collectors.toSet());
        String free = LETTERS.chars()
                .mapToObj(Character::toString)
                .filter(letter -> !used.contains(letter))
                .collect(Collectors.joining());
        letters = free.isEmpty() ? LETTERS : free;
    }

    private void collect(Graph graph) {
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Operation.Whole whole) {
                taken.addAll(whole.value().symbols());
            }
            // The name of an operator holds its attributes: indices, offsets, sizes.
            node.operator()
                    .ifPresent(operator ->
                            Phrase.of(operator.name()).words().forEach(word -> taken.add(new Symbol(word))));
            node.type().shape().sizes().forEach(size -> taken.addAll(size.symbols()));
            if (node.operation() instanceof Operation.Loop loop) {
                taken.add(loop.index());
                taken.addAll(loop.from().symbols());
                taken.addAll(loop.to().symbols());
            }
            node.operation().bodies().forEach(body -> collect(body.graph()));
        }
    }

    /** Another index that reads as {@code index} does. */
    public Symbol like(Symbol index) {
        return fresh(index.base());
    }

    /** An index for a loop with {@code depth} loops around. */
    public Symbol fresh(int depth) {
        return fresh(String.valueOf(letters.charAt(Math.min(depth, letters.length() - 1))));
    }

    private Symbol fresh(String name) {
        Symbol symbol = new Symbol(name);
        while (!taken.add(symbol)) {
            symbol = new Symbol(name + "_" + ++last);
        }
        return symbol;
    }
}
