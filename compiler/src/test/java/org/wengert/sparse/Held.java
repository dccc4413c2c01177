package org.wengert.sparse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.wengert.arrays.ArrayLaws;
import org.wengert.codegen.GeneratedSource;
import org.wengert.diagnostic.Diagnostic;
import org.wengert.driver.Arguments;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.interpret.Tally;
import org.wengert.ir.Node;
import org.wengert.ir.Symbol;
import org.wengert.load.LoadedProgram;
import org.wengert.op.Tensor;
import org.wengert.product.Derivative;
import org.wengert.product.Derivatives;
import org.wengert.product.Product;
import org.wengert.source.SourceText;

/** The last request of a program, a matrix of which the entries are given that are there, held to the whole matrix and to its Java. */
final class Held {

    private static final double CLOSE = 1e-11;

    private final CompiledFunction function;
    private final FunctionGraph.Request request;
    private final GeneratedSource source;
    private final Class<?> type;

    private Held(Compilation compilation) {
        this.function = compilation.generated().get(0);
        this.request = function.requests().get(function.requests().size() - 1);
        this.source = compilation.java();
        this.type = LoadedProgram.load(source, source.className()).type();
    }

    static Held of(String program) {
        Compilation compilation = Compiler.compile(SourceText.of("f.expr", program), CompilerOptions.named("f"));
        assertThat(compilation.diagnostics()).isEmpty();
        return new Held(compilation);
    }

    static List<String> complaints(String program) {
        return Compiler.compile(SourceText.of("f.expr", program), CompilerOptions.named("f")).diagnostics().stream()
                .map(Diagnostic::message)
                .toList();
    }

    String java() {
        return source.text();
    }

    List<String> lines() {
        return function.derivative(request).pattern().map(SparsePattern::lines).orElse(List.of("by colours"));
    }

    Places pattern(Map<Symbol, Long> sizes) {
        return function.pattern(request, sizes);
    }

    static Map<Symbol, Long> sizes(Object... namesAndSizes) {
        Map<Symbol, Long> sizes = new HashMap<>();
        for (int k = 0; k < namesAndSizes.length; k += 2) {
            sizes.put(new Symbol((String) namesAndSizes[k]), ((Integer) namesAndSizes[k + 1]).longValue());
        }
        return sizes;
    }

    List<Tensor> draw(Map<Symbol, Long> sizes, Random random) {
        return function.primal().inputs().stream()
                .map(input -> ArrayLaws.draw(random, extents(input, sizes)))
                .toList();
    }

    private static int[] extents(Node node, Map<Symbol, Long> sizes) {
        return node.type().shape().sizes().stream()
                .mapToInt(size -> Math.toIntExact(size.evaluate(sizes::get)))
                .toArray();
    }

    /** Holds all to the whole matrix, and every entry to not being 0 at some of several points. */
    void holdsExactly(Map<Symbol, Long> sizes) {
        boolean[] seen = new boolean[pattern(sizes).columns().length];
        for (int seed = 0; seed < 12 && (seed < 2 || !all(seen)); seed++) {
            double[] entries = holds(draw(sizes, new Random(seed)), sizes);
            for (int k = 0; k < entries.length; k++) {
                seen[k] |= entries[k] != 0;
            }
        }
        for (int k = 0; k < seen.length; k++) {
            assertThat(seen[k])
                    .as(
                            "entry %s of %s at %s\n%s",
                            k, Arrays.toString(pattern(sizes).columns()), sizes, lines())
                    .isTrue();
        }
    }

    private static boolean all(boolean[] seen) {
        for (boolean one : seen) {
            if (!one) {
                return false;
            }
        }
        return true;
    }

