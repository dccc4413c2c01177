package org.wengert.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wengert.driver.Arguments;
import org.wengert.driver.Compilation;
import org.wengert.driver.CompiledFunction;
import org.wengert.ir.Symbol;
import org.wengert.op.Catalogue;
import org.wengert.op.ScalarOperator;
import org.wengert.op.Tensor;
import org.wengert.product.Product;

/** Functions of arrays in a report: their lists element by element. */
class WrittenOutTest {

    private static final List<String> PROGRAMS = List.of(
            "f(x: real[n]) = dot(x, x)*sum(x)",
            "f(A: real[n,m], x: real[m]) = A*x",
            "f(A: real[n,m]) = A'*A",
            "f(x: real[n]) = [i*x[i]^2 + (i > 0 ? sin(x[i]) : x[i]) for i in 0:n]",
            "f(x: real[n], k: int) = {\n s = 1.5\n for i in 0:k {\n s = s*x[0] + i\n }\n return s\n}",
            "f(x: real[n]) = {\n s = x[0]\n for i in 1:n {\n if s > 0.3 {\n s = s*x[i]\n } else {\n s = exp(s) - x[i]\n }\n }\n return s\n}",
            "g(a: real[n]) = {\n b = a.*a\n return sum(b)\n}\nf(x: real[n], y: real[n]) = g(x)*g(y)",
            "f(x: real[n+1], y: real[n]) = sum([x[i+1]*y[i] for i in 0:n])",
            "f(A: real[2*n,n]) = sum([A[i,j]*A[2*j,j] for i in 0:2*n, j in 0:n])",
            "f(x: real[n]) = diff(dot(x, x), x)");

    static List<String> programs() {
        return PROGRAMS;
    }

    private static Report.Function last(Report report) {
        return report.functions().get(report.functions().size() - 1);
    }

    /** Walks the steps of a listing as a page does. */
    private static final class Run {
        private final Map<String, Object> values = new HashMap<>();

        Run(Report.Listing list, double[] inputs) {
            assertThat(list.inputs()).hasSize(inputs.length).doesNotHaveDuplicates();
            for (int i = 0; i < inputs.length; i++) {
                values.put(list.inputs().get(i), inputs[i]);
            }
            steps(list.steps());
        }

        private void steps(List<Report.Step> steps) {
            for (Report.Step step : steps) {
                Object value = value(step.to());
                if (!step.set().isEmpty()) {
                    values.put(step.set(), value);
                } else {
                    steps((Boolean) value ? step.then() : step.otherwise());
                }
            }
        }

        double number(Object expression) {
            Object value = value(expression);
            return value instanceof Boolean truth ? (truth ? 1 : 0) : (Double) value;
        }

        private Object value(Object expression) {
            if (expression instanceof String name) {
                return Optional.ofNullable(values.get(name)).orElseThrow(() -> new AssertionError(name));
            } else if (!(expression instanceof List<?>)) {
                return expression;
            }
            List<?> application = (List<?>) expression;
            String name = application.get(0).toString();
            if (name.equals("select")) {
                return value(application.get(number(application.get(1)) != 0 ? 2 : 3));
            }
            ScalarOperator operator = java.util.stream.Stream.concat(
                            Catalogue.all().stream(), Catalogue.familyMembers().stream())
                    .filter(o -> o.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            double result = operator.evaluate(application.subList(1, application.size()).stream()
                    .mapToDouble(this::number)
                    .toArray());
            boolean truth = operator.resultType(operator.operandTypes()).isBoolean();
            return truth ? (Object) (result != 0) : result;
        }
    }

    private static Arguments arguments(CompiledFunction function, Report.Function shown) {
        List<Tensor> arrays = new ArrayList<>();
        shown.inputs()
                .forEach(input -> arrays.add(new Tensor(
                        input.extents().stream().mapToInt(i -> i).toArray(),
                        input.numbers().stream().mapToDouble(x -> x).toArray())));
        Map<Symbol, Long> integers = new HashMap<>();
        for (String size : shown.sizes().split(", ", -1)) {
            String[] parts = size.split(" = ", -1);
            if (function.integers().contains(parts[0])) {
                integers.put(new Symbol(parts[0]), Long.parseLong(parts[1]));
            }
        }
        return Arguments.of(function.source(), arrays, integers);
    }

    private static double[] flat(List<Tensor> arrays) {
        return arrays.stream().flatMapToDouble(t -> Arrays.stream(t.data())).toArray();
    }

