package org.wengert.ir;

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