    /** Answers the entries. */
    double[] holds(List<Tensor> x, Map<Symbol, Long> sizes) {
        Places pattern = pattern(sizes);
        double[][] dense = dense(x, sizes);
        assertThat(pattern.rowStarts()).hasSize(dense.length + 1);
        List<Tensor> outputs = interpreted(x, sizes);
        double[] entries = outputs.get(outputs.size() - 1).data();
        assertThat(entries).hasSameSizeAs(pattern.columns());
        boolean[][] there = new boolean[dense.length][dense.length == 0 ? 0 : dense[0].length];
        for (int row = 0; row < dense.length; row++) {
            for (int k = pattern.rowStarts()[row]; k < pattern.rowStarts()[row + 1]; k++) {
                int column = pattern.columns()[k];
                if (k > pattern.rowStarts()[row]) {
                    assertThat(column)
                            .as("order in row %s of %s", row, lines())
                            .isGreaterThan(pattern.columns()[k - 1]);
                }
                there[row][column] = true;
                double expected = dense[row][column];
                if (Double.isFinite(expected)) {
                    assertThat(Math.abs(entries[k] - expected))
                            .as("[%s,%s]: %s and %s, %s", row, column, entries[k], expected, lines())
                            .isLessThanOrEqualTo(CLOSE * (1 + Math.abs(expected)));
                }
            }
        }
        for (int row = 0; row < dense.length; row++) {
            for (int column = 0; column < last(row, dense); column++) {
                if (!there[row][column] && Double.isFinite(dense[row][column])) {
                    assertThat(dense[row][column])
                            .as("[%s,%s] is missing in %s", row, column, lines())
                            .isZero();
                }
            }
        }
        holdsJava(x, sizes, pattern, outputs);
        return entries;
    }

    private int last(int row, double[][] dense) {
        return request.product() == Product.SPARSE_HESSIAN ? row + 1 : dense[row].length;
    }

    private boolean isColoured() {
        return function.derivative(request).isColoured();
    }

    /** How many colours there are. */
    int colours(Map<Symbol, Long> sizes) {
        return (int) invoke(instance(sizes), request.product().method() + "Colours");
    }

    private List<Tensor> interpreted(List<Tensor> x, Map<Symbol, Long> sizes) {
        if (isColoured()) {
            return function.at(new Arguments(x, sizes)).evaluate(request, List.of(), Tally.NONE);
        }
        return org.wengert.interpret.TensorInterpreter.evaluate(
                function.derivative(request).graph(), x, sizes);
    }

