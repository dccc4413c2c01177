package org.wengert.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.elaborate.FunctionGraph;
import org.wengert.interpret.Interpreter;
import org.wengert.ir.Graph;
import org.wengert.ir.GraphText;
import org.wengert.op.Catalogue;
import org.wengert.product.Derivative;
import org.wengert.product.Product;
import org.wengert.source.BigStack;
import org.wengert.source.SourceText;
import org.wengert.source.Span;

/** What holds of every program; counts what it has seen. */
final class Laws {

    private static final int POINTS = 2;

    /** How many comparisons were made, and how many were not because a number was not finite or hung on a rounding. */
    int compared;

    int skipped;

    /** What is broken of {@code program}, if anything; on one large stack, because to change threads costs more than most laws. */
    Optional<String> broken(RandomProgram program, long seed) {
        return BigStack.call(() -> find(program, seed));
    }

    private Optional<String> find(RandomProgram program, long seed) {
        try {
            Compilation compilation =
                    Compiler.compile(SourceText.of("f.expr", program.text()), CompilerOptions.named("f"));
            if (!compilation.succeeded()) {
                return Optional.of("does not compile: " + compilation.diagnostics());
            }
            CompiledFunction f = compilation.function(program.subject()).orElseThrow();
            for (Product product : f.possible()) {
                if (!readsBack(f.derivative(request(f, product)).graph())) {
                    return Optional.of("graph text of " + product + " does not read back");
                }
            }
            Random random = new Random(seed);
            for (int k = 0; k < POINTS; k++) {
                double[] point = random.doubles(f.parameters().size(), -2, 2).toArray();
                Optional<String> broken = broken(f, point, random);
                if (broken.isPresent()) {
                    return broken.map(b -> b + "\nat " + Arrays.toString(point));
                }
            }
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            return Optional.of("throws " + e + " "
                    + Arrays.stream(e.getStackTrace()).limit(4).toList());
        }
    }

    static FunctionGraph.Request request(CompiledFunction f, Product product) {
        return new FunctionGraph.Request(
                product, IntStream.range(0, f.parameters().size()).boxed().toList(), Span.NONE);
    }

    private Optional<String> broken(CompiledFunction f, double[] point, Random random) {
        int n = point.length;
        int m = f.results().size();
        double[] direction = random.doubles(n, -1, 1).toArray();
        double[] cotangent = random.doubles(m, -1, 1).toArray();
        List<String> broken = new ArrayList<>();
        double[] value = f.evaluate(request(f, Product.VALUE), point);
        simplified(f, point, value, broken);
        double[] tangent = f.evaluate(request(f, Product.TANGENT), point, direction);
        double[] adjoint = f.evaluate(request(f, Product.ADJOINT), point, cotangent);
        Derivative forward = f.derivative(request(f, Product.TANGENT));
        double left = 0;
        double right = 0;
        double size = 0;
        double[] inputs = join(point, direction);
        List<Magnitude.Value> terms = Magnitude.evaluate(forward.graph(), n, inputs);
        for (int j = 0; j < m; j++) {
            left += cotangent[j] * tangent[j];
            size += Math.abs(cotangent[j]) * terms.get(j).magnitude();
        }
        Derivative reverse = f.derivative(request(f, Product.ADJOINT));
        List<Magnitude.Value> back = Magnitude.evaluate(reverse.graph(), n, join(point, cotangent));
        for (int i = 0; i < n; i++) {
            right += adjoint[m + i] * direction[i];
            size += Math.abs(direction[i]) * back.get(m + i).magnitude();
        }
        compare("<ybar, J xdot> = <J' ybar, xdot>", right, left, 1e-12 * size, broken);
        series(f, point, direction, terms, broken);
        jacobian(f, point, broken);
        if (m == 1) {
            double[] gradient = f.evaluate(request(f, Product.GRADIENT), point);
            double[] seeded = f.evaluate(request(f, Product.ADJOINT), point, 1);
            List<Magnitude.Value> unit = Magnitude.evaluate(reverse.graph(), n, join(point, new double[] {1}));
            for (int i = 0; i <= n; i++) {
                double allowed = i == 0 ? 0 : 1e-12 * unit.get(i).magnitude();
                compare("gradient = adjoint of 1, entry " + i, gradient[i], seeded[i], allowed, broken);
            }
            second(f, point, broken);
        }
        return broken.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", broken));
    }

