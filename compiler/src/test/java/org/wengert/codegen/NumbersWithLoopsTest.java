package org.wengert.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.Options;
import org.wengert.Program;
import org.wengert.Wengert;
import org.wengert.driver.Compilation;
import org.wengert.driver.Compiler;
import org.wengert.driver.CompilerOptions;
import org.wengert.load.LoadedProgram;
import org.wengert.source.SourceText;

/** A function that takes and gives numbers has one form of class, whatever it computes with; its Java gives what the interpreter does. */
class NumbersWithLoopsTest {

    private static final String SMOOTH = "f(x, y) = sin(x*y)*exp(x)";
    private static final String WITH_LOOP = SMOOTH + " + sum(x*k for k in 0:300)";

    static List<String> functionsOfOneNumber() {
        String statements = IntStream.range(0, 30)
                .mapToObj(i -> "    s" + (i + 1) + " = sin(s" + i + ")*y + cos(t" + i + ")*" + (i + 1) + "/60\n    t"
                        + (i + 1) + " = exp(-s" + i + "^2) + x/" + (i + 2) + "\n")
                .collect(Collectors.joining());
        String many = IntStream.range(0, 12).mapToObj(i -> "a" + i).collect(Collectors.joining(", "));
        return List.of(
                WITH_LOOP,
                "f(x, y) = {\n  s = x\n  for k in 0:100 {\n    s = sin(s)*y\n  }\n  return s\n}",
                "f(x, y) = {\n  s = x\n  for k in 0:60 checkpoint(5) {\n    s = sin(s)*y + x\n  }\n  return s*s\n}",
                "f(x, y) = {\n  v = [x*k + y for k in 0:80]\n  return sum(v[k]*v[79-k] for k in 0:80) + norm(v)\n}",
                "f(x, y) = {\n  s = 0\n  for i in 0:30 {\n    s = s + sum(sin(x*j)*y for j in 0:i + 1)\n  }\n  return s\n}",
                "f(x, y) = {\n  s = x\n  t = y\n  for k in 0:40 {\n    s0 = s\n    t0 = t\n" + statements
                        + "    s = s30\n    t = t30\n  }\n  return s + t\n}",
                "f(x, y) = x > 0 ? sum(exp(-x*k)*y for k in 0:200) : prod(1 + y/(k + 1) for k in 0:200)",
                "f(workspace, revolve) = {\n  gradient = sum(workspace^k for k in 1:50)\n  swapped = gradient*revolve\n"
                        + "  return swapped\n}",
                "f(" + many + ") = {\n  v = [" + many
                        + "]\n  s = 0\n  for k in 0:100 {\n    s = s*a0 + sum(v.*v)*a11/(k + 1)\n"
                        + "  }\n  return s\n}");
    }

    static List<String> functionsOfSeveral() {
        return List.of(
                "f(x, y) = {\n  a = sum(sin(x*k)*y for k in 0:100)\n  return a, a*x, y\n}",
                "f(x, y) = {\n  s = x\n  for k in 0:90 {\n    s = s*y + cos(s)\n  }\n  return s, x\n}");
    }

    @ParameterizedTest
    @MethodSource("functionsOfOneNumber")
    void javaOfOneNumberIsTheInterpreter(String text) {
        Program f = Wengert.compile(
                text, Options.DEFAULT.derive("value", "tangent", "adjoint", "gradient", "hvp", "jacobian", "hessian"));
        int n = f.parameters().size();
        for (double[] point : points(n)) {
            Map<String, Object> at = named(f.parameters(), point);
            double[] direction = DoubleStream.iterate(0.5, d -> d + 1).limit(n).toArray();
            double[] gradient = new double[n];
            double[] hessian = new double[n * n];
            same(f, "value", at, Map.of(), new double[] {f.value(point)});
            same(f, "tangent", at, named(f.parameters(), direction), new double[] {f.tangent(point, direction)});
            f.adjoint(point, 2, gradient);
            same(f, "adjoint", at, Map.of("f", 2), gradient);
            f.gradient(point, gradient);
            same(f, "gradient", at, Map.of(), gradient);
            f.hvp(point, direction, gradient);
            same(f, "hvp", at, named(f.parameters(), direction), gradient);
            f.jacobian(point, gradient);
            same(f, "jacobian", at, Map.of(), gradient);
            f.hessian(point, gradient, hessian);
            same(f, "hessian", at, Map.of(), hessian);
        }
    }