    private static double[] join(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    private static void check(Compilation compilation) {
        CompiledFunction function = Samples.last(compilation);
        Report.Function shown = last(Samples.report(compilation));
        assertThat(shown.unwritten()).isEmpty();
        Arguments arguments = arguments(function, shown);
        double[] point = flat(arguments.arrays());
        List<Tensor> values = function.at(arguments).evaluate(function.request(Product.VALUE), List.of());
        List<Tensor> ones = new ArrayList<>();
        values.forEach(v -> {
            Tensor one = Tensor.zeros(v.extents());
            Arrays.fill(one.data(), 1.25);
            ones.add(one);
        });
        double[] adjoint = flat(function.at(arguments).evaluate(function.request(Product.ADJOINT), ones));
        double[] tangent = flat(function.at(arguments)
                .evaluate(
                        function.request(Product.TANGENT),
                        arguments.arrays().stream()
                                .map(x -> {
                                    Tensor all = Tensor.zeros(x.extents());
                                    Arrays.fill(all.data(), 1);
                                    return all;
                                })
                                .toList()));
        double[] direction = new double[point.length];
        Arrays.fill(direction, 1);
        compare(shown.lists().get(0), point, flat(values));
        compare(shown.lists().get(1), join(point, direction), tangent);
        compare(shown.lists().get(2), join(point, flat(ones)), adjoint);
    }

    private static void compare(Report.Listing list, double[] inputs, double[] expected) {
        Run run = new Run(list, inputs);
        double[] found = list.outputs().stream().mapToDouble(run::number).toArray();
        assertThat(found).as(list.id()).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).as(list.id()).isCloseTo(expected[i], within(1e-12 * (1 + Math.abs(expected[i]))));
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void givesWhatTheInterpreterGives(String program) {
        check(Samples.compile(program));
    }

    @Test
    void givesLossAndGradientOfTheNetwork() {
        check(Samples.sample("TwoLayers"));
    }

    @Test
    void readsElementsAsTheLanguageDoes() {
        Report.Function loss = last(Samples.report(Samples.sample("TwoLayers")));
        assertThat(loss.sizes()).isEqualTo("p = 2, d = 3, n = 2");
        assertThat(loss.lists().get(0).rows())
                .extracting(Report.Row::text)
                .contains(
                        "w1 = U[0,0]*A[0,0]", "t3 = exp(-v1[1,0])", "v2[1,0] = 1/(1 + t3)", "r[1] = network[1] - y[1]");
        assertThat(loss.lists().get(2).rows())
                .extracting(Report.Row::text)
                .contains("yBar[1] = -rBar[1]", "VBar[0] = rBar[1]*v2[1,0]", "VBar[0] += rBar[0]*v2[0,0]");
    }

    @Test
    void givesNoNameTwice() {
        Report.Function f = last(Samples.report(Samples.compile(PROGRAMS.get(6))));
        List<Report.Row> rows = f.lists().get(0).rows();
        assertThat(rows).extracting(Report.Row::name).doesNotHaveDuplicates();
        assertThat(rows).extracting(Report.Row::text).contains("b[0] = x[0]^2", "b_2[0] = y[0]^2");
        assertThat(f.lists().get(2).rows().stream().flatMap(row -> row.why().stream()))
                .extracting(Report.Why::line)
                .anyMatch(line -> line.startsWith("b_2[1] = y[1]^2"));
    }

    @Test
    void knowsTheArrayOfEachElement() {
        Report.Function loss = last(Samples.report(Samples.sample("TwoLayers")));
        Map<Integer, Report.Value> values = new HashMap<>();
        loss.values()
                .forEach(value -> assertThat(values.put(value.number(), value)).isNull());
        Set<Integer> java = new HashSet<>();
        loss.java().forEach(product -> product.lines().forEach(line -> java.addAll(line.values())));
        for (Report.Listing list : loss.lists()) {
            for (Report.Row row : list.rows()) {
                for (int number : row.values()) {
                    int whole = Optional.ofNullable(values.get(number))
                            .orElseThrow()
                            .whole();
                    assertThat(whole).isNotNegative();
                    assertThat(java).contains(whole);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f(A: real[n,n], b: real[n]) = A \\ b | there is no formula for the elements of what",
                "f(A: real[60,60], x: real[60]) = dot(x, A*x) | it takes more than 400 operations",
                "f(x: real[n]) = sum([x[i] for i in 500:n]) | no small sizes were found with which it can be called"
            })
    void saysWhyThereIsNoList(String program, String reason) {
        Report.Function f = last(Samples.report(Samples.compile(program)));
        assertThat(f.lists()).isEmpty();
        assertThat(f.unwritten()).startsWith(reason);
        assertThat(f.graphs()).hasSize(1);
    }

    @Test
    void takesTheSizesOfThePoint() {
        Compilation compilation = Samples.compile("f(A: real[n,m], x: real[m]) = A*x");
        Map<String, Tensor> point = Map.of(
                "A",
                new Tensor(new int[] {1, 4}, new double[] {1, 2, 3, 4}),
                "x",
                new Tensor(new int[] {4}, new double[] {5, 6, 7, 8}));
        Report.Function f = last(Reports.of(compilation, compilation.functions(), g -> point));
        assertThat(f.sizes()).isEqualTo("n = 1, m = 4");
        assertThat(f.inputs().get(0).numbers()).containsExactly(1.0, 2.0, 3.0, 4.0);
        assertThat(f.results().get(0).extents()).containsExactly(1);
        Report.Function half = last(Reports.of(
                compilation, compilation.functions(), g -> Map.of("x", new Tensor(new int[] {4}, new double[4]))));
        assertThat(half.sizes()).isEqualTo("n = 3, m = 4");
    }
}
