package org.wengert.ir;

import java.util.HashMap;
import java.util.Map;
import org.wengert.source.Span;

/**
 * A value of a primal program, as all that is made of the program refers to it: the value itself in a copy, and whatever
 * differentiation made for it.
 *
 * @param number tells the values of one program apart, those of bodies included; names need not
 * @param name empty if it has none
 * @param span where the author wrote it
 */
public record Origin(int number, String name, Span span) {

    /** Makes every value of a graph, in bodies too, an origin of its own. */
    public static void number(Graph graph) {
        number(graph, 0);
    }

    /**
     * Makes every value of a graph that was made of another program's an origin of its own.
     *
     * @param first the first number
     * @return for each number that of the other program's value that it was made of; -1 if of none
     */
    public static Map<Integer, Integer> renumber(Graph graph, int first) {
        Map<Integer, Integer> before = new HashMap<>();
        int[] next = {first};
        collect(graph, next, before);
        number(graph, first);
        return before;
    }

    private static void collect(Graph graph, int[] next, Map<Integer, Integer> before) {
        for (Node node : graph.nodes()) {
            before.put(next[0]++, node.origin().map(Origin::number).orElse(-1));
            node.operation().bodies().forEach(body -> collect(body.graph(), next, before));
        }
    }

    /** How many values a graph has, those of bodies included. */
    public static int count(Graph graph) {
        return graph.nodes().stream()
                .mapToInt(node -> 1
                        + node.operation().bodies().stream()
                                .mapToInt(body -> count(body.graph()))
                                .sum())
                .sum();
    }

    private static int number(Graph graph, int first) {
        int next = first;
        for (Node node : graph.nodes()) {
            node.originate(new Origin(next++, node.name().orElse(""), node.span()));
            for (Operation.Body body : node.operation().bodies()) {
                next = number(body.graph(), next);
            }
        }
        return next;
    }
}
