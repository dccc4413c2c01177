package org.wengert.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.wengert.codegen.Generated;
import org.wengert.codegen.GeneratedSource;
import org.wengert.differentiate.Derivative;
import org.wengert.differentiate.JacobianMode;
import org.wengert.differentiate.Product;
import org.wengert.driver.Arguments;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
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
        CompilerOptions options = CompilerOptions.named("f").withJacobians(jacobians);
        Compilation all = Compiler.compile(source, options);
        assertThat(all.diagnostics()).isEmpty();
        CompiledFunction last = all.functions().get(all.functions().size() - 1);
        List<ProductRequest> products = last.possible().stream()
                .map(p -> new ProductRequest(p.id(), List.of()))
                .toList();
        return new GeneratedArrays(
                Compiler.compile(source, options.only(last.name()).withDerive(products)));
    }

    /** The bytes of each method as a user's build compiles it, every warning an error. */
    Map<String, Integer> methodSizes(Path folder) throws IOException {
        assertThat(Generated.javac(folder, List.of(source))).isEmpty();
        return Generated.methodSizes(folder);
    }

    String source() {
        return source.text();
    }

    /** Compares all that is generated at {@code x}, with directions and cotangents drawn. */
    public void holds(List<Tensor> x, Map<Symbol, Long> integers, Random random) {
        Map<Symbol, Long> sizes = SizeBinding.of(
                function.source(), x.stream().map(Tensor::extents).toList(), integers);
        LoadedArrays loaded = load(sizes);
        for (FunctionGraph.Request request : function.requests()) {
            Derivative derivative = function.derivative(request);
            if (derivative.shape() == Derivative.Shape.SLICES) {
                slices(loaded, derivative, request, new Arguments(x, sizes));
                continue;
            }
            if (derivative.shape() != Derivative.Shape.WHOLE) {
                matrix(loaded, derivative, request, new Arguments(x, sizes));
                continue;
            }
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
        }
    }

    /**
     * The matrix that generated Java puts together: against its lines by the interpreter, bit for bit, and against blocks that may
     * take the other mode.
     */
    private void matrix(LoadedArrays loaded, Derivative derivative, FunctionGraph.Request request, Arguments point) {
        List<Tensor> expected = function.at(point).evaluate(request, List.of());
        List<Object> arguments = new ArrayList<>();
        point.arrays().forEach(x -> arguments.add(x.rank() == 0 ? (Object) x.value() : x.data()));
        int rows = request.product() == Product.JACOBIAN
                ? function.results().size()
                : point.arrays().size();
        int columns = point.arrays().size();
        List<Tensor> head = expected.subList(0, expected.size() - rows * columns);
        boolean returns = head.get(0).rank() == 0;
        head.subList(returns ? 1 : 0, head.size()).forEach(t -> arguments.add(new double[t.data().length]));
        List<Tensor> blocks = expected.subList(head.size(), expected.size());
        List<Tensor> lines = request.product() == Product.JACOBIAN ? head : point.arrays();
        double[] whole = whole(blocks, lines, point);
        double[] got = new double[whole.length];
        arguments.add(got);
        loaded.call(request.product().id(), arguments.toArray());
        assertThat(bits(got))
                .as("%s of\n%s", request.product(), source())
                .containsExactly(bits(byLines(derivative, head.size(), got.length, point)));
        double unit = 1
                + Arrays.stream(whole)
                        .map(Math::abs)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0);
        for (int k = 0; k < got.length; k++) {
            // Where one is not finite, the two modes may differ.
            if (Double.isFinite(whole[k]) && Double.isFinite(got[k])) {
                assertThat(got[k])
                        .as("%s, entry %s of\n%s", request.product(), k, source())
                        .isCloseTo(whole[k], within(1e-12 * unit));
            }
        }
    }

    /** First and second derivatives of several results: against their slices by the interpreter, bit for bit, and against blocks. */
    private void slices(LoadedArrays loaded, Derivative derivative, FunctionGraph.Request request, Arguments point) {
        List<Tensor> expected = function.at(point).evaluate(request, List.of());
        int m = function.results().size();
        int n = point.arrays().size();
        List<Object> arguments = new ArrayList<>();
        point.arrays().forEach(x -> arguments.add(x.rank() == 0 ? (Object) x.value() : x.data()));
        List<Tensor> values = expected.subList(0, m);
        values.subList(values.get(0).rank() == 0 ? 1 : 0, m).forEach(v -> arguments.add(new double[v.data().length]));
        double[] firsts = whole(expected.subList(m, m + m * n), values, point);
        List<double[]> seconds = new ArrayList<>();
        for (int j = 0; j < m; j++) {
            List<Tensor> blocks = expected.subList(m + m * n + j * n * n, m + m * n + (j + 1) * n * n);
            for (int row = 0; row < values.get(j).data().length; row++) {
                int at = row;
                List<Tensor> slice = IntStream.range(0, n * n)
                        .mapToObj(b -> part(
                                blocks.get(b),
                                at,
                                point.arrays().get(b / n),
                                point.arrays().get(b % n)))
                        .toList();
                seconds.add(whole(slice, point.arrays(), point));
            }
        }
        double[] second = seconds.stream().flatMapToDouble(Arrays::stream).toArray();
        double[] gotFirsts = new double[firsts.length];
        double[] got = new double[second.length];
        arguments.add(gotFirsts);
        arguments.add(got);
        double value = loaded.call("hessian", arguments.toArray());
        if (values.get(0).rank() == 0 && Double.isFinite(value)) {
            assertThat(value).isCloseTo(values.get(0).value(), within(1e-12 * (1 + Math.abs(value))));
        } else if (values.get(0).rank() == 0) {
            assertThat(values.get(0).value()).isNotFinite();
        }
        double[][] lines = bySlices(derivative, point);
        assertThat(bits(gotFirsts)).as("first derivatives of\n%s", source()).containsExactly(bits(lines[0]));
        assertThat(bits(got)).as("second derivatives of\n%s", source()).containsExactly(bits(lines[1]));
        close(gotFirsts, firsts);
        close(got, second);
    }

    private void close(double[] got, double[] expected) {
        double unit = 1
                + Arrays.stream(expected)
                        .map(Math::abs)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(0);
        for (int k = 0; k < got.length; k++) {
            if (Double.isFinite(expected[k]) && Double.isFinite(got[k])) {
                assertThat(got[k]).as("entry %s of\n%s", k, source()).isCloseTo(expected[k], within(1e-12 * unit));
            }
        }
    }

    /** What belongs to one element of a result. */
    private static Tensor part(Tensor block, int element, Tensor rows, Tensor columns) {
        int count = rows.data().length * columns.data().length;
        return new Tensor(
                new int[] {rows.data().length, columns.data().length},
                Arrays.copyOfRange(block.data(), element * count, (element + 1) * count));
    }

    /** Jacobian and second derivatives by rows, from the program of one slice in unit directions for unit cotangents. */
    private static double[][] bySlices(Derivative derivative, Arguments point) {
        Graph graph = derivative.graph();
        int first = point.arrays().size();
        int m = derivative.results();
        List<Tensor> inputs = new ArrayList<>(point.arrays());
        graph.inputs()
                .subList(first, graph.inputs().size())
                .forEach(s -> inputs.add(Tensor.zeros(extents(s, point.sizes()))));
        List<double[]> firsts = new ArrayList<>();
        List<double[]> seconds = new ArrayList<>();
        for (Tensor cotangent : inputs.subList(first, first + m)) {
            for (int row = 0; row < cotangent.data().length; row++) {
                cotangent.data()[row] = 1;
                List<double[]> columns = new ArrayList<>();
                double[] bars = {};
                for (Tensor direction : inputs.subList(first + m, inputs.size())) {
                    for (int column = 0; column < direction.data().length; column++) {
                        direction.data()[column] = 1;
                        List<Tensor> all =
                                BigStack.call(() -> TensorInterpreter.evaluate(graph, inputs, point.sizes()));
                        direction.data()[column] = 0;
                        int n = inputs.size() - first - m;
                        bars = flat(all.subList(m, m + n));
                        columns.add(flat(all.subList(m + n, all.size())));
                    }
                }
                cotangent.data()[row] = 0;
                firsts.add(bars);
                for (int r = 0; r < columns.size(); r++) {
                    int at = r;
                    seconds.add(columns.stream().mapToDouble(c -> c[at]).toArray());
                }
            }
        }
        return new double[][] {
            firsts.stream().flatMapToDouble(Arrays::stream).toArray(),
            seconds.stream().flatMapToDouble(Arrays::stream).toArray()
        };
    }

    private static double[] flat(List<Tensor> tensors) {
        return tensors.stream().flatMapToDouble(t -> Arrays.stream(t.data())).toArray();
    }

    /** The matrix by rows, each line of it the program of one line interpreted in a unit direction. */
    private static double[] byLines(Derivative derivative, int head, int entries, Arguments point) {
        Graph graph = derivative.graph();
        List<Node> seeds =
                graph.inputs().subList(point.arrays().size(), graph.inputs().size());
        List<double[]> lines = new ArrayList<>();
        for (int seed = 0; seed < seeds.size(); seed++) {
            int count = Tensor.zeros(extents(seeds.get(seed), point.sizes())).data().length;
            for (int k = 0; k < count; k++) {
                List<Tensor> inputs = new ArrayList<>(point.arrays());
                seeds.forEach(s -> inputs.add(Tensor.zeros(extents(s, point.sizes()))));
                inputs.get(point.arrays().size() + seed).data()[k] = 1;
                List<Tensor> outputs = BigStack.call(() -> TensorInterpreter.evaluate(graph, inputs, point.sizes()));
                lines.add(outputs.subList(head, outputs.size()).stream()
                        .flatMapToDouble(t -> Arrays.stream(t.data()))
                        .toArray());
            }
        }
        boolean rows = derivative.shape() == Derivative.Shape.ROWS;
        int length = lines.isEmpty() ? 0 : lines.get(0).length;
        double[] matrix = new double[entries];
        for (int line = 0; line < lines.size(); line++) {
            for (int k = 0; k < length; k++) {
                matrix[rows ? line * length + k : k * lines.size() + line] = lines.get(line)[k];
            }
        }
        return matrix;
    }

    /** The blocks as one matrix by rows; an array of {@code lines} has a row for each element. */
    private static double[] whole(List<Tensor> blocks, List<Tensor> lines, Arguments point) {
        int columns = point.arrays().size();
        List<double[]> all = new ArrayList<>();
        for (int row = 0; row < lines.size(); row++) {
            for (int r = 0; r < lines.get(row).data().length; r++) {
                for (int column = 0; column < columns; column++) {
                    int count = point.arrays().get(column).data().length;
                    double[] block = blocks.get(row * columns + column).data();
                    all.add(Arrays.copyOfRange(block, r * count, (r + 1) * count));
                }
            }
        }
        return all.stream().flatMapToDouble(Arrays::stream).toArray();
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
        boolean returns = results.get(0).rank() == 0 && derivative.product() != Product.HVP;
        results.subList(returns ? 1 : 0, results.size()).forEach(t -> arguments.add(t.data()));
        double value = loaded.call(derivative.product().id(), arguments.toArray());
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
