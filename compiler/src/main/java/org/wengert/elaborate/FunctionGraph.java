package org.wengert.elaborate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.wengert.ir.Graph;
import org.wengert.ir.Operation;
import org.wengert.ir.Symbol;
import org.wengert.product.Product;
import org.wengert.source.Span;
import org.wengert.syntax.Syntax;

/**
 * A function of the program as a graph, calls of other functions included.
 *
 * @param syntax as the author wrote it; of a bare expression, as if it had been written as a definition
 * @param graph an input for every real parameter in order, a named output for every result; its sizes and integer
 *     parameters are symbols
 * @param requests what its derive clauses ask for
 * @param requirements what the sizes and integers of a call must fulfil
 */
public record FunctionGraph(
        Syntax.Function syntax, Graph graph, List<Request> requests, List<Requirement> requirements) {

    /**
     * A product that is asked for.
     *
     * @param active indices of the parameters that it is taken with respect to
     */
    public record Request(Product product, List<Integer> active, Span span) {}

    public String name() {
        return graph.name();
    }

    /** The names of the real parameters in order. */
    public List<String> parameters() {
        return graph.inputs().stream()
                .map(input -> ((Operation.Input) input.operation()).name())
                .toList();
    }

    /** Whether parameter {@code index} of the definition is an integer. */
    public boolean isInteger(int index) {
        return isInteger(syntax.parameters().get(index));
    }

    static boolean isInteger(Syntax.Parameter parameter) {
        return parameter.type().filter(t -> t.base().text().equals("int")).isPresent();
    }

    /** Whether there are numbers alone in it, and neither arrays nor integers nor loops. */
    public boolean isScalar() {
        return syntax.parameters().size() == graph.inputs().size() && isScalar(graph);
    }

    /** Whether it takes and gives numbers alone, whatever it computes with. */
    public boolean isOfNumbers() {
        return syntax.parameters().size() == graph.inputs().size()
                && graph.inputs().stream().allMatch(input -> input.type().isScalar())
                && graph.results().stream().allMatch(result -> result.type().isScalar());
    }

    /** The same function as another graph. */
    public FunctionGraph with(Graph other) {
        return new FunctionGraph(syntax, other, requests, requirements);
    }

    /** Whether there are numbers alone in a graph, and no loops. */
    public static boolean isScalar(Graph graph) {
        return graph.nodes().stream()
                .allMatch(node -> node.type().isScalar()
                        && !(node.operation() instanceof Operation.Loop)
                        && !(node.operation() instanceof Operation.Whole)
                        && node.operation().bodies().stream().allMatch(body -> isScalar(body.graph())));
    }

    /** The sizes that parameters name and the integer parameters, in the order in which the definition mentions them. */
    public List<Symbol> symbols() {
        Set<Symbol> symbols = new LinkedHashSet<>();
        int next = 0;
        for (Syntax.Parameter parameter : syntax.parameters()) {
            if (isInteger(parameter)) {
                symbols.add(new Symbol(parameter.name().text()));
            } else {
                graph.inputs().get(next++).type().shape().sizes().forEach(size -> symbols.addAll(size.symbols()));
            }
        }
        return List.copyOf(symbols);
    }

    /** The names of the results in order. */
    public List<String> results() {
        return graph.outputs().stream().map(Graph.Output::name).toList();
    }
}
