package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.wengert.codegen.GeneratedSource;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.Product;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.elaborate.SizeBinding;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Symbol;
import org.wengert.load.LoadedArrays;
import org.wengert.load.LoadedProgram;
import org.wengert.op.Tensor;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;

/** Holds the generated Java of the last function of a program to the interpreter, bit for bit. */
final class GeneratedArrays {

    private final CompiledFunction function;
    private final GeneratedSource source;
    private final Class<?> type;

    private GeneratedArrays(Compilation compilation) {
        this.function = compilation.functions().get(0);
        this.source = compilation.java();
        this.type = LoadedProgram.load(source, source.className()).type();
    }

    static GeneratedArrays of(String program) {
        SourceText source = SourceText.of("f.expr", program);
        CompilerOptions options = CompilerOptions.named("f");
        Compilation all = Compiler.compile(source, options);
        assertThat(all.diagnostics()).isEmpty();
        CompiledFunction last = all.functions().get(all.functions().size() - 1);
        return new GeneratedArrays(Compiler.compile(source, options.only(last.name())));
    }

    String source() {
        return source.text();
    }

    /** Compares all that is generated at {@code x}, with directions and cotangents drawn. */
    void holds(List<Tensor> x, Map<Symbol, Long> integers, Random random) {
        Map<Symbol, Long> sizes = SizeBinding.of(
                function.source(), x.stream().map(Tensor::extents).toList(), integers);
        LoadedArrays loaded = LoadedArrays.of(
                type, function.source().symbols().stream().map(sizes::get).toList());
        for (FunctionGraph.Request request : function.requests()) {
            Derivative derivative = function.derivative(request);
            Graph graph = derivative.graph();
            List<Tensor> inputs = new ArrayList<>(x);
            for (Node input : graph.inputs().subList(x.size(), graph.inputs().size())) {
                inputs.add(ArrayLaws.draw(random, extents(input, sizes)));
            }
            List<Tensor> expected = BigStack.call(() -> TensorInterpreter.evaluate(graph, inputs, sizes));
            for (int time = 0; time < 2; time++) {
                List<double[]> got = call(loaded, derivative, inputs, expected);
                for (int i = 0; i < got.size(); i++) {
                    assertThat(bits(got.get(i)))
                            .as("%s, output %s of\n%s\n%s", derivative.product(), i, source(), graph)
                            .containsExactly(bits(expected.get(i).data()));
                }
            }
        }
    }

    private static int[] extents(Node node, Map<Symbol, Long> sizes) {
        return node.type().shape().sizes().stream()
                .mapToInt(s -> Math.toIntExact(s.evaluate(sizes::get)))
                .toArray();
    }

    private static List<double[]> call(
            LoadedArrays loaded, Derivative derivative, List<Tensor> inputs, List<Tensor> expected) {
        List<Object> arguments = new ArrayList<>();
        for (Tensor input : inputs) {
            arguments.add(input.rank() == 0 ? (Object) input.value() : input.data());
        }
        boolean returns = expected.get(0).rank() == 0 && derivative.product() != Product.HVP;
        List<double[]> results = new ArrayList<>();
        for (Tensor tensor : expected) {
            double[] result = new double[tensor.data().length];
            Arrays.fill(result, Double.NaN);
            results.add(result);
        }
        arguments.addAll(returns ? results.subList(1, results.size()) : results);
        double value = loaded.call(derivative.product().id(), arguments.toArray());
        if (returns) {
            results.set(0, new double[] {value});
        }
        return results;
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }
}
