package org.wengert.arrays;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.diagnostic.Diagnostics;
import org.wengert.elaborate.Elaborator;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.elaborate.SizeBinding;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphVerifier;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;
import org.wengert.pass.Pass;
import org.wengert.product.Derivatives;
import org.wengert.product.Product;
import org.wengert.rewrite.Pipelines;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;
import org.wengert.syntax.Parser;

/**
 * The last function of a program, evaluated and differentiated by the interpreter; every graph on the way is verified.
 *
 * @param function as it was elaborated
 * @param primal ready to be differentiated
 */
public record ArrayProgram(FunctionGraph function, Graph primal) implements ArrayProducts {

    /** A program that compiles. */
    public static ArrayProgram of(String text) {
        Diagnostics diagnostics = new Diagnostics();
        List<FunctionGraph> functions = elaborate(text, diagnostics);
        if (diagnostics.hasErrors() || functions.isEmpty()) {
            throw new IllegalArgumentException(diagnostics.toList() + "\n" + text);
        }
        return of(functions.get(functions.size() - 1));
    }

    private static ArrayProgram of(FunctionGraph function) {
        return BigStack.call(() -> {
            GraphVerifier.verify(function.graph());
            return new ArrayProgram(function, passed(Pipelines.PRIMAL, function.graph()));
        });
    }

    /** What there is to say about a program. */
    public static List<Diagnostic> diagnostics(String text) {
        Diagnostics diagnostics = new Diagnostics();
        elaborate(text, diagnostics);
        return diagnostics.toList();
    }

    private static List<FunctionGraph> elaborate(String text, Diagnostics diagnostics) {
        return BigStack.call(() -> Parser.parse(SourceText.of("f.expr", text), diagnostics)
                .map(p -> Elaborator.elaborate(p, "f", Optional.empty(), diagnostics))
                .orElse(List.of()));
    }

    private static Graph passed(List<Pass> passes, Graph graph) {
        Graph current = graph;
        for (Pass pass : passes) {
            current = pass.step().apply(current);
            GraphVerifier.verify(current);
        }
        return current;
    }

    /** The sizes that {@code inputs} have. */
    public Map<Symbol, Long> sizes(List<Tensor> inputs, Map<Symbol, Long> integers) {
        return SizeBinding.of(function, inputs.stream().map(Tensor::extents).toList(), integers);
    }

    /** The product ready to be evaluated, with respect to all inputs. */
    static Graph derive(Graph graph, Product product) {
        return BigStack.call(() -> {
            List<Integer> all =
                    IntStream.range(0, graph.inputs().size()).boxed().toList();
            Graph derivative = new Derivatives(graph, all).of(product).graph();
            GraphVerifier.verify(derivative);
            return passed(Pipelines.FINAL, derivative);
        });
    }

    /** The adjoint as a program that can be differentiated: from inputs and cotangents to values and adjoints. */
    static Graph adjointProgram(Graph graph) {
        return passed(List.of(Pipelines.SIMPLIFY, Pipelines.NAME), derive(graph, Product.ADJOINT));
    }

    /** The outputs of a graph at some groups of inputs. */
    @SafeVarargs
    public static List<Tensor> run(Graph graph, Map<Symbol, Long> sizes, List<Tensor>... inputs) {
        List<Tensor> all = new ArrayList<>();
        for (List<Tensor> group : inputs) {
            all.addAll(group);
        }
        return BigStack.call(() -> TensorInterpreter.evaluate(graph, all, sizes));
    }

    @Override
    public List<Tensor> value(Map<Symbol, Long> sizes, List<Tensor> x) {
        return run(primal, sizes, x);
    }

    @Override
    public List<Tensor> adjoint(Map<Symbol, Long> sizes, List<Tensor> x, List<Tensor> yBar) {
        return run(derive(primal, Product.ADJOINT), sizes, x, yBar);
    }

    @Override
    public List<Tensor> tangent(Map<Symbol, Long> sizes, List<Tensor> x, List<Tensor> xDot) {
        return run(derive(primal, Product.TANGENT), sizes, x, xDot);
    }

    @Override
    public List<Tensor> gradientTangent(Map<Symbol, Long> sizes, List<Tensor> x, List<Tensor> xDot) {
        return run(derive(primal, Product.HVP), sizes, x, xDot);
    }
}
