package org.wengert.ssa;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.wengert.ir.ElementNames;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;

/**
 * Gives every line a name of its own: the one it has, or {@code t1, t2, …}; with an underscore behind it where that is a word
 * of Java, with a number where it is taken. A derivative that goes on adding keeps its name.
 */
final class Naming {

    private final Set<String> taken;
    private final Set<String> wanted;
    private final Map<Node, Integer> uses;
    private final UnaryOperator<String> spelling;
    private final Map<Node, String> names = new HashMap<>();
    private final Map<String, Integer> lastNumbers = new HashMap<>();
    private int temporaries;

    /**
     * Names for a graph.
     *
     * @param spelling of what a value is to be called
     */
    Naming(Set<String> reserved, Graph graph, Map<Node, Integer> uses, UnaryOperator<String> spelling) {
        this.taken = new HashSet<>(reserved);
        this.wanted = graph.names();
        this.uses = uses;
        this.spelling = spelling;
        graph.inputs().forEach(this::fresh);
    }

    Map<Node, String> names(List<Statement> statements) {
        statements.forEach(this::name);
        return names;
    }

    /** A value of a branch that becomes a result of the region is computed under the result's name. */
    private void share(List<Statement> body) {
        Set<Node> defined = new HashSet<>();
        for (Statement statement : body) {
            if (statement instanceof Statement.Define define) {
                defined.add(define.node());
            } else if (statement instanceof Statement.Choose choose) {
                defined.addAll(choose.results());
            } else if (statement instanceof Statement.Assign assign
                    && defined.contains(assign.value())
                    && !names.containsKey(assign.value())) {
                share(
                        assign.value(),
                        Optional.ofNullable(names.get(assign.item())).orElseThrow());
            }
        }
    }

    private void share(Node value, String name) {
        Optional<Node> next = Optional.of(value);
        while (next.isPresent() && !names.containsKey(next.get())) {
            names.put(next.get(), name);
            next = Accumulation.predecessor(next.get()).filter(before -> uses.getOrDefault(before, 0) == 1);
        }
    }

    private void name(Statement statement) {
        if (statement instanceof Statement.Define define && !names.containsKey(define.node())) {
            Optional<String> continued = Accumulation.predecessor(define.node())
                    .filter(before -> uses.getOrDefault(before, 0) == 1)
                    .map(names::get);
            continued.ifPresentOrElse(name -> names.put(define.node(), name), () -> fresh(define.node()));
        } else if (statement instanceof Statement.Choose choose) {
            choose.results().stream().filter(r -> !names.containsKey(r)).forEach(this::fresh);
            share(choose.then());
            share(choose.otherwise());
            choose.then().forEach(this::name);
            choose.otherwise().forEach(this::name);
        }
    }

    private void fresh(Node node) {
        names.put(node, claim(node.name().map(spelling).orElseGet(this::temporary)));
    }

    private String claim(String name) {
        String free = name;
        while (!taken.add(free)) {
            free = ElementNames.with(name, "_" + lastNumbers.merge(name, 2, (last, first) -> last + 1));
        }
        return free;
    }

    private String temporary() {
        String name = "t" + ++temporaries;
        while (wanted.contains(name) || taken.contains(name)) {
            name = "t" + ++temporaries;
        }
        return name;
    }
}