    /** The first coefficients are the tangents, and twice the second ones those of these; of a kink they know more. */
    private void series(
            CompiledFunction f,
            double[] point,
            double[] direction,
            List<Magnitude.Value> tangents,
            List<String> broken) {
        int n = point.length;
        int m = f.results().size();
        double[] series = f.evaluate(request(f, Product.taylor(3)), point, direction);
        for (int j = 0; j < m; j++) {
            Magnitude.Value tangent = tangents.get(j);
            compare(
                    "coefficient 1 = tangent " + j,
                    series[m + j],
                    tangent.value(),
                    1e-12 * tangent.magnitude(),
                    broken);
        }
        if (m == 1) {
            List<Magnitude.Value> hvp =
                    Magnitude.evaluate(f.derivative(request(f, Product.HVP)).graph(), n, join(point, direction));
            double second = 0;
            double size = 0;
            for (int i = 0; i < n; i++) {
                second += direction[i] * hvp.get(i).value();
                size += Math.abs(direction[i]) * hvp.get(i).magnitude();
            }
            compare("2*coefficient 2 = second derivative", 2 * series[2], second, 1e-10 * size, broken);
        }
    }

    private static double[] join(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    private void compare(String law, double got, double expected, double allowed, List<String> broken) {
        if (!Double.isFinite(got) || !Double.isFinite(expected) || !Double.isFinite(allowed)) {
            skipped++;
            return;
        }
        compared++;
        if (Math.abs(got - expected) > allowed + 1e-300) {
            broken.add(law + ": " + got + " and " + expected + ", allowed " + allowed);
        }
    }

    private static boolean readsBack(Graph graph) {
        String text = GraphText.write(graph);
        Graph read = GraphText.read(text, Catalogue::named);
        return read.equals(graph) && GraphText.write(read).equals(text);
    }

    private void simplified(CompiledFunction f, double[] point, double[] value, List<String> broken) {
        Interpreter source = new Interpreter(f.source().graph());
        double[] written = source.evaluate(point);
        double[] sensitivity = new double[written.length];
        for (int k = 0; k < 4; k++) {
            double[] moved = point.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] *= 1 + ((k >> (i % 2)) % 2 == 0 ? 1e-10 : -1e-10);
            }
            double[] other = source.evaluate(moved);
            for (int j = 0; j < written.length; j++) {
                sensitivity[j] = Math.max(sensitivity[j], Math.abs(other[j] - written[j]));
            }
        }
        for (int j = 0; j < written.length; j++) {
            boolean steady = sensitivity[j] <= 1e-6 * Math.max(1, Math.abs(written[j]));
            compare(
                    "simplified value " + j,
                    value[j],
                    steady ? written[j] : Double.NaN,
                    1e-9 * Math.max(1, Math.abs(written[j])) + 100 * sensitivity[j],
                    broken);
        }
    }

    private void jacobian(CompiledFunction f, double[] point, List<String> broken) {
        int n = point.length;
        int m = f.results().size();
        double[] jacobian = f.evaluate(request(f, Product.JACOBIAN), point);
        Graph reverse = f.derivative(request(f, Product.ADJOINT)).graph();
        for (int j = 0; j < m; j++) {
            double[] cotangent = new double[m];
            cotangent[j] = 1;
            List<Magnitude.Value> row = Magnitude.evaluate(reverse, n, join(point, cotangent));
            for (int i = 0; i < n; i++) {
                compare(
                        "jacobian = adjoint of unit, entry " + j + ", " + i,
                        jacobian[m + j * n + i],
                        row.get(m + i).value(),
                        1e-12 * row.get(m + i).magnitude(),
                        broken);
            }
        }
    }

    private void second(CompiledFunction f, double[] point, List<String> broken) {
        int n = point.length;
        double[] hessian = f.evaluate(request(f, Product.HESSIAN), point);
        Graph hvp = f.derivative(request(f, Product.HVP)).graph();
        double[] value = new double[n * n];
        double[] size = new double[n * n];
        for (int i = 0; i < n; i++) {
            double[] direction = new double[n];
            direction[i] = 1;
            List<Magnitude.Value> column = Magnitude.evaluate(hvp, n, join(point, direction));
            for (int j = 0; j < n; j++) {
                value[j * n + i] = column.get(j).value();
                size[j * n + i] = column.get(j).magnitude();
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double allowed = 1e-10 * Math.max(size[i * n + j], size[j * n + i]);
                compare(
                        "hessian = hvp of unit, entry " + i + ", " + j,
                        hessian[1 + n + i * n + j],
                        value[i * n + j],
                        allowed,
                        broken);
                compare(
                        "second derivatives are symmetric, " + i + ", " + j,
                        value[i * n + j],
                        value[j * n + i],
                        allowed,
                        broken);
            }
        }
    }
}