    private double[][] dense(List<Tensor> x, Map<Symbol, Long> sizes) {
        Product product = request.product() == Product.SPARSE_HESSIAN ? Product.HESSIAN : Product.JACOBIAN;
        Derivative whole =
                Derivatives.ofArrays(function.primal(), request.active()).of(product);
        List<Tensor> outputs = org.wengert.interpret.TensorInterpreter.evaluate(
                org.wengert.rewrite.Pipelines.run(org.wengert.rewrite.Pipelines.FINAL, whole.graph()), x, sizes);
        Tensor matrix = outputs.get(outputs.size() - 1);
        double[][] rows = new double[matrix.extent(0)][matrix.extent(1)];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(matrix.data(), row * rows[row].length, rows[row], 0, rows[row].length);
        }
        return rows;
    }

    private void holdsJava(List<Tensor> x, Map<Symbol, Long> sizes, Places pattern, List<Tensor> expected) {
        Object instance = instance(sizes);
        String method = request.product().method();
        int[] rowStarts = new int[pattern.rowStarts().length];
        int[] columns = new int[pattern.columns().length];
        assertThat(invoke(instance, method + "Count")).isEqualTo(columns.length);
        invoke(instance, method + "Pattern", rowStarts, columns);
        assertThat(rowStarts).as(java()).containsExactly(pattern.rowStarts());
        assertThat(columns).as(java()).containsExactly(pattern.columns());
        holdsForms(instance, method, pattern);
        List<Object> arguments = new ArrayList<>();
        for (Tensor input : x) {
            arguments.add(input.rank() == 0 ? (Object) input.value() : input.data());
        }
        boolean returns =
                request.product() == Product.SPARSE_JACOBIAN && expected.get(0).rank() == 0;
        List<double[]> got = new ArrayList<>();
        for (Tensor output : expected.subList(returns ? 1 : 0, expected.size())) {
            double[] data = new double[output.data().length];
            Arrays.fill(data, Double.NaN);
            got.add(data);
            arguments.add(data);
        }
        for (int time = 0; time < 2; time++) {
            invoke(instance, method, arguments.toArray());
            for (int k = 0; k < got.size(); k++) {
                double[] right = expected.get(k + (returns ? 1 : 0)).data();
                if (isColoured()) {
                    // Operators of whole arrays are interpreted as such, which rounds otherwise.
                    for (int e = 0; e < right.length; e++) {
                        double error = Math.abs(got.get(k)[e] - right[e]);
                        assertThat(error <= CLOSE * (1 + Math.abs(right[e])) || !Double.isFinite(right[e]))
                                .as("%s is %s, %s in Java of%n%s", e, right[e], got.get(k)[e], java())
                                .isTrue();
                    }
                } else {
                    assertThat(got.get(k)).as(java()).containsExactly(right);
                }
            }
        }
    }

    /** The triplets, and the entries by columns, each of which is an entry by rows. */
    private void holdsForms(Object instance, String method, Places pattern) {
        int count = pattern.columns().length;
        int[] rows = new int[count];
        int[] columns = new int[count];
        invoke(instance, method + "Triplets", rows, columns);
        assertThat(rows).as(java()).containsExactly(pattern.rows());
        assertThat(columns).as(java()).containsExactly(pattern.columns());
        Places.ByColumns expected = pattern.byColumns();
        int[] starts = new int[expected.columnStarts().length];
        int[] order = new int[count];
        invoke(instance, method + "ByColumns", starts, rows, order);
        assertThat(starts).as(java()).containsExactly(expected.columnStarts());
        assertThat(rows).as(java()).containsExactly(expected.rows());
        assertThat(order).as(java()).containsExactly(expected.order());
        for (int column = 0; column + 1 < starts.length; column++) {
            for (int k = starts[column]; k < starts[column + 1]; k++) {
                assertThat(columns[order[k]]).isEqualTo(column);
                assertThat(pattern.rows()[order[k]]).isEqualTo(rows[k]);
                assertThat(k == starts[column] || rows[k] > rows[k - 1]).isTrue();
            }
        }
    }

    /** What the method for the pattern says of arrays of some lengths. */
    String refusal(Map<Symbol, Long> sizes, String form, int... lengths) {
        Object[] arrays = Arrays.stream(lengths).mapToObj(int[]::new).toArray();
        try {
            invoke(instance(sizes), request.product().method() + form, arrays);
        } catch (LinkageError e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof IllegalArgumentException) {
                    return String.valueOf(cause.getMessage());
                }
            }
        }
        throw new AssertionError("not refused");
    }

    /** Of a function of numbers the class, whose methods are static. */
    private Object instance(Map<Symbol, Long> sizes) {
        if (function.isScalar()) {
            return type;
        }
        try {
            return type.getConstructors()[0].newInstance(function.source().symbols().stream()
                    .map(symbol -> (Object)
                            Optional.ofNullable(sizes.get(symbol)).orElseThrow().intValue())
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(java(), e);
        }
    }

    private Object invoke(Object instance, String name, Object... arguments) {
        try {
            for (var method : type.getMethods()) {
                if (method.getName().equals(name)
                        && method.getParameterCount() == arguments.length
                        && (arguments.length == 0 || fits(method.getParameterTypes(), arguments))) {
                    return method.invoke(instance, arguments);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(java(), e);
        }
        throw new AssertionError("no method " + name + " in\n" + java());
    }

    private static boolean fits(Class<?>[] types, Object[] arguments) {
        for (int k = 0; k < types.length; k++) {
            boolean number = arguments[k] instanceof Double;
            if (number ? types[k] != double.class : types[k] != arguments[k].getClass()) {
                return false;
            }
        }
        return true;
    }
}