    @ParameterizedTest
    @MethodSource("functionsOfSeveral")
    void javaOfSeveralIsTheInterpreter(String text) {
        Program f = Wengert.compile(text, Options.DEFAULT.derive("value", "tangent", "adjoint", "jacobian", "hessian"));
        int m = f.results().size();
        for (double[] point : points(2)) {
            Map<String, Object> at = named(f.parameters(), point);
            double[] results = new double[m];
            double[] tangent = new double[m];
            double[] jacobian = new double[2 * m];
            double[] hessian = new double[4 * m];
            f.value(point, results);
            same(f, "value", at, Map.of(), results);
            f.tangent(point, new double[] {1, -2}, tangent);
            same(f, "tangent", at, named(f.parameters(), new double[] {1, -2}), tangent);
            f.jacobian(point, results, jacobian);
            same(f, "jacobian", at, Map.of(), jacobian);
            f.hessian(point, results, jacobian, hessian);
            same(f, "hessian", at, Map.of(), hessian);
        }
    }

    private static List<double[]> points(int n) {
        Random random = new Random(n);
        return Stream.of(0.3, -0.7, 1.0)
                .map(scale -> random.doubles(n, 0.1, 1).map(x -> x * scale).toArray())
                .toList();
    }

    private static Map<String, Object> named(List<String> names, double[] values) {
        Map<String, Object> named = new LinkedHashMap<>();
        IntStream.range(0, values.length).forEach(i -> named.put(names.get(i), values[i]));
        return named;
    }

    /**
     * The numbers that the interpreter gives, in order, but for those that the Java gives in other arrays. It goes on from whole arrays,
     * and so adds in another order.
     */
    private static void same(Program f, String product, Map<String, ?> at, Map<String, ?> more, double[] java) {
        double[] all = numbers(f.evaluate(product, at, more)).toArray();
        double[] expected = Arrays.copyOfRange(all, all.length - java.length, all.length);
        for (int i = 0; i < java.length; i++) {
            assertThat(java[i])
                    .as("%s at %s, number %d of%n%s", product, at, i, f.source())
                    .isCloseTo(expected[i], within(1e-12 * (1 + Math.abs(expected[i]))));
        }
    }

    private static DoubleStream numbers(Object value) {
        return value instanceof Map<?, ?> map
                ? map.values().stream().flatMapToDouble(NumbersWithLoopsTest::numbers)
                : DoubleStream.of((Double) value);
    }

    /** What is cut into methods has the form by name too. */
    @Test
    void aLongProgramChangesNoSignatureEither() {
        String lines = IntStream.range(0, 400)
                .mapToObj(i -> "  v" + (i + 1) + " = sin(v" + i + ")*y + x/" + (i + 1) + "\n")
                .collect(Collectors.joining());
        String text = "f(x, y) = {\n  v0 = x\n" + lines + "  return v400\n}";
        assertThat(signatures(text)).containsAll(signatures(SMOOTH));
        Program f = Wengert.compile(text, Options.DEFAULT.derive("value", "gradient"));
        double[] gradient = new double[2];
        double[] byName = new double[2];
        assertThat(f.as(ByName.class).gradient(0.3, 0.9, byName))
                .isEqualTo(f.gradient(new double[] {0.3, 0.9}, gradient));
        assertThat(byName).containsExactly(gradient);
    }

    /** A form by name. */
    public interface ByName {
        double gradient(double x, double y, double[] gradient);
    }

    /** As many parameters as without a loop. */
    @Test
    void manyParametersMayHaveALoop() {
        int n = 150;
        String names = IntStream.range(0, n).mapToObj(i -> "a" + i).collect(Collectors.joining(", "));
        Program f = Wengert.compile(
                "f(" + names + ") = {\n  s = a0\n  for k in 0:50 {\n    s = sin(s) + a149*a7\n  }\n  return s\n}",
                Options.DEFAULT.derive("gradient"));
        double[] point = DoubleStream.iterate(0.01, x -> x + 0.01).limit(n).toArray();
        double[] gradient = new double[n];
        f.gradient(point, gradient);
        same(f, "gradient", named(f.parameters(), point), Map.of(), gradient);
    }

    private static Set<String> signatures(String text) {
        SourceText source =
                SourceText.of("f.expr", text + "\nderive f: value, tangent, adjoint, gradient, hvp, jacobian, hessian");
        Compilation compilation = Compiler.compile(source, CompilerOptions.named("F"));
        return Arrays.stream(LoadedProgram.load(compilation.java(), "F", source)
                        .type()
                        .getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Object::toString)
                .collect(Collectors.toSet());
    }
}
