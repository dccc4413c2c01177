package org.wengert.corpora;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.wengert.driver.Arguments;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOption;
import org.wengert.driver.CompilerOptions;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.ir.Symbol;
import org.wengert.op.Tensor;
import org.wengert.product.JacobianMode;
import org.wengert.product.Product;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

/** The derivatives of a program at a point, each by every product that gives it and by {@code diff} inside of the language. */
public final class EveryMode {

    private final String program;
    private final Map<String, Tensor> at;
    private final CompiledFunction function;

    /** A number, or array of numbers, with the way in which it was found. */
    public record Found(String how, Tensor numbers) {
        static Found of(String how, double[] numbers) {
            return new Found(how, new Tensor(new int[] {numbers.length}, numbers));
        }
    }

    public EveryMode(String program, Map<String, Tensor> at) {
        this.program = asDefinition(program, at);
        this.at = at;
        this.function = compiled(this.program, JacobianMode.COUNTED);
    }

    private static String asDefinition(String program, Map<String, Tensor> at) {
        return program.matches("(?s)\\w+\\(.*\\) = .*")
                ? program
                : "f(" + String.join(", ", at.keySet()) + ") = " + program;
    }

    private static CompiledFunction compiled(String program, JacobianMode mode) {
        var compilation = Compiler.compile(
                SourceText.of("f.expr", program), CompilerOptions.named("f").with(CompilerOption.JACOBIAN, mode));
        if (!compilation.succeeded()) {
            throw new IllegalArgumentException(compilation.diagnostics() + "\n" + program);
        }
        return compilation.functions().get(compilation.functions().size() - 1);
    }

    /** The function whose derivatives these are. */
    public CompiledFunction function() {
        return function;
    }

    /** The value, as the only way in which it is found. */
    public List<Found> value() {
        return List.of(Found.of(
                "value", evaluate(function, Product.VALUE, List.of()).get(0).data()));
    }

    /** The derivative in a parameter. */
    public List<Found> first(String x) {
        int i = function.parameters().indexOf(x);
        List<Found> found = new ArrayList<>();
        found.add(Found.of(
                "gradient",
                evaluate(function, Product.GRADIENT, List.of()).get(1 + i).data()));
        found.add(Found.of(
                "adjoint",
                evaluate(function, Product.ADJOINT, List.of(Tensor.scalar(1)))
                        .get(1 + i)
                        .data()));
        found.add(Found.of("tangent", byDirections(Product.TANGENT, x, 0)));
        for (JacobianMode mode : List.of(JacobianMode.FORWARD, JacobianMode.REVERSE)) {
            found.add(Found.of(
                    "jacobian " + mode.id(),
                    evaluate(compiled(program, mode), Product.JACOBIAN, List.of())
                            .get(1 + i)
                            .data()));
        }
        found.add(Found.of("diff", inside("diff(" + call() + ", " + x + ")")));
        if (rank(x) == 0) {
            found.add(Found.of("taylor", inside("taylor(" + call() + ", " + x + ", 1)[1]")));
        }
        return found;
    }

    /** The second derivative in two parameters. */
    public List<Found> second(String x, String y) {
        int n = function.parameters().size();
        int i = function.parameters().indexOf(x);
        int k = function.parameters().indexOf(y);
        List<Found> found = new ArrayList<>();
        found.add(Found.of(
                "hessian",
                evaluate(function, Product.HESSIAN, List.of())
                        .get(1 + n + i * n + k)
                        .data()));
        found.add(Found.of("hvp", transposed(byDirections(Product.HVP, y, i), point(y).data().length)));
        if (rank(x) == 0 && rank(y) == 0) {
            found.add(Found.of("diff of diff", inside("diff(diff(" + call() + ", " + x + "), " + y + ")")));
        }
        if (rank(x) == 0 && x.equals(y)) {
            found.add(Found.of("taylor inside", inside("2*taylor(" + call() + ", " + x + ", 2)[2]")));
        }
        if (rank(x) <= 1 && x.equals(y)) {
            found.add(Found.of("hessian inside", inside("hessian(" + call() + ", " + x + ")")));
        }
        return found;
    }

    private Tensor point(String x) {
        return Objects.requireNonNull(at.get(x));
    }

    private int rank(String x) {
        return point(x).rank();
    }

    private String call() {
        return function.name() + "(" + String.join(", ", at.keySet()) + ")";
    }

    private double[] inside(String derivative) {
        String signature = function.signature();
        String parameters = signature.substring(signature.indexOf('('));
        String text = program + "\n\nderivative" + parameters + " = " + derivative;
        return evaluate(compiled(text, JacobianMode.COUNTED), Product.VALUE, List.of())
                .get(0)
                .data();
    }

    /** An output of a product in the direction of each element of a parameter, one behind the other. */
    private double[] byDirections(Product product, String x, int output) {
        List<Double> all = new ArrayList<>();
        for (int element = 0; element < point(x).data().length; element++) {
            List<Tensor> direction = new ArrayList<>();
            for (String name : function.parameters()) {
                Tensor part = Tensor.zeros(point(name).extents());
                if (name.equals(x)) {
                    part.data()[element] = 1;
                }
                direction.add(part);
            }
            for (double number :
                    evaluate(function, product, direction).get(output).data()) {
                all.add(number);
            }
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] transposed(double[] matrix, int rows) {
        int columns = rows == 0 ? 0 : matrix.length / rows;
        return IntStream.range(0, matrix.length)
                .mapToDouble(p -> matrix[p % rows * columns + p / rows])
                .toArray();
    }

    private List<Tensor> evaluate(CompiledFunction f, Product product, List<Tensor> more) {
        Map<Symbol, Long> integers = new LinkedHashMap<>();
        f.integers()
                .forEach(name ->
                        integers.put(new Symbol(name), (long) point(name).value()));
        List<Tensor> arrays = f.parameters().stream().map(this::point).toList();
        List<Integer> all = IntStream.range(0, arrays.size()).boxed().toList();
        if (f.isScalar()) {
            return Arrays.stream(f.evaluate(f.request(product), numbers(arrays), numbers(more)))
                    .mapToObj(Tensor::scalar)
                    .toList();
        }
        return f.at(Arguments.of(f.source(), arrays, integers))
                .evaluate(new FunctionGraph.Request(product, all, Span.NONE), more);
    }

    private static double[] numbers(List<Tensor> tensors) {
        return tensors.stream().mapToDouble(Tensor::value).toArray();
    }
}
