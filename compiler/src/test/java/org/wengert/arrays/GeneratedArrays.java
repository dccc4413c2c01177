package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.wengert.codegen.Generated;
import org.wengert.codegen.GeneratedSource;
import org.wengert.driver.Arguments;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;
import org.wengert.driver.CompilerOptions.ProductRequest;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.elaborate.SizeBinding;
import org.wengert.interpret.TensorInterpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.Node;
import org.wengert.ir.Symbol;
import org.wengert.load.LoadedArrays;
import org.wengert.load.LoadedProgram;
import org.wengert.op.Tensor;
import org.wengert.product.Derivative;
import org.wengert.product.JacobianMode;
import org.wengert.product.Product;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;

/** The generated Java of the last function of a program, loaded; held to the interpreter, bit for bit. */
public final class GeneratedArrays implements ArrayProducts {

    private final CompiledFunction function;
    private final GeneratedSource source;
    private final Class<?> type;

    private GeneratedArrays(Compilation compilation) {
        this.function = compilation.functions().get(0);
        this.source = compilation.java();
        this.type = LoadedProgram.load(source, source.className()).type();
    }

    public static GeneratedArrays of(String program) {
        return of(program, JacobianMode.COUNTED);
    }

    /** With Jacobians of one mode. */
    static GeneratedArrays of(String program, JacobianMode jacobians) {
        SourceText source = SourceText.of("f.expr", program);
        CompilerOptions options = CompilerOptions.named("f").with(CompilerOption.JACOBIAN, jacobians);
        Compilation all = Compiler.compile(source, options);
        assertThat(all.diagnostics()).isEmpty();
        CompiledFunction last = all.functions().get(all.functions().size() - 1);
        List<ProductRequest> products = new ArrayList<>();
        last.possible().forEach(p -> products.add(new ProductRequest(p.id(), List.of())));
        products.add(new ProductRequest("taylor", List.of("3")));
        return new GeneratedArrays(
                Compiler.compile(source, options.only(last.name()).with(CompilerOption.DERIVE, products)));
    }

    /** The bytes of each method as a user's build compiles it, every warning an error. */
    Map<String, Integer> methodSizes(Path folder) throws IOException {
        assertThat(Generated.javac(folder, List.of(source))).isEmpty();
        return Generated.methodSizes(folder);
    }

    public String source() {
        return source.text();
    }

    /** Compares all that is generated at {@code x}, with directions and cotangents drawn. */
    public void holds(List<Tensor> x, Map<Symbol, Long> integers, Random random) {
        Map<Symbol, Long> sizes = SizeBinding.of(
                function.source(), x.stream().map(Tensor::extents).toList(), integers);
        LoadedArrays loaded = load(sizes);
        for (FunctionGraph.Request request : function.requests()) {
            Derivative derivative = function.derivative(request);
            Graph graph = derivative.graph();
            List<Tensor> inputs = new ArrayList<>(x);
            for (Node input : graph.inputs().subList(x.size(), graph.inputs().size())) {
                inputs.add(ArrayLaws.draw(random, extents(input, sizes)));
            }
            List<Tensor> expected = BigStack.call(() -> TensorInterpreter.evaluate(graph, inputs, sizes));
            for (int time = 0; time < 2; time++) {
                List<Tensor> got = call(loaded, derivative, inputs, sizes);
                for (int i = 0; i < got.size(); i++) {
                    assertThat(bits(got.get(i).data()))
                            .as("%s, output %s of\n%s\n%s", derivative.product(), i, source(), graph)
                            .containsExactly(bits(expected.get(i).data()));
                }
            }
            MatrixLaws.hold(function, request.product(), new Arguments(x, sizes), expected, random);
        }
    }

    private static int[] extents(Node node, Map<Symbol, Long> sizes) {
        return node.type().shape().sizes().stream()
                .mapToInt(s -> Math.toIntExact(s.evaluate(sizes::get)))
                .toArray();
    }

    private LoadedArrays load(Map<Symbol, Long> sizes) {
        return LoadedArrays.of(
                type, function.source().symbols().stream().map(sizes::get).toList());
    }

    private static List<Tensor> call(
            LoadedArrays loaded, Derivative derivative, List<Tensor> inputs, Map<Symbol, Long> sizes) {
        List<Object> arguments = new ArrayList<>();
        for (Tensor input : inputs) {
            arguments.add(input.rank() == 0 ? (Object) input.value() : input.data());
        }
        List<Tensor> results = new ArrayList<>();
        for (Node node : derivative.graph().results()) {
            Tensor result = Tensor.zeros(extents(node, sizes));
            Arrays.fill(result.data(), Double.NaN);
            results.add(result);
        }
        boolean returns = results.get(0).rank() == 0
                && derivative.product() != Product.HVP
                && !derivative.product().isSeries();
        results.subList(returns ? 1 : 0, results.size()).forEach(t -> arguments.add(t.data()));
        double value = loaded.call(derivative.product().method(), arguments.toArray());
        if (returns) {
            results.set(0, Tensor.scalar(value));
        }
        return results;
    }

    private List<Tensor> call(Product product, Map<Symbol, Long> sizes, List<Tensor> x, List<Tensor> more) {
        List<Tensor> inputs = new ArrayList<>(x);
        inputs.addAll(more);
        return call(load(sizes), function.derivative(function.request(product)), inputs, sizes);
    }

    @Override
    public List<Tensor> value(Map<Symbol, Long> sizes, List<Tensor> x) {
        return call(Product.VALUE, sizes, x, List.of());
    }

    @Override
    public List<Tensor> adjoint(Map<Symbol, Long> sizes, List<Tensor> x, List<Tensor> yBar) {
        return call(Product.ADJOINT, sizes, x, yBar);
    }

    @Override
    public List<Tensor> tangent(Map<Symbol, Long> sizes, List<Tensor> x, List<Tensor> xDot) {
        return call(Product.TANGENT, sizes, x, xDot);
    }

    @Override
    public List<Tensor> gradientTangent(Map<Symbol, Long> sizes, List<Tensor> x, List<Tensor> xDot) {
        return call(Product.HVP, sizes, x, xDot);
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }
}
