package org.wengert.formula;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Elaborator;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.formula.Term.Known;
import org.wengert.formula.Term.Name;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Operation;
import org.wengert.ir.Shape;
import org.wengert.product.Derivatives;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;
import org.wengert.source.Span;
import org.wengert.syntax.Parser;
import org.wengert.syntax.Syntax;
import org.wengert.syntax.Unparser;

/**
 * The derivative of one result of a function by one parameter, as a formula that is an expression of the language again: that of {@code x'*A*x} by
 * {@code x} is {@code (A + A')*x}.
 *
 * @param result whose derivative it is
 * @param parameter by which
 * @param shape of the derivative
 */
public record DerivativeFormula(String result, String parameter, Syntax.Expression expression, Shape shape) {

    /**
     * The formula, or the reason why there is none.
     *
     * @param function as its author wrote it
     * @param output which of its results
     * @param input which of its parameters that are real
     * @param order how many times it is derived, at least once
     */
    public static DerivativeFormula of(FunctionGraph function, int output, int input, int order)
            throws NoFormulaException {
        // An exception that is checked does not pass through another stack.
        return BigStack.call(() -> tried(function, output, input, order)).get();
    }

    /** What comes of an attempt. */
    private record Attempt(Optional<DerivativeFormula> formula, Optional<NoFormulaException> reason) {
        DerivativeFormula get() throws NoFormulaException {
            if (reason.isPresent()) {
                throw reason.get();
            }
            return formula.orElseThrow();
        }
    }

    private static Attempt tried(FunctionGraph function, int output, int input, int order) {
        try {
            DerivativeFormula formula = derived(function.graph(), output, input);
            for (int k = 1; k < order; k++) {
                formula = derived(graph(function, formula), 0, input).ofResult(formula.result());
            }
            return new Attempt(Optional.of(formula), Optional.empty());
        } catch (NoFormulaException reason) {
            return new Attempt(Optional.empty(), Optional.of(reason));
        }
    }

    private DerivativeFormula ofResult(String name) {
        return new DerivativeFormula(name, parameter, expression, shape);
    }

    /** A formula as a function of the same parameters. */
    private static Graph graph(FunctionGraph function, DerivativeFormula formula) {
        Syntax.Function syntax = function.syntax();
        Syntax.Function definition = new Syntax.Function(
                syntax.name(),
                syntax.parameters(),
                List.of(new Syntax.Return(List.of(formula.expression()), Span.NONE)),
                List.of(),
                Span.NONE);
        Diagnostics diagnostics = new Diagnostics();
        return Parser.parse(SourceText.of("formula", Unparser.text(definition)), diagnostics)
                .map(program -> Elaborator.elaborate(program, function.name(), Optional.empty(), diagnostics))
                .filter(functions -> !diagnostics.hasErrors() && functions.size() == 1)
                .orElseThrow(() -> new IllegalStateException(
                        "a formula that does not compile: " + formula.text() + ": " + diagnostics.toList()))
                .get(0)
                .graph();
    }

    private static DerivativeFormula derived(Graph function, int output, int input) throws NoFormulaException {
        Graph.Output result = function.outputs().get(output);
        Graph alone = Pipelines.run(List.of(Pipelines.PRUNE, Pipelines.NAME), function.with(List.of(result.node())));
        Shape of = result.node().type().shape();
        Shape by = function.inputs().get(input).type().shape();
        String parameter = name(function.inputs().get(input));
        Term term;
        if (of.isScalar() && !by.isScalar()) {
            term = gradient(alone, input);
        } else if (by.isScalar()) {
            term = tangent(alone, input, new Known(1));
        } else {
            term = jacobian(alone, input, of, by, result.name(), parameter);
        }
        return new DerivativeFormula(
                result.name(), parameter, new TermWriter(taken(alone, term)).write(term), term.shape());
    }

    private static Term gradient(Graph function, int input) throws NoFormulaException {
        Graph gradient =
                new Derivatives(function, List.of(input)).of(Product.GRADIENT).graph();
        return new TermReader()
                .read(gradient, List.of(gradient.results().get(1)), TermReader.names(gradient))
                .get(0);
    }

    private static Term tangent(Graph function, int input, Term direction) throws NoFormulaException {
        Graph tangent =
                new Derivatives(function, List.of(input)).of(Product.TANGENT).graph();
        Map<Node, Term> inputs = new HashMap<>(TermReader.names(tangent));
        inputs.put(tangent.inputs().get(tangent.inputs().size() - 1), direction);
        return new TermReader()
                .read(tangent, List.of(tangent.results().get(0)), inputs)
                .get(0);
    }

    private static Term jacobian(Graph function, int input, Shape of, Shape by, String result, String parameter)
            throws NoFormulaException {
        int axes = of.rank() + by.rank();
        if (axes > 2) {
            throw new NoFormulaException(
                    "the derivative of " + called(result, of) + " by " + called(parameter, by) + " has " + axes
                            + " axes, which no product of matrices says",
                    "weigh its elements, so that it is a number: derive sum(w.*(...)), with a parameter w: real" + of,
                    Span.NONE);
        }
        Name direction = new Name(parameter + "Dot", by);
        Term tangent = tangent(function, input, direction);
        return new Jacobians(direction)
                .of(tangent)
                .orElseThrow(() -> new NoFormulaException(
                        "the derivative of " + called(result, of) + " by " + called(parameter, by)
                                + " is no product of matrices",
                        "weigh its elements, so that it is a number: derive sum(w.*(...)), with a parameter w: real"
                                + of,
                        Span.NONE));
    }

    private static String called(String name, Shape shape) {
        return "'" + name + "', " + shape + ",";
    }

    /** What something is called in a function and in a formula: parameters, sizes, indices. */
    private static Set<String> taken(Graph function, Term term) {
        Set<String> names = new HashSet<>();
        for (Node input : function.inputs()) {
            names.add(name(input));
            input.type().shape().sizes().forEach(size -> size.symbols().forEach(symbol -> names.add(symbol.name())));
        }
        indices(term, names);
        return names;
    }

    private static void indices(Term term, Set<String> names) {
        if (term instanceof Term.Each each) {
            names.add(each.index().name());
        }
        term.parts().forEach(part -> indices(part, names));
    }

    private static String name(Node input) {
        return ((Operation.Input) input.operation()).name();
    }

    /** As text of the language. */
    public String text() {
        return Unparser.text(expression);
    }
}
