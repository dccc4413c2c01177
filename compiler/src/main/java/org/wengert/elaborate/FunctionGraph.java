package org.wengert.elaborate;

import java.util.List;
import org.wengert.differentiate.Product;
import org.wengert.ir.Graph;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;

/**
 * A function of the program as a graph, calls of other functions included.
 *
 * @param syntax as the author wrote it; of a bare expression, as if it had been written as a definition
 * @param graph an input for every parameter in order, a named output for every result
 * @param requests what its derive clauses ask for
 */
public record FunctionGraph(Syntax.Function syntax, Graph graph, List<Request> requests) {

    /**
     * A product that is asked for.
     *
     * @param active indices of the parameters that it is taken with respect to
     */
    public record Request(Product product, List<Integer> active, Span span) {}

    public String name() {
        return graph.name();
    }

    /** The names of the parameters in order. */
    public List<String> parameters() {
        return syntax.parameters().stream().map(p -> p.name().text()).toList();
    }

    /** The names of the results in order. */
    public List<String> results() {
        return graph.outputs().stream().map(Graph.Output::name).toList();
    }
}
